/* array_operations.c: see array_operations.h. */
#include "hir/array_operations.h"

#include <string.h>

#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"
#include "hir/elements.h"
#include "hir/reductions.h"
#include "runtime/invocation.h"
#include "types/stored.h"

/* ---- elementwise operations ------------------------------------------------------------------------------------------ */

bool hir_is_elementwise(const Unit *u, const Hir *hir, const HirValue *v)
{
    ElementOp op;
    return type_has_shape(u, v->type, SHAPE_ARRAY) && element_op(u, hir, v, &op);
}

size_t hir_element_operands(const Unit *u, const Hir *hir, const HirValue *v, ValueId *out)
{
    ElementOp op;
    element_op(u, hir, v, &op);
    for (size_t i = 0; i < op.count; i++)
        out[i] = op.operands[i];
    return op.count;
}

ValueId hir_stored_into(const Unit *u, const Hir *hir, const HirValue *v)
{
    ElementOp op;
    return hir_is_elementwise(u, hir, v) && element_op(u, hir, v, &op) ? op.target : HIR_NOTHING;
}

/* ---- indices ----------------------------------------------------------------------------------------------------------- */

/* How many axes owner[index] has. */
static int part_axes(Unit *u, const Hir *hir, ValueId owner, ValueId index)
{
    int axes = type_get(u, hir->values.items[owner].type)->ndim;
    ArrayIndex taken;
    return array_index(u, hir->values.items[index].type, axes, &taken) ? taken.ndim : axes;
}

/* Is axis `axis` of owner[index] made by a None? */
static bool is_new_axis(Unit *u, const Hir *hir, ValueId owner, ValueId index, int axis)
{
    ArrayIndex taken;
    if (!hir_is_array(u, hir, owner) ||
        !array_index(u, hir->values.items[index].type, type_get(u, hir->values.items[owner].type)->ndim, &taken))
        return false;
    for (size_t i = 0; i < taken.count; i++)
        if (taken.steps[i].kind != INDEX_INTEGER && !axis--)
            return taken.steps[i].kind == INDEX_NEW;
    return false;
}

/* ---- lengths ---------------------------------------------------------------------------------------------------------- */

static bool is_one_in_all(Unit *u, const Hir *hir, const HirValue *v, int axis, const uint64_t *known)
{
    ValueId *operands = ARENA_ARRAY(&u->arena, ValueId, v->count);
    size_t count = hir_element_operands(u, hir, v, operands);
    for (size_t i = 0; i < count; i++) {
        const Type *type = type_get(u, hir->values.items[operands[i]].type);
        int own = axis - type_get(u, v->type)->ndim + type->ndim;
        if (type->shape == SHAPE_ARRAY && own >= 0 && !(known[operands[i]] >> own & 1))
            return false;
    }
    return true;
}

static bool is_one(Unit *u, const Hir *hir, ValueId array, int axis, const uint64_t *known)
{
    const HirValue *v = &hir->values.items[array];
    int axes = type_get(u, v->type)->ndim;
    if (hir_is_elementwise(u, hir, v))
        return is_one_in_all(u, hir, v, axis, known);
    if (v->op == HIR_const && v->object->kind == FROZEN_ARRAY)
        return v->object->array->shape[axis] == 1;
    if (v->op == HIR_getattr && !strcmp(v->text, "T"))
        return known[v->args[0]] >> (axes - 1 - axis) & 1;
    return v->op == HIR_getitem && is_new_axis(u, hir, v->args[0], v->args[1], axis);
}

uint64_t hir_axes_of_one(Unit *u, const Hir *hir, ValueId v, const uint64_t *known)
{
    TypeId type = hir->values.items[v].type;
    uint64_t axes = 0;
    for (int axis = 0; type != TYPE_UNKNOWN && hir_is_array(u, hir, v) && axis < type_get(u, type)->ndim; axis++)
        axes |= (uint64_t)is_one(u, hir, v, axis, known) << axis;
    return axes;
}

/* ---- nests ------------------------------------------------------------------------------------------------------------ */

static bool stores_array(const Unit *u, const Hir *hir, const HirValue *v)
{
    return v->op == HIR_setitem && hir_is_array(u, hir, v->args[0]) && hir_is_array(u, hir, v->args[2]);
}

/* A reduction that asks for each element once. */
static bool is_fold(const HirValue *v)
{
    return v->op == HIR_call && v->builtin >= 0 && builtins[v->builtin].rule == CALL_REDUCE && hir_folds_once(v);
}

size_t hir_nest_operands(const Unit *u, const Hir *hir, const HirValue *v, ValueId *out)
{
    if (hir_is_elementwise(u, hir, v))
        return hir_element_operands(u, hir, v, out);
    if (!stores_array(u, hir, v) && !is_fold(v))
        return 0;
    *out = v->op == HIR_call ? v->args[1] : v->args[2];
    return 1;
}

