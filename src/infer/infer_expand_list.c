/* infer_expand_list.c: tuples, and lists that nobody changes, where NumPy makes arrays of them: beside an array in an operation. `x in a`
 * is np.any(a == x). */
#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_index.h"
#include "hir/elements.h"
#include "infer/infer_expand.h"

static bool has_shape(const Expand *x, size_t i, TypeShape shape)
{
    return type_has_shape(x->in->u, infer_type_of(x->in, expand_call(x)->args[i]), shape);
}

void expand_to_array(Expand *x, size_t i)
{
    static const Frozen array = {FROZEN_BUILTIN, .builtin = BUILTIN_numpy_array, .description = "numpy.array"};
    ValueId given = expand_call(x)->args[i];
    ValueId made = expand_insert(x, HIR_call, (ValueId[]){expand_constant(x, &array), given}, 2);
    expand_call(x)->args[i] = made;
    x->in->expanded = true;
}

static void expand_tuple(Expand *x, size_t i)
{
    if (has_shape(x, i, SHAPE_TUPLE))
        expand_to_array(x, i);
}

/* a + [1, 2, 3], [[1, 2], [3, 4]] @ a */
static void expand_operands(Expand *x)
{
    HirOp op = (HirOp)expand_call(x)->op;
    if ((element_row(op) < 0 && op != HIR_matmul) || expand_call(x)->count != 2)
        return;
    for (size_t i = 0; i < 2; i++)
        if (has_shape(x, 1 - i, SHAPE_ARRAY))
            expand_tuple(x, i);
}

static void expand_contains(Expand *x)
{
    static const Frozen any = {FROZEN_BUILTIN, .builtin = BUILTIN_numpy_any, .description = "numpy.any"};
    if (expand_call(x)->op != HIR_contains || !has_shape(x, 1, SHAPE_ARRAY))
        return;
    expand_tuple(x, 0);
    ValueId operands[] = {expand_call(x)->args[1], expand_call(x)->args[0]};
    ValueId equal = expand_insert(x, HIR_eq, operands, 2);
    ValueId args[] = {expand_constant(x, &any), equal};
    HirValue *call = expand_call(x);
    call->op = HIR_call;
    call->args = arena_copy(&x->in->u->arena, args, sizeof args);
    call->places = NULL;
    x->in->expanded = true;
}

/* Has the array that is made of it fewer axes, or one whose length is 1? */
static bool is_stretched(const Expand *x, TypeId type, int ndim)
{
    int depth = 0;
    bool is_one_long = false;
    for (const Type *t = type_get(x->in->u, type); t->shape == SHAPE_TUPLE; t = type_get(x->in->u, t->items[0])) {
        depth++;
        is_one_long |= t->count == 1;
        if (!t->count)
            break;
    }
    return depth < ndim || (depth == ndim && ndim > 1 && is_one_long);
}

/* a[:] = [1, 2, 3], a[:] = [[1], [2]] */
static void expand_stored(Expand *x)
{
    ArrayIndex index;
    if (expand_call(x)->op != HIR_setitem || !has_shape(x, 0, SHAPE_ARRAY) || !has_shape(x, 2, SHAPE_TUPLE))
        return;
    const Type *array = type_get(x->in->u, infer_type_of(x->in, expand_call(x)->args[0]));
    if (!type_is_scalar(array->element)) /* a tuple may be a record */
        return;
    bool is_part = array_index(x->in->u, infer_type_of(x->in, expand_call(x)->args[1]), array->ndim, &index);
    if (is_part && is_stretched(x, infer_type_of(x->in, expand_call(x)->args[2]), index.ndim))
        expand_tuple(x, 2);
}

/* ---- makers ------------------------------------------------------------------------------------------------------------- */

static void call_instead(Expand *x, int row)
{
    Frozen *function = ARENA_NEW(&x->in->u->arena, Frozen);
    *function = (Frozen){.kind = FROZEN_BUILTIN, .builtin = row, .description = builtins[row].path};
    ValueId callee = expand_constant(x, function);
    expand_call(x)->args[0] = callee;
    x->in->expanded = true;
}

/* Of records a tuple is one. */
static bool fills_numbers(const Expand *x, const HirValue *call, int row)
{
    TypeId dtype = infer_dtype_argument(x->in, call, hir_call_argument(call, 2, "dtype"));
    if (row == BUILTIN_numpy_full || dtype != TYPE_none)
        return dtype == TYPE_none || type_is_scalar(dtype);
    ValueId like = hir_call_argument(call, 0, "a");
    const Type *type = type_get(x->in->u, like == HIR_NOTHING ? TYPE_none : infer_type_of(x->in, like));
    return type->shape != SHAPE_ARRAY || type_is_scalar(type->element);
}

/* np.full(shape, array) and np.array(range(n)) are functions of the prelude. */
static void expand_makers(Expand *x)
{
    const HirValue *call = expand_call(x);
    int row = call->op == HIR_call ? expand_called_row(x) : -1;
    bool of_any = row == BUILTIN_numpy_array || row == BUILTIN_numpy_asarray;
    bool is_full = row == BUILTIN_numpy_full || row == BUILTIN_numpy_full_like;
    if (of_any && call->count > 1 && has_shape(x, 1, SHAPE_RANGE))
        call_instead(x, BUILTIN_array_of_range);
    if (is_full && !fills_numbers(x, call, row))
        return;
    ValueId filled = is_full ? hir_call_argument(call, 1, "fill_value") : HIR_NOTHING;
    TypeId type = filled == HIR_NOTHING ? TYPE_none : infer_type_of(x->in, filled);
    if (type_has_shape(x->in->u, type, SHAPE_ARRAY) || type_has_shape(x->in->u, type, SHAPE_TUPLE))
        call_instead(x, row == BUILTIN_numpy_full ? BUILTIN_array_full_of : BUILTIN_array_full_like_of);
}

void expand_lists(Expand *x)
{
    expand_makers(x);
    expand_stored(x);
    expand_operands(x);
    expand_contains(x);
}
