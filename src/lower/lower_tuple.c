/* lower_tuple.c: tuples. A tuple is the parts of its elements one after the other, so building, unpacking, slicing and joining
 * leave no code. */
#include <assert.h>
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

Parts tuple_element(Lower *l, ValueId tuple, size_t i)
{
    TypeId type = hir_of(l, tuple)->type;
    assert(i < type_get(l->u, type)->count);
    size_t count = part_types(l->u, type_get(l->u, type)->items[i], NULL);
    return parts_slice(value_parts(l, tuple), tuple_offset(l->u, type, i), count);
}

/* ---- building and taking apart ----------------------------------------------------------------------------------------- */

Parts lower_tuple(Lower *l, const HirValue *v)
{
    Parts parts = parts_new(l, part_types(l->u, v->type, NULL));
    assert(v->count == type_get(l->u, v->type)->count);
    for (size_t i = 0; i < v->count; i++) {
        Parts item = value_as(l, v->args[i], type_get(l->u, v->type)->items[i]);
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

Parts lower_tuple_arith(Lower *l, HirOp op, TypeId type, const Operand *ops)
{
    Parts a = parts_as(l, ops[0], ops[0].type), b = parts_as(l, ops[1], ops[1].type);
    if (op == HIR_mul) {
        bool first = type_has_shape(l->u, ops[0].type, SHAPE_TUPLE);
        size_t count = type_get(l->u, ops[!first].type)->count;
        return repeated(l, first ? a : b, count ? type_get(l->u, type)->count / count : 0);
    }
    Parts result = parts_new(l, a.count + b.count);
    result.count = 0;
    append(&result, a);
    append(&result, b);
    assert(op == HIR_add && result.count == part_types(l->u, type, NULL));
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
    Parts sequence = value_parts(l, v->args[0]);
    if (v->integer == (int64_t)v->size - 1) /* the first one that build makes */
        check_count(l, v, sequence_count(l, sequence, type));
    return sequence_item(l, sequence, type, i64(l, v->integer));
}

/* Elements next to each other. */
static Parts run_of(Lower *l, ValueId tuple, size_t first, size_t count)
{
    TypeId type = hir_of(l, tuple)->type;
    size_t begin = tuple_offset(l->u, type, first), end = tuple_offset(l->u, type, first + count);
    return parts_slice(value_parts(l, tuple), begin, end - begin);
}

Parts lower_rest(Lower *l, const HirValue *v)
{
    return run_of(l, v->args[0], (size_t)v->integer, tuple_type(l, v->args[0])->count - v->size);
}

/* The parts of a tuple are those of its elements. */
Parts lower_splice(Lower *l, const HirValue *v)
{
    Parts result = parts_new(l, part_types(l->u, v->type, NULL));
    result.count = 0;
    for (size_t i = 0; i < v->count; i++)
        append(&result, value_parts(l, v->args[i]));
    return result;
}

static Parts lower_tuple_slice(Lower *l, const HirValue *v, const Frozen *slice)
{
    SliceRange range = {0, 1, 0};
    bool is_known = slice_range(slice, tuple_type(l, v->args[0])->count, &range);
    assert(is_known && range.count == type_get(l->u, v->type)->count);
    (void)is_known;
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
    assert(count);
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
             tuple->flags & TUPLE_IS_LIST ? "list index out of range" : "tuple index out of range");
    return position;
}

Parts lower_tuple_item(Lower *l, const HirValue *v)
{
    const HirValue *index = hir_of(l, v->args[1]);
    if (type_has_shape(l->u, index->type, SHAPE_SLICE))
        return lower_tuple_slice(l, v, index->object);
    if (index->op != HIR_const) {
        LirId position = checked_position(l, v);
        return tuple_at(l, value_parts(l, v->args[0]), hir_of(l, v->args[0])->type, position);
    }
    int64_t i = hir_tuple_index(&l->f->hir, v->args[1], tuple_type(l, v->args[0])->count);
    assert(i >= 0); /* infer refuses another */
    return tuple_element(l, v->args[0], (size_t)i);
}
