/* fuse.c: which array operations never become arrays in memory, see fuse.h.
 *
 * An operation stays out of memory where all its users are computed by one nest of loops, which asks for each of its elements once and
 * which control gets to unless something raises; and where nothing in between may write what it reads. Values are looked at from
 * the last one: so the nest that computes a user is known before what it uses, and an operand that moves down to the nest brings
 * the views that it reads itself: those of its own operands are judged when they are reached. */
#include "fuse/fuse.h"

#include <assert.h>

#include "fuse/effects.h"
#include "hir/array_operations.h"
#include "hir/elements.h"
#include "hir/hir_edit.h"

typedef struct Fuse {
    Unit *u;
    Function *f;
    HirUsers users;
    Effects effects;
    ValueId *order; /* all values, block by block */
    size_t *place;  /* by value: where it stands there */
    BlockId *
        lines; /* by block: the first of those that control goes through one after another, unless an operation raises */
    ValueId *nests;   /* by value: that of the nest that computes it; HIR_NOTHING: none does */
    uint64_t *ones;   /* by value: the axes of length 1 */
    uint32_t *depths; /* by value: how many operations use one another, from the nest on */
} Fuse;

static HirValue *value_of(const Fuse *fuse, ValueId v)
{
    return hir_value(&fuse->f->hir, v);
}

static const Type *type_of(const Fuse *fuse, ValueId v)
{
    return type_get(fuse->u, value_of(fuse, v)->type);
}

/* ---- one nest --------------------------------------------------------------------------------------------------------- */

/* Does `user` ask for each element of v once, in a nest, and for nothing else of it? */
static bool takes_elements(const Fuse *fuse, const HirValue *user, ValueId v)
{
    ValueId *operands = ARENA_ARRAY(&fuse->u->arena, ValueId, user->count);
    size_t count = hir_nest_operands(fuse->u, &fuse->f->hir, user, operands), found = 0, uses = 0;
    for (size_t i = 0; i < count; i++)
        found += operands[i] == v;
    for (size_t i = 0; i < user->count; i++)
        uses += user->args[i] == v;
    return found && found == uses && hir_stored_into(fuse->u, &fuse->f->hir, user) != v;
}

/* A length of 1 that is stretched in the result; of one that is found out at run time nothing is known here. */
static bool is_stretched(const Fuse *fuse, ValueId v, const HirValue *user)
{
    return fuse->ones[v] || hir_nest_axes(fuse->u, &fuse->f->hir, user) > type_of(fuse, v)->ndim;
}

static BlockId line_of(const Fuse *fuse, ValueId v)
{
    return fuse->lines[value_of(fuse, v)->block];
}

/* Then its shape alone matters: its nest has nothing to do. */
static bool is_unused(const Fuse *fuse, ValueId v)
{
    for (uint32_t i = fuse->users.first[v]; i < fuse->users.first[v + 1]; i++)
        if (value_of(fuse, fuse->users.users[i])->op != HIR_guard)
            return false;
    return true;
}

/* The nest that computes all users of v; HIR_NOTHING: there is none. */
static ValueId nest_of_users(const Fuse *fuse, ValueId v)
{
    ValueId nest = HIR_NOTHING;
    for (uint32_t i = fuse->users.first[v]; i < fuse->users.first[v + 1]; i++) {
        ValueId user = fuse->users.users[i];
        const HirValue *value = value_of(fuse, user);
        if (value->block == HIR_NOTHING || value->op == HIR_guard)
            continue;
        bool is_near = line_of(fuse, user) == line_of(fuse, v) && fuse->nests[user] != HIR_NOTHING;
        if (!is_near || !takes_elements(fuse, value, v) || is_stretched(fuse, v, value) ||
            element_is_checked(fuse->u, &fuse->f->hir, value, v))
            return HIR_NOTHING;
        if (nest != HIR_NOTHING && nest != fuse->nests[user])
            return HIR_NOTHING;
        nest = fuse->nests[user];
    }
    return nest;
}

/* Those who look into expressions recurse. */
enum { MOST_DEPTH = 100 };

static uint32_t depth_of(const Fuse *fuse, ValueId v)
{
    uint32_t most = 0;
    for (uint32_t i = fuse->users.first[v]; i < fuse->users.first[v + 1]; i++) {
        uint32_t depth = fuse->depths[fuse->users.users[i]];
        most = depth > most ? depth : most;
    }
    return most + 1;
}

/* ---- what is written meanwhile ------------------------------------------------------------------------------------------ */

