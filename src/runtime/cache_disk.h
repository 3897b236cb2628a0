/* cache_disk.h: artifacts as files, one a content, for the processes to come. See docs/cache.md for where, and how many.
 *
 * No lock and no index: a file appears whole, by being renamed, and who reads it believes nothing that it doesn't check. GIL:
 * not needed. Threads and processes: any. Functions that return a text say why it didn't work, NULL: it did. */
#ifndef UPCALL_CACHE_DISK_H
#define UPCALL_CACHE_DISK_H

#include "runtime/artifact.h"

enum { CACHE_PATH_SIZE = 4096 };

/*   path   filled in; "" where there is no cache on the disk */
const char *cache_disk_path(char path[CACHE_PATH_SIZE]);
uint64_t cache_disk_limit(void); /* bytes that it may take of the disk */

/*   bytes      malloc'd, the caller's
 *   artifact   of that content, points into them */
const char *cache_disk_read(const Content *content, Bytes *bytes, Artifact *artifact);

/* The oldest files that lie beside it go where they take too much room. */
const char *cache_disk_write(const Content *content, Bytes artifact);

typedef struct CacheDiskUse {
    size_t count;
    uint64_t room; /* bytes of the disk */
} CacheDiskUse;
const char *cache_disk_use(CacheDiskUse *use);
const char *cache_disk_clear(void);

#endif
