/* cache_disk.c: see cache_disk.h.
 *
 * The key's first byte names one of 256 folders, the others the file. Each folder has its part of the cache's room, which who
 * writes into it looks after, so that nobody ever looks through all. A process that dies leaves a temporary file at most. */
#include "runtime/cache_disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/platform_files.h"

enum { FOLDERS = 256, KEY_DIGITS = 32, FOLDER_DIGITS = 2 };
enum { LIMIT = 256 << 20 };

#define TEMPORARY_AGE (INT64_C(3600) * 1000000000) /* ns: whoever made it writes it no more */

/* "ab/cdef...": where an artifact lies. */
typedef struct FileName {
    char folder[FOLDER_DIGITS + 1], file[KEY_DIGITS - FOLDER_DIGITS + 1], path[KEY_DIGITS + 2];
} FileName;

static FileName file_name(Key key)
{
    char digits[KEY_DIGITS + 1];
    FileName name;
    snprintf(digits, sizeof digits, "%016llx%016llx", (unsigned long long)key.words[0],
             (unsigned long long)key.words[1]);
    snprintf(name.folder, sizeof name.folder, "%.2s", digits);
    snprintf(name.file, sizeof name.file, "%s", digits + FOLDER_DIGITS);
    snprintf(name.path, sizeof name.path, "%s/%s", name.folder, name.file);
    return name;
}

static bool is_artifact(const char *name)
{
    size_t digits = KEY_DIGITS - FOLDER_DIGITS;
    return strlen(name) == digits && strspn(name, "0123456789abcdef") == digits;
}

static bool is_temporary(const char *name)
{
    return !strncmp(name, PLATFORM_TEMPORARY, strlen(PLATFORM_TEMPORARY));
}

/* ---- where */

static const char *absolute(const char *variable)
{
    const char *path = getenv(variable);
    return path && *path == '/' ? path : NULL;
}

/* As snprintf(). "~/" is the home folder here too: nothing expands it in a file of settings or a Dockerfile. */
static int format_path(char path[CACHE_PATH_SIZE], const char *own, const char *xdg, const char *home)
{
    if (own && *own)
        return home && !strncmp(own, "~/", 2) ? snprintf(path, CACHE_PATH_SIZE, "%s%s", home, own + 1)
                                              : snprintf(path, CACHE_PATH_SIZE, "%s", own);
    return xdg ? snprintf(path, CACHE_PATH_SIZE, "%s/upcall", xdg)
               : snprintf(path, CACHE_PATH_SIZE, "%s/.cache/upcall", home);
}

const char *cache_disk_path(char path[CACHE_PATH_SIZE])
{
    const char *own = getenv("UPCALL_CACHE_DIR"), *xdg = absolute("XDG_CACHE_HOME"), *home = absolute("HOME");
    *path = '\0';
    if (platform_is_privileged())
        return "the program has other rights than the user who started it";
    if (!(own && *own) && !xdg && !home)
        return "neither UPCALL_CACHE_DIR nor HOME is set";
    int length = format_path(path, own, xdg, home);
    if (length >= CACHE_PATH_SIZE) {
        *path = '\0';
        return "its path is too long";
    }
    while (length > 1 && path[length - 1] == '/') /* behind which a link would be followed */
        path[--length] = '\0';
    return NULL;
}

/* UPCALL_CACHE_SIZE=512M: bytes, or so many K, M or G of them. */
uint64_t cache_disk_limit(void)
{
    static const char units[] = "KMG";
    const char *text = getenv("UPCALL_CACHE_SIZE");
    char *end = NULL;
    unsigned long long number = text && *text >= '0' && *text <= '9' ? strtoull(text, &end, 10) : 0;
    if (!end)
        return LIMIT;
    const char *unit = *end ? strchr(units, *end) : NULL;
    uint64_t scale = UINT64_C(1) << (unit ? 10 * (unit - units + 1) : 0);
    if (*end && !(unit && !end[1]))
        return LIMIT;
    return number > UINT64_MAX / scale ? UINT64_MAX : number * scale;
}

static const char *open_cache(bool make, PlatformFolder *folder)
{
    char path[CACHE_PATH_SIZE];
    const char *why = cache_disk_path(path);
    return why ? why : platform_folder_open(path, make, folder);
}

/* ---- reading */

const char *cache_disk_read(const Content *content, Bytes *bytes, Artifact *artifact)
{
    PlatformFolder folder;
    const char *why = open_cache(false, &folder);
    if (why)
        return why;
    uint8_t *read;
    why = platform_file_read(folder, file_name(content->key).path, INT32_MAX, &read, &bytes->size);
    platform_folder_close(folder);
    if (why)
        return why;
    bytes->items = read;
    if (!artifact_read(*bytes, artifact))
        why = "it is damaged";
    else if (!content_equal(content, &artifact->content))
        why = "it is of other code";
    if (why)
        free(read);
    return why;
}

/* ---- making room */

typedef struct Occupant {
    PlatformName name;
    uint64_t room;
    int64_t age;
} Occupant;