static bool reads_what_is_written(Fuse *fuse, const HirValue *v, const HirValue *operation)
{
    ValueId *operands = ARENA_ARRAY(&fuse->u->arena, ValueId, v->count);
    size_t count = hir_element_operands(fuse->u, &fuse->f->hir, v, operands);
    for (size_t i = 0; i < count; i++) {
        TypeShape shape = type_of(fuse, operands[i])->shape;
        if ((shape == SHAPE_ARRAY || shape == SHAPE_RECORD) &&
            effects_may_write(&fuse->effects, operation, operands[i]))
            return true;
    }
    return false;
}

static bool can_wait(Fuse *fuse, ValueId v, ValueId nest)
{
    for (size_t i = fuse->place[v] + 1; i < fuse->place[nest]; i++)
        if (reads_what_is_written(fuse, value_of(fuse, v), value_of(fuse, fuse->order[i])))
            return false;
    return true;
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------- */

static bool may_fuse(const Fuse *fuse, ValueId v)
{
    const HirValue *value = value_of(fuse, v);
    return hir_is_elementwise(fuse->u, &fuse->f->hir, value) &&
           hir_stored_into(fuse->u, &fuse->f->hir, value) == HIR_NOTHING;
}

static void judge(Fuse *fuse, ValueId v)
{
    HirValue *value = value_of(fuse, v);
    ValueId *operands = ARENA_ARRAY(&fuse->u->arena, ValueId, value->count);
    bool has_nest = hir_nest_operands(fuse->u, &fuse->f->hir, value, operands) > 0;
    fuse->nests[v] = has_nest ? v : HIR_NOTHING;
    if (!may_fuse(fuse, v))
        return;
    ValueId nest = is_unused(fuse, v) ? v : nest_of_users(fuse, v);
    uint32_t depth = depth_of(fuse, v);
    value->fused = nest != HIR_NOTHING && depth <= MOST_DEPTH && can_wait(fuse, v, nest);
    if (!value->fused)
        return;
    fuse->nests[v] = nest;
    fuse->depths[v] = depth;
}

static bool has_operations(const Unit *u, const Hir *hir)
{
    for (ValueId v = 0; v < hir->values.count; v++)
        if (hir->values.items[v].block != HIR_NOTHING && hir_is_elementwise(u, hir, &hir->values.items[v]))
            return true;
    return false;
}

/* Guards end blocks; what isn't raised goes on in the next one. */
static BlockId line_through(const Fuse *fuse, BlockId b)
{
    const Hir *hir = &fuse->f->hir;
    const HirBlock *block = &hir->blocks.items[b];
    if (block->preds.count != 1)
        return b;
    const HirBlock *before = &hir->blocks.items[block->preds.items[0]];
    const HirValue *end = &hir->values.items[before->values.items[before->values.count - 1]];
    return end->op == HIR_guard && before->successors[0] == b ? fuse->lines[block->preds.items[0]] : b;
}

static void judge_all(Fuse *fuse)
{
    const Hir *hir = &fuse->f->hir;
    size_t count = 0;
    for (BlockId b = 0; b < hir->blocks.count; b++) {
        fuse->lines[b] = line_through(fuse, b);
        for (size_t i = 0; i < hir->blocks.items[b].values.count; i++) {
            ValueId v = hir->blocks.items[b].values.items[i];
            fuse->place[v] = count;
            fuse->order[count++] = v;
            fuse->ones[v] = hir_axes_of_one(fuse->u, hir, v, fuse->ones);
        }
    }
    for (size_t i = count; i-- > 0;)
        judge(fuse, fuse->order[i]);
}

void fuse(Unit *u, Function *f)
{
    size_t count = f->hir.values.count;
    if (!has_operations(u, &f->hir))
        return;
    Fuse fuse = {.u = u, .f = f, .users = hir_users(u, &f->hir), .effects = effects_begin(u, f)};
    fuse.order = ARENA_ARRAY(&u->arena, ValueId, count);
    fuse.place = ARENA_ARRAY(&u->arena, size_t, count);
    fuse.lines = ARENA_ARRAY(&u->arena, BlockId, f->hir.blocks.count);
    fuse.nests = ARENA_ARRAY(&u->arena, ValueId, count);
    fuse.ones = ARENA_ARRAY(&u->arena, uint64_t, count);
    fuse.depths = ARENA_ARRAY(&u->arena, uint32_t, count);
    for (ValueId v = 0; v < count; v++)
        fuse.nests[v] = HIR_NOTHING;
    judge_all(&fuse);
}
