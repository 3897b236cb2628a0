/* bound_value.c: what an operation says of its value: a sum of atoms, or an atom and facts of it.
 *
 * To teach it more: a case in form_of_operation(), or in form_of_call() for a function. */
#include <assert.h>

#include "bound/bound_facts.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/hir.h"

bool bound_is_call(const HirValue *v, int rule)
{
    return v->op == HIR_call && v->builtin >= 0 && (int)builtins[v->builtin].rule == rule;
}

bool bound_int_constant(const Bound *b, ValueId v, int64_t *integer)
{
    const HirValue *value = bound_hir(b, v);
    bool is_int = value->op == HIR_const && value->object->kind == FROZEN_INT && value->object->type != TYPE_uint64 &&
                  !frozen_is_data(value->object);
    *integer = is_int ? frozen_integer(value->object) : 0;
    return is_int;
}

ValueId bound_first_same(const Bound *b, ValueId constant)
{
    ValueId first = 0;
    while (bound_hir(b, first)->block == HIR_NOTHING || !hir_same_value(&b->f->hir, first, constant))
        first++;
    return first;
}

static Wide least(Bound *b, const Affine *x)
{
    Wide found = x->known ? bound_least(b, x) : BOUND_NONE;
    return found < INT64_MIN ? INT64_MIN : found;
}

static Wide most(Bound *b, const Affine *x)
{
    Affine negative = affine_times(x, -1);
    Wide found = x->known ? bound_least(b, &negative) : BOUND_NONE;
    return found == BOUND_NONE || -found > INT64_MAX ? INT64_MAX : -found;
}

static Wide smaller(Wide x, Wide y)
{
    return x < y ? x : y;
}

static Wide larger(Wide x, Wide y)
{
    return x > y ? x : y;
}

/* `v` as an atom, of which more is said later, or nothing. */
static Affine atom(ValueId v)
{
    return affine_atom(v);
}

static Affine atom_between(Bound *b, ValueId v, Wide from, Wide to)
{
    bound_set_interval(b, v, from, to);
    return affine_atom(v);
}

/* What a number of this type can be, once it is an int. */
static Affine atom_of_type(Bound *b, ValueId v, TypeId type)
{
    if (type == TYPE_boolean)
        return atom_between(b, v, 0, 1);
    int64_t least, most;
    return type_limits(type, &least, &most) ? atom_between(b, v, least, most) : atom(v);
}

/* ---- sums ----------------------------------------------------------------------------------------------------------- */

/* A value that is `sum` modulo 2**64. */
static Affine form_of_sum(Bound *b, ValueId v, const Affine *sum)
{
    if (sum->known && bound_fits(b, sum))
        return *sum;
    b->wrapped[v] = *sum;
    return atom(v);
}

/* The value is `sum` and not another number that is equal modulo 2**64 when the two are less than that apart. */
void bound_retry(Bound *b, ValueId v)
{
    const Affine *sum = &b->wrapped[v];
    Affine value = affine_atom(v);
    if (!sum->known)
        return;
    Affine above = affine_plus(*sum, -1, &value), below = affine_times(&above, -1);
    Wide apart = (Wide)1 << 64;
    if (!bound_proves(b, &above, 1 - apart) || !bound_proves(b, &below, 1 - apart))
        return;
    bound_add_order(b, &value, sum, 0);
    bound_add_order(b, sum, &value, 0);
}

static Affine form_of_product(Bound *b, ValueId v, const Affine *x, const Affine *y)
{
    if (affine_is_constant(x) || affine_is_constant(y)) {
        Affine product = affine_is_constant(x) ? affine_times(y, x->constant) : affine_times(x, y->constant);
        return form_of_sum(b, v, &product);
    }
    Wide x0 = least(b, x), x1 = most(b, x), y0 = least(b, y), y1 = most(b, y);
    Wide lowest = smaller(smaller(x0, x1), smaller(y0, y1)), highest = larger(larger(x0, x1), larger(y0, y1));
    if (lowest < INT64_MIN || highest > INT64_MAX)
        return atom(v); /* products might not fit a Wide; where nothing gets, the most may be below the least */
    Wide from = smaller(smaller(x0 * y0, x0 * y1), smaller(x1 * y0, x1 * y1));
    Wide to = larger(larger(x0 * y0, x0 * y1), larger(x1 * y0, x1 * y1));
    return from < INT64_MIN || to > INT64_MAX ? atom(v) : atom_between(b, v, from, to);
}

