/* canonical.c: one form of control flow for one function, whatever version compiled it.
 *
 * Block lists of phis are parallel to the block's preds throughout: who edits one edits the other (drop_pred, add_pred).
 * A killed block has no values and no preds; a killed value's block is HIR_NOTHING. */
#include <string.h>

#include "hir/canonical.h"
#include "hir/function.h"
#include "hir/phi_groups.h"
#include "hir/ssa.h"

typedef struct Canon {
    Unit *u;
    Hir *hir;
    size_t *uses; /* by value: how often it is an argument; count_uses() */
} Canon;

static HirBlock *block_at(Canon *c, BlockId b)
{
    return &c->hir->blocks.items[b];
}

static HirValue *value_at(Canon *c, BlockId b, size_t i)
{
    return hir_value(c->hir, block_at(c, b)->values.items[i]);
}

static bool is_dead(Canon *c, BlockId b)
{
    return b != 0 && !block_at(c, b)->preds.count;
}

static size_t phi_count(Canon *c, BlockId b)
{
    size_t n = 0;
    while (n < block_at(c, b)->values.count && value_at(c, b, n)->op == HIR_phi)
        n++;
    return n;
}

static size_t pred_index(Canon *c, BlockId b, BlockId pred)
{
    const HirBlock *block = block_at(c, b);
    size_t i = 0;
    while (i < block->preds.count && block->preds.items[i] != pred)
        i++;
    return i;
}

static bool has_pred(Canon *c, BlockId b, BlockId pred)
{
    return pred_index(c, b, pred) < block_at(c, b)->preds.count;
}

/* --- trivial phis --- */

/* The one value that a phi can have, or HIR_NOTHING. */
static ValueId only_argument(Canon *c, ValueId v)
{
    const HirValue *phi = hir_value(c->hir, v);
    ValueId only = HIR_NOTHING;
    for (size_t i = 0; i < phi->count; i++) {
        ValueId arg = phi->args[i];
        if (arg == v)
            continue;
        if (arg == SSA_UNBOUND || (only != HIR_NOTHING && !hir_same_value(c->hir, only, arg)))
            return HIR_NOTHING;
        if (only == HIR_NOTHING)
            only = arg;
    }
    return only;
}

/* A phi before it in its block with the same arguments, or HIR_NOTHING. */
static ValueId twin_phi(Canon *c, ValueId v)
{
    const HirValue *phi = hir_value(c->hir, v);
    for (size_t i = 0; value_at(c, phi->block, i) != phi; i++)
        if (!memcmp(value_at(c, phi->block, i)->args, phi->args, phi->count * sizeof *phi->args))
            return block_at(c, phi->block)->values.items[i];
    return HIR_NOTHING;
}

static void replace_uses(Canon *c, ValueId old, ValueId new)
{
    for (ValueId v = 0; v < c->hir->values.count; v++) {
        HirValue *value = hir_value(c->hir, v);
        for (size_t i = 0; i < value->count; i++)
            if (value->args[i] == old)
                value->args[i] = new;
    }
    HirValue *kept = hir_value(c->hir, new);
    if (!kept->name && kept->op != HIR_const)
        kept->name = hir_value(c->hir, old)->name;
}

static void remove_value(Canon *c, BlockId b, size_t i)
{
    HirBlock *block = block_at(c, b);
    hir_value(c->hir, block->values.items[i])->block = HIR_NOTHING;
    hir_value(c->hir, block->values.items[i])->count = 0;
    memmove(block->values.items + i, block->values.items + i + 1, (--block->values.count - i) * sizeof(ValueId));
}

static bool simplify_phis(Canon *c)
{
    bool changed = false;
    for (BlockId b = 0; b < c->hir->blocks.count; b++)
        for (size_t i = phi_count(c, b); i-- > 0;) {
            ValueId v = block_at(c, b)->values.items[i], same = only_argument(c, v);
            if (same == HIR_NOTHING)
                same = twin_phi(c, v);
            if (same == HIR_NOTHING)
                continue;
            replace_uses(c, v, same);
            remove_value(c, b, i);
            changed = true;
        }
    return changed;
}

