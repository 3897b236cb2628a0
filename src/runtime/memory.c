/* memory.c: the executable memory of the process, see memory.h.
 *
 * A region is some pages mapped twice. It is cut into blocks of 64 bytes, with a bit for each that is in use. A freed
 * piece keeps its bits until enough later ones have been freed: that is the quarantine, a ring of pieces.
 *
 * A region is open as long as no fork has happened since it was mapped; what is freed in one that isn't open is never
 * used again, since the other process may run it. A piece that was handed out before a fork may still be filled by the
 * thread that it was handed to: that thread exists on one side only, and nobody on the other knows of the piece.
 *
 * Under UPCALL_DEBUG=gdb regions are private memory at one address, writable and executable: gdb can't write breakpoints into shared
 * memory. They are open for good. */
#include "runtime/memory.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/platform.h"
#include "runtime/debug.h"

enum {
    BLOCK = 64,
    REGION_SIZE = 1 << 18, /* address space; the system gives pages to what is touched */
    WORD_BITS = 64,
    QUARANTINE_LENGTH = 1024,   /* pieces that rest at most ... */
    QUARANTINE_MINIMUM = 64,    /* ... and at least, however large */
    QUARANTINE_BYTES = 1 << 20, /* between the two: as many as these bytes hold */
};

/* Code refers to its own constants by 32 bits with a sign. */
#define MAXIMUM ((size_t)INT32_MAX)

typedef struct Region {
    struct Region *next;
    unsigned char *writable, *executable;
    size_t size;
    size_t blocks, used; /* used: bits that are set */
    size_t first_free;   /* no block below it is free */
    unsigned forks;      /* the value of `forks` when it was mapped */
    bool is_for_gdb;     /* which sets breakpoints by writing, so at one address, and each process has its own */
    uint64_t *kept;      /* bits of the blocks that stay for good */
    uint64_t bits[];     /* of the blocks that are in use; then `kept` */
} Region;

static PlatformLock lock = PLATFORM_LOCK_INIT;
static Region *regions; /* newest first */
static unsigned forks;  /* how many there were; in the child one more than there, too */
static size_t mapped_bytes, used_bytes, quarantined_bytes;
static bool has_no_gdb_regions; /* the system refuses them */
static Memory quarantine[QUARANTINE_LENGTH];
static size_t quarantine_start, quarantine_count;

static void before_fork(void)
{
    platform_lock(&lock);
}

/* In parent and child alike: from now on all regions are sealed. */
static void after_fork(void)
{
    forks++;
    platform_unlock(&lock);
}

__attribute__((constructor)) static void watch_forks(void)
{
    platform_at_fork(before_fork, after_fork, after_fork);
}

static bool is_open(const Region *region)
{
    return region->is_for_gdb || region->forks == forks;
}

static bool bit(const uint64_t *bits, size_t block)
{
    return bits[block / WORD_BITS] >> block % WORD_BITS & 1;
}

static void set_used(Region *region, size_t start, size_t count, bool used)
{
    for (size_t block = start; block < start + count; block++) {
        assert(bit(region->bits, block) != used);
        region->bits[block / WORD_BITS] ^= (uint64_t)1 << block % WORD_BITS;
    }
    region->used = used ? region->used + count : region->used - count;
    if (!used && start < region->first_free)
        region->first_free = start;
    if (used && start == region->first_free)
        region->first_free = start + count;
}

/* The first of `count` free blocks in a row; region->blocks: there are none. */
static size_t find_free(const Region *region, size_t count)
{
    size_t run = 0;
    for (size_t block = region->first_free; block < region->blocks; block++) {
        if (block % WORD_BITS == 0 && region->bits[block / WORD_BITS] == UINT64_MAX) {
            run = 0;
            block += WORD_BITS - 1;
            continue;
        }
        run = bit(region->bits, block) ? 0 : run + 1;
        if (run == count)
            return block + 1 - count;
    }
    return region->blocks;
}

static bool map(Region *region, size_t size)
{
    region->writable = region->executable = region->is_for_gdb ? platform_map_writable_code(size) : NULL;
    if (region->writable)
        return true;
    has_no_gdb_regions |= region->is_for_gdb;
    region->is_for_gdb = false;
    return platform_map_dual(size, &region->writable, &region->executable);
}

static Region *region_new(size_t size, bool is_for_gdb)
{
    size_t page = platform_page_size();
    size = size < REGION_SIZE ? REGION_SIZE : (size + page - 1) / page * page;
    size_t blocks = size / BLOCK, words = (blocks + WORD_BITS - 1) / WORD_BITS;
    Region *region = calloc(1, sizeof *region + 2 * words * sizeof region->bits[0]);
    if (!region)
        return NULL;
    region->is_for_gdb = is_for_gdb;
    if (!map(region, size)) {
        free(region);
        return NULL;
    }
    region->kept = region->bits + words;
    region->size = size;
    region->blocks = blocks;
    region->forks = forks;
    region->next = regions;
    regions = region;
    mapped_bytes += size;
    return region;
}

static void region_free(Region *region)
{
    Region **link = &regions;
    while (*link != region)
        link = &(*link)->next;
    *link = region->next;
    mapped_bytes -= region->size;
    platform_unmap(region->writable, region->size);
    if (region->executable != region->writable)
        platform_unmap(region->executable, region->size);
    free(region);
}

static Region *region_of(const unsigned char *executable)
{
    Region *region = regions;
    while (region && (uintptr_t)executable - (uintptr_t)region->executable >= region->size)
        region = region->next;
    assert(region);
    return region;
}

