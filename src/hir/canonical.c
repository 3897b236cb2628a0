/* canonical.c: one form of control flow for one function, whatever version compiled it.
 *
 * This is semantics, not cosmetics. Types join where values meet, and where they meet is where the phis are:
 *
 *      if c:            y.1 = 2**53 + 1                y.1 = 2**53 + 1; r.1 = y.1 % 2
 *          y = n        y.2 = 0.5                      y.2 = 0.5;       r.2 = y.2 % 2
 *      else:            y = phi y.1, y.2: float64      r = phi r.1, r.2: float64
 *          y = 0.5      r = y % 2                      ret r
 *      return y % 2     ret r
 *
 * On the left n meets the float and becomes one, so for 2**53 + 1 the function returns 0.0. On the right, where a compiler
 * has copied the short end into both ways, it would return 1.0. Versions of CPython differ in what they copy, share and
 * test twice; the HIR that is left here is the same for all, so what a program computes doesn't depend on the version.
 *
 * Each round of simplify() takes a time that is proportional to the function (hir_edit.h). */
#include "hir/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "hir/function.h"
#include "hir/hir_edit.h"
#include "hir/phi_groups.h"

/* ---- phis that are another value ------------------------------------------------------------------------------------- */

/* The one value that a phi can have, or HIR_NOTHING. */
static ValueId only_argument(HirEdit *e, ValueId v)
{
    HirValue *phi = hir_value(e->hir, v);
    ValueId only = HIR_NOTHING;
    for (size_t i = 0; i < phi->count; i++) {
        ValueId arg = edit_arg(e, phi, i);
        if (arg == v)
            continue;
        if (arg == SSA_UNBOUND || (only != HIR_NOTHING && !hir_same_value(e->hir, only, arg)))
            return HIR_NOTHING;
        if (only == HIR_NOTHING)
            only = arg;
    }
    return only;
}

static size_t hash_arguments(HirEdit *e, HirValue *phi)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < phi->count; i++)
        hash = (hash + edit_arg(e, phi, i) + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(hash >> 32);
}

static bool same_arguments(HirEdit *e, HirValue *a, HirValue *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (edit_arg(e, a, i) != edit_arg(e, b, i))
            return false;
    return true;
}

/* Room for one block's phis: a hash table of them by their arguments, and what is found in it. */
typedef struct Twins {
    uint32_t *table; /* of 4 times as many: 1 + the place of a phi in the block */
    uint32_t *twin;  /* by place: 1 + the place of the first with the same arguments; 0: that is it itself */
} Twins;

static void find_twins(HirEdit *e, BlockId b, const Twins *twins)
{
    size_t count = edit_phis(e, b), size = 4;
    while (size < 2 * count)
        size *= 2;
    memset(twins->table, 0, size * sizeof *twins->table);
    for (size_t i = 0; i < count; i++) {
        HirValue *phi = edit_value(e, b, i);
        size_t at = hash_arguments(e, phi) & (size - 1);
        while (twins->table[at] && !same_arguments(e, edit_value(e, b, twins->table[at] - 1), phi))
            at = (at + 1) & (size - 1);
        twins->twin[i] = twins->table[at];
        if (!twins->table[at])
            twins->table[at] = (uint32_t)i + 1;
    }
}

/* The phi before place `at` that has the same arguments, still; or HIR_NOTHING. */
static ValueId twin_phi(HirEdit *e, BlockId b, const Twins *twins, size_t at)
{
    uint32_t twin = twins->twin[at];
    bool same = twin && same_arguments(e, edit_value(e, b, twin - 1), edit_value(e, b, at));
    return same ? edit_block(e, b)->values.items[twin - 1] : HIR_NOTHING;
}

static bool simplify_phis_of(HirEdit *e, BlockId b, const Twins *twins)
{
    bool changed = false;
    find_twins(e, b, twins);
    for (size_t i = edit_phis(e, b); i-- > 0;) {
        ValueId v = edit_block(e, b)->values.items[i], same = only_argument(e, v);
        if (same == HIR_NOTHING)
            same = twin_phi(e, b, twins, i);
        if (same == HIR_NOTHING)
            continue;
        edit_replace(e, v, same);
        edit_remove(e, v);
        changed = true;
    }
    if (changed)
        edit_sweep(e, b);
    return changed;
}

