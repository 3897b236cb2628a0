/* blocks.c: basic blocks of instructions, see blocks.h. */
#include "bytecode/blocks.h"
#include "base/code.h"
#include "hir/hir.h"

#include <stdlib.h>
#include <string.h>

#include "base/table.h"

enum { MOST_BLOCKS = 8192 }; /* what LLVM compiles in a time that one waits for */

typedef struct Cutter {
    Unit *u;
    const Code *code;
    const Instrs *instrs;
    uint32_t *block_of; /* by instruction: the block that it begins, or NO_BLOCK */
    Blocks blocks;
} Cutter;

static bool is_conditional(Meaning meaning)
{
    return meaning_flow(meaning) == FLOW_TEST;
}

static bool ends_block(Meaning meaning)
{
    Flow flow = meaning_flow(meaning);
    return flow != FLOW_NEXT && flow != FLOW_STOP; /* build refuses what has no meaning */
}

static uint32_t new_block(Cutter *c)
{
    if (c->blocks.count == MOST_BLOCKS)
        fail(c->u, (Loc){.code = c->code}, E_TOO_LARGE);
    ARENA_PUSH(&c->u->arena, &c->blocks, ((Block){.end = END_STOP, .successors = {NO_BLOCK, NO_BLOCK}}));
    return (uint32_t)(c->blocks.count - 1);
}

static void begin_block(Cutter *c, uint32_t at)
{
    if (at >= c->instrs->count)
        fail(c->u, (Loc){.code = c->code}, E_BYTECODE, "it runs past its end");
    if (c->block_of[at] == NO_BLOCK)
        c->block_of[at] = new_block(c);
}

static void find_blocks(Cutter *c)
{
    size_t count = c->instrs->count;
    c->block_of = ARENA_ARRAY(&c->u->arena, uint32_t, count);
    memset(c->block_of, 0xFF, count * sizeof *c->block_of);
    begin_block(c, 0);
    for (uint32_t i = 0; i < count; i++) {
        Meaning meaning = c->instrs->items[i].meaning;
        if (is_conditional(meaning) || meaning == M_jump)
            begin_block(c, c->instrs->items[i].target);
        if (c->instrs->items[i].handler != NO_HANDLER)
            begin_block(c, c->instrs->items[i].handler);
        if (ends_block(meaning) && i + 1 < count)
            begin_block(c, i + 1);
    }
}

static void put(Cutter *c, uint32_t b, Instr like, Meaning meaning, int32_t arg)
{
    if (meaning == M_nop)
        return;
    like.meaning = (uint8_t)meaning;
    like.arg = arg;
    ARENA_PUSH(&c->u->arena, &c->blocks.items[b].instrs, like);
}

static void finish(Cutter *c, uint32_t b, Instr last, BlockEnd end, uint32_t first, uint32_t second)
{
    Block *block = &c->blocks.items[b];
    block->end = end;
    block->last = last;
    block->successors[0] = first;
    block->successors[1] = second;
}

/* `x or y` of 3.11 keeps the value on the jump only: a block of its own pops it on the other way. */
static void end_with_or_pop(Cutter *c, uint32_t b, Instr last, uint32_t target, uint32_t next)
{
    put(c, b, last, M_copy, 1);
    uint32_t popping = new_block(c);
    put(c, popping, last, M_pop, 0);
    finish(c, popping, last, END_JUMP, next, NO_BLOCK);
    bool jumps_if_true = last.meaning == M_or_pop_true;
    finish(c, b, last, END_BRANCH, jumps_if_true ? target : popping, jumps_if_true ? popping : target);
}

static void end_with_none_test(Cutter *c, uint32_t b, Instr last, uint32_t target, uint32_t next)
{
    Instr test = last;
    test.extra = 0;
    put(c, b, test, M_load_none, 0);
    put(c, b, test, M_compare, HIR_is);
    bool jumps_if_none = last.meaning == M_branch_none;
    finish(c, b, last, END_BRANCH, jumps_if_none ? target : next, jumps_if_none ? next : target);
}

