/* bound.h: facts about integers: which index checks can be left away. */
#ifndef UPCALL_BOUND_H
#define UPCALL_BOUND_H

#include "base/unit.h"
#include "hir/function.h"

/* Prove what can be proved of each index of `f`.
 * Needs:  types.   Keeps: everything else.   Breaks: nothing.
 * Leaves: HirValue.facts of getitem and setitem; of a call of carray or farray, bit k: length k
 *         isn't negative (not_negative), is no more than type_longest_axis() (in_range); of `iter` over a range with a step, in_range: see
 *         bound_range(). */
void bound(Unit *u, Function *f);

#endif
