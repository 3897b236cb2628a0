/* ssa.c: see ssa.h. Phis that turn out to have one distinct argument are left for canonicalise(). */
#include "ssa.h"

#include <string.h>

BlockId ssa_block_new(Ssa *ssa)
{
    ARENA_PUSH(&ssa->u->arena, &ssa->blocks, (SsaBlock){.sealed = false});
    return hir_block_new(ssa->u, &ssa->f->hir);
}

void ssa_link(Ssa *ssa, BlockId from, BlockId to, int successor)
{
    HirBlock *blocks = ssa->f->hir.blocks.items;
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
    if (variable < ssa->f->code->local_count)
        hir_value(&ssa->f->hir, phi)->name = ssa->f->code->locals[variable];
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
