/* bound.c: what is known of integers, and which index checks that proves.
 *
 * A Fact of an int value v holds wherever v is defined:
 *     least <= v <= most           an interval
 *     v == base + offset           the affine form; base is v itself where there is none better
 *     v <= top + slack             a symbolic bound: top is the base of some other value, as for i in range(n): i <= n - 1
 * all in the integers, not modulo 2**64: arithmetic that may wrap gives no fact. Facts come from one walk in the order of
 * the blocks, where all but the arguments of back edges is known before it is used. At a place more is known: the branches
 * that dominate it are true there (fact_at). An index is in range when it isn't negative and its bound is the length.
 *
 * To teach it more: a case in fact_of() for an operation, in alias_of() for another way to name a value. */
#include "bound.h"

#include <string.h>

#include "bound_iter.h"
#include "builtins.h"

typedef struct Fact {
    int64_t least, most;
    ValueId base;
    int64_t offset;
    ValueId top; /* HIR_NOTHING: no bound known */
    int64_t slack;
} Fact;

/* From here on base + offset >= 0: it is a length of a view, and a negative one has raised. */
typedef struct Length {
    ValueId base;
    int64_t offset;
    BlockId block;
} Length;

typedef struct Bound {
    Unit *u;
    Function *f;
    Fact *facts;        /* by ValueId; of values that are no int: nothing is known */
    BlockId *dominator; /* immediate one of each block; of block 0 itself */
    struct {
        Length *items;
        size_t count, capacity;
    } lengths; /* of the views that the walk has come by */
} Bound;

enum { CONDITIONS = 32 }; /* that many dominating blocks are looked at: keeps the pass linear */

static const HirValue *value_of(const Bound *b, ValueId v)
{
    return hir_value(&b->f->hir, v);
}

static Fact nothing_about(ValueId v)
{
    return (Fact){INT64_MIN, INT64_MAX, v, 0, HIR_NOTHING, 0};
}