static size_t blocks_of(size_t size)
{
    return size ? (size - 1) / BLOCK + 1 : 1;
}

/* An open region with `count` free blocks in a row, the first of which is left in *start. */
static Region *region_with_room(size_t count, size_t *start)
{
    bool is_for_gdb = !has_no_gdb_regions && debug_asks("gdb");
    for (Region *region = regions; region; region = region->next)
        if (is_open(region) && region->is_for_gdb == is_for_gdb && region->blocks - region->used >= count) {
            *start = find_free(region, count);
            if (*start < region->blocks)
                return region;
        }
    *start = 0;
    return region_new(count * BLOCK, is_for_gdb);
}

bool memory_alloc(size_t size, Memory *memory)
{
    if (size > MAXIMUM)
        return false;
    size_t count = blocks_of(size), start;
    platform_lock(&lock);
    Region *region = region_with_room(count, &start);
    if (region) {
        set_used(region, start, count, true);
        used_bytes += count * BLOCK;
        *memory = (Memory){region->writable + start * BLOCK, region->executable + start * BLOCK, size};
    }
    platform_unlock(&lock);
    return region != NULL;
}

/* The end of the quarantine: the blocks are free, but for those that stay. One empty region is kept, the newest. */
static void release(Memory memory)
{
    Region *region = region_of(memory.executable);
    size_t start = (size_t)(memory.executable - region->executable) / BLOCK, count = blocks_of(memory.size);
    for (size_t block = start; block < start + count; block++)
        if (bit(region->kept, block))
            used_bytes += BLOCK;
        else
            set_used(region, block, 1, false);
    quarantined_bytes -= count * BLOCK;
    if (region->used == 0 && (region != regions || !is_open(region)))
        region_free(region);
}

static Memory leave_quarantine(void)
{
    Memory oldest = quarantine[quarantine_start];
    quarantine_start = (quarantine_start + 1) % QUARANTINE_LENGTH;
    quarantine_count--;
    return oldest;
}

void memory_free(Memory memory)
{
    size_t bytes = blocks_of(memory.size) * BLOCK;
    platform_lock(&lock);
    if (quarantine_count == QUARANTINE_LENGTH)
        release(leave_quarantine());
    quarantine[(quarantine_start + quarantine_count++) % QUARANTINE_LENGTH] = memory;
    used_bytes -= bytes;
    quarantined_bytes += bytes;
    while (quarantine_count > QUARANTINE_MINIMUM && quarantined_bytes > QUARANTINE_BYTES)
        release(leave_quarantine());
    platform_unlock(&lock);
}

void memory_keep(const unsigned char *executable, size_t size)
{
    platform_lock(&lock);
    Region *region = region_of(executable);
    size_t from = (size_t)(executable - region->executable);
    for (size_t block = from / BLOCK; block <= (from + size - 1) / BLOCK; block++)
        region->kept[block / WORD_BITS] |= (uint64_t)1 << block % WORD_BITS;
    platform_unlock(&lock);
}

/* Replace a page by a copy that has `bytes` at the offset `at` of the region. */
static bool patch(const Region *region, size_t at, const void *bytes, size_t size)
{
    size_t page_size = platform_page_size();
    unsigned char *page = region->executable + at / page_size * page_size, *copy = malloc(page_size);
    if (!copy)
        return false;
    memcpy(copy, page, page_size);
    memcpy(copy + at % page_size, bytes, size);
    bool done = platform_replace(page, copy, page_size);
    if (done)
        platform_code_written(page, page_size);
    free(copy);
    return done;
}

/* In a region that isn't open another process may run the same page. */
bool memory_store(unsigned char *executable, PlatformDiversion code)
{
    platform_lock(&lock);
    Region *region = region_of(executable);
    size_t at = (size_t)(executable - region->executable);
    bool done = true;
    if (is_open(region)) {
        atomic_store((_Atomic PlatformDiversion *)(void *)(region->writable + at), code);
        platform_code_written(executable, sizeof code);
    } else
        done = patch(region, at, &code, sizeof code);
    platform_unlock(&lock);
    return done;
}

/* If a fork has sealed the region since the piece was handed out, memory_store() may have replaced pages of it by copies
 * that lack what was written later. */
static bool write_copies(const Region *region, const Memory *memory)
{
    size_t page = platform_page_size(), from = (size_t)(memory->executable - region->executable);
    size_t end = from + memory->size;
    for (size_t at = from; at < end; at = (at / page + 1) * page) {
        size_t size = page - at % page < end - at ? page - at % page : end - at;
        if (memcmp(region->executable + at, region->writable + at, size) &&
            !patch(region, at, region->writable + at, size))
            return false;
    }
    return true;
}

bool memory_publish(Memory memory)
{
    platform_lock(&lock);
    const Region *region = region_of(memory.executable);
    bool done = is_open(region) || write_copies(region, &memory);
    platform_unlock(&lock);
    platform_code_written(memory.executable, memory.size);
    return done;
}

bool memory_is_own(Memory memory)
{
    platform_lock(&lock);
    bool is_own = is_open(region_of(memory.executable));
    platform_unlock(&lock);
    return is_own;
}

bool memory_may_keep(void)
{
    platform_lock(&lock);
    bool may = forks <= MEMORY_MOST_FORKS;
    platform_unlock(&lock);
    return may;
}

MemoryUse memory_use(void)
{
    platform_lock(&lock);
    MemoryUse use = {mapped_bytes / platform_page_size(), used_bytes, quarantined_bytes};
    platform_unlock(&lock);
    return use;
}
