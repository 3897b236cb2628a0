/* resolve.h: frozen names, asked of src/python once each. */
#ifndef UPCALL_RESOLVE_H
#define UPCALL_RESOLVE_H

#include "base/unit.h"
#include "frozen/frozen.h"

/* What resolve() answered. */
typedef struct Resolved {
    const Frozen *owner;
    const char *name;
    const Frozen *object; /* NULL: no such name */
} Resolved;

/* What the front end asks of src/python, which takes the GIL for the call. NULL: there is no such name.
 *   owner   a function (looks up its cells, then globals, then builtins) or a module (its attributes); NULL: the name is
 *           that of a function of the prelude, "integers:gcd" in upcall/prelude/integers.py; a tuple of two ints: the name is
 *           that of an operator on them
 *   offer   every name that such an owner has, as candidates for a misspelt one
 * Objects it returns live in the arena; what they hold in Python is released with the Unit. */
#define OBJECT_CALL "()" /* the name that asks for what calls an instance */
typedef struct Resolver {
    const Frozen *(*resolve)(Unit *u, const Frozen *owner, const char *name);
    void (*offer)(Unit *u, const Frozen *owner, Nearest *nearest);
    void *context;
    struct {
        Resolved *items;
        size_t count, capacity;
    } answers; /* each question is asked once */
} Resolver;

/* The object that `name` is inside `function`: its cell, global or builtin. fails E_NAME_UNKNOWN */
const Frozen *resolve_name(Unit *u, Loc loc, const Frozen *function, const char *name);
const Frozen *resolve_in_sight(Unit *u, const Frozen *function, const char *name); /* the same; NULL: there is none */
/* fails E_ATTRIBUTE_UNKNOWN */
const Frozen *resolve_attribute(Unit *u, Loc loc, const Frozen *module, const char *name);
/* An attribute of a class or of its instance that can be frozen, or a method of a ufunc that has a row. NULL: there is none. */
const Frozen *resolve_member(Unit *u, const Frozen *owner, const char *name);
/* What calls an instance of a class of Python's, obj(x): a method. NULL: there is none, or it is no such object. */
const Frozen *resolve_callee(Unit *u, const Frozen *object);
/* A function of upcall/prelude: "integers:gcd". */
const Frozen *resolve_prelude(Unit *u, const char *name);

/* What Python's own `maker` makes of a constant: float("inf"), np.dtype("f4"). NULL: nothing. */
const Frozen *resolve_call(Unit *u, const Frozen *maker, const Frozen *argument);
/* What Python's operator of that name, "pow", makes of two ints that aren't words, exactly: an int of any size; of a class of ctypes
 * and a length, the class of arrays. NULL: it raises. */
const Frozen *resolve_exact(Unit *u, const char *operator_name, const Frozen *a, const Frozen *b);
/* What operator.itemgetter and its like make of constants: a function. NULL: nothing. */
const Frozen *resolve_getter(Unit *u, const Frozen *maker, Frozen **arguments, size_t count);
/* What np.finfo and its like make of a constant. NULL: nothing. types/made.h has the error. */
const Frozen *resolve_made(Unit *u, const Frozen *maker, const Frozen *argument);

#endif
