/* hir_edit.c: see hir_edit.h. */
#include "hir/hir_edit.h"
#include "hir/function.h"

#include <assert.h>
#include <string.h>

/* ---- begin and end --------------------------------------------------------------------------------------------------- */

static void add_uses(HirEdit *e, const HirValue *value)
{
    for (size_t i = 0; i < value->count; i++)
        if (value->args[i] != SSA_UNBOUND)
            e->uses[value->args[i]]++;
}

static void begin_block(HirEdit *e, BlockId b)
{
    const HirBlock *block = edit_block(e, b);
    EditBlock *edges = &e->blocks[b];
    while (edges->phis < block->values.count && edit_value(e, b, edges->phis)->op == HIR_phi)
        edges->phis++;
    for (uint32_t i = 0; i < block->preds.count; i++) {
        BlockId pred = block->preds.items[i];
        e->blocks[pred].place[edit_block(e, pred)->successors[0] == b ? 0 : 1] = i;
    }
}

HirEdit edit_begin(Unit *u, Hir *hir)
{
    size_t values = hir->values.count;
    HirEdit e = {.u = u,
                 .hir = hir,
                 .by = ARENA_ARRAY(&u->arena, ValueId, values),
                 .uses = ARENA_ARRAY(&u->arena, uint32_t, values),
                 .room = ARENA_ARRAY(&u->arena, uint32_t, values),
                 .tally = ARENA_ARRAY(&u->arena, uint32_t, values),
                 .blocks = ARENA_ARRAY(&u->arena, EditBlock, hir->blocks.count)};
    memset(e.by, 0xFF, values * sizeof *e.by);
    for (ValueId v = 0; v < values; v++)
        add_uses(&e, hir_value(hir, v));
    for (BlockId b = 0; b < hir->blocks.count; b++)
        begin_block(&e, b);
    return e;
}

void edit_end(HirEdit *e)
{
    for (ValueId v = 0; v < e->hir->values.count; v++)
        for (size_t i = 0; i < hir_value(e->hir, v)->count; i++)
            edit_arg(e, hir_value(e->hir, v), i);
}

/* ---- values ---------------------------------------------------------------------------------------------------------- */

HirValue *edit_last(const HirEdit *e, BlockId b)
{
    return edit_value(e, b, edit_block(e, b)->values.count - 1);
}

/* What stands in the place of v: v itself, unless it was replaced. */
static ValueId standing(HirEdit *e, ValueId v)
{
    while (v != SSA_UNBOUND && e->by[v] != HIR_NOTHING) {
        ValueId by = e->by[v];
        if (by != SSA_UNBOUND && e->by[by] != HIR_NOTHING)
            e->by[v] = e->by[by]; /* the next look takes half the way */
        v = by;
    }
    return v;
}

ValueId edit_arg(HirEdit *e, HirValue *v, size_t i)
{
    return v->args[i] = standing(e, v->args[i]);
}

void edit_replace(HirEdit *e, ValueId old, ValueId by)
{
    assert(old != by && e->by[old] == HIR_NOTHING && e->by[by] == HIR_NOTHING);
    e->by[old] = by;
    e->uses[by] += e->uses[old];
    e->uses[old] = 0;
    HirValue *kept = hir_value(e->hir, by);
    if (!kept->name && kept->op != HIR_const)
        kept->name = hir_value(e->hir, old)->name;
}

static void drop_uses(HirEdit *e, HirValue *value)
{
    for (size_t i = 0; i < value->count; i++) {
        ValueId arg = edit_arg(e, value, i);
        if (arg != SSA_UNBOUND)
            e->uses[arg]--;
    }
    value->count = 0;
}

void edit_remove(HirEdit *e, ValueId v)
{
    HirValue *value = hir_value(e->hir, v);
    drop_uses(e, value);
    value->block = HIR_NOTHING;
}