static void end_block(Cutter *c, uint32_t b, Instr last, uint32_t next)
{
    bool jumps = is_conditional(last.meaning) || last.meaning == M_jump;
    uint32_t target = jumps ? c->block_of[last.target] : NO_BLOCK;
    if (is_conditional(last.meaning) && next == NO_BLOCK)
        fail(c->u, (Loc){.code = c->code}, E_BYTECODE, "it runs past its end");
    switch (last.meaning) {
    case M_jump: finish(c, b, last, END_JUMP, target, NO_BLOCK); break;
    case M_branch_true: finish(c, b, last, END_BRANCH, target, next); break;
    case M_branch_false: finish(c, b, last, END_BRANCH, next, target); break;
    case M_branch_none:
    case M_branch_not_none: end_with_none_test(c, b, last, target, next); break;
    case M_or_pop_true:
    case M_or_pop_false: end_with_or_pop(c, b, last, target, next); break;
    case M_for_iter: finish(c, b, last, END_FOR, next, target); break;
    case M_yield: finish(c, b, last, END_YIELD, next, NO_BLOCK); break;
    case M_return_const: put(c, b, last, M_load_const, last.arg); /* fallthrough */
    case M_return: finish(c, b, last, END_RETURN, NO_BLOCK, NO_BLOCK); break;
    default:
        put(c, b, last, last.meaning, last.arg);
        finish(c, b, last, END_STOP, NO_BLOCK, NO_BLOCK);
        break;
    }
}

static void fill_blocks(Cutter *c)
{
    uint32_t b = 0;
    for (uint32_t i = 0; i < c->instrs->count; i++) {
        Instr instr = c->instrs->items[i];
        if (instr.handler != NO_HANDLER)
            instr.handler = c->block_of[instr.handler];
        if (c->block_of[i] != NO_BLOCK)
            b = c->block_of[i];
        uint32_t next = i + 1 < c->instrs->count ? c->block_of[i + 1] : NO_BLOCK;
        if (ends_block(instr.meaning)) {
            end_block(c, b, instr, next);
            continue;
        }
        put(c, b, instr, instr.meaning, instr.arg);
        if (next != NO_BLOCK)
            finish(c, b, instr, END_JUMP, next, NO_BLOCK);
    }
}

/* Where control really goes: through blocks that only jump. */
static uint32_t resolve_block(const Blocks *blocks, uint32_t b)
{
    for (size_t hops = 0; b != NO_BLOCK && hops < blocks->count; hops++) {
        const Block *block = &blocks->items[b];
        if (block->instrs.count || block->end != END_JUMP)
            break;
        b = block->successors[0];
    }
    return b;
}

static bool same_end(const Blocks *blocks, const Block *a, const Block *b)
{
    if (a->end != b->end || a->end == END_FOR || a->end == END_YIELD || a->end == END_STOP)
        return false;
    return resolve_block(blocks, a->successors[0]) == resolve_block(blocks, b->successors[0]) &&
           resolve_block(blocks, a->successors[1]) == resolve_block(blocks, b->successors[1]);
}

/* Do both come from one piece of source? Of a load that lost its place to another instruction what follows says so; of a
 * store what comes before would have to. What ends a handler has a place in some versions, and none that matters. */
static bool same_instr(const Instr *a, const Instr *b, bool same_follow)
{
    bool same_place = a->meaning == M_pop_except ||
                      (a->span.column >= 0 && !memcmp(&a->span, &b->span, sizeof a->span));
    return a->meaning == b->meaning && a->arg == b->arg && a->extra == b->extra && a->handler == b->handler &&
           (same_place || (same_follow && a->meaning != M_store_local && (a->is_second || b->is_second)));
}

static size_t common_suffix(const Block *a, const Block *b)
{
    size_t n = 0, most = a->instrs.count < b->instrs.count ? a->instrs.count : b->instrs.count;
    while (n < most &&
           same_instr(&a->instrs.items[a->instrs.count - 1 - n], &b->instrs.items[b->instrs.count - 1 - n], n > 0))
        n++;
    return n;
}

/* Take the last `n` instructions and the end off block b: it jumps to `to` instead. */
static void cut_suffix(Cutter *c, uint32_t b, size_t n, uint32_t to)
{
    c->blocks.items[b].instrs.count -= n;
    finish(c, b, c->blocks.items[b].last, END_JUMP, to, NO_BLOCK);
}

