/* effects.h: what operations may write: whether memory that was read before is what it was. */
#ifndef UPCALL_EFFECTS_H
#define UPCALL_EFFECTS_H

#include "base/unit.h"
#include "hir/function.h"

typedef enum { EFFECT_UNKNOWN, EFFECT_WRITES, EFFECT_NONE } Effect;

typedef struct Effects {
    Unit *u;
    Function *f;
    Effect *functions; /* by index: of what was asked for */
} Effects;

Effects effects_begin(Unit *u, Function *f);

/* What the array is a view of, perhaps; HIR_NOTHING: of nothing. */
ValueId effects_viewed(const Effects *e, ValueId array);
/* May the two arrays have elements in common? Of one and the same: true. */
bool effects_may_meet(const Effects *e, ValueId a, ValueId b);
/* May the operation write elements of the array? Memory from outside may overlap all memory from outside; what an operation
 * makes only itself. */
bool effects_may_write(Effects *e, const HirValue *operation, ValueId array);

#endif
