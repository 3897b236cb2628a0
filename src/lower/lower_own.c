/* lower_own.c: what own.h says of holders, in calls of the heap's functions. */
#include <assert.h>
#include <string.h>

#include "fuse/own.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

/* ---- the owners of a value ---------------------------------------------------------------------------------------------- */

/* Where they are among the parts of a value. */
typedef struct OwnerParts {
    const Unit *u;
    size_t *at; /* may be NULL */
    size_t count;
} OwnerParts;

static void find_owners(OwnerParts *w, TypeId type, size_t first);

static void find_owners_of_items(OwnerParts *w, const Type *tuple, size_t first)
{
    for (size_t i = 0; i < tuple->count; i++) {
        find_owners(w, tuple->items[i], first);
        first += part_types(w->u, tuple->items[i], NULL);
    }
}

static void find_owners_of_iterator(OwnerParts *w, const Type *t, size_t first)
{
    switch (t->iterator) {
    case ITERATE_INDICES: return;
    case ITERATE_VALUE:
    case ITERATE_ELEMENTS: find_owners(w, t->element, first); return;
    case ITERATE_ENUMERATE: find_owners_of_items(w, t, first + 1); return;
    default: find_owners_of_items(w, t, first);
    }
}

static void find_owners(OwnerParts *w, TypeId type, size_t first)
{
    const Type *t = type_get(w->u, type);
    if (t->shape == SHAPE_TUPLE || t->shape == SHAPE_CLOSURE)
        find_owners_of_items(w, t, first);
    else if (t->shape == SHAPE_ITERATOR)
        find_owners_of_iterator(w, t, first);
    else if (t->shape == SHAPE_FLAGS || t->shape == SHAPE_FLAT)
        find_owners(w, t->element, first);
    else if ((t->shape == SHAPE_ARRAY || t->shape == SHAPE_RECORD) && t->flags & ARRAY_OWNED) {
        if (w->at)
            w->at[w->count] = first + part_types(w->u, type, NULL) - 1;
        w->count++;
    }
}

Parts owners_of(Lower *l, Parts parts, TypeId type)
{
    OwnerParts found = {l->u, ARENA_ARRAY(&l->u->arena, size_t, parts.count), 0};
    find_owners(&found, type, 0);
    Parts owners = parts_new(l, found.count);
    for (size_t i = 0; i < found.count; i++)
        owners.ids[i] = parts.ids[found.at[i]];
    return owners;
}

/* ---- counts ------------------------------------------------------------------------------------------------------------- */

static bool is_null(const Lower *l, LirId owner)
{
    return lir_value(l->out, owner)->op == LIR_null;
}

void retain_owners(Lower *l, Parts parts, TypeId type)
{
    Parts owners = owners_of(l, parts, type);
    for (size_t i = 0; i < owners.count; i++)
        if (!is_null(l, owners.ids[i]))
            emit_call(l, "upcall_block_retain", LIR_void, &owners.ids[i], 1);
}

void release_owner(Lower *l, LirId owner)
{
    if (!is_null(l, owner))
        emit_call(l, "upcall_block_release", LIR_void, &owner, 1);
}

static Parts owners_of_value(Lower *l, ValueId v)
{
    return v == l->taken ? parts_of(l, l->left) : owners_of(l, l->values[v], hir_of(l, v)->type);
}

static void release_holders(Lower *l, ValueList holders)
{
    for (size_t i = 0; i < holders.count; i++) {
        Parts owners = owners_of_value(l, holders.items[i]);
        for (size_t k = 0; k < owners.count; k++)
            release_owner(l, owners.ids[k]);
    }
}

/* ---- what is lent to C -------------------------------------------------------------------------------------------------- */

/* Words of the frame for the owners of a holder, null until it holds. */
static LirId lent_words(Lower *l, ValueId v)
{
    OwnerParts found = {l->u, NULL, 0};
    if (!l->lent)
        l->lent = ARENA_ARRAY(&l->u->arena, LirId, l->f->hir.values.count);
    if (l->lent[v])
        return l->lent[v] - 1;
    find_owners(&found, hir_of(l, v)->type, 0);
    LirId words = frame_zeros(l, found.count);
    l->lent[v] = words + 1;
    return words;
}

static LirId lent_word(Lower *l, LirId words, size_t i)
{
    return with_flags(l, emit2(l, LIR_ptradd, words, int_constant(l, LIR_i64, 8 * (int64_t)i)), LIR_INBOUNDS);
}

/* Most often it is known that there is none. */
static void release_if_any(Lower *l, LirId owner)
{
    LirBlockId releases = lir_block_new(l->u, l->out), goes_on = lir_block_new(l->u, l->out);
    emit_branch(l, emit2(l, LIR_ne, owner, zero_constant(l, LIR_ptr)), releases, goes_on);
    l->block = releases;
    release_owner(l, owner);
    lir_jump(l->u, l->out, l->block, goes_on);
    l->block = goes_on;
}