static bool simplify_phis(HirEdit *e)
{
    size_t most = 0;
    for (BlockId b = 0; b < e->hir->blocks.count; b++)
        most = edit_phis(e, b) > most ? edit_phis(e, b) : most;
    Twins twins = {ARENA_ARRAY(&e->u->arena, uint32_t, 4 * most + 4), ARENA_ARRAY(&e->u->arena, uint32_t, most)};
    bool changed = false;
    for (BlockId b = 0; b < e->hir->blocks.count; b++)
        if (edit_phis(e, b))
            changed |= simplify_phis_of(e, b, &twins);
    return changed;
}

/* Where loops have two entries. */
static bool replace_phi_groups(HirEdit *e)
{
    edit_end(e); /* the search reads arguments as they are */
    const ValueId *same = phi_groups_find(e->u, e->hir);
    for (BlockId b = 0; same && b < e->hir->blocks.count; b++) {
        for (size_t i = edit_phis(e, b); i-- > 0;) {
            ValueId v = edit_block(e, b)->values.items[i], by = same[v];
            if (by == HIR_NOTHING)
                continue;
            while (same[by] != HIR_NOTHING)
                by = same[by];
            edit_replace(e, v, by);
            edit_remove(e, v);
        }
        edit_sweep(e, b);
    }
    return same;
}

/* ---- blocks that only jump ------------------------------------------------------------------------------------------- */

static bool only_jumps(HirEdit *e, BlockId b)
{
    const HirBlock *block = edit_block(e, b);
    size_t phis = edit_phis(e, b);
    if (b == 0 || edit_is_dead(e, b) || block->values.count != phis + 1 || edit_value(e, b, phis)->op != HIR_jump ||
        block->successors[0] == b)
        return false;
    return !phis || edit_feeds_only(e, b, NULL);
}

static void go_past(HirEdit *e, BlockId b, size_t i, BlockId to)
{
    BlockId pred = edit_block(e, b)->preds.items[i];
    edit_redirect(e, pred, edit_block(e, pred)->successors[0] == b ? 0 : 1, to);
}

/* Let the preds of an empty block jump past it, but for those that go to the same place already: two ways of a branch
 * that meet with different values need the block between. */
static bool jump_past(HirEdit *e, BlockId b)
{
    BlockId to = edit_block(e, b)->successors[0];
    bool changed = false;
    for (size_t i = edit_block(e, b)->preds.count; i-- > 0;) {
        if (edit_is_edge(e, edit_block(e, b)->preds.items[i], to))
            continue;
        go_past(e, b, i, to);
        changed = true;
    }
    if (edit_is_dead(e, b))
        edit_kill(e, b);
    return changed;
}

static bool thread_jumps(HirEdit *e)
{
    bool changed = false;
    for (BlockId b = 1; b < e->hir->blocks.count; b++)
        if (only_jumps(e, b))
            changed |= jump_past(e, b);
    return changed;
}

/* ---- tests of what was just tested ----------------------------------------------------------------------------------- */

/* In `x and y or z`, 3.12 and 3.13 test the value of `x and y` again where the ways meet; the others know. A block that
 * holds phis, truth(one of them) and a branch on it, and whose phis are used nowhere else but in phis that it leads to. */
static bool tests_a_phi(HirEdit *e, BlockId b)
{
    const HirBlock *block = edit_block(e, b);
    size_t phis = edit_phis(e, b);
    if (!phis || block->values.count != phis + 2 || block->successors[1] == HIR_NOTHING)
        return false;
    HirValue *truth = edit_value(e, b, phis), *end = edit_value(e, b, phis + 1);
    if (truth->op != HIR_truth || end->op != HIR_branch || edit_arg(e, end, 0) != block->values.items[phis])
        return false;
    const HirValue *tested = hir_value(e->hir, edit_arg(e, truth, 0));
    return tested->op == HIR_phi && tested->block == b && edit_feeds_only(e, b, truth);
}

/* Which successor b takes when control comes from pred `i`: known where that one has just tested the phi's argument. */
static BlockId known_successor(HirEdit *e, BlockId b, size_t i)
{
    const HirBlock *from = edit_block(e, edit_block(e, b)->preds.items[i]);
    HirValue *end = edit_last(e, edit_block(e, b)->preds.items[i]);
    HirValue *phi = hir_value(e->hir, edit_arg(e, edit_value(e, b, edit_phis(e, b)), 0));
    ValueId arg = edit_arg(e, phi, i);
    if (end->op != HIR_branch || arg == SSA_UNBOUND)
        return HIR_NOTHING;
    ValueId condition = edit_arg(e, end, 0);
    HirValue *truth = hir_value(e->hir, condition);
    bool is_tested = condition == arg || (truth->op == HIR_truth && edit_arg(e, truth, 0) == arg);
    return is_tested ? edit_block(e, b)->successors[from->successors[0] == b ? 0 : 1] : HIR_NOTHING;
}

