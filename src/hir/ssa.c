/* ssa.c: see ssa.h. Phis that turn out to have one distinct argument are left for canonicalise(). */
#include "hir/ssa.h"

#include <assert.h>
#include <string.h>

Variable ssa_variable_new(Ssa *ssa, const char *name)
{
    ARENA_PUSH(&ssa->u->arena, &ssa->variables, (SsaVariable){.name = name});
    return (Variable)(ssa->variables.count - 1);
}

BlockId ssa_block_new(Ssa *ssa)
{
    ARENA_PUSH(&ssa->u->arena, &ssa->blocks, (SsaBlock){.dominator = HIR_NOTHING});
    return hir_block_new(ssa->u, &ssa->f->hir);
}

static const HirBlock *edges_of(const Ssa *ssa, BlockId block)
{
    return &ssa->f->hir.blocks.items[block];
}

void ssa_link(Ssa *ssa, BlockId from, BlockId to, int successor)
{
    HirBlock *blocks = ssa->f->hir.blocks.items;
    assert(!ssa->blocks.items[to].sealed);
    blocks[from].successors[successor] = to;
    ARENA_PUSH(&ssa->u->arena, &blocks[to].preds, from);
}

/* ---- what all ways come through -------------------------------------------------------------------------------------- */

/* A step up from `block` that doesn't go above `depth`: a great one where that is possible, so a way up takes a number of steps
 * like its logarithm (Myers, "An Applicative Random-Access Stack", 1983). */
static BlockId step_up(const Ssa *ssa, BlockId block, uint32_t depth)
{
    const SsaBlock *b = &ssa->blocks.items[block];
    return ssa->blocks.items[b->far].depth >= depth ? b->far : b->dominator;
}

/* HIR_NOTHING: they don't come from one place, as far as is known. */
static BlockId common_dominator(const Ssa *ssa, BlockId a, BlockId b)
{
    const SsaBlock *blocks = ssa->blocks.items;
    if (!blocks[a].begun || !blocks[b].begun)
        return HIR_NOTHING;
    while (blocks[a].depth > blocks[b].depth)
        a = step_up(ssa, a, blocks[b].depth);
    while (blocks[b].depth > blocks[a].depth)
        b = step_up(ssa, b, blocks[a].depth);
    while (a != b && blocks[a].depth) {
        bool is_far = blocks[a].far != blocks[b].far;
        a = is_far ? blocks[a].far : blocks[a].dominator;
        b = is_far ? blocks[b].far : blocks[b].dominator;
    }
    return a == b ? a : HIR_NOTHING;
}

static void put_below(Ssa *ssa, BlockId block, BlockId dominator)
{
    SsaBlock *b = &ssa->blocks.items[block];
    b->dominator = dominator;
    b->far = block;
    if (dominator == HIR_NOTHING)
        return;
    const SsaBlock *above = &ssa->blocks.items[dominator], *far = &ssa->blocks.items[above->far];
    b->depth = above->depth + 1;
    b->far = above->depth - far->depth == far->depth - ssa->blocks.items[far->far].depth ? far->far : dominator;
}

void ssa_begin(Ssa *ssa, BlockId block)
{
    const HirBlock *edges = edges_of(ssa, block);
    if (ssa->blocks.items[block].begun)
        return;
    BlockId dominator = edges->preds.count ? edges->preds.items[0] : HIR_NOTHING;
    for (size_t i = 0; i < edges->preds.count && dominator != HIR_NOTHING; i++)
        dominator = common_dominator(ssa, dominator, edges->preds.items[i]);
    put_below(ssa, block, dominator);
    ssa->blocks.items[block].begun = ++ssa->time;
    ssa->blocks.items[block].open_since = ssa->open_since;
}

/* ---- assignments ----------------------------------------------------------------------------------------------------- */

static Kept *place_of(const Ssa *ssa, uint64_t key)
{
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 20);
    for (;; at++) {
        Kept *kept = &ssa->kept[at & (ssa->kept_size - 1)];
        if (!kept->key || kept->key == key)
            return kept;
    }
}

static uint64_t key_of(BlockId block, Variable variable)
{
    return ((uint64_t)block << 32 | variable) + 1;
}

static void grow(Ssa *ssa)
{
    const Kept *old = ssa->kept;
    size_t size = ssa->kept_size;
    ssa->kept_size = size ? 2 * size : 64;
    ssa->kept = ARENA_ARRAY(&ssa->u->arena, Kept, ssa->kept_size);
    for (size_t i = 0; i < size; i++)
        if (old[i].key)
            *place_of(ssa, old[i].key) = old[i];
}

static void keep(Ssa *ssa, BlockId block, Variable variable, ValueId value)
{
    if (2 * (ssa->kept_count + 1) > ssa->kept_size)
        grow(ssa);
    Kept *kept = place_of(ssa, key_of(block, variable));
    ssa->kept_count += !kept->key;
    *kept = (Kept){key_of(block, variable), value};
}

