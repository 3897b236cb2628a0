/* lower_view.c: views of memory: carray and farray, captured arrays. */
#include <assert.h>
#include <string.h>

#include "frozen/frozen.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"
#include "types/environment.h"

/* ---- views and their parts ---------------------------------------------------------------------------------------------------------- */

/* ---- carray and farray ---------------------------------------------------------------------------------------------- */

static bool has_bit(uint32_t bits, size_t k)
{
    return k < 32 && bits >> k & 1;
}

static LirId product(Lower *l, LirId a, LirId b)
{
    int64_t x, y, bytes;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y) && !__builtin_mul_overflow(x, y, &bytes))
        return int_constant(l, LIR_i64, bytes);
    return emit2(l, LIR_imul, a, b);
}

/* Axis after axis from the fastest: each stride is the one before times the length before. */
static void packed_strides(Lower *l, const Type *type, const LirId *lengths, LirId *strides)
{
    int count = type->packed.last > type->packed.first ? type->packed.last : type->packed.first;
    for (int i = 0, before = 0; i < count; i++) {
        int axis = packed_axis(type->packed, type->ndim, type->ndim - 1 - i);
        strides[axis] = i ? product(l, strides[before], lengths[before])
                          : int_constant(l, LIR_i64, element_size(l->u, type->element));
        before = axis;
    }
}

View view_of(Lower *l, Parts parts, TypeId type)
{
    const Type *t = type_get(l->u, type);
    assert(t->shape == SHAPE_ARRAY && parts.count == part_types(l->u, type, NULL));
    LirId *strides = ARENA_ARRAY(&l->u->arena, LirId, t->ndim);
    const LirId *lengths = parts.ids + LENGTHS, *given = lengths + t->ndim;
    for (int axis = 0; axis < t->ndim; axis++)
        if (!packed_has(t->packed, t->ndim, axis))
            strides[axis] = *given++;
    packed_strides(l, t, lengths, strides);
    LirId owner = t->flags & ARRAY_OWNED ? *given : LIR_NOTHING;
    return (View){t, parts.ids[DATA], owner, lengths, strides};
}

Parts view_parts(Lower *l, const View *v, TypeId type)
{
    const Type *t = type_get(l->u, type);
    Parts parts = parts_new(l, part_types(l->u, type, NULL));
    assert(t->ndim == v->type->ndim && t->element == v->type->element);
    LirId *next = parts.ids;
    *next++ = v->data;
    for (int axis = 0; axis < t->ndim; axis++)
        *next++ = v->lengths[axis];
    for (int axis = 0; axis < t->ndim; axis++)
        if (!packed_has(t->packed, t->ndim, axis))
            *next++ = v->strides[axis];
    if (t->flags & ARRAY_OWNED)
        *next = v->owner == LIR_NOTHING ? zero_constant(l, LIR_ptr) : v->owner;
    return parts;
}

Parts view_with_axes(Lower *l, View v, TypeId type, const int *order)
{
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, v.type->ndim);
    LirId *strides = ARENA_ARRAY(&l->u->arena, LirId, v.type->ndim);
    for (int axis = 0; axis < v.type->ndim; axis++) {
        lengths[axis] = v.lengths[order[axis]];
        strides[axis] = v.strides[order[axis]];
    }
    v.lengths = lengths;
    v.strides = strides;
    return view_parts(l, &v, type);
}

static void check_not_negative(Lower *l, LirId length)
{
    raise_if(l, emit2(l, LIR_slt, length, int_constant(l, LIR_i64, 0)), "ValueError",
             "negative dimensions are not allowed");
}

/* With boundscheck="verify", what bound has proved of the length holds. */
static void verify_length(Lower *l, LirId length, bool not_negative, bool fits, int64_t most)
{
    if (not_negative && verifies_proofs(l))
        bug_if(l, emit2(l, LIR_slt, length, int_constant(l, LIR_i64, 0)),
               "a proved check of a length failed (not negative): a bug of upcall's");
    if (fits && verifies_proofs(l))
        bug_if(l, emit2(l, LIR_sgt, length, int_constant(l, LIR_i64, most)),
               "a proved check of a length failed (not too large): a bug of upcall's");
}

/* NumPy's errors. One compare where a length is fine: what is negative is too large as well, as a word. */
void check_length(Lower *l, const HirValue *v, size_t axis, LirId length)
{
    int64_t constant, most = type_longest_axis(l->u, v->type);
    bool not_negative = has_bit(v->facts.not_negative, axis), fits = has_bit(v->facts.in_range, axis);
    verify_length(l, length, not_negative, fits, most);
    if ((not_negative && fits) || (is_int_constant(l, length, &constant) && constant >= 0 && constant <= most))
        return;
    if (fits) {
        check_not_negative(l, length);
        return;
    }
    LirId is_wrong = emit2(l, LIR_ugt, length, int_constant(l, LIR_i64, most));
    LirBlockId wrong = lir_block_new(l->u, l->out), right = lir_block_new(l->u, l->out);
    with_flags(l, emit_branch(l, is_wrong, wrong, right), LIR_UNLIKELY);
    l->block = wrong;
    check_not_negative(l, length);
    raise_here(l, "ValueError",
               "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.");
    l->block = right;
}

