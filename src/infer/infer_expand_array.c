/* infer_expand_array.c: what operations on arrays mean once the types of their operands are known: those on arrays without axes are on
 * numbers, a.flat is taken apart; products of more axes than two, and what depends on an order in memory that isn't known, are
 * functions of the prelude. */
#include <string.h>

#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"
#include "hir/elements.h"
#include "infer/infer_expand.h"
#include "types/attributes.h"

/* ---- arrays without axes ---------------------------------------------------------------------------------------------- */

static const Frozen *empty_tuple(Unit *u)
{
    Frozen *tuple = ARENA_NEW(&u->arena, Frozen);
    *tuple = (Frozen){.kind = FROZEN_TUPLE, .builtin = -1, .description = "a tuple"};
    return tuple;
}

/* Does it compute elements of arrays without axes alone? */
static bool is_of_points(const Expand *x, ElementOp *op)
{
    HirValue value = *expand_call(x);
    bool has_array = false;
    if (value.op == HIR_call)
        value.builtin = expand_called_row(x);
    if (!element_op(x->in->u, x->hir, &value, op) || op->target != HIR_NOTHING)
        return false;
    for (size_t i = 0; i < op->count; i++) {
        const Type *type = type_get(x->in->u, infer_type_of(x->in, op->operands[i]));
        if (type->shape == SHAPE_ARRAY && type->ndim)
            return false;
        has_array |= type->shape == SHAPE_ARRAY;
    }
    return has_array;
}

/* Then NumPy computes a number: of a[()]. */
static void expand_points(Expand *x)
{
    ElementOp op;
    if (!is_of_points(x, &op))
        return;
    ValueId index = expand_constant(x, empty_tuple(x->in->u));
    for (size_t i = 0; i < op.count; i++)
        if (type_has_shape(x->in->u, infer_type_of(x->in, op.operands[i]), SHAPE_ARRAY)) {
            ValueId element = expand_insert(x, HIR_getitem, (ValueId[]){op.operands[i], index}, 2);
            expand_call(x)->args[op.arguments[i]] = element;
        }
}

/* The array is its element, and its truth is that of its one element. */
static void expand_argument(Expand *x, size_t i, bool is_truth)
{
    static const Frozen truth = {FROZEN_BUILTIN, .builtin = BUILTIN_array_truth,
                                 .description = "the truth of an array"};
    ValueId given = expand_call(x)->args[i], made;
    const Type *type = type_get(x->in->u, infer_type_of(x->in, given));
    if (type->shape != SHAPE_ARRAY || (type->ndim && !is_truth))
        return;
    if (type->ndim)
        made = expand_insert(x, HIR_call, (ValueId[]){expand_constant(x, &truth), given}, 2);
    else
        made = expand_insert(x, HIR_getitem, (ValueId[]){given, expand_constant(x, empty_tuple(x->in->u))}, 2);
    expand_call(x)->args[i] = made;
}

/* Python's own functions of numbers take an array without axes as a number. NumPy's have their own rules. */
static bool takes_numbers(const BuiltinInfo *row)
{
    bool is_type = !strcmp(row->path, "builtins.float") || !strcmp(row->path, "builtins.int") ||
                   !strcmp(row->path, "builtins.complex");
    return is_type || !strncmp(row->path, "math.", 5) || !strncmp(row->path, "cmath.", 6);
}

bool expand_is_condition(HirOp op)
{
    return op == HIR_branch || hir_ops[op].rule == RULE_TRUTH;
}

/* float(a), math.sqrt(a), bool(a), `not a`, `if a`, `if a > b` */
static void expand_numbers(Expand *x)
{
    const HirValue *value = expand_call(x);
    int row = value->op == HIR_call ? expand_called_row(x) : -1;
    bool is_truth = expand_is_condition((HirOp)value->op) || (row >= 0 && builtins[row].rule == CALL_OPERATOR &&
                                                              expand_is_condition(hir_op_named(builtins[row].code)));
    size_t first = value->op == HIR_call, count = value->count;
    for (size_t i = first; i < count; i++)
        if (is_truth || (row >= 0 && takes_numbers(&builtins[row])))
            expand_argument(x, i, is_truth);
}

/* ---- arrays of an order that isn't known ------------------------------------------------------------------------------ */

/* Where nothing is said of the order and the type says enough, there is a view of any shape. */
static bool is_view_of_shape(const HirValue *call, int row, const Type *array)
{
    bool is_c = packed_is_c(array->packed, array->ndim), is_plain = !call->keyword_count;
    if (row == BUILTIN_numpy_ravel)
        return is_plain && is_c && call->count == 2;
    is_plain &= row == BUILTIN_array_reshape || call->count == 3;
    return is_plain && (is_c || array->ndim == 1);
}