static bool skip_known_tests(HirEdit *e)
{
    bool changed = false;
    for (BlockId b = 1; b < e->hir->blocks.count; b++) {
        if (edit_is_dead(e, b) || !tests_a_phi(e, b))
            continue;
        for (size_t i = edit_block(e, b)->preds.count; i-- > 0 && edit_block(e, b)->preds.count > 1;) {
            BlockId to = known_successor(e, b, i);
            if (to == HIR_NOTHING || to == b || edit_is_edge(e, edit_block(e, b)->preds.items[i], to))
                continue;
            go_past(e, b, i, to);
            changed = true;
        }
    }
    return changed;
}

/* Is b an empty block whose only pred also jumps to where b does, with the same values there? */
static bool is_needless_way(HirEdit *e, BlockId b, BlockId to, BlockId pred)
{
    if (edit_phis(e, b) || edit_block(e, b)->preds.count != 1 || !edit_is_edge(e, pred, to) || !only_jumps(e, b))
        return false;
    uint32_t x = edit_place(e, b, to), y = edit_place(e, pred, to);
    for (size_t i = 0; i < edit_phis(e, to); i++)
        if (edit_arg(e, edit_value(e, to, i), x) != edit_arg(e, edit_value(e, to, i), y))
            return false;
    return true;
}

/* `if c: pass` decides nothing. */
static bool drop_needless_branches(HirEdit *e)
{
    bool changed = false;
    for (BlockId b = 1; b < e->hir->blocks.count; b++) {
        if (edit_is_dead(e, b))
            continue;
        BlockId to = edit_block(e, b)->successors[0], pred = edit_block(e, b)->preds.items[0];
        if (to == HIR_NOTHING || !is_needless_way(e, b, to, pred))
            continue;
        edit_cut(e, pred, edit_block(e, pred)->successors[0] == b ? 0 : 1);
        edit_kill(e, b);
        edit_make_jump(e, pred);
        changed = true;
    }
    return changed;
}

/* ---- straight lines -------------------------------------------------------------------------------------------------- */

static bool merge_lines(HirEdit *e)
{
    bool changed = false;
    for (BlockId b = 0; b < e->hir->blocks.count; b++)
        for (;;) {
            BlockId next = edit_block(e, b)->successors[0];
            if (edit_is_dead(e, b) || next == HIR_NOTHING || edit_block(e, b)->successors[1] != HIR_NOTHING ||
                next == b || edit_block(e, next)->preds.count != 1 || edit_phis(e, next))
                break;
            edit_append(e, b, next);
            changed = true;
        }
    return changed;
}

/* ---- exits ----------------------------------------------------------------------------------------------------------- */

/* Does b only raise again what was caught? Where it stands says nothing then. */
static bool only_raises(HirEdit *e, BlockId b)
{
    if (edit_is_dead(e, b) || edit_block(e, b)->values.count != 1 || edit_value(e, b, 0)->op != HIR_raise)
        return false;
    HirOp raised = hir_value(e->hir, edit_arg(e, edit_value(e, b, 0), 0))->op;
    return raised == HIR_caught || raised == HIR_phi;
}

/* From 3.12 on the end of a `finally` stands once a way to it. */
static bool share_raises(HirEdit *e)
{
    bool changed = false;
    BlockId *raises = NULL; /* by value: the block that raises it, or 0 */
    for (BlockId b = 1; b < e->hir->blocks.count; b++) {
        if (!only_raises(e, b))
            continue;
        if (!raises)
            raises = ARENA_ARRAY(&e->u->arena, BlockId, e->hir->values.count);
        BlockId *first = &raises[edit_value(e, b, 0)->args[0]];
        if (*first) {
            edit_make_jump(e, b);
            edit_link(e, b, 0, *first);
            changed = true;
        } else {
            *first = b;
        }
    }
    return changed;
}

/* unbound.c has taken away what some guards stood for: a check of a variable that surely has a value. */
static void drop_idle_guards(HirEdit *e)
{
    bool any = false;
    for (BlockId b = 0; b < e->hir->blocks.count; b++) {
        HirValue *end = edit_block(e, b)->values.count ? edit_last(e, b) : NULL;
        if (!end || end->op != HIR_guard || hir_ops[hir_value(e->hir, edit_arg(e, end, 0))->op].raises)
            continue;
        edit_cut(e, b, 1);
        edit_make_jump(e, b);
        any = true;
    }
    if (any)
        edit_kill_unreached(e);
}

/* Whether the values that a function returns meet in a phi of their own or in one before is the compiler's choice, which
 * copies small ends of functions; so a phi that is only returned, where it stands, has the result's type either way. */
