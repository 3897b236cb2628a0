/* lower_axes.c: views of arrays with other axes, shapes and elements: the VIEW rows of array_functions.def. */
#include <assert.h>

#include "frozen/builtins.h"
#include "hir/axes.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

typedef struct NewView {
    LirId *lengths, *strides;
    View view;
} NewView;

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static NewView begin(Lower *l, const HirValue *v, const View *array)
{
    const Type *type = type_get(l->u, v->type);
    NewView n = {ARENA_ARRAY(&l->u->arena, LirId, type->ndim), ARENA_ARRAY(&l->u->arena, LirId, type->ndim), {0}};
    n.view = (View){type, array->data, array->owner, n.lengths, n.strides};
    return n;
}

static LirId either(Lower *l, LirId a, LirId b)
{
    return emit2(l, LIR_or, a, b);
}

/* ---- axes ----------------------------------------------------------------------------------------------------------- */

/* From the last element to the first. Without INBOUNDS: there may be none. */
static void reverse(Lower *l, NewView *n, int axis)
{
    LirId last = emit2(l, LIR_isub, n->lengths[axis], i64(l, 1));
    LirId bytes = emit2(l, LIR_imul, last, n->strides[axis]);
    n->view.data = emit2(l, LIR_ptradd, n->view.data, bytes);
    n->strides[axis] = emit2(l, LIR_isub, i64(l, 0), n->strides[axis]);
}

static View with_axes(Lower *l, const HirValue *v, const View *array)
{
    AxesView axes;
    const char *expected;
    int bad = axes_view(l->u, &l->f->hir, v, &axes, &expected);
    assert(!bad);
    NewView n = begin(l, v, array);
    for (int axis = 0; !bad && axis < array->type->ndim; axis++)
        if (axes.is_dropped[axis])
            raise_if(l, emit2(l, LIR_ne, array->lengths[axis], i64(l, 1)), "ValueError",
                     "cannot select an axis to squeeze out which has size not equal to one");
    for (int i = 0; i < axes.ndim; i++) {
        bool is_new = axes.axes[i] == NEW_AXIS;
        n.lengths[i] = is_new ? i64(l, 1) : array->lengths[axes.axes[i]];
        n.strides[i] = is_new ? i64(l, 0) : array->strides[axes.axes[i]];
        if (axes.is_reversed[i])
            reverse(l, &n, i);
    }
    return n.view;
}

/* ---- shapes --------------------------------------------------------------------------------------------------------- */

/* The length of axis i that the call gives, as a number or in a tuple. */
static LirId given_length(Lower *l, const HirValue *v, size_t i)
{
    if (v->count > 3 && !v->keyword_count)
        return scalar_as(l, v->args[2 + i], TYPE_int64);
    return index_number(l, hir_call_argument(v, 1, "shape"), i);
}

static LirId size_of(Lower *l, const View *array)
{
    LirId size = i64(l, 1);
    for (int axis = 0; axis < array->type->ndim; axis++)
        size = axis ? emit2(l, LIR_imul, size, array->lengths[axis]) : array->lengths[axis];
    return size;
}

/* What is left of a number of elements when it is divided into so many: as a word, so that a negative length never fits. */
typedef struct Division {
    LirId rest;
    LirId is_wrong, has_zero; /* i1 */
} Division;

static void divide(Lower *l, Division *d, LirId length)
{
    LirId zero = i64(l, 0), one = i64(l, 1);
    LirId is_zero = emit2(l, LIR_eq, length, zero), by = emit_select(l, is_zero, one, length);
    LirId quotient = emit2(l, LIR_udiv, d->rest, by);
    LirId leaves = emit2(l, LIR_ne, emit2(l, LIR_imul, quotient, by), d->rest);
    LirId wrong = either(l, leaves, emit2(l, LIR_slt, length, zero));
    d->is_wrong = either(l, d->is_wrong, wrong);
    d->has_zero = either(l, d->has_zero, is_zero);
    d->rest = quotient;
}

/* The lengths of the result; one that is the constant -1 is what is left of the others. */
static void divide_into(Lower *l, const HirValue *v, const View *array, LirId *lengths, int ndim)
{
    static const char message[] = "cannot reshape array: the shape has another number of elements";
    LirId size = size_of(l, array), no = int_constant(l, LIR_i1, 0);
    Division d = {size, no, no};
    int open = -1, opens = 0;
    for (int i = 0; i < ndim; i++) {
        int64_t constant;
        lengths[i] = v->builtin == BUILTIN_numpy_ravel ? size : given_length(l, v, (size_t)i);
        bool is_open = is_int_constant(l, lengths[i], &constant) && constant == -1;
        opens += is_open;
        open = is_open ? i : open;
        if (!is_open && v->builtin != BUILTIN_numpy_ravel)
            divide(l, &d, lengths[i]);
    }
    if (v->builtin == BUILTIN_numpy_ravel)
        return;
    if (opens > 1)
        raise_if(l, int_constant(l, LIR_i1, 1), "ValueError", "can only specify one unknown dimension");
    if (open >= 0) {
        raise_if(l, either(l, d.is_wrong, d.has_zero), "ValueError", message);
        lengths[open] = d.rest;
        return;
    }
    LirId zero = i64(l, 0), one = i64(l, 1);
    LirId is_empty = emit2(l, LIR_ne, size, zero), is_short = emit2(l, LIR_ne, d.rest, one);
    LirId differs = either(l, d.is_wrong, emit_select(l, d.has_zero, is_empty, is_short));
    raise_if(l, differs, "ValueError", message);
}

