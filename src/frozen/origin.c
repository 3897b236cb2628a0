/* origin.c: see origin.h. */
#include "frozen/origin.h"

#include <string.h>

#include "base/text.h"
#include "base/unit.h"

typedef enum { NONE, NAME, INDEX } KnownBy;
typedef enum { CONSTANT, DATA, INHERITED } IsData;

static const struct {
    KnownBy known_by;
    IsData is_data;
    const char *id;
} kinds[] = {
#define ORIGIN(id, known_by, is_data, text) {known_by, is_data, #id},
#include "frozen/origins.def"
};

const Origin *origin_named(Unit *u, OriginKind kind, const Origin *of, const char *name)
{
    Origin *origin = ARENA_NEW(&u->arena, Origin);
    *origin = (Origin){.kind = kind, .of = of, .name = arena_copy(&u->arena, name, strlen(name) + 1)};
    return origin;
}

const Origin *origin_indexed(Unit *u, OriginKind kind, const Origin *of, size_t index)
{
    Origin *origin = ARENA_NEW(&u->arena, Origin);
    *origin = (Origin){.kind = kind, .of = of, .index = index};
    return origin;
}

static bool same_step(const Origin *a, const Origin *b)
{
    if (a->kind != b->kind)
        return false;
    return kinds[a->kind].known_by == NAME ? !strcmp(a->name, b->name) : a->index == b->index;
}

bool origin_same(const Origin *a, const Origin *b)
{
    for (; a != b; a = a->of, b = b->of)
        if (!a || !b || !same_step(a, b))
            return false;
    return true;
}

size_t origin_item_depth(const Origin *origin)
{
    size_t depth = 0;
    for (; origin && origin->kind == ORIGIN_item; origin = origin->of)
        depth++;
    return depth;
}

bool origin_is_known(const Origin *origin)
{
    while (origin && origin->of)
        origin = origin->of;
    return origin && origin->kind != ORIGIN_unknown;
}

/* What the prelude finds is the same in every process. */
static bool is_of_prelude(const Origin *origin)
{
    while (origin && origin->of)
        origin = origin->of;
    return origin && origin->kind == ORIGIN_prelude;
}

bool origin_is_data(const Origin *origin)
{
    if (!origin_is_known(origin) || is_of_prelude(origin))
        return false;
    while (kinds[origin->kind].is_data == INHERITED)
        origin = origin->of;
    return kinds[origin->kind].is_data == DATA;
}

static void add_text(Text *text, const Origin *origin)
{
    if (origin->of && origin->of->of) {
        add_text(text, origin->of);
        text_add(text, ", ");
    }
    text_add(text, "%s", kinds[origin->kind].id);
    if (kinds[origin->kind].known_by == NAME)
        text_add(text, " %s", origin->name);
    else if (kinds[origin->kind].known_by == INDEX)
        text_add(text, " %zu", origin->index);
}

const char *origin_text(Unit *u, const Origin *origin)
{
    Text text = {.arena = &u->arena};
    add_text(&text, origin);
    return text.items;
}