/* What lies in one folder. */
typedef struct Occupants {
    PlatformFolder folder;
    Occupant *items;
    size_t count, capacity;
    uint64_t room; /* of all, and of the folder */
} Occupants;

static bool grow(Occupants *all)
{
    size_t capacity = all->capacity ? 2 * all->capacity : 64;
    Occupant *items = realloc(all->items, capacity * sizeof *items);
    if (!items)
        return false;
    all->items = items;
    all->capacity = capacity;
    return true;
}

static void add_occupant(const PlatformFile *file, void *context)
{
    Occupants *all = context;
    if (is_temporary(file->name) && file->age > TEMPORARY_AGE)
        platform_file_remove(all->folder, file->name);
    else if (is_temporary(file->name))
        all->room += file->room;
    else if (is_artifact(file->name) && (all->count < all->capacity || grow(all))) {
        Occupant *occupant = &all->items[all->count++];
        snprintf(occupant->name.text, sizeof occupant->name.text, "%s", file->name);
        occupant->room = file->room;
        occupant->age = file->age;
        all->room += file->room;
    }
}

static int older_first(const void *a, const void *b)
{
    int64_t left = ((const Occupant *)a)->age, right = ((const Occupant *)b)->age;
    return (left < right) - (left > right);
}

/* The oldest go, and more than need be: so that this isn't to be done for each file, and processes that write at once have room. */
static void remove_oldest(Occupants *all, uint64_t limit)
{
    if (all->count)
        qsort(all->items, all->count, sizeof *all->items, older_first);
    for (size_t i = 0; i < all->count && all->room > limit - limit / 4; i++) {
        platform_file_remove(all->folder, all->items[i].name.text);
        all->room -= all->items[i].room;
    }
}

/* What is being written lies there already: so of those who write at once, the last one to come here sees all. */
static const char *make_room(PlatformFolder folder)
{
    Occupants all = {.folder = folder, .room = platform_folder_room(folder)};
    uint64_t limit = cache_disk_limit() / FOLDERS;
    const char *why = platform_folder_list(folder, add_occupant, &all);
    if (!why && all.room > limit)
        remove_oldest(&all, limit);
    free(all.items);
    return why ? why : all.room > limit ? "it is larger than its part of UPCALL_CACHE_SIZE" : NULL;
}

/* ---- writing */

static const char *write_file(PlatformFolder folder, const char *name, Bytes artifact)
{
    PlatformName temporary;
    const char *why = platform_file_create(folder, artifact.items, artifact.size, &temporary);
    if (why)
        return why;
    why = make_room(folder);
    if (!why)
        why = platform_file_rename(folder, temporary.text, name);
    if (why)
        platform_file_remove(folder, temporary.text);
    return why;
}

const char *cache_disk_write(const Content *content, Bytes artifact)
{
    PlatformFolder cache, folder;
    FileName name = file_name(content->key);
    if (artifact.size > cache_disk_limit() / FOLDERS)
        return "it is larger than its part of UPCALL_CACHE_SIZE";
    const char *why = open_cache(true, &cache);
    if (why)
        return why;
    why = platform_folder_enter(cache, name.folder, true, &folder);
    platform_folder_close(cache);
    if (why)
        return why;
    why = write_file(folder, name.file, artifact);
    platform_folder_close(folder);
    return why;
}

/* ---- all of it */

/* Visit what upcall has put into the cache's folders. */
static const char *visit_all(void (*visit)(PlatformFolder cache, const char *name, void *context), void *context)
{
    PlatformFolder cache;
    char name[FOLDER_DIGITS + 1];
    const char *why = open_cache(false, &cache);
    for (unsigned i = 0; !why && i < FOLDERS; i++) {
        snprintf(name, sizeof name, "%02x", i);
        visit(cache, name, context);
    }
    if (!why)
        platform_folder_close(cache);
    return why;
}

static void count_file(const PlatformFile *file, void *context)
{
    CacheDiskUse *use = context;
    if (is_artifact(file->name))
        use->count++;
    if (is_artifact(file->name) || is_temporary(file->name))
        use->room += file->room;
}

static void count_folder(PlatformFolder cache, const char *name, void *context)
{
    PlatformFolder folder;
    if (platform_folder_enter(cache, name, false, &folder))
        return;
    ((CacheDiskUse *)context)->room += platform_folder_room(folder);
    platform_folder_list(folder, count_file, context);
    platform_folder_close(folder);
}

const char *cache_disk_use(CacheDiskUse *use)
{
    *use = (CacheDiskUse){0, 0};
    return visit_all(count_folder, use);
}

static void clear_file(const PlatformFile *file, void *context)
{
    if (is_artifact(file->name) || is_temporary(file->name))
        platform_file_remove(*(PlatformFolder *)context, file->name);
}

static void clear_folder(PlatformFolder cache, const char *name, void *context)
{
    (void)context;
    PlatformFolder folder;
    if (platform_folder_enter(cache, name, false, &folder))
        return;
    platform_folder_list(folder, clear_file, &folder);
    platform_folder_close(folder);
    platform_folder_remove(cache, name);
}

const char *cache_disk_clear(void)
{
    return visit_all(clear_folder, NULL);
}
