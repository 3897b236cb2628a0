/* lower_make.c: the MAKE rows of array_functions.def: new arrays, and what their elements begin with. */
#include "base/text.h"
#include "frozen/builtins.h"
#include "fuse/own.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "types/stored.h"

/* ---- shapes ------------------------------------------------------------------------------------------------------------- */

/* The lengths of the result: the shape that the call says, checked, or that of the array that it is like. */
static const LirId *lengths_of(Lower *l, const HirValue *v)
{
    int ndim = type_get(l->u, v->type)->ndim;
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, ndim);
    ValueId shape = hir_shape_argument(v);
    Parts like = shape == HIR_NOTHING ? value_parts(l, v->args[1]) : (Parts){NULL, 0};
    for (int axis = 0; axis < ndim; axis++) {
        lengths[axis] = like.count ? like.ids[LENGTHS + axis] : index_number(l, shape, (size_t)axis);
        if (!like.count)
            check_length(l, v, (size_t)axis, lengths[axis]);
    }
    return lengths;
}

/* ---- elements ----------------------------------------------------------------------------------------------------------- */

/* All elements of an array without gaps become `value`. */
static void fill(Lower *l, View array, Parts value)
{
    LirId stride = int_constant(l, LIR_i64, element_size(l->u, array.type->element));
    LirId count = int_constant(l, LIR_i64, 1);
    for (int axis = 0; axis < array.type->ndim; axis++)
        count = emit2(l, LIR_imul, count, array.lengths[axis]);
    LirBlockId before = l->block, loop = lir_block_new(l->u, l->out), body = lir_block_new(l->u, l->out);
    LirBlockId after = lir_block_new(l->u, l->out);
    lir_jump(l->u, l->out, before, loop);
    l->block = loop;
    LirId i = phi_begin(l, LIR_i64);
    emit_branch(l, emit2(l, LIR_slt, i, count), body, after);
    l->block = body;
    store_element(l, step_to(l, array.data, i, stride), array.type, value);
    LirId next = with_flags(l, emit2(l, LIR_iadd, i, int_constant(l, LIR_i64, 1)), LIR_NSW);
    phi_edge(l, i, before, int_constant(l, LIR_i64, 0));
    phi_edge(l, i, l->block, next);
    lir_jump(l->u, l->out, l->block, loop);
    l->block = after;
}

static Parts filled(Lower *l, ValueId id, const HirValue *v, Operand value)
{
    TypeId element = type_get(l->u, v->type)->element;
    bool by_fields = type_is_record(l->u, element) && !type_is_record(l->u, value.type);
    check_held(l, element, value);
    Parts parts = by_fields ? (Parts){NULL, 0} : parts_as(l, value, element);
    View array = new_array(l, id, v->type, lengths_of(l, v));
    if (by_fields)
        store_in_view(l, array, value);
    else
        fill(l, array, parts);
    return view_parts(l, &array, v->type);
}

/* ---- of what is there -------------------------------------------------------------------------------------------------- */

/* The first of a tuple of tuples alone; else NULL. */
static const Type *tuples_inside(const Unit *u, const Type *tuple)
{
    for (size_t i = 0; i < tuple->count; i++)
        if (!type_has_shape(u, tuple->items[i], SHAPE_TUPLE))
            return NULL;
    return tuple->count ? type_get(u, tuple->items[0]) : NULL;
}

/* NumPy's words for arrays beside one another whose lengths along their first axis differ. */
static const char *inhomogeneous(Lower *l, TypeId object)
{
    Text shape = {.arena = &l->u->arena};
    size_t count = 0;
    for (const Type *t = type_get(l->u, object); t; t = tuples_inside(l->u, t))
        text_add(&shape, "%s%zu", count++ ? ", " : "", t->count);
    return arena_printf(
        &l->u->arena,
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
        "%zu dimensions. The detected shape was (%s%s) + inhomogeneous part.",
        count, shape.items, count == 1 ? "," : "");
}

/* Lengths of what the array is made of: of tuples their counts, of arrays beside one another that of the first. */
static void find_lengths(Lower *l, TypeId element, Operand object, LirId *lengths)
{
    const Type *t = type_get(l->u, object.type);
    if (type_is_line(l->u, object.type, element)) {
        *lengths = int_constant(l, LIR_i64, (int64_t)t->count);
        if (t->count)
            find_lengths(l, element, tuple_item(l, object, 0), lengths + 1);
    } else if (t->shape == SHAPE_ARRAY) {
        Parts parts = parts_as(l, object, object.type);
        for (int axis = 0; axis < t->ndim; axis++)
            lengths[axis] = parts.ids[LENGTHS + axis];
    }
}

