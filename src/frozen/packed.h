/* packed.h: which axes of an array lie without gaps, as far as its type says. */
#ifndef UPCALL_PACKED_H
#define UPCALL_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_AXES = 64 }; /* NumPy's limit */

/* How many of the last axes of an array, and how many of the first: the stride of the fastest of them is the size of an
 * element, of each other the product of that and the lengths of those that are faster. So it is {ndim, 0} in C order,
 * {0, ndim} in Fortran's, {1, 0} where there are gaps between rows; {1, 1} in one dimension, {0, 0} in none. One of the two
 * is 0 in all other arrays. */
typedef struct Packed {
    uint8_t last, first;
} Packed;

Packed packed_c(int ndim);
Packed packed_f(int ndim);
Packed packed_none(void);
/* The one that stands for it among the types of so many dimensions; type_array() makes this of what it is given. */
Packed packed_canonical(Packed packed, int ndim);
Packed packed_reversed(Packed packed);   /* of the array with its axes in the opposite order */
Packed packed_least(Packed a, Packed b); /* what holds for both */
bool packed_is_same(Packed a, Packed b);

bool packed_is_c(Packed packed, int ndim);
bool packed_is_f(Packed packed, int ndim);
bool packed_has(Packed packed, int ndim, int axis); /* does the stride of the axis follow? */
/* Axis number `place` from the slowest to the fastest, where that is known; else of the order of C. */
int packed_axis(Packed packed, int ndim, int place);

/* Of memory: lengths of the axes, and strides and the size of an element in bytes. */
Packed packed_in(int ndim, const ptrdiff_t *lengths, const ptrdiff_t *strides, ptrdiff_t size);

#endif
