/* memory.h: executable memory. W^X by dual mapping of a memfd: what is writable at one address is executable at another.
 *
 * Many images share a page. After a fork neither side writes or reuses a page that existed before: both go on in new
 * ones. One process-wide allocator behind one lock; no function of it needs the GIL. */
#ifndef UPCALL_MEMORY_H
#define UPCALL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Memory {
    unsigned char *writable;   /* write here ... */
    unsigned char *executable; /* ... and run there: the same bytes */
    size_t size;
} Memory;

/* `size` bytes of code, at most 2 GiB, aligned to 64; false: no memory. */
bool memory_alloc(size_t size, Memory *memory);
void memory_free(Memory memory); /* rests in a quarantine before it is used again */

typedef struct MemoryUse {
    size_t pages, used, quarantined; /* pages mapped; bytes */
} MemoryUse;
MemoryUse memory_use(void);

#endif
