/* resolve.h: frozen names, asked of src/python once each. */
#ifndef UPCALL_RESOLVE_H
#define UPCALL_RESOLVE_H

#include "base/unit.h"

/* The object that `name` is inside `function`: its cell, global or builtin. fails E_NAME_UNKNOWN */
const Object *resolve_name(Unit *u, Loc loc, const Object *function, const char *name);
/* fails E_ATTRIBUTE_UNKNOWN */
const Object *resolve_attribute(Unit *u, Loc loc, const Object *module, const char *name);
/* An attribute of a class or of its instance that can be frozen. NULL: there is none. */
const Object *resolve_member(Unit *u, const Object *owner, const char *name);
/* A function of upcall/prelude: "integers:gcd". */
const Object *resolve_prelude(Unit *u, const char *name);

/* What Python's own `maker` makes of a constant: float("inf"), np.dtype("f4"). NULL: nothing. */
const Object *resolve_call(Unit *u, const Object *maker, const Object *argument);
/* What operator.itemgetter and its like make of constants: a function. NULL: nothing. */
const Object *resolve_getter(Unit *u, const Object *maker, Object **arguments, size_t count);
/* What np.finfo and their like make of a constant. fails E_DTYPE */
const Object *resolve_made(Unit *u, Loc loc, const Object *maker, const Object *argument);

#endif
