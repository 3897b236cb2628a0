/* holders.h: which operations have counts of blocks to give away with their results, see own.h. */
#ifndef UPCALL_HOLDERS_H
#define UPCALL_HOLDERS_H

#include "base/unit.h"
#include "hir/function.h"

bool holder_has_owners(const Unit *u, const HirValue *v); /* also of a value that was removed: false */
/* Is the value, which has owners, made by its operation, or by the function that it calls? All else borrows, or is a phi, which
 * holds too. */
bool holder_makes(Unit *u, const Function *f, ValueId v);

/* Fill Function.gives_back of all functions. */
void find_given_back(Unit *u);

#endif