/* The function that looks at the memory when it runs; -1: the type says enough, or it is something else. */
static int looks_at_run_time(const Expand *x)
{
    const HirValue *value = expand_call(x);
    int row = value->op == HIR_call && value->count > 1 ? expand_called_row(x) : -1;
    bool is_reshape = row == BUILTIN_array_reshape || row == BUILTIN_numpy_reshape;
    if (row != BUILTIN_numpy_ravel && !(is_reshape && value->count > 2))
        return -1;
    const Type *array = type_get(x->in->u, infer_type_of(x->in, value->args[1]));
    if (array->shape != SHAPE_ARRAY || is_view_of_shape(value, row, array))
        return -1;
    return row == BUILTIN_numpy_ravel     ? BUILTIN_array_ravel_of_any
           : row == BUILTIN_array_reshape ? BUILTIN_array_reshape_of_any
                                          : BUILTIN_numpy_reshape_of_any;
}

static ValueId insert_function(Expand *x, int row)
{
    Frozen *function = ARENA_NEW(&x->in->u->arena, Frozen);
    *function = (Frozen){.kind = FROZEN_BUILTIN, .builtin = row, .description = builtins[row].path};
    return expand_constant(x, function);
}

static void expand_order(Expand *x)
{
    int row = looks_at_run_time(x);
    if (row < 0)
        return;
    ValueId callee = insert_function(x, row);
    expand_call(x)->args[0] = callee;
    expand_call(x)->has_owner = false;
}

/* ---- a.flat ----------------------------------------------------------------------------------------------------------- */

static bool is_flat(const Expand *x, ValueId v)
{
    return type_has_shape(x->in->u, infer_type_of(x->in, v), SHAPE_FLAT);
}

/* The array that it is taken of. */
static ValueId insert_base(Expand *x, ValueId flat)
{
    const HirValue *value = hir_value(x->hir, flat);
    x->in->expanded = true;
    if (value->op == HIR_getattr && value->attribute == ATTRIBUTE_array_flat)
        return value->args[0];
    ValueId base = expand_insert(x, HIR_getattr, &flat, 1);
    hir_value(x->hir, base)->text = "base";
    return base;
}

/* f[i], f[1:3], and what is stored there: a function of the array, the index, and the value. */
static void expand_flat_item(Expand *x)
{
    const HirValue *value = expand_call(x);
    bool is_number = type_is_integer(infer_type_of(x->in, value->args[1])), stores = value->op == HIR_setitem;
    TypeId array = type_get(x->in->u, infer_type_of(x->in, value->args[0]))->element;
    if (stores && type_get(x->in->u, array)->flags & ARRAY_READ_ONLY)
        fail(x->in->u, value->loc, E_READ_ONLY, infer_describe_value(x->in, value->args[0]));
    int row = is_number ? (stores ? BUILTIN_flat_store : BUILTIN_flat_item)
                        : (stores ? BUILTIN_flat_store_part : BUILTIN_flat_part);
    const ValueId *given = value->args;
    ValueId base = insert_base(x, given[0]);
    ValueId args[] = {insert_function(x, row), base, given[1], stores ? given[2] : HIR_NOTHING};
    HirValue *call = expand_call(x);
    call->op = HIR_call;
    call->count = stores ? 4 : 3;
    call->args = arena_copy(&x->in->u->arena, args, sizeof args);
    call->places = NULL;
}

/* Where an array is wanted it is one with one axis. */
static void expand_flat_argument(Expand *x, size_t i)
{
    ValueId base = insert_base(x, expand_call(x)->args[i]);
    const Type *array = type_get(x->in->u, type_get(x->in->u, infer_type_of(x->in, expand_call(x)->args[i]))->element);
    bool is_known = packed_is_c(array->packed, array->ndim);
    ValueId ravel = insert_function(x, is_known ? BUILTIN_numpy_ravel : BUILTIN_array_ravel_of_any);
    ValueId line = expand_insert(x, HIR_call, (ValueId[]){ravel, base}, 2);
    expand_call(x)->args[i] = line;
}

static bool takes_arrays(const Expand *x)
{
    const HirValue *value = expand_call(x);
    int row = value->op == HIR_call ? expand_called_row(x) : -1;
    return value->op == HIR_unpack ||
           (row >= 0 && (!strncmp(builtins[row].path, "numpy.", 6) || !strncmp(builtins[row].path, "(array)", 7)));
}

