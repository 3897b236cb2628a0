/* infer_tuple.c: types of operations of tuples. A tuple's type says how many elements it has and of which types, so what an
 * operation gives follows from types, and from an index, a slice or a factor that is constant. */
#include <assert.h>
#include <string.h>

#include "hir/fold.h"
#include "infer/infer_origins.h"
#include "infer/infer_rules.h"

static const Type *type_at(const Infer *in, ValueId v)
{
    return type_get(in->u, infer_type_of(in, v));
}

static bool is_tuple(const Infer *in, TypeId type)
{
    return type_has_shape(in->u, type, SHAPE_TUPLE);
}

/* A plain tuple or a list, as `like` is. */
static TypeId type_like(Infer *in, unsigned flags, const TypeId *items, size_t count)
{
    return flags & TUPLE_IS_LIST ? type_list(in->u, items, count) : type_tuple(in->u, items, count);
}

/* ---- + and * ----------------------------------------------------------------------------------------------------------- */

static TypeId concatenated_type(Infer *in, const Operand *ops)
{
    Type a = *type_get(in->u, ops[0].type), b = *type_get(in->u, ops[1].type);
    if (a.shape != SHAPE_TUPLE || b.shape != SHAPE_TUPLE || (a.flags & TUPLE_IS_LIST) != (b.flags & TUPLE_IS_LIST))
        infer_bad_operands(in, HIR_add, ops);
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, a.count + b.count);
    for (size_t i = 0; i < a.count + b.count; i++)
        items[i] = i < a.count ? a.items[i] : b.items[i - a.count];
    return type_like(in, a.flags, items, a.count + b.count);
}

static TypeId repeated_type(Infer *in, const Operand *ops)
{
    bool first = is_tuple(in, ops[0].type);
    Type tuple = *type_get(in->u, ops[!first].type);
    Operand times = ops[first];
    if (!type_is_integer(times.type) && times.type != TYPE_boolean)
        infer_bad_operands(in, HIR_mul, ops);
    bool is_word = times.constant && times.constant->type == TYPE_uint64 && frozen_integer(times.constant) < 0;
    int64_t n = times.constant && !is_word ? frozen_integer(times.constant) : INT64_MAX;
    size_t copies = n > 0 ? (size_t)n : 0;
    if (n > MOST_ITEMS || copies * tuple.count > MOST_ITEMS)
        fail(in->u, infer_current(in)->loc, E_TUPLE_REPEAT, (int)MOST_ITEMS);
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, copies * tuple.count);
    for (size_t i = 0; i < copies * tuple.count; i++)
        items[i] = tuple.items[i % tuple.count];
    return type_like(in, tuple.flags, items, copies * tuple.count);
}

TypeId infer_tuple_arithmetic(Infer *in, HirOp op, const Operand *ops)
{
    if (op == HIR_add)
        return concatenated_type(in, ops);
    if (op != HIR_mul)
        infer_bad_operands(in, op, ops);
    return repeated_type(in, ops);
}

/* ---- comparisons ----------------------------------------------------------------------------------------------------- */

/* Values without parts that are equal if they are the same: None, strings, functions, dtypes. */
static bool is_frozen(const Infer *in, TypeId type)
{
    const Type *t = type_get(in->u, type);
    return type == TYPE_none || (t->shape == SHAPE_FROZEN && t->object->kind != FROZEN_OTHER);
}

static bool is_number(TypeId type)
{
    return type_is_scalar(type);
}

bool infer_equality_exists(Infer *in, TypeId a, TypeId b)
{
    if (is_tuple(in, a) && is_tuple(in, b)) {
        Type x = *type_get(in->u, a), y = *type_get(in->u, b);
        for (size_t i = 0; i < x.count && i < y.count; i++)
            if (!infer_equality_exists(in, x.items[i], y.items[i]))
                return false;
        return true;
    }
    if (type_is_pointer(in->u, a) || type_is_pointer(in->u, b))
        return (type_is_pointer(in->u, a) || a == TYPE_none) && (type_is_pointer(in->u, b) || b == TYPE_none);
    bool a_known = is_number(a) || is_frozen(in, a) || is_tuple(in, a) || a == TYPE_string;
    return a_known && (is_number(b) || is_frozen(in, b) || is_tuple(in, b) || b == TYPE_string);
}

