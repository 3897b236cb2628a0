/* verify_hir.c: the invariants of hir.h as assertions. A failure is a bug of ours: it aborts with file and line. */
#include "hir/verify_hir.h"
#include "hir/function.h"
#include "hir/hir_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void verify_broken(const Check *c, const char *file, int line, const char *what)
{
    static const char *const states[] = {"build", "expansion", "infer", "bound"};
    fprintf(stderr, "%s:%d: HIR of %s after %s", file, line, c->f->code->qualname, states[c->state]);
    if (c->at != HIR_NOTHING)
        fprintf(stderr, ", value %u (%s)", c->at, hir_ops[verify_value(c, c->at)->op].name);
    fprintf(stderr, ": not so: %s\n", what);
    fprintf(stderr, "%s", hir_print(c->u, c->f));
    abort();
}

static const HirBlock *block_of(const Check *c, BlockId b)
{
    return &c->hir->blocks.items[b];
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

static bool has_block(const BlockId *items, size_t count, BlockId b)
{
    for (size_t i = 0; i < count; i++)
        if (items[i] == b)
            return true;
    return false;
}

static void check_edges(const Check *c, BlockId b)
{
    const HirBlock *block = block_of(c, b);
    for (int i = 0; i < 2; i++) {
        BlockId to = block->successors[i];
        if (to == HIR_NOTHING)
            continue;
        CHECK(c, to < c->hir->blocks.count && to != 0);
        CHECK(c, has_block(block_of(c, to)->preds.items, block_of(c, to)->preds.count, b));
    }
    for (size_t i = 0; i < block->preds.count; i++) {
        CHECK(c, block->preds.items[i] < c->hir->blocks.count);
        CHECK(c, has_block(block_of(c, block->preds.items[i])->successors, 2, b));
        CHECK(c, i == 0 || block->preds.items[i - 1] < block->preds.items[i]);
    }
    CHECK(c, b == 0 ? !block->preds.count : block->preds.count && block->preds.items[0] < b); /* it is reached */
}

/* A value stands in one block, once, at c->place. */
static void place_values(Check *c, BlockId b)
{
    const HirBlock *block = block_of(c, b);
    for (size_t i = 0; i < block->values.count; i++) {
        c->at = block->values.items[i];
        CHECK(c, c->at < c->hir->values.count);
        CHECK(c, verify_value(c, c->at)->op < HIR_OP_COUNT);
        CHECK(c, verify_value(c, c->at)->block == b);
        CHECK(c, c->place[c->at] == SIZE_MAX);
        c->place[c->at] = i;
    }
    c->at = HIR_NOTHING;
}

/* What stands nowhere belongs to no block. */
static void check_placed(Check *c)
{
    for (c->at = 0; c->at < c->hir->values.count; c->at++)
        CHECK(c, (verify_value(c, c->at)->block == HIR_NOTHING) == (c->place[c->at] == SIZE_MAX));
    c->at = HIR_NOTHING;
}

static void check_guard(const Check *c, const HirBlock *block)
{
    const HirBlock *caught = block_of(c, block->successors[1]);
    size_t last = block->values.count - 1;
    CHECK(c, last > 0 && verify_value(c, block->values.items[last])->args[0] == block->values.items[last - 1]);
    /* infer makes operators and attributes of calls and elements: what is guarded then may raise nothing. */
    CHECK(c, c->state != HIR_IS_BUILT || hir_ops[verify_value(c, block->values.items[last - 1])->op].raises);
    CHECK(c, block->successors[0] != block->successors[1] && caught->preds.count == 1);
    CHECK(c, verify_value(c, caught->values.items[0])->op == HIR_caught);
}

static void check_end(Check *c, BlockId b)
{
    const HirBlock *block = block_of(c, b);
    CHECK(c, block->values.count > 0);
    c->at = block->values.items[block->values.count - 1];
    HirOp end = verify_value(c, c->at)->op;
    CHECK(c, hir_ops[end].flags & HIR_FLAG_ENDS);
    size_t expected = end == HIR_jump ? 1 : end == HIR_branch || end == HIR_guard ? 2 : 0;
    CHECK(c, hir_successor_count(block) == expected && (expected == 0 || block->successors[0] != HIR_NOTHING));
    if (end == HIR_guard)
        check_guard(c, block);
    c->at = HIR_NOTHING;
}

/* ---- values ---------------------------------------------------------------------------------------------------------- */

static void check_place(const Check *c, BlockId b, size_t i)
{
    const HirBlock *block = block_of(c, b);
    const HirValue *value = verify_value(c, c->at);
    CHECK(c, !(hir_ops[value->op].flags & HIR_FLAG_ENDS) || i + 1 == block->values.count);
    CHECK(c, value->op != HIR_const || b == 0);
    CHECK(c, value->op != HIR_caught || (i == 0 && block->preds.count == 1));
    if (value->op != HIR_phi)
        return;
    CHECK(c, value->count == block->preds.count && value->count > 0);
    CHECK(c, i == 0 || verify_value(c, block->values.items[i - 1])->op == HIR_phi);
}

bool verify_reaches(const Check *c, ValueId def, BlockId b, size_t i)
{
    if (def >= c->hir->values.count)
        return false;
    BlockId home = verify_value(c, def)->block;
    return home == b ? c->place[def] < i : home != HIR_NOTHING && dominates(&c->dominators, home, b);
}

static void check_uses(const Check *c, BlockId b, size_t i)
{
    const HirBlock *block = block_of(c, b);
    const HirValue *value = verify_value(c, c->at);
    for (size_t k = 0; k < value->count; k++) {
        if (value->op == HIR_phi)
            CHECK(c, verify_reaches(c, value->args[k], block->preds.items[k], SIZE_MAX));
        else
            CHECK(c, verify_reaches(c, value->args[k], b, i));
    }
}

static void check_value(const Check *c, BlockId b, size_t i)
{
    check_place(c, b, i);
    check_uses(c, b, i);
    verify_operands(c);
    verify_payload(c);
    if (c->state == HIR_IS_BUILT)
        CHECK(c, verify_value(c, c->at)->type == TYPE_UNKNOWN);
    else
        verify_type(c);
    verify_call(c);
    verify_facts(c);
}

/* ---- what canonical leaves -------------------------------------------------------------------------------------------- */

/* A block that is the only way on from its only pred is one with it; what only jumps is needed where two ways of a branch meet. */
static void check_lines(const Check *c, BlockId b)
{
    const HirBlock *block = block_of(c, b);
    CHECK(c, block->preds.count != 1 || hir_successor_count(block_of(c, block->preds.items[0])) != 1);
    bool may_be_empty = b == 0 || c->state != HIR_IS_BUILT; /* what infer expands may have been all that a block had */
    if (may_be_empty || block->values.count > 1 || verify_value(c, block->values.items[0])->op != HIR_jump)
        return;
    const HirBlock *to = block_of(c, block->successors[0]);
    for (size_t i = 0; i < block->preds.count; i++)
        CHECK(c, has_block(to->preds.items, to->preds.count, block->preds.items[i]));
}

static bool has_two_arguments(const HirValue *phi, ValueId v)
{
    ValueId first = HIR_NOTHING;
    for (size_t i = 0; i < phi->count; i++) {
        if (phi->args[i] == v || phi->args[i] == first)
            continue;
        if (first != HIR_NOTHING)
            return true;
        first = phi->args[i];
    }
    return false;
}

static void check_used(Check *c)
{
    bool *used = ARENA_ARRAY(&c->u->arena, bool, c->hir->values.count);
    for (ValueId v = 0; v < c->hir->values.count; v++) {
        const HirValue *value = verify_value(c, v);
        for (size_t i = 0; value->block != HIR_NOTHING && i < value->count; i++)
            used[value->args[i]] |= value->args[i] != v;
    }
    for (c->at = 0; c->at < c->hir->values.count; c->at++) {
        const HirValue *value = verify_value(c, c->at);
        if (value->block == HIR_NOTHING)
            continue;
        CHECK(c, used[c->at] || !hir_is_removable(c->u, value));
        CHECK(c, value->op != HIR_phi || has_two_arguments(value, c->at));
    }
    c->at = HIR_NOTHING;
}

static void check_returns(const Check *c)
{
    size_t returns = 0;
    for (ValueId v = 0; v < c->hir->values.count; v++)
        returns += verify_value(c, v)->op == HIR_ret && verify_value(c, v)->block != HIR_NOTHING;
    CHECK(c, returns <= 1);
}

/* ---- the whole --------------------------------------------------------------------------------------------------------- */

static void check_blocks(Check *c)
{
    size_t count = c->hir->blocks.count;
    CHECK(c, count > 0);
    for (BlockId b = 0; b < count; b++)
        place_values(c, b);
    check_placed(c);
    for (BlockId b = 0; b < count; b++) {
        check_edges(c, b);
        check_end(c, b);
    }
    c->dominators = hir_dominators(c->u, c->hir);
}

void verify_hir(Unit *u, const Function *f, HirState state)
{
    size_t blocks = f->hir.blocks.count, values = f->hir.values.count;
    Check check = {.u = u, .f = f, .hir = &f->hir, .state = state, .at = HIR_NOTHING};
    Check *c = &check;
    c->place = ARENA_ARRAY(&u->arena, size_t, values);
    memset(c->place, 0xFF, values * sizeof *c->place);
    check_blocks(c);
    for (BlockId b = 0; b < blocks; b++)
        for (size_t i = 0; i < block_of(c, b)->values.count; i++) {
            c->at = block_of(c, b)->values.items[i];
            check_value(c, b, i);
        }
    c->at = HIR_NOTHING;
    for (BlockId b = 0; b < blocks; b++)
        check_lines(c, b);
    check_returns(c);
    if (state == HIR_IS_BUILT)
        check_used(c);
}
