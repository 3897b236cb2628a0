/* bound_phi.c: what is known of variables where control flow merges, and so of those that a loop changes.
 *
 * Bounds are guessed: what comes in is one, and so is what the function compares the variable with. All guesses are taken
 * for true in a walk, then tested on each way into their block; those that don't follow are dropped, and the walk is done
 * again, until none is. What is left is true by induction over the steps of any run: each test relies on facts about values
 * that were there before.
 *
 *     i = 0              i = phi 0, i + 1; guesses from what comes in: i >= 0, i <= 0; from the compare: i >= n, i <= n
 *     while i < n:       on the way from above i is 0: i >= 0 and i <= 0 follow. Of n nothing is known: the other two go
 *         s += a[i]      on the way back i is i + 1, where i < n: i + 1 >= 0 follows from i >= 0. i + 1 <= 0 doesn't: i <= 0 goes
 *         i += 1         in the next walk i >= 0 still follows on both ways. So no a[i] counts from the end
 */
#include <assert.h>

#include "bound/bound_facts.h"
#include "hir/hir.h"

enum { MOST_GUESSES = 24 /* of a phi */ };

static bool has_phi_only(const Bound *b, const Affine *sum, ValueId phi)
{
    BlockId block = bound_hir(b, phi)->block;
    for (int i = 0; i < sum->count; i++) {
        Atom atom = sum->terms[i].atom;
        BlockId defined = b->atoms.items[atom].block;
        if (atom != phi && (defined == block || !bound_dominates(b, defined, block)))
            return false;
    }
    return sum->known && affine_factor(sum, phi) != 0;
}

static void guess(Bound *b, ValueId phi, const Affine *sum)
{
    size_t count = 0;
    assert(bound_hir(b, phi)->op == HIR_phi);
    if (!has_phi_only(b, sum, phi))
        return;
    for (size_t i = b->guesses.count; i-- > 0 && b->guesses.items[i].phi == phi; count++)
        if (affine_equal(&b->guesses.items[i].sum, sum))
            return;
    if (count == MOST_GUESSES)
        return;
    ARENA_PUSH(&b->u->arena, &b->guesses, ((Guess){phi, *sum, true}));
    uint32_t *of_block = &b->block_guess[bound_hir(b, phi)->block];
    if (!count)
        b->first_guess[phi] = (uint32_t)b->guesses.count;
    if (!*of_block)
        *of_block = (uint32_t)b->guesses.count;
}

/* phi <= limit and phi >= limit. */
static void guess_both(Bound *b, ValueId phi, const Affine *limit)
{
    Affine value = affine_atom(phi);
    Affine above = affine_plus(value, -1, limit), below = affine_times(&above, -1);
    guess(b, phi, &above);
    guess(b, phi, &below);
}

/* What comes in is `form`: that, and if it is an atom and a constant, what bounds that atom. */
static void guess_from_argument(Bound *b, ValueId phi, const Affine *form)
{
    if (!form->known)
        return;
    guess_both(b, phi, form);
    if (form->count != 1 || form->terms[0].factor != 1)
        return;
    Affine value = affine_atom(phi);
    Affine as_atom = affine_shifted(value, -form->constant), atom = affine_atom(form->terms[0].atom);
    size_t i = b->atoms.items[form->terms[0].atom].fact;
    for (int seen = 0; i != NO_FACT && seen < 4; i = b->facts.items[i].next, seen++) {
        Affine sum = b->facts.items[i].sum;
        Wide factor = affine_factor(&sum, form->terms[0].atom);
        sum = affine_plus(affine_plus(sum, -factor, &atom), factor, &as_atom);
        guess(b, phi, &sum);
    }
}

/* The interval of what comes in, but for back edges. */
static void guess_interval(Bound *b, ValueId phi)
{
    const HirValue *value = bound_hir(b, phi);
    const HirBlock *block = &b->f->hir.blocks.items[value->block];
    Wide from = INT64_MAX, to = INT64_MIN;
    for (size_t i = 0; i < value->count; i++) {
        b->here = block->preds.items[i];
        Affine form = b->values[value->args[i]], negative = affine_times(&form, -1);
        if (b->here >= value->block)
            continue;
        Wide least = form.known ? bound_least(b, &form) : BOUND_NONE;
        Wide most = form.known ? -bound_least(b, &negative) : -BOUND_NONE;
        from = least < from ? least : from;
        to = most > to ? most : to;
    }
    Affine least = affine_constant(from), most = affine_constant(to);
    if (from > INT64_MIN)
        guess_both(b, phi, &least);
    if (to < INT64_MAX)
        guess_both(b, phi, &most);
}

/* A side of a comparison; where it may wrap, what it is else: this is for guesses alone. */
static Affine side_or_sum(const Bound *b, ValueId side)
{
    bool wraps = side != HIR_NOTHING && b->wrapped[side].known;
    return wraps ? b->wrapped[side] : bound_side(b, side);
}

/* The conditions of branches, as sums that say how far one side is above the other, by the phis in them. */
typedef struct Compared {
    Affine above;
    uint32_t next; /* of the same phi, and 1 more; 0: there is none */
} Compared;

typedef struct Conditions {
    Compared *items;
    size_t count, capacity;
    uint32_t *first, *last; /* by value: likewise */
    bool *is_position;      /* by value: a loop counts with it */
} Conditions;

static void add_condition(const Bound *b, Conditions *c, const Affine *above, Atom atom)
{
    if (atom >= b->f->hir.values.count || bound_hir(b, atom)->op != HIR_phi)
        return;
    ARENA_PUSH(&b->u->arena, c, ((Compared){*above, 0}));
    if (c->last[atom])
        c->items[c->last[atom] - 1].next = (uint32_t)c->count;
    else
        c->first[atom] = (uint32_t)c->count;
    c->last[atom] = (uint32_t)c->count;
}

