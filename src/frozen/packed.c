/* packed.c: which axes of an array lie without gaps. */
#include "frozen/packed.h"

#include <assert.h>

Packed packed_c(int ndim)
{
    return packed_canonical((Packed){(uint8_t)ndim, 0}, ndim);
}

Packed packed_f(int ndim)
{
    return packed_canonical((Packed){0, (uint8_t)ndim}, ndim);
}

Packed packed_none(void)
{
    return (Packed){0, 0};
}

static uint8_t at_most(uint8_t count, int ndim)
{
    return count < ndim ? count : (uint8_t)ndim;
}

Packed packed_canonical(Packed packed, int ndim)
{
    uint8_t last = at_most(packed.last, ndim), first = at_most(packed.first, ndim);
    if (ndim == 1)
        return last || first ? (Packed){1, 1} : packed_none();
    return last >= first ? (Packed){last, 0} : (Packed){0, first};
}

Packed packed_reversed(Packed packed)
{
    return (Packed){packed.first, packed.last};
}

Packed packed_least(Packed a, Packed b)
{
    return (Packed){a.last < b.last ? a.last : b.last, a.first < b.first ? a.first : b.first};
}

bool packed_is_same(Packed a, Packed b)
{
    return a.last == b.last && a.first == b.first;
}

bool packed_is_c(Packed packed, int ndim)
{
    return packed.last == ndim;
}

bool packed_is_f(Packed packed, int ndim)
{
    return packed.first == ndim;
}

bool packed_has(Packed packed, int ndim, int axis)
{
    assert(axis >= 0 && axis < ndim);
    return axis >= ndim - packed.last || axis < packed.first;
}

int packed_axis(Packed packed, int ndim, int place)
{
    return packed.first > packed.last ? ndim - 1 - place : place;
}

static uint8_t count_packed(int ndim, const ptrdiff_t *lengths, const ptrdiff_t *strides, ptrdiff_t size,
                            bool from_last)
{
    for (int i = 0; i < ndim; i++) {
        int axis = from_last ? ndim - 1 - i : i;
        if (strides[axis] != size)
            return (uint8_t)i;
        size *= lengths[axis];
    }
    return (uint8_t)ndim;
}

Packed packed_in(int ndim, const ptrdiff_t *lengths, const ptrdiff_t *strides, ptrdiff_t size)
{
    Packed packed = {count_packed(ndim, lengths, strides, size, true),
                     count_packed(ndim, lengths, strides, size, false)};
    return packed_canonical(packed, ndim);
}
