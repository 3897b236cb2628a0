/* pickle.c: what a CFunc is made of, for upcall/_pickle.py, which makes a pickle of it; and its machine code on the way.
 *
 * Which names of its surroundings a function needs is what its compile asks for: so the front end runs once more. What it
 * makes has to be what runs: where a name has got another value since, a pickle would compute something else. */
#include "python/state.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/cache_memory.h"

static void changed(const CompiledObject *compiled)
{
    PyObject *module = PyImport_ImportModule("pickle");
    PyObject *class = module ? PyObject_GetAttrString(module, "PicklingError") : NULL;
    if (class)
        PyErr_Format(
            class,
            "cannot pickle the cfunc %U: what its function refers to has changed since it was compiled; compile the "
            "function again",
            compiled->code->name);
    Py_XDECREF(class);
    Py_XDECREF(module);
}

/* (value,) or None. */
static PyObject *packed(PyObject *value)
{
    return value ? PyTuple_Pack(1, value) : Py_NewRef(Py_None);
}

/* As CFunc() takes them. */
static PyObject *arguments_of(const Request *request)
{
    const Options *options = &request->options;
    PyObject *value = packed(request->error_value), *success = packed(request->success);
    if (!value || !success) {
        Py_XDECREF(value);
        Py_XDECREF(success);
        return NULL;
    }
    return Py_BuildValue("(OOisINOONO)", request->function, (PyObject *)request->signature, (int)options->boundscheck,
                         options->error_model_python ? "python" : "numpy", options->fastmath, value,
                         request->locals ? request->locals : Py_None, options->is_uncached ? Py_False : Py_True,
                         success, request->codes ? request->codes : Py_None);
}

PyObject *pickle_parts(PyObject *module, PyObject *cfunc)
{
    State *state = module_state(module);
    if (Py_TYPE(cfunc) != state->cfunc_type)
        return PyErr_Format(PyExc_TypeError, "parts() takes a CFunc, not %R", cfunc);
    CompiledObject *compiled = callback_compiled(cfunc);
    const Request *request = callback_request(cfunc);
    bool same;
    PyObject *questions = compiled_questions(state, request, compiled, &same);
    if (questions && !same)
        changed(compiled);
    PyObject *arguments = questions && same ? arguments_of(request) : NULL;
    PyObject *parts = arguments ? PyTuple_Pack(2, arguments, questions) : NULL;
    Py_XDECREF(arguments);
    Py_XDECREF(questions);
    return parts;
}

/* UPCALL_PICKLE_OBJECTS=0: none is sent, none looked at. */
static bool takes_objects(void)
{
    const char *text = getenv("UPCALL_PICKLE_OBJECTS");
    return (!text || strcmp(text, "0") != 0) && cache_is_on();
}

PyObject *pickle_artifact(PyObject *module, PyObject *cfunc)
{
    State *state = module_state(module);
    if (Py_TYPE(cfunc) != state->cfunc_type)
        return PyErr_Format(PyExc_TypeError, "artifact() takes a CFunc, not %R", cfunc);
    CompiledObject *compiled = callback_compiled(cfunc);
    if (!takes_objects())
        Py_RETURN_NONE;
    if (!compiled_enter(compiled))
        return NULL;
    Bytes bytes = cache_memory_artifact(compiled->code->image);
    compiled_leave(compiled);
    PyObject *artifact = bytes.items ? PyBytes_FromStringAndSize((const char *)bytes.items, (Py_ssize_t)bytes.size)
                                     : Py_NewRef(Py_None);
    free((void *)bytes.items);
    return artifact;
}

PyObject *pickle_admit(PyObject *module, PyObject *artifact)
{
    (void)module;
    char *items;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(artifact, &items, &size))
        return NULL;
    Unit *u = takes_objects() ? compile_unit((Resolver){.resolve = NULL}) : NULL;
    bool admitted = u && cache_admit(u, (Bytes){(const uint8_t *)items, (size_t)size});
    if (u)
        unit_free(u);
    return PyBool_FromLong(admitted);
}