/* Where loops have two entries. */
static bool replace_phi_groups(Canon *c)
{
    const ValueId *same = phi_groups_find(c->u, c->hir);
    for (BlockId b = 0; same && b < c->hir->blocks.count; b++)
        for (size_t i = phi_count(c, b); i-- > 0;) {
            ValueId v = block_at(c, b)->values.items[i], by = same[v];
            if (by == HIR_NOTHING)
                continue;
            while (same[by] != HIR_NOTHING)
                by = same[by];
            replace_uses(c, v, by);
            remove_value(c, b, i);
        }
    return same;
}

/* --- unused values --- */

/* Mark `root` and all that it needs. Not by recursion: a chain of operations is as long as the function. `left` has room
 * for every value. */
static void mark(Canon *c, ValueId root, bool *used, ValueId *left)
{
    size_t count = 0;
    if (!used[root])
        left[count++] = root;
    used[root] = true;
    while (count) {
        const HirValue *value = hir_value(c->hir, left[--count]);
        for (size_t i = 0; i < value->count; i++) {
            ValueId arg = value->args[i];
            if (arg == SSA_UNBOUND || used[arg])
                continue;
            used[arg] = true;
            left[count++] = arg;
        }
    }
}

static bool remove_unused(Canon *c)
{
    bool *used = ARENA_ARRAY(&c->u->arena, bool, c->hir->values.count), changed = false;
    ValueId *left = ARENA_ARRAY(&c->u->arena, ValueId, c->hir->values.count);
    for (ValueId v = 0; v < c->hir->values.count; v++) {
        const HirValue *value = hir_value(c->hir, v);
        bool may_change = value->in_place && value->type == TYPE_UNKNOWN; /* a list, which infer refuses */
        if (value->block != HIR_NOTHING && (may_change || !(hir_ops[value->op].flags & HIR_FLAG_PURE)))
            mark(c, v, used, left);
    }
    for (BlockId b = 0; b < c->hir->blocks.count; b++)
        for (size_t i = block_at(c, b)->values.count; i-- > 0;)
            if (!used[block_at(c, b)->values.items[i]]) {
                remove_value(c, b, i);
                changed = true;
            }
    return changed;
}

/* --- edges --- */

static void drop_pred(Canon *c, BlockId b, BlockId pred)
{
    HirBlock *block = block_at(c, b);
    size_t at = pred_index(c, b, pred), after = block->preds.count - at - 1;
    for (size_t i = 0; i < phi_count(c, b); i++) {
        HirValue *phi = value_at(c, b, i);
        memmove(phi->args + at, phi->args + at + 1, after * sizeof *phi->args);
        phi->count--;
    }
    memmove(block->preds.items + at, block->preds.items + at + 1, after * sizeof *block->preds.items);
    block->preds.count--;
}

/* Let control come from `pred` too: phis get what `like` gave them, seen from pred `index` of `like`. */
static void add_pred(Canon *c, BlockId b, BlockId pred, BlockId like, size_t index)
{
    size_t position = pred_index(c, b, like);
    for (size_t i = 0; i < phi_count(c, b); i++) {
        HirValue *phi = value_at(c, b, i);
        ValueId arg = phi->args[position];
        if (arg != SSA_UNBOUND && hir_value(c->hir, arg)->op == HIR_phi && hir_value(c->hir, arg)->block == like)
            arg = hir_value(c->hir, arg)->args[index];
        ValueId *args = ARENA_ARRAY(&c->u->arena, ValueId, phi->count + 1);
        memcpy(args, phi->args, phi->count * sizeof *args);
        args[phi->count++] = arg;
        phi->args = args;
    }
    ARENA_PUSH(&c->u->arena, &block_at(c, b)->preds, pred);
}

static void retarget(Canon *c, BlockId from, BlockId old, BlockId new)
{
    HirBlock *block = block_at(c, from);
    block->successors[block->successors[0] == old ? 0 : 1] = new;
}

/* --- blocks that only jump --- */

static void count_uses(Canon *c)
{
    c->uses = ARENA_ARRAY(&c->u->arena, size_t, c->hir->values.count);
    for (ValueId v = 0; v < c->hir->values.count; v++) {
        const HirValue *value = hir_value(c->hir, v);
        for (size_t i = 0; i < value->count; i++)
            if (value->args[i] != SSA_UNBOUND)
                c->uses[value->args[i]]++;
    }
}

