/* lower_assign.c: where array expressions end: in new arrays, in arrays that are there (a += b, out=), and in parts of arrays.
 *
 * An operation that fuse keeps out of memory is where it stands no more than its shape, and the test that it has one. */
#include <assert.h>

#include "hir/array_operations.h"
#include "lower/lower_nest.h"
#include "types/attributes.h"

static Parts lengths_alone(const LirId *lengths, size_t ndim)
{
    return (Parts){(LirId *)lengths, ndim};
}

static Parts make(Lower *l, ValueId v, const LirId *lengths)
{
    TypeId type = hir_of(l, v)->type;
    View target = new_array(l, v, type, lengths);
    store_elements(l, target, elements_of_operation(l, v, lengths), true);
    return view_parts(l, &target, type);
}

/* The result has the array's own type, and is it. */
static Parts store_into(Lower *l, ValueId v, ValueId array, const LirId *lengths)
{
    TypeId type = hir_of(l, array)->type;
    Elements *source = elements_of_operation(l, v, lengths);
    View target = view_of(l, value_parts(l, array), type);
    check_stretches(l, source->ndim, source->lengths, &target);
    assign_elements(l, array, target, source);
    return view_parts(l, &target, hir_of(l, v)->type);
}

Parts lower_array_operation(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    ValueId array = hir_stored_into(l->u, &l->f->hir, value);
    check_element_operands(l, value);
    const LirId *lengths = operation_lengths(l, value);
    if (value->fused)
        return lengths_alone(lengths, (size_t)type_get(l->u, value->type)->ndim);
    return array == HIR_NOTHING ? make(l, v, lengths) : store_into(l, v, array, lengths);
}

/* ---- parts of arrays --------------------------------------------------------------------------------------------------- */

/* r.v of r.v, a.x of a.x. */
static bool is_same_field(const Lower *l, const HirValue *a, const HirValue *b)
{
    return a->op == HIR_getattr && b->op == HIR_getattr && a->attribute == ATTRIBUTE_FIELD &&
           b->attribute == ATTRIBUTE_FIELD && a->integer == b->integer &&
           hir_same_value(&l->f->hir, a->args[0], b->args[0]);
}

/* a[i] += b stores what it gives, which is that part of a, to that part of a: the elements are there. Likewise r.v += b, which stores
 * to r.v[()]. */
static bool is_stored_already(const Lower *l, const HirValue *v)
{
    const Hir *hir = &l->f->hir;
    const HirValue *value = hir_of(l, v->args[2]);
    ValueId array = hir_stored_into(l->u, hir, value);
    if (array == HIR_NOTHING)
        return false;
    const HirValue *part = hir_of(l, array);
    const Type *index = type_get(l->u, hir_of(l, v->args[1])->type);
    if (index->shape == SHAPE_TUPLE && !index->count && is_same_field(l, part, hir_of(l, v->args[0])))
        return true;
    return part->op == HIR_getitem && hir_same_value(hir, part->args[0], v->args[0]) &&
           hir_same_value(hir, part->args[1], v->args[1]);
}

/* The same part of the same array among what is read: then it is read at its place. */
static View at_place(Lower *l, const HirValue *v, const Elements *source, View target)
{
    const Hir *hir = &l->f->hir;
    for (size_t i = 0; i < source->tree->views.count; i++) {
        const Elements *read = source->tree->views.items[i];
        const HirValue *part = read->value == HIR_NOTHING ? NULL : hir_of(l, read->value);
        if (part && part->op == HIR_getitem && hir_same_value(hir, part->args[0], v->args[0]) &&
            hir_same_value(hir, part->args[1], v->args[1]))
            return read->view;
    }
    return target;
}

static void store_array(Lower *l, const HirValue *v, View target)
{
    if (is_stored_already(l, v))
        return;
    Elements *source = elements_of(l, v->args[2]);
    target = at_place(l, v, source, target);
    check_stretches(l, source->ndim, source->lengths, &target);
    assign_elements(l, v->args[0], target, source);
}

void lower_store_part(Lower *l, const HirValue *v, View target)
{
    TypeId stored = hir_of(l, v->args[2])->type;
    if (type_has_shape(l->u, stored, SHAPE_ARRAY))
        store_array(l, v, target);
    else
        store_in_view(l, target, fetch(l, v->args[2]));
}
