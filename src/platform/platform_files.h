/* platform_files.h: what a cache needs of a file system: a folder whose files can be trusted.
 *
 * The folder and each file that is read belong to the effective user or the administrator, and nobody else may write them;
 * neither is a link. That is judged on what was opened. Nothing here waits for another process, and no descriptor stays open but
 * a PlatformFolder's. Functions that return a text say why it didn't work, NULL: it did; the text stays. */
#ifndef UPCALL_PLATFORM_FILES_H
#define UPCALL_PLATFORM_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PlatformFolder {
    int handle;
} PlatformFolder;

/* Does the program run with more rights than the user who started it? Then its environment is that user's word. */
bool platform_is_privileged(void);

/*   make   make it, and the folder that it lies in, where they don't exist: for this user to write, for all to read; where the
 *          folder above belongs to neither this user nor the administrator, nothing is made */
const char *platform_folder_open(const char *path, bool make, PlatformFolder *folder);
const char *platform_folder_enter(PlatformFolder parent, const char *name, bool make, PlatformFolder *folder);
void platform_folder_close(PlatformFolder folder);

/* What is in a folder: of files the room that they take on the disk, and the age in nanoseconds. */
typedef struct PlatformFile {
    const char *name;
    uint64_t room;
    int64_t age;
} PlatformFile;

typedef void PlatformVisit(const PlatformFile *file, void *context);
const char *platform_folder_list(PlatformFolder folder, PlatformVisit *visit, void *context); /* hidden ones, too */
uint64_t platform_folder_room(PlatformFolder folder);                                         /* that it takes itself */

/* All of a file of at most `most` bytes: *bytes is malloc'd. Its age becomes 0 if it is more than a day.
 *   name   may be a path of several folders */
const char *platform_file_read(PlatformFolder folder, const char *name, size_t most, uint8_t **bytes, size_t *size);

/* A new file, under a name that nobody else uses; it begins with PLATFORM_TEMPORARY. */
#define PLATFORM_TEMPORARY ".new-"
typedef struct PlatformName {
    char text[80];
} PlatformName;
const char *platform_file_create(PlatformFolder folder, const uint8_t *bytes, size_t size, PlatformName *name);
const char *platform_file_rename(PlatformFolder folder, const char *name,
                                 const char *to); /* in the place of what was there */
void platform_file_remove(PlatformFolder folder, const char *name);
void platform_folder_remove(PlatformFolder parent, const char *name); /* if it is empty */

#endif
