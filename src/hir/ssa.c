/* ssa.c: see ssa.h. Phis that turn out to have one distinct argument are left for canonicalise(). */
#include "hir/ssa.h"
#include "hir/hir.h"

#include <assert.h>
#include <string.h>

Variable ssa_variable_new(Ssa *ssa, const char *name)
{
    ARENA_PUSH(&ssa->u->arena, &ssa->names, name);
    return (Variable)(ssa->names.count - 1);
}

BlockId ssa_block_new(Ssa *ssa)
{
    ARENA_PUSH(&ssa->u->arena, &ssa->blocks, (SsaBlock){.sealed = false});
    return hir_block_new(ssa->u, &ssa->f->hir);
}

void ssa_link(Ssa *ssa, BlockId from, BlockId to, int successor)
{
    HirBlock *blocks = ssa->f->hir.blocks.items;
    assert(!ssa->blocks.items[to].sealed);
    blocks[from].successors[successor] = to;
    ARENA_PUSH(&ssa->u->arena, &blocks[to].preds, from);
}

void ssa_write(Ssa *ssa, BlockId block, Variable variable, ValueId value)
{
    SsaBlock *b = &ssa->blocks.items[block];
    if (variable >= b->capacity) {
        size_t capacity = 2 * ((size_t)variable + 4);
        ValueId *room = ARENA_ARRAY(&ssa->u->arena, ValueId, capacity);
        memset(room, 0xFF, capacity * sizeof *room);
        if (b->capacity)
            memcpy(room, b->variables, b->capacity * sizeof *room);
        b->variables = room;
        b->capacity = capacity;
    }
    b->variables[variable] = value;
}

static ValueId new_phi(Ssa *ssa, BlockId block, Variable variable, Loc loc)
{
    HirBlock *b = &ssa->f->hir.blocks.items[block];
    ValueId phi = hir_value_new(ssa->u, &ssa->f->hir, block, HIR_phi, loc, NULL, 0);
    ARENA_PUSH(&ssa->u->arena, &b->values, phi);
    memmove(b->values.items + 1, b->values.items, (b->values.count - 1) * sizeof phi);
    b->values.items[0] = phi;
    hir_value(&ssa->f->hir, phi)->integer = variable;
    hir_value(&ssa->f->hir, phi)->name = ssa->names.items[variable];
    return phi;
}

static void fill_phi(Ssa *ssa, BlockId block, Variable variable, ValueId phi)
{
    Hir *hir = &ssa->f->hir;
    size_t count = hir->blocks.items[block].preds.count;
    ValueId *args = ARENA_ARRAY(&ssa->u->arena, ValueId, count);
    Loc loc = hir_value(hir, phi)->loc;
    for (size_t i = 0; i < count; i++)
        args[i] = ssa_read(ssa, hir->blocks.items[block].preds.items[i], variable, loc);
    hir_value(hir, phi)->args = args;
    hir_value(hir, phi)->count = count;
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

static ValueId look_into_preds(Ssa *ssa, BlockId block, Variable variable, Loc loc)
{
    size_t preds = ssa->f->hir.blocks.items[block].preds.count;
    if (!ssa->blocks.items[block].sealed) {
        ValueId phi = new_phi(ssa, block, variable, loc);
        ARENA_PUSH(&ssa->u->arena, &ssa->blocks.items[block].incomplete, ((Incomplete){variable, phi}));
        return phi;
    }
    if (preds == 0)
        return SSA_UNBOUND;
    if (preds == 1)
        return ssa_read(ssa, ssa->f->hir.blocks.items[block].preds.items[0], variable, loc);
    ValueId phi = new_phi(ssa, block, variable, loc);
    ssa_write(ssa, block, variable, phi); /* a loop that comes back here finds it */
    fill_phi(ssa, block, variable, phi);
    return only_argument(&ssa->f->hir, phi);
}

ValueId ssa_read(Ssa *ssa, BlockId block, Variable variable, Loc loc)
{
    const SsaBlock *b = &ssa->blocks.items[block];
    if (variable < b->capacity && b->variables[variable] != HIR_NOTHING)
        return b->variables[variable];
    ValueId value = look_into_preds(ssa, block, variable, loc);
    ssa_write(ssa, block, variable, value);
    return value;
}

void ssa_seal(Ssa *ssa, BlockId block)
{
    ssa->blocks.items[block].sealed = true;
    for (size_t i = 0; i < ssa->blocks.items[block].incomplete.count; i++) {
        Incomplete incomplete = ssa->blocks.items[block].incomplete.items[i];
        fill_phi(ssa, block, incomplete.variable, incomplete.phi);
    }
}

static void drop_pred(Hir *hir, BlockId to, BlockId from)
{
    HirBlock *block = &hir->blocks.items[to];
    size_t at = 0;
    while (block->preds.items[at] != from)
        at++;
    size_t after = --block->preds.count - at;
    memmove(block->preds.items + at, block->preds.items + at + 1, after * sizeof from);
    for (size_t i = 0; i < block->values.count; i++) {
        HirValue *phi = hir_value(hir, block->values.items[i]);
        if (phi->op != HIR_phi || phi->count <= at)
            continue; /* one that ssa_seal() has to fill */
        memmove(phi->args + at, phi->args + at + 1, after * sizeof *phi->args);
        phi->count--;
    }
}

static void empty(Hir *hir, HirBlock *block)
{
    for (size_t i = 0; i < block->values.count; i++) {
        hir_value(hir, block->values.items[i])->block = HIR_NOTHING;
        hir_value(hir, block->values.items[i])->count = 0;
    }
    block->values.count = 0;
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
                drop_pred(hir, to, b);
                block->successors[i] = HIR_NOTHING;
                changed = true;
            }
            if (!block->preds.count)
                empty(hir, block);
        }
    }
}
