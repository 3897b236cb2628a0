/* bound_facts.c: atoms, facts, and proofs from them. */
#include "bound/bound_facts.h"

#include <assert.h>

enum { STEPS = 2000, MOST_FACTS = 4000, COMBINED_DEPTH = 3 }; /* keep the pass linear */

bool bound_dominates(const Bound *b, BlockId above, BlockId below)
{
    assert(above < b->f->hir.blocks.count && below < b->f->hir.blocks.count);
    return dominates(&b->dominators, above, below);
}

void bound_set_interval(Bound *b, Atom atom, Wide least, Wide most)
{
    AtomInfo *info = &b->atoms.items[atom];
    assert(atom < b->atoms.count);
    if (least > most)
        return; /* nothing gets there */
    if (least > info->least && least <= INT64_MAX)
        info->least = (int64_t)least;
    if (most < info->most && most >= INT64_MIN)
        info->most = (int64_t)most;
}

typedef struct Wanted {
    const Bound *b;
    LengthAtom length;
} Wanted;

static bool is_wanted(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const LengthAtom *length = &w->b->lengths.items[number];
    return length->array == w->length.array && length->axis == w->length.axis;
}

Atom bound_length_atom(Bound *b, ValueId array, size_t axis)
{
    Wanted wanted = {b, {array, axis}};
    uint32_t hash = hash_with(hash_with(0, array), axis), i = table_find(&b->length_table, hash, is_wanted, &wanted);
    assert(axis < (size_t)type_get(b->u, bound_hir(b, array)->type)->ndim);
    if (i == TABLE_NOTHING) {
        AtomInfo info = {0, INT64_MAX, b->order[array], bound_hir(b, array)->block, NO_FACT};
        i = (uint32_t)b->lengths.count;
        table_add(&b->u->arena, &b->length_table, hash, i);
        ARENA_PUSH(&b->u->arena, &b->lengths, wanted.length);
        ARENA_PUSH(&b->u->arena, &b->atoms, info);
    }
    return (Atom)(b->f->hir.values.count + i);
}

/* ---- proofs --------------------------------------------------------------------------------------------------------- */

static bool is_later(const Bound *b, Atom x, Atom y)
{
    size_t order_of_x = b->atoms.items[x].order, order_of_y = b->atoms.items[y].order;
    return order_of_x != order_of_y ? order_of_x > order_of_y : x > y;
}

static Atom latest_atom(const Bound *b, const Affine *sum)
{
    assert(sum->known && sum->count);
    Atom latest = sum->terms[0].atom;
    for (int i = 1; i < sum->count; i++)
        if (is_later(b, sum->terms[i].atom, latest))
            latest = sum->terms[i].atom;
    return latest;
}

static Wide size_of(Wide x)
{
    return x < 0 ? -x : x;
}

/* The multiple of `sum` from which `fact` has taken the atom, which both have with the same sign; it is no less than it. */
static Affine without(const Affine *sum, Wide factor, const Affine *fact, Wide factor_in_fact)
{
    Affine multiple = affine_times(sum, size_of(factor_in_fact));
    return affine_plus(multiple, -size_of(factor), fact);
}

/* The sum with `number` in the atom's place; a product too large for a Wide makes it unknown. */
static Affine with_number(const Affine *sum, Atom atom, int64_t number)
{
    Wide factor = affine_factor(sum, atom);
    assert(factor); /* or who replaces atom after atom would never end */
    Affine only = affine_atom(atom), constant = affine_constant(number);
    Affine rest = affine_plus(*sum, -factor, &only);
    return affine_plus(rest, factor, &constant);
}

static Affine by_interval(const Bound *b, const Affine *sum, Atom atom, Wide factor)
{
    const AtomInfo *info = &b->atoms.items[atom];
    return with_number(sum, atom, factor > 0 ? info->least : info->most);
}

static Wide divided_up(Wide x, Wide by)
{
    return x / by + (x % by > 0);
}

/* What is enough grows with each step; what is that large is never reached. */
static Wide multiplied(Wide enough, Wide size)
{
    Wide product;
    return __builtin_mul_overflow(enough, size, &product) ? (enough < 0 ? BOUND_NONE : -BOUND_NONE) : product;
}

/* The first fact that is true here, of a chain that begins at *link. Those that will never be true again leave the chain. */
static size_t true_from(Bound *b, size_t *link)
{
    while (*link != NO_FACT) {
        Fact *fact = &b->facts.items[*link];
        if (b->only_forward && b->last[fact->block] < b->here)
            *link = fact->next;
        else if (bound_dominates(b, fact->block, b->here))
            return *link;
        else
            link = &fact->next;
    }
    return NO_FACT;
}

static size_t first_fact(Bound *b, Atom atom)
{
    return true_from(b, &b->atoms.items[atom].fact);
}

static size_t next_fact(Bound *b, size_t fact)
{
    return true_from(b, &b->facts.items[fact].next);
}

