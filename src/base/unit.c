/* unit.c: making and unmaking a Unit, see unit.h. */
#include "base/unit.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/slot.h"
#include "types/layout.h"

static void out_of_memory(void *context)
{
    Unit *u = context;
    u->error = (Error){.id = E_NO_MEMORY, .message = "out of memory"};
    if (!u->on_error)
        abort();
    longjmp(*u->on_error, 1);
}

static void init(Unit *u, void *argument)
{
    (void)argument;
    types_init(u);
}

Unit *unit_new(Resolver resolver)
{
    Unit *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->resolver = resolver;
    u->options = (Options){.boundscheck = true};
    arena_init(&u->arena, out_of_memory, u);
    if (!unit_guard(u, init, NULL)) {
        unit_free(u);
        return NULL;
    }
    return u;
}

void unit_free(Unit *u)
{
    arena_free(&u->arena);
    free(u);
}

const char *unit_string(Unit *u, const char *text, size_t length)
{
    char *copy = arena_alloc(&u->arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

size_t unit_string_number(Unit *u, const char *text)
{
    for (size_t i = 0; i < u->strings.count; i++)
        if (!strcmp(u->strings.items[i], text))
            return i;
    ARENA_PUSH(&u->arena, &u->strings, text);
    return u->strings.count - 1;
}

size_t unit_environment(Unit *u, const Object *object, TypeId type)
{
    for (size_t i = 0; i < u->environment.count; i++)
        if (object_same(u->environment.items[i].object, object))
            return i;
    size_t offset = ENVIRONMENT_VALUES;
    if (u->environment.count) {
        const EnvEntry *last = &u->environment.items[u->environment.count - 1];
        offset = last->offset + (type_layout(u, last->type)->size + 7) / 8 * 8;
    }
    ARENA_PUSH(&u->arena, &u->environment, ((EnvEntry){object, type, offset}));
    return u->environment.count - 1;
}

bool unit_guard(Unit *u, void (*body)(Unit *u, void *argument), void *argument)
{
    jmp_buf *volatile outer = u->on_error;
    jmp_buf here;
    u->on_error = &here;
    bool ok = setjmp(here) == 0;
    if (ok)
        body(u, argument);
    u->on_error = outer;
    return ok;
}
