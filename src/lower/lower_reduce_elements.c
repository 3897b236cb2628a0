/* lower_reduce_elements.c: the elements of a reduction as they are folded, and the parts of a walk that it goes over. */
#include <string.h>

#include "lower/lower_reduce.h"

static bool has_nan(TypeId type)
{
    return type_is_float(type) || type_is_complex(type);
}

LirId any_part_is_nan(Lower *l, Parts x)
{
    LirId is = emit2(l, LIR_fne, x.ids[0], x.ids[0]);
    if (x.count == 1)
        return is;
    LirId imaginary = emit2(l, LIR_fne, x.ids[1], x.ids[1]);
    return emit2(l, LIR_or, is, imaginary);
}

Parts select_parts(Lower *l, LirId condition, Parts a, Parts b)
{
    Parts parts = parts_new(l, a.count);
    for (size_t i = 0; i < a.count; i++)
        parts.ids[i] = emit_select(l, condition, a.ids[i], b.ids[i]);
    return parts;
}

static Parts deviation(Lower *l, const Mapping *m, Parts x)
{
    LirId sum = LIR_NOTHING;
    for (size_t i = 0; i < x.count; i++) {
        LirId d = emit2(l, LIR_fsub, x.ids[i], m->mean.ids[i]), square = emit2(l, LIR_fmul, d, d);
        sum = i ? emit2(l, LIR_fadd, sum, square) : square;
    }
    return parts_of(l, sum);
}

static Parts bit_parts(Lower *l, LirId bit, TypeId type)
{
    return convert(l, parts_of(l, bit), TYPE_boolean, type);
}

static Parts mapped_value(Lower *l, const Mapping *m, Parts x)
{
    switch (m->map) {
    case MAP_TRUTH:
    case MAP_COUNT: return bit_parts(l, truth_of(l, x, m->from), m->to);
    case MAP_NOT_NAN: return bit_parts(l, logical_not(l, any_part_is_nan(l, x)), m->to);
    case MAP_DEVIATION: return deviation(l, m, x);
    case MAP_VALUE: break;
    }
    return x;
}

Parts mapped_element(Lower *l, const Mapped *mapped, const LirId *index)
{
    const Mapping *m = mapped->mapping;
    Parts x = parts_as(l, element_at(l, mapped->elements, mapped->walk, index), m->from);
    Parts value = mapped_value(l, m, x);
    if (!m->skips_nan || !has_nan(m->from) || m->map == MAP_NOT_NAN)
        return value;
    Parts instead = number_parts(l, m->to, m->instead_of_nan);
    return select_parts(l, any_part_is_nan(l, x), instead, value);
}

/* ---- sources --------------------------------------------------------------------------------------------------------------- */

static Parts at_index(Lower *l, const Source *s, const LirId *index)
{
    return mapped_element(l, s->context, index);
}

static Parts at_position(Lower *l, const Source *s, const LirId *index)
{
    const Mapped *mapped = s->context;
    size_t ndim = mapped->walk->ndim;
    LirId *full = ARENA_ARRAY(&l->u->arena, LirId, ndim + 1);
    for (size_t axis = 0; axis + 1 < ndim; axis++)
        full[axis] = int_constant(l, LIR_i64, 0);
    if (ndim)
        full[ndim - 1] = index[0];
    return mapped_element(l, mapped, full);
}

Source mapped_source(Lower *l, const Mapped *mapped, bool is_line, unsigned flags)
{
    const Walk *walk = mapped->walk;
    Source s = {walk->ndim, walk->lengths, mapped->mapping->to, at_index, flags, mapped};
    if (!is_line)
        return s;
    LirId *length = ARENA_ARRAY(&l->u->arena, LirId, 1);
    *length = walk->ndim ? walk->lengths[walk->ndim - 1] : int_constant(l, LIR_i64, 1);
    s.ndim = 1;
    s.lengths = length;
    s.at = at_position;
    return s;
}

/* ---- parts of a walk --------------------------------------------------------------------------------------------------------- */

static size_t view_count(const Elements *e)
{
    return e->tree->views.count;
}

static LirId moved(Lower *l, LirId pointer, LirId index, LirId stride)
{
    int64_t constant;
    if (is_int_constant(l, stride, &constant) && !constant)
        return pointer;
    LirId bytes = with_flags(l, emit2(l, LIR_imul, index, stride), LIR_NSW);
    return with_flags(l, emit2(l, LIR_ptradd, pointer, bytes), LIR_INBOUNDS);
}

static Walked walked_part(Lower *l, const Walked *view, const Walk *walk, uint32_t axes, const LirId *others)
{
    Walked part = {view->data, ARENA_ARRAY(&l->u->arena, LirId, walk->ndim), view->in_scope};
    for (size_t axis = 0, count = 0, other = 0; axis < walk->ndim; axis++) {
        if (axes >> axis & 1)
            part.strides[count++] = view->strides[axis];
        else
            part.data = moved(l, part.data, others[other++], view->strides[axis]);
    }
    return part;
}

Walk walk_part(Lower *l, const Elements *e, const Walk *walk, uint32_t axes, const LirId *others)
{
    Walk part = {.lengths = ARENA_ARRAY(&l->u->arena, LirId, walk->ndim + 1), .scope = walk->scope};
    part.views = ARENA_ARRAY(&l->u->arena, Walked, view_count(e));
    for (size_t axis = 0; axis < walk->ndim; axis++)
        if (axes >> axis & 1)
            part.lengths[part.ndim++] = walk->lengths[axis];
    for (size_t i = 0; i < view_count(e); i++)
        part.views[i] = walked_part(l, &walk->views[i], walk, axes, others);
    return part;
}

LirId walk_side_by_side(Lower *l, const Elements *e, Walk *walk, size_t axis)
{
    LirId holds = int_constant(l, LIR_i1, 1);
    walk->views = arena_copy(&l->u->arena, walk->views, view_count(e) * sizeof *walk->views);
    for (size_t i = 0; i < view_count(e); i++) {
        int64_t constant;
        LirId *strides = arena_copy(&l->u->arena, walk->views[i].strides, walk->ndim * sizeof *strides);
        walk->views[i].strides = strides;
        if (is_int_constant(l, strides[axis], &constant))
            continue;
        LirId unit = int_constant(l, LIR_i64, element_size(l->u, e->tree->views.items[i]->type));
        holds = both_hold(l, holds, emit2(l, LIR_eq, strides[axis], unit));
        strides[axis] = unit;
    }
    return holds;
}

LirId walk_count(Lower *l, const Walk *walk)
{
    LirId count = int_constant(l, LIR_i64, 1);
    for (size_t axis = 0; axis < walk->ndim; axis++)
        count = length_product(l, count, walk->lengths[axis]);
    return count;
}
