/* environment.c: see environment.h. */
#include "types/environment.h"

#include "base/unit.h"
#include "frozen/origin.h"
#include "runtime/slot.h"
#include "types/layout.h"

size_t environment_entry(Unit *u, const Frozen *object, size_t part, TypeId type)
{
    for (size_t i = 0; i < u->environment->count; i++)
        if (u->environment->items[i].part == part &&
            origin_same(u->environment->items[i].object->origin, object->origin))
            return i;
    size_t offset = ENVIRONMENT_VALUES;
    if (u->environment->count) {
        const EnvEntry *last = &u->environment->items[u->environment->count - 1];
        offset = last->offset + (type_layout(u, last->type)->size + 7) / 8 * 8;
    }
    ARENA_PUSH(&u->arena, u->environment, ((EnvEntry){object, part, type, offset}));
    return u->environment->count - 1;
}
