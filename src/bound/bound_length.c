/* bound_length.c: lengths of arrays, as sums of atoms. That of a view, or of a new array, is what carray, np.zeros and the like were
 * given, or that of the array that it is made after; of another array it is an atom, the same for every len(), .shape and
 * index. */
#include <assert.h>

#include "bound/bound_facts.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"
#include "hir/elements.h"
#include "hir/hir.h"
#include "types/attributes.h"

Affine bound_of_object(const Frozen *object)
{
    bool is_int = object->kind == FROZEN_INT && object->type != TYPE_uint64 && !frozen_is_data(object);
    return is_int ? affine_constant(frozen_integer(object)) : affine_unknown();
}

Affine bound_item(const Bound *b, ValueId v, size_t k)
{
    const HirValue *value = bound_hir(b, v);
    assert(!type_has_shape(b->u, value->type, SHAPE_TUPLE) || k < type_get(b->u, value->type)->count);
    if (value->op == HIR_tuple)
        return b->values[value->args[k]];
    if (value->op == HIR_const && value->object->kind == FROZEN_TUPLE)
        return bound_of_object(value->object->items[k]);
    return type_has_shape(b->u, value->type, SHAPE_TUPLE) ? affine_unknown() : b->values[v];
}

static size_t dimensions(const Bound *b, ValueId array)
{
    return (size_t)type_get(b->u, bound_hir(b, array)->type)->ndim;
}

static bool is_array(const Bound *b, ValueId v)
{
    return type_has_shape(b->u, bound_hir(b, v)->type, SHAPE_ARRAY);
}

size_t bound_integers_in(const Bound *b, TypeId index)
{
    const Type *type = type_get(b->u, index);
    if (type->shape != SHAPE_TUPLE)
        return type_is_integer(index) || index == TYPE_boolean;
    for (size_t i = 0; i < type->count; i++)
        if (!type_is_integer(type->items[i]) && type->items[i] != TYPE_boolean)
            return 0;
    return type->count;
}

/* The array that `array` is a part of, without the first `dropped` axes; HIR_NOTHING: it is none. */
static ValueId whole_of(const Bound *b, ValueId array, size_t *dropped)
{
    const HirValue *v = bound_hir(b, array);
    ValueId whole = HIR_NOTHING;
    if (v->op == HIR_getitem)
        whole = v->args[0];
    if (v->op == HIR_iter_item && bound_hir(b, v->args[0])->op == HIR_iter)
        whole = bound_hir(b, v->args[0])->args[0];
    if (whole == HIR_NOTHING || !is_array(b, whole) || dimensions(b, whole) <= dimensions(b, array))
        return HIR_NOTHING;
    *dropped = dimensions(b, whole) - dimensions(b, array);
    size_t integers = v->op == HIR_getitem ? bound_integers_in(b, bound_hir(b, v->args[1])->type) : 1;
    return integers == *dropped ? whole : HIR_NOTHING;
}

/* Which axis of the array it is a part of the axis is, whole; -1: of none, for it is new. false: it is a part of one, or another's. */
static bool kept_axis(const Bound *b, const HirValue *part, size_t axis, int *kept)
{
    ArrayIndex index;
    if (part->op != HIR_getitem || !is_array(b, part->args[0]) ||
        !array_index(b->u, bound_hir(b, part->args[1])->type, (int)dimensions(b, part->args[0]), &index))
        return false;
    for (size_t i = 0; i < index.count; i++) {
        const IndexStep *step = &index.steps[i];
        if (step->kind == INDEX_INTEGER || axis-- > 0)
            continue;
        *kept = step->kind == INDEX_NEW ? -1 : step->axis;
        return step->kind == INDEX_NEW || index_keeps_axis(b->u, &b->f->hir, part->args[1], step);
    }
    return false;
}

/* The array that a new one has the shape of; HIR_NOTHING: there is none. */
static ValueId shaped_like(const Bound *b, const HirValue *v)
{
    bool is_made = bound_is_call(v, CALL_MAKE) && hir_shape_argument(v) == HIR_NOTHING;
    return is_made && is_array(b, v->args[1]) ? v->args[1] : HIR_NOTHING;
}

/* Of an array made of tuples, how many these are; unknown: it isn't. */
static Affine length_of_tuples(const Bound *b, const HirValue *v, size_t axis)
{
    bool is_made = bound_is_call(v, CALL_MAKE) && hir_shape_argument(v) == HIR_NOTHING;
    const Type *t = is_made ? type_get(b->u, bound_hir(b, v->args[1])->type) : NULL;
    for (; t && t->shape == SHAPE_TUPLE && t->count && axis; axis--)
        t = type_get(b->u, t->items[0]);
    return t && t->shape == SHAPE_TUPLE ? affine_constant((int64_t)t->count) : affine_unknown();
}

