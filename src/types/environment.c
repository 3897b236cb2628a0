/* environment.c: see environment.h. */
#include "types/environment.h"

#include "base/unit.h"
#include "runtime/slot.h"
#include "types/layout.h"

size_t environment_entry(Unit *u, const Frozen *object, TypeId type)
{
    for (size_t i = 0; i < u->environment->count; i++)
        if (frozen_same(u->environment->items[i].object, object))
            return i;
    size_t offset = ENVIRONMENT_VALUES;
    if (u->environment->count) {
        const EnvEntry *last = &u->environment->items[u->environment->count - 1];
        offset = last->offset + (type_layout(u, last->type)->size + 7) / 8 * 8;
    }
    ARENA_PUSH(&u->arena, u->environment, ((EnvEntry){object, type, offset}));
    return u->environment->count - 1;
}
