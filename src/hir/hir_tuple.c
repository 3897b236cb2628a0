/* hir_tuple.c: which value an element of a tuple is, seen through what was done with the tuple. Needs types. */
#include <assert.h>

#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "types/attributes.h"

static const HirValue *value_of(const Hir *hir, ValueId v)
{
    return &hir->values.items[v];
}

static size_t count_of(const Unit *u, const Hir *hir, ValueId tuple)
{
    return type_get(u, value_of(hir, tuple)->type)->count;
}

static bool is_tuple(const Unit *u, const Hir *hir, ValueId v)
{
    return type_has_shape(u, value_of(hir, v)->type, SHAPE_TUPLE);
}

int64_t hir_tuple_index(const Hir *hir, ValueId index, size_t count)
{
    const HirValue *value = value_of(hir, index);
    if (value->op != HIR_const || (value->object->kind != FROZEN_INT && value->object->kind != FROZEN_BOOL))
        return -1;
    int64_t i = frozen_integer(value->object);
    if (i < 0 && value->object->type != TYPE_uint64)
        i += (int64_t)count;
    return i >= 0 && i < (int64_t)count ? i : -1;
}

int64_t hir_element_index(const Unit *u, const Hir *hir, ValueId v)
{
    const HirValue *value = value_of(hir, v);
    bool takes = value->op == HIR_unpack || value->op == HIR_getitem || value->op == HIR_getattr;
    if (!takes || !is_tuple(u, hir, value->args[0]))
        return -1;
    if (value->op == HIR_getattr)
        return value->attribute == ATTRIBUTE_FIELD ? value->integer : -1;
    size_t count = count_of(u, hir, value->args[0]);
    if (value->op == HIR_getitem)
        return hir_tuple_index(hir, value->args[1], count);
    return value->integer < 0 ? value->integer + (int64_t)count : value->integer;
}

/* One step towards where element `index` of the tuple came from. false: there is none. */
static bool step_back(const Unit *u, const Hir *hir, ValueId *tuple, size_t *index)
{
    const HirValue *value = value_of(hir, *tuple);
    SliceRange range;
    switch (value->op) {
    case HIR_call:
        if (value->builtin != BUILTIN_tuple || value->count < 2 || !is_tuple(u, hir, value->args[1]))
            return false;
        *tuple = value->args[1];
        return true;
    case HIR_check_bound: *tuple = value->args[0]; return true;
    case HIR_rest: *tuple = value->args[0], *index += (size_t)value->integer; return true;
    case HIR_add: {
        size_t first = count_of(u, hir, value->args[0]);
        *tuple = value->args[*index >= first];
        *index -= *index >= first ? first : 0;
        return true;
    }
    case HIR_mul:
        *tuple = value->args[!is_tuple(u, hir, value->args[0])];
        assert(count_of(u, hir, *tuple));
        *index %= count_of(u, hir, *tuple);
        return true;
    case HIR_getitem: {
        const Frozen *slice = value_of(hir, value->args[1])->object;
        if (!slice || slice->kind != FROZEN_SLICE || !slice_range(slice, count_of(u, hir, value->args[0]), &range))
            return false;
        *tuple = value->args[0];
        *index = (size_t)(range.start + (int64_t)*index * range.step);
        return true;
    }
    default: return false;
    }
}

/* What a named tuple was made of. */
static HirItem passed_item(const Unit *u, const Hir *hir, ValueId tuple, size_t index)
{
    const HirValue *call = value_of(hir, tuple);
    const Passed *passed = &call->fields[index];
    ValueId given = hir_passed_value(call, passed);
    if (passed->constant || passed->element == WHOLE)
        return (HirItem){passed->constant ? HIR_NOTHING : given, passed->constant, tuple, index};
    return hir_item(u, hir, given, passed->element);
}

HirItem hir_item(const Unit *u, const Hir *hir, ValueId tuple, size_t index)
{
    while (step_back(u, hir, &tuple, &index))
        continue;
    if (value_of(hir, tuple)->fields)
        return passed_item(u, hir, tuple, index);
    HirItem item = {HIR_NOTHING, NULL, tuple, index};
    const HirValue *value = value_of(hir, tuple);
    int64_t outer = hir_element_index(u, hir, tuple);
    assert(index < count_of(u, hir, tuple));
    if (value->op == HIR_tuple) {
        item.value = value->args[index];
    } else if (value->op == HIR_const) {
        item.constant = value->object->items[index];
    } else if (outer >= 0) {
        HirItem within = hir_item(u, hir, value->args[0], (size_t)outer);
        if (within.value != HIR_NOTHING)
            return hir_item(u, hir, within.value, index);
        item.constant = within.constant ? within.constant->items[index] : NULL;
    }
    return item;
}
