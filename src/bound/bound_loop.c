/* bound_loop.c: what is known of the variables of `for` loops: over ranges, arrays, enumerate, zip, np.ndindex. */
#include <assert.h>

#include "bound/bound_facts.h"
#include "bound/bound_iter.h"
#include "frozen/builtins.h"
#include "hir/hir.h"
#include "types/attributes.h"

static void add_between(Bound *b, ValueId v, const Affine *first, const Affine *last)
{
    Affine value = affine_atom(v);
    if (first->known)
        bound_add_order(b, first, &value, 0);
    if (last->known)
        bound_add_order(b, &value, last, 0);
}

Range bound_range_of(const Bound *b, const HirValue *call)
{
    size_t given = call->count - 1;
    assert(bound_is_call(call, CALL_RANGE) && given >= 1 && given <= 3);
    Range range = {affine_constant(0), b->values[call->args[given > 1 ? 2 : 1]], affine_constant(1)};
    if (given > 1)
        range.start = b->values[call->args[1]];
    if (given > 2)
        range.step = b->values[call->args[3]];
    return range;
}

/* Bit 0: the range goes up, and a step from below its end doesn't overflow; bit 1: likewise down. (lower_range.c) */
void bound_range(Bound *b, ValueId iter)
{
    HirValue *v = hir_value(&b->f->hir, iter);
    const HirValue *call = bound_hir(b, v->args[0]);
    v->facts = (IndexFacts){0};
    if (!bound_is_call(call, CALL_RANGE) || call->count < 4)
        return;
    Range range = bound_range_of(b, call);
    Affine back = affine_times(&range.step, -1), end = affine_plus(range.stop, 1, &range.step);
    Affine less = affine_shifted(end, -1), more = affine_shifted(end, 1);
    v->facts.in_range |= bound_proves(b, &range.step, 1) && bound_fits(b, &less) ? 1 : 0;
    v->facts.in_range |= bound_proves(b, &back, 1) && bound_fits(b, &more) ? 2 : 0;
}

/* An element of a range: start <= v < stop going up, stop < v <= start going down. */
static void element_of_range(Bound *b, ValueId v, const HirValue *call)
{
    Range range = bound_range_of(b, call);
    Affine back = affine_times(&range.step, -1);
    Affine before_stop = affine_shifted(range.stop, -1), behind_stop = affine_shifted(range.stop, 1);
    if (range.step.known && bound_proves(b, &range.step, 1))
        add_between(b, v, &range.start, &before_stop);
    else if (range.step.known && bound_proves(b, &back, 1))
        add_between(b, v, &behind_stop, &range.start);
}

static void interval_of_type(Bound *b, ValueId v, TypeId type)
{
    int64_t least, most;
    if (type_limits(type, &least, &most))
        bound_set_interval(b, v, least, most);
}

static void element_of(Bound *b, ValueId v, ValueId iterable)
{
    const HirValue *source = bound_hir(b, iterable);
    const Type *type = type_get(b->u, source->type);
    if (bound_is_call(source, CALL_RANGE))
        element_of_range(b, v, source);
    else if (type->shape == SHAPE_ARRAY)
        interval_of_type(b, v, type->element);
}

/* A position in what is gone over, and so below the length of each of its parts. */
static void position_in(Bound *b, ValueId v, const Affine *start, ValueId iterable)
{
    const HirValue *source = bound_hir(b, iterable);
    if (bound_is_call(source, CALL_REVERSED))
        position_in(b, v, start, source->args[1]);
    if (bound_is_call(source, CALL_ZIP) && !source->spread)
        for (size_t i = 1; i < source->count - source->keyword_count; i++)
            position_in(b, v, start, source->args[i]);
    Affine count = affine_unknown();
    if (type_has_shape(b->u, source->type, SHAPE_ARRAY))
        count = bound_length(b, iterable, 0);
    if (bound_is_call(source, CALL_RANGE)) {
        Range range = bound_range_of(b, source);
        if (affine_is_constant(&range.step) && range.step.constant == 1)
            count = affine_plus(range.stop, -1, &range.start);
    }
    if (count.known) {
        Affine value = affine_atom(v), end = affine_plus(count, 1, start);
        bound_add_order(b, &value, &end, 1);
    }
}

/* What enumerate counts, as long as it can't wrap: no array has so many elements, and a range is over before. */
static void number_of(Bound *b, ValueId v, const HirValue *call)
{
    ValueId given = hir_call_argument(call, 1, "start");
    Affine start = given == HIR_NOTHING ? affine_constant(0) : b->values[given], value = affine_atom(v);
    if (!affine_is_constant(&start) || start.constant < 0 || start.constant > INT32_MAX)
        return;
    bool wraps = start.constant > 0 && !type_has_shape(b->u, bound_hir(b, call->args[1])->type, SHAPE_ARRAY);
    if (wraps)
        return;
    bound_add_order(b, &start, &value, 0);
    position_in(b, v, &start, call->args[1]);
}

/* An index of np.ndindex or np.ndenumerate. */
static void index_of(Bound *b, ValueId v, const HirValue *call, size_t axis)
{
    Affine length = affine_unknown(), zero = affine_constant(0);
    const HirValue *shape = bound_hir(b, call->args[1]);
    assert(bound_is_call(call, CALL_NDINDEX) || bound_is_call(call, CALL_NDENUMERATE));
    if (bound_is_call(call, CALL_NDENUMERATE))
        length = bound_length(b, call->args[1], axis);
    else if (shape->attribute == ATTRIBUTE_array_shape)
        length = bound_length(b, shape->args[0], axis);
    else if (type_has_shape(b->u, shape->type, SHAPE_TUPLE))
        length = bound_item(b, call->args[1], axis);
    else
        length = b->values[call->args[1 + axis]];
    Affine last = affine_shifted(length, -1);
    add_between(b, v, &zero, &last);
}

bool bound_iterated(Bound *b, ValueId v)
{
    Iterated from = iterated_by(b->f, v);
    switch (from.kind) {
    case ITERATED_ELEMENT: element_of(b, v, from.source); return true;
    case ITERATED_NUMBER: number_of(b, v, bound_hir(b, from.source)); return true;
    case ITERATED_INDEX: index_of(b, v, bound_hir(b, from.source), from.axis); return true;
    default: return false;
    }
}
