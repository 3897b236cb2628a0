/* bound_pretest.c: index checks that one test before a loop stands for.
 *
 * The index of an access is a sum with the variable of a `for` loop over a range in it, of whose ends nothing may be known
 * that would prove it in range. With the end in the place of the variable the sum says what would. If all in it is there
 * before the loop, that is a test of that loop. So it is with the products of a[i * n + j], where n is.
 *
 *     for i in range(low, high):   i >= 0 and length - 1 - i >= 0, at the least of the left sides:
 *         s += a[i]                low >= 0 and length - high >= 0
 *
 *     for j in range(n):           i * n + j >= 0 and length - 1 - i * n - j >= 0:
 *         s += a[i * n + j]        i * n >= 0 and length - i * n - n >= 0
 *
 * Where the walks are over the tests become HIR, a bool before the loop that says whether one fails (bound_pretest_hir.c). */
#include <assert.h>

#include "bound/bound_facts.h"
#include "bound/bound_iter.h"
#include "frozen/builtins.h"
#include "hir/hir.h"

enum { MOST_FACTORS = 16, MOST_TERMS = 8, WRAPPED_DEPTH = 4 };

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
        Product *product = &least.products[least.count];
        if (least.count == PRODUCTS || !take_product(b, loop, atom, sum->terms[i].factor, product))
            return (Least){.sum = affine_unknown()};
        least.count += !affine_is_constant(&product->sum) || product->sum.constant;
        least.sum = affine_plus(least.sum, -sum->terms[i].factor, &name);
    }
    return least;
}

/* ---- tests --------------------------------------------------------------------------------------------------------------- */

/* How many terms a test has, and their factors in all: what its sum may come to is TEST_MOST times these (bound_pretest_hir.c). */
typedef struct Size {
    int terms;
    Wide factors;
} Size;

static Wide magnitude(Wide x)
{
    return x < 0 ? -x : x;
}

/* Is all in the sum there when the loop begins? */
static bool add_size(const Bound *b, const Loop *loop, const Affine *sum, Wide factor, Size *size)
{
    for (int i = 0; i < sum->count; i++) {
        Atom atom = sum->terms[i].atom;
        assert(is_value(b, atom) || atom - b->f->hir.values.count < b->lengths.count);
        ValueId v = is_value(b, atom) ? atom : b->lengths.items[atom - b->f->hir.values.count].array;
        if (!comes_before(b, v, loop->iter))
            return false;
        size->terms++;
        size->factors += magnitude(factor * sum->terms[i].factor);
    }
    return sum->known;
}

static bool is_testable(const Bound *b, const Loop *loop, const Least *least)
{
    Size size = {0, 0};
    bool is_there = magnitude(least->sum.constant) <= TEST_MOST && add_size(b, loop, &least->sum, 1, &size);
    for (size_t i = 0; is_there && i < least->count; i++) {
        const Product *product = &least->products[i];
        is_there = add_size(b, loop, &product->sum, product->factor, &size);
        size.terms += product->sum.constant != 0;
        size.factors += magnitude(product->factor * product->sum.constant);
    }
    return is_there && size.terms && size.terms <= MOST_TERMS && size.factors <= MOST_FACTORS;
}

static bool is_same(const Least *x, const Least *y)
{
    bool same = affine_equal(&x->sum, &y->sum) && x->count == y->count;
    for (size_t i = 0; same && i < x->count; i++)
        same = x->products[i].factor == y->products[i].factor && x->products[i].times == y->products[i].times &&
               affine_equal(&x->products[i].sum, &y->products[i].sum);
    return same;
}

static void add_test(Bound *b, const Loop *loop, const Least *least)
{
    for (size_t i = 0; i < b->tests.count; i++)
        if (b->tests.items[i].iter == loop->iter && is_same(&b->tests.items[i].least, least))
            return;
    ARENA_PUSH(&b->u->arena, &b->tests, ((LoopTest){loop->iter, *least}));
}

typedef enum { PROVED, TESTED, OPEN } Answer; /* of "is it >= 0?" */

/* Does the loop compute a product in the sum? */
static bool multiplies(const Bound *b, const Loop *loop, const Affine *sum)
{
    bool found = false;
    for (int i = 0; i < sum->count; i++)
        found |= is_product(b, sum->terms[i].atom) && !comes_before(b, sum->terms[i].atom, loop->iter);
    return found;
}

/* What `sum >= 0` takes in the loop. Where it is TESTED, *least is what has to be >= 0. A product may have wrapped: then facts about
 * its value say nothing about the product, which tests are about, and an index is in range where both its ends are. */
static Answer ask(Bound *b, const Affine *sum, const Loop *loop, Least *least)
{
    *least = least_over(b, loop, sum);
    if (!multiplies(b, loop, sum) && bound_proves(b, sum, 0))
        return PROVED;
    if (least->sum.known && !least->count && bound_proves(b, &least->sum, 0))
        return PROVED;
    return least->sum.known && is_testable(b, loop, least) ? TESTED : OPEN;
}

bool bound_pretest(Bound *b, const Affine *index, const Affine *length, ValueId *iter)
{
    Affine sum = unwrapped(b, *index), end = affine_constant(TEST_MOST);
    if (b->f->options->boundscheck)
        end = *length;
    Affine left = affine_shifted(affine_plus(end, -1, &sum), -1); /* and so nothing in it has wrapped to be negative */
    ValueId variable = sum.known && left.known ? loop_variable(b, &sum, true) : HIR_NOTHING;
    if (variable == HIR_NOTHING)
        return false;
    Loop loop = loop_of(b, variable);
    if (!loop.first.known || !loop.last.known)
        return false;
    Least least[2];
    Answer low = ask(b, &sum, &loop, &least[0]), high = low == OPEN ? OPEN : ask(b, &left, &loop, &least[1]);
    if (high == OPEN)
        return false;
    if (low == TESTED)
        add_test(b, &loop, &least[0]);
    if (high == TESTED)
        add_test(b, &loop, &least[1]);
    *iter = low == TESTED || high == TESTED ? loop.iter : HIR_NOTHING;
    return true;
}