void edit_sweep(HirEdit *e, BlockId b)
{
    HirBlock *block = edit_block(e, b);
    size_t kept = 0, phis = 0;
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        if (hir_value(e->hir, v)->block == HIR_NOTHING)
            continue;
        phis += i < e->blocks[b].phis;
        block->values.items[kept++] = v;
    }
    block->values.count = kept;
    e->blocks[b].phis = (uint32_t)phis;
}

/* ---- unused values --------------------------------------------------------------------------------------------------- */

/* Mark `root` and all that it needs. Not by recursion: a chain of operations is as long as the function. `left` has room
 * for every value. */
static void mark(HirEdit *e, ValueId root, bool *used, ValueId *left)
{
    size_t count = 0;
    if (!used[root])
        left[count++] = root;
    used[root] = true;
    while (count) {
        HirValue *value = hir_value(e->hir, left[--count]);
        for (size_t i = 0; i < value->count; i++) {
            ValueId arg = edit_arg(e, value, i);
            if (arg == SSA_UNBOUND || used[arg])
                continue;
            used[arg] = true;
            left[count++] = arg;
        }
    }
}

/* Of arrays: a += b changes what a is, a + b may raise. What has no type yet may be of arrays. */
bool hir_is_removable(const Unit *u, const HirValue *value)
{
    bool matters = value->in_place || hir_ops[value->op].raises;
    bool may_be_array = value->type == TYPE_UNKNOWN || type_has_shape(u, value->type, SHAPE_ARRAY);
    return hir_ops[value->op].flags & HIR_FLAG_PURE && !(matters && may_be_array);
}

static bool is_needed(const Unit *u, const HirValue *value)
{
    return value->block != HIR_NOTHING && !hir_is_removable(u, value);
}

bool edit_remove_unused(HirEdit *e)
{
    bool *used = ARENA_ARRAY(&e->u->arena, bool, e->hir->values.count), any = false;
    ValueId *left = ARENA_ARRAY(&e->u->arena, ValueId, e->hir->values.count);
    for (ValueId v = 0; v < e->hir->values.count; v++)
        if (is_needed(e->u, hir_value(e->hir, v)))
            mark(e, v, used, left);
    for (BlockId b = 0; b < e->hir->blocks.count; b++) {
        bool removed = false;
        for (size_t i = edit_block(e, b)->values.count; i-- > 0;)
            if (!used[edit_block(e, b)->values.items[i]]) {
                edit_remove(e, edit_block(e, b)->values.items[i]);
                removed = true;
            }
        if (removed)
            edit_sweep(e, b);
        any |= removed;
    }
    return any;
}

void hir_remove_unused(Unit *u, Function *f)
{
    HirEdit e = edit_begin(u, &f->hir);
    edit_remove_unused(&e);
    edit_end(&e);
}

/* ---- phis and the edges that they feed ------------------------------------------------------------------------------- */

static void tally_edge(HirEdit *e, BlockId from, BlockId to, uint32_t by)
{
    uint32_t place = to == HIR_NOTHING ? 0 : edit_place(e, from, to);
    for (size_t i = 0; to != HIR_NOTHING && i < edit_phis(e, to); i++) {
        ValueId arg = edit_arg(e, edit_value(e, to, i), place);
        if (arg != SSA_UNBOUND)
            e->tally[arg] += by;
    }
}

static void tally_edges(HirEdit *e, BlockId b, uint32_t by)
{
    for (int i = 0; i < 2; i++)
        tally_edge(e, b, edit_block(e, b)->successors[i], by);
}

bool edit_feeds_only(HirEdit *e, BlockId b, const HirValue *also)
{
    bool only = true;
    tally_edges(e, b, 1);
    for (size_t i = 0; i < edit_phis(e, b) && only; i++) {
        ValueId phi = edit_block(e, b)->values.items[i];
        only = e->uses[phi] == e->tally[phi] + (also && also->args[0] == phi);
    }
    tally_edges(e, b, (uint32_t)-1);
    return only;
}

/* ---- edges ----------------------------------------------------------------------------------------------------------- */

bool edit_is_edge(const HirEdit *e, BlockId from, BlockId to)
{
    const HirBlock *block = edit_block(e, from);
    return block->successors[0] == to || block->successors[1] == to;
}