static Fact between(ValueId v, int64_t least, int64_t most)
{
    Fact fact = nothing_about(v);
    fact.least = least;
    fact.most = most;
    return fact;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* a + b; where that doesn't fit, the end of the range on its side, which is no less true of a bound. */
static int64_t saturated(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? (b < 0 ? INT64_MIN : INT64_MAX) : sum;
}

/* ---- where values come from ------------------------------------------------------------------------------------------ */

static bool is_call_of(const HirValue *v, BuiltinRule rule)
{
    return v->op == HIR_call && v->builtin >= 0 && builtins[v->builtin].rule == rule;
}

static bool is_int_constant(const Bound *b, ValueId v, int64_t *integer)
{
    const HirValue *value = value_of(b, v);
    bool is_int = value->op == HIR_const && value->object->kind == OBJECT_INT && value->object->type != TYPE_uint64;
    *integer = is_int ? value->object->integer : 0;
    return is_int;
}

/* The argument `shape` of a call of carray or farray. */
static ValueId shape_of_view(const HirValue *call)
{
    size_t positional = call->count - call->keyword_count;
    for (size_t i = 0; i < call->keyword_count; i++)
        if (!strcmp(call->keywords[i], "shape"))
            return call->args[positional + i];
    return positional > 2 ? call->args[2] : HIR_NOTHING;
}

static Fact fact_of_object(const Object *object)
{
    Fact fact = nothing_about(HIR_NOTHING);
    if (object->kind == OBJECT_INT && object->type != TYPE_uint64)
        fact.least = fact.most = object->integer;
    return fact;
}

/* What is known of the length of an array along an axis. */
static Fact length_fact(const Bound *b, ValueId array, size_t axis)
{
    const HirValue *v = value_of(b, array);
    if (v->op == HIR_const && v->object->kind == OBJECT_ARRAY)
        return between(HIR_NOTHING, v->object->array->shape[axis], v->object->array->shape[axis]);
    if (!is_call_of(v, CALL_CARRAY) && !is_call_of(v, CALL_FARRAY))
        return between(HIR_NOTHING, 0, INT64_MAX);
    ValueId shape = shape_of_view(v);
    const HirValue *s = value_of(b, shape);
    if (s->op == HIR_tuple)
        return b->facts[s->args[axis]];
    if (s->op == HIR_const && s->object->kind == OBJECT_TUPLE)
        return fact_of_object(s->object->items[axis]);
    return type_has_shape(b->u, s->type, SHAPE_TUPLE) ? nothing_about(HIR_NOTHING) : b->facts[shape];
}

/* The number of elements of len(v), or of one axis by `v.shape[axis]`: how many, and of what. */
static bool is_length(const Bound *b, const HirValue *v, ValueId *array, size_t *axis)
{
    int64_t index = v->integer;
    *axis = 0;
    if (is_call_of(v, CALL_LEN)) {
        *array = v->args[1];
        return type_has_shape(b->u, value_of(b, *array)->type, SHAPE_ARRAY);
    }
    if (v->op != HIR_unpack && (v->op != HIR_getitem || !is_int_constant(b, v->args[1], &index)))
        return false;
    const HirValue *shape = value_of(b, v->args[0]);
    if (shape->op != HIR_getattr || strcmp(shape->text, "shape"))
        return false;
    *array = shape->args[0];
    const Type *type = type_get(b->u, value_of(b, *array)->type);
    *axis = (size_t)(index < 0 ? index + type->ndim : index);
    return type->shape == SHAPE_ARRAY;
}

/* ---- one operation --------------------------------------------------------------------------------------------------- */

/* The fact of v = x + by, where that doesn't wrap. */
static Fact shifted(ValueId v, const Fact *x, int64_t by)
{
    Fact fact = nothing_about(v);
    if (__builtin_add_overflow(x->least, by, &fact.least) || __builtin_add_overflow(x->most, by, &fact.most) ||
        __builtin_add_overflow(x->offset, by, &fact.offset) || __builtin_add_overflow(x->slack, by, &fact.slack))
        return nothing_about(v);
    fact.base = x->base;
    fact.top = x->top;
    return fact;
}

static bool is_exact(const Fact *fact)
{
    return fact->least == fact->most;
}

static Fact fact_of_sum(ValueId v, const Fact *x, const Fact *y)
{
    if (is_exact(y) || is_exact(x))
        return is_exact(y) ? shifted(v, x, y->least) : shifted(v, y, x->least);
    int64_t least, most;
    if (__builtin_add_overflow(x->least, y->least, &least) || __builtin_add_overflow(x->most, y->most, &most))
        return nothing_about(v);
    return between(v, least, most);
}

/* x - y where y <= top + slack and x == top + offset: at least offset - slack, and at most x - least of y. */
static Fact fact_of_difference(ValueId v, const Fact *x, const Fact *y)
{
    if (is_exact(y) && y->least != INT64_MIN)
        return shifted(v, x, -y->least);
    Fact fact = nothing_about(v);
    int64_t by_interval = INT64_MIN, by_bound = INT64_MIN;
    bool interval_wraps = __builtin_sub_overflow(x->least, y->most, &by_interval);
    bool is_bounded = y->top != HIR_NOTHING && y->top == x->base &&
                      !__builtin_sub_overflow(x->offset, y->slack, &by_bound);
    if ((interval_wraps && !is_bounded) || __builtin_sub_overflow(x->most, y->least, &fact.most))
        return nothing_about(v);
    fact.least = larger(interval_wraps ? INT64_MIN : by_interval, is_bounded ? by_bound : INT64_MIN);
    if (!__builtin_sub_overflow(x->offset, y->least, &fact.slack))
        fact.top = x->base;
    return fact;
}

static Fact fact_of_product(ValueId v, const Fact *x, const Fact *y)
{
    int64_t a, b, c, d;
    if (__builtin_mul_overflow(x->least, y->least, &a) || __builtin_mul_overflow(x->least, y->most, &b) ||
        __builtin_mul_overflow(x->most, y->least, &c) || __builtin_mul_overflow(x->most, y->most, &d))
        return nothing_about(v);
    return between(v, smaller(smaller(a, b), smaller(c, d)), larger(larger(a, b), larger(c, d)));
}

/* Python's rounding: down. */
static int64_t floor_divided(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static Fact fact_of_floordiv(ValueId v, const Fact *x, const Fact *y)
{
    if (!is_exact(y) || y->least <= 0)
        return nothing_about(v);
    return between(v, floor_divided(x->least, y->least), floor_divided(x->most, y->least));
}

/* A divisor of 0 raises, so one that isn't negative is positive, and the result is below it. */
static Fact fact_of_mod(ValueId v, const Fact *y)
{
    if (y->least < 0)
        return nothing_about(v);
    Fact fact = between(v, 0, saturated(y->most, -1));
    fact.top = y->base;
    fact.slack = saturated(y->offset, -1);
    return fact;
}

static Fact fact_of_and(ValueId v, const Fact *x, const Fact *y)
{
    if (x->least < 0 && y->least < 0)
        return nothing_about(v);
    int64_t most = x->least < 0 ? y->most : y->least < 0 ? x->most : smaller(x->most, y->most);
    return between(v, 0, most);
}

/* What a number of this type can be, once it is an int. */
static Fact fact_of_stored(ValueId v, TypeId stored)
{
    if (stored >= TYPE_SCALAR_COUNT || scalar_types[stored].size >= 8 || !type_is_integer(stored))
        return nothing_about(v);
    int bits = 8 * scalar_types[stored].size;
    if (scalar_types[stored].kind == KIND_UNSIGNED)
        return between(v, 0, ((int64_t)1 << bits) - 1);
    return between(v, -((int64_t)1 << (bits - 1)), ((int64_t)1 << (bits - 1)) - 1);
}

static Fact fact_of_element(const Bound *b, ValueId v)
{
    const Type *owner = type_get(b->u, value_of(b, value_of(b, v)->args[0])->type);
    return owner->shape == SHAPE_POINTER || owner->shape == SHAPE_ARRAY ? fact_of_stored(v, owner->element)
                                                                        : nothing_about(v);
}

/* ---- loops ----------------------------------------------------------------------------------------------------------- */

/* An element of range(start, stop, step): start <= i < stop going up, stop < i <= start going down. */
static Fact fact_of_range_item(const Bound *b, ValueId v, const HirValue *range)
{
    size_t given = range->count - 1;
    int64_t step = 1;
    if (given > 2 && (!is_int_constant(b, range->args[3], &step) || step == 0))
        return nothing_about(v);
    Fact zero = between(HIR_NOTHING, 0, 0);
    const Fact *start = given > 1 ? &b->facts[range->args[1]] : &zero,
               *stop = &b->facts[range->args[given > 1 ? 2 : 1]];
    Fact fact = nothing_about(v);
    fact.least = step > 0 ? start->least : saturated(stop->least, 1);
    fact.most = step > 0 ? saturated(stop->most, -1) : start->most;
    fact.top = step > 0 ? stop->base : start->base;
    fact.slack = step > 0 ? saturated(stop->offset, -1) : start->offset;
    return fact;
}

static Fact fact_of_element_of(const Bound *b, ValueId v, ValueId iterable)
{
    const HirValue *source = value_of(b, iterable);
    if (is_call_of(source, CALL_RANGE))
        return fact_of_range_item(b, v, source);
    return type_has_shape(b->u, source->type, SHAPE_ARRAY) ? fact_of_stored(v, type_get(b->u, source->type)->element)
                                                           : nothing_about(v);
}

/* An index below a length. */
static Fact fact_below(ValueId v, const Fact *length)
{
    Fact fact = between(v, 0, saturated(length->most, -1));
    fact.top = length->base;
    fact.slack = saturated(length->offset, -1);
    return fact;
}

/* What enumerate(array) counts from 0. */
static Fact fact_of_number(const Bound *b, ValueId v, const HirValue *call)
{
    int64_t start = 0;
    if (call->count > 2 && (!is_int_constant(b, call->args[2], &start) || start < 0 || start > INT32_MAX))
        return nothing_about(v);
    bool over_array = type_has_shape(b->u, value_of(b, call->args[1])->type, SHAPE_ARRAY);
    Fact length = over_array ? length_fact(b, call->args[1], 0) : between(HIR_NOTHING, 0, INT64_MAX);
    Fact fact = fact_below(v, &length);
    return start ? between(v, start, INT64_MAX) : fact;
}

/* An index of np.ndindex or np.ndenumerate. */
static Fact fact_of_index(const Bound *b, ValueId v, const HirValue *call, size_t axis)
{
    Fact length = between(HIR_NOTHING, 0, INT64_MAX);
    const HirValue *shape = value_of(b, call->args[1]);
    if (is_call_of(call, CALL_NDENUMERATE))
        length = length_fact(b, call->args[1], axis);
    else if (shape->op == HIR_tuple)
        length = b->facts[shape->args[axis]];
    else if (shape->op == HIR_const && shape->object->kind == OBJECT_TUPLE)
        length = fact_of_object(shape->object->items[axis]);
    else if (shape->op == HIR_getattr && !strcmp(shape->text, "shape"))
        length = length_fact(b, shape->args[0], axis);
    else if (!type_has_shape(b->u, shape->type, SHAPE_TUPLE))
        length = b->facts[call->args[1 + axis]];
    return fact_below(v, &length);
}

/* A variable of a loop. */
static bool fact_of_iterated(const Bound *b, ValueId v, Fact *fact)
{
    Iterated from = iterated_by(b->f, v);
    switch (from.kind) {
    case ITERATED_ELEMENT: *fact = fact_of_element_of(b, v, from.source); return true;
    case ITERATED_NUMBER: *fact = fact_of_number(b, v, value_of(b, from.source)); return true;
    case ITERATED_INDEX: *fact = fact_of_index(b, v, value_of(b, from.source), from.axis); return true;
    default: return false;
    }
}

static Fact fact_at(const Bound *b, ValueId v, BlockId block, ValueId wanted_top);

/* Is `arg` = phi + by, without wrapping, where it is computed? Then *by says how much it grows. */
static bool is_step(const Bound *b, ValueId phi, ValueId arg, int64_t *by)
{
    const HirValue *v = value_of(b, arg);
    if ((v->op != HIR_add && v->op != HIR_sub) || v->args[0] != phi || !is_int_constant(b, v->args[1], by) ||
        *by == INT64_MIN)
        return false;
    *by = v->op == HIR_sub ? -*by : *by;
    Fact before = fact_at(b, phi, v->block, HIR_NOTHING);
    int64_t end;
    return !__builtin_add_overflow(*by > 0 ? before.most : before.least, *by, &end);
}

/* A variable that control flow merges. One that only grows in a loop is never below what it was before; one that only
 * shrinks is never above. */
static Fact fact_of_phi(const Bound *b, ValueId v)
{
    const HirValue *phi = value_of(b, v);
    const HirBlock *block = &b->f->hir.blocks.items[phi->block];
    bool grows = true, shrinks = true;
    int64_t least = INT64_MAX, most = INT64_MIN, by;
    for (size_t i = 0; i < phi->count; i++) {
        if (block->preds.items[i] < phi->block) {
            Fact fact = fact_at(b, phi->args[i], block->preds.items[i], HIR_NOTHING);
            least = smaller(least, fact.least);
            most = larger(most, fact.most);
        } else if (phi->args[i] != v) {
            bool steps = is_step(b, v, phi->args[i], &by);
            grows &= steps && by >= 0;
            shrinks &= steps && by <= 0;
        }
    }
    return between(v, grows ? least : INT64_MIN, shrinks ? most : INT64_MAX);
}

/* ---- what branches say ------------------------------------------------------------------------------------------------- */

static HirOp opposite(HirOp op)
{
    switch (op) {
    case HIR_lt: return HIR_ge;
    case HIR_le: return HIR_gt;
    case HIR_gt: return HIR_le;
    case HIR_ge: return HIR_lt;
    case HIR_eq: return HIR_ne;
    default: return HIR_eq;
    }
}

static HirOp mirrored(HirOp op)
{
    switch (op) {
    case HIR_lt: return HIR_gt;
    case HIR_le: return HIR_ge;
    case HIR_gt: return HIR_lt;
    case HIR_ge: return HIR_le;
    default: return op;
    }
}

/* `fact` is of a base; add that base + offset `op` y is true. */
static void refine(Fact *fact, int64_t offset, HirOp op, const Fact *y, ValueId wanted_top)
{
    if (offset == INT64_MIN || op == HIR_ne)
        return;
    if (op == HIR_gt || op == HIR_ge || op == HIR_eq)
        fact->least = larger(fact->least, saturated(saturated(y->least, op == HIR_gt), -offset));
    if (op == HIR_gt || op == HIR_ge)
        return;
    int64_t below = op == HIR_lt ? -1 : 0;
    fact->most = smaller(fact->most, saturated(saturated(y->most, below), -offset));
    bool better = fact->top == HIR_NOTHING || (y->base == wanted_top && fact->top != wanted_top);
    int64_t slack;
    if (better && !__builtin_sub_overflow(saturated(y->offset, below), offset, &slack)) {
        fact->top = y->base;
        fact->slack = slack;
    }
}

static bool compares_ints(const Bound *b, const HirValue *v)
{
    return v->op >= HIR_lt && v->op <= HIR_ge && value_of(b, v->args[0])->type == TYPE_int64 &&
           value_of(b, v->args[1])->type == TYPE_int64;
}

/* The condition that is true in `block` since its one predecessor branched here; false: there is none. */
static bool condition_of(const Bound *b, BlockId block, const HirValue **compare, HirOp *op)
{
    const HirBlock *here = &b->f->hir.blocks.items[block];
    if (here->preds.count != 1)
        return false;
    const HirBlock *before = &b->f->hir.blocks.items[here->preds.items[0]];
    const HirValue *end = value_of(b, before->values.items[before->values.count - 1]);
    if (end->op != HIR_branch || before->successors[0] == before->successors[1])
        return false;
    bool is_true = before->successors[0] == block;
    *compare = value_of(b, end->args[0]);
    while ((*compare)->op == HIR_not || (*compare)->op == HIR_truth) {
        is_true ^= (*compare)->op == HIR_not;
        *compare = value_of(b, (*compare)->args[0]);
    }
    if (!compares_ints(b, *compare))
        return false;
    *op = is_true ? (HirOp)(*compare)->op : opposite((HirOp)(*compare)->op);
    return true;
}

static void add_condition(const Bound *b, Fact *fact, BlockId block, ValueId wanted_top)
{
    const HirValue *compare;
    HirOp op;
    if (!condition_of(b, block, &compare, &op))
        return;
    const Fact *x = &b->facts[compare->args[0]], *y = &b->facts[compare->args[1]];
    if (x->base == fact->base)
        refine(fact, x->offset, op, y, wanted_top);
    if (y->base == fact->base)
        refine(fact, y->offset, mirrored(op), x, wanted_top);
}

static void add_lengths(const Bound *b, Fact *fact, BlockId block)
{
    Fact zero = between(HIR_NOTHING, 0, 0);
    for (size_t i = 0; i < b->lengths.count; i++) {
        const Length *length = &b->lengths.items[i];
        if (length->block == block && length->base == fact->base)
            refine(fact, length->offset, HIR_ge, &zero, HIR_NOTHING);
    }
}

/* What is known of `v` in `block`. Of two symbolic bounds the one by `wanted_top` is kept. */
static Fact fact_at(const Bound *b, ValueId v, BlockId block, ValueId wanted_top)
{
    Fact own = b->facts[v];
    Fact fact = b->facts[own.base];
    for (int i = 0; i < CONDITIONS; i++, block = b->dominator[block]) {
        add_lengths(b, &fact, block);
        add_condition(b, &fact, block, wanted_top);
        if (block == b->dominator[block])
            break;
    }
    fact = shifted(v, &fact, own.offset - fact.offset);
    fact.base = own.base;
    fact.offset = own.offset;
    fact.least = larger(fact.least, own.least);
    fact.most = smaller(fact.most, own.most);
    if (fact.top == HIR_NOTHING) {
        fact.top = own.top;
        fact.slack = own.slack;
    }
    return fact;
}

/* ---- the walk ---------------------------------------------------------------------------------------------------------- */

/* The value that `v` is another name of: an element of a tuple that was made here. */
static ValueId alias_of(const Bound *b, ValueId v)
{
    const HirValue *value = value_of(b, v);
    if (value->op == HIR_pos || value->op == HIR_check_bound)
        return value->args[0];
    int64_t index = value->integer;
    if (value->op != HIR_unpack && (value->op != HIR_getitem || !is_int_constant(b, value->args[1], &index)))
        return HIR_NOTHING;
    const HirValue *tuple = value_of(b, value->args[0]);
    return tuple->op == HIR_tuple ? tuple->args[index < 0 ? index + (int64_t)tuple->count : index] : HIR_NOTHING;
}

/* What is known of `v` because it is another name of something, or a length. */
static bool fact_by_name(const Bound *b, ValueId v, Fact *fact)
{
    ValueId array, alias = alias_of(b, v);
    size_t axis;
    if (alias != HIR_NOTHING && value_of(b, alias)->type == TYPE_int64) {
        *fact = b->facts[alias];
        return true;
    }
    if (!is_length(b, value_of(b, v), &array, &axis))
        return false;
    *fact = length_fact(b, array, axis);
    fact->least = larger(fact->least, 0); /* a view with a negative length has raised */
    if (fact->base == HIR_NOTHING)
        fact->base = v;
    return true;
}

static Fact fact_of_binary(const Bound *b, ValueId v)
{
    const HirValue *value = value_of(b, v);
    Fact x = fact_at(b, value->args[0], value->block, HIR_NOTHING);
    Fact y = fact_at(b, value->args[1], value->block, HIR_NOTHING);
    switch ((HirOp)value->op) {
    case HIR_add: return fact_of_sum(v, &x, &y);
    case HIR_sub: return fact_of_difference(v, &x, &y);
    case HIR_mul: return fact_of_product(v, &x, &y);
    case HIR_floordiv: return fact_of_floordiv(v, &x, &y);
    case HIR_mod: return fact_of_mod(v, &y);
    case HIR_and: return fact_of_and(v, &x, &y);
    default: return nothing_about(v);
    }
}

static Fact fact_of(const Bound *b, ValueId v)
{
    const HirValue *value = value_of(b, v);
    int64_t integer;
    Fact fact;
    if (value->type != TYPE_int64)
        return nothing_about(v);
    if (fact_by_name(b, v, &fact) || fact_of_iterated(b, v, &fact))
        return fact;
    if (hir_ops[value->op].flags & HIR_FLAG_BINARY)
        return fact_of_binary(b, v);
    switch ((HirOp)value->op) {
    case HIR_const: return is_int_constant(b, v, &integer) ? between(v, integer, integer) : nothing_about(v);
    case HIR_param: return fact_of_stored(v, b->f->parameters[value->integer]);
    case HIR_phi: return fact_of_phi(b, v);
    case HIR_getitem: return fact_of_element(b, v);
    case HIR_iter_count: return between(v, 0, INT64_MAX);
    case HIR_call: return is_call_of(value, CALL_LEN) ? between(v, 0, INT64_MAX) : nothing_about(v);
    default: return nothing_about(v);
    }
}

static BlockId common_dominator(const Bound *b, BlockId x, BlockId y)
{
    while (x != y) {
        while (x > y)
            x = b->dominator[x];
        while (y > x)
            y = b->dominator[y];
    }
    return x;
}

/* Blocks are in reverse postorder and loops have one entry, so one look at the predecessors before a block is enough. */
static BlockId dominator_of(const Bound *b, BlockId block)
{
    const HirBlock *here = &b->f->hir.blocks.items[block];
    BlockId found = HIR_NOTHING;
    for (size_t i = 0; i < here->preds.count; i++)
        if (here->preds.items[i] < block)
            found = found == HIR_NOTHING ? here->preds.items[i] : common_dominator(b, found, here->preds.items[i]);
    return found == HIR_NOTHING ? block : found;
}

/* ---- indices ----------------------------------------------------------------------------------------------------------- */

static bool is_below(const Fact *x, const Fact *y)
{
    return x->most < y->least || (x->top != HIR_NOTHING && x->top == y->base && x->slack < y->offset);
}

static void judge_index(HirValue *v, size_t k, Fact index, const Fact *length)
{
    if (index.least < 0 || k >= 32)
        return;
    v->facts.not_negative |= 1u << k;
    if (is_below(&index, length))
        v->facts.in_range |= 1u << k;
}

/* The index is a number, a tuple made here, or a frozen tuple. */
static void judge_indices(const Bound *b, HirValue *v)
{
    const HirValue *index = value_of(b, v->args[1]);
    const Type *owner = type_get(b->u, value_of(b, v->args[0])->type);
    bool is_tuple = type_has_shape(b->u, index->type, SHAPE_TUPLE);
    size_t count = is_tuple ? type_get(b->u, index->type)->count : 1;
    if (owner->shape != SHAPE_ARRAY)
        return;
    for (size_t k = 0; k < count; k++) {
        Fact length = length_fact(b, v->args[0], k);
        if (!is_tuple)
            judge_index(v, k, fact_at(b, v->args[1], v->block, length.base), &length);
        else if (index->op == HIR_tuple)
            judge_index(v, k, fact_at(b, index->args[k], v->block, length.base), &length);
        else if (index->op == HIR_const)
            judge_index(v, k, fact_of_object(index->object->items[k]), &length);
    }
}

/* Which lengths of a view need no check; behind it none is negative. */
static void judge_lengths(Bound *b, ValueId id)
{
    HirValue *v = hir_value(&b->f->hir, id);
    for (size_t k = 0; k < (size_t)type_get(b->u, v->type)->ndim; k++) {
        Fact length = length_fact(b, id, k);
        Length checked = {length.base, length.offset, v->block};
        if (length.base != HIR_NOTHING) {
            Fact base = fact_at(b, length.base, v->block, HIR_NOTHING);
            length.least = larger(length.least, saturated(base.least, length.offset));
            ARENA_PUSH(&b->u->arena, &b->lengths, checked);
        }
        if (length.least >= 0 && k < 32)
            v->facts.not_negative |= 1u << k;
    }
}

static void judge(Bound *b, ValueId id)
{
    HirValue *v = hir_value(&b->f->hir, id);
    if (v->op == HIR_getitem || v->op == HIR_setitem)
        judge_indices(b, v);
    else if (is_call_of(v, CALL_CARRAY) || is_call_of(v, CALL_FARRAY))
        judge_lengths(b, id);
}

void bound(Unit *u, Function *f)
{
    Bound b = {.u = u, .f = f};
    b.facts = ARENA_ARRAY(&u->arena, Fact, f->hir.values.count);
    b.dominator = ARENA_ARRAY(&u->arena, BlockId, f->hir.blocks.count);
    for (ValueId v = 0; v < f->hir.values.count; v++)
        b.facts[v] = nothing_about(v);
    for (BlockId block = 0; block < f->hir.blocks.count; block++)
        b.dominator[block] = dominator_of(&b, block);
    for (BlockId block = 0; block < f->hir.blocks.count; block++)
        for (size_t i = 0; i < f->hir.blocks.items[block].values.count; i++) {
            ValueId v = f->hir.blocks.items[block].values.items[i];
            b.facts[v] = fact_of(&b, v);
            judge(&b, v);
        }
}
