/* fuse.h: which array operations never become arrays in memory. */
#ifndef UPCALL_FUSE_H
#define UPCALL_FUSE_H

#include "base/unit.h"
#include "hir/function.h"

/* Mark each elementwise operation of `f` that the nest of its users computes, element by element (ARRAYS, "When an expression is computed").
 * Needs:  types of all functions.   Keeps: everything else.   Breaks: nothing.
 * Leaves: HirValue.fused. */
void fuse(Unit *u, Function *f);

#endif
