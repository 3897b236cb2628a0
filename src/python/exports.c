/* exports.c: buffers and objects that a callback holds, so that captured memory stays alive and where it is as long as its code. */
#include "python/state.h"

#include <stdlib.h>

static Py_buffer *grow(Exports *exports)
{
    Py_buffer *items = realloc(exports->items, (exports->count + 1) * sizeof *items);
    if (!items) {
        PyErr_NoMemory();
        return NULL;
    }
    exports->items = items;
    return &items[exports->count];
}

/* ctypes gives no strides: a memoryview has them. */
static bool get_strided(PyObject *object, Py_buffer *view)
{
    if (PyObject_GetBuffer(object, view, PyBUF_STRIDED_RO))
        return false;
    if (!view->ndim || view->strides)
        return true;
    PyBuffer_Release(view);
    PyObject *memory = PyMemoryView_FromObject(object);
    bool ok = memory && !PyObject_GetBuffer(memory, view, PyBUF_STRIDED_RO);
    Py_XDECREF(memory);
    return ok;
}

bool exports_add(Exports *exports, PyObject *object)
{
    Py_buffer *view = grow(exports);
    if (!view || !get_strided(object, view))
        return false;
    exports->count++;
    return true;
}

bool exports_keep(Exports *exports, PyObject *object)
{
    Py_buffer *view = grow(exports);
    if (!view || PyBuffer_FillInfo(view, object, NULL, 0, true, PyBUF_SIMPLE))
        return false;
    exports->count++;
    return true;
}

void exports_release(Exports *exports)
{
    while (exports->count)
        PyBuffer_Release(&exports->items[--exports->count]);
    free(exports->items);
    exports->items = NULL;
}