static void mark_returned(HirEdit *e)
{
    for (BlockId b = 0; b < e->hir->blocks.count; b++) {
        if (edit_is_dead(e, b) || edit_last(e, b)->op != HIR_ret || !edit_phis(e, b))
            continue;
        ValueId returned = edit_arg(e, edit_last(e, b), 0);
        HirValue *phi = hir_value(e->hir, returned);
        if (e->uses[returned] == 1 && phi->op == HIR_phi && phi->block == b)
            phi->integer = HIR_RETURNED;
    }
}

/* ---- order ----------------------------------------------------------------------------------------------------------- */

typedef struct Visit {
    BlockId block;
    int next; /* successor to look at: 1, then 0, then -1 */
} Visit;

/* Reverse postorder, from the end of `order`: how many of its places are left. */
static size_t order_blocks(HirEdit *e, BlockId *order)
{
    size_t left = e->hir->blocks.count, depth = 0;
    bool *seen = ARENA_ARRAY(&e->u->arena, bool, left);
    Visit *path = ARENA_ARRAY(&e->u->arena, Visit, left);
    seen[0] = true;
    path[depth++] = (Visit){0, 1};
    while (depth) {
        Visit *top = &path[depth - 1];
        if (top->next < 0) {
            order[--left] = top->block;
            depth--;
            continue;
        }
        BlockId to = edit_block(e, top->block)->successors[top->next--];
        if (to == HIR_NOTHING || seen[to])
            continue;
        seen[to] = true;
        path[depth++] = (Visit){to, 1};
    }
    return left;
}

/* A thing to sort by a number, and where it stood. */
typedef struct Key {
    int64_t number;
    uint32_t was;
} Key;

static int compare_keys(const void *a, const void *b)
{
    const Key *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->was > y->was) - (x->was < y->was);
}

/* Sort, and give each element's place of before; false: they are in order. */
static bool sort_keys(Key *keys, size_t count)
{
    bool sorted = true;
    for (size_t i = 1; i < count; i++)
        sorted &= keys[i - 1].number <= keys[i].number;
    if (!sorted)
        qsort(keys, count, sizeof *keys, compare_keys);
    return !sorted;
}

static void sort_like(uint32_t *items, const Key *keys, size_t count, uint32_t *room)
{
    for (size_t i = 0; i < count; i++)
        room[i] = items[keys[i].was];
    memcpy(items, room, count * sizeof *items);
}

static void sort_preds(HirEdit *e, BlockId b, Key *keys, uint32_t *room)
{
    HirBlock *block = edit_block(e, b);
    for (uint32_t i = 0; i < block->preds.count; i++)
        keys[i] = (Key){block->preds.items[i], i};
    if (!sort_keys(keys, block->preds.count))
        return;
    sort_like(block->preds.items, keys, block->preds.count, room);
    for (size_t i = 0; i < edit_phis(e, b); i++)
        sort_like(edit_value(e, b, i)->args, keys, block->preds.count, room);
}

/* Phis in the order of their variables. */
static void sort_phis(HirEdit *e, BlockId b, Key *keys, uint32_t *room)
{
    size_t count = edit_phis(e, b);
    for (uint32_t i = 0; i < count; i++)
        keys[i] = (Key){edit_value(e, b, i)->integer, i};
    if (sort_keys(keys, count))
        sort_like(edit_block(e, b)->values.items, keys, count, room);
}

static void move_block(HirEdit *e, BlockId b, HirBlock block, const BlockId *new_id)
{
    for (size_t i = 0; i < block.values.count; i++)
        hir_value(e->hir, block.values.items[i])->block = b;
    for (size_t i = 0; i < block.preds.count; i++)
        block.preds.items[i] = new_id[block.preds.items[i]];
    for (int i = 0; i < 2; i++)
        if (block.successors[i] != HIR_NOTHING)
            block.successors[i] = new_id[block.successors[i]];
    *edit_block(e, b) = block;
}

