/* lower_walk.c: how a nest of loops goes over elements: its axes, and the strides of what it reads along them.
 *
 * The general walk takes any lengths and strides: an axis of length 1 that is stretched has the stride 0. The fast one takes lengths as
 * equal and the innermost strides as those of packed elements; the condition under which it may says so, as far as types and
 * constants don't. In the fast walk neighbouring axes that are packed in all views become one: as the types say, and as it is at run
 * time: then the outer one has the length 1. */
#include <assert.h>

#include "lower/lower_nest.h"

/* What both are made from. */
typedef struct Axes {
    Lower *l;
    const Elements *elements;
    const View *target;
    size_t ndim;
    const LirId *lengths;
    bool is_reversed; /* the first axis is the innermost */
    LirId holds;
} Axes;

static Axes axes_of(Lower *l, const Elements *e, const View *target)
{
    Axes axes = {l, e, target, e->ndim, e->lengths, false, int_constant(l, LIR_i1, 1)};
    if (!target)
        return axes;
    axes.ndim = (size_t)target->type->ndim;
    axes.lengths = target->lengths;
    axes.is_reversed = target->type->packed.first > target->type->packed.last;
    return axes;
}

size_t walk_axis(const Walk *walk, size_t place)
{
    return walk->is_reversed ? walk->ndim - 1 - place : place;
}

static size_t axis_at(const Axes *axes, size_t place)
{
    return axes->is_reversed ? axes->ndim - 1 - place : place;
}

static bool holds_always(Lower *l, LirId condition)
{
    int64_t bit;
    return is_int_constant(l, condition, &bit) && bit;
}

LirId both_hold(Lower *l, LirId a, LirId b)
{
    if (holds_always(l, a))
        return b;
    return holds_always(l, b) ? a : emit2(l, LIR_and, a, b);
}

LirId length_product(Lower *l, LirId a, LirId b)
{
    int64_t x, y, both_of_them;
    if (is_length_one(l, a) || is_length_one(l, b))
        return is_length_one(l, a) ? b : a;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y) && !__builtin_mul_overflow(x, y, &both_of_them))
        return int_constant(l, LIR_i64, both_of_them);
    return emit2(l, LIR_imul, a, b);
}

/* ---- strides ----------------------------------------------------------------------------------------------------------- */

/* Which axis of the view is that axis of the walk's shape; -1: it has none there, or is 1 long by what is known. What a view has in
 * front of the axes of a target is 1 long. */
static int axis_in(const Axes *axes, const View *view, size_t axis)
{
    int own = (int)axis + view->type->ndim - (int)axes->ndim;
    return own < 0 || is_length_one(axes->l, view->lengths[own]) ? -1 : own;
}

static LirId zero(Lower *l)
{
    return int_constant(l, LIR_i64, 0);
}

static LirId general_stride(const Axes *axes, const View *view, size_t axis)
{
    Lower *l = axes->l;
    int own = axis_in(axes, view, axis);
    if (own < 0)
        return zero(l);
    if (same_length(l, view->lengths[own], axes->lengths[axis]))
        return view->strides[own];
    LirId is_equal = emit2(l, LIR_eq, view->lengths[own], axes->lengths[axis]);
    return emit_select(l, is_equal, view->strides[own], zero(l));
}

static LirId fast_stride(Axes *axes, const View *view, size_t place)
{
    Lower *l = axes->l;
    size_t axis = axis_at(axes, place);
    int own = axis_in(axes, view, axis);
    int64_t constant;
    if (own < 0)
        return zero(l);
    if (!same_length(l, view->lengths[own], axes->lengths[axis]))
        axes->holds = both_hold(l, axes->holds, emit2(l, LIR_eq, view->lengths[own], axes->lengths[axis]));
    LirId stride = view->strides[own];
    if (place + 1 < axes->ndim || is_int_constant(l, stride, &constant))
        return stride;
    LirId unit = int_constant(l, LIR_i64, element_size(l->u, view->type->element));
    axes->holds = both_hold(l, axes->holds, emit2(l, LIR_eq, stride, unit));
    return unit;
}

static Walk walk_new(const Axes *axes)
{
    Lower *l = axes->l;
    Walk walk = {
        .ndim = axes->ndim, .is_reversed = axes->is_reversed, .lengths = ARENA_ARRAY(&l->u->arena, LirId, axes->ndim)};
    walk.views = ARENA_ARRAY(&l->u->arena, Walked, axes->elements->tree->views.count);
    for (size_t place = 0; place < axes->ndim; place++)
        walk.lengths[place] = axes->lengths[axis_at(axes, place)];
    return walk;
}

static Walked walked(Axes *axes, const View *view, bool fast)
{
    Walked w = {view->data, ARENA_ARRAY(&axes->l->u->arena, LirId, axes->ndim), fast};
    for (size_t place = 0; place < axes->ndim; place++)
        w.strides[place] = fast ? fast_stride(axes, view, place) : general_stride(axes, view, axis_at(axes, place));
    return w;
}

static Walk walk_over(Axes *axes, bool fast)
{
    Walk walk = walk_new(axes);
    for (size_t i = 0; i < axes->elements->tree->views.count; i++)
        walk.views[i] = walked(axes, &axes->elements->tree->views.items[i]->view, fast);
    if (axes->target)
        walk.target = walked(axes, axes->target, fast);
    return walk;
}

Walk walk_general(Lower *l, const Elements *e, const View *target)
{
    Axes axes = axes_of(l, e, target);
    return walk_over(&axes, false);
}

