/* infer_expand_list.c: tuples, and lists that nobody changes, where NumPy makes arrays of them: beside an array in an operation. `x in a`
 * is np.any(a == x). */
#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
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

void expand_lists(Expand *x)
{
    expand_operands(x);
    expand_contains(x);
}