/* HIR_NOTHING: look into the preds. */
static ValueId kept(const Ssa *ssa, BlockId block, Variable variable)
{
    const Kept *kept = ssa->kept_size ? place_of(ssa, key_of(block, variable)) : NULL;
    return kept && kept->key ? kept->value : HIR_NOTHING;
}

void ssa_write(Ssa *ssa, BlockId block, Variable variable, ValueId value)
{
    SsaVariable *v = &ssa->variables.items[variable];
    keep(ssa, block, variable, value);
    ARENA_PUSH(&ssa->u->arena, &v->assigned, ((Assigned){++ssa->time, block}));
}

/* The last assignment before that time; {0}: there is none. */
static Assigned assigned_before(const Ssa *ssa, Variable variable, uint32_t time)
{
    const SsaVariable *v = &ssa->variables.items[variable];
    size_t from = 0, to = v->assigned.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        *(v->assigned.items[middle].time < time ? &from : &to) = v->assigned.items[middle].time < time ? middle + 1
                                                                                                       : middle;
    }
    return from ? v->assigned.items[from - 1] : (Assigned){0, HIR_NOTHING};
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

ValueId ssa_phi_new(Ssa *ssa, BlockId block, Loc loc, const ValueId *args, size_t count)
{
    ValueId phi = hir_value_new(ssa->u, &ssa->f->hir, block, HIR_phi, loc, args, count);
    ARENA_PUSH(&ssa->u->arena, &ssa->blocks.items[block].phis, phi);
    return phi;
}

static ValueId new_phi(Ssa *ssa, BlockId block, Variable variable, Loc loc)
{
    ValueId phi = ssa_phi_new(ssa, block, loc, NULL, 0);
    hir_value(&ssa->f->hir, phi)->integer = variable;
    hir_value(&ssa->f->hir, phi)->name = ssa->variables.items[variable].name;
    return phi;
}

/* Where to look on: a block at whose end the variable has the same value, and that has it, isn't sealed, or makes a phi of it.
 * *next is the first block on the way there. */
static BlockId source_of(const Ssa *ssa, BlockId block, Variable variable, BlockId *next)
{
    BlockId start = block;
    *next = block;
    Assigned last = {0, HIR_NOTHING};
    bool knows_last = false;
    while (kept(ssa, block, variable) == HIR_NOTHING && ssa->blocks.items[block].sealed) {
        const SsaBlock *here = &ssa->blocks.items[block];
        const HirBlock *edges = edges_of(ssa, block);
        *next = *next == start ? block : *next;
        if (edges->preds.count == 1) {
            block = edges->preds.items[0];
            continue;
        }
        BlockId above = here->dominator;
        if (!here->is_meeting || above == HIR_NOTHING || ssa->is_out_of_order ||
            here->open_since > ssa->blocks.items[above].begun)
            break;
        if (!knows_last || last.time > here->begun)
            last = assigned_before(ssa, variable, here->begun);
        knows_last = true;
        if (last.block != above && last.time > ssa->blocks.items[above].begun)
            break;
        block = above;
    }
    return block;
}

static void begin_reading(Ssa *ssa, ValueId phi, BlockId block, BlockId asked)
{
    ValueId *args = ARENA_ARRAY(&ssa->u->arena, ValueId, edges_of(ssa, block)->preds.count);
    ARENA_PUSH(&ssa->u->arena, &ssa->readings, ((Reading){phi, args, 0, block, asked}));
}

/* The value at the end of the block; HIR_NOTHING: it is a phi that is being read now, the last of ssa->readings. */
static ValueId look(Ssa *ssa, BlockId block, Variable variable, Loc loc)
{
    BlockId next, from = source_of(ssa, block, variable, &next);
    ValueId value = kept(ssa, from, variable);
    if (value == HIR_NOTHING && ssa->blocks.items[from].sealed && edges_of(ssa, from)->preds.count) {
        ValueId phi = new_phi(ssa, from, variable, loc);
        keep(ssa, from, variable, phi); /* a loop that comes back here finds it */
        begin_reading(ssa, phi, from, block);
        return HIR_NOTHING;
    }
    if (value == HIR_NOTHING && ssa->blocks.items[from].sealed) {
        value = SSA_UNBOUND;
    } else if (value == HIR_NOTHING) {
        value = new_phi(ssa, from, variable, loc);
        keep(ssa, from, variable, value);
        ARENA_PUSH(&ssa->u->arena, &ssa->blocks.items[from].incomplete, ((Incomplete){variable, value}));
    }
    keep(ssa, block, variable, value);
    keep(ssa, next, variable, value); /* another look may come from beside the block */
    return value;
}

/* What the phi must be, where all its arguments are one value or itself; else the phi. */
static ValueId only_argument(const Hir *hir, ValueId phi)
{
    const HirValue *value = &hir->values.items[phi];
    ValueId only = HIR_NOTHING;
    for (size_t i = 0; i < value->count; i++) {
        ValueId arg = value->args[i];
        if (arg == phi)
            continue;
        if (only != HIR_NOTHING && only != arg)
            return phi;
        only = arg;
    }
    return only == HIR_NOTHING ? phi : only;
}