/* ---- axes that become one ------------------------------------------------------------------------------------------------ */

typedef enum { APART, MAYBE_ONE, SURELY_ONE } Merge;

static bool is_zero_stride(const Axes *axes, LirId stride)
{
    int64_t constant;
    return is_int_constant(axes->l, stride, &constant) && !constant;
}

/* Do two neighbouring axes lie without a gap between them, as the type says? */
static bool is_packed(const Axes *axes, const View *view, size_t outer)
{
    Packed packed = view->type->packed;
    int ndim = view->type->ndim, own = (int)axis_at(axes, outer) - (int)axes->ndim + ndim;
    return axes->is_reversed ? packed.first > own : packed.last >= ndim - own;
}

static Merge merge_of(const Axes *axes, const View *view, const Walked *w, size_t outer)
{
    bool outer_stays = is_zero_stride(axes, w->strides[outer]),
         inner_stays = is_zero_stride(axes, w->strides[outer + 1]);
    if (outer_stays || inner_stays)
        return outer_stays && inner_stays ? SURELY_ONE : APART;
    return is_packed(axes, view, outer) ? SURELY_ONE : MAYBE_ONE;
}

static Merge least(Merge a, Merge b)
{
    return a < b ? a : b;
}

static Merge merge_of_all(const Axes *axes, const Walk *walk, size_t outer)
{
    Merge merge = axes->target ? merge_of(axes, axes->target, &walk->target, outer) : SURELY_ONE;
    for (size_t i = 0; i < axes->elements->tree->views.count; i++)
        merge = least(merge, merge_of(axes, &axes->elements->tree->views.items[i]->view, &walk->views[i], outer));
    return merge;
}

static void drop_stride(Walked *w, size_t place, size_t ndim)
{
    for (size_t i = place; w->strides && i + 1 < ndim; i++)
        w->strides[i] = w->strides[i + 1];
}

/* The outer axis goes: what lies behind it in one row follows in the next one. */
static void drop_outer(const Axes *axes, Walk *walk, size_t outer)
{
    walk->lengths[outer + 1] = length_product(axes->l, walk->lengths[outer], walk->lengths[outer + 1]);
    for (size_t i = outer; i + 1 < walk->ndim; i++)
        walk->lengths[i] = walk->lengths[i + 1];
    for (size_t i = 0; i < axes->elements->tree->views.count; i++)
        drop_stride(&walk->views[i], outer, walk->ndim);
    drop_stride(&walk->target, outer, walk->ndim);
    walk->ndim--;
}

static LirId follows(const Axes *axes, const Walk *walk, const Walked *w, size_t outer)
{
    Lower *l = axes->l;
    if (is_zero_stride(axes, w->strides[outer + 1]))
        return int_constant(l, LIR_i1, 1);
    return emit2(l, LIR_eq, w->strides[outer], length_product(l, walk->lengths[outer + 1], w->strides[outer + 1]));
}

/* At run time: the outer axis becomes 1 long, the inner one as long as both. */
static LirId join_axes(const Axes *axes, Walk *walk, size_t outer, LirId condition)
{
    Lower *l = axes->l;
    for (size_t i = 0; i < axes->elements->tree->views.count; i++)
        condition = both_hold(l, condition, follows(axes, walk, &walk->views[i], outer));
    if (axes->target)
        condition = both_hold(l, condition, follows(axes, walk, &walk->target, outer));
    LirId length = length_product(l, walk->lengths[outer], walk->lengths[outer + 1]);
    walk->lengths[outer + 1] = emit_select(l, condition, length, walk->lengths[outer + 1]);
    walk->lengths[outer] = emit_select(l, condition, int_constant(l, LIR_i64, 1), walk->lengths[outer]);
    return condition;
}

/* From the innermost axis outwards. `merges`: by the outer axis of each pair that is left. */
static void merge_axes(const Axes *axes, Walk *walk)
{
    Merge merges[MOST_AXES];
    for (size_t outer = 0; outer + 1 < walk->ndim; outer++)
        merges[outer] = merge_of_all(axes, walk, outer);
    for (size_t outer = walk->ndim - 1; outer-- > 0;)
        if (merges[outer] == SURELY_ONE) {
            drop_outer(axes, walk, outer);
            for (size_t i = outer; i + 1 < walk->ndim; i++)
                merges[i] = merges[i + 1];
        }
    LirId condition = int_constant(axes->l, LIR_i1, 1);
    for (size_t outer = walk->ndim - 1; outer-- > 0 && merges[outer] == MAYBE_ONE;)
        condition = join_axes(axes, walk, outer, condition);
}

Walk walk_fast(Lower *l, const Elements *e, const View *target, LirId *holds)
{
    Axes axes = axes_of(l, e, target);
    Walk walk = walk_over(&axes, true);
    if (walk.ndim > 1)
        merge_axes(&axes, &walk);
    *holds = axes.holds;
    return walk;
}

/* ---- addresses ------------------------------------------------------------------------------------------------------------- */

LirId walked_address(Lower *l, const Walked *view, const Walk *walk, const LirId *index)
{
    LirId pointer = view->data;
    int64_t constant;
    for (size_t axis = 0; axis < walk->ndim; axis++) {
        if (is_int_constant(l, view->strides[axis], &constant) && !constant)
            continue;
        LirId bytes = with_flags(l, emit2(l, LIR_imul, index[axis], view->strides[axis]), LIR_NSW);
        pointer = with_flags(l, emit2(l, LIR_ptradd, pointer, bytes), LIR_INBOUNDS);
    }
    return pointer;
}
