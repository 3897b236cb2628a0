/* origin.h: where a frozen object was found: a path from the function that is compiled, which can be gone again from another
 * function of the same code. */
#ifndef UPCALL_ORIGIN_H
#define UPCALL_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ids.h"
#include "base/unit.h"

typedef enum {
#define ORIGIN(id, ...) ORIGIN_##id,
#include "frozen/origins.def"
    ORIGIN_COUNT
} OriginKind;

typedef struct Origin {
    OriginKind kind;
    const struct Origin *of; /* the object that it is found in; NULL where it begins */
    const char *name;        /* NULL: it goes by index, or by neither */
    size_t index;
} Origin;

/* In the Unit's arena. `name` is copied. */
const Origin *origin_named(Unit *u, OriginKind kind, const Origin *of, const char *name);
const Origin *origin_indexed(Unit *u, OriginKind kind, const Origin *of, size_t index);

/* A copy of paths outside of any arena, in one piece: for free() of its items, which may be NULL. false: no memory. */
bool origins_copy(OpenOrigins *copy, const OpenOrigins *origins);

bool origin_same(const Origin *a, const Origin *b);     /* the same path; NULL is the same as nothing */
size_t origin_item_depth(const Origin *origin);         /* in how many tuples, one inside the other, it ends */
bool origin_is_known(const Origin *origin);             /* can its path be gone again? NULL: no */
bool origin_is_data(const Origin *origin);              /* do the floats found there lie in the environment? */
const char *origin_text(Unit *u, const Origin *origin); /* "cell a", "global table, member rate": for dumps */

#endif
