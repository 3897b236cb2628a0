/* fold.h: operations on frozen constants, done while building: exactly Python's results, or none. */
#ifndef UPCALL_FOLD_H
#define UPCALL_FOLD_H

#include "frozen/object.h"
#include "hir/hir.h"

/* The constant `op` makes of its `count` operands; NULL where it must be left to run time (an operand that is no Python
 * number, an overflow of 64 bits, a division by zero). */
const Object *fold(Unit *u, HirOp op, const Object *const *operands, size_t count);

/* --- fold_tuple.c --- */

enum { MOST_ITEMS = 1000 }; /* of a tuple that * makes */

const Object *fold_tuple(Unit *u, const Object *const *items, size_t count);
/* An operation with a frozen tuple among its operands; NULL: left to run time. */
const Object *fold_tuples(Unit *u, HirOp op, const Object *a, const Object *b);
const Object *fold_slice(Unit *u, const Object *const *bounds); /* start, stop, step */

/* .real or .imag of a frozen number of Python. NULL: it is something else. */
const Object *fold_component(Unit *u, const Object *number, const char *name);

typedef struct SliceRange {
    int64_t start, step;
    size_t count; /* the elements start, start + step ... */
} SliceRange;

/* What a frozen slice selects of `count` elements. false: its bounds are no integers, or its step is 0. */
bool slice_range(const Object *slice, size_t count, SliceRange *range);

typedef enum { TRUTH_UNKNOWN, TRUTH_FALSE, TRUTH_TRUE } Truth;
Truth object_truth(const Object *object);

const Object *object_int(Unit *u, int64_t value);
const Object *object_bool(Unit *u, bool value);
const Object *object_float(Unit *u, double value);
const Object *object_none(Unit *u);

#endif