/* C may use its address until the operation makes another, as Python's variable is bound anew, or the function ends. */
static void keep_lent(Lower *l, ValueId v)
{
    LirId words = lent_words(l, v);
    Parts owners = owners_of_value(l, v);
    for (size_t i = 0; i < owners.count; i++) {
        if (is_null(l, owners.ids[i]))
            continue;
        LirId word = lent_word(l, words, i), before = emit_load(l, LIR_ptr, word);
        emit_call(l, "upcall_block_retain", LIR_void, &owners.ids[i], 1);
        emit_store(l, word, owners.ids[i]);
        release_if_any(l, before);
    }
}

static void keep_for_good(Lower *l, ValueId v)
{
    Parts owners = owners_of_value(l, v);
    for (size_t i = 0; i < owners.count; i++)
        if (!is_null(l, owners.ids[i]))
            emit_call(l, "upcall_block_keep", LIR_void, &owners.ids[i], 1);
}

static void release_lent(Lower *l, ValueId v)
{
    OwnerParts found = {l->u, NULL, 0};
    LirId words = lent_words(l, v);
    find_owners(&found, hir_of(l, v)->type, 0);
    for (size_t i = 0; i < found.count; i++)
        release_if_any(l, emit_load(l, LIR_ptr, lent_word(l, words, i)));
}

static void release_all_lent(Lower *l)
{
    for (size_t i = 0; i < l->f->ownership->lent.count; i++)
        release_lent(l, l->f->ownership->lent.items[i]);
}

/* ---- where they end ----------------------------------------------------------------------------------------------------- */

void own_begin(Lower *l, ValueId v)
{
    l->held.count = 0;
    l->taken = HIR_NOTHING;
    l->beside = l->f->ownership ? l->f->ownership->beside[v] : (ValueList){NULL, 0, 0};
}

void own_behind(Lower *l, ValueId v)
{
    l->held.count = 0;
    if (!l->f->ownership)
        return;
    if (l->f->ownership->is_lent[v])
        keep_lent(l, v);
    if (l->f->ownership->is_kept[v])
        keep_for_good(l, v);
    release_holders(l, l->f->ownership->behind[v]);
}

void own_result(Lower *l, ValueId ret, Parts result)
{
    if (!l->f->ownership)
        return;
    if (!l->f->ownership->moves[ret])
        retain_owners(l, result, l->f->result);
    release_holders(l, l->f->ownership->behind[ret]);
    release_all_lent(l);
}

void own_leave(Lower *l)
{
    if (l->f->ownership && l->f->ownership->is_caught)
        release_all_lent(l);
}

void own_caught(Lower *l, BlockId handler)
{
    if (l->f->ownership)
        release_holders(l, l->f->ownership->on_edge[l->f->hir.blocks.items[handler].preds.items[0]][1]);
}

static bool is_retained(const Lower *l, ValueId phi, size_t predecessor)
{
    const bool *moves = l->f->ownership->phi_moves[phi];
    return moves && !moves[predecessor];
}

bool own_has_work(const Lower *l, BlockId from, size_t successor)
{
    if (!l->f->ownership)
        return false;
    const HirBlock *block = &l->f->hir.blocks.items[from], *to = &l->f->hir.blocks.items[block->successors[successor]];
    bool works = l->f->ownership->on_edge[from][successor].count;
    for (size_t i = 0; i < to->values.count && hir_of(l, to->values.items[i])->op == HIR_phi; i++)
        works |= is_retained(l, to->values.items[i], predecessor_index(to, from));
    return works;
}

/* Retains go first: what a phi gets may be held by nobody but who ends here. */
void own_edge(Lower *l, BlockId from, size_t successor)
{
    if (!own_has_work(l, from, successor))
        return;
    const HirBlock *block = &l->f->hir.blocks.items[from], *to = &l->f->hir.blocks.items[block->successors[successor]];
    size_t place = predecessor_index(to, from);
    for (size_t i = 0; i < to->values.count && hir_of(l, to->values.items[i])->op == HIR_phi; i++) {
        const HirValue *phi = hir_of(l, to->values.items[i]);
        if (is_retained(l, to->values.items[i], place) && hir_of(l, phi->args[place])->op != HIR_unbound)
            retain_owners(l, value_as(l, phi->args[place], phi->type), phi->type);
    }
    release_holders(l, l->f->ownership->on_edge[from][successor]);
}

/* Outermost first. In a function that no handler can stand above the entry frees what is left when an exception leaves it. */
Parts own_left_behind(Lower *l)
{
    bool leaves = l->handler == LIR_NOTHING;
    if (!l->f->ownership || (leaves && !l->f->ownership->is_caught))
        return parts_new(l, 0);
    struct {
        LirId *items;
        size_t count, capacity;
    } left = {NULL, 0, 0};
    for (size_t i = 0; leaves && i < l->beside.count; i++) {
        Parts owners = owners_of_value(l, l->beside.items[i]);
        for (size_t k = 0; k < owners.count; k++)
            if (!is_null(l, owners.ids[k]))
                ARENA_PUSH(&l->u->arena, &left, owners.ids[k]);
    }
    for (size_t i = 0; i < l->held.count; i++)
        ARENA_PUSH(&l->u->arena, &left, l->held.items[i]);
    return (Parts){left.items, left.count};
}