static Wide least_of(Bound *b, const Affine *sum, Wide enough)
{
    if (!sum->known || b->steps-- <= 0)
        return BOUND_NONE;
    if (!sum->count)
        return sum->constant;
    Atom atom = latest_atom(b, sum);
    Wide factor = affine_factor(sum, atom), best = BOUND_NONE;
    for (size_t i = first_fact(b, atom); i != NO_FACT && best < enough; i = next_fact(b, i)) {
        const Affine *fact = &b->facts.items[i].sum;
        Wide factor_in_fact = affine_factor(fact, atom);
        Wide size = size_of(factor_in_fact);
        assert(factor_in_fact); /* a fact is kept at one of its atoms */
        if ((factor > 0) != (factor_in_fact > 0) || size > UINT32_MAX)
            continue;
        Affine rest = without(sum, factor, fact, factor_in_fact);
        Wide found = least_of(b, &rest, size == 1 ? enough : multiplied(enough, size));
        if (found != BOUND_NONE && divided_up(found, size) > best)
            best = divided_up(found, size);
    }
    if (best >= enough)
        return best;
    Affine rest = by_interval(b, sum, atom, factor);
    Wide found = least_of(b, &rest, enough);
    return found > best ? found : best;
}

Wide bound_least(Bound *b, const Affine *sum)
{
    b->steps = STEPS;
    return least_of(b, sum, (Wide)1 << 66);
}

bool bound_proves(Bound *b, const Affine *sum, Wide least)
{
    b->steps = STEPS;
    return least_of(b, sum, least) >= least;
}

bool bound_fits(Bound *b, const Affine *sum)
{
    Affine negative = affine_times(sum, -1);
    return bound_proves(b, sum, INT64_MIN) && bound_proves(b, &negative, -(Wide)INT64_MAX);
}

/* ---- facts ---------------------------------------------------------------------------------------------------------- */

/* That, or more. */
static bool is_known(Bound *b, Atom atom, const Affine *sum)
{
    for (size_t i = first_fact(b, atom); i != NO_FACT; i = next_fact(b, i)) {
        Affine stronger = affine_plus(*sum, -1, &b->facts.items[i].sum);
        if (affine_is_constant(&stronger) && stronger.constant >= 0)
            return true;
    }
    return false;
}

static void add(Bound *b, const Affine *unreduced, int depth);

/* What the new fact says of earlier atoms, together with the other bounds of its atom. */
static void combine(Bound *b, const Affine *sum, Atom atom, int depth)
{
    Wide factor = affine_factor(sum, atom);
    const AtomInfo *info = &b->atoms.items[atom];
    if (factor < 0 ? info->least > INT64_MIN : info->most < INT64_MAX) {
        Affine rest = with_number(sum, atom, factor < 0 ? info->least : info->most);
        add(b, &rest, depth);
    }
    for (size_t i = first_fact(b, atom); i != NO_FACT; i = next_fact(b, i)) {
        Affine other = b->facts.items[i].sum;
        Wide factor_in_other = affine_factor(&other, atom);
        if ((factor > 0) == (factor_in_other > 0))
            continue;
        Affine both = affine_plus(affine_times(sum, size_of(factor_in_other)), size_of(factor), &other);
        add(b, &both, depth);
    }
}

/* By the intervals of its atoms alone. */
static bool is_obvious(const Bound *b, const Affine *sum)
{
    Affine rest = *sum;
    while (rest.known && rest.count)
        rest = by_interval(b, &rest, rest.terms[0].atom, rest.terms[0].factor);
    return rest.known && rest.constant >= 0;
}

static void add(Bound *b, const Affine *unreduced, int depth)
{
    if (!unreduced->known || !unreduced->count || b->facts.count >= MOST_FACTS || is_obvious(b, unreduced))
        return;
    Affine sum = affine_reduced(*unreduced);
    Atom atom = latest_atom(b, &sum);
    assert(depth <= COMBINED_DEPTH);
    if (is_known(b, atom, &sum))
        return;
    AtomInfo *info = &b->atoms.items[atom];
    ARENA_PUSH(&b->u->arena, &b->facts, ((Fact){sum, atom, b->here, b->here, info->fact}));
    info->fact = b->facts.count - 1;
    if (depth < COMBINED_DEPTH)
        combine(b, &sum, atom, depth + 1);
}

void bound_add(Bound *b, const Affine *sum)
{
    add(b, sum, 0);
}

void bound_add_order(Bound *b, const Affine *x, const Affine *y, Wide by)
{
    Affine sum = affine_plus(*y, -1, x);
    sum = affine_shifted(sum, -by);
    add(b, &sum, 0);
}

void bound_unchain(Bound *b)
{
    for (size_t i = 0; i < b->atoms.count; i++)
        b->atoms.items[i].fact = NO_FACT;
}

void bound_chain_up_to(Bound *b, BlockId block, size_t *next)
{
    for (; *next < b->facts.count && b->facts.items[*next].made_in <= block; ++*next) {
        Fact *fact = &b->facts.items[*next];
        fact->next = b->atoms.items[fact->atom].fact;
        b->atoms.items[fact->atom].fact = *next;
    }
}

void bound_chain_all(Bound *b)
{
    size_t next = 0;
    bound_unchain(b);
    bound_chain_up_to(b, HIR_NOTHING, &next);
    b->only_forward = false;
}

size_t bound_mark(const Bound *b)
{
    return b->facts.count;
}

void bound_forget(Bound *b, size_t mark)
{
    assert(mark <= b->facts.count);
    while (b->facts.count > mark) {
        const Fact *fact = &b->facts.items[--b->facts.count];
        assert(b->atoms.items[fact->atom].fact == b->facts.count); /* the newest of its atom */
        b->atoms.items[fact->atom].fact = fact->next;
    }
}
