/* capture_foreign.c: C functions of others. upcall/adapters/foreign.py knows whose they are; code gets the address by the environment, and
 * holds the object, which holds the library. */
#include "frozen/frozen.h"
#include "frozen/origin.h"
#include "python/capture/capture.h"
#include "types/signature.h"

#include <string.h>

static bool may_be_foreign(PyObject *object)
{
    return PyCallable_Check(object) || PyCapsule_CheckExact(object);
}

/* (name, [(address, type as text, hidden), ...]), or a text that says why it can't be called, or None. */
static PyObject *describe(Capture *c, Unit *u, PyObject *object)
{
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall.adapters.foreign"));
    return capture_hold(c, u, PyObject_CallMethod(module, "described", "O", object));
}

const Frozen *capture_refused(Capture *c, Unit *u, PyObject *object, PyObject *reason)
{
    Frozen *captured = (Frozen *)capture_other(c, u, object);
    captured->text = capture_text(c, u, reason);
    return captured;
}

static void set_function(Capture *c, Unit *u, Frozen *captured, PyObject *found)
{
    Signature *signature = ARENA_NEW(&u->arena, Signature);
    *signature = type_signature(u, type_parse(u, capture_text(c, u, capture_item(c, u, found, 1))));
    signature->hidden = PyLong_AsSize_t(capture_item(c, u, found, 2));
    captured->signature = signature;
    captured->number.integer = (int64_t)(uintptr_t)PyLong_AsVoidPtr(capture_item(c, u, found, 0));
}

static void set_functions(Capture *c, Unit *u, Frozen *captured, PyObject *list, const Origin *origin)
{
    captured->count = capture_length(u, list);
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, captured->count);
    for (size_t i = 0; i < captured->count; i++) {
        Frozen *item = capture_object(u, NULL, FROZEN_FOREIGN, captured->description);
        item->origin = origin_indexed(u, ORIGIN_item, origin, i);
        set_function(c, u, item, capture_item(c, u, list, i));
        captured->items[i] = item;
    }
}

/* A class of ctypes, of numbers or of arrays of them: what makes a cell or an array, arrays_cells.py. NULL: it is none. */
static const Frozen *capture_cell_class(Capture *c, Unit *u, PyObject *class)
{
    PyObject *ctypes = capture_loaded(c, u, "_ctypes");
    PyObject *numbers = ctypes ? capture_optional(c, u, ctypes, "_SimpleCData") : NULL;
    PyObject *arrays = ctypes ? capture_optional(c, u, ctypes, "Array") : NULL;
    if (!numbers || !arrays || (PyObject_IsSubclass(class, numbers) != 1 && PyObject_IsSubclass(class, arrays) != 1))
        return NULL;
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall.prelude.arrays_cells"));
    PyObject *function = capture_hold(c, u, PyObject_CallMethod(module, "function_of", "O", class));
    const char *name = capture_attribute_text(c, u, class, "__name__");
    const Origin *origin = origin_named(u, ORIGIN_prelude, NULL, arena_printf(&u->arena, "arrays_cells:%s", name));
    if (function == Py_None)
        return NULL;
    const Frozen *maker = capture_function(c, u, function, origin);
    Frozen *captured = arena_copy(&u->arena, maker, sizeof *maker);
    captured->identity = class;
    captured->is_class = true;
    return captured;
}

const Frozen *capture_foreign(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    if (PyType_Check(object))
        return capture_cell_class(c, u, object);
    PyObject *found = may_be_foreign(object) ? describe(c, u, object) : Py_None;
    if (found == Py_None)
        return NULL;
    if (PyUnicode_Check(found))
        return capture_refused(c, u, object, found);
    if (!exports_keep(&c->exports, object))
        python_failed(u);
    const char *name = capture_text(c, u, capture_item(c, u, found, 0));
    PyObject *list = capture_item(c, u, found, 1);
    Frozen *captured = capture_object(u, object, FROZEN_FOREIGN, arena_printf(&u->arena, "the C function %s", name));
    if (capture_length(u, list) == 1)
        set_function(c, u, captured, capture_item(c, u, list, 0));
    else
        set_functions(c, u, captured, list, origin);
    return captured;
}

/* ffi.errno is what ctypes.get_errno() is. */
static const Frozen *capture_errno(Capture *c, Unit *u, const Frozen *ffi)
{
    Frozen *captured = capture_object(u, ffi->handle, FROZEN_PROPERTY, "errno");
    captured->items = ARENA_ARRAY(&u->arena, Frozen *, 2);
    captured->items[captured->count++] = (Frozen *)capture_original(c, u, "ctypes", "get_errno");
    captured->items[captured->count++] = (Frozen *)capture_original(c, u, "ctypes", "set_errno");
    return captured;
}

/* It takes names, and fields of what is no constant. */
static const Frozen *capture_addressof(Capture *c, Unit *u, const Frozen *ffi)
{
    static const char text[] = "write: lib.f(x), or f = ffi.addressof(lib, \"f\") outside the function";
    PyObject *advice = capture_hold(c, u, PyUnicode_FromString(text));
    Frozen *refused = (Frozen *)capture_refused(c, u, capture_attribute(c, u, ffi->handle, "addressof"), advice);
    refused->description = "ffi.addressof";
    return refused;
}

static bool is_ffi(Capture *c, Unit *u, const Frozen *object, const char *module)
{
    bool is_of_cffi = !strcmp(module, "cffi.api") || !strcmp(module, "_cffi_backend");
    return is_of_cffi &&
           !strcmp(capture_attribute_text(c, u, (PyObject *)Py_TYPE((PyObject *)object->handle), "__name__"), "FFI");
}

const Frozen *capture_library_member(Capture *c, Unit *u, const Frozen *library, const char *name)
{
    const char *class = capture_class_module(c, u, library->handle);
    bool is_of_ffi = is_ffi(c, u, library, class);
    if (is_of_ffi && !strcmp(name, "errno"))
        return capture_errno(c, u, library);
    if (is_of_ffi && !strcmp(name, "addressof"))
        return capture_addressof(c, u, library);
    if (is_of_ffi && !strcmp(name, "NULL"))
        return capture_value(c, u, Py_None, origin_named(u, ORIGIN_attribute, library->origin, name));
    if ((strcmp(class, "ctypes") && strcmp(class, "cffi.api")) || PyObject_CheckBuffer(library->handle))
        return NULL;
    if (is_of_ffi && !strcmp(name, "from_buffer"))
        return capture_prelude(c, u, "arrays_cells:from_buffer");
    PyObject *key = capture_hold(c, u, PyUnicode_FromString(name));
    PyObject *function = capture_optional(c, u, library->handle, name);
    if (function)
        function = capture_hold(c, u, library_member(library->handle, key, Py_NewRef(function)));
    return function ? capture_value(c, u, function, origin_named(u, ORIGIN_attribute, library->origin, name)) : NULL;
}
