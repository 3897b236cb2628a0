/* text.h: the little that core does with text. */
#ifndef UPCALL_TEXT_H
#define UPCALL_TEXT_H

#include "arena.h"

/* A text that grows in an arena; `items` is NUL-terminated once something was added. */
typedef struct Text {
    Arena *arena;
    char *items;
    size_t count, capacity;
} Text;

void text_add(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Levenshtein distance of two short names, for "did you mean"; names over 63 bytes are far from everything. */
size_t edit_distance(const char *a, const char *b);

#endif
