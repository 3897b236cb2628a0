/* unit.c: making and unmaking a Unit, see unit.h. */
#include "base/unit.h"

#include <stdlib.h>
#include <string.h>

static void out_of_memory(void *context)
{
    Unit *u = context;
    u->error = (Error){.id = E_NO_MEMORY, .message = "out of memory"};
    if (!u->on_error)
        abort();
    longjmp(*u->on_error, 1);
}

Unit *unit_new(void)
{
    Unit *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->options = (Options){.boundscheck = BOUNDSCHECK_ON};
    arena_init(&u->arena, out_of_memory, u);
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
