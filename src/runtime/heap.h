/* heap.h: the memory of the arrays that a callback makes: blocks that live as long as one call from C, at the most.
 *
 * A block counts its holders; what each of them is, is the compiler's affair (ARRAYS, "Who owns memory"). Those of an invocation are
 * in a list, so that what an exception leaves behind goes when the entry returns. No block leaves its invocation, so nothing here is
 * atomic. All are run-time symbols, but for what tests use. */
#ifndef UPCALL_HEAP_H
#define UPCALL_HEAP_H

#include <stdint.h>

#include "runtime/invocation.h"

/* The header of a block; its elements lie behind it. Compiled code reads `holders`, its first word. */
typedef struct Block {
    int64_t holders;
    struct Block *next;      /* in the invocation's list */
    struct Block **previous; /* what points to this one */
    int64_t size;            /* bytes of its elements */
} Block;

/* A block for `size` bytes with one holder, all 0 if `is_zero`; NULL: no memory. */
Block *upcall_block_new(Invocation *record, int64_t size, int32_t is_zero);
void upcall_block_retain(Block *block);  /* one holder more; NULL: nothing */
void upcall_block_release(Block *block); /* one less; without any it is freed; NULL: nothing */
void upcall_block_keep(Block *block);    /* it stays until the entry returns; NULL: nothing */

/* When the entry returns: free what is left, which is what was kept, and what an exception has left. */
void upcall_heap_end(Invocation *record, int64_t status);

/* Tests: that many blocks are made yet (from now on, by any thread), then there is no memory for one; negative: there always is.
 * Returns how many blocks there are; -1: this build doesn't count them. */
int64_t heap_test(int64_t countdown);

#endif
