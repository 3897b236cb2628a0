/* text.h: the little that core does with text. */
#ifndef UPCALL_TEXT_H
#define UPCALL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A text that grows in an arena; `items` is NUL-terminated once something was added. */
typedef struct Text {
    Arena *arena;
    char *items;
    size_t count, capacity;
} Text;

void text_add(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Is it one of `names`, "hir,lir"? NULL: there are none. */
bool text_is_in_list(const char *names, const char *name);

/* The name nearest to a misspelt one, for "did you mean": begin, offer the candidates, read .found. By Levenshtein's distance,
 * of which a short name may have less than a long one; of two that are as near, the one that begins more alike; names over 63
 * bytes are near to nothing, and the name itself isn't one: it may be there without a value.
 *
 * The names that are most alike, however far, are those with a long part in common and a small distance. */
enum { MOST_ALIKE = 3 };
typedef struct Nearest {
    const char *name;
    const char *found; /* one of the candidates, as it was offered; NULL: none is near */
    size_t distance;   /* of `found`; without it: what is too far */
    const char *alike[MOST_ALIKE];
    ptrdiff_t likeness[MOST_ALIKE]; /* falling */
    size_t count;                   /* of `alike` */
} Nearest;

Nearest nearest_to(const char *name);
void nearest_offer(Nearest *nearest, const char *candidate);

#endif
