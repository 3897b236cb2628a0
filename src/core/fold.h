/* fold.h: operations on frozen constants, done while building: exactly Python's results, or none. */
#ifndef UPCALL_FOLD_H
#define UPCALL_FOLD_H

#include "hir.h"
#include "object.h"

/* The constant `op` makes of its `count` operands; NULL where it must be left to run time (an operand that is no Python
 * number, an overflow of 64 bits, a division by zero). */
const Object *fold(Unit *u, HirOp op, const Object *const *operands, size_t count);

typedef enum { TRUTH_UNKNOWN, TRUTH_FALSE, TRUTH_TRUE } Truth;
Truth object_truth(const Object *object);

const Object *object_int(Unit *u, int64_t value);
const Object *object_bool(Unit *u, bool value);
const Object *object_float(Unit *u, double value);
const Object *object_none(Unit *u);

#endif
