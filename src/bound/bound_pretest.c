/* bound_pretest.c: index checks that one test before a loop stands for.
 *
 * The index of an access is a sum with the variable of a `for` loop over a range in it, of whose ends nothing may be known
 * that would prove it in range. With the end in the place of the variable the sum says what would: `start >= 0` and
 * `length - stop >= 0` for a[i]. If all in it is computed before the loop it is a Pretest of that loop. So it is with the
 * products of a[i * n + j], where n is. Lower does the pretests where the loop begins, and checks the indices only in loops
 * whose pretests don't hold (lower_pretest.c). */
#include <assert.h>
#include <stdlib.h>

#include "bound/bound_facts.h"
#include "bound/bound_iter.h"
#include "frozen/builtins.h"
#include "hir/hir.h"

enum { MOST_FACTORS = 16, WRAPPED_DEPTH = 4, PRODUCTS = 2 };
#define MOST_CONSTANT ((Wide)1 << 56) /* as PRETEST_MOST */

/* What stands in a loop in the place of a product: `factor` times `sum`, times the value `times`. */
typedef struct Product {
    Wide factor;
    Affine sum;
    ValueId times;
} Product;

/* A sum at its least in a loop. */
typedef struct Least {
    Affine sum; /* unknown: there is none */
    Product products[PRODUCTS];
    size_t count;
} Least;

typedef struct Loop {
    ValueId variable, iter;
    Affine first, last; /* what the variable begins with, going up; its greatest */
} Loop;

static bool is_value(const Bound *b, Atom atom)
{
    return atom < b->f->hir.values.count;
}

/* Without the names of sums that may have wrapped: equal modulo 2**64, and so equal where both are indices of an array. */
static Affine unwrapped(const Bound *b, Affine sum)
{
    for (int depth = 0; depth < WRAPPED_DEPTH; depth++)
        for (int i = 0; i < sum.count; i++) {
            Atom atom = sum.terms[i].atom;
            if (!is_value(b, atom) || !b->wrapped[atom].known)
                continue;
            Affine name = affine_atom(atom), more = affine_plus(b->wrapped[atom], -1, &name);
            sum = affine_plus(sum, sum.terms[i].factor, &more);
            break;
        }
    return sum;
}

static bool comes_before(const Bound *b, ValueId v, ValueId iter)
{
    return b->order[v] < b->order[iter] && bound_dominates(b, bound_hir(b, v)->block, bound_hir(b, iter)->block);
}

/* ---- the loop --------------------------------------------------------------------------------------------------------- */

static bool is_product(const Bound *b, Atom atom)
{
    return is_value(b, atom) && bound_hir(b, atom)->op == HIR_mul && bound_hir(b, atom)->type == TYPE_int64;
}

static ValueId later(const Bound *b, ValueId x, ValueId y)
{
    return y == HIR_NOTHING || (x != HIR_NOTHING && b->order[x] > b->order[y]) ? x : y;
}

/* The innermost loop over a range whose variable is in the sum, or in a factor of a product in it; HIR_NOTHING: none. */
static ValueId loop_variable(const Bound *b, const Affine *sum, bool in_products)
{
    ValueId found = HIR_NOTHING;
    for (int i = 0; i < sum->count; i++) {
        ValueId v = sum->terms[i].atom;
        if (in_products && is_product(b, v))
            for (size_t k = 0; k < 2; k++)
                found = later(b, found, loop_variable(b, &b->values[bound_hir(b, v)->args[k]], false));
        if (!is_value(b, v) || bound_hir(b, v)->op != HIR_iter_item)
            continue;
        Iterated from = iterated_by(b->f, v);
        if (from.kind == ITERATED_ELEMENT && bound_is_call(bound_hir(b, from.source), CALL_RANGE))
            found = later(b, found, v);
    }
    return found;
}

/* Where it isn't known which way the range goes .first and .last are unknown. */
static Loop loop_of(Bound *b, ValueId variable)
{
    assert(bound_hir(b, variable)->op == HIR_iter_item);
    Range range = bound_range_of(b, bound_hir(b, iterated_by(b->f, variable).source));
    Affine back = affine_times(&range.step, -1);
    Loop loop = {variable, bound_hir(b, variable)->args[0], affine_unknown(), affine_unknown()};
    if (range.step.known && bound_proves(b, &range.step, 1)) {
        loop.first = range.start;
        loop.last = affine_shifted(range.stop, -1);
    } else if (range.step.known && bound_proves(b, &back, 1)) {
        loop.first = affine_shifted(range.stop, 1);
        loop.last = range.start;
    }
    return loop;
}

/* ---- the least of a sum ------------------------------------------------------------------------------------------------ */

/* `sum` with the end of the loop in the place of its variable that makes `sign * sum` the least. */
static Affine at_end(const Loop *loop, const Affine *sum, Wide sign)
{
    Wide factor = affine_factor(sum, loop->variable);
    Affine name = affine_atom(loop->variable);
    Affine end = affine_plus(sign * factor > 0 ? loop->first : loop->last, -1, &name);
    return factor ? affine_plus(*sum, factor, &end) : *sum;
}

/* The product `atom` of something computed in the loop and something computed before it; that must not be negative if the
 * other varies in the loop. */
static bool take_product(Bound *b, const Loop *loop, Atom atom, Wide factor, Product *product)
{
    const HirValue *v = bound_hir(b, atom);
    size_t k = comes_before(b, v->args[1], loop->iter) ? 1 : 0;
    Affine other = unwrapped(b, b->values[v->args[1 - k]]);
    if (!comes_before(b, v->args[k], loop->iter) || !b->values[v->args[k]].known)
        return false;
    *product = (Product){factor, at_end(loop, &other, factor), v->args[k]};
    if (product->sum.known && affine_factor(&other, loop->variable)) {
        Affine times = b->values[v->args[k]];
        return bound_proves(b, &times, 0);
    }
    return product->sum.known;
}

