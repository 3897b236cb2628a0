/* cache.h: machine code that was made before: by this process (cache_memory.h), or any (cache_disk.h).
 *
 * An image is found by what its object was made from, compared byte by byte; so one that is found is the one that a compile would
 * give. Whatever goes wrong here is a miss. GIL: not needed. Threads: any; none waits for another. */
#ifndef UPCALL_CACHE_H
#define UPCALL_CACHE_H

#include "runtime/artifact.h"
#include "runtime/load.h"

typedef enum { CACHED_NOT, CACHED_MEMORY, CACHED_DISK, CACHED_COUNT } Cached;

extern const char *const cached_names[CACHED_COUNT]; /* NULL, "memory", "disk" */

/* What became of one compile, for UPCALL_DUMP=cache. */
typedef struct CacheLookup {
    Content content;
    Cached from;
    const char *not_read, *not_written; /* why the disk has nothing of it, or takes nothing; NULL: it has */
} CacheLookup;

/* Is there one at all? UPCALL_CACHE=0: no. */
bool cache_is_on(void);

/* Look for the image of these bytes of LIR.
 *   lookup    filled in
 *   returns   the caller's reference; NULL: a miss */
Image *cache_find(Unit *u, Bytes lir, CacheLookup *lookup);

/* Keep what a miss led to.
 *   object    of lookup->content, from which `image` was loaded
 *   image     the caller's reference, which is taken
 *   returns   a reference in its place */
Image *cache_store(CacheLookup *lookup, Bytes object, Image *image);

/* Put an artifact of another process into memory, if it is one of this build for this processor.
 *   returns   false: it is of no use here */
bool cache_admit(Unit *u, Bytes artifact);

/* The back end, which looks at the processor itself, was opened. Where that is no longer the one of the keys, nothing is stored
 * from now on. */
void cache_see_processor(void);

typedef struct CacheCounts {
    size_t found[CACHED_COUNT]; /* compiles since the process began: misses, and hits by where */
} CacheCounts;
CacheCounts cache_counts(void);

#endif