/* The array operand that an elementwise operation has alone, beside numbers, which its result has the shape of. */
static ValueId stretched_by_none(const Bound *b, const HirValue *v)
{
    ElementOp operation;
    ValueId only = HIR_NOTHING;
    if (!element_op(b->u, &b->f->hir, v, &operation) || operation.target != HIR_NOTHING)
        return HIR_NOTHING;
    for (size_t i = 0; i < operation.count; i++) {
        if (!is_array(b, operation.operands[i]) || operation.operands[i] == only)
            continue;
        if (only != HIR_NOTHING)
            return HIR_NOTHING;
        only = operation.operands[i];
    }
    return only;
}

Affine bound_length(Bound *b, ValueId array, size_t axis)
{
    const HirValue *v = bound_hir(b, array);
    assert(is_array(b, array) && axis < dimensions(b, array));
    if (v->op == HIR_const && !frozen_is_data(v->object))
        return affine_constant(frozen_extent(v->object, (int)axis));
    if (v->op == HIR_const)
        return affine_atom(bound_length_atom(b, bound_first_same(b, array), axis));
    if (v->attribute == ATTRIBUTE_array_T)
        return bound_length(b, v->args[0], dimensions(b, array) - 1 - axis);
    int kept;
    if (kept_axis(b, v, axis, &kept))
        return kept < 0 ? affine_constant(1) : bound_length(b, v->args[0], (size_t)kept);
    size_t dropped;
    ValueId whole = whole_of(b, array, &dropped);
    if (whole != HIR_NOTHING)
        return bound_length(b, whole, axis + dropped);
    if (hir_shape_argument(v) != HIR_NOTHING) {
        Affine length = bound_item(b, hir_shape_argument(v), axis);
        if (length.known)
            return length;
    }
    Affine of_tuples = length_of_tuples(b, v, axis);
    if (of_tuples.known)
        return of_tuples;
    ValueId like = shaped_like(b, v) == HIR_NOTHING ? stretched_by_none(b, v) : shaped_like(b, v);
    return like == HIR_NOTHING ? affine_atom(bound_length_atom(b, array, axis)) : bound_length(b, like, axis);
}

bool bound_is_length(Bound *b, ValueId id, Affine *length)
{
    const HirValue *v = bound_hir(b, id);
    int64_t axis = v->integer;
    if (bound_is_call(v, CALL_LEN)) {
        if (is_array(b, v->args[1]))
            *length = bound_length(b, v->args[1], 0);
        return is_array(b, v->args[1]);
    }
    if (v->attribute == ATTRIBUTE_array_size && dimensions(b, v->args[0]) == 1) {
        *length = bound_length(b, v->args[0], 0);
        return true;
    }
    if (v->op != HIR_unpack && (v->op != HIR_getitem || !bound_int_constant(b, v->args[1], &axis)))
        return false;
    const HirValue *shape = bound_hir(b, v->args[0]);
    if (shape->attribute != ATTRIBUTE_array_shape)
        return false;
    size_t count = dimensions(b, shape->args[0]);
    assert(axis < (int64_t)count && axis >= -(int64_t)count); /* infer refuses another element of a tuple */
    *length = bound_length(b, shape->args[0], (size_t)(axis < 0 ? axis + (int64_t)count : axis));
    return true;
}

/* ---- views ---------------------------------------------------------------------------------------------------------- */

/* The value that says how long the axis is; HIR_NOTHING: a constant. */
static ValueId value_of_length(const Bound *b, const HirValue *view, size_t axis)
{
    ValueId shape = hir_shape_argument(view);
    const HirValue *value = bound_hir(b, shape);
    if (value->op == HIR_tuple)
        return value->args[axis];
    return type_has_shape(b->u, value->type, SHAPE_TUPLE) ? HIR_NOTHING : shape;
}

void bound_view(Bound *b, ValueId id)
{
    HirValue *v = hir_value(&b->f->hir, id);
    int64_t most = type_longest_axis(b->u, v->type);
    assert(hir_shape_argument(v) != HIR_NOTHING && is_array(b, id));
    v->facts = (IndexFacts){0};
    for (size_t k = 0; k < dimensions(b, id) && k < 32; k++) {
        Affine length = bound_length(b, id, k), zero = affine_constant(0), limit = affine_constant(most);
        Affine left = affine_plus(limit, -1, &length);
        v->facts.not_negative |= (uint32_t)bound_proves(b, &length, 0) << k;
        v->facts.in_range |= (uint32_t)bound_proves(b, &left, 0) << k;
        bound_add_order(b, &zero, &length, 0);
        bound_add_order(b, &length, &limit, 0);
        ValueId source = value_of_length(b, v, k);
        if (source != HIR_NOTHING)
            bound_retry(b, source);
    }
}