static Conditions find_conditions(const Bound *b)
{
    const Hir *hir = &b->f->hir;
    Conditions c = {.first = ARENA_ARRAY(&b->u->arena, uint32_t, hir->values.count),
                    .last = ARENA_ARRAY(&b->u->arena, uint32_t, hir->values.count),
                    .is_position = ARENA_ARRAY(&b->u->arena, bool, hir->values.count)};
    for (ValueId v = 0; v < hir->values.count; v++)
        if (bound_hir(b, v)->op == HIR_iter_next && bound_hir(b, v)->block != HIR_NOTHING)
            c.is_position[bound_hir(b, v)->args[0]] = true;
    for (BlockId block = 0; block < hir->blocks.count; block++) {
        Condition condition;
        if (!bound_condition(b, block, hir->blocks.items[block].successors[0], &condition))
            continue;
        Affine x = side_or_sum(b, condition.x), y = side_or_sum(b, condition.y), above = affine_plus(x, -1, &y);
        for (int i = 0; above.known && i < above.count; i++)
            add_condition(b, &c, &above, above.terms[i].atom);
    }
    return c;
}

/* What the variable is compared with, and one more or less: it is there when the loop ends. */
static void guess_from_conditions(Bound *b, const Conditions *c, ValueId phi)
{
    for (uint32_t i = c->first[phi]; i; i = c->items[i - 1].next) {
        Affine above = c->items[i - 1].above, below = affine_times(&above, -1);
        for (int by = -1; by <= 1; by++) {
            Affine one = affine_shifted(above, by), other = affine_shifted(below, by);
            guess(b, phi, &one);
            guess(b, phi, &other);
        }
    }
}

static void guess_of_phi(Bound *b, const Conditions *c, ValueId phi)
{
    const HirValue *value = bound_hir(b, phi);
    Affine zero = affine_constant(0), below = affine_constant(-1);
    for (size_t i = 0; i < value->count; i++)
        guess_from_argument(b, phi, &b->values[value->args[i]]);
    guess_interval(b, phi);
    guess_from_conditions(b, c, phi);
    guess_both(b, phi, &zero);
    guess_both(b, phi, &below);
}

void bound_guess(Bound *b)
{
    bound_chain_all(b);
    Conditions conditions = find_conditions(b);
    b->first_guess = ARENA_ARRAY(&b->u->arena, uint32_t, b->f->hir.values.count);
    b->block_guess = ARENA_ARRAY(&b->u->arena, uint32_t, b->f->hir.blocks.count);
    for (BlockId block = 0; block < b->f->hir.blocks.count; block++)
        for (size_t i = 0; i < b->f->hir.blocks.items[block].values.count; i++) {
            ValueId v = b->f->hir.blocks.items[block].values.items[i];
            const HirValue *value = bound_hir(b, v);
            if (value->op == HIR_phi && value->type == TYPE_int64 && !conditions.is_position[v])
                guess_of_phi(b, &conditions, v);
        }
}

void bound_phi(Bound *b, ValueId v)
{
    if (!b->first_guess || !b->first_guess[v])
        return; /* none is made yet, or of this phi */
    for (size_t i = b->first_guess[v] - 1; i < b->guesses.count && b->guesses.items[i].phi == v; i++)
        if (b->guesses.items[i].stands)
            bound_add(b, &b->guesses.items[i].sum);
}

/* ---- tests ---------------------------------------------------------------------------------------------------------- */

/* Does it hold when the phi's block is entered from predecessor `i`? */
static bool holds_from(Bound *b, const Guess *made, size_t i)
{
    const HirValue *phi = bound_hir(b, made->phi);
    Affine before = affine_atom(made->phi);
    Wide factor = affine_factor(&made->sum, made->phi);
    assert(factor && i < phi->count);
    Affine sum = affine_plus(affine_plus(made->sum, -factor, &before), factor, &b->values[phi->args[i]]);
    return bound_proves(b, &sum, 0);
}

static bool test_edge(Bound *b, BlockId block, size_t i)
{
    Condition condition;
    bool all_hold = true;
    size_t mark = bound_mark(b);
    b->here = b->f->hir.blocks.items[block].preds.items[i];
    if (bound_condition(b, b->here, block, &condition))
        bound_assume(b, &condition);
    for (size_t g = b->block_guess[block] - 1; g < b->guesses.count; g++) {
        Guess *made = &b->guesses.items[g];
        if (bound_hir(b, made->phi)->block != block)
            break;
        if (!made->stands)
            continue;
        made->stands = holds_from(b, made, i);
        all_hold &= made->stands;
    }
    bound_forget(b, mark);
    return all_hold;
}

/* Where pred `from` stands among those of a block, which are in order. */
static size_t place_of(const HirBlock *block, BlockId from)
{
    size_t low = 0, high = block->preds.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(block->preds.items[middle] <= from ? &low : &high) = middle;
    }
    assert(block->preds.items[low] == from);
    return low;
}

/* Edge by edge in the order of the blocks that they come from, as the walk went. */
bool bound_test_guesses(Bound *b)
{
    const Hir *hir = &b->f->hir;
    bool all_hold = true;
    size_t next = 0;
    bound_unchain(b);
    b->only_forward = true;
    for (BlockId from = 0; from < hir->blocks.count; from++) {
        bound_chain_up_to(b, from, &next);
        for (int i = 0; i < 2; i++) {
            BlockId to = hir->blocks.items[from].successors[i];
            if (to != HIR_NOTHING && b->block_guess[to])
                all_hold &= test_edge(b, to, place_of(&hir->blocks.items[to], from));
        }
    }
    return all_hold;
}
