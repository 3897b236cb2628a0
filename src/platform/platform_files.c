/* platform_files.c: see platform_files.h. Linux, and what else has POSIX's files. */
#define _GNU_SOURCE
#include "platform/platform_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FOLDER_MODE = 0755, FILE_MODE = 0644, BLOCK = 512 };

#define NANOSECONDS INT64_C(1000000000)
#define DAY (24 * 3600 * NANOSECONDS)

bool platform_is_privileged(void)
{
    return getauxval(AT_SECURE);
}

static bool is_ours(const struct stat *status)
{
    return status->st_uid == geteuid() || status->st_uid == 0;
}

/* Of what was opened: it is of that type, and to be trusted. */
static const char *distrust(int handle, mode_t type, struct stat *status)
{
    if (fstat(handle, status))
        return strerror(errno);
    if ((status->st_mode & S_IFMT) != type)
        return type == S_IFDIR ? "it is no folder" : "it is no file";
    if (!is_ours(status))
        return "it belongs to another user";
    return status->st_mode & (S_IWGRP | S_IWOTH) ? "others may write it" : NULL;
}

/* A file may have any time. */
static int64_t age_of(const struct stat *status)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t most = INT64_MAX / NANOSECONDS - 1, seconds = now.tv_sec - status->st_mtim.tv_sec;
    seconds = seconds > most ? most : seconds < -most ? -most : seconds;
    return seconds * NANOSECONDS + now.tv_nsec - status->st_mtim.tv_nsec;
}

/* ---- folders */

/* O_NONBLOCK and O_NOCTTY in all calls: whatever lies there, opening it neither waits nor has an effect. */
enum { SAFELY = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

static const char *open_trusted(int parent, const char *name, PlatformFolder *folder)
{
    struct stat status;
    folder->handle = openat(parent, name, O_RDONLY | O_DIRECTORY | SAFELY);
    if (folder->handle < 0)
        return strerror(errno);
    const char *why = distrust(folder->handle, S_IFDIR, &status);
    if (why)
        close(folder->handle);
    return why;
}

static const char *make_in(int above, const char *name)
{
    struct stat status;
    if (fstat(above, &status))
        return strerror(errno);
    if (!is_ours(&status))
        return "the folder to make it in belongs to another user";
    return mkdirat(above, name, FOLDER_MODE) && errno != EEXIST ? strerror(errno) : NULL;
}

/* On the way there links are followed, and others may write: home folders are as they are.
 *   levels   how many folders may be made, from the last one up */
static const char *make_folder(const char *path, int levels)
{
    char parent[PATH_MAX] = ".";
    const char *slash = strrchr(path, '/'), *why = NULL;
    size_t length = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;
    if (length >= sizeof parent)
        return strerror(ENAMETOOLONG);
    if (length)
        ((char *)memcpy(parent, path, length))[length] = '\0';
    int above = open(parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (above < 0 && errno == ENOENT && levels > 1) {
        why = make_folder(parent, levels - 1);
        above = why ? -1 : open(parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    if (above < 0)
        return why ? why : strerror(errno);
    why = make_in(above, slash ? slash + 1 : path);
    close(above);
    return why;
}

const char *platform_folder_open(const char *path, bool make, PlatformFolder *folder)
{
    const char *why = make ? make_folder(path, 2) : NULL;
    return why ? why : open_trusted(AT_FDCWD, path, folder);
}

const char *platform_folder_enter(PlatformFolder parent, const char *name, bool make, PlatformFolder *folder)
{
    if (make && mkdirat(parent.handle, name, FOLDER_MODE) && errno != EEXIST)
        return strerror(errno);
    return open_trusted(parent.handle, name, folder);
}

void platform_folder_close(PlatformFolder folder)
{
    close(folder.handle);
}

const char *platform_folder_list(PlatformFolder folder, PlatformVisit *visit, void *context)
{
    int handle = openat(folder.handle, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = handle < 0 ? NULL : fdopendir(handle);
    if (!stream) {
        const char *why = strerror(errno);
        if (handle >= 0)
            close(handle);
        return why;
    }
    struct stat status;
    for (const struct dirent *entry; (entry = readdir(stream));)
        if (!fstatat(folder.handle, entry->d_name, &status, AT_SYMLINK_NOFOLLOW))
            visit(&(PlatformFile){entry->d_name, (uint64_t)status.st_blocks * BLOCK, age_of(&status)}, context);
    closedir(stream);
    return NULL;
}

uint64_t platform_folder_room(PlatformFolder folder)
{
    struct stat status;
    return fstat(folder.handle, &status) ? 0 : (uint64_t)status.st_blocks * BLOCK;
}

void platform_folder_remove(PlatformFolder parent, const char *name)
{
    unlinkat(parent.handle, name, AT_REMOVEDIR);
}

/* ---- files */

static const char *read_all(int handle, uint8_t *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = read(handle, bytes + done, size - done);
        if (count == 0)
            return "it became shorter";
        if (count < 0 && errno != EINTR)
            return strerror(errno);
        done += count > 0 ? (size_t)count : 0;
    }
    return NULL;
}

static const char *read_trusted(int handle, size_t most, uint8_t **bytes, size_t *size)
{
    struct stat status;
    const char *why = distrust(handle, S_IFREG, &status);
    if (why)
        return why;
    *size = (size_t)status.st_size;
    if (*size > most)
        return "it is too large";
    *bytes = malloc(*size + 1);
    if (!*bytes)
        return strerror(ENOMEM);
    why = read_all(handle, *bytes, *size);
    if (why)
        free(*bytes);
    else if (age_of(&status) > DAY)
        futimens(handle, NULL);
    return why;
}

const char *platform_file_read(PlatformFolder folder, const char *name, size_t most, uint8_t **bytes, size_t *size)
{
    int handle = openat(folder.handle, name, O_RDONLY | SAFELY);
    if (handle < 0)
        return strerror(errno);
    const char *why = read_trusted(handle, most, bytes, size);
    close(handle);
    return why;
}

/* A file that outgrows RLIMIT_FSIZE ends the process, by SIGXFSZ. */
static bool outgrows_limit(size_t size)
{
    struct rlimit limit;
    return !getrlimit(RLIMIT_FSIZE, &limit) && size > limit.rlim_cur;
}

static const char *write_all(int handle, const uint8_t *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = write(handle, bytes + done, size - done);
        if (count < 0 && errno != EINTR)
            return strerror(errno);
        done += count > 0 ? (size_t)count : 0;
    }
    return NULL;
}

const char *platform_file_create(PlatformFolder folder, const uint8_t *bytes, size_t size, PlatformName *name)
{
    static atomic_uint count;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(name->text, sizeof name->text, "%s%lx-%x-%llx%08lx", PLATFORM_TEMPORARY, (long)getpid(), count++,
             (long long)now.tv_sec, now.tv_nsec);
    if (outgrows_limit(size))
        return strerror(EFBIG);
    int handle = openat(folder.handle, name->text, O_WRONLY | O_CREAT | O_EXCL | SAFELY, FILE_MODE);
    if (handle < 0)
        return strerror(errno);
    const char *why = write_all(handle, bytes, size);
    if (close(handle) && !why)
        why = strerror(errno); /* NFS writes then, Linux tells of a full quota */
    if (why)
        platform_file_remove(folder, name->text);
    return why;
}

const char *platform_file_rename(PlatformFolder folder, const char *name, const char *to)
{
    return renameat(folder.handle, name, folder.handle, to) ? strerror(errno) : NULL;
}

void platform_file_remove(PlatformFolder folder, const char *name)
{
    unlinkat(folder.handle, name, 0);
}