/* ---- other operations ------------------------------------------------------------------------------------------------- */

static Wide divided_down(Wide x, Wide by)
{
    assert(by > 0);
    return x / by - (x % by < 0);
}

/* v == x // by, rounded down: by * v <= x < by * v + by. */
static Affine form_of_quotient(Bound *b, ValueId v, const Affine *x, Wide by)
{
    if (!x->known || by <= 0)
        return atom(v);
    if (affine_is_constant(x))
        return affine_constant(divided_down(x->constant, by));
    atom_between(b, v, divided_down(least(b, x), by), divided_down(most(b, x), by));
    Affine value = affine_atom(v), multiple = affine_times(&value, by);
    bound_add_order(b, &multiple, x, 0);
    bound_add_order(b, x, &multiple, 1 - by);
    return value;
}

/* A divisor of 0 raises, so one that isn't negative is positive, and the result is below it. */
static Affine form_of_mod(Bound *b, ValueId v, const Affine *x, const Affine *y)
{
    Affine value = affine_atom(v);
    if (!y->known || !bound_proves(b, y, 0))
        return value;
    atom_between(b, v, 0, most(b, y) - 1);
    bound_add_order(b, &value, y, 1);
    if (x->known && bound_proves(b, x, 0))
        bound_add_order(b, &value, x, 0);
    return value;
}

static Affine form_of_and(Bound *b, ValueId v, const Affine *x, const Affine *y)
{
    Affine value = affine_atom(v);
    const Affine *sides[] = {x, y};
    for (int i = 0; i < 2; i++)
        if (sides[i]->known && bound_proves(b, sides[i], 0)) {
            atom_between(b, v, 0, most(b, sides[i]));
            bound_add_order(b, &value, sides[i], 0);
        }
    return value;
}

/* or, xor: of two numbers that aren't negative no bit above theirs is set. */
static Affine form_of_or(Bound *b, ValueId v, const Affine *x, const Affine *y)
{
    if (!x->known || !y->known || !bound_proves(b, x, 0) || !bound_proves(b, y, 0))
        return atom(v);
    Wide bits = 1;
    while (bits <= larger(most(b, x), most(b, y)))
        bits *= 2;
    return atom_between(b, v, 0, bits - 1);
}

static Affine form_of_shift(Bound *b, ValueId v, const Affine *x, const Affine *by, bool left)
{
    if (!x->known || !affine_is_constant(by) || by->constant < 0 || by->constant > 62)
        return atom(v);
    Wide factor = (Wide)1 << (int)by->constant;
    Affine product = affine_times(x, factor);
    return left ? form_of_sum(b, v, &product) : form_of_quotient(b, v, x, factor);
}

static Affine form_of_operation(Bound *b, ValueId v)
{
    const HirValue *value = bound_hir(b, v);
    if (!value->count)
        return atom(v);
    Affine x = b->values[value->args[0]], y = value->count > 1 ? b->values[value->args[1]] : affine_constant(0), sum;
    switch ((HirOp)value->op) {
    case HIR_add: sum = affine_plus(x, 1, &y); return form_of_sum(b, v, &sum);
    case HIR_sub: sum = affine_plus(x, -1, &y); return form_of_sum(b, v, &sum);
    case HIR_neg: sum = affine_times(&x, -1); return form_of_sum(b, v, &sum);
    case HIR_invert: sum = affine_shifted(affine_times(&x, -1), -1); return form_of_sum(b, v, &sum);
    case HIR_mul: return form_of_product(b, v, &x, &y);
    case HIR_floordiv: return affine_is_constant(&y) ? form_of_quotient(b, v, &x, y.constant) : atom(v);
    case HIR_mod: return form_of_mod(b, v, &x, &y);
    case HIR_and: return form_of_and(b, v, &x, &y);
    case HIR_or:
    case HIR_xor: return form_of_or(b, v, &x, &y);
    case HIR_lshift:
    case HIR_rshift: return form_of_shift(b, v, &x, &y, value->op == HIR_lshift);
    default: return atom(v);
    }
}

/* ---- functions -------------------------------------------------------------------------------------------------------- */

