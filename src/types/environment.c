/* environment.c: see environment.h. */
#include "types/environment.h"

#include "base/unit.h"
#include "frozen/origin.h"
#include "runtime/slot.h"
#include "types/layout.h"

/* Behind the values so far. */
static size_t end_of(const Unit *u)
{
    if (!u->environment->count)
        return ENVIRONMENT_VALUES;
    const EnvEntry *last = &u->environment->items[u->environment->count - 1];
    return last->offset + type_layout(u, last->type)->size;
}

size_t environment_size(const Unit *u)
{
    return end_of(u) - ENVIRONMENT_VALUES;
}

size_t environment_entry(Unit *u, const Frozen *object, size_t part, TypeId type)
{
    for (size_t i = 0; i < u->environment->count; i++)
        if (u->environment->items[i].part == part &&
            origin_same(u->environment->items[i].object->origin, object->origin))
            return i;
    size_t offset = (end_of(u) + 7) / 8 * 8;
    ARENA_PUSH(&u->arena, u->environment, ((EnvEntry){object, part, type, offset}));
    return u->environment->count - 1;
}