static bool order_exists(Infer *in, TypeId a, TypeId b)
{
    if (!is_tuple(in, a) || !is_tuple(in, b))
        return (is_number(a) && is_number(b) && !type_is_complex(a) && !type_is_complex(b)) ||
               (type_is_pointer(in->u, a) && type_is_pointer(in->u, b));
    Type x = *type_get(in->u, a), y = *type_get(in->u, b);
    if ((x.flags & TUPLE_IS_LIST) != (y.flags & TUPLE_IS_LIST))
        return false;
    for (size_t i = 0; i < x.count && i < y.count; i++) {
        bool always_equal = x.items[i] == y.items[i] && is_frozen(in, x.items[i]);
        if (!always_equal &&
            (!infer_equality_exists(in, x.items[i], y.items[i]) || !order_exists(in, x.items[i], y.items[i])))
            return false;
    }
    return true;
}

TypeId infer_tuple_comparison(Infer *in, HirOp op, const Operand *ops)
{
    TypeId a = ops[0].type, b = ops[1].type;
    bool equality = op == HIR_eq || op == HIR_ne;
    if (!(equality ? infer_equality_exists(in, a, b) : order_exists(in, a, b)))
        infer_bad_operands(in, op, ops);
    return TYPE_boolean;
}

static bool is_made_here(const Infer *in, Operand tuple)
{
    return tuple.value != HIR_NOTHING && hir_value(&in->f->hir, tuple.value)->op == HIR_tuple;
}

/* Two tuples are the same object where they are one value, and not where each was made here. */
TypeId infer_tuple_identity(Infer *in, HirOp op, const Operand *ops)
{
    bool both = is_tuple(in, ops[0].type) && is_tuple(in, ops[1].type);
    if (both && ops[0].value != ops[1].value && !(is_made_here(in, ops[0]) && is_made_here(in, ops[1])))
        infer_bad_operands(in, op, ops);
    return TYPE_boolean;
}

TypeId infer_contains(Infer *in, Operand item, Operand in_what)
{
    Type container = *type_get(in->u, in_what.type);
    bool exists = container.shape == SHAPE_RANGE && (is_number(item.type) || is_frozen(in, item.type));
    if (container.shape == SHAPE_TUPLE) {
        exists = true;
        for (size_t i = 0; i < container.count; i++)
            exists &= infer_equality_exists(in, item.type, container.items[i]);
    }
    if (!exists)
        fail(in->u, infer_current(in)->loc, E_CONTAINS, infer_describe(in, item), infer_describe(in, in_what));
    return TYPE_boolean;
}

/* ---- elements ---------------------------------------------------------------------------------------------------------- */

/* Of tuple[i] with i known at run time only: the type that the elements have in common. */
static TypeId common_type(Infer *in, const HirValue *value)
{
    TypeId type = type_of_item(in->u, infer_type_of(in, value->args[0]));
    if (type == TYPE_UNKNOWN)
        fail(in->u, value->loc, E_TUPLE_INDEX);
    return type;
}

static TypeId sliced_type(Infer *in, const HirValue *value, const Type *tuple)
{
    const HirValue *slice = hir_value(&in->f->hir, value->args[1]);
    SliceRange range;
    if (slice->op != HIR_const || !slice_range(slice->object, tuple->count, &range))
        fail(in->u, value->loc, E_TUPLE_SLICE);
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, range.count);
    for (size_t i = 0; i < range.count; i++)
        items[i] = tuple->items[range.start + (int64_t)i * range.step];
    return type_like(in, tuple->flags, items, range.count);
}

TypeId infer_tuple_item(Infer *in, const HirValue *value)
{
    const HirValue *index = hir_value(&in->f->hir, value->args[1]);
    Type tuple = *type_at(in, value->args[0]);
    if (type_has_shape(in->u, index->type, SHAPE_SLICE))
        return sliced_type(in, value, &tuple);
    if (!type_is_integer(index->type) && index->type != TYPE_boolean)
        fail(in->u, value->loc, E_TUPLE_INDEX);
    if (index->op != HIR_const)
        return common_type(in, value);
    int64_t i = hir_tuple_index(&in->f->hir, value->args[1], tuple.count);
    if (i < 0)
        fail(in->u, value->loc, E_TUPLE_RANGE, (long long)frozen_integer(index->object), tuple.count);
    return tuple.items[i];
}

