/* build_order.c: in which order the blocks of instructions are built, and when all ways into one are there.
 *
 * The order is reverse postorder: whatever leads to a block has been built before it, but for ways back, so a block that has
 * none is sealed when its turn comes (ssa.h). A branch that is decided takes ways away, and then the order of what is left may be
 * another one: a loop that could be entered in two places, since what CPython's compiler wrote twice stands once here,
 *
 *      if strict --> a: n < 5 --+          a   is reached from the top,
 *          |            ^       v          b   only from the body once `strict` is known: when b's turn comes,
 *          +-------> b: n < 9 -> body          before the body's, nothing has led to it.
 *                       ^         |
 *                       +---------+
 *
 * is entered in one, and the other place is behind the loop's body. So b is built in another sweep, and what b leads to isn't
 * sealed before. Loops with one entry never need that: what jumps back is dead where the entry is. */
#include "build/build_parts.h"

#include <string.h>

/* ---- ways out of a block ----------------------------------------------------------------------------------------------- */

static size_t ways_out(const Block *block)
{
    return 3 + block->instrs.count;
}

/* The exit of a loop first, so that its body comes first in the order; handlers last. NO_BLOCK: that way isn't there. */
static uint32_t way_out(const Block *block, size_t way)
{
    if (way < 2)
        return block->successors[1 - way];
    uint32_t handler = way == 2 ? block->last.handler : block->instrs.items[block->instrs.count + 2 - way].handler;
    return handler == NO_HANDLER ? NO_BLOCK : handler;
}

/* ---- the order --------------------------------------------------------------------------------------------------------- */

typedef struct Visit {
    uint32_t block;
    size_t way; /* to look at next */
} Visit;

static void order_from(Builder *b, Visit *stack, bool *seen)
{
    size_t height = 0;
    stack[height++] = (Visit){0, 0};
    seen[0] = true;
    while (height) {
        Visit *top = &stack[height - 1];
        if (top->way == ways_out(&b->blocks.items[top->block])) {
            b->order[b->blocks.count - ++b->order_count] = top->block;
            height--;
            continue;
        }
        uint32_t to = way_out(&b->blocks.items[top->block], top->way++);
        if (to == NO_BLOCK || seen[to])
            continue;
        seen[to] = true;
        stack[height++] = (Visit){to, 0};
    }
}

/* ---- ways in ----------------------------------------------------------------------------------------------------------- */

/* The graph of the blocks, each known by its position in the order. */
static Graph graph_of(Builder *b)
{
    uint32_t count = (uint32_t)b->order_count, edges = 0;
    uint32_t *first = ARENA_ARRAY(&b->u->arena, uint32_t, count + 2); /* one more than wanted, see below */
    for (uint32_t i = 0; i < count; i++)
        for (size_t way = 0; way < ways_out(&b->blocks.items[b->order[i]]); way++) {
            uint32_t to = way_out(&b->blocks.items[b->order[i]], way);
            if (to == NO_BLOCK)
                continue;
            first[b->position[to] + 2]++;
            edges++;
        }
    uint32_t *preds = ARENA_ARRAY(&b->u->arena, uint32_t, edges);
    for (uint32_t i = 2; i < count + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        for (size_t way = 0; way < ways_out(&b->blocks.items[b->order[i]]); way++) {
            uint32_t to = way_out(&b->blocks.items[b->order[i]], way);
            if (to != NO_BLOCK)
                preds[first[b->position[to] + 1]++] = i;
        }
    return (Graph){count, first, preds};
}

static void find_ways_back(Builder *b, const Graph *graph)
{
    for (uint32_t node = 0; node < graph->count; node++)
        for (uint32_t i = graph->first[node]; i < graph->first[node + 1]; i++) {
            if (graph->preds[i] < node)
                continue;
            BlockState *state = &b->states[b->order[node]];
            state->has_way_back = true;
            state->last_back = graph->preds[i] > state->last_back ? graph->preds[i] : state->last_back;
            if (!b->dominators.from)
                b->dominators = dominators_find(&b->u->arena, graph);
            state->has_other_entry |= !dominates(&b->dominators, node, graph->preds[i]);
            b->ssa->is_out_of_order |= state->has_other_entry;
        }
}

void build_order_blocks(Builder *b)
{
    size_t count = b->blocks.count;
    b->order = ARENA_ARRAY(&b->u->arena, uint32_t, count);
    b->position = ARENA_ARRAY(&b->u->arena, uint32_t, count);
    b->states = ARENA_ARRAY(&b->u->arena, BlockState, count);
    b->hir_block = ARENA_ARRAY(&b->u->arena, BlockId, count);
    b->entry_height = ARENA_ARRAY(&b->u->arena, size_t, count);
    b->resume = ARENA_ARRAY(&b->u->arena, BlockId, count);
    memset(b->hir_block, 0xFF, count * sizeof *b->hir_block);
    memset(b->resume, 0xFF, count * sizeof *b->resume);
    order_from(b, ARENA_ARRAY(&b->u->arena, Visit, count), ARENA_ARRAY(&b->u->arena, bool, count));
    b->order += count - b->order_count;
    for (uint32_t i = 0; i < b->order_count; i++)
        b->position[b->order[i]] = i;
    b->ways_in = graph_of(b);
    find_ways_back(b, &b->ways_in);
}

/* ---- sweeps ------------------------------------------------------------------------------------------------------------ */

/* Is there a way in from a block that had nothing leading to it when its turn came, but may still be reached? */
static bool has_late_pred(const Builder *b, uint32_t block)
{
    uint32_t node = b->position[block];
    for (uint32_t i = b->ways_in.first[node]; i < b->ways_in.first[node + 1]; i++)
        if (b->ways_in.preds[i] < node && b->states[b->order[b->ways_in.preds[i]]].is_late)
            return true;
    return false;
}

/* All of a loop stands between its head and the last block that jumps back. But the loop that takes a generator expression's
 * values stands inside those of the expression round the yield, and is made after them. */
static void leave_loops(Builder *b, uint32_t block)
{
    while (b->loops.count && b->states[b->loops.items[b->loops.count - 1].block].last_back < b->position[block])
        b->loops.count--;
    const OpenLoop *newest = b->loops.count ? &b->loops.items[b->loops.count - 1] : NULL;
    bool has_yielded = b->taker && b->taker->resume[b->loop] != HIR_NOTHING;
    b->ssa->open_since = has_yielded     ? UINT32_MAX
                         : !newest       ? 0
                         : newest->since ? newest->since
                                         : b->ssa->blocks.items[b->hir_block[newest->block]].begun;
}

void build_open_loop(Builder *b)
{
    if (b->loops.count)
        b->loops.items[b->loops.count - 1].since = b->ssa->time;
}

static bool build_in_turn(Builder *b, uint32_t block)
{
    BlockState *state = &b->states[block];
    if (state->is_built)
        return false;
    bool late = has_late_pred(b, block), reached = b->hir_block[block] != HIR_NOTHING;
    state->is_late = !reached && (late || state->has_other_entry);
    state->is_built = reached;
    if (!reached)
        return false;
    leave_loops(b, block);
    if (state->has_way_back)
        ARENA_PUSH(&b->u->arena, &b->loops, ((OpenLoop){block, 0}));
    build_block(b, block, !late && !state->has_way_back);
    return true;
}

void build_blocks(Builder *b)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < b->order_count; i++)
            again |= build_in_turn(b, b->order[i]);
    }
}
