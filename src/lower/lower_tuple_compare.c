/* lower_tuple_compare.c: elements of tuples as operands, and comparing them, which is done by the rules for single values.
 *
 * An element is what the tuple was made of, where that is known: so one that is a literal stays weak, and two are known to be one
 * object where they are one value or the same part of one. Python takes those for equal without looking, also nan. */
#include <assert.h>

#include "lower/lower_parts.h"

static const Type *tuple_type(const Lower *l, Operand a)
{
    const Type *type = type_get(l->u, a.type);
    return type->shape == SHAPE_TUPLE ? type : NULL;
}

static LirId bit(Lower *l, bool value)
{
    return int_constant(l, LIR_i1, value);
}

/* ---- elements ---------------------------------------------------------------------------------------------------------- */

Operand tuple_item(Lower *l, Operand tuple, size_t i)
{
    assert(i < type_get(l->u, tuple.type)->count);
    TypeId type = type_get(l->u, tuple.type)->items[i];
    if (tuple.constant)
        return operand_of_constant(tuple.constant->items[i], type);
    size_t offset = tuple_offset(l->u, tuple.type, i);
    Operand item = operand_of_type(type);
    item.value = tuple.value;
    item.first = tuple.first + offset;
    item.parts = parts_slice(tuple.parts, offset, part_types(l->u, type, NULL));
    return item;
}

static Operand source_of_item(Lower *l, Operand tuple, size_t i);

/* What `v` is another name of: an element of a tuple, a variable that was checked. */
static Operand source(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    if (value->op == HIR_check_bound)
        return source(l, value->args[0]);
    int64_t i = hir_element_index(l->u, &l->f->hir, v);
    return i < 0 ? fetch(l, v) : source_of_item(l, fetch(l, value->args[0]), (size_t)i);
}

/* No part of a value has the type of the whole. */
static bool is_whole(const Lower *l, Operand a)
{
    return a.value != HIR_NOTHING && hir_of(l, a.value)->type == a.type;
}

/* Element `i` as what the tuple was made of; else as a part of the value that it was in before any joining and slicing. */
static Operand source_of_item(Lower *l, Operand tuple, size_t i)
{
    if (tuple.constant || !is_whole(l, tuple))
        return tuple_item(l, tuple, i);
    HirItem item = hir_item(l->u, &l->f->hir, tuple.value, i);
    if (item.value != HIR_NOTHING)
        return source(l, item.value);
    if (item.constant)
        return operand_of_constant(item.constant, tuple_type(l, tuple)->items[i]);
    return tuple_item(l, source(l, item.tuple), item.index);
}

static bool is_one_number(const Frozen *a, const Frozen *b)
{
    if (!frozen_is_number(a) || !frozen_same(a, b))
        return false;
    return frozen_is_data(a) || (frozen_real(a) == frozen_real(a) && frozen_imag(a) == frozen_imag(a));
}

/* Equal because it is one object, or one number that equals itself. Numbers have no other identity; data has that of its place. */
static bool is_same_object(Operand a, Operand b)
{
    if (a.constant && b.constant)
        return frozen_is_object(a.constant, b.constant) || is_one_number(a.constant, b.constant);
    return operands_are_one(a, b);
}

/* ---- comparisons ------------------------------------------------------------------------------------------------------- */

static LirId compared(Lower *l, HirOp op, Operand a, Operand b);

/* The result where the first elements of the shorter one are all equal. */
static LirId compared_lengths(Lower *l, HirOp op, size_t a, size_t b)
{
    switch (op) {
    case HIR_eq: return bit(l, a == b);
    case HIR_lt: return bit(l, a < b);
    case HIR_le: return bit(l, a <= b);
    case HIR_gt: return bit(l, a > b);
    default: assert(op == HIR_ge); return bit(l, a >= b);
    }
}

/* By the first elements that differ, else by length: from the last element to the first. */
static LirId compared_elements(Lower *l, HirOp op, Operand a, Operand b)
{
    size_t a_count = tuple_type(l, a)->count, b_count = tuple_type(l, b)->count;
    LirId result = compared_lengths(l, op, a_count, b_count);
    for (size_t i = a_count < b_count ? a_count : b_count; i-- > 0;) {
        Operand x = source_of_item(l, a, i), y = source_of_item(l, b, i);
        int64_t known;
        LirId equal = is_same_object(x, y) ? bit(l, true) : compared(l, HIR_eq, x, y);
        if (is_int_constant(l, equal, &known) && known)
            continue;
        bool alone = op == HIR_eq && is_int_constant(l, result, &known) && known;
        result = alone          ? equal
                 : op == HIR_eq ? emit2(l, LIR_and, equal, result)
                                : emit_select(l, equal, result, compared(l, op, x, y));
    }
    return result;
}

/* What is neither a number nor a pointer is equal to what has the same type. */
static LirId compared(Lower *l, HirOp op, Operand a, Operand b)
{
    const Type *x = tuple_type(l, a), *y = tuple_type(l, b);
    if (x && y && (op != HIR_eq || (x->count == y->count && x->flags == y->flags)))
        return compared_elements(l, op, a, b);
    bool numbers = type_is_scalar(a.type) && type_is_scalar(b.type);
    bool strings = type_is_string(l->u, a.type) && type_is_string(l->u, b.type);
    bool pointers = !x && !y && (type_is_pointer(l->u, a.type) || type_is_pointer(l->u, b.type));
    if (numbers || strings || pointers)
        return lower_comparison(l, op, (Operand[]){a, b});
    return bit(l, a.type == b.type && !x);
}

LirId lower_tuple_comparison(Lower *l, HirOp op, const Operand *ops)
{
    if (op == HIR_ne)
        return logical_not(l, compared(l, HIR_eq, ops[0], ops[1]));
    return compared(l, op, ops[0], ops[1]);
}

LirId tuple_has_at(Lower *l, Operand item, Operand tuple, size_t i)
{
    Operand element = source_of_item(l, tuple, i);
    Operand object = is_whole(l, item) ? source(l, item.value) : item;
    return is_same_object(object, element) ? bit(l, true) : compared(l, HIR_eq, item, element);
}

LirId lower_contains(Lower *l, Operand item, Operand container)
{
    const Type *tuple = tuple_type(l, container);
    if (!tuple) {
        Parts sought = parts_as(l, item, item.type);
        return range_has(l, parts_as(l, container, container.type), sought, item.type);
    }
    LirId found = tuple->count ? tuple_has_at(l, item, container, 0) : bit(l, false);
    for (size_t i = 1; i < tuple->count; i++)
        found = emit2(l, LIR_or, found, tuple_has_at(l, item, container, i));
    return found;
}
