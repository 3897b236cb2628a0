/* memory.h: executable memory. W^X by dual mapping: what is writable at one address is executable at another.
 *
 * Many images share a page. After a fork neither side writes or reuses a page that existed before: both go on in new
 * ones. One process-wide allocator behind one lock; no function of it needs the GIL. */
#ifndef UPCALL_MEMORY_H
#define UPCALL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "platform/platform.h"

typedef struct Memory {
    unsigned char *writable;   /* write here ... */
    unsigned char *executable; /* ... and run there: the same bytes */
    size_t size;
} Memory;

/* `size` bytes of code, at most 2 GiB, aligned to 64; false: no memory. */
bool memory_alloc(size_t size, Memory *memory);
void memory_free(Memory memory); /* rests in a quarantine before it is used again */

/* These bytes of a piece stay for good, also when it is freed. */
void memory_keep(const unsigned char *executable, size_t size);

bool memory_is_own(Memory memory); /* no fork has happened since it was mapped: no other process may run or write it */

/* What was written there runs from now on. To be called before it is run; false: no memory. */
bool memory_publish(Memory memory);

/* Change code that threads may be running, in one store and for this process alone; false: no memory, it is as it was. */
bool memory_store(unsigned char *executable, PlatformDiversion code);

/* May bytes be kept? They hold their page, and each fork leaves the pages before it behind: a process
 * that forks again and again, and has such pieces between, would run out of mappings. */
enum { MEMORY_MOST_FORKS = 64 };
bool memory_may_keep(void);

typedef struct MemoryUse {
    size_t pages, used, quarantined; /* pages mapped; bytes */
} MemoryUse;
MemoryUse memory_use(void);

#endif