/* A pointer, or the address that an integer is. */
static LirId memory_at(Lower *l, ValueId v)
{
    if (!type_is_integer(hir_of(l, v)->type))
        return value_parts(l, v).ids[0];
    return emit_cast(l, LIR_inttoptr, LIR_ptr, scalar_as(l, v, TYPE_int64));
}

Parts lower_view(Lower *l, const HirValue *v)
{
    const Type *type = type_get(l->u, v->type);
    ValueId shape = hir_call_argument(v, 1, "shape");
    Parts array = parts_new(l, part_types(l->u, v->type, NULL));
    assert(type->shape == SHAPE_ARRAY && shape != HIR_NOTHING);
    array.ids[DATA] = memory_at(l, hir_call_argument(v, 0, "ptr"));
    for (int axis = 0; axis < type->ndim; axis++) {
        LirId length = index_number(l, shape, (size_t)axis);
        check_length(l, v, (size_t)axis, length);
        array.ids[LENGTHS + axis] = length;
    }
    return array;
}

/* NULL has no elements. */
Parts lower_parameter(Lower *l, const HirValue *v)
{
    Parts array = lower_view(l, v);
    LirId is_there = is_true(l, array.ids[DATA]), zero = int_constant(l, LIR_i64, 0);
    for (int axis = 0; axis < type_get(l->u, v->type)->ndim; axis++)
        array.ids[LENGTHS + axis] = emit_select(l, is_there, array.ids[LENGTHS + axis], zero);
    return array;
}

/* Strides of axes of length 1 don't count, nor any of an array without elements. */
LirId view_is_contiguous(Lower *l, const View *view, Packed order)
{
    int ndim = view->type->ndim;
    LirId stride = int_constant(l, LIR_i64, element_size(l->u, view->type->element)),
          holds = int_constant(l, LIR_i1, 1);
    LirId zero = int_constant(l, LIR_i64, 0), one = int_constant(l, LIR_i64, 1), empty = int_constant(l, LIR_i1, 0);
    for (int i = ndim; i-- > 0;) {
        int axis = packed_axis(order, ndim, i);
        LirId length = view->lengths[axis];
        LirId fits = emit2(l, LIR_eq, view->strides[axis], stride);
        LirId single = emit2(l, LIR_eq, length, one);
        holds = emit2(l, LIR_and, holds, emit2(l, LIR_or, fits, single));
        empty = emit2(l, LIR_or, empty, emit2(l, LIR_eq, length, zero));
        stride = emit2(l, LIR_imul, stride, length);
    }
    return emit2(l, LIR_or, holds, empty);
}

Parts lower_len(Lower *l, const HirValue *v)
{
    TypeId owner = hir_of(l, v->args[1])->type;
    const Type *type = type_get(l->u, owner);
    switch (type->shape) {
    case SHAPE_TUPLE: return parts_of(l, int_constant(l, LIR_i64, (int64_t)type->count));
    case SHAPE_ARRAY: return parts_slice(value_parts(l, v->args[1]), LENGTHS, 1);
    case SHAPE_RANGE:
    case SHAPE_FLAT: return parts_of(l, sequence_count(l, value_parts(l, v->args[1]), owner));
    case SHAPE_FROZEN: return parts_of(l, int_constant(l, LIR_i64, (int64_t)type->object->count)); /* bytes */
    default: unsupported(l, arena_printf(&l->u->arena, "len() of %s", type_name(l->u, owner)));
    }
}

/* ---- captured arrays ------------------------------------------------------------------------------------------------- */

static LirId extent(Lower *l, const Frozen *object, int i)
{
    if (!frozen_is_data(object))
        return int_constant(l, LIR_i64, frozen_extent(object, i));
    return environment_value(l, environment_entry(l->u, object, 1 + (size_t)i, TYPE_int64)).ids[0];
}

/* Its address is data of the environment, and its extents where they are; all else is part of the code. */
Parts captured_array(Lower *l, const Frozen *object)
{
    const FrozenArray *array = object->array;
    Parts parts = parts_new(l, part_types(l->u, type_captured_array(l->u, object), NULL));
    LirId *next = parts.ids;
    *next++ = environment_value(l, environment_entry(l->u, object, 0, TYPE_voidptr)).ids[0];
    for (int axis = 0; axis < array->ndim; axis++)
        *next++ = extent(l, object, axis);
    for (int axis = 0; axis < array->ndim; axis++)
        if (!packed_has(array->packed, array->ndim, axis))
            *next++ = extent(l, object, array->ndim + axis);
    return parts;
}
