/* array_index.c: see array_index.h. */
#include "hir/array_index.h"

#include "base/unit.h"
#include "frozen/frozen.h"

/* ---- items ---------------------------------------------------------------------------------------------------------- */

static size_t item_count(const Unit *u, TypeId index)
{
    const Type *type = type_get(u, index);
    return type->shape == SHAPE_TUPLE ? type->count : 1;
}

static TypeId item_type(const Unit *u, TypeId index, size_t i)
{
    const Type *type = type_get(u, index);
    return type->shape == SHAPE_TUPLE ? type->items[i] : index;
}

Operand index_item(const Unit *u, const Hir *hir, ValueId index, size_t i)
{
    Operand whole = operand_of(hir, index);
    if (!type_has_shape(u, whole.type, SHAPE_TUPLE))
        return whole;
    TypeId type = type_get(u, whole.type)->items[i];
    if (whole.constant)
        return operand_of_constant(whole.constant->items[i], type);
    HirItem item = hir_item(u, hir, index, i);
    if (item.constant)
        return operand_of_constant(item.constant, type);
    return item.value == HIR_NOTHING ? operand_of_type(type) : operand_of(hir, item.value);
}

Operand slice_bound(const Unit *u, const Hir *hir, Operand slice, size_t k)
{
    TypeId type = type_get(u, slice.type)->items[k];
    if (slice.constant)
        return operand_of_constant(slice.constant->items[k], type);
    bool is_made_here = slice.value != HIR_NOTHING && hir->values.items[slice.value].op == HIR_slice;
    return is_made_here ? operand_of(hir, hir->values.items[slice.value].args[k]) : operand_of_type(type);
}

static bool is_number(Operand a, int64_t number)
{
    return a.constant && a.constant->kind == FROZEN_INT && !frozen_is_data(a.constant) &&
           frozen_integer(a.constant) == number;
}

/* ---- taking apart --------------------------------------------------------------------------------------------------- */

static bool is_ellipsis(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    return t->shape == SHAPE_FROZEN && t->object->kind == FROZEN_ELLIPSIS;
}

static bool is_slice(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    for (size_t k = 0; t->shape == SHAPE_SLICE && k < 3; k++)
        if (t->items[k] != TYPE_none && t->items[k] != TYPE_boolean && !type_is_integer(t->items[k]))
            return false;
    return t->shape == SHAPE_SLICE;
}

/* How many axes of the array the index names; -1: it is none. A bool is a mask in NumPy, no index. */
static int named_axes(const Unit *u, TypeId index)
{
    int axes = 0, ellipses = 0;
    for (size_t i = 0; i < item_count(u, index); i++) {
        TypeId type = item_type(u, index, i);
        bool is_axis = type_is_integer(type) || is_slice(u, type);
        if (!is_axis && type != TYPE_none && !is_ellipsis(u, type))
            return -1;
        axes += is_axis;
        ellipses += is_ellipsis(u, type);
    }
    return ellipses > 1 ? -1 : axes;
}

static void add_step(ArrayIndex *index, IndexKind kind, int *axis, size_t item)
{
    index->steps[index->count++] = (IndexStep){kind, *axis, item};
    *axis += kind != INDEX_NEW;
    index->ndim += kind != INDEX_INTEGER;
}

bool array_index(Unit *u, TypeId index, int ndim, ArrayIndex *result)
{
    size_t count = item_count(u, index);
    int named = named_axes(u, index), axis = 0;
    *result = (ArrayIndex){.goes_by_integers = true};
    if (named < 0 || named > ndim)
        return false;
    result->steps = ARENA_ARRAY(&u->arena, IndexStep, count + (size_t)ndim);
    for (size_t i = 0; i < count; i++) {
        TypeId type = item_type(u, index, i);
        for (int k = 0; is_ellipsis(u, type) && k < ndim - named; k++)
            add_step(result, INDEX_WHOLE, &axis, i);
        if (!is_ellipsis(u, type))
            add_step(result,
                     type_is_integer(type) ? INDEX_INTEGER
                     : type == TYPE_none   ? INDEX_NEW
                                           : INDEX_SLICE,
                     &axis, i);
        result->goes_by_integers &= type_is_integer(type);
    }
    while (axis < ndim)
        add_step(result, INDEX_WHOLE, &axis, 0);
    result->is_element = result->goes_by_integers && !result->ndim;
    return result->ndim <= MOST_AXES;
}