int hir_nest_axes(Unit *u, const Hir *hir, const HirValue *v)
{
    ValueId into = hir_stored_into(u, hir, v);
    if (into != HIR_NOTHING)
        return type_get(u, hir->values.items[into].type)->ndim;
    if (is_fold(v))
        return type_get(u, hir->values.items[v->args[1]].type)->ndim;
    return v->op == HIR_setitem ? part_axes(u, hir, v->args[0], v->args[1]) : type_get(u, v->type)->ndim;
}

bool hir_gives_argument(const Hir *hir, const HirValue *v)
{
    bool may_be = v->op == HIR_call &&
                  (v->builtin == BUILTIN_numpy_asarray || v->builtin == BUILTIN_numpy_ascontiguousarray);
    return may_be && v->type == hir->values.items[v->args[1]].type;
}

bool hir_spreads_large_record(Unit *u, const Hir *hir, const HirValue *v)
{
    ArrayIndex index;
    return v->op == HIR_setitem && hir_is_array(u, hir, v->args[0]) &&
           type_is_large_record(u, hir->values.items[v->args[2]].type) &&
           array_index(u, hir->values.items[v->args[1]].type, type_get(u, hir->values.items[v->args[0]].type)->ndim,
                       &index) &&
           !index.is_element;
}

bool hir_stores_nested(const Unit *u, const Hir *hir, const HirValue *v)
{
    if (v->op != HIR_setitem && v->op != HIR_setattr)
        return false;
    const Type *owner = type_get(u, hir->values.items[v->args[0]].type);
    const Type *stored = type_get(u, hir->values.items[v->args[v->count - 1]].type);
    bool is_nested = false, to_records = v->op == HIR_setattr || type_is_record(u, owner->element);
    for (size_t i = 0; to_records && stored->shape == SHAPE_TUPLE && i < stored->count; i++)
        is_nested |= !type_is_scalar(stored->items[i]);
    return is_nested;
}

bool hir_may_make_block(Unit *u, const Hir *hir, const HirValue *v)
{
    return (hir_is_elementwise(u, hir, v) && !v->fused) || stores_array(u, hir, v) ||
           hir_spreads_large_record(u, hir, v) || hir_stores_nested(u, hir, v);
}

/* ---- shapes in exceptions --------------------------------------------------------------------------------------------- */

static size_t axes_of(const Unit *u, const Hir *hir, ValueId v)
{
    return hir_is_array(u, hir, v) ? (size_t)type_get(u, hir->values.items[v].type)->ndim : 0;
}

static size_t operand_axes(const Unit *u, const Hir *hir, const HirValue *v)
{
    ElementOp op;
    element_op(u, hir, v, &op);
    size_t axes = op.target == HIR_NOTHING ? 0 : axes_of(u, hir, op.target), arrays = op.target != HIR_NOTHING;
    for (size_t i = 0; i < op.count; i++) {
        axes += axes_of(u, hir, op.operands[i]);
        arrays += hir_is_array(u, hir, op.operands[i]);
    }
    return arrays > 1 ? axes : 0;
}

static bool is_product(const HirValue *v)
{
    bool is_call = v->op == HIR_call && v->builtin >= 0 && builtins[v->builtin].rule == CALL_REDUCE;
    return v->op == HIR_matmul || (is_call && !hir_reduction_info(v->builtin));
}

static size_t product_axes(const Unit *u, const Hir *hir, const HirValue *v)
{
    size_t first = v->op == HIR_call;
    return axes_of(u, hir, v->args[first]) + axes_of(u, hir, v->args[first + 1]);
}

size_t hir_shape_words(Unit *u, const Hir *hir, const HirValue *v)
{
    size_t words = 0;
    if (hir_is_elementwise(u, hir, v))
        words = operand_axes(u, hir, v);
    else if (v->op == HIR_setitem && hir_is_array(u, hir, v->args[0]) &&
             !type_is_scalar(hir->values.items[v->args[2]].type) && !hir_stores_nested(u, hir, v))
        words = 2 * (size_t)hir_nest_axes(u, hir, v);
    else if (is_product(v))
        words = product_axes(u, hir, v) + 2; /* of np.dot; the others name fewer */
    if (stores_array(u, hir, v))
        words = words / 2 + axes_of(u, hir, v->args[2]);
    return words <= INVOCATION_WORDS ? words : 0;
}

bool hir_names_integer(const Unit *u, const Hir *hir, const HirValue *v)
{
    ElementOp op;
    if (!hir_is_elementwise(u, hir, v) || !element_op(u, hir, v, &op) || element_is_function(op.builtin))
        return false;
    for (size_t i = 0; i < op.count; i++)
        if (hir->values.items[op.operands[i]].type == TYPE_int64 && hir->values.items[op.operands[i]].op != HIR_const)
            return true;
    return false;
}

size_t hir_raised_words(Unit *u, const Hir *hir, const HirValue *v)
{
    size_t words = hir_shape_words(u, hir, v);
    return words ? words : hir_names_integer(u, hir, v);
}
