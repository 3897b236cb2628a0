/* build.h: bytecode to HIR. */
#ifndef UPCALL_BUILD_H
#define UPCALL_BUILD_H

#include "hir/canonical.h"
#include "hir/function.h"

/* Make f->hir from f->code, without types.
 * Needs:  f->object, f->code, f->parameter_count.
 * Leaves: HIR that keeps verify_hir()'s invariants and is the same for the bytecode of every version.
 * fails   on every construct that the language lacks, and on names that nothing defines */
void build(Unit *u, Function *f);

extern const Frozen build_null; /* what a stack level that is NULL holds */

/* unbound.c, before canonicalise(): each check_bound gets its second argument, or goes where the variable surely has a
 * value; no phi that a check needs has SSA_UNBOUND (ssa.h) among its arguments any more. */
void resolve_unbound(Unit *u, Function *f);

#endif
