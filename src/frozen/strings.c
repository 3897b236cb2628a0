/* strings.c: see strings.h. */
#include "frozen/strings.h"

#include <string.h>

#include "base/unit.h"

size_t string_number(Unit *u, const char *text)
{
    for (size_t i = 0; i < u->strings->count; i++)
        if (!strcmp(u->strings->items[i], text))
            return i;
    ARENA_PUSH(&u->arena, u->strings, text);
    return u->strings->count - 1;
}