static Least least_over(Bound *b, const Loop *loop, const Affine *sum)
{
    Least least = {.sum = at_end(loop, sum, 1)};
    for (int i = 0; i < sum->count && least.sum.known; i++) {
        Atom atom = sum->terms[i].atom;
        if (!is_product(b, atom) || comes_before(b, atom, loop->iter))
            continue;
        Affine name = affine_atom(atom);
        if (least.count == PRODUCTS ||
            !take_product(b, loop, atom, sum->terms[i].factor, &least.products[least.count++]))
            return (Least){.sum = affine_unknown()};
        least.sum = affine_plus(least.sum, -sum->terms[i].factor, &name);
    }
    return least;
}

/* ---- pretests ------------------------------------------------------------------------------------------------------------ */

/* Add a term; false: it isn't there when the loop begins, or the sum has too many. */
static bool add_term(const Bound *b, Pretest *pretest, Atom atom, ValueId times, Wide factor)
{
    const LengthAtom *length = is_value(b, atom) ? NULL : &b->lengths.items[atom - b->f->hir.values.count];
    ValueId v = length ? length->array : atom;
    assert(is_value(b, atom) || atom - b->f->hir.values.count < b->lengths.count);
    Wide factors = factor < 0 ? -factor : factor;
    for (size_t i = 0; i < pretest->count; i++)
        factors += llabs(pretest->terms[i].factor);
    if (pretest->count == PRETEST_TERMS || factors > MOST_FACTORS || !comes_before(b, v, pretest->iter))
        return false;
    pretest->terms[pretest->count++] = (PretestTerm){v, length ? length->axis : WHOLE, times, (int64_t)factor};
    return true;
}

static bool add_sum(const Bound *b, Pretest *pretest, const Affine *sum, ValueId times, Wide factor)
{
    bool added = sum->known;
    for (int i = 0; added && i < sum->count; i++)
        added = add_term(b, pretest, sum->terms[i].atom, times, factor * sum->terms[i].factor);
    if (!added || !sum->constant || times == HIR_NOTHING)
        return added;
    return add_term(b, pretest, times, HIR_NOTHING, factor * sum->constant);
}

/* least >= 0, which isn't known. */
static bool make_pretest(const Bound *b, const Loop *loop, const Least *least, Pretest *pretest)
{
    Wide constant = least->sum.constant;
    *pretest = (Pretest){.iter = loop->iter, .constant = (int64_t)constant};
    bool made = least->sum.known && constant <= MOST_CONSTANT && constant >= -MOST_CONSTANT &&
                add_sum(b, pretest, &least->sum, HIR_NOTHING, 1);
    for (size_t i = 0; made && i < least->count; i++)
        made = add_sum(b, pretest, &least->products[i].sum, least->products[i].times, least->products[i].factor);
    return made && pretest->count;
}

static bool is_same(const Pretest *x, const Pretest *y)
{
    bool same = x->iter == y->iter && x->constant == y->constant && x->count == y->count;
    for (size_t i = 0; same && i < x->count; i++)
        same = x->terms[i].value == y->terms[i].value && x->terms[i].axis == y->terms[i].axis &&
               x->terms[i].times == y->terms[i].times && x->terms[i].factor == y->terms[i].factor;
    return same;
}

static void add_pretest(Bound *b, const Pretest *pretest)
{
    for (size_t i = 0; i < b->f->pretests.count; i++)
        if (is_same(&b->f->pretests.items[i], pretest))
            return;
    ARENA_PUSH(&b->u->arena, &b->f->pretests, *pretest);
}

/* A test before the loop that `sum >= 0` follows from. Where that is proved here it takes none: pretest->iter is HIR_NOTHING. */
static bool pretest_for(Bound *b, const Affine *sum, const Loop *loop, Pretest *pretest)
{
    Least least = least_over(b, loop, sum);
    pretest->iter = HIR_NOTHING;
    if (bound_proves(b, sum, 0) || (least.sum.known && !least.count && bound_proves(b, &least.sum, 0)))
        return true;
    return make_pretest(b, loop, &least, pretest);
}

bool bound_pretest(Bound *b, const Affine *index, const Affine *length, ValueId *iter)
{
    Affine sum = unwrapped(b, *index), end = affine_constant(MOST_CONSTANT);
    if (b->f->options->boundscheck)
        end = *length;
    Affine left = affine_shifted(affine_plus(end, -1, &sum), -1); /* and so nothing in it has wrapped to be negative */
    ValueId variable = sum.known && left.known ? loop_variable(b, &sum, true) : HIR_NOTHING;
    if (variable == HIR_NOTHING)
        return false;
    Loop loop = loop_of(b, variable);
    Pretest low, high;
    if (!loop.first.known || !loop.last.known || !pretest_for(b, &sum, &loop, &low) ||
        !pretest_for(b, &left, &loop, &high))
        return false;
    assert(low.iter == HIR_NOTHING || high.iter == HIR_NOTHING || low.iter == high.iter); /* one loop tests both */
    if (low.iter != HIR_NOTHING)
        add_pretest(b, &low);
    if (high.iter != HIR_NOTHING)
        add_pretest(b, &high);
    *iter = low.iter != HIR_NOTHING ? low.iter : high.iter;
    return true;
}