uint32_t edit_place(const HirEdit *e, BlockId from, BlockId to)
{
    assert(edit_is_edge(e, from, to));
    return e->blocks[from].place[edit_block(e, from)->successors[0] == to ? 0 : 1];
}

/* Pred number `place` of `to` goes, and the last one takes its place. */
static void drop_pred(HirEdit *e, BlockId to, uint32_t place)
{
    HirBlock *block = edit_block(e, to);
    size_t last = --block->preds.count;
    for (size_t i = 0; i < edit_phis(e, to); i++) {
        HirValue *phi = edit_value(e, to, i);
        ValueId arg = edit_arg(e, phi, place);
        if (arg != SSA_UNBOUND)
            e->uses[arg]--;
        phi->args[place] = phi->args[last];
        phi->count--;
    }
    if (place == last)
        return;
    BlockId moved = block->preds.items[place] = block->preds.items[last];
    e->blocks[moved].place[edit_block(e, moved)->successors[0] == to ? 0 : 1] = place;
}

void edit_cut(HirEdit *e, BlockId from, int successor)
{
    BlockId to = edit_block(e, from)->successors[successor];
    uint32_t place = e->blocks[from].place[successor];
    assert(edit_block(e, to)->preds.items[place] == from);
    drop_pred(e, to, place);
    edit_block(e, from)->successors[successor] = HIR_NOTHING;
}

static void add_argument(HirEdit *e, ValueId phi, ValueId arg)
{
    HirValue *value = hir_value(e->hir, phi);
    if (value->count >= e->room[phi]) {
        e->room[phi] = 2 * (uint32_t)value->count + 2;
        ValueId *args = ARENA_ARRAY(&e->u->arena, ValueId, e->room[phi]);
        memcpy(args, value->args, value->count * sizeof *args);
        value->args = args;
    }
    value->args[value->count++] = arg;
    if (arg != SSA_UNBOUND)
        e->uses[arg]++;
}

static void add_pred(HirEdit *e, BlockId from, int successor, BlockId to)
{
    edit_block(e, from)->successors[successor] = to;
    e->blocks[from].place[successor] = (uint32_t)edit_block(e, to)->preds.count;
    ARENA_PUSH(&e->u->arena, &edit_block(e, to)->preds, from);
}

void edit_redirect(HirEdit *e, BlockId from, int successor, BlockId to)
{
    BlockId past = edit_block(e, from)->successors[successor];
    uint32_t index = e->blocks[from].place[successor], place = edit_place(e, past, to);
    assert(!edit_is_edge(e, from, to) && edit_block(e, past)->preds.items[index] == from);
    for (size_t i = 0; i < edit_phis(e, to); i++) {
        ValueId arg = edit_arg(e, edit_value(e, to, i), place);
        HirValue *value = arg == SSA_UNBOUND ? NULL : hir_value(e->hir, arg);
        if (value && value->op == HIR_phi && value->block == past)
            arg = edit_arg(e, value, index);
        add_argument(e, edit_block(e, to)->values.items[i], arg);
    }
    drop_pred(e, past, index);
    add_pred(e, from, successor, to);
}

