/* lower.h: HIR to LIR: what SEMANTICS.md says, in operations of the machine. */
#ifndef UPCALL_LOWER_H
#define UPCALL_LOWER_H

#include "base/unit.h"
#include "hir/function.h"

/* Lower what `f` calls and what isn't lowered yet, then `f` itself, each to a function of u->lir. So a caller knows whether its
 * callee can raise; in a recursion it is taken to.
 * Needs:  types, the facts of bound (without them every index is checked).   Keeps: HIR.
 * Leaves: the function in u->lir, named f->symbol and ".body"; the places where it can raise in u->sites; for
 *         u->functions->items[0] also u->lir->entry, named f->symbol, filled from u->signature. verify_lir() holds.
 * fails   E_CONSTANT_BEYOND, E_TOO_LARGE; E_UNSUPPORTED_CONSTRUCT where infer lets pass what nothing here computes yet */
void lower(Unit *u, Function *f);

#endif
