/* strings.h: the constant strings that a value may be one of, each once, by number. */
#ifndef UPCALL_STRINGS_H
#define UPCALL_STRINGS_H

#include <stddef.h>

#include "base/ids.h"

typedef struct Strings {
    const char **items;
    size_t count, capacity;
} Strings;

/* The index of the text in u->strings. */
size_t string_number(Unit *u, const char *text);

#endif
