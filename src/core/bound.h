/* bound.h: facts about integers: which index checks can be left away. */
#ifndef UPCALL_BOUND_H
#define UPCALL_BOUND_H

#include "unit.h"

/* Prove what can be proved of each index of `f`.
 * Needs:  types.   Keeps: everything else.   Breaks: nothing.
 * Leaves: HirValue.facts of getitem and setitem; of a call of carray or farray, not_negative bit k: so is length k. */
void bound(Unit *u, Function *f);

#endif