/* How often `phi` is an argument of a phi in block `to`, on the edge from the phi's own block. */
static size_t uses_on_edge(Canon *c, ValueId phi, BlockId to)
{
    size_t seen = 0, position = pred_index(c, to, hir_value(c->hir, phi)->block);
    for (size_t i = 0; i < phi_count(c, to); i++)
        seen += value_at(c, to, i)->args[position] == phi;
    return seen;
}

static bool feeds_only(Canon *c, ValueId phi, BlockId to)
{
    return uses_on_edge(c, phi, to) == c->uses[phi];
}

static bool only_jumps(Canon *c, BlockId b)
{
    const HirBlock *block = block_at(c, b);
    size_t phis = phi_count(c, b);
    if (b == 0 || is_dead(c, b) || block->values.count != phis + 1 || value_at(c, b, phis)->op != HIR_jump ||
        block->successors[0] == b)
        return false;
    if (phis)
        count_uses(c);
    for (size_t i = 0; i < phis; i++)
        if (!feeds_only(c, block->values.items[i], block->successors[0]))
            return false;
    return true;
}

static void kill_block(Canon *c, BlockId b)
{
    if (block_at(c, b)->successors[0] != HIR_NOTHING)
        drop_pred(c, block_at(c, b)->successors[0], b);
    while (block_at(c, b)->values.count)
        remove_value(c, b, 0);
    block_at(c, b)->successors[0] = HIR_NOTHING;
}

/* Let the preds of an empty block jump past it, but for those that go to the same place already: two ways of a branch
 * that meet with different values need the block between. */
static bool jump_past(Canon *c, BlockId b)
{
    BlockId to = block_at(c, b)->successors[0];
    bool changed = false;
    for (size_t i = block_at(c, b)->preds.count; i-- > 0;) {
        BlockId pred = block_at(c, b)->preds.items[i];
        if (has_pred(c, to, pred))
            continue;
        add_pred(c, to, pred, b, i);
        retarget(c, pred, b, to);
        drop_pred(c, b, pred);
        changed = true;
    }
    if (is_dead(c, b))
        kill_block(c, b);
    return changed;
}

static bool thread_jumps(Canon *c)
{
    bool changed = false;
    for (BlockId b = 1; b < c->hir->blocks.count; b++)
        if (only_jumps(c, b))
            changed |= jump_past(c, b);
    return changed;
}

/* --- tests of what was just tested --- */

/* In `x and y or z`, 3.12 and 3.13 test the value of `x and y` again where the ways meet; the others know. A block that
 * holds phis, truth(one of them) and a branch on it, and whose phis are used nowhere else but in phis that it leads to. */
static bool tests_a_phi(Canon *c, BlockId b)
{
    const HirBlock *block = block_at(c, b);
    size_t phis = phi_count(c, b);
    if (!phis || block->values.count != phis + 2 || block->successors[1] == HIR_NOTHING)
        return false;
    const HirValue *truth = value_at(c, b, phis), *end = value_at(c, b, phis + 1);
    if (truth->op != HIR_truth || end->args[0] != block->values.items[phis])
        return false;
    count_uses(c);
    for (size_t i = 0; i < phis; i++) {
        ValueId phi = block->values.items[i];
        size_t uses = (truth->args[0] == phi) + uses_on_edge(c, phi, block->successors[0]) +
                      uses_on_edge(c, phi, block->successors[1]);
        if (uses != c->uses[phi])
            return false;
    }
    return hir_value(c->hir, truth->args[0])->op == HIR_phi && hir_value(c->hir, truth->args[0])->block == b;
}

/* Which successor b takes when control comes from pred `i`: known where that one has just tested the phi's argument. */
static BlockId known_successor(Canon *c, BlockId b, size_t i)
{
    BlockId pred = block_at(c, b)->preds.items[i];
    const HirBlock *from = block_at(c, pred);
    const HirValue *end = value_at(c, pred, from->values.count - 1);
    const HirValue *phi = hir_value(c->hir, value_at(c, b, phi_count(c, b))->args[0]);
    if (end->op != HIR_branch || phi->args[i] == SSA_UNBOUND)
        return HIR_NOTHING;
    const HirValue *condition = hir_value(c->hir, end->args[0]);
    bool is_tested = end->args[0] == phi->args[i] || (condition->op == HIR_truth && condition->args[0] == phi->args[i]);
    return is_tested ? block_at(c, b)->successors[from->successors[0] == b ? 0 : 1] : HIR_NOTHING;
}

