/* capture_array.c: captured NumPy arrays and Values. Compiled code works on the memory itself: its address goes into the
 * environment, shape and strides into the code. Exports keep it alive and where it is, as long as the code lives. */
#include "frozen/frozen.h"
#include "python/capture/capture.h"

/* Strides are those that the buffer has, where a dimension of one element, or none, has a stride that suits the others. */
static const int64_t *integers(Unit *u, const Py_ssize_t *items, int count)
{
    int64_t *copy = ARENA_ARRAY(&u->arena, int64_t, count);
    for (int i = 0; i < count; i++)
        copy[i] = items[i];
    return copy;
}

static bool is_regular(const FrozenArray *array, int64_t size)
{
    bool is_last_first = array->layout == 'F';
    for (int i = 0; i < array->ndim; i++) {
        int axis = is_last_first ? i : array->ndim - 1 - i;
        if (array->strides[axis] != size)
            return false;
        size *= array->shape[axis];
    }
    return array->layout != 'A';
}

const Frozen *capture_array(Capture *c, Unit *u, PyObject *array, TypeId element)
{
    if (!exports_add(&c->exports, array))
        python_failed(u);
    FrozenArray *memory = ARENA_NEW(&u->arena, FrozenArray);
    const Py_buffer *buffer = &c->exports.items[c->exports.count - 1];
    PyObject *flags = capture_attribute(c, u, array, "flags");
    memory->data = buffer->buf;
    memory->ndim = buffer->ndim;
    memory->shape = integers(u, buffer->shape, buffer->ndim);
    memory->strides = integers(u, buffer->strides, buffer->ndim);
    memory->layout = capture_attribute(c, u, flags, "c_contiguous") == Py_True   ? 'C'
                     : capture_attribute(c, u, flags, "f_contiguous") == Py_True ? 'F'
                                                                                 : 'A';
    memory->is_regular = is_regular(memory, (int64_t)scalar_layout(element)->size);
    memory->flags = capture_attribute(c, u, flags, "writeable") == Py_True ? 0 : ARRAY_READ_ONLY;
    if (capture_attribute(c, u, flags, "aligned") != Py_True)
        memory->flags |= ARRAY_UNALIGNED;
    Frozen *captured = capture_object(u, array, FROZEN_ARRAY, "an array");
    captured->type = element;
    captured->array = memory;
    return captured;
}

const Frozen *capture_held(Capture *c, Unit *u, PyObject *value)
{
    if (!exports_keep(&c->exports, value))
        python_failed(u);
    Frozen *captured = capture_object(u, value, FROZEN_VALUE, "a Value");
    captured->type = value_scalar(value);
    captured->number.integer = (int64_t)(uintptr_t)value_address(value);
    return captured;
}
