/* addresses.h: how far the addresses of what a function makes go. */
#ifndef UPCALL_ADDRESSES_H
#define UPCALL_ADDRESSES_H

#include "base/unit.h"
#include "hir/function.h"

/* Fill Function.passes_on of all functions.   Needs: types. */
void find_passed_on(Unit *u);

typedef struct Addresses Addresses;

/* Needs: types, Function.passes_on. */
Addresses *addresses_of(Unit *u, const Function *f);
/* May the addresses that the operation gives be read when it is done once more, or the function has returned? */
bool address_lasts(Addresses *a, ValueId v);

/* What is stored there? TYPE_UNKNOWN: it is no store. */
TypeId type_stored(const Unit *u, const Function *f, const HirValue *v);

#endif
