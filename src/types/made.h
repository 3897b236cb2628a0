/* made.h: what np.finfo and its like make of a dtype. */
#ifndef UPCALL_MADE_H
#define UPCALL_MADE_H

#include "base/error.h"
#include "frozen/frozen.h"

/* fails E_DTYPE */
const Frozen *made_of(Unit *u, Loc loc, const Frozen *maker, const Frozen *dtype);

#endif
