/* lower_tuple.c: tuples. A tuple is the parts of its elements one after the other, so building, unpacking, slicing and joining
 * leave no code; comparing is comparing elements, which is done by the same code as that of single values.
 *
 * An element as an operand of such an operation is a HIR value: that which the tuple was made of, or a new one that no block
 * holds. So an element that is a literal stays weak, and two elements are known to be one object where they are one value:
 * Python takes those for equal without looking, also nan. */
#include <string.h>

#include "hir/fold.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

static const Type *tuple_type(const Lower *l, ValueId v)
{
    const Type *type = type_get(l->u, hir_of(l, v)->type);
    return type->shape == SHAPE_TUPLE ? type : NULL;
}

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static LirId bit(Lower *l, bool value)
{
    return int_constant(l, LIR_i1, value);
}

/* ---- elements ---------------------------------------------------------------------------------------------------------- */

Parts tuple_element(Lower *l, ValueId tuple, size_t i)
{
    TypeId type = hir_of(l, tuple)->type;
    size_t count = part_types(l->u, type_get(l->u, type)->items[i], NULL);
    return parts_slice(operand(l, tuple), tuple_offset(l->u, type, i), count);
}

/* A value that stands in no block. */
static ValueId new_value(Lower *l, HirOp op, TypeId type, const ValueId *args, size_t count)
{
    ValueId v = hir_value_new(l->u, &l->f->hir, HIR_NOTHING, op, l->loc, args, count);
    hir_of(l, v)->type = type;
    if (v >= l->value_count) {
        Parts *values = ARENA_ARRAY(&l->u->arena, Parts, 2 * (size_t)v + 2);
        memcpy(values, l->values, l->value_count * sizeof *values);
        l->values = values;
        l->value_count = 2 * (size_t)v + 2;
    }
    return v;
}

static ValueId new_element(Lower *l, ValueId tuple, size_t i, const Object *constant)
{
    ValueId v = new_value(l, constant ? HIR_const : HIR_unpack, tuple_type(l, tuple)->items[i], &tuple, !constant);
    HirValue *value = hir_of(l, v);
    value->object = constant;
    value->integer = (int64_t)i;
    if (!constant)
        l->values[v] = tuple_element(l, tuple, i);
    ARENA_PUSH(&l->u->arena, &l->elements, ((TupleElement){tuple, i, v}));
    return v;
}

static ValueId origin(Lower *l, ValueId v);

/* Element `i`, always the same value. */
static ValueId element_of(Lower *l, ValueId tuple, size_t i)
{
    HirItem item = hir_item(l->u, &l->f->hir, tuple, i);
    if (item.value != HIR_NOTHING)
        return origin(l, item.value);
    item.tuple = origin(l, item.tuple);
    for (size_t k = 0; k < l->elements.count; k++)
        if (l->elements.items[k].tuple == item.tuple && l->elements.items[k].index == item.index)
            return l->elements.items[k].value;
    return new_element(l, item.tuple, item.index, item.constant);
}

/* The value that `v` is another name of: an element of a tuple, a variable that was checked. */
static ValueId origin(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    if (value->op == HIR_check_bound)
        return origin(l, value->args[0]);
    int64_t i = hir_element_index(l->u, &l->f->hir, v);
    bool made_here = value->block == HIR_NOTHING; /* by new_element() */
    return i < 0 || made_here ? v : element_of(l, value->args[0], (size_t)i);
}

static bool is_one_number(const Object *a, const Object *b)
{
    return object_is_number(a) && object_same(a, b) && a->real == a->real && a->imag == a->imag;
}

/* Equal because it is one object, or one number that equals itself. Numbers have no other identity. */
static bool is_same_object(const Lower *l, ValueId a, ValueId b)
{
    const HirValue *x = hir_of(l, a), *y = hir_of(l, b);
    if (x->op == HIR_const && y->op == HIR_const)
        return (x->object->handle && x->object->handle == y->object->handle) || is_one_number(x->object, y->object);
    return a == b || (x->op == HIR_env && y->op == HIR_env && x->integer == y->integer);
}

