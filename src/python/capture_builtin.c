/* capture_builtin.c: built-in functions, known by identity: the rows of builtins.def. */
#include "capture.h"

#include <string.h>

#include "../core/builtins.h"

/* The module that a row's object is in, a new str. Rows of one module that stand together are looked up at once. */
static PyObject *module_name_of(Unit *u, int row)
{
    const char *path = builtins[row].path;
    PyObject *name = PyUnicode_FromStringAndSize(path, strrchr(path, '.') - path);
    if (!name)
        python_failed(u);
    return name;
}

static int end_of_module(int row)
{
    const char *path = builtins[row].path;
    size_t length = (size_t)(strrchr(path, '.') + 1 - path);
    while (row < BUILTIN_COUNT && !strncmp(builtins[row].path, path, length) &&
           !strchr(builtins[row].path + length, '.'))
        row++;
    return row;
}

/* Another thread may be in the middle of the import: then the module is looked at in a later compile. */
static bool is_being_imported(Capture *c, Unit *u, PyObject *module)
{
    PyObject *spec = capture_optional(c, u, module, "__spec__");
    PyObject *initializing = spec ? capture_optional(c, u, spec, "_initializing") : NULL;
    return initializing == Py_True;
}

/* Only what is there already: a module that makes its attributes when asked isn't asked. */
static void find_row(Capture *c, Unit *u, PyObject *names, int row, PyObject *found)
{
    PyObject *name = capture_hold(c, u, PyUnicode_FromString(strrchr(builtins[row].path, '.') + 1));
    PyObject *object = capture_lookup(u, names, name);
    if (!object)
        return;
    PyObject *id = capture_hold(c, u, PyLong_FromVoidPtr(object)), *number = capture_hold(c, u, PyLong_FromLong(row));
    int known = PyDict_Contains(c->state->builtin_by_id, id);
    if (known < 0 || PyList_Append(found, object) || (!known && PyDict_SetItem(c->state->builtin_by_id, id, number)))
        python_failed(u);
}

/* Nothing is imported for it. */
static void find_module(Capture *c, Unit *u, int row, int end)
{
    PyObject *first = capture_hold(c, u, PyLong_FromLong(row));
    if (capture_lookup(u, c->state->builtin_found, first))
        return;
    PyObject *module = capture_lookup(u, PyImport_GetModuleDict(), capture_hold(c, u, module_name_of(u, row)));
    if (!module || !PyModule_Check(module) || is_being_imported(c, u, module))
        return;
    PyObject *found = capture_hold(c, u, PyList_New(0));
    for (; row < end; row++)
        find_row(c, u, PyModule_GetDict(module), row, found);
    if (PyDict_SetItem(c->state->builtin_found, first, found))
        python_failed(u);
}

/* Look through the modules that weren't imported so far. Once a compile. */
void capture_find_builtins(Capture *c, Unit *u)
{
    if (c->builtins_found)
        return;
    c->builtins_found = true;
    for (int row = 0, end; row < BUILTIN_COUNT; row = end) {
        end = end_of_module(row);
        find_module(c, u, row, end);
    }
}

/* NULL when it is none. */
const Object *capture_builtin(Capture *c, Unit *u, PyObject *object)
{
    PyObject *id = capture_hold(c, u, PyLong_FromVoidPtr(object));
    PyObject *row = PyDict_GetItemWithError(c->state->builtin_by_id, id);
    if (!row) {
        if (PyErr_Occurred())
            python_failed(u);
        return NULL;
    }
    int builtin = (int)PyLong_AsLong(row);
    Object *captured = capture_object(u, object, OBJECT_BUILTIN, builtins[builtin].path);
    captured->builtin = builtin;
    return captured;
}
