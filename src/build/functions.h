/* functions.h: the functions of a Unit: one for each Python function and list of bindings that is called. */
#ifndef UPCALL_FUNCTIONS_H
#define UPCALL_FUNCTIONS_H

#include "base/unit.h"
#include "hir/function.h"

/* The callback itself, for u->signature. fails E_CALLEE, E_ARGUMENT_COUNT and what build() fails with */
Function *function_add_root(Unit *u, const Frozen *object);

/* The function `object` for these bindings: the one that is there, or a new one, built. `caller` is who calls it, from
 * where; `builtin` the row whose function of the prelude it is, or -1.
 * fails  what build() fails with; E_TOO_MANY_FUNCTIONS */
Function *function_for(Unit *u, const Frozen *object, const Binding *bindings, size_t count, size_t captured_start,
                       const Function *caller, Loc called_at, int builtin);

/* In builds with assertions: does its HIR keep its invariants (verify_hir())? */
void function_check(Unit *u, const Function *f, HirState state);

/* Are the types of its arguments and of its result given, not inferred? Those of the callback and of other cfuncs. */
bool function_is_declared(const Function *f);

/* Does it have a ret? One without comes back in no way. */
bool function_returns(const Function *f);

/* Note that there is such a call: what becomes known of the callee unsettles the caller. */
void function_add_call(Unit *u, Function *caller, Function *callee);
void function_unsettle_callers(const Function *f);

/* Is `f`, or a function on the way to it from the callback, made of `object`? */
bool function_is_inside(const Function *f, const Frozen *object);

/* Leave only those that the callback calls, directly or not, and number them. */
void functions_keep_reachable(Unit *u);

/* Set is_recursive of each. Needs: the indices and targets that functions_keep_reachable() leaves. */
void functions_find_recursive(Unit *u);

#endif
