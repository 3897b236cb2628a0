/* memory.h: executable memory. W^X by dual mapping: what is writable at one address is executable at another.
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
void memory_free(Memory memory);                    /* rests in a quarantine before it is used again */
void memory_free_after(Memory memory, size_t kept); /* all but its first `kept` bytes, and the rest of their block */

/* What was written there runs from now on. To be called before it is run; false: no memory. */
bool memory_publish(Memory memory);

/* Divert the front at `executable` (platform.h), for this process alone; threads may be running there. false: no memory,
 * it isn't diverted. */
bool memory_divert(unsigned char *executable);

/* May a few bytes of a piece stay for good? They hold their page, and each fork leaves the pages before it behind: a process
 * that forks again and again, and has such pieces between, would run out of mappings. */
enum { MEMORY_MOST_FORKS = 64 };
bool memory_may_stay(void);

typedef struct MemoryUse {
    size_t pages, used, quarantined; /* pages mapped; bytes */
} MemoryUse;
MemoryUse memory_use(void);

#endif