void edit_link(HirEdit *e, BlockId from, int successor, BlockId to)
{
    assert(!edit_phis(e, to));
    add_pred(e, from, successor, to);
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

void edit_make_jump(HirEdit *e, BlockId b)
{
    HirBlock *block = edit_block(e, b);
    HirValue *end = edit_last(e, b);
    drop_uses(e, end);
    end->op = HIR_jump;
    if (block->successors[0] != HIR_NOTHING)
        return;
    block->successors[0] = block->successors[1];
    block->successors[1] = HIR_NOTHING;
    e->blocks[b].place[0] = e->blocks[b].place[1];
}

void edit_kill(HirEdit *e, BlockId b)
{
    HirBlock *block = edit_block(e, b);
    for (int i = 0; i < 2; i++)
        if (block->successors[i] != HIR_NOTHING)
            edit_cut(e, b, i);
    for (size_t i = 0; i < block->values.count; i++)
        edit_remove(e, block->values.items[i]);
    block->values.count = 0;
    e->blocks[b].phis = 0;
}

void edit_kill_unreached(HirEdit *e)
{
    size_t blocks = e->hir->blocks.count, count = 1;
    bool *reached = ARENA_ARRAY(&e->u->arena, bool, blocks);
    BlockId *left = ARENA_ARRAY(&e->u->arena, BlockId, blocks);
    left[0] = 0;
    reached[0] = true;
    while (count) {
        const HirBlock *block = edit_block(e, left[--count]);
        for (int i = 0; i < 2; i++) {
            BlockId to = block->successors[i];
            if (to == HIR_NOTHING || reached[to])
                continue;
            reached[to] = true;
            left[count++] = to;
        }
    }
    for (BlockId b = 0; b < blocks; b++)
        if (!reached[b])
            edit_kill(e, b);
}

void edit_append(HirEdit *e, BlockId b, BlockId tail)
{
    HirBlock *block = edit_block(e, b), *next = edit_block(e, tail);
    assert(next->preds.count == 1 && !edit_phis(e, tail));
    edit_remove(e, block->values.items[--block->values.count]);
    for (size_t i = 0; i < next->values.count; i++) {
        hir_value(e->hir, next->values.items[i])->block = b;
        ARENA_PUSH(&e->u->arena, &block->values, next->values.items[i]);
    }
    for (int i = 0; i < 2; i++) {
        BlockId to = block->successors[i] = next->successors[i];
        e->blocks[b].place[i] = e->blocks[tail].place[i];
        if (to != HIR_NOTHING)
            edit_block(e, to)->preds.items[e->blocks[b].place[i]] = b;
    }
    *next = (HirBlock){.successors = {HIR_NOTHING, HIR_NOTHING}};
}

/* ---- users ----------------------------------------------------------------------------------------------------------- */

void hir_insert(Unit *u, Hir *hir, BlockId block, size_t at, const ValueId *values, size_t count)
{
    HirBlock *b = &hir->blocks.items[block];
    size_t behind = b->values.count - at;
    assert(at <= b->values.count);
    for (size_t i = 0; i < count; i++)
        ARENA_PUSH(&u->arena, &b->values, values[i]);
    memmove(b->values.items + at + count, b->values.items + at, behind * sizeof *values);
    if (count)
        memcpy(b->values.items + at, values, count * sizeof *values);
}

HirUsers hir_users(Unit *u, const Hir *hir)
{
    size_t count = hir->values.count, uses = 0;
    uint32_t *first = ARENA_ARRAY(&u->arena, uint32_t, count + 2); /* counted two places on, then filled one place on */
    for (ValueId v = 0; v < count; v++)
        for (size_t i = 0; i < hir->values.items[v].count; i++, uses++)
            if (hir->values.items[v].args[i] != SSA_UNBOUND)
                first[hir->values.items[v].args[i] + 2]++;
    for (size_t v = 2; v < count + 2; v++)
        first[v] += first[v - 1];
    ValueId *users = ARENA_ARRAY(&u->arena, ValueId, uses);
    for (ValueId v = 0; v < count; v++)
        for (size_t i = 0; i < hir->values.items[v].count; i++)
            if (hir->values.items[v].args[i] != SSA_UNBOUND)
                users[first[hir->values.items[v].args[i] + 1]++] = v;
    return (HirUsers){first, users};
}

void hir_remove(Hir *hir, ValueId v)
{
    HirValue *value = hir_value(hir, v);
    assert(value->block != HIR_NOTHING);
    HirBlock *block = &hir->blocks.items[value->block];
    size_t at = block->values.count - 1;
    while (block->values.items[at] != v)
        at--;
    memmove(block->values.items + at, block->values.items + at + 1, (--block->values.count - at) * sizeof v);
    value->block = HIR_NOTHING;
    value->count = 0;
}