/* ---- packed axes ----------------------------------------------------------------------------------------------------- */

/* a[:], a[0:], a[::1] */
static bool is_whole(const Unit *u, const Hir *hir, Operand slice)
{
    Operand start = slice_bound(u, hir, slice, SLICE_START), step = slice_bound(u, hir, slice, SLICE_STEP);
    return (start.type == TYPE_none || is_number(start, 0)) &&
           slice_bound(u, hir, slice, SLICE_STOP).type == TYPE_none && (step.type == TYPE_none || is_number(step, 1));
}

bool index_keeps_axis(const Unit *u, const Hir *hir, ValueId index, const IndexStep *step)
{
    return step->kind == INDEX_WHOLE ||
           (step->kind == INDEX_SLICE && is_whole(u, hir, index_item(u, hir, index, step->item)));
}

static bool keeps_stride(const Unit *u, const Hir *hir, Operand slice)
{
    Operand step = slice_bound(u, hir, slice, SLICE_STEP);
    return step.type == TYPE_none || is_number(step, 1);
}

/* From the fastest axis on: a stride follows as long as all axes that are faster are there, whole. */
static uint8_t count_packed(const Unit *u, const Hir *hir, ValueId index, const ArrayIndex *taken, int packed,
                            bool from_last)
{
    bool has_gap = false;
    uint8_t count = 0;
    for (size_t i = 0; i < taken->count; i++) {
        const IndexStep *step = &taken->steps[from_last ? taken->count - 1 - i : i];
        if (step->kind == INDEX_NEW) {
            count++;
            continue;
        }
        if (has_gap || packed-- <= 0)
            break;
        bool is_part = step->kind == INDEX_SLICE && !index_keeps_axis(u, hir, index, step);
        if (is_part && !keeps_stride(u, hir, index_item(u, hir, index, step->item)))
            break;
        has_gap = is_part || step->kind == INDEX_INTEGER;
        count = (uint8_t)(count + (step->kind != INDEX_INTEGER));
    }
    return count;
}

TypeId array_part_type(Unit *u, const Hir *hir, TypeId array, ValueId index)
{
    Type type = *type_get(u, array);
    ArrayIndex taken;
    if (!array_index(u, hir->values.items[index].type, type.ndim, &taken))
        return TYPE_UNKNOWN;
    if (taken.is_element)
        return type.element;
    Packed packed = {count_packed(u, hir, index, &taken, type.packed.last, true),
                     count_packed(u, hir, index, &taken, type.packed.first, false)};
    return type_array_like(u, array, taken.ndim, packed);
}

/* ---- what it may raise ----------------------------------------------------------------------------------------------- */

bool index_may_be_beyond(Unit *u, const Hir *hir, TypeId array, ValueId index)
{
    ArrayIndex taken;
    if (!array_index(u, hir->values.items[index].type, type_get(u, array)->ndim, &taken))
        return true;
    for (size_t i = 0; i < taken.count; i++)
        if (taken.steps[i].kind == INDEX_INTEGER)
            return true;
    return false;
}

bool index_may_stand_still(Unit *u, const Hir *hir, TypeId array, ValueId index)
{
    ArrayIndex taken;
    if (!array_index(u, hir->values.items[index].type, type_get(u, array)->ndim, &taken))
        return false;
    for (size_t i = 0; i < taken.count; i++) {
        if (taken.steps[i].kind != INDEX_SLICE)
            continue;
        Operand step = slice_bound(u, hir, index_item(u, hir, index, taken.steps[i].item), SLICE_STEP);
        bool is_known = step.type == TYPE_none ||
                        (step.constant && step.constant->kind == FROZEN_INT && !frozen_is_data(step.constant));
        if (!is_known || is_number(step, 0))
            return true;
    }
    return false;
}