static void expand_flat(Expand *x)
{
    const HirValue *value = expand_call(x);
    if ((value->op == HIR_getitem || value->op == HIR_setitem) && is_flat(x, value->args[0])) {
        expand_flat_item(x);
        return;
    }
    for (size_t i = 0, count = value->count; i < count && takes_arrays(x); i++)
        if (is_flat(x, expand_call(x)->args[i]))
            expand_flat_argument(x, i);
}

/* ---- a.imag of reals ---------------------------------------------------------------------------------------------------- */

static void expand_imag(Expand *x)
{
    const HirValue *value = expand_call(x);
    if (value->op != HIR_getattr || strcmp(value->text, "imag"))
        return;
    const Type *array = type_get(x->in->u, infer_type_of(x->in, value->args[0]));
    if (array->shape != SHAPE_ARRAY || !type_is_scalar(array->element) || type_is_complex(array->element))
        return;
    ValueId args[] = {HIR_NOTHING, value->args[0]};
    args[0] = insert_function(x, BUILTIN_array_imag_of_reals);
    HirValue *call = expand_call(x);
    call->op = HIR_call;
    call->args = arena_copy(&x->in->u->arena, args, sizeof args);
    call->count = 2;
    call->places = NULL;
    call->text = NULL;
}

/* ---- tuples stored in arrays -------------------------------------------------------------------------------------------- */

/* Does it have a number, in tuples inside one another, for each element of a part of so many axes, as far as the types tell? */
static bool fits_part(const Unit *u, TypeId type, int axes)
{
    const Type *t = type_get(u, type);
    if (t->shape != SHAPE_TUPLE || !axes)
        return !axes && type_is_scalar(type);
    return t->count != 1 && (!t->count || fits_part(u, t->items[0], axes - 1));
}

/* What is stretched becomes an array first. */
static void expand_tuple_store(Expand *x)
{
    Unit *u = x->in->u;
    const HirValue *store = expand_call(x);
    if (store->op != HIR_setitem || !type_has_shape(u, infer_type_of(x->in, store->args[0]), SHAPE_ARRAY) ||
        !type_has_shape(u, infer_type_of(x->in, store->args[2]), SHAPE_TUPLE))
        return;
    TypeId part = array_part_type(u, x->hir, infer_type_of(x->in, store->args[0]), store->args[1]);
    const Type *type = part == TYPE_UNKNOWN ? NULL : type_get(u, part);
    if (!type || type->shape != SHAPE_ARRAY || !type_is_scalar(type->element) ||
        fits_part(u, infer_type_of(x->in, store->args[2]), type->ndim))
        return;
    Frozen *dtype = ARENA_NEW(&u->arena, Frozen);
    *dtype = (Frozen){
        .kind = FROZEN_TYPE, .builtin = -1, .type = type->element, .description = "the type of the elements"};
    ValueId tuple = store->args[2], array = insert_function(x, BUILTIN_numpy_array);
    ValueId made = expand_insert(x, HIR_call, (ValueId[]){array, tuple, expand_constant(x, dtype)}, 3);
    expand_call(x)->args[2] = made;
}

/* ---- products ----------------------------------------------------------------------------------------------------------- */

static int axes_of_operand(const Expand *x, size_t i)
{
    const Type *type = type_get(x->in->u, infer_type_of(x->in, expand_call(x)->args[i]));
    return type->shape == SHAPE_ARRAY ? type->ndim : -1;
}

/* a @= b, and a @ b of more than two axes, are functions of the prelude. */
static void expand_matmul(Expand *x)
{
    static const Frozen in_place = {FROZEN_BUILTIN, .builtin = BUILTIN_array_matmul_in_place, .description = "a @= b"},
                        plain = {FROZEN_BUILTIN, .builtin = BUILTIN_numpy_matmul, .description = "numpy.matmul"};
    const HirValue *product = expand_call(x);
    if (product->op != HIR_matmul || axes_of_operand(x, 0) < 0 || axes_of_operand(x, 1) < 0)
        return;
    bool is_store = product->in_place;
    if (!is_store && axes_of_operand(x, 0) <= 2 && axes_of_operand(x, 1) <= 2)
        return;
    ValueId args[] = {HIR_NOTHING, product->args[0], product->args[1]};
    args[0] = expand_constant(x, is_store ? &in_place : &plain);
    HirValue *call = expand_call(x);
    call->op = HIR_call;
    call->in_place = false;
    call->args = arena_copy(&x->in->u->arena, args, sizeof args);
    call->count = 3;
    call->places = NULL;
}

void expand_arrays(Expand *x)
{
    expand_flat(x);
    expand_imag(x);
    expand_tuple_store(x);
    expand_points(x);
    expand_numbers(x);
    expand_order(x);
    expand_matmul(x);
}
