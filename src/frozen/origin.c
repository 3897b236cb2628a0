/* origin.c: see origin.h. */
#include "frozen/origin.h"

#include <stdlib.h>
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

/* ---- outside of an arena ---- */

static size_t path_length(const Origin *origin)
{
    size_t length = 0;
    for (; origin; origin = origin->of)
        length++;
    return length;
}

static size_t path_texts(const Origin *origin)
{
    size_t size = 0;
    for (; origin; origin = origin->of)
        size += origin->name ? strlen(origin->name) + 1 : 0;
    return size;
}

/* The steps one after another; returns the first, which is the path's last. */
static const Origin *copy_path(const Origin *from, Origin **steps, char **texts)
{
    const Origin *first = *steps;
    for (; from; from = from->of) {
        Origin *step = (*steps)++;
        *step = *from;
        step->of = from->of ? step + 1 : NULL;
        if (from->name) {
            step->name = strcpy(*texts, from->name);
            *texts += strlen(from->name) + 1;
        }
    }
    return first;
}

bool origins_copy(OpenOrigins *copy, const OpenOrigins *origins)
{
    size_t steps = 0, texts = 0;
    for (size_t i = 0; i < origins->count; i++) {
        steps += path_length(origins->items[i]);
        texts += path_texts(origins->items[i]);
    }
    *copy = (OpenOrigins){.count = origins->count};
    if (!origins->count)
        return true;
    const Origin **items = malloc(origins->count * sizeof *items + steps * sizeof(Origin) + texts);
    if (!items)
        return false;
    Origin *step = (Origin *)(void *)(items + origins->count);
    char *text = (char *)(step + steps);
    for (size_t i = 0; i < origins->count; i++)
        items[i] = copy_path(origins->items[i], &step, &text);
    copy->items = items;
    return true;
}

/* ---- comparing and telling ---- */

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
