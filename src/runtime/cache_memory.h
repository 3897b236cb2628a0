/* cache_memory.h: the images of this process by their content: each is there once, however many callbacks run it.
 *
 * An image is found as long as anybody holds it; the ones that were used last are held here. It is process-wide, behind one
 * lock; no function of it needs the GIL, or calls Python. */
#ifndef UPCALL_CACHE_MEMORY_H
#define UPCALL_CACHE_MEMORY_H

#include "runtime/artifact.h"
#include "runtime/load.h"

/* Held beyond their owners: as many images, and bytes of them and their artifacts, at most. */
enum { CACHE_MEMORY_COUNT = 256, CACHE_MEMORY_BYTES = 4 << 20 };

/* The caller's reference to the image of a content; NULL: there is none. */
Image *cache_memory_find(const Content *content);

/* Have the image found from now on.
 *   artifact   what it was loaded from, malloc'd: the cache's from now on
 *   image      the caller's reference, which is taken
 *   returns    a reference in its place: to an image of the same content that another thread has added first, or to this one */
Image *cache_memory_add(Bytes artifact, Image *image);

/* A malloc'd copy of the artifact of an image; .items is NULL: it was never added, or there is no memory */
Bytes cache_memory_artifact(const Image *image);

void cache_memory_clear(void); /* nothing is found any more, nothing held */

typedef struct CacheMemoryUse {
    size_t found, held, bytes; /* contents; those that are held here; bytes of these */
} CacheMemoryUse;
CacheMemoryUse cache_memory_use(void);

#endif