/* ---- building and taking apart ----------------------------------------------------------------------------------------- */

Parts lower_tuple(Lower *l, const HirValue *v)
{
    Parts parts = parts_new(l, part_types(l->u, v->type, NULL));
    for (size_t i = 0; i < v->count; i++) {
        Parts item = operand_as(l, v->args[i], type_get(l->u, v->type)->items[i]);
        memcpy(parts.ids + tuple_offset(l->u, v->type, i), item.ids, item.count * sizeof *item.ids);
    }
    return parts;
}

static void append(Parts *parts, Parts more)
{
    memcpy(parts->ids + parts->count, more.ids, more.count * sizeof *more.ids);
    parts->count += more.count;
}

static Parts repeated(Lower *l, Parts parts, size_t copies)
{
    Parts result = parts_new(l, parts.count * copies);
    result.count = 0;
    for (size_t i = 0; i < copies; i++)
        append(&result, parts);
    return result;
}

Parts lower_tuple_arith(Lower *l, const HirValue *v)
{
    Parts a = operand(l, v->args[0]), b = operand(l, v->args[1]);
    if (v->op == HIR_mul) {
        const Type *first = tuple_type(l, v->args[0]), *tuple = first ? first : tuple_type(l, v->args[1]);
        return repeated(l, first ? a : b, tuple->count ? type_get(l->u, v->type)->count / tuple->count : 0);
    }
    Parts result = parts_new(l, a.count + b.count);
    result.count = 0;
    append(&result, a);
    append(&result, b);
    return result;
}

/* Python's words. A number that isn't known before can't be in a text, so there is a place to raise for each. */
static void check_count(Lower *l, const HirValue *v, LirId count)
{
    LirBlockId wrong = lir_block_new(l->u, l->out), right = lir_block_new(l->u, l->out);
    LirId differs = emit2(l, LIR_ne, count, i64(l, (int64_t)v->size));
    with_flags(l, emit_branch(l, differs, wrong, right), LIR_UNLIKELY);
    l->block = wrong;
    for (size_t i = 0; i < v->size; i++)
        raise_if(l, emit2(l, LIR_eq, count, i64(l, (int64_t)i)), "ValueError",
                 arena_printf(&l->u->arena, "not enough values to unpack (expected %zu, got %zu)", v->size, i));
    raise_here(l, "ValueError", arena_printf(&l->u->arena, "too many values to unpack (expected %zu)", v->size));
    l->block = right;
}

Parts lower_unpack(Lower *l, const HirValue *v)
{
    const Type *tuple = tuple_type(l, v->args[0]);
    if (tuple)
        return tuple_element(l, v->args[0], (size_t)(v->integer < 0 ? v->integer + (int64_t)tuple->count : v->integer));
    TypeId type = hir_of(l, v->args[0])->type;
    Parts sequence = operand(l, v->args[0]);
    if (v->integer == (int64_t)v->size - 1) /* the first one that build makes */
        check_count(l, v, sequence_count(l, sequence, type));
    return sequence_item(l, sequence, type, i64(l, v->integer));
}

/* Elements next to each other. */
static Parts run_of(Lower *l, ValueId tuple, size_t first, size_t count)
{
    TypeId type = hir_of(l, tuple)->type;
    size_t begin = tuple_offset(l->u, type, first), end = tuple_offset(l->u, type, first + count);
    return parts_slice(operand(l, tuple), begin, end - begin);
}

Parts lower_rest(Lower *l, const HirValue *v)
{
    return run_of(l, v->args[0], (size_t)v->integer, tuple_type(l, v->args[0])->count - v->size);
}

/* The parts of a tuple are those of its elements: so nothing is different where one of the operands is spliced in. */
Parts lower_splice(Lower *l, const HirValue *v)
{
    Parts result = parts_new(l, part_types(l->u, v->type, NULL));
    result.count = 0;
    for (size_t i = 0; i < v->count; i++)
        append(&result, operand(l, v->args[i]));
    return result;
}