/* The block that has what both ended with. */
static uint32_t share_suffix(Cutter *c, uint32_t a, uint32_t b, size_t n)
{
    if (c->blocks.items[a].instrs.count == n) {
        cut_suffix(c, b, n, a);
        return a;
    } else if (c->blocks.items[b].instrs.count == n) {
        cut_suffix(c, a, n, b);
        return b;
    } else {
        uint32_t shared = new_block(c);
        Block from = c->blocks.items[a];
        for (size_t i = from.instrs.count - n; i < from.instrs.count; i++)
            ARENA_PUSH(&c->u->arena, &c->blocks.items[shared].instrs, from.instrs.items[i]);
        finish(c, shared, from.last, from.end, from.successors[0], from.successors[1]);
        cut_suffix(c, a, n, shared);
        cut_suffix(c, b, n, shared);
        return shared;
    }
}

/* A block, and a hash of how it ends: blocks with equal ends have the same. */
typedef struct Ending {
    uint32_t hash, block;
} Ending;

static uint32_t hash_of_end(const Blocks *blocks, const Block *block)
{
    const Instr *last = &block->instrs.items[block->instrs.count - 1];
    uint32_t hash = hash_with(0, (uint64_t)block->end << 32 | resolve_block(blocks, block->successors[0]));
    hash = hash_with(hash, resolve_block(blocks, block->successors[1]));
    hash = hash_with(hash, (uint64_t)last->meaning << 32 | (uint32_t)last->arg);
    if (last->meaning == M_pop_except)
        return hash;
    return hash_with(hash, (uint64_t)last->span.line << 32 | (uint32_t)last->span.column);
}

static int compare_endings(const void *a, const void *b)
{
    const Ending *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

/* Those that may be merged lie together. */
static size_t sort_endings(const Cutter *c, Ending *endings)
{
    size_t count = 0;
    for (uint32_t b = 0; b < c->blocks.count; b++)
        if (c->blocks.items[b].instrs.count)
            endings[count++] = (Ending){hash_of_end(&c->blocks, &c->blocks.items[b]), b};
    qsort(endings, count, sizeof *endings, compare_endings);
    return count;
}

/* Merge what blocks of one hash have in common; false: nothing. Each merge removes an instruction, so this comes to an end. */
static bool merge_endings(Cutter *c, const Ending *endings, size_t count)
{
    bool changed = false;
    uint32_t a = endings[0].block;
    for (size_t i = 1; i < count; i++) {
        const Block *x = &c->blocks.items[a], *y = &c->blocks.items[endings[i].block];
        bool may_merge = x->instrs.count && y->instrs.count && same_end(&c->blocks, x, y);
        size_t n = may_merge ? common_suffix(x, y) : 0;
        if (n)
            a = share_suffix(c, a, endings[i].block, n);
        changed |= n > 0;
    }
    return changed;
}

static void merge_duplicates(Cutter *c)
{
    for (bool changed = c->blocks.count > 1; changed;) {
        Ending *endings = ARENA_ARRAY(&c->u->arena, Ending, c->blocks.count);
        size_t count = sort_endings(c, endings), first = 0;
        changed = false;
        for (size_t i = 1; i <= count; i++) {
            if (i < count && endings[i].hash == endings[first].hash)
                continue;
            changed |= merge_endings(c, endings + first, i - first);
            first = i;
        }
    }
}

Blocks blocks_make(Unit *u, const Code *code, const Instrs *instrs)
{
    Cutter cutter = {.u = u, .code = code, .instrs = instrs};
    if (!instrs->count)
        fail(u, (Loc){.code = code}, E_BYTECODE, "it is empty");
    find_blocks(&cutter);
    fill_blocks(&cutter);
    merge_duplicates(&cutter);
    for (size_t b = 0; b < cutter.blocks.count; b++)
        for (int i = 0; i < 2; i++)
            cutter.blocks.items[b].successors[i] = resolve_block(&cutter.blocks, cutter.blocks.items[b].successors[i]);
    return cutter.blocks;
}