static bool skip_known_tests(Canon *c)
{
    bool changed = false;
    for (BlockId b = 1; b < c->hir->blocks.count; b++) {
        if (is_dead(c, b) || !tests_a_phi(c, b))
            continue;
        for (size_t i = block_at(c, b)->preds.count; i-- > 0 && block_at(c, b)->preds.count > 1;) {
            BlockId pred = block_at(c, b)->preds.items[i], to = known_successor(c, b, i);
            if (to == HIR_NOTHING || to == b || has_pred(c, to, pred))
                continue;
            add_pred(c, to, pred, b, i);
            retarget(c, pred, b, to);
            drop_pred(c, b, pred);
            changed = true;
        }
    }
    return changed;
}

/* Is b an empty block whose only pred also jumps to where b does, with the same values there? */
static bool is_needless_way(Canon *c, BlockId b, BlockId to, BlockId pred)
{
    if (!only_jumps(c, b) || phi_count(c, b) || !has_pred(c, to, pred))
        return false;
    size_t x = pred_index(c, to, b), y = pred_index(c, to, pred);
    for (size_t i = 0; i < phi_count(c, to); i++)
        if (value_at(c, to, i)->args[x] != value_at(c, to, i)->args[y])
            return false;
    return block_at(c, b)->preds.count == 1;
}

/* `if c: pass` decides nothing. */
static bool drop_needless_branches(Canon *c)
{
    bool changed = false;
    for (BlockId b = 1; b < c->hir->blocks.count; b++) {
        if (is_dead(c, b))
            continue;
        BlockId to = block_at(c, b)->successors[0], pred = block_at(c, b)->preds.items[0];
        if (to == HIR_NOTHING || !is_needless_way(c, b, to, pred))
            continue;
        drop_pred(c, b, pred);
        kill_block(c, b);
        HirBlock *from = block_at(c, pred);
        HirValue *branch = hir_value(c->hir, from->values.items[from->values.count - 1]);
        branch->op = HIR_jump;
        branch->count = 0;
        from->successors[0] = to;
        from->successors[1] = HIR_NOTHING;
        changed = true;
    }
    return changed;
}

/* --- straight lines --- */

static void append_block(Canon *c, BlockId b, BlockId next)
{
    HirBlock *tail = block_at(c, next);
    remove_value(c, b, block_at(c, b)->values.count - 1);
    for (size_t i = 0; i < tail->values.count; i++) {
        hir_value(c->hir, tail->values.items[i])->block = b;
        ARENA_PUSH(&c->u->arena, &block_at(c, b)->values, tail->values.items[i]);
    }
    for (int i = 0; i < 2; i++) {
        BlockId to = block_at(c, b)->successors[i] = tail->successors[i];
        if (to != HIR_NOTHING)
            block_at(c, to)->preds.items[pred_index(c, to, next)] = b;
    }
    *tail = (HirBlock){.successors = {HIR_NOTHING, HIR_NOTHING}};
}

static bool merge_lines(Canon *c)
{
    bool changed = false;
    for (BlockId b = 0; b < c->hir->blocks.count; b++)
        for (;;) {
            BlockId next = block_at(c, b)->successors[0];
            if (is_dead(c, b) || next == HIR_NOTHING || block_at(c, b)->successors[1] != HIR_NOTHING || next == b ||
                block_at(c, next)->preds.count != 1 || phi_count(c, next))
                break;
            append_block(c, b, next);
            changed = true;
        }
    return changed;
}

/* --- order --- */

static void visit(Canon *c, BlockId b, bool *seen, BlockId *order, size_t *left)
{
    seen[b] = true;
    for (int i = 1; i >= 0; i--) {
        BlockId to = block_at(c, b)->successors[i];
        if (to != HIR_NOTHING && !seen[to])
            visit(c, to, seen, order, left);
    }
    order[--*left] = b;
}

static void swap_preds(Canon *c, BlockId b, size_t x, size_t y)
{
    BlockId *preds = block_at(c, b)->preds.items, pred = preds[x];
    preds[x] = preds[y];
    preds[y] = pred;
    for (size_t i = 0; i < phi_count(c, b); i++) {
        ValueId *args = value_at(c, b, i)->args, arg = args[x];
        args[x] = args[y];
        args[y] = arg;
    }
}

