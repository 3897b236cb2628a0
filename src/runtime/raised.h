/* raised.h: the numbers that the last exceptions of a thread were made with. */
#ifndef UPCALL_RAISED_H
#define UPCALL_RAISED_H

#include <stdint.h>

enum { RAISED_WORDS = 16 };

typedef struct Raised {
    int32_t status;
    uint64_t words[RAISED_WORDS]; /* one a number, two a complex; in the low bytes */
} Raised;

/* The run-time symbol `upcall_raised`: a new entry for an exception with that status, which then says which entry it is.
 * Compiled code fills in the words. An entry is used again when 64 more exceptions with numbers have been raised. */
Raised *upcall_raised(int32_t status);

/* The words of an exception of this thread; at least until it raises another one. */
const uint64_t *raised_words(int32_t status);

#endif
