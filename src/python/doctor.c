/* doctor.c: what `python -m upcall doctor` asks: executable memory, and the back end. */
#include "compile/compile.h"
#include "frozen/resolve.h"
#include "platform/platform.h"
#include "python/state.h"

PyObject *doctor_memory(PyObject *module, PyObject *ignored)
{
    (void)module, (void)ignored;
    char refusal[200];
    PyObject *ways = PyList_New(0);
    const char *name;
    for (size_t i = 0; ways && (name = platform_code_way(i, refusal, sizeof refusal)); i++) {
        PyObject *way = Py_BuildValue("(sz)", name, *refusal ? refusal : NULL);
        if (!way || PyList_Append(ways, way))
            Py_CLEAR(ways);
        Py_XDECREF(way);
    }
    return ways;
}

typedef struct Opening {
    const char *path;
    const Backend *backend;
} Opening;

static void open_backend(Unit *u, void *argument)
{
    Opening *opening = argument;
    opening->backend = backend_open(u, opening->path);
}

PyObject *doctor_backend(PyObject *module, PyObject *ignored)
{
    (void)ignored;
    Opening opening = {.path = PyBytes_AsString(module_state(module)->library)};
    Unit *u = types_parse(open_backend, &opening);
    if (!u)
        return NULL;
    unit_free(u);
    return Py_BuildValue("(sss)", opening.path, opening.backend->llvm_version, opening.backend->host_cpu());
}