static void sort_preds(Canon *c, BlockId b)
{
    const BlockId *preds = block_at(c, b)->preds.items;
    for (size_t i = 1; i < block_at(c, b)->preds.count; i++)
        for (size_t j = i; j > 0 && preds[j - 1] > preds[j]; j--)
            swap_preds(c, b, j - 1, j);
}

/* Phis in the order of their variables. */
static void sort_phis(Canon *c, BlockId b)
{
    ValueId *values = block_at(c, b)->values.items;
    for (size_t i = 1; i < phi_count(c, b); i++)
        for (size_t j = i; j > 0 && value_at(c, b, j - 1)->integer > value_at(c, b, j)->integer; j--) {
            ValueId v = values[j];
            values[j] = values[j - 1];
            values[j - 1] = v;
        }
}

static void move_block(Canon *c, BlockId b, HirBlock block, const BlockId *new_id)
{
    for (size_t i = 0; i < block.values.count; i++)
        hir_value(c->hir, block.values.items[i])->block = b;
    for (size_t i = 0; i < block.preds.count; i++)
        block.preds.items[i] = new_id[block.preds.items[i]];
    for (int i = 0; i < 2; i++)
        if (block.successors[i] != HIR_NOTHING)
            block.successors[i] = new_id[block.successors[i]];
    *block_at(c, b) = block;
}

static void reorder(Canon *c)
{
    size_t count = c->hir->blocks.count, left = count;
    BlockId *order = ARENA_ARRAY(&c->u->arena, BlockId, count), *new_id = ARENA_ARRAY(&c->u->arena, BlockId, count);
    visit(c, 0, ARENA_ARRAY(&c->u->arena, bool, count), order, &left);
    const HirBlock *old = arena_copy(&c->u->arena, c->hir->blocks.items, count * sizeof *old);
    for (size_t i = left; i < count; i++)
        new_id[order[i]] = (BlockId)(i - left);
    for (size_t i = left; i < count; i++)
        move_block(c, (BlockId)(i - left), old[order[i]], new_id);
    c->hir->blocks.count = count - left;
    for (BlockId b = 0; b < c->hir->blocks.count; b++) {
        sort_preds(c, b);
        sort_phis(c, b);
    }
}

/* --- exits --- */

/* Does b only raise again what was caught? Where it stands says nothing then. */
static bool only_raises(Canon *c, BlockId b)
{
    if (is_dead(c, b) || block_at(c, b)->values.count != 1 || value_at(c, b, 0)->op != HIR_raise)
        return false;
    HirOp raised = hir_value(c->hir, value_at(c, b, 0)->args[0])->op;
    return raised == HIR_caught || raised == HIR_phi;
}

static void make_jump(Canon *c, BlockId b, BlockId to)
{
    HirValue *end = value_at(c, b, 0);
    end->op = HIR_jump;
    end->count = 0;
    block_at(c, b)->successors[0] = to;
    ARENA_PUSH(&c->u->arena, &block_at(c, to)->preds, b);
}

/* From 3.12 on the end of a `finally` stands once a way to it. */
static bool share_raises(Canon *c)
{
    bool changed = false;
    for (BlockId b = 1; b < c->hir->blocks.count; b++)
        for (BlockId other = b + 1; other < c->hir->blocks.count && only_raises(c, b); other++)
            if (only_raises(c, other) && value_at(c, b, 0)->args[0] == value_at(c, other, 0)->args[0]) {
                make_jump(c, other, b);
                changed = true;
            }
    return changed;
}

/* --- guards of what can't raise --- */

static void reach(Canon *c, BlockId b, bool *reached)
{
    reached[b] = true;
    for (int i = 0; i < 2; i++) {
        BlockId to = block_at(c, b)->successors[i];
        if (to != HIR_NOTHING && !reached[to])
            reach(c, to, reached);
    }
}