/* The last thing that an editor does: places of edges are others then. */
static void reorder(HirEdit *e)
{
    Arena *arena = &e->u->arena;
    size_t count = e->hir->blocks.count, most = 0;
    BlockId *order = ARENA_ARRAY(arena, BlockId, count), *new_id = ARENA_ARRAY(arena, BlockId, count);
    size_t left = order_blocks(e, order);
    const HirBlock *old = arena_copy(arena, e->hir->blocks.items, count * sizeof *old);
    const EditBlock *edges = arena_copy(arena, e->blocks, count * sizeof *edges);
    for (size_t i = left; i < count; i++)
        new_id[order[i]] = (BlockId)(i - left);
    for (size_t i = left; i < count; i++) {
        const HirBlock *block = &old[order[i]];
        move_block(e, (BlockId)(i - left), *block, new_id);
        e->blocks[i - left] = edges[order[i]];
        most = block->preds.count > most ? block->preds.count : most;
        most = edges[order[i]].phis > most ? edges[order[i]].phis : most;
    }
    e->hir->blocks.count = count - left;
    Key *keys = ARENA_ARRAY(arena, Key, most);
    uint32_t *room = ARENA_ARRAY(arena, uint32_t, most);
    for (BlockId b = 0; b < e->hir->blocks.count; b++) {
        sort_preds(e, b, keys, room);
        sort_phis(e, b, keys, room);
    }
}

/* ---- the pass -------------------------------------------------------------------------------------------------------- */

static void simplify(HirEdit *e)
{
    for (bool changed = true; changed;) {
        changed = simplify_phis(e);
        changed |= edit_remove_unused(e);
        changed |= thread_jumps(e);
        changed |= skip_known_tests(e);
        changed |= share_raises(e);
        changed |= drop_needless_branches(e);
        changed |= merge_lines(e);
        changed = changed || replace_phi_groups(e);
    }
    mark_returned(e);
    edit_end(e);
    reorder(e);
}

void canonicalise(Unit *u, Function *f)
{
    HirEdit e = edit_begin(u, &f->hir);
    edit_remove_unused(&e); /* the checks that unbound.c has made into phis, wherever they stand */
    drop_idle_guards(&e);
    simplify(&e);
}

/* ---- calls that don't come back -------------------------------------------------------------------------------------- */

bool hir_ends_with(const Hir *hir, ValueId v)
{
    const HirBlock *block = &hir->blocks.items[hir->values.items[v].block];
    const HirValue *end = &hir->values.items[block->values.items[block->values.count - 1]];
    if (end->op == HIR_guard && end->args[0] == v) {
        block = &hir->blocks.items[block->successors[0]];
        return hir->values.items[block->values.items[0]].op == HIR_stop;
    }
    return end->op == HIR_stop && block->values.items[block->values.count - 2] == v;
}

/* The stop behind `v`: in a block of its own where a guard stands between. A PURE operation is used by it. */
static ValueId new_stop(Unit *u, Hir *hir, ValueId v)
{
    Loc loc = hir_value(hir, v)->loc;
    if (hir_is_guarded(hir, v))
        return hir_append(u, hir, hir_block_new(u, hir), HIR_stop, loc, NULL, 0);
    bool is_unused = hir_ops[hir_value(hir, v)->op].flags & HIR_FLAG_PURE;
    return hir_value_new(u, hir, hir_value(hir, v)->block, HIR_stop, loc, is_unused ? &v : NULL, is_unused);
}

static void end_after(HirEdit *e, ValueId v, ValueId stop)
{
    BlockId b = hir_value(e->hir, v)->block, at = hir_value(e->hir, stop)->block;
    if (b == HIR_NOTHING) { /* another one stood before it in its block */
        edit_remove(e, stop);
        return;
    }
    HirBlock *block = edit_block(e, b);
    for (int i = at == b; i >= 0; i--)
        if (block->successors[i] != HIR_NOTHING)
            edit_cut(e, b, i);
    if (at != b) {
        edit_link(e, b, 0, at);
        return;
    }
    while (block->values.items[block->values.count - 1] != v)
        edit_remove(e, block->values.items[--block->values.count]);
    ARENA_PUSH(&e->u->arena, &block->values, stop);
}

void hir_end_after(Unit *u, Function *f, const ValueList *values)
{
    ValueId *stops = ARENA_ARRAY(&u->arena, ValueId, values->count);
    for (size_t i = 0; i < values->count; i++)
        stops[i] = new_stop(u, &f->hir, values->items[i]);
    HirEdit e = edit_begin(u, &f->hir);
    for (size_t i = 0; i < values->count; i++)
        end_after(&e, values->items[i], stops[i]);
    edit_kill_unreached(&e);
    simplify(&e);
}

/* ---- operations that raise nothing ----------------------------------------------------------------------------------- */

void hir_drop_guards(Unit *u, Function *f, const ValueList *values)
{
    HirEdit e = edit_begin(u, &f->hir);
    for (size_t i = 0; i < values->count; i++) {
        BlockId b = hir_value(e.hir, values->items[i])->block;
        edit_cut(&e, b, 1);
        edit_make_jump(&e, b);
    }
    edit_kill_unreached(&e);
    simplify(&e);
}
