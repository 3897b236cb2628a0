/* phi_groups.h: phis that are one value together. */
#ifndef UPCALL_PHI_GROUPS_H
#define UPCALL_PHI_GROUPS_H

#include "base/unit.h"
#include "hir/hir.h"

/* By value: what a phi must be that has no other arguments than one value and phis of which the same is true;
 * HIR_NOTHING of all others. NULL: there is no such phi. */
const ValueId *phi_groups_find(Unit *u, const Hir *hir);

#endif