static Parts lower_tuple_slice(Lower *l, const HirValue *v, const Object *slice)
{
    SliceRange range = {0, 1, 0};
    slice_range(slice, tuple_type(l, v->args[0])->count, &range);
    Parts result = parts_new(l, part_types(l->u, v->type, NULL));
    result.count = 0;
    for (size_t i = 0; i < range.count; i++)
        append(&result, tuple_element(l, v->args[0], (size_t)(range.start + (int64_t)i * range.step)));
    return result;
}

enum { MOST_SELECTS = 8 };

/* Part `part` of every element of a tuple, converted to the type that its elements have in common. */
static LirId *column_of(Lower *l, const Parts *items, size_t count, size_t part)
{
    LirId *column = ARENA_ARRAY(&l->u->arena, LirId, count);
    for (size_t i = 0; i < count; i++)
        column[i] = items[i].ids[part];
    return column;
}

/* A loop over a few elements is unrolled by LLVM; then nothing is left of this. */
static LirId select_by_position(Lower *l, const LirId *column, size_t count, LirId position)
{
    LirId result = column[count - 1];
    for (size_t i = count - 1; i-- > 0;) {
        LirId here = emit2(l, LIR_eq, position, i64(l, (int64_t)i));
        result = emit_select(l, here, column[i], result);
    }
    return result;
}

static LirId address_in(Lower *l, LirId table, LirId bytes)
{
    return with_flags(l, emit2(l, LIR_ptradd, table, bytes), LIR_INBOUNDS);
}

/* Many elements are put into the frame: constants once, at the start of the function. */
static LirId load_by_position(Lower *l, const LirId *column, size_t count, LirId position)
{
    LirType type = lir_type(l, column[0]), stored = type == LIR_i1 ? LIR_i8 : type;
    int size = lir_size(stored);
    LirId table = frame_table(l, column, count);
    LirId bytes = with_flags(l, emit2(l, LIR_imul, position, i64(l, size)), LIR_NSW | LIR_NUW);
    LirId v = emit_load(l, stored, address_in(l, table, bytes));
    return type == LIR_i1 ? is_true(l, v) : v;
}

Parts tuple_at(Lower *l, Parts tuple, TypeId type, LirId position)
{
    TypeId item = type_of_item(l->u, type);
    size_t count = type_get(l->u, type)->count, width = part_types(l->u, item, NULL);
    Parts result = parts_new(l, width), *items = ARENA_ARRAY(&l->u->arena, Parts, count);
    if (!count) {
        result.ids[0] = i64(l, 0);
        return result;
    }
    for (size_t i = 0; i < count; i++) {
        TypeId given = type_get(l->u, type)->items[i];
        Parts part = parts_slice(tuple, tuple_offset(l->u, type, i), part_types(l->u, given, NULL));
        items[i] = convert(l, part, given, item);
    }
    for (size_t part = 0; part < width; part++) {
        LirId *column = column_of(l, items, count, part);
        result.ids[part] = count <= MOST_SELECTS ? select_by_position(l, column, count, position)
                                                 : load_by_position(l, column, count, position);
    }
    return result;
}

/* An index at run time counts from the end if it is negative. */
static LirId checked_position(Lower *l, const HirValue *v)
{
    const Type *tuple = tuple_type(l, v->args[0]);
    LirId index = scalar_as(l, v->args[1], TYPE_int64), count = i64(l, (int64_t)tuple->count), position = index;
    if (hir_of(l, v->args[1])->type != TYPE_uint64) {
        LirId negative = emit2(l, LIR_slt, index, i64(l, 0));
        position = emit_select(l, negative, emit2(l, LIR_iadd, index, count), index);
    }
    raise_if(l, emit2(l, LIR_uge, position, count), "IndexError",
             tuple->flags & TUPLE_LIST ? "list index out of range" : "tuple index out of range");
    return position;
}