static View reshaped(Lower *l, const HirValue *v, const View *array)
{
    NewView n = begin(l, v, array);
    int ndim = n.view.type->ndim;
    divide_into(l, v, array, n.lengths, ndim);
    LirId stride = array->type->ndim == 1 ? array->strides[0] : i64(l, element_size(l->u, array->type->element));
    for (int axis = ndim - 1; axis >= 0; axis--) {
        n.strides[axis] = stride;
        if (axis && !packed_has(n.view.type->packed, ndim, axis - 1))
            stride = emit2(l, LIR_imul, stride, n.lengths[axis]);
    }
    return n.view;
}

static View broadcast(Lower *l, const HirValue *v, const View *array)
{
    NewView n = begin(l, v, array);
    int ndim = n.view.type->ndim, more = ndim - array->type->ndim;
    LirId zero = i64(l, 0), one = i64(l, 1);
    for (int axis = 0; axis < ndim; axis++) {
        LirId wanted = given_length(l, v, (size_t)axis);
        raise_if(l, emit2(l, LIR_slt, wanted, zero), "ValueError",
                 "all elements of broadcast shape must be non-negative");
        n.lengths[axis] = wanted;
        n.strides[axis] = zero;
        if (axis < more)
            continue;
        LirId length = array->lengths[axis - more];
        LirId is_one = emit2(l, LIR_eq, length, one), differs = emit2(l, LIR_ne, length, wanted);
        LirId is_wrong = emit2(l, LIR_and, differs, logical_not(l, is_one));
        raise_if(l, is_wrong, "ValueError", "operands could not be broadcast together: their shapes don't match");
        n.strides[axis] = emit_select(l, is_one, zero, array->strides[axis - more]);
    }
    return n.view;
}

static LirId smaller(Lower *l, LirId a, LirId b)
{
    return emit_select(l, emit2(l, LIR_slt, a, b), a, b);
}

static View diagonal(Lower *l, const HirValue *v, const View *array)
{
    NewView n = begin(l, v, array);
    ValueId given = hir_call_argument(v, 1, "offset");
    LirId zero = i64(l, 0), offset = given == HIR_NOTHING ? zero : scalar_as(l, given, TYPE_int64);
    LirId is_below = emit2(l, LIR_slt, offset, zero), down = emit2(l, LIR_isub, zero, offset);
    LirId row = emit_select(l, is_below, down, zero), column = emit_select(l, is_below, zero, offset);
    LirId rows = emit2(l, LIR_isub, array->lengths[0], row);
    LirId columns = emit2(l, LIR_isub, array->lengths[1], column);
    LirId count = smaller(l, rows, columns), is_empty = emit2(l, LIR_slt, count, zero);
    LirId rows_down = emit2(l, LIR_imul, row, array->strides[0]);
    LirId columns_right = emit2(l, LIR_imul, column, array->strides[1]);
    n.view.data = emit2(l, LIR_ptradd, array->data, emit2(l, LIR_iadd, rows_down, columns_right));
    n.lengths[0] = emit_select(l, is_empty, zero, count);
    n.strides[0] = emit2(l, LIR_iadd, array->strides[0], array->strides[1]);
    return n.view;
}

/* ---- elements ------------------------------------------------------------------------------------------------------- */

static View as_elements(Lower *l, const HirValue *v, const View *array)
{
    NewView n = begin(l, v, array);
    int last = array->type->ndim - 1;
    int64_t from = element_size(l->u, array->type->element), to = element_size(l->u, n.view.type->element);
    for (int axis = 0; axis <= last; axis++) {
        n.lengths[axis] = array->lengths[axis];
        n.strides[axis] = array->strides[axis];
    }
    if (from == to)
        return n.view;
    LirId size = i64(l, from), new_size = i64(l, to), zero = i64(l, 0);
    LirId bytes = emit2(l, LIR_imul, array->lengths[last], size);
    if (from % to)
        raise_if(
            l, emit2(l, LIR_ne, emit2(l, LIR_urem, bytes, new_size), zero), "ValueError",
            "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis "
            "of the array.");
    n.lengths[last] = emit2(l, LIR_udiv, bytes, new_size);
    n.strides[last] = new_size;
    return n.view;
}

Parts lower_array_view(Lower *l, const HirValue *v)
{
    TypeId type = hir_of(l, v->args[1])->type;
    View array = view_of(l, value_parts(l, v->args[1]), type), view;
    switch (v->builtin) {
    case BUILTIN_array_reshape:
    case BUILTIN_numpy_ravel:
    case BUILTIN_numpy_reshape: view = reshaped(l, v, &array); break;
    case BUILTIN_numpy_broadcast_to: view = broadcast(l, v, &array); break;
    case BUILTIN_numpy_diagonal: view = diagonal(l, v, &array); break;
    case BUILTIN_array_view: view = as_elements(l, v, &array); break;
    default: view = with_axes(l, v, &array);
    }
    return view_parts(l, &view, v->type);
}
