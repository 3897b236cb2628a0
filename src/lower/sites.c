/* sites.c: what lower has found out about raising, as the run time keeps it. */
#include "lower/sites.h"

#include "base/code.h"
#include "base/unit.h"
#include "hir/function.h"

static CallbackException exception_of(const Exception *exception)
{
    return (CallbackException){exception->class, exception->message, exception->arguments, exception->words};
}

static CallbackPlace place_of(const Unit *u, const Place *place)
{
    const Code *code = place->loc.code ? place->loc.code : u->functions->items[0]->code;
    return (CallbackPlace){place->first, place->inner, code->filename, place->function, place->loc.span.line};
}

void sites_finish(Unit *u)
{
    Sites *sites = u->sites;
    CallbackException *exceptions = ARENA_ARRAY(&u->arena, CallbackException, sites->exceptions.count);
    CallbackPlace *places = ARENA_ARRAY(&u->arena, CallbackPlace, sites->places.count);
    CallbackSite *pairs = ARENA_ARRAY(&u->arena, CallbackSite, sites->count);
    for (size_t i = 0; i < sites->exceptions.count; i++)
        exceptions[i] = exception_of(&sites->exceptions.items[i]);
    for (size_t i = 0; i < sites->places.count; i++)
        places[i] = place_of(u, &sites->places.items[i]);
    for (size_t i = 0; i < sites->count; i++)
        pairs[i] = (CallbackSite){sites->items[i].exception, sites->items[i].place};
    sites->table = (CallbackTable){.exceptions = exceptions,
                                   .places = places,
                                   .sites = pairs,
                                   .exception_count = sites->exceptions.count,
                                   .place_count = sites->places.count,
                                   .site_count = sites->count,
                                   .begin = u->functions->items[0]->first_path,
                                   .end = 1 + sites->paths};
}
