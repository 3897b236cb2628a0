/* capture_foreign.c: C functions of others. upcall/adapters/foreign.py knows whose they are; code gets the address by the environment, and
 * holds the object, which holds the library. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"
#include "types/signature.h"

static bool may_be_foreign(PyObject *object)
{
    return !PyType_Check(object) && (PyCallable_Check(object) || PyCapsule_CheckExact(object));
}

/* (address, type as text, name), or a text that says why it can't be called, or None. */
static PyObject *describe(Capture *c, Unit *u, PyObject *object)
{
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall.adapters.foreign"));
    return capture_hold(c, u, PyObject_CallMethod(module, "described", "O", object));
}

static const Frozen *capture_refused(Capture *c, Unit *u, PyObject *object, PyObject *reason)
{
    Frozen *captured = (Frozen *)capture_other(c, u, object);
    captured->text = capture_text(c, u, reason);
    return captured;
}

const Frozen *capture_foreign(Capture *c, Unit *u, PyObject *object)
{
    PyObject *found = may_be_foreign(object) ? describe(c, u, object) : Py_None;
    if (found == Py_None)
        return NULL;
    if (PyUnicode_Check(found))
        return capture_refused(c, u, object, found);
    if (!exports_keep(&c->exports, object))
        python_failed(u);
    const char *name = capture_text(c, u, capture_item(c, u, found, 2));
    Signature *signature = ARENA_NEW(&u->arena, Signature);
    *signature = type_signature(u, type_parse(u, capture_text(c, u, capture_item(c, u, found, 1))));
    Frozen *captured = capture_object(u, object, FROZEN_FOREIGN, arena_printf(&u->arena, "the C function %s", name));
    captured->signature = signature;
    captured->number.integer = (int64_t)(uintptr_t)PyLong_AsVoidPtr(capture_item(c, u, found, 0));
    return captured;
}
