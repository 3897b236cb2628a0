/* build_settled.c: what a variable that is assigned in one place holds.
 *
 * In the head of a loop whose ways back aren't there yet there is a phi, and nothing says that it is the function which the
 * variable was assigned before the loop. But if the variable is assigned in one place, what it holds where control comes
 * in is what it holds always:
 *
 *     g = lambda t: t * x        v0 = closure x
 *     for i in range(n):         v1 = phi v0, ...             the way back will bring v1, or v0
 *         x += g(x)              call v1: it is v0
 *
 * The phis that lead to a phi are looked at once: what a walk finds is kept for all that it went through.
 *
 * A constant or an argument that a variable is assigned in one place is there wherever all ways come through that place, so a
 * branch on it is decided in a loop, too:
 *
 *     strict = True
 *     while i < n:               no phi: the assignment dominates the loop
 *         if strict: ...
 */
#include "build/build_parts.h"

#include <string.h>

#include "hir/hir.h"

enum { UNSETTLED = HIR_NOTHING - 2 }; /* several values get there */

/* NULL: it is none. */
static const InnerFunction *inner_function(const Builder *b, ValueId v)
{
    const InnerFunction *items = b->root->inner_functions.items; /* in the order of their values */
    size_t from = 0, to = b->root->inner_functions.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (items[middle].value == v)
            return &items[middle];
        *(items[middle].value < v ? &from : &to) = items[middle].value < v ? middle + 1 : middle;
    }
    return NULL;
}

bool build_is_made_here(const Builder *b, ValueId v)
{
    const InnerFunction *function = v == SSA_UNBOUND ? NULL : inner_function(b, v);
    return function && function->maker == b;
}

/* ---- variables that are assigned in one place ------------------------------------------------------------------------ */

static void count_stores(Builder *b)
{
    b->stores_of = ARENA_ARRAY(&b->u->arena, uint32_t, b->code->local_count);
    for (size_t i = 0; i < b->instrs.count; i++) {
        const Instr *instr = &b->instrs.items[i];
        if (instr->meaning == M_store_local || instr->meaning == M_store_cell || instr->meaning == M_delete_local ||
            instr->meaning == M_load_clear)
            b->stores_of[instr->arg]++;
    }
}

static uint32_t stores_of(Builder *b, int32_t local)
{
    if (!b->stores_of)
        count_stores(b);
    return b->stores_of[local];
}

/* ---- constants ------------------------------------------------------------------------------------------------------- */

/* A constant or an argument, of whose type build_known() knows something. */
static bool is_known(Builder *b, ValueId v)
{
    return build_constant_of(b, v) || hir_value(&b->f->hir, v)->op == HIR_param;
}

/* Code inside may assign to what it shares. */
static void note(Builder *b, int32_t local, ValueId v, uint32_t block)
{
    bool is_shared = b->code->is_cell && b->code->is_cell[local];
    if (v == SSA_UNBOUND || is_shared || !is_known(b, v))
        return;
    if (!b->lasting) {
        b->lasting = ARENA_ARRAY(&b->u->arena, Lasting, b->code->local_count);
        memset(b->lasting, 0xFF, b->code->local_count * sizeof *b->lasting);
    }
    b->lasting[local] = (Lasting){v, block};
}

void build_note_lasting(Builder *b, int32_t local, ValueId v)
{
    if (!b->may_have_left && stores_of(b, local) == 1)
        note(b, local, v, b->block);
}

void build_note_argument(Builder *b, int32_t local, ValueId v)
{
    if (stores_of(b, local) == 0)
        note(b, local, v, NO_BLOCK);
}

ValueId build_lasting(const Builder *b, int32_t local)
{
    Lasting lasting = b->lasting ? b->lasting[local] : (Lasting){HIR_NOTHING, NO_BLOCK};
    if (lasting.value == HIR_NOTHING || lasting.block == NO_BLOCK)
        return lasting.value;
    bool is_behind = lasting.block != b->block && b->dominators.from &&
                     dominates(&b->dominators, b->position[lasting.block], b->position[b->block]);
    return is_behind ? lasting.value : HIR_NOTHING;
}

/* ---- the walk -------------------------------------------------------------------------------------------------------- */

/* What is known of a phi: what a walk from it found, or UNSETTLED; HIR_NOTHING: no walk has come by. */
static ValueId *known_of(Builder *b, ValueId phi)
{
    while (b->root->settled.count <= phi)
        ARENA_PUSH(&b->u->arena, &b->root->settled, HIR_NOTHING);
    return &b->root->settled.items[phi];
}

static bool is_phi(const Builder *b, ValueId v)
{
    return v != SSA_UNBOUND && b->f->hir.values.items[v].op == HIR_phi;
}

typedef struct Walk {
    ValueId *items; /* phis that it went through; the first `done` have been looked at */
    size_t count, capacity, done;
    ValueId found; /* HIR_NOTHING: nothing yet */
} Walk;

/* Take what a way brings. */
static void bring(Builder *b, Walk *w, ValueId v)
{
    if (is_phi(b, v)) {
        ValueId *known = known_of(b, v);
        if (*known == HIR_NOTHING) {
            *known = v; /* it is being looked at */
            ARENA_PUSH(&b->u->arena, w, v);
            return;
        }
        if (*known == v)
            return;
        v = *known;
    }
    w->found = w->found == HIR_NOTHING || w->found == v ? v : UNSETTLED;
}

/* What all ways bring to a phi, as far as they are there. */
static ValueId brought(Builder *b, int32_t local, ValueId phi)
{
    Walk w = {.found = HIR_NOTHING};
    bring(b, &w, phi);
    while (w.done < w.count && w.found != UNSETTLED) {
        BlockId block = hir_value(&b->f->hir, w.items[w.done++])->block;
        for (size_t i = 0; i < b->f->hir.blocks.items[block].preds.count; i++) {
            BlockId pred = b->f->hir.blocks.items[block].preds.items[i];
            bring(b, &w, ssa_read(b->ssa, pred, local_variable(b, local), b->loc));
        }
    }
    for (size_t i = 0; i < w.count; i++) /* of the others more than one value may be kept away */
        *known_of(b, w.items[i]) = i == 0 || w.found != UNSETTLED ? w.found : HIR_NOTHING;
    return w.found;
}

ValueId build_settled(Builder *b, int32_t local, ValueId v)
{
    if (!b->root->inner_functions.count || !is_phi(b, v) || stores_of(b, local) != 1)
        return v;
    ValueId found = brought(b, local, v);
    return found < UNSETTLED && build_is_made_here(b, found) ? found : v;
}