Parts lower_tuple_item(Lower *l, const HirValue *v)
{
    const HirValue *index = hir_of(l, v->args[1]);
    if (type_has_shape(l->u, index->type, SHAPE_SLICE))
        return lower_tuple_slice(l, v, index->object);
    if (index->op != HIR_const)
        return tuple_at(l, operand(l, v->args[0]), hir_of(l, v->args[0])->type, checked_position(l, v));
    int64_t i = hir_tuple_index(&l->f->hir, v->args[1], tuple_type(l, v->args[0])->count);
    return tuple_element(l, v->args[0], (size_t)i);
}

/* ---- comparisons ------------------------------------------------------------------------------------------------------- */

static LirId compared(Lower *l, HirOp op, ValueId a, ValueId b);

/* By the first elements that differ, else by length: from the last element to the first. */
static LirId compared_elements(Lower *l, HirOp op, ValueId a, ValueId b)
{
    size_t x_count = tuple_type(l, a)->count, y_count = tuple_type(l, b)->count;
    LirId result = op == HIR_eq   ? bit(l, x_count == y_count)
                   : op == HIR_lt ? bit(l, x_count < y_count)
                   : op == HIR_le ? bit(l, x_count <= y_count)
                   : op == HIR_gt ? bit(l, x_count > y_count)
                                  : bit(l, x_count >= y_count);
    for (size_t i = x_count < y_count ? x_count : y_count; i-- > 0;) {
        ValueId x = element_of(l, a, i), y = element_of(l, b, i);
        int64_t known;
        LirId equal = is_same_object(l, x, y) ? bit(l, true) : compared(l, HIR_eq, x, y);
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
static LirId compared(Lower *l, HirOp op, ValueId a, ValueId b)
{
    TypeId x = hir_of(l, a)->type, y = hir_of(l, b)->type;
    const Type *a_tuple = tuple_type(l, a), *b_tuple = tuple_type(l, b);
    if (a_tuple && b_tuple && (op != HIR_eq || (a_tuple->count == b_tuple->count && a_tuple->flags == b_tuple->flags)))
        return compared_elements(l, op, a, b);
    bool numbers = type_is_scalar(x) && type_is_scalar(y), strings = type_is_string(l->u, x) && type_is_string(l->u, y);
    if (numbers || strings || (!a_tuple && !b_tuple && (type_is_pointer(l->u, x) || type_is_pointer(l->u, y)))) {
        HirValue comparison = *hir_of(l, a);
        ValueId args[] = {a, b};
        comparison.op = (uint8_t)op;
        comparison.args = args;
        comparison.count = 2;
        comparison.type = TYPE_boolean;
        return lower_operation(l, &comparison).ids[0];
    }
    return bit(l, x == y && !a_tuple);
}

LirId lower_tuple_compare(Lower *l, const HirValue *v)
{
    if (v->op == HIR_ne)
        return logical_not(l, compared(l, HIR_eq, v->args[0], v->args[1]));
    return compared(l, (HirOp)v->op, v->args[0], v->args[1]);
}

LirId tuple_has_at(Lower *l, ValueId item, ValueId tuple, size_t i)
{
    ValueId element = element_of(l, tuple, i), value = origin(l, item);
    return is_same_object(l, value, element) ? bit(l, true) : compared(l, HIR_eq, item, element);
}

LirId lower_contains(Lower *l, const HirValue *v)
{
    const Type *tuple = tuple_type(l, v->args[1]);
    if (!tuple)
        return range_has(l, operand(l, v->args[1]), operand(l, v->args[0]), hir_of(l, v->args[0])->type);
    LirId found = tuple->count ? tuple_has_at(l, v->args[0], v->args[1], 0) : bit(l, false);
    for (size_t i = 1; i < tuple->count; i++)
        found = emit2(l, LIR_or, found, tuple_has_at(l, v->args[0], v->args[1], i));
    return found;
}
