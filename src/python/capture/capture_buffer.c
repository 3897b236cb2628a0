/* capture_buffer.c: memory of Python's own and of ctypes: arrays and numbers of ctypes, array.array, bytearray, memoryview. Live, as NumPy's
 * arrays are: the compiled code works on the memory itself. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"
#include "types/signature.h"

static const Frozen *capture_number(Capture *c, Unit *u, PyObject *number, TypeId type)
{
    if (!exports_add(&c->exports, number))
        python_failed(u);
    Frozen *captured = capture_object(u, number, FROZEN_VALUE, "a ctypes number");
    captured->type = type;
    captured->number.integer = (int64_t)(uintptr_t)c->exports.items[c->exports.count - 1].buf;
    return captured;
}

static bool is_plain_class(PyObject *object)
{
    return PyType_Check(object) || PyBytes_Check(object) || !PyObject_CheckBuffer(object);
}

const Frozen *capture_buffer(Capture *c, Unit *u, PyObject *object)
{
    if (is_plain_class(object))
        return NULL;
    PyObject *module = capture_hold(c, u, PyImport_ImportModule("upcall.adapters.memory"));
    PyObject *elements = capture_hold(c, u, PyObject_CallMethod(module, "elements", "O", object));
    if (elements == Py_None)
        return NULL;
    if (PyUnicode_Check(elements))
        return capture_refused(c, u, object, elements);
    TypeId type = type_parse(u, capture_text(c, u, capture_item(c, u, elements, 0)));
    bool is_number = capture_item(c, u, elements, 1) == Py_True;
    return is_number ? capture_number(c, u, object, type) : capture_array(c, u, object, type);
}
