/* verify_hir.c: the invariants of hir.h as assertions. A failure is a bug of ours: it aborts with file and line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

typedef struct Check {
    Unit *u;
    const Function *f;
    const Hir *hir;
    size_t *place;      /* by value: its index in its block */
    BlockId *dominator; /* by block: immediate dominator */
} Check;

#define CHECK(c, condition)                                                                                            \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            broken((c), __LINE__, #condition);                                                                         \
    } while (0)

static _Noreturn void broken(const Check *c, int line, const char *what)
{
    fprintf(stderr, "%s:%d: HIR of %s is broken: %s\n%s", __FILE__, line, c->f->code->qualname, what,
            hir_print(c->u, c->f));
    abort();
}

static const HirValue *value_of(const Check *c, ValueId v)
{
    return &c->hir->values.items[v];
}

static bool has_block(const BlockId *items, size_t count, BlockId b)
{
    for (size_t i = 0; i < count; i++)
        if (items[i] == b)
            return true;
    return false;
}

static void check_edges(const Check *c, BlockId b)
{
    const HirBlock *block = &c->hir->blocks.items[b];
    for (int i = 0; i < 2; i++) {
        BlockId to = block->successors[i];
        if (to == HIR_NOTHING)
            continue;
        CHECK(c, to < c->hir->blocks.count && to != 0);
        CHECK(c, has_block(c->hir->blocks.items[to].preds.items, c->hir->blocks.items[to].preds.count, b));
    }
    for (size_t i = 0; i < block->preds.count; i++) {
        const HirBlock *pred = &c->hir->blocks.items[block->preds.items[i]];
        CHECK(c, has_block(pred->successors, 2, b));
        CHECK(c, i == 0 || block->preds.items[i - 1] < block->preds.items[i]);
    }
}

static void check_guard(const Check *c, const HirBlock *block)
{
    const HirBlock *caught = &c->hir->blocks.items[block->successors[1]];
    size_t last = block->values.count - 1;
    CHECK(c, last > 0 && value_of(c, block->values.items[last])->args[0] == block->values.items[last - 1]);
    CHECK(c, hir_ops[value_of(c, block->values.items[last - 1])->op].flags & HIR_FLAG_RAISES);
    CHECK(c, block->successors[0] != block->successors[1] && caught->preds.count == 1);
    CHECK(c, value_of(c, caught->values.items[0])->op == HIR_caught);
}

static void check_end(const Check *c, BlockId b)
{
    const HirBlock *block = &c->hir->blocks.items[b];
    CHECK(c, block->values.count > 0);
    HirOp end = value_of(c, block->values.items[block->values.count - 1])->op;
    CHECK(c, hir_ops[end].flags & HIR_FLAG_ENDS);
    size_t expected = end == HIR_jump ? 1 : end == HIR_branch || end == HIR_guard ? 2 : 0;
    CHECK(c, hir_successor_count(block) == expected);
    if (end == HIR_guard)
        check_guard(c, block);
}

static void check_value(const Check *c, BlockId b, size_t i)
{
    const HirBlock *block = &c->hir->blocks.items[b];
    const HirValue *value = value_of(c, block->values.items[i]);
    CHECK(c, value->block == b);
    CHECK(c, !(hir_ops[value->op].flags & HIR_FLAG_ENDS) || i + 1 == block->values.count);
    CHECK(c, value->op != HIR_const || b == 0);
    if (value->op != HIR_phi)
        return;
    CHECK(c, value->count == block->preds.count && value->count > 0);
    CHECK(c, i == 0 || value_of(c, block->values.items[i - 1])->op == HIR_phi);
}

/* Blocks are in reverse postorder, so one look at each pred, a few times over, gives the dominators (Cooper, Harvey,
 * Kennedy, "A Simple, Fast Dominance Algorithm", 2001). */
static BlockId common_dominator(const Check *c, BlockId a, BlockId b)
{
    while (a != b) {
        while (a > b)
            a = c->dominator[a];
        while (b > a)
            b = c->dominator[b];
    }
    return a;
}

static bool dominator_round(Check *c)
{
    bool changed = false;
    for (BlockId b = 1; b < c->hir->blocks.count; b++) {
        const HirBlock *block = &c->hir->blocks.items[b];
        BlockId found = HIR_NOTHING;
        for (size_t i = 0; i < block->preds.count; i++) {
            BlockId pred = block->preds.items[i];
            if (pred != 0 && c->dominator[pred] == HIR_NOTHING)
                continue;
            found = found == HIR_NOTHING ? pred : common_dominator(c, found, pred);
        }
        changed |= c->dominator[b] != found;
        c->dominator[b] = found;
    }
    return changed;
}

static bool dominates(const Check *c, BlockId a, BlockId b)
{
    while (b > a)
        b = c->dominator[b];
    return a == b;
}

/* Is `def` defined before place `i` of block b? */
static bool reaches(const Check *c, ValueId def, BlockId b, size_t i)
{
    BlockId home = value_of(c, def)->block;
    return home == b ? c->place[def] < i : home != HIR_NOTHING && dominates(c, home, b);
}

static void check_uses(const Check *c, BlockId b, size_t i)
{
    const HirBlock *block = &c->hir->blocks.items[b];
    const HirValue *value = value_of(c, block->values.items[i]);
    for (size_t k = 0; k < value->count; k++) {
        CHECK(c, value->args[k] < c->hir->values.count);
        if (value->op == HIR_phi)
            CHECK(c, reaches(c, value->args[k], block->preds.items[k], SIZE_MAX));
        else
            CHECK(c, reaches(c, value->args[k], b, i));
    }
}

void verify_hir(Unit *u, const Function *f)
{
    size_t blocks = f->hir.blocks.count;
    Check check = {u, f, &f->hir, ARENA_ARRAY(&u->arena, size_t, f->hir.values.count),
                   ARENA_ARRAY(&u->arena, BlockId, blocks)};
    memset(check.dominator, 0xFF, blocks * sizeof(BlockId));
    check.dominator[0] = 0;
    for (BlockId b = 0; b < blocks; b++) {
        check_edges(&check, b);
        check_end(&check, b);
        for (size_t i = 0; i < f->hir.blocks.items[b].values.count; i++) {
            check_value(&check, b, i);
            check.place[f->hir.blocks.items[b].values.items[i]] = i;
        }
    }
    while (dominator_round(&check))
        continue;
    for (BlockId b = 0; b < blocks; b++)
        for (size_t i = 0; i < f->hir.blocks.items[b].values.count; i++)
            check_uses(&check, b, i);
}
