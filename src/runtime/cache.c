/* cache.c: see cache.h. */
#include "runtime/cache.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/cache_disk.h"
#include "runtime/cache_memory.h"

const char *const cached_names[CACHED_COUNT] = {NULL, "memory", "disk"};

static atomic_size_t counts[CACHED_COUNT];
static atomic_bool has_moved; /* to another processor, which what is compiled now is for */

bool cache_is_on(void)
{
    const char *text = getenv("UPCALL_CACHE");
    return !text || strcmp(text, "0") != 0;
}

typedef struct Loading {
    Bytes object;
    Image *image;
} Loading;

static void load_object(Unit *u, void *argument)
{
    Loading *loading = argument;
    loading->image = load(u, loading->object.items, loading->object.size, runtime_symbols, runtime_symbol_count);
}

/* NULL: it doesn't load, which is no error here. */
static Image *try_load(Unit *u, Bytes object)
{
    Loading loading = {object, NULL};
    if (!unit_guard(u, load_object, &loading))
        u->error = (Error){.id = E_NONE};
    return loading.image;
}

static Image *find_on_disk(Unit *u, CacheLookup *lookup)
{
    Bytes bytes;
    Artifact artifact;
    lookup->not_read = cache_disk_read(&lookup->content, &bytes, &artifact);
    if (lookup->not_read)
        return NULL;
    Image *image = try_load(u, artifact.object);
    if (image)
        return cache_memory_add(bytes, image);
    lookup->not_read = "its object can't be loaded";
    free((void *)bytes.items);
    return NULL;
}

Image *cache_find(Unit *u, Bytes lir, CacheLookup *lookup)
{
    *lookup = (CacheLookup){.content = content_of(lir), .from = CACHED_MEMORY};
    Image *image = cache_memory_find(&lookup->content);
    if (!image) {
        image = find_on_disk(u, lookup);
        lookup->from = image ? CACHED_DISK : CACHED_NOT;
    }
    counts[lookup->from]++;
    return image;
}

void cache_see_processor(void)
{
    if (!artifact_processor_is_same())
        has_moved = true;
}

Image *cache_store(CacheLookup *lookup, Bytes object, Image *image)
{
    lookup->not_written = "the process was moved to another processor";
    if (has_moved)
        return image;
    Bytes bytes = artifact_write(&(Artifact){lookup->content, object});
    lookup->not_written = "out of memory";
    if (!bytes.items)
        return image;
    lookup->not_written = cache_disk_write(&lookup->content, bytes);
    return cache_memory_add(bytes, image);
}

bool cache_admit(Unit *u, Bytes bytes)
{
    Artifact artifact;
    if (!artifact_read(bytes, &artifact))
        return false;
    Content content = content_of(artifact.content.lir);
    if (!content_equal(&content, &artifact.content))
        return false;
    Image *image = cache_memory_find(&content);
    uint8_t *copy = image ? NULL : malloc(bytes.size);
    if (copy)
        image = try_load(u, artifact.object);
    if (copy && image)
        image = cache_memory_add((Bytes){memcpy(copy, bytes.items, bytes.size), bytes.size}, image);
    else
        free(copy);
    image_free(image);
    return image;
}

CacheCounts cache_counts(void)
{
    CacheCounts now;
    for (size_t i = 0; i < CACHED_COUNT; i++)
        now.found[i] = counts[i];
    return now;
}
