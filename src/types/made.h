/* made.h: what np.finfo and its like make of a dtype. */
#ifndef UPCALL_MADE_H
#define UPCALL_MADE_H

#include "base/error.h"
#include "frozen/object.h"

/* fails E_DTYPE */
const Object *made_of(Unit *u, Loc loc, const Object *maker, const Object *dtype);

#endif