/* The least (sign 1) or the greatest (sign -1) of the arguments. */
static Affine form_of_extreme(Bound *b, ValueId v, Wide sign)
{
    const HirValue *call = bound_hir(b, v);
    Affine value = affine_atom(v);
    Wide from = INT64_MAX, to = INT64_MIN;
    for (size_t i = 1; i < call->count; i++)
        if (call->keyword_count || !b->values[call->args[i]].known)
            return value;
    for (size_t i = 1; i < call->count; i++) {
        const Affine *argument = &b->values[call->args[i]];
        from = smaller(from, least(b, argument));
        to = larger(to, most(b, argument));
        Affine sum = affine_plus(affine_times(argument, sign), -sign, &value);
        bound_add(b, &sum);
    }
    return call->count > 2 ? atom_between(b, v, from, to) : value;
}

/* The absolute value of the least int is itself. */
static Affine form_of_abs(Bound *b, ValueId v)
{
    const HirValue *call = bound_hir(b, v);
    const Affine *x = call->count == 2 ? &b->values[call->args[1]] : NULL;
    if (!x || !x->known || !bound_proves(b, x, (Wide)INT64_MIN + 1))
        return atom(v);
    Affine value = atom_between(b, v, 0, larger(most(b, x), -least(b, x))), negative = affine_times(x, -1);
    bound_add_order(b, x, &value, 0);
    bound_add_order(b, &negative, &value, 0);
    return value;
}

static Affine form_of_call(Bound *b, ValueId v)
{
    const HirValue *call = bound_hir(b, v);
    if (bound_is_call(call, CALL_LEN))
        return atom_between(b, v, 0, INT64_MAX);
    if (builtin_is_min(call->builtin) || builtin_is_max(call->builtin))
        return form_of_extreme(b, v, builtin_is_min(call->builtin) ? 1 : -1);
    return call->builtin == BUILTIN_abs ? form_of_abs(b, v) : atom(v);
}

static Affine form_of_element(Bound *b, ValueId v)
{
    const Type *owner = type_get(b->u, bound_hir(b, bound_hir(b, v)->args[0])->type);
    bool is_memory = owner->shape == SHAPE_POINTER || owner->shape == SHAPE_ARRAY;
    return is_memory ? atom_of_type(b, v, owner->element) : atom(v);
}

/* ---- names ------------------------------------------------------------------------------------------------------------ */

/* The value that `v` is another name of: an element of a tuple that was made here. */
static ValueId alias_of(const Bound *b, ValueId v)
{
    const HirValue *value = bound_hir(b, v);
    if (value->op == HIR_pos)
        return value->args[0];
    int64_t index = value->integer;
    if (value->op != HIR_unpack && (value->op != HIR_getitem || !bound_int_constant(b, value->args[1], &index)))
        return HIR_NOTHING;
    const HirValue *tuple = bound_hir(b, value->args[0]);
    if (tuple->op != HIR_tuple)
        return HIR_NOTHING;
    index += index < 0 ? (int64_t)tuple->count : 0;
    assert(index >= 0 && (size_t)index < tuple->count); /* infer refuses another */
    return tuple->args[index];
}

static Affine form_of_int(Bound *b, ValueId v)
{
    const HirValue *value = bound_hir(b, v);
    Affine form;
    ValueId alias = alias_of(b, v);
    if (alias != HIR_NOTHING && bound_hir(b, alias)->type == TYPE_int64)
        return b->values[alias];
    if (bound_is_length(b, v, &form))
        return form;
    if (bound_iterated(b, v))
        return atom(v);
    switch ((HirOp)value->op) {
    case HIR_const:
        return frozen_is_data(value->object) ? atom(bound_first_same(b, v)) : bound_of_object(value->object);
    case HIR_param: return atom_of_type(b, v, b->f->parameters[value->integer]);
    case HIR_phi: bound_phi(b, v); return atom(v);
    case HIR_getitem: return form_of_element(b, v);
    case HIR_iter_count: return atom_between(b, v, 0, INT64_MAX);
    case HIR_call: return form_of_call(b, v);
    default: return form_of_operation(b, v);
    }
}

Affine bound_form(Bound *b, ValueId v)
{
    const HirValue *value = bound_hir(b, v);
    assert(value->block == b->here);
    b->wrapped[v] = affine_unknown();
    if (value->op == HIR_unbound || (value->type != TYPE_boolean && !type_is_integer(value->type)) ||
        value->type == TYPE_uint64 || value->type == TYPE_uintp)
        return affine_unknown(); /* no integer, or one that another conversion makes another number */
    return value->type == TYPE_int64 ? form_of_int(b, v) : atom_of_type(b, v, value->type);
}
