/* lower_slice.c: parts of arrays: what an index that isn't an integer for each axis names, as a view.
 *
 * A slice is clipped as Python clips it. A part without elements may begin outside its array, so addresses of views carry no
 * INBOUNDS, and a start needs no clipping where the length comes out as 0. What is constant leaves no code: of a[1:] there is a start,
 * and a length that is a little shorter. */
#include <assert.h>

#include "hir/array_index.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

/* ---- arithmetic of positions ------------------------------------------------------------------------------------------ */

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static bool is_constant(const Lower *l, LirId v, int64_t number)
{
    int64_t value;
    return is_int_constant(l, v, &value) && value == number;
}

static LirId sum(Lower *l, LirId a, LirId b)
{
    int64_t x, y;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y) && !__builtin_add_overflow(x, y, &x))
        return i64(l, x);
    return is_constant(l, b, 0) ? a : is_constant(l, a, 0) ? b : emit2(l, LIR_iadd, a, b);
}

static LirId difference(Lower *l, LirId a, LirId b)
{
    int64_t x, y;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y) && !__builtin_sub_overflow(x, y, &x))
        return i64(l, x);
    return is_constant(l, b, 0) ? a : emit2(l, LIR_isub, a, b);
}

static LirId times(Lower *l, LirId a, LirId b)
{
    int64_t x, y;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y) && !__builtin_mul_overflow(x, y, &x))
        return i64(l, x);
    if (is_constant(l, a, 0) || is_constant(l, b, 1))
        return a;
    return is_constant(l, b, 0) || is_constant(l, a, 1) ? b : emit2(l, LIR_imul, a, b);
}

static LirId choose(Lower *l, LirId condition, LirId then, LirId otherwise)
{
    int64_t holds;
    if (then == otherwise)
        return then;
    return is_int_constant(l, condition, &holds) ? (holds ? then : otherwise)
                                                 : emit_select(l, condition, then, otherwise);
}

static LirId is_below(Lower *l, LirId a, LirId b)
{
    int64_t x, y;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y))
        return int_constant(l, LIR_i1, x < y);
    return emit2(l, LIR_slt, a, b);
}

static LirId smaller(Lower *l, LirId a, LirId b)
{
    LirId below = is_below(l, a, b);
    return choose(l, below, a, b);
}

static LirId larger(Lower *l, LirId a, LirId b)
{
    LirId below = is_below(l, a, b);
    return choose(l, below, b, a);
}

/* ---- slices --------------------------------------------------------------------------------------------------------- */

/* What a slice selects of an axis: the first position, how far it is to the next one, and how many there are. */
typedef struct Cut {
    LirId start, step, count;
} Cut;

/* A slice over an axis. */
typedef struct Slice {
    LirId bounds[3]; /* i64; LIR_NOTHING: it isn't given */
    LirId length;    /* of the axis */
    LirId is_back;   /* i1: the step is negative */
    LirId low, high; /* what the bounds are clipped to */
} Slice;

/* An unsigned number beyond all others is larger than any length. */
static LirId bound_number(Lower *l, LirId part, TypeId type)
{
    LirId number = convert_real(l, part, type, TYPE_int64);
    if (type != TYPE_uint64)
        return number;
    LirId most = i64(l, INT64_MAX), is_beyond = is_below(l, number, i64(l, 0));
    return choose(l, is_beyond, most, number);
}

static Slice slice_over(Lower *l, Operand slice, LirId length)
{
    const Type *type = type_get(l->u, slice.type);
    Parts parts = parts_as(l, slice, slice.type);
    Slice s = {.length = length};
    size_t part = 0;
    for (size_t k = 0; k < 3; k++)
        s.bounds[k] = type->items[k] == TYPE_none ? LIR_NOTHING : bound_number(l, parts.ids[part++], type->items[k]);
    if (s.bounds[SLICE_STEP] == LIR_NOTHING)
        s.bounds[SLICE_STEP] = i64(l, 1);
    LirId zero = i64(l, 0), before = i64(l, -1);
    s.is_back = is_below(l, s.bounds[SLICE_STEP], zero);
    s.low = choose(l, s.is_back, before, zero);
    LirId last = is_constant(l, s.is_back, 0) ? length : sum(l, length, before);
    s.high = choose(l, s.is_back, last, length);
    return s;
}

/* A bound that is negative counts from the end. */
static LirId clipped(Lower *l, const Slice *s, LirId bound)
{
    int64_t constant;
    if (is_int_constant(l, bound, &constant)) {
        if (constant >= 0)
            return smaller(l, bound, s->high);
        LirId from_end = sum(l, s->length, bound);
        return larger(l, from_end, s->low);
    }
    LirId is_negative = is_below(l, bound, i64(l, 0));
    LirId from_end = sum(l, bound, s->length);
    LirId position = choose(l, is_negative, from_end, bound);
    position = larger(l, position, s->low);
    return smaller(l, position, s->high);
}

static LirId first_position(Lower *l, const Slice *s)
{
    LirId start = s->bounds[SLICE_START];
    if (start == LIR_NOTHING)
        return choose(l, s->is_back, s->high, s->low);
    return is_constant(l, start, 0) && is_constant(l, s->is_back, 0) ? start : clipped(l, s, start);
}

/* How many steps fit into a distance; of a negative one none. */
static LirId steps_in(Lower *l, LirId distance, LirId step, bool is_not_negative)
{
    LirId zero = i64(l, 0), one = i64(l, 1);
    if (is_constant(l, step, 1))
        return is_not_negative ? distance : larger(l, distance, zero);
    int64_t size, by;
    if (is_int_constant(l, distance, &size) && is_int_constant(l, step, &by) && by > 0)
        return i64(l, size > 0 ? (size - 1) / by + 1 : 0);
    LirId before = difference(l, distance, one);
    LirId count = sum(l, emit2(l, LIR_udiv, before, step), one);
    return emit_select(l, emit2(l, LIR_sgt, distance, zero), count, zero);
}

