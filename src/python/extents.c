/* extents.c: is the memory that Python passes for "double x[n]" as long as the function takes it for? C can't know, Python can. */
#include "python/state.h"
#include "types/signature.h"

static size_t first_word(const SharedCode *callee, size_t index)
{
    size_t first = 0;
    for (size_t i = 0; i < index; i++)
        first += parameter_words(&callee->parameters[i]);
    return first;
}

/* Multiply `*product` by the length. false: it isn't positive, or no memory is so long, which the function itself sees. */
static bool multiply(const SharedCode *callee, const ArrayLength *length, const uint64_t *words, int64_t *product)
{
    bool overflows = __builtin_mul_overflow(*product, length->constant, product);
    for (size_t i = 0; i < length->count; i++) {
        int64_t factor = (int64_t)words[first_word(callee, length->parameters[i])];
        overflows |= factor < 0 || __builtin_mul_overflow(*product, factor, product);
    }
    return !overflows;
}

/* The longest of the buffers that begin there; NULL: the memory is known by its address alone. */
static const Py_buffer *buffer_at(const Pins *pins, uint64_t address)
{
    const Py_buffer *longest = NULL;
    for (size_t i = 0; i < pins->buffer_count; i++) {
        const Py_buffer *buffer = &pins->buffers[i];
        if ((uint64_t)(uintptr_t)buffer->buf == address && (!longest || buffer->len > longest->len))
            longest = buffer;
    }
    return longest;
}

static bool is_long_enough(const SharedCode *callee, size_t index, const uint64_t *words, const Pins *pins)
{
    const Parameter *parameter = &callee->parameters[index];
    const Py_buffer *buffer = buffer_at(pins, words[first_word(callee, index)]);
    int64_t bytes = (int64_t)parameter->item;
    bool is_known = buffer != NULL;
    for (int axis = 0; is_known && axis < parameter->ndim; axis++)
        is_known = multiply(callee, &parameter->lengths[axis], words, &bytes);
    if (!is_known || bytes <= buffer->len)
        return true;
    PyErr_Format(PyExc_ValueError, "%U() argument '%U' has %zd of the %lld elements that its declaration says",
                 callee->name, PyTuple_GetItem(callee->argument_names, (Py_ssize_t)index),
                 buffer->len / (Py_ssize_t)parameter->item, (long long)bytes / (long long)parameter->item);
    return false;
}

bool extents_suffice(const SharedCode *callee, const uint64_t *words, const Pins *pins)
{
    for (size_t i = 0; pins->buffer_count && i < callee->parameter_count; i++)
        if (callee->parameters[i].ndim && !is_long_enough(callee, i, words, pins))
            return false;
    return true;
}
