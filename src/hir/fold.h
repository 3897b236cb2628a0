/* fold.h: operations on frozen constants, done while building: exactly Python's results, or none. */
#ifndef UPCALL_FOLD_H
#define UPCALL_FOLD_H

#include "frozen/frozen.h"
#include "hir/hir.h"

/* The constant `op` makes of its `count` operands; NULL where it must be left to run time (an operand that is no Python
 * number, an overflow of 64 bits, a division by zero). */
const Frozen *fold(Unit *u, HirOp op, const Frozen *const *operands, size_t count);

/* --- fold_tuple.c --- */

enum {
    MOST_ITEMS = 1000, /* of a tuple that * makes */
    MOST_PARTS = 2048  /* of one that is made of tuples: each line may double it */
};

const Frozen *fold_tuple(Unit *u, const Frozen *const *items, size_t count);
/* Have these items, and those in them, no more than *left parts? It is what is left then. */
bool fold_has_room(const Frozen *const *items, size_t count, size_t *left);
/* An operation with a frozen tuple among its operands; NULL: left to run time. */
const Frozen *fold_tuples(Unit *u, HirOp op, const Frozen *a, const Frozen *b);
const Frozen *fold_slice(Unit *u, const Frozen *const *bounds); /* start, stop, step */

/* .real or .imag of a frozen number of Python. NULL: it is something else. */
const Frozen *fold_component(Unit *u, const Frozen *number, const char *name);

typedef struct SliceRange {
    int64_t start, step;
    size_t count; /* the elements start, start + step ... */
} SliceRange;

/* What a frozen slice selects of `count` elements. false: its bounds are no integers, or its step is 0. */
bool slice_range(const Frozen *slice, size_t count, SliceRange *range);

typedef enum { TRUTH_UNKNOWN, TRUTH_FALSE, TRUTH_TRUE } Truth;
Truth frozen_truth(const Frozen *object);

const Frozen *frozen_int(Unit *u, int64_t value);
const Frozen *frozen_bool(Unit *u, bool value);
const Frozen *frozen_float(Unit *u, double value);
const Frozen *frozen_none(Unit *u);

#endif
