/* capture_buffer.c: memory of Python's own and of ctypes: arrays and numbers of ctypes, array.array, bytearray, memoryview. Live, as NumPy's
 * arrays are: the compiled code works on the memory itself. And what pointers of cffi's point to. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"
#include "types/signature.h"

/* `memory` is where the number, or the pointer, lies that the object is. */
static const Frozen *capture_number(Capture *c, Unit *u, PyObject *object, PyObject *memory, TypeId type)
{
    if ((object != memory && !exports_keep(&c->exports, object)) || !exports_add(&c->exports, memory))
        python_failed(u);
    Frozen *captured = capture_object(u, object, FROZEN_VALUE, object == memory ? "a ctypes number" : "a cffi pointer");
    captured->type = type;
    captured->number.integer = (int64_t)(uintptr_t)c->exports.items[c->exports.count - 1].buf;
    return captured;
}

/* A pointer of cffi's is the same as long as it lives: its address is copied. */
static const Frozen *capture_pointer(Capture *c, Unit *u, PyObject *object)
{
    PyObject *cffi = capture_loaded(c, u, "_cffi_backend");
    PyObject *class = cffi ? capture_optional(c, u, cffi, "_CDataBase") : NULL;
    if (!class || !PyType_Check(class) || !PyType_IsSubtype(Py_TYPE(object), (PyTypeObject *)class))
        return NULL;
    PyObject *adapter = capture_hold(c, u, PyImport_ImportModule("upcall.adapters.cffi_pointers"));
    PyObject *found = capture_hold(c, u, PyObject_CallMethod(adapter, "held", "O", object));
    if (found == Py_None)
        return NULL;
    TypeId type = type_parse(u, capture_text(c, u, capture_item(c, u, found, 0)));
    return capture_number(c, u, object, capture_item(c, u, found, 1), type);
}

static bool is_plain_class(PyObject *object)
{
    return PyType_Check(object) || PyBytes_Check(object) || !PyObject_CheckBuffer(object);
}

const Frozen *capture_buffer(Capture *c, Unit *u, PyObject *object)
{
    if (is_plain_class(object))
        return PyType_Check(object) ? NULL : capture_pointer(c, u, object);
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall.adapters.memory"));
    PyObject *elements = capture_hold(c, u, PyObject_CallMethod(module, "elements", "O", object));
    if (elements == Py_None)
        return NULL;
    if (PyUnicode_Check(elements))
        return capture_refused(c, u, object, elements);
    TypeId type = type_parse(u, capture_text(c, u, capture_item(c, u, elements, 0)));
    bool is_number = capture_item(c, u, elements, 1) == Py_True;
    return is_number ? capture_number(c, u, object, object, type) : capture_array(c, u, object, type);
}
