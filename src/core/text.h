/* text.h: the little that core does with text. */
#ifndef UPCALL_TEXT_H
#define UPCALL_TEXT_H

#include <stddef.h>

/* Levenshtein distance of two short names, for "did you mean"; names over 63 bytes are far from everything. */
size_t edit_distance(const char *a, const char *b);

#endif