static _Noreturn void bad_unpacking(Infer *in, const HirValue *value, bool has_rest)
{
    infer_explain(in, infer_operand(in, value, 0));
    if (has_rest && type_at(in, value->args[0])->shape == SHAPE_ARRAY)
        error_advise(in->u, "write: slices, a[1:] for the rest: how many there are shows when the function runs");
    fail(in->u, value->loc, E_UNPACK, infer_describe_value(in, value->args[0]), value->size,
         value->size == 1 ? "" : "s", has_rest ? " and a starred one" : "");
}

/* Of a tuple, whose length is known; or of what a loop may go over: then its length is checked. */
TypeId infer_unpacked(Infer *in, const HirValue *value)
{
    Type type = *type_at(in, value->args[0]);
    bool counted = type.shape == SHAPE_ARRAY || type.shape == SHAPE_RANGE;
    TypeId item = counted && !value->has_rest ? type_of_item(in->u, infer_type_of(in, value->args[0])) : TYPE_UNKNOWN;
    if (item != TYPE_UNKNOWN)
        return item;
    if (type.shape != SHAPE_TUPLE || (value->has_rest ? type.count < value->size : type.count != value->size))
        bad_unpacking(in, value, value->has_rest);
    int64_t i = value->integer < 0 ? value->integer + (int64_t)type.count : value->integer;
    assert(i >= 0 && (size_t)i < type.count);
    return type.items[i];
}

TypeId infer_rest(Infer *in, const HirValue *value)
{
    Type type = *type_at(in, value->args[0]);
    if (type.shape != SHAPE_TUPLE || type.count < value->size)
        bad_unpacking(in, value, true);
    assert((size_t)value->integer <= value->size);
    return type_list(in->u, type.items + value->integer, type.count - value->size);
}

static const Type *spliced_type(Infer *in, const HirValue *splice, size_t i)
{
    const Type *tuple = type_get(in->u, infer_type_of(in, splice->args[i]));
    if (tuple->shape != SHAPE_TUPLE)
        fail(in->u, infer_place(in, infer_operand(in, splice, i)), E_SPLICE, infer_describe_value(in, splice->args[i]));
    return tuple;
}

TypeId infer_splice(Infer *in, const HirValue *value)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < value->count; i++)
        count += spliced_type(in, value, i)->count;
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, count + 1);
    for (size_t i = 0; i < value->count; i++) {
        const Type *tuple = spliced_type(in, value, i);
        memcpy(items + at, tuple->items, tuple->count * sizeof *items);
        at += tuple->count;
    }
    return type_tuple(in->u, items, count);
}

TypeId infer_slice(Infer *in, const HirValue *value)
{
    TypeId items[3];
    for (size_t i = 0; i < 3; i++)
        items[i] = infer_type_of(in, value->args[i]);
    return type_slice(in->u, items);
}

Operand infer_item(const Infer *in, Operand tuple, size_t i)
{
    const Hir *hir = &in->f->hir;
    TypeId type = type_get(in->u, tuple.type)->items[i];
    if (tuple.constant)
        return operand_of_constant(tuple.constant->items[i], type);
    if (tuple.value == HIR_NOTHING)
        return operand_of_type(type);
    HirItem item = hir_item(in->u, hir, tuple.value, i);
    if (item.constant)
        return operand_of_constant(item.constant, type);
    return item.value == HIR_NOTHING ? operand_of_type(type) : operand_of(hir, item.value);
}

/* An element of a tuple is as weak as what it was made of. */
bool infer_is_weak_item(const Infer *in, const HirValue *value)
{
    const Hir *hir = &in->f->hir;
    assert((size_t)(value - hir->values.items) < hir->values.count);
    if (!value->count || infer_type_of(in, value->args[0]) == TYPE_UNKNOWN)
        return false;
    int64_t i = hir_element_index(in->u, hir, (ValueId)(value - hir->values.items));
    if (i < 0)
        return false;
    if (origins_are_read(hir, value->args[0]))
        return infer_is_weak_argument(in, hir_value(&in->f->hir, value->args[0]), (size_t)i);
    return infer_item(in, infer_operand(in, value, 0), (size_t)i).weak;
}
