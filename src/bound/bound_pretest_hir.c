/* bound_pretest_hir.c: the tests before a loop (bound_pretest.c) as HIR: a bool before its `iter` that says whether one fails.
 *
 *     low >= 0 and length - high >= 0          v1 = lt low, 0
 *                                              v2 = lt length, high
 *                                              v3 = or v1, v2
 *
 * A number or the difference of two is compared as it is. A longer sum could wrap, so the test fails as well where a number in
 * it is far from 0; what is left doesn't wrap, for the factors are few and small (is_testable()). */
#include <assert.h>
#include <string.h>

#include "bound/bound_facts.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "hir/hir_edit.h"
#include "types/attributes.h"

/* An atom as a value before the loop. */
typedef struct Term {
    Atom atom;
    ValueId value;
    Wide most; /* the test fails where it is further from 0 */
} Term;

typedef struct Values {
    ValueId *items;
    size_t count, capacity;
} Values;

typedef struct Maker {
    Bound *b;
    ValueId iter;
    ValueId fails; /* of the test that is being made; HIR_NOTHING: nothing can so far */
    Values made, constants;
    struct {
        Term *items;
        size_t count, capacity;
    } terms;
} Maker;

/* ---- values ------------------------------------------------------------------------------------------------------------ */

static ValueId make(Maker *m, HirOp op, TypeId type, const ValueId *args, size_t count)
{
    Hir *hir = &m->b->f->hir;
    BlockId block = hir_value(hir, m->iter)->block;
    assert(count == hir_operand_count(op));
    ValueId v = hir_value_new(m->b->u, hir, block, op, hir_value(hir, m->iter)->loc, args, count);
    hir_value(hir, v)->type = type;
    ARENA_PUSH(&m->b->u->arena, &m->made, v);
    return v;
}

static ValueId make2(Maker *m, HirOp op, TypeId type, ValueId x, ValueId y)
{
    return make(m, op, type, (ValueId[]){x, y}, 2);
}

static ValueId constant(Maker *m, Wide integer, TypeId type)
{
    Hir *hir = &m->b->f->hir;
    assert(integer >= INT64_MIN && integer <= INT64_MAX);
    Frozen *object = ARENA_NEW(&m->b->u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_INT, .builtin = -1, .number.integer = (int64_t)integer, .type = type};
    ValueId v = hir_value_new(m->b->u, hir, 0, HIR_const, hir_value(hir, m->iter)->loc, NULL, 0);
    hir_value(hir, v)->object = object;
    hir_value(hir, v)->type = type;
    ARENA_PUSH(&m->b->u->arena, &m->constants, v);
    return v;
}

static ValueId number(Maker *m, Wide integer)
{
    return constant(m, integer, TYPE_int64);
}

/* array.shape[axis] */
static ValueId length_of(Maker *m, const LengthAtom *length)
{
    Unit *u = m->b->u;
    size_t ndim = (size_t)type_get(u, bound_hir(m->b, length->array)->type)->ndim;
    TypeId *types = ARENA_ARRAY(&u->arena, TypeId, ndim);
    for (size_t i = 0; i < ndim; i++)
        types[i] = TYPE_int64;
    ValueId shape = make(m, HIR_getattr, type_tuple(u, types, ndim), &length->array, 1);
    hir_value(&m->b->f->hir, shape)->text = attributes[ATTRIBUTE_array_shape].name;
    hir_value(&m->b->f->hir, shape)->attribute = ATTRIBUTE_array_shape;
    ValueId v = make(m, HIR_unpack, TYPE_int64, &shape, 1);
    hir_value(&m->b->f->hir, v)->integer = (int64_t)length->axis;
    hir_value(&m->b->f->hir, v)->size = ndim;
    return v;
}

static Term *term_of(Maker *m, Atom atom)
{
    size_t values = m->b->value_count;
    for (size_t i = 0; i < m->terms.count; i++)
        if (m->terms.items[i].atom == atom)
            return &m->terms.items[i];
    ValueId v = atom < values ? atom : length_of(m, &m->b->lengths.items[atom - values]);
    ARENA_PUSH(&m->b->u->arena, &m->terms, ((Term){atom, v, INT64_MAX}));
    return &m->terms.items[m->terms.count - 1];
}

/* ---- tests ------------------------------------------------------------------------------------------------------------- */

static ValueId either(Maker *m, ValueId x, ValueId y)
{
    return x == HIR_NOTHING ? y : make2(m, HIR_or, TYPE_boolean, x, y);
}

static void fail_where(Maker *m, HirOp op, ValueId x, ValueId y)
{
    m->fails = either(m, m->fails, make2(m, op, TYPE_boolean, x, y));
}

