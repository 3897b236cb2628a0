/* build.h: bytecode to HIR. */
#ifndef UPCALL_BUILD_H
#define UPCALL_BUILD_H

#include "base/unit.h"

/* Make f->hir from f->code, without types.
 * Needs:  f->object, f->code, f->parameter_count.
 * Leaves: HIR that keeps verify_hir()'s invariants and is the same for the bytecode of every version.
 * fails   on every construct that the language lacks, and on names that nothing defines */
void build(Unit *u, Function *f);

extern const Object build_null; /* what a stack slot that is NULL holds */

/* unbound.c, before canonicalise(): each check_bound gets its second argument, or goes where the variable surely has a
 * value; no phi that a check needs has SSA_UNBOUND (ssa.h) among its arguments any more. */
void resolve_unbound(Unit *u, Function *f);

/* build's last step, canonical.c: trivial phis, unused values, blocks that only jump, straight lines of blocks and
 * unreached ones are gone; blocks are in reverse postorder. */
void canonicalise(Unit *u, Function *f);

/* canonical.c: nothing comes behind the operation `v`; what only it led to is gone. Keeps the form of canonicalise(). */
void hir_end_after(Unit *u, Function *f, ValueId v);
bool hir_ends_with(const Hir *hir, ValueId v); /* has that been done? */

#endif
