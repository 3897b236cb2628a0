/* invocation.h: the invocation record: what lives as long as one call from C.
 *
 * The entry that C calls makes it on its frame, and each function that needs it, or calls one that does, takes its address
 * (lower_record.c). Nothing but the list is set when the call begins: who reads a member knows that it was written before. */
#ifndef UPCALL_INVOCATION_H
#define UPCALL_INVOCATION_H

#include <stdint.h>

enum { INVOCATION_WORDS = 16 };

typedef struct Invocation {
    struct Block *blocks; /* the first word: LirEntry.has_heap. heap.h */
    int64_t stack_limit;  /* set before recursion begins: no frame of it may reach below (stack.h) */
    uint64_t
        words[INVOCATION_WORDS]; /* the numbers that the exception was made with that is on its way to who catches it */
} Invocation;

#endif
