/* capture_array.c: captured arrays, records and Values. Compiled code works on the memory itself: its address goes into the
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

const Frozen *capture_array(Capture *c, Unit *u, PyObject *array, TypeId element)
{
    if (!exports_add(&c->exports, array))
        python_failed(u);
    FrozenArray *memory = ARENA_NEW(&u->arena, FrozenArray);
    const Py_buffer *buffer = &c->exports.items[c->exports.count - 1];
    memory->data = buffer->buf;
    memory->ndim = buffer->ndim;
    memory->shape = integers(u, buffer->shape, buffer->ndim);
    memory->strides = integers(u, buffer->strides, buffer->ndim);
    memory->packed = packed_in(buffer->ndim, buffer->shape, buffer->strides, buffer->itemsize);
    memory->flags = buffer->readonly ? ARRAY_READ_ONLY : 0;
    Frozen *captured = capture_object(u, array, FROZEN_ARRAY, "an array");
    captured->type = element;
    captured->array = memory;
    return captured;
}

const Frozen *capture_record(Capture *c, Unit *u, PyObject *record, TypeId type, bool is_writeable)
{
    if (!exports_add(&c->exports, record))
        python_failed(u);
    FrozenArray *memory = ARENA_NEW(&u->arena, FrozenArray);
    *memory = (FrozenArray){.data = c->exports.items[c->exports.count - 1].buf,
                            .flags = is_writeable ? 0 : ARRAY_READ_ONLY};
    Frozen *captured = capture_object(u, record, FROZEN_RECORD, "a record");
    captured->type = type;
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
