/* capture_array.c: captured NumPy arrays. Compiled code works on the memory itself: its address goes into the environment,
 * shape and strides into the code. A memoryview keeps the array alive and where it is, as long as the code lives. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"

static void keep_export(Capture *c, Unit *u, PyObject *array)
{
    PyObject *view = capture_hold(c, u, PyMemoryView_FromObject(array));
    if (!c->exports)
        c->exports = PyList_New(0);
    if (!c->exports || PyList_Append(c->exports, view))
        python_failed(u);
}

static const int64_t *integers(Capture *c, Unit *u, PyObject *tuple)
{
    size_t count = (size_t)PyTuple_Size(tuple);
    int64_t *items = ARENA_ARRAY(&u->arena, int64_t, count);
    for (size_t i = 0; i < count; i++)
        items[i] = PyLong_AsLongLong(capture_hold(c, u, Py_XNewRef(PyTuple_GetItem(tuple, (Py_ssize_t)i))));
    if (PyErr_Occurred())
        python_failed(u);
    return items;
}

/* The address as NumPy itself names it: a memoryview doesn't. */
static void *address_of(Capture *c, Unit *u, PyObject *array)
{
    PyObject *interface = capture_attribute(c, u, array, "__array_interface__");
    PyObject *data = PyDict_Check(interface) ? PyDict_GetItemString(interface, "data") : NULL;
    PyObject *address = data && PyTuple_Check(data) ? PyTuple_GetItem(data, 0) : NULL;
    void *pointer = address ? PyLong_AsVoidPtr(address) : NULL;
    if (PyErr_Occurred())
        python_failed(u);
    return pointer;
}

const Frozen *capture_array(Capture *c, Unit *u, PyObject *array, TypeId element)
{
    keep_export(c, u, array);
    FrozenArray *memory = ARENA_NEW(&u->arena, FrozenArray);
    PyObject *shape = capture_attribute(c, u, array, "shape");
    PyObject *flags = capture_attribute(c, u, array, "flags");
    memory->data = address_of(c, u, array);
    memory->ndim = (int)PyTuple_Size(shape);
    memory->shape = integers(c, u, shape);
    memory->strides = integers(c, u, capture_attribute(c, u, array, "strides"));
    memory->layout = capture_attribute(c, u, flags, "c_contiguous") == Py_True   ? 'C'
                     : capture_attribute(c, u, flags, "f_contiguous") == Py_True ? 'F'
                                                                                 : 'A';
    memory->flags = capture_attribute(c, u, flags, "writeable") == Py_True ? 0 : ARRAY_READ_ONLY;
    if (capture_attribute(c, u, flags, "aligned") != Py_True)
        memory->flags |= ARRAY_UNALIGNED;
    Frozen *captured = capture_object(u, array, FROZEN_ARRAY, "an array");
    captured->type = element;
    captured->array = memory;
    return captured;
}