/* Arrays beside one another must have the lengths of the first. */
static void check_same_lengths(Lower *l, const View *target, const View *source, const char *message)
{
    for (int axis = 0; axis < source->type->ndim; axis++)
        if (!same_length(l, target->lengths[axis], source->lengths[axis]))
            raise_if(l, emit2(l, LIR_ne, target->lengths[axis], source->lengths[axis]), "ValueError", message);
}

static void store_array(Lower *l, View target, Operand object, const char *message)
{
    View source = view_of(l, parts_as(l, object, object.type), object.type);
    check_same_lengths(l, &target, &source, message);
    store_elements(l, target, elements_of_view(l, source), true);
}

/* Row i of an array that is made. */
static View row_of(Lower *l, const View *array, size_t i)
{
    View row = *array;
    Type type = *array->type;
    type.ndim--;
    type.packed = packed_c(type.ndim);
    row.type = type_get(l->u, type_intern(l->u, type));
    row.lengths++;
    row.strides++;
    row.data = step_to(l, array->data, int_constant(l, LIR_i64, (int64_t)i), array->strides[0]);
    return row;
}

/* `message`: of the ValueError where arrays beside one another differ. */
static void store_object(Lower *l, View target, Operand object, const char *message)
{
    const Type *t = type_get(l->u, object.type);
    if (t->shape == SHAPE_ARRAY) {
        store_array(l, target, object, message);
    } else if (type_is_line(l->u, object.type, target.type->element)) {
        LirId count = int_constant(l, LIR_i64, (int64_t)t->count);
        if (!same_length(l, target.lengths[0], count))
            raise_if(l, emit2(l, LIR_ne, target.lengths[0], count), "ValueError", message);
        for (size_t i = 0; i < t->count; i++) {
            Operand item = tuple_item(l, object, i);
            store_object(l, row_of(l, &target, i), item, message);
        }
    } else if (type_is_record(l->u, target.type->element)) {
        store_in_view(l, target, object);
    } else {
        check_held(l, target.type->element, object);
        store_element(l, target.data, target.type, parts_as(l, object, target.type->element));
    }
}

static Parts made_of(Lower *l, ValueId id, const HirValue *v)
{
    Operand object = fetch(l, v->args[1]);
    if (!l->f->ownership || !l->f->ownership->holds[id]) /* asarray of what is such an array */
        return parts_as(l, object, v->type);
    bool is_record = type_is_record(l->u, v->type);
    TypeId element = is_record ? type_of_record(l->u, v->type) : type_get(l->u, v->type)->element;
    TypeId type = is_record ? type_array(l->u, element, 0, packed_c(0), ARRAY_OWNED) : v->type;
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, type_get(l->u, type)->ndim + 1);
    lengths[0] = int_constant(l, LIR_i64, 1); /* ascontiguousarray of a number */
    find_lengths(l, element, object, lengths);
    View array = new_array(l, id, type, lengths);
    bool is_number = type_is_scalar(object.type) && array.type->ndim;
    store_object(l, is_number ? row_of(l, &array, 0) : array, object, inhomogeneous(l, object.type));
    return is_record ? record_parts(l, array.data, array.owner, v->type) : view_parts(l, &array, v->type);
}

static Operand one(Lower *l)
{
    return operand_of_constant(frozen_int(l->u, 1), TYPE_int64);
}

Parts lower_make(Lower *l, const HirValue *v)
{
    ValueId id = l->at;
    switch (v->builtin) {
    case BUILTIN_numpy_empty:
    case BUILTIN_numpy_empty_like: return new_empty(l, id, v->type, lengths_of(l, v), false);
    case BUILTIN_numpy_zeros:
    case BUILTIN_numpy_zeros_like: return new_empty(l, id, v->type, lengths_of(l, v), true);
    case BUILTIN_numpy_ones:
    case BUILTIN_numpy_ones_like: return filled(l, id, v, one(l));
    case BUILTIN_numpy_full:
    case BUILTIN_numpy_full_like: return filled(l, id, v, fetch(l, hir_call_argument(v, 1, "fill_value")));
    default: return made_of(l, id, v);
    }
}
