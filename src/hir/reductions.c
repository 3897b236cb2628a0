/* reductions.c: see reductions.h. */
#include "hir/reductions.h"

#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"

static const ReductionInfo reductions[] = {
#define WIDE FOLDED_WIDE
#define MEAN FOLDED_MEAN
#define REAL FOLDED_REAL
#define SAME FOLDED_SAME
#define INDEX FOLDED_INDEX
#define BOOL FOLDED_BOOL
#define SKIPS_NAN REDUCE_SKIPS_NAN
#define NEEDS_ONE REDUCE_NEEDS_ONE
#define FIRST_AXIS REDUCE_FIRST_AXIS
#define REDUCTION(name, fold, result, flags, parameters) {#name, FOLD_##fold, result, flags, parameters},
#include "hir/reductions.def"
#undef WIDE
#undef MEAN
#undef REAL
#undef SAME
#undef INDEX
#undef BOOL
#undef SKIPS_NAN
#undef NEEDS_ONE
#undef FIRST_AXIS
};

const ReductionInfo *hir_reduction_info(int builtin)
{
    for (size_t i = 0; i < sizeof reductions / sizeof *reductions; i++)
        if (!strcmp(reductions[i].name, builtins[builtin].code))
            return &reductions[i];
    return NULL;
}

/* Which parameter behind the array has that name; SIZE_MAX: none. */
static size_t parameter_index(const ReductionInfo *info, const char *name)
{
    size_t length = strlen(name), index = 0;
    for (const char *at = info->parameters; *at; index++) {
        size_t here = strcspn(at, " ");
        if (here == length && !memcmp(at, name, length))
            return index;
        at += here + (at[here] == ' ');
    }
    return SIZE_MAX;
}

ValueId hir_reduction_argument(const HirValue *call, const char *name)
{
    size_t index = parameter_index(hir_reduction_info(call->builtin), name);
    return index == SIZE_MAX ? HIR_NOTHING : hir_call_argument(call, 1 + index, name);
}

/* ---- axes ------------------------------------------------------------------------------------------------------------ */

static uint32_t all_axes(int ndim)
{
    return (uint32_t)((1ULL << ndim) - 1);
}

static bool add_axis(const Frozen *object, int ndim, uint32_t *axes)
{
    if (!object || object->kind != FROZEN_INT || frozen_is_data(object))
        return false;
    int64_t axis = frozen_integer(object);
    axis += axis < 0 ? ndim : 0;
    if (axis < 0 || axis >= ndim || *axes >> axis & 1)
        return false;
    *axes |= 1u << axis;
    return true;
}

bool hir_axes(const Unit *u, const Hir *hir, ValueId axis, int ndim, uint32_t *axes)
{
    const HirValue *v = &hir->values.items[axis];
    const Type *type = type_get(u, v->type);
    *axes = 0;
    if (v->type == TYPE_none)
        *axes = all_axes(ndim);
    if (v->type == TYPE_none || type->shape != SHAPE_TUPLE)
        return v->type == TYPE_none || (v->op == HIR_const && add_axis(v->object, ndim, axes));
    for (size_t i = 0; i < type->count; i++)
        if (!add_axis(hir_item(u, hir, axis, i).constant, ndim, axes))
            return false;
    return true;
}

bool hir_flag(const Hir *hir, ValueId v, bool *flag)
{
    const HirValue *value = &hir->values.items[v];
    bool is_constant = value->op == HIR_const && value->object->kind == FROZEN_BOOL;
    *flag = is_constant && frozen_integer(value->object);
    return is_constant;
}

/* ---- types ------------------------------------------------------------------------------------------------------------- */

/* Integers of all widths are added up in 64 bits. */
static TypeId widened(TypeId element)
{
    if (type_is_float(element) || type_is_complex(element))
        return element;
    return scalar_info(element)->kind == KIND_UNSIGNED ? TYPE_uint64 : TYPE_int64;
}

static TypeId as_float(TypeId element)
{
    return type_is_float(element) || type_is_complex(element) ? element : TYPE_float64;
}

static bool takes_dtype(const ReductionInfo *info, TypeId element, TypeId dtype)
{
    if (info->result == FOLDED_REAL)
        return type_is_float(dtype) && !type_is_complex(element);
    if (type_is_complex(element))
        return type_is_complex(dtype);
    bool keeps_kind = info->result == FOLDED_MEAN && info->flags & REDUCE_SKIPS_NAN && type_is_float(element);
    return !keeps_kind || type_is_float(dtype) || type_is_complex(dtype);
}

TypeId hir_folded_type(const ReductionInfo *info, TypeId element, TypeId dtype)
{
    if (!type_is_scalar(element) ||
        (info->fold == FOLD_RANGE && element == TYPE_boolean)) /* which can't be subtracted */
        return TYPE_UNKNOWN;
    if (dtype != TYPE_none && !takes_dtype(info, element, dtype))
        return TYPE_UNKNOWN;
    switch (info->result) {
    case FOLDED_WIDE: return dtype != TYPE_none ? dtype : widened(element);
    case FOLDED_MEAN: return dtype != TYPE_none ? dtype : as_float(element);
    case FOLDED_REAL:
        if (dtype != TYPE_none)
            return dtype;
        return type_is_complex(element) ? type_component(element) : as_float(element);
    case FOLDED_SAME: return element;
    case FOLDED_INDEX: return TYPE_int64;
    case FOLDED_BOOL: return TYPE_boolean;
    }
    return TYPE_UNKNOWN;
}

/* ---- a call -------------------------------------------------------------------------------------------------------------- */

static TypeId element_of(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_ARRAY) ? type_get(u, type)->element : type;
}

static uint32_t folded_axes(const Unit *u, const Hir *hir, const HirValue *call, const Reduction *r)
{
    ValueId axis = hir_reduction_argument(call, "axis");
    uint32_t axes = r->info->flags & REDUCE_FIRST_AXIS && r->ndim ? 1 : all_axes(r->ndim);
    if (axis != HIR_NOTHING)
        hir_axes(u, hir, axis, r->ndim, &axes);
    return axes;
}

Reduction hir_reduction(const Unit *u, const Hir *hir, const HirValue *call)
{
    ValueId keepdims = hir_reduction_argument(call, "keepdims");
    Reduction r = {.info = hir_reduction_info(call->builtin), .array = hir_call_argument(call, 0, "a")};
    TypeId array = hir->values.items[r.array].type;
    r.element = element_of(u, array);
    r.ndim = type_has_shape(u, array, SHAPE_ARRAY) ? type_get(u, array)->ndim : 0;
    r.axes = folded_axes(u, hir, call, &r);
    if (keepdims != HIR_NOTHING)
        hir_flag(hir, keepdims, &r.keeps);
    r.type = element_of(u, call->type);
    r.ddof = hir_reduction_argument(call, "ddof");
    return r;
}

bool hir_folds_once(const HirValue *call)
{
    const ReductionInfo *info = hir_reduction_info(call->builtin);
    return info && info->fold != FOLD_VARIANCE && info->fold != FOLD_SPREAD && info->fold != FOLD_RANGE &&
           !(info->fold == FOLD_MEAN && info->flags & REDUCE_SKIPS_NAN);
}
