/* canonical.h: one form of control flow for one function. */
#ifndef UPCALL_CANONICAL_H
#define UPCALL_CANONICAL_H

#include "hir/function.h"

/* The last step of build: trivial phis, unused values, blocks that only jump, straight lines of blocks and
 * unreached ones are gone; blocks are in reverse postorder. */
void canonicalise(Unit *u, Function *f);

/* Nothing comes behind these operations; what only they led to is gone. Keeps the form of canonicalise(). */
void hir_end_after(Unit *u, Function *f, const ValueList *values);
/* These operations raise nothing, now that types are known: the guards that stand for them are gone. Keeps the form likewise. */
void hir_drop_guards(Unit *u, Function *f, const ValueList *values);
bool hir_ends_with(const Hir *hir, ValueId v); /* has that been done? */

#endif
