/* build_control.c: a block of instructions and how it ends: branches, loops over iterators, returns. */
#include "build/build_parts.h"

#include <assert.h>
#include <string.h>

#include "build/functions.h"
#include "hir/fold.h"
#include "hir/function.h"
#include "hir/hir.h"

void build_go(Builder *b, BlockId from, uint32_t to, int successor)
{
    assert(to < b->blocks.count && (successor == 0 || successor == 1));
    if (b->hir_block[to] == HIR_NOTHING) {
        b->hir_block[to] = ssa_block_new(b->ssa);
        b->entry_height[to] = b->height;
    }
    if (b->entry_height[to] != b->height)
        build_malformed(b, "two ways meet with different stacks");
    ssa_link(b->ssa, from, b->resume[to] == HIR_NOTHING ? b->hir_block[to] : b->resume[to], successor);
}

void build_push_iterator(Builder *b, ValueId iterator)
{
    size_t level = b->height;
    stack_push(b, iterator);
    if (build_is_generator(b, iterator))
        return;
    stack_write(b, level, LEVEL_POSITION, build_constant(b, frozen_int(b->u, 0)));
    stack_write(b, level, LEVEL_COUNT, build_emit1(b, HIR_iter_count, iterator));
}

/* What iter(v) gives; an iterator gives itself. */
ValueId build_iterator(Builder *b, ValueId v)
{
    bool is_iterator = hir_value(&b->f->hir, v)->op == HIR_iter || build_is_generator(b, v);
    return is_iterator ? v : build_emit1(b, HIR_iter, v);
}

void build_get_iter(Builder *b, int32_t levels)
{
    build_push_iterator(b, build_iterator(b, stack_pop(b)));
    if (levels == 2)
        stack_push_null(b);
}

static void end_with_branch(Builder *b, const Block *block)
{
    ValueId condition = build_truth(b, stack_pop(b));
    const Frozen *known = build_known(b, condition);
    Truth truth = known ? frozen_truth(known) : TRUTH_UNKNOWN;
    if (block->successors[0] == block->successors[1])
        truth = TRUTH_TRUE; /* it decides nothing */
    if (truth == TRUTH_UNKNOWN) {
        build_terminate(b, HIR_branch, &condition, 1);
        build_go(b, b->at, block->successors[0], 0);
        build_go(b, b->at, block->successors[1], 1);
    } else {
        build_terminate(b, HIR_jump, NULL, 0);
        build_go(b, b->at, block->successors[truth == TRUTH_FALSE], 0);
    }
}

/* The body begins with fetching the item, in a block of its own between the loop's head and the body. */
static void begin_body(Builder *b, BlockId head, size_t level, uint32_t body)
{
    ValueId iterator = stack_read(b, level, LEVEL_VALUE), position = stack_read(b, level, LEVEL_POSITION);
    b->at = ssa_block_new(b->ssa);
    ssa_link(b->ssa, head, b->at, 0);
    ssa_seal(b->ssa, b->at);
    stack_push(b, build_emit2(b, HIR_iter_item, iterator, position));
    stack_write(b, level, LEVEL_POSITION, build_emit1(b, HIR_iter_next, position));
    build_terminate(b, HIR_jump, NULL, 0);
    build_go(b, b->at, body, 0);
}

/* Is it a loop over a call with the keyword `strict`, or over one whose first argument is such a call? */
static bool has_strict(const Builder *b, ValueId iterator)
{
    const HirValue *v = hir_value(&b->f->hir, iterator);
    if (v->op == HIR_iter)
        return has_strict(b, v->args[0]);
    for (size_t i = 0; i < v->keyword_count; i++)
        if (!strcmp(v->keywords[i], "strict"))
            return true;
    return v->op == HIR_call && v->count > 1 && has_strict(b, v->args[1]);
}

/* zip(..., strict=True) raises behind the last turn. */
static BlockId end_strictly(Builder *b, BlockId head, ValueId iterator)
{
    b->at = ssa_block_new(b->ssa);
    ssa_link(b->ssa, head, b->at, 1);
    ssa_seal(b->ssa, b->at);
    build_emit1(b, HIR_iter_end, iterator);
    build_terminate(b, HIR_jump, NULL, 0);
    return b->at;
}

