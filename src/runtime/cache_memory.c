/* cache_memory.c: see cache_memory.h.
 *
 * An Entry goes with its image: the last holder's image_free() ends in forget(). Until that has the lock the entry may be met
 * with an image that nobody holds any more: it counts as none. */
#include "runtime/cache_memory.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "platform/platform.h"

typedef struct Entry Entry;
struct Entry {
    Artifact artifact; /* first: what `tree` compares */
    Bytes bytes;       /* of the artifact */
    Image *image;
    bool is_listed; /* in `tree` */
    bool is_held;
    Entry *older, *newer; /* of those that are held */
};

static PlatformLock lock = PLATFORM_LOCK_INIT;
static void *tree; /* tsearch()'s, of entries by key */
static size_t listed_count;
static Entry *oldest, *newest;
static size_t held_count, held_bytes;

static void before_fork(void)
{
    platform_lock(&lock);
}

static void after_fork(void)
{
    platform_unlock(&lock);
}

__attribute__((constructor)) static void watch_forks(void)
{
    platform_at_fork(before_fork, after_fork, after_fork);
}

/* ---- all below until "locked no more" is called under the lock */

static int compare_keys(const void *a, const void *b)
{
    return memcmp(&((const Artifact *)a)->content.key, &((const Artifact *)b)->content.key, sizeof(Key));
}

static Entry *entry_with_key(const Content *content)
{
    Artifact wanted = {.content = *content};
    Entry *const *node = tfind(&wanted, &tree, compare_keys);
    return node ? *node : NULL;
}

static void unlist(Entry *entry)
{
    if (!entry->is_listed)
        return;
    tdelete(entry, &tree, compare_keys);
    entry->is_listed = false;
    listed_count--;
}

static size_t entry_size(const Entry *entry)
{
    return image_size(entry->image) + entry->bytes.size;
}

/* Out of the list of those that are held; the reference stays. */
static void unlink_held(Entry *entry)
{
    *(entry->older ? &entry->older->newer : &oldest) = entry->newer;
    *(entry->newer ? &entry->newer->older : &newest) = entry->older;
    entry->older = entry->newer = NULL;
    held_count--;
    held_bytes -= entry_size(entry);
}

static void link_newest(Entry *entry)
{
    entry->older = newest;
    *(newest ? &newest->newer : &oldest) = entry;
    newest = entry;
    held_count++;
    held_bytes += entry_size(entry);
}

static void hold(Entry *entry)
{
    if (entry->is_held)
        unlink_held(entry);
    else
        image_ref(entry->image);
    entry->is_held = true;
    link_newest(entry);
}

/* The reference that was held longest. */
static Image *let_go(void)
{
    Entry *entry = oldest;
    unlink_held(entry);
    entry->is_held = false;
    return entry->image;
}

/* A reference to the image of that content, which is now the newest; NULL: there is none. */
static Image *find(const Content *content)
{
    Entry *entry = entry_with_key(content);
    if (!entry || !content_equal(content, &entry->artifact.content) || !image_try_ref(entry->image))
        return NULL;
    hold(entry);
    return entry->image;
}

/* In the place of one with the same key that isn't found: its image is on its way out, or it is another content. */
static void enter(Entry *entry)
{
    Entry *other = entry_with_key(&entry->artifact.content);
    if (other)
        unlist(other);
    entry->is_listed = tsearch(entry, &tree, compare_keys) != NULL;
    listed_count += entry->is_listed;
    if (entry->is_listed)
        hold(entry);
}

/* ---- locked no more */

static bool holds_too_much(void)
{
    return held_count > CACHE_MEMORY_COUNT || held_bytes > CACHE_MEMORY_BYTES;
}

static bool holds_any(void)
{
    return held_count;
}

/* Images are freed without the lock, which forget() takes. */
static void let_go_while(bool (*condition)(void))
{
    for (Image *image = NULL;; image_free(image)) {
        platform_lock(&lock);
        image = condition() ? let_go() : NULL;
        platform_unlock(&lock);
        if (!image)
            return;
    }
}

/* The end of its image. */
static void forget(void *context)
{
    Entry *entry = context;
    platform_lock(&lock);
    unlist(entry);
    platform_unlock(&lock);
    free((void *)entry->bytes.items);
    free(entry);
}

Image *cache_memory_find(const Content *content)
{
    platform_lock(&lock);
    Image *image = find(content);
    platform_unlock(&lock);
    let_go_while(holds_too_much);
    return image;
}

static Entry *entry_new(Bytes bytes, Image *image)
{
    Entry *entry = calloc(1, sizeof *entry);
    if (entry && artifact_read(bytes, &entry->artifact)) {
        entry->bytes = bytes;
        entry->image = image;
        return entry;
    }
    free(entry);
    free((void *)bytes.items);
    return NULL;
}

Image *cache_memory_add(Bytes artifact, Image *image)
{
    Entry *entry = entry_new(artifact, image);
    if (!entry)
        return image;
    platform_lock(&lock);
    Image *first = find(&entry->artifact.content);
    if (!first) {
        image_at_end(image, forget, entry);
        enter(entry);
    }
    platform_unlock(&lock);
    let_go_while(holds_too_much);
    if (!first)
        return image;
    image_free(image);
    free((void *)artifact.items);
    free(entry);
    return first;
}

Bytes cache_memory_artifact(const Image *image)
{
    const Entry *entry = image_context(image);
    uint8_t *copy = entry ? malloc(entry->bytes.size) : NULL;
    if (!copy)
        return (Bytes){NULL, 0};
    memcpy(copy, entry->bytes.items, entry->bytes.size);
    return (Bytes){copy, entry->bytes.size};
}

void cache_memory_clear(void)
{
    platform_lock(&lock);
    while (tree)
        unlist(*(Entry **)tree);
    platform_unlock(&lock);
    let_go_while(holds_any);
}

CacheMemoryUse cache_memory_use(void)
{
    platform_lock(&lock);
    CacheMemoryUse use = {listed_count, held_count, held_bytes};
    platform_unlock(&lock);
    return use;
}
