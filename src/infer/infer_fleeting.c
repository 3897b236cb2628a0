/* infer_fleeting.c: inner functions whose variables change later.
 *
 * A compiled inner function carries the values of the variables that it captured, Python's sees the variables themselves
 * (build_closure.c). So where such a variable changes, at a HIR_rebind, nothing that holds the function may be alive: used on a
 * way from there that doesn't make it anew.
 *
 *     for i in range(n):          b2: rebind i              nothing is alive here: each way from here to the call
 *         g = lambda a: a + i         v1 = closure i            makes the function first
 *         s += g(c or 7)          b4: v3 = call v1, v2
 *
 *     return g((i := 7))          b0: v1 = closure i.0
 *                                     rebind i              v1 is alive: an error
 *                                     v2 = call v1, 7
 *
 * A tuple with the function in it holds it too, another function that has captured it, and what a call returned that it was
 * given to: all that is made from it and whose type has a function in it. */
#include <assert.h>

#include "hir/function.h"
#include "hir/hir_edit.h"
#include "infer/infer_rules.h"

typedef struct Place {
    BlockId block;
    size_t index; /* in the list of its values */
} Place;

typedef struct Lives {
    Unit *u;
    const Hir *hir;
    HirUsers users;
    size_t *index;         /* by value: in its block */
    size_t change, holder; /* which change it is about, and the holder's number: marks of what has been looked at */
    size_t *held_at;       /* by value: the last change that it was found to hold the function for */
    size_t *alive_at;      /* by block: the last holder that was found to be alive at its end */
    struct {
        ValueId *items;
        size_t count, capacity;
    } holders;
    struct {
        BlockId *items;
        size_t count, capacity;
    } blocks;
} Lives;

static bool holds_function(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_CLOSURE)
        return true;
    for (size_t i = 0; t->shape != SHAPE_SCALAR && i < t->count; i++)
        if (holds_function(u, t->items[i]))
            return true;
    return t->shape == SHAPE_ITERATOR && holds_function(u, t->element);
}

/* ---- users ------------------------------------------------------------------------------------------------------------ */

static void find_indices(Lives *lives)
{
    for (BlockId b = 0; b < lives->hir->blocks.count; b++)
        for (size_t i = 0; i < lives->hir->blocks.items[b].values.count; i++)
            lives->index[lives->hir->blocks.items[b].values.items[i]] = i;
}

static Lives lives_of(Unit *u, const Hir *hir)
{
    Lives lives = {.u = u, .hir = hir};
    lives.index = ARENA_ARRAY(&u->arena, size_t, hir->values.count);
    lives.users = hir_users(u, hir);
    lives.held_at = ARENA_ARRAY(&u->arena, size_t, hir->values.count);
    lives.alive_at = ARENA_ARRAY(&u->arena, size_t, hir->blocks.count);
    find_indices(&lives);
    return lives;
}

/* ---- a value at a place ----------------------------------------------------------------------------------------------- */

static void add_preds(Lives *lives, BlockId block)
{
    const HirBlock *b = &lives->hir->blocks.items[block];
    for (size_t i = 0; i < b->preds.count; i++) {
        BlockId pred = b->preds.items[i];
        if (lives->alive_at[pred] == lives->holder)
            continue;
        lives->alive_at[pred] = lives->holder;
        ARENA_PUSH(&lives->u->arena, &lives->blocks, pred);
    }
}

/* Is the value alive at `at` for this use: on a way from where it is made to there? */
static bool lives_till(Lives *lives, ValueId v, Place use, Place at)
{
    BlockId made = lives->hir->values.items[v].block;
    assert(made != HIR_NOTHING && use.block != HIR_NOTHING); /* or the way back would never end there */
    bool in_block = use.block == made && lives->index[v] < use.index;
    if (use.block == at.block && at.index < use.index && (!in_block || at.index > lives->index[v]))
        return true;
    lives->blocks.count = 0;
    if (!in_block)
        add_preds(lives, use.block);
    while (lives->blocks.count) {
        BlockId block = lives->blocks.items[--lives->blocks.count];
        if (block == at.block && (block != made || at.index > lives->index[v]))
            return true;
        if (block != made)
            add_preds(lives, block);
    }
    return false;
}

/* A phi uses its arguments at the ends of the blocks that they come from. */
static bool lives_for(Lives *lives, ValueId v, ValueId user, Place at)
{
    const HirValue *value = &lives->hir->values.items[user];
    if (value->op != HIR_phi)
        return lives_till(lives, v, (Place){value->block, lives->index[user]}, at);
    for (size_t i = 0; i < value->count; i++) {
        BlockId from = lives->hir->blocks.items[value->block].preds.items[i];
        size_t end = lives->hir->blocks.items[from].values.count;
        if (value->args[i] == v && lives_till(lives, v, (Place){from, end}, at))
            return true;
    }
    return false;
}

static void add_holder(Lives *lives, ValueId v)
{
    assert(v < lives->hir->values.count);
    if (lives->held_at[v] == lives->change || !holds_function(lives->u, lives->hir->values.items[v].type))
        return;
    lives->held_at[v] = lives->change;
    ARENA_PUSH(&lives->u->arena, &lives->holders, v);
}

/* Does anything hold the function at `at`? */
static bool is_held(Lives *lives, ValueId function, Place at)
{
    lives->change++;
    lives->holders.count = 0;
    add_holder(lives, function);
    while (lives->holders.count) {
        ValueId holder = lives->holders.items[--lives->holders.count];
        lives->holder++;
        for (size_t i = lives->users.first[holder]; i < lives->users.first[holder + 1]; i++) {
            if (lives_for(lives, holder, lives->users.users[i], at))
                return true;
            add_holder(lives, lives->users.users[i]);
        }
    }
    return false;
}

void infer_check_fleeting(Unit *u, Function *f)
{
    if (!f->fleeting.count)
        return;
    Lives lives = lives_of(u, &f->hir);
    for (size_t i = 0; i < f->fleeting.count; i++) {
        const Fleeting *fleeting = &f->fleeting.items[i];
        const HirValue *rebind = hir_value(&f->hir, fleeting->rebind);
        assert(rebind->op == HIR_rebind && hir_value(&f->hir, fleeting->function)->op == HIR_closure);
        if (rebind->block != HIR_NOTHING && hir_value(&f->hir, fleeting->function)->block != HIR_NOTHING &&
            is_held(&lives, fleeting->function, (Place){rebind->block, lives.index[fleeting->rebind]}))
            fail(u, rebind->loc, E_CAPTURE_CHANGES, rebind->text);
    }
}