static void end_with_for(Builder *b, uint32_t index)
{
    const Block *block = &b->blocks.items[index];
    size_t level = stack_depth(b, (size_t)block->last.extra), height = b->height;
    BlockId head = b->at;
    if (build_take_values(b, index, level))
        return;
    ValueId count = stack_read(b, level, LEVEL_COUNT), iterator = build_value_on_entry(b, level);
    if (count == SSA_UNBOUND)
        build_malformed(b, "a loop has no iterator");
    ValueId more = build_emit2(b, HIR_iter_more, stack_read(b, level, LEVEL_POSITION), count);
    build_terminate(b, HIR_branch, &more, 1);
    begin_body(b, head, level, block->successors[0]);
    b->height = height;
    bool strict = has_strict(b, iterator);
    if (strict)
        head = end_strictly(b, head, iterator);
    stack_drop(b, (size_t)block->last.arg);
    build_go(b, head, block->successors[1], !strict);
}

static void end_block(Builder *b, uint32_t index)
{
    const Block *block = &b->blocks.items[index];
    b->handler = block->last.handler;
    b->handler_depth = block->last.handler_depth;
    switch (block->end) {
    case END_JUMP:
        build_terminate(b, HIR_jump, NULL, 0);
        build_go(b, b->at, block->successors[0], 0);
        break;
    case END_BRANCH: end_with_branch(b, block); break;
    case END_FOR: end_with_for(b, index); break;
    case END_YIELD: build_yield(b, block->successors[0]); break;
    case END_RETURN: {
        ValueId value = stack_pop(b);
        build_terminate(b, HIR_jump, NULL, 0);
        ARENA_PUSH(&b->u->arena, &b->returns, ((Return){b->at, value, b->loc}));
        break;
    }
    case END_STOP: break; /* the raise, or nothing came here */
    }
}

/* What waits on the stack when a loop is entered waits there in each turn: no code of the loop reaches below. As phis that
 * aren't complete yet, a callee or a NULL there would not be known for what it is. */
static void stack_through_loop(Builder *b)
{
    const HirBlock *head = &b->f->hir.blocks.items[b->at];
    if (head->preds.count != 1)
        return;
    for (Builder *code = b; code; code = code->outer) /* a generator's loop, inside that of its user */
        for (size_t level = 0; level < code->height; level++) {
            Variable variable = stack_variable(code, level, LEVEL_VALUE);
            ValueId value = ssa_read(b->ssa, head->preds.items[0], variable, b->loc);
            if (value != SSA_UNBOUND)
                ssa_write(b->ssa, b->at, variable, value);
        }
}

void build_block(Builder *b, uint32_t index, bool is_complete)
{
    const Block *block = &b->blocks.items[index];
    assert(b->hir_block[index] != HIR_NOTHING);
    b->at = b->hir_block[index];
    b->block = index;
    b->may_have_left = false;
    b->height = b->entry_height[index];
    stack_forget_places(b);
    if (is_complete)
        ssa_seal(b->ssa, b->at);
    else
        ssa_begin(b->ssa, b->at);
    if (b->states[index].has_way_back)
        stack_through_loop(b);
    for (size_t i = 0; i < block->instrs.count; i++) {
        size_t before = b->f->hir.values.count;
        build_begin_instr(b, &block->instrs.items[i]);
        b->handler = block->instrs.items[i].handler;
        b->handler_depth = block->instrs.items[i].handler_depth;
        build_step(b, &block->instrs.items[i]);
        b->may_have_left |= b->handler != NO_HANDLER;
        build_note_places(b, before);
    }
    size_t before = b->f->hir.values.count;
    build_begin_instr(b, &block->last);
    end_block(b, index);
    build_note_places(b, before);
}

void build_seal_loops(Builder *b)
{
    ssa_drop_unreached(b->ssa); /* where a generator goes on whose loop is always left in its first turn */
    for (BlockId block = 0; block < b->ssa->blocks.count; block++)
        if (!b->ssa->blocks.items[block].sealed)
            ssa_seal(b->ssa, block);
}

/* A phi of the returned values, in a block where all returns meet. */
ValueId build_returned(Builder *b)
{
    BlockId end = ssa_block_new(b->ssa);
    assert(b->returns.count);
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, b->returns.count);
    for (size_t i = 0; i < b->returns.count; i++) {
        ssa_link(b->ssa, b->returns.items[i].block, end, 0);
        args[i] = b->returns.items[i].value;
    }
    b->at = end;
    ssa_seal(b->ssa, end);
    return ssa_phi_new(b->ssa, end, b->loc, args, b->returns.count);
}

/* The value has the type that the function returns. */
void build_return(Builder *b)
{
    if (!b->returns.count)
        return;
    ValueId value = build_returned(b);
    b->f->returns = b->returns.items;
    b->f->return_count = b->returns.count;
    hir_value(&b->f->hir, value)->integer = HIR_RETURNED;
    build_terminate(b, HIR_ret, &value, 1);
}
