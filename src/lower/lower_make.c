/* lower_make.c: the MAKE rows of array_functions.def: new arrays, and what their elements begin with. */
#include <assert.h>

#include "frozen/builtins.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

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

static Parts filled(Lower *l, ValueId id, const HirValue *v, Parts value)
{
    View array = new_array(l, id, v->type, lengths_of(l, v));
    fill(l, array, value);
    return view_parts(l, &array, v->type);
}

static Parts one(Lower *l, TypeId element)
{
    return convert(l, parts_of(l, int_constant(l, LIR_i64, 1)), TYPE_int64, element);
}

Parts lower_make(Lower *l, const HirValue *v)
{
    ValueId id = l->at;
    TypeId element = type_get(l->u, v->type)->element;
    switch (v->builtin) {
    case BUILTIN_numpy_empty:
    case BUILTIN_numpy_empty_like: return new_empty(l, id, v->type, lengths_of(l, v), false);
    case BUILTIN_numpy_zeros:
    case BUILTIN_numpy_zeros_like: return new_empty(l, id, v->type, lengths_of(l, v), true);
    case BUILTIN_numpy_ones:
    case BUILTIN_numpy_ones_like: return filled(l, id, v, one(l, element));
    default: {
        ValueId value = hir_call_argument(v, 1, "fill_value");
        assert(v->builtin == BUILTIN_numpy_full || v->builtin == BUILTIN_numpy_full_like);
        check_held(l, element, fetch(l, value));
        return filled(l, id, v, value_as(l, value, element));
    }
    }
}
