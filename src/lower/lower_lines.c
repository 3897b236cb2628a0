/* lower_lines.c: where LIR comes from, for line tables: sources and places of the module, each once. */
#include <string.h>

#include "hir/function.h"
#include "lower/lower_parts.h"

static uint32_t source_of(Unit *u, const Code *code)
{
    LirModule *module = u->lir;
    for (uint32_t i = 0; i < module->sources.count; i++) {
        const LirSource *source = &module->sources.items[i];
        if (source->line == (uint32_t)code->first_line && !strcmp(source->name, code->qualname) &&
            !strcmp(source->file, code->filename))
            return i;
    }
    LirSource source = {code->qualname, code->filename, (uint32_t)code->first_line};
    ARENA_PUSH(&u->arena, &module->sources, source);
    return (uint32_t)module->sources.count - 1;
}

typedef struct Wanted {
    const LirModule *module;
    LirPlace place;
} Wanted;

static bool is_that_place(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    return !memcmp(&w->module->places.items[number], &w->place, sizeof w->place);
}

/* Is the line one of the function's own file? */
static bool is_at_home(const Code *function, Loc loc)
{
    return loc.code && loc.span.line > 0 && !strcmp(function->filename, loc.code->filename);
}

static uint32_t place_of(Lower *l, Loc loc)
{
    LirModule *module = l->u->lir;
    const Code *function = function_at(l, loc);
    LirPlace place = {.source = source_of(l->u, function)};
    if (is_at_home(function, loc)) {
        place.line = (uint32_t)loc.span.line;
        place.column = loc.span.column < 0 ? 0 : (uint32_t)loc.span.column + 1;
    }
    if (loc.inlined)
        place.call = place_of(l, loc.inlined->call);
    uint32_t hash = hash_with(hash_with(hash_with(place.source, place.line), place.column), place.call);
    uint32_t found = table_find(&l->line_table, hash, is_that_place, &(Wanted){module, place});
    if (found != TABLE_NOTHING)
        return found;
    table_add(&l->u->arena, &l->line_table, hash, (uint32_t)module->places.count);
    ARENA_PUSH(&l->u->arena, &module->places, place);
    return (uint32_t)module->places.count - 1;
}

void begin_lines(Unit *u, const Function *f)
{
    if (!u->options.has_lines)
        return;
    if (!u->lir->has_lines)
        ARENA_PUSH(&u->arena, &u->lir->places, (LirPlace){.call = LIR_NOWHERE});
    u->lir->has_lines = true;
    f->lir->source = source_of(u, f->code);
}

const Code *function_at(const Lower *l, Loc loc)
{
    return loc.inlined ? loc.inlined->function : l->f->code;
}

uint32_t go_for_lines(Lower *l, Loc loc)
{
    uint32_t before = l->out->place;
    if (l->u->options.has_lines)
        l->out->place = place_of(l, loc);
    return before;
}

void stand_at(Lower *l, Loc loc)
{
    l->loc = loc;
    go_for_lines(l, loc);
}