static void kill_unreached(Canon *c)
{
    bool *reached = ARENA_ARRAY(&c->u->arena, bool, c->hir->blocks.count);
    reach(c, 0, reached);
    for (BlockId b = 0; b < c->hir->blocks.count; b++) {
        if (reached[b])
            continue;
        for (int i = 0; i < 2; i++)
            if (block_at(c, b)->successors[i] != HIR_NOTHING)
                drop_pred(c, block_at(c, b)->successors[i], b);
        while (block_at(c, b)->values.count)
            remove_value(c, b, block_at(c, b)->values.count - 1);
        block_at(c, b)->successors[0] = block_at(c, b)->successors[1] = HIR_NOTHING;
    }
}

/* unbound.c has taken away what some guards stood for: a check of a variable that surely has a value. */
static void drop_idle_guards(Canon *c)
{
    bool any = false;
    for (BlockId b = 0; b < c->hir->blocks.count; b++) {
        HirBlock *block = block_at(c, b);
        HirValue *end = block->values.count ? value_at(c, b, block->values.count - 1) : NULL;
        if (!end || end->op != HIR_guard || hir_ops[hir_value(c->hir, end->args[0])->op].raises)
            continue;
        end->op = HIR_jump;
        end->count = 0;
        drop_pred(c, block->successors[1], b);
        block->successors[1] = HIR_NOTHING;
        any = true;
    }
    if (any)
        kill_unreached(c);
}

/* Whether the values that a function returns meet in a phi of their own or in one before is the compiler's choice, which
 * copies small ends of functions; so a phi that is only returned, where it stands, has the result's type either way. */
static void mark_returned(Canon *c)
{
    count_uses(c);
    for (BlockId b = 0; b < c->hir->blocks.count; b++) {
        if (is_dead(c, b))
            continue;
        size_t count = block_at(c, b)->values.count;
        const HirValue *last = value_at(c, b, count - 1);
        if (last->op == HIR_ret && phi_count(c, b) && c->uses[last->args[0]] == 1 &&
            c->hir->values.items[last->args[0]].op == HIR_phi && c->hir->values.items[last->args[0]].block == b)
            c->hir->values.items[last->args[0]].integer = HIR_RETURNED;
    }
}

static void simplify(Canon *c)
{
    for (bool changed = true; changed;) {
        changed = simplify_phis(c);
        changed |= remove_unused(c);
        changed |= thread_jumps(c);
        changed |= skip_known_tests(c);
        changed |= share_raises(c);
        changed |= drop_needless_branches(c);
        changed |= merge_lines(c);
        changed = changed || replace_phi_groups(c);
    }
    mark_returned(c);
    reorder(c);
}

void hir_remove_unused(Unit *u, Function *f)
{
    remove_unused(&(Canon){.u = u, .hir = &f->hir});
}

void canonicalise(Unit *u, Function *f)
{
    Canon canon = {.u = u, .hir = &f->hir};
    remove_unused(&canon); /* the checks that unbound.c has made into phis, wherever they stand */
    drop_idle_guards(&canon);
    simplify(&canon);
}

/* --- calls that don't come back --- */

static void leave(Canon *c, BlockId b, int successor)
{
    BlockId to = block_at(c, b)->successors[successor];
    if (to != HIR_NOTHING)
        drop_pred(c, to, b);
    block_at(c, b)->successors[successor] = HIR_NOTHING;
}

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

void hir_end_after(Unit *u, Function *f, ValueId v)
{
    Canon canon = {.u = u, .hir = &f->hir};
    Canon *c = &canon;
    BlockId b = hir_value(c->hir, v)->block;
    Loc loc = hir_value(c->hir, v)->loc;
    HirBlock *block = block_at(c, b);
    const HirValue *end = value_at(c, b, block->values.count - 1);
    leave(c, b, 0);
    if (end->op == HIR_guard && end->args[0] == v) {
        BlockId stop = hir_block_new(u, c->hir);
        hir_append(u, c->hir, stop, HIR_stop, loc, NULL, 0);
        block_at(c, b)->successors[0] = stop;
        ARENA_PUSH(&u->arena, &block_at(c, stop)->preds, b);
    } else {
        leave(c, b, 1);
        while (block->values.items[block->values.count - 1] != v)
            remove_value(c, b, block->values.count - 1);
        bool is_unused = hir_ops[hir_value(c->hir, v)->op].flags & HIR_FLAG_PURE; /* so the end uses it */
        hir_append(u, c->hir, b, HIR_stop, loc, is_unused ? &v : NULL, is_unused);
    }
    kill_unreached(c);
    simplify(c);
}