/* Shifted, as a word, what is from -most to most is at most 2 * most: one compare, which LLVM doesn't take apart again. */
static ValueId near_value(Maker *m, Atom atom, Wide most)
{
    Term *term = term_of(m, atom);
    ValueId v = term->value;
    if (term->most > most) {
        term->most = most;
        ValueId shifted = make2(m, HIR_add, TYPE_uint64, v, number(m, most));
        fail_where(m, HIR_gt, shifted, constant(m, 2 * most, TYPE_uint64));
    }
    return v;
}

/* sum + factor * v; without a sum factor * v. */
static ValueId plus(Maker *m, ValueId sum, Wide factor, ValueId v)
{
    if (sum != HIR_NOTHING && (factor == 1 || factor == -1))
        return make2(m, factor > 0 ? HIR_add : HIR_sub, TYPE_int64, sum, v);
    ValueId product = factor == 1 ? v : make2(m, HIR_mul, TYPE_int64, v, number(m, factor));
    return sum == HIR_NOTHING ? product : make2(m, HIR_add, TYPE_int64, sum, product);
}

/* The terms, without the constant; HIR_NOTHING: there are none. */
static ValueId sum_of(Maker *m, const Affine *sum, Wide most)
{
    ValueId result = HIR_NOTHING;
    for (int i = 0; i < sum->count; i++)
        result = plus(m, result, sum->terms[i].factor, near_value(m, sum->terms[i].atom, most));
    return result;
}

static ValueId plus_product(Maker *m, ValueId sum, const Product *product)
{
    ValueId factor = sum_of(m, &product->sum, TEST_MOST_FACTOR);
    if (product->sum.constant)
        factor = plus(m, factor, 1, number(m, product->sum.constant));
    ValueId times = near_value(m, product->times, TEST_MOST_FACTOR);
    return plus(m, sum, product->factor, make2(m, HIR_mul, TYPE_int64, factor, times));
}

/* constant + v < 0, constant - v < 0, x - y < 0: of any numbers. Is it one of these? */
static bool fail_plainly(Maker *m, const Least *least)
{
    const Affine *sum = &least->sum;
    Wide first = sum->count ? sum->terms[0].factor : 0, second = sum->count > 1 ? sum->terms[1].factor : 0;
    if (least->count || (first != 1 && first != -1) || sum->count > 2 || (second && (first + second || sum->constant)))
        return false;
    ValueId x = term_of(m, sum->terms[0].atom)->value;
    ValueId y = second ? term_of(m, sum->terms[1].atom)->value : number(m, first > 0 ? -sum->constant : sum->constant);
    fail_where(m, first > 0 ? HIR_lt : HIR_gt, x, y);
    return true;
}

/* Whether it isn't so that `least >= 0`. */
static ValueId test_of(Maker *m, const Least *least)
{
    m->fails = HIR_NOTHING;
    if (fail_plainly(m, least))
        return m->fails;
    ValueId sum = sum_of(m, &least->sum, TEST_MOST);
    for (size_t i = 0; i < least->count; i++)
        sum = plus_product(m, sum, &least->products[i]);
    fail_where(m, HIR_lt, sum, number(m, -least->sum.constant));
    return m->fails;
}

/* ---- places ------------------------------------------------------------------------------------------------------------ */

static ValueId make_test(Bound *b, ValueId iter)
{
    Maker m = {.b = b, .iter = iter};
    ValueId any = HIR_NOTHING;
    for (size_t i = 0; i < b->tests.count; i++)
        if (b->tests.items[i].iter == iter)
            any = either(&m, any, test_of(&m, &b->tests.items[i].least));
    BlockId block = bound_hir(b, iter)->block;
    const HirBlock *home = &b->f->hir.blocks.items[block];
    size_t at = 0;
    while (at < home->values.count && home->values.items[at] != iter)
        at++;
    assert(at < home->values.count);
    hir_insert(b->u, &b->f->hir, block, at, m.made.items, m.made.count);
    hir_insert(b->u, &b->f->hir, 0, 0, m.constants.items, m.constants.count);
    return any;
}

static void set_fails(Bound *b, const TestedIndex *tested, ValueId fails)
{
    HirValue *access = hir_value(&b->f->hir, tested->access);
    size_t count = bound_integers_in(b, bound_hir(b, access->args[1])->type);
    if (!access->facts.fails) {
        access->facts.fails = ARENA_ARRAY(&b->u->arena, ValueId, count);
        memset(access->facts.fails, 0xFF, count * sizeof *access->facts.fails);
    }
    access->facts.fails[tested->axis] = fails;
}

void bound_make_tests(Bound *b)
{
    ValueId *fails = ARENA_ARRAY(&b->u->arena, ValueId, b->value_count); /* by iter; 0, a value of block 0: none yet */
    for (size_t i = 0; i < b->tested.count; i++) {
        ValueId iter = b->tested.items[i].iter;
        if (!fails[iter])
            fails[iter] = make_test(b, iter);
        set_fails(b, &b->tested.items[i], fails[iter]);
    }
}
