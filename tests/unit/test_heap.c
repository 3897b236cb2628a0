/* test_heap.c: blocks of an invocation: their counts, their list, no memory. */
#include <string.h>

#include "check.h"
#include "runtime/heap.h"

static void test_counts(void)
{
    Invocation record = {.blocks = NULL};
    Block *a = upcall_block_new(&record, 24, 0), *b = upcall_block_new(&record, 0, 0);
    CHECK(a && b && a->holders == 1 && a->size == 24);
    upcall_block_retain(a);
    upcall_block_release(a);
    CHECK(a->holders == 1 && record.blocks == b && b->next == a);
    upcall_block_release(b);
    CHECK(record.blocks == a && !a->next);
    upcall_block_release(a);
    CHECK(!record.blocks);
    upcall_block_retain(NULL);
    upcall_block_release(NULL);
}

static void test_list(void)
{
    Invocation record = {.blocks = NULL};
    Block *blocks[3];
    for (int i = 0; i < 3; i++)
        blocks[i] = upcall_block_new(&record, 8, 1);
    CHECK(*(int64_t *)(void *)(blocks[1] + 1) == 0);
    upcall_block_release(blocks[1]);
    CHECK(record.blocks == blocks[2] && blocks[2]->next == blocks[0] && blocks[0]->previous == &blocks[2]->next);
    upcall_heap_end(&record, 1);
    CHECK(!record.blocks);
}

static void test_kept(void)
{
    Invocation record = {.blocks = NULL};
    Block *block = upcall_block_new(&record, 8, 0);
    upcall_block_keep(block);
    upcall_block_keep(block);
    upcall_block_keep(NULL);
    upcall_block_release(block);
    CHECK(record.blocks == block);
    upcall_heap_end(&record, 0);
    CHECK(!record.blocks);
}

static void test_no_memory(void)
{
    Invocation record = {.blocks = NULL};
    CHECK(!upcall_block_new(&record, INT64_MAX, 0));
    CHECK(!upcall_block_new(&record, INT64_MAX - 64, 1));
    CHECK(!record.blocks);
}

int main(int argument_count, char **arguments)
{
    check_begin(argument_count, arguments);
    test_counts();
    test_list();
    test_kept();
    test_no_memory();
    return check_summary();
}
