/* blocks.h: instructions cut into basic blocks, with what CPython's compiler duplicated put together again. */
#ifndef UPCALL_BLOCKS_H
#define UPCALL_BLOCKS_H

#include "base/code.h"
#include "bytecode/decode.h"

typedef enum {
    END_JUMP,   /* to successor 0 */
    END_BRANCH, /* pops a value: true: successor 0, false: successor 1 */
    END_FOR,    /* a for_iter: successor 0 with an item, successor 1 when exhausted */
    END_RETURN, /* pops a value */
    END_YIELD,  /* pops a value and hands it out; then successor 0, with the value that was sent */
    END_STOP    /* nothing follows: a raise, or an instruction that build refuses */
} BlockEnd;

enum { NO_BLOCK = UINT32_MAX };

typedef struct Block {
    struct {
        Instr *items; /* no jumps, no nops; .handler is the index of a block here */
        size_t count, capacity;
    } instrs;
    BlockEnd end;
    Instr last; /* the instruction that ended it: for its place, and END_FOR's kind */
    uint32_t successors[2];
} Block;

typedef struct Blocks {
    Block *items; /* [0] is where the function begins */
    size_t count, capacity;
} Blocks;

/* Needs:  instrs as decode() leaves them.
 * Leaves: blocks whose conditional jumps are END_BRANCH in one polarity; of equal ends that come from one piece of source
 *         (the test of a `while` stands twice in 3.11 to 3.13, a `finally` once a way out) only one is left. Where the
 *         code object has no columns nothing is merged: different expressions of one line could be taken for one. */
Blocks blocks_make(Unit *u, const Code *code, const Instrs *instrs);

#endif
