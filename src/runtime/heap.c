/* heap.c: see heap.h. */
#include "runtime/heap.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 64 << 10 }; /* bytes */

static_assert(sizeof(Block) % 16 == 0, "what lies behind it is aligned as malloc's memory is");

#ifdef NDEBUG
static bool may_make(void)
{
    return true;
}

static void count_blocks(int64_t more)
{
    (void)more;
}

int64_t heap_test(int64_t countdown)
{
    (void)countdown;
    return -1;
}
#else
static _Atomic int64_t left = -1, live;

static bool may_make(void)
{
    return left < 0 || left-- > 0;
}

static void count_blocks(int64_t more)
{
    live += more;
}

int64_t heap_test(int64_t countdown)
{
    left = countdown;
    return live;
}
#endif

/* The caller's errno stays as it is. */
static Block *allocate(size_t size, bool is_zero)
{
    int caller_errno = errno;
    bool is_small =
        size <= SMALL; /* calloc() is for pages that are zeros already; it doesn't look for a block freed just now */
    Block *block = !may_make() ? NULL : is_zero && !is_small ? calloc(1, size) : malloc(size);
    errno = caller_errno;
    if (block && is_zero && is_small)
        memset(block, 0, size);
    return block;
}

Block *upcall_block_new(Invocation *record, int64_t size, int32_t is_zero)
{
    assert(size >= 0);
    if ((uint64_t)size > PTRDIFF_MAX - sizeof(Block))
        return NULL;
    Block *block = allocate(sizeof(Block) + (size_t)size, is_zero);
    if (!block)
        return NULL;
    *block = (Block){1, record->blocks, &record->blocks, size};
    if (block->next)
        block->next->previous = &block->next;
    record->blocks = block;
    count_blocks(1);
    return block;
}

static void free_block(Block *block)
{
    *block->previous = block->next;
    if (block->next)
        block->next->previous = block->previous;
    free(block);
    count_blocks(-1);
}

void upcall_block_retain(Block *block)
{
    assert(!block || block->holders > 0);
    if (block)
        block->holders++;
}

void upcall_block_release(Block *block)
{
    assert(!block || block->holders > 0);
    if (block && !--block->holders)
        free_block(block);
}

/* So many holders that releasing never comes to an end. */
#define KEPT ((int64_t)1 << 62)

void upcall_block_keep(Block *block)
{
    assert(!block || block->holders > 0);
    if (block)
        block->holders |= KEPT;
}

void upcall_heap_end(Invocation *record, int64_t status)
{
    while (record->blocks) {
        assert((status || record->blocks->holders >= KEPT) &&
               "a function that ends without an exception has released all that it held");
        free_block(record->blocks);
    }
    (void)status;
}