/* a[s:], a[s:-t], a[:-t]: whichever they are, what is as much shorter than the axis has the same length, as lir_is_same() sees. */
static bool cut_ends(Lower *l, const Slice *s, Cut *cut)
{
    int64_t start = 0, stop = 0;
    bool has_start = s->bounds[SLICE_START] != LIR_NOTHING, has_stop = s->bounds[SLICE_STOP] != LIR_NOTHING;
    if (!is_constant(l, s->bounds[SLICE_STEP], 1) ||
        (has_start && (!is_int_constant(l, s->bounds[SLICE_START], &start) || start < 0)) ||
        (has_stop && (!is_int_constant(l, s->bounds[SLICE_STOP], &stop) || stop >= 0)) || start > INT32_MAX ||
        stop < INT32_MIN)
        return false;
    LirId left = sum(l, s->length, i64(l, stop - start));
    *cut = (Cut){i64(l, start), s->bounds[SLICE_STEP], start == stop ? left : larger(l, left, i64(l, 0))};
    return true;
}

static Cut cut(Lower *l, Operand slice, LirId length)
{
    Slice s = slice_over(l, slice, length);
    Cut ends;
    if (cut_ends(l, &s, &ends))
        return ends;
    LirId step = s.bounds[SLICE_STEP], zero = i64(l, 0);
    bool is_open = s.bounds[SLICE_START] == LIR_NOTHING || s.bounds[SLICE_STOP] == LIR_NOTHING;
    bool is_whole = s.bounds[SLICE_START] == LIR_NOTHING && s.bounds[SLICE_STOP] == LIR_NOTHING;
    int64_t constant;
    if (!is_int_constant(l, step, &constant) || !constant)
        raise_if(l, emit2(l, LIR_eq, step, zero), "ValueError", "slice step cannot be zero");
    LirId start = first_position(l, &s), stop = LIR_NOTHING;
    if (!is_whole)
        stop = s.bounds[SLICE_STOP] == LIR_NOTHING ? choose(l, s.is_back, s.low, s.high)
                                                   : clipped(l, &s, s.bounds[SLICE_STOP]);
    LirId distance = length;
    if (!is_whole) {
        LirId from = choose(l, s.is_back, stop, start), to = choose(l, s.is_back, start, stop);
        distance = difference(l, to, from);
    }
    LirId backwards = is_constant(l, s.is_back, 0) ? step : difference(l, zero, step);
    LirId size = choose(l, s.is_back, backwards, step);
    LirId count = steps_in(l, distance, size, is_open);
    return (Cut){start, step, count};
}

/* ---- views ---------------------------------------------------------------------------------------------------------- */

static LirId moved(Lower *l, LirId pointer, LirId position, LirId stride)
{
    LirId bytes = times(l, position, stride);
    return is_constant(l, bytes, 0) ? pointer : emit2(l, LIR_ptradd, pointer, bytes);
}

/* An item of the index of `v`, as it is written where that is known. */
static Operand item(Lower *l, const HirValue *v, size_t i)
{
    Operand index = fetch(l, v->args[1]);
    return type_has_shape(l->u, index.type, SHAPE_TUPLE) ? tuple_item(l, index, i) : index;
}

/* a[i]: a row, and what else goes by integers alone: the address is as an element's. */
static View row_view(Lower *l, const HirValue *v, View array, const Type *type)
{
    int count = array.type->ndim - type->ndim;
    LirId data = element_address(l, v, &array);
    return (View){type, data, array.owner, array.lengths + count, array.strides + count};
}

static View cut_view(Lower *l, const HirValue *v, View array, const ArrayIndex *index, const Type *type)
{
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, type->ndim);
    LirId *strides = ARENA_ARRAY(&l->u->arena, LirId, type->ndim);
    View view = {type, array.data, array.owner, lengths, strides};
    size_t next = 0;
    for (size_t i = 0; i < index->count; i++) {
        const IndexStep *step = &index->steps[i];
        LirId length = step->kind == INDEX_NEW ? i64(l, 1) : array.lengths[step->axis];
        LirId stride = step->kind == INDEX_NEW ? i64(l, 0) : array.strides[step->axis];
        if (step->kind == INDEX_INTEGER) {
            LirId position = index_position(l, v, step->item, (size_t)step->axis, length);
            view.data = moved(l, view.data, position, stride);
            continue;
        }
        if (step->kind == INDEX_SLICE) {
            Cut part = cut(l, item(l, v, step->item), length);
            view.data = moved(l, view.data, part.start, stride);
            length = part.count;
            stride = times(l, stride, part.step);
        }
        lengths[next] = length;
        strides[next++] = stride;
    }
    return view;
}

View indexed_view(Lower *l, const HirValue *v)
{
    TypeId owner = hir_of(l, v->args[0])->type, part = array_part_type(l->u, &l->f->hir, owner, v->args[1]);
    View array = view_of(l, value_parts(l, v->args[0]), owner);
    ArrayIndex index;
    bool fits = array_index(l->u, hir_of(l, v->args[1])->type, array.type->ndim, &index);
    assert(fits && !index.is_element);
    const Type *type = type_get(l->u, part);
    if (!index.goes_by_integers)
        check_is_there(l, v);
    return index.goes_by_integers && fits ? row_view(l, v, array, type) : cut_view(l, v, array, &index, type);
}