/* All arguments are there. */
static ValueId end_reading(Ssa *ssa, Variable variable)
{
    Reading r = ssa->readings.items[--ssa->readings.count];
    hir_value(&ssa->f->hir, r.phi)->args = r.args;
    hir_value(&ssa->f->hir, r.phi)->count = r.count;
    if (r.asked == HIR_NOTHING)
        return r.phi;
    ValueId value = only_argument(&ssa->f->hir, r.phi);
    keep(ssa, r.block, variable, value);
    keep(ssa, r.asked, variable, value);
    return value;
}

/* Read the arguments of the phis behind the first `bottom` readings. The value of the first of them. */
static ValueId read_all(Ssa *ssa, size_t bottom, Variable variable, Loc loc)
{
    ValueId value = HIR_NOTHING;
    while (ssa->readings.count > bottom) {
        Reading *top = &ssa->readings.items[ssa->readings.count - 1];
        if (value != HIR_NOTHING)
            top->args[top->count++] = value;
        if (top->count == edges_of(ssa, top->block)->preds.count)
            value = end_reading(ssa, variable);
        else
            value = look(ssa, edges_of(ssa, top->block)->preds.items[top->count], variable, loc);
    }
    return value;
}

ValueId ssa_read(Ssa *ssa, BlockId block, Variable variable, Loc loc)
{
    size_t bottom = ssa->readings.count;
    ValueId value = look(ssa, block, variable, loc);
    return value == HIR_NOTHING ? read_all(ssa, bottom, variable, loc) : value;
}

void ssa_seal(Ssa *ssa, BlockId block)
{
    ssa->blocks.items[block].is_meeting = !ssa->blocks.items[block].begun && edges_of(ssa, block)->preds.count > 1;
    ssa_begin(ssa, block);
    ssa->blocks.items[block].sealed = true;
    for (size_t i = 0; i < ssa->blocks.items[block].incomplete.count; i++) {
        Incomplete incomplete = ssa->blocks.items[block].incomplete.items[i];
        begin_reading(ssa, incomplete.phi, block, HIR_NOTHING);
        read_all(ssa, ssa->readings.count - 1, incomplete.variable, hir_value(&ssa->f->hir, incomplete.phi)->loc);
    }
}

/* ---- the end --------------------------------------------------------------------------------------------------------- */

static void drop_pred(Ssa *ssa, BlockId to, BlockId from)
{
    Hir *hir = &ssa->f->hir;
    HirBlock *block = &hir->blocks.items[to];
    size_t at = 0;
    while (block->preds.items[at] != from)
        at++;
    size_t after = --block->preds.count - at;
    memmove(block->preds.items + at, block->preds.items + at + 1, after * sizeof from);
    for (size_t i = 0; i < ssa->blocks.items[to].phis.count; i++) {
        HirValue *phi = hir_value(hir, ssa->blocks.items[to].phis.items[i]);
        if (phi->count <= at)
            continue; /* one that ssa_seal() has to fill */
        memmove(phi->args + at, phi->args + at + 1, after * sizeof *phi->args);
        phi->count--;
    }
}

static void remove_all(Hir *hir, ValueId *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hir_value(hir, values[i])->block = HIR_NOTHING;
        hir_value(hir, values[i])->count = 0;
    }
}

static void empty(Ssa *ssa, BlockId b)
{
    HirBlock *block = &ssa->f->hir.blocks.items[b];
    remove_all(&ssa->f->hir, block->values.items, block->values.count);
    remove_all(&ssa->f->hir, ssa->blocks.items[b].phis.items, ssa->blocks.items[b].phis.count);
    block->values.count = ssa->blocks.items[b].phis.count = 0;
}

void ssa_drop_unreached(Ssa *ssa)
{
    Hir *hir = &ssa->f->hir;
    for (bool changed = true; changed;) {
        changed = false;
        for (BlockId b = 1; b < hir->blocks.count; b++) {
            HirBlock *block = &hir->blocks.items[b];
            for (size_t i = 0; i < 2 && !block->preds.count; i++) {
                BlockId to = block->successors[i];
                if (to == HIR_NOTHING)
                    continue;
                drop_pred(ssa, to, b);
                block->successors[i] = HIR_NOTHING;
                changed = true;
            }
            if (!block->preds.count)
                empty(ssa, b);
        }
    }
}

void ssa_finish(Ssa *ssa)
{
    for (BlockId b = 0; b < ssa->blocks.count; b++) {
        HirBlock *block = &ssa->f->hir.blocks.items[b];
        size_t phis = ssa->blocks.items[b].phis.count, count = block->values.count;
        if (!phis)
            continue;
        ValueId *values = ARENA_ARRAY(&ssa->u->arena, ValueId, phis + count);
        for (size_t i = 0; i < phis; i++)
            values[i] = ssa->blocks.items[b].phis.items[phis - 1 - i];
        if (count)
            memcpy(values + phis, block->values.items, count * sizeof *values);
        block->values.items = values;
        block->values.count = block->values.capacity = phis + count;
    }
}
