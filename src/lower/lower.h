/* lower.h: HIR to LIR: what SEMANTICS.md says, in operations of the machine. */
#ifndef UPCALL_LOWER_H
#define UPCALL_LOWER_H

#include "base/unit.h"
#include "hir/function.h"

/* Lower `f` to the next function of u->lir, and after it what it calls and what isn't lowered yet: so a caller knows whether
 * its callee can raise; in a recursion it can.
 * Needs:  types, the facts of bound (without them every index is checked).   Keeps: HIR.
 * Leaves: the function in u->lir, named f->symbol and ".body"; the places where it can raise in u->sites; for
 *         u->functions->items[0] also u->lir->entry, named f->symbol, filled from u->signature-> verify_lir() holds.
 * fails   E_UNSUPPORTED_CONSTRUCT: an operation on types that infer lets pass and nothing here computes yet */
void lower(Unit *u, Function *f);

#endif
