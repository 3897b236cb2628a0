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
    if (v->builtin == BUILTIN_array_reshape && v->count > 3)
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

static const char cannot_reshape[] = "cannot reshape array: the shape has another number of elements";
static const char two_unknown[] = "can only specify one unknown dimension";

/* Lengths of which none is a negative constant, but one may turn out to be negative. */
static void divide_as_found(Lower *l, LirId size, LirId *lengths, int ndim)
{
    LirId no = int_constant(l, LIR_i1, 0), has_open = no, has_two = no, zero = i64(l, 0), one = i64(l, 1);
    LirId *is_open = ARENA_ARRAY(&l->u->arena, LirId, ndim);
    Division d = {size, no, no};
    for (int i = 0; i < ndim; i++) {
        int64_t constant;
        bool is_known = is_int_constant(l, lengths[i], &constant);
        is_open[i] = is_known ? no : emit2(l, LIR_slt, lengths[i], zero);
        if (!is_known) {
            has_two = either(l, has_two, emit2(l, LIR_and, has_open, is_open[i]));
            has_open = either(l, has_open, is_open[i]);
        }
        divide(l, &d, is_known ? lengths[i] : emit_select(l, is_open[i], one, lengths[i]));
    }
    LirId is_empty = emit2(l, LIR_ne, size, zero), is_short = emit2(l, LIR_ne, d.rest, one);
    LirId differs = emit_select(l, d.has_zero, is_empty, is_short);
    if (has_open != no) {
        raise_if(l, has_two, "ValueError", two_unknown);
        differs = emit_select(l, has_open, d.has_zero, differs);
    }
    raise_if(l, either(l, d.is_wrong, differs), "ValueError", cannot_reshape);
    for (int i = 0; i < ndim; i++)
        if (is_open[i] != no)
            lengths[i] = emit_select(l, is_open[i], d.rest, lengths[i]);
}

/* The length `open` is what is left of the others. */
static void divide_rest(Lower *l, LirId size, LirId *lengths, int ndim, int open)
{
    LirId no = int_constant(l, LIR_i1, 0);
    Division d = {size, no, no};
    for (int i = 0; i < ndim; i++)
        if (i != open)
            divide(l, &d, lengths[i]);
    raise_if(l, either(l, d.is_wrong, d.has_zero), "ValueError", cannot_reshape);
    lengths[open] = d.rest;
}

/* The lengths of the result; one that is negative is what is left of the others. */
static void divide_into(Lower *l, const HirValue *v, const View *array, LirId *lengths, int ndim)
{
    LirId size = size_of(l, array);
    int open = -1, opens = 0;
    if (v->builtin == BUILTIN_numpy_ravel) {
        lengths[0] = size;
        return;
    }
    for (int i = 0; i < ndim; i++) {
        int64_t constant;
        lengths[i] = given_length(l, v, (size_t)i);
        if (is_int_constant(l, lengths[i], &constant) && constant < 0) {
            opens++;
            open = i;
        }
    }
    if (opens > 1)
        raise_if(l, int_constant(l, LIR_i1, 1), "ValueError", two_unknown);
    if (opens)
        divide_rest(l, size, lengths, ndim, open);
    else
        divide_as_found(l, size, lengths, ndim);
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

/* The same memory; the type says more of it. */
static View as_it_is(Lower *l, const HirValue *v, const View *array)
{
    NewView n = begin(l, v, array);
    for (int axis = 0; axis < array->type->ndim; axis++) {
        n.lengths[axis] = array->lengths[axis];
        n.strides[axis] = array->strides[axis];
    }
    return n.view;
}

/* The same memory in a shape and with strides that are both given. */
static View strided(Lower *l, const HirValue *v, const View *array)
{
    NewView n = begin(l, v, array);
    for (int axis = 0; axis < n.view.type->ndim; axis++) {
        n.lengths[axis] = given_length(l, v, (size_t)axis);
        n.strides[axis] = index_number(l, v->args[3], (size_t)axis);
    }
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
    case BUILTIN_array_view: view = as_elements(l, v, &array); break;
    case BUILTIN_machine_packed: view = as_it_is(l, v, &array); break;
    case BUILTIN_machine_strided: view = strided(l, v, &array); break;
    default: view = with_axes(l, v, &array);
    }
    return view_parts(l, &view, v->type);
}
