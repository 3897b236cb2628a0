/* infer_product.c: types of products of arrays of one and two axes: a @ b, np.dot, np.matmul, np.inner, np.vdot, np.outer; others are
 * calls of the prelude. */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "hir/elements.h"
#include "hir/hir.h"
#include "hir/reductions.h"
#include "infer/infer_rules.h"

static int axes_of(const Infer *in, Operand a)
{
    return type_has_shape(in->u, a.type, SHAPE_ARRAY) ? type_get(in->u, a.type)->ndim : 0;
}

static bool is_factor(const Infer *in, Operand a)
{
    const Type *type = type_get(in->u, a.type);
    return type->shape == SHAPE_ARRAY && (type->ndim == 1 || type->ndim == 2) && type_is_scalar(type->element);
}

/* TYPE_UNKNOWN: their elements don't multiply. */
static TypeId element_type(const Infer *in, const Operand *factors)
{
    TypeId a = type_get(in->u, factors[0].type)->element, b = type_get(in->u, factors[1].type)->element;
    return a == b ? a : element_promote(operand_of_type(a), operand_of_type(b));
}

static TypeId product_type(Infer *in, TypeId element, int ndim)
{
    return ndim ? type_array(in->u, element, ndim, packed_c(ndim), ARRAY_OWNED) : element;
}

TypeId infer_matmul(Infer *in, const Operand *factors)
{
    bool are_factors = is_factor(in, factors[0]) && is_factor(in, factors[1]);
    TypeId element = are_factors ? element_type(in, factors) : TYPE_UNKNOWN;
    if (element == TYPE_UNKNOWN)
        infer_bad_operands(in, HIR_matmul, factors);
    return product_type(in, element, axes_of(in, factors[0]) + axes_of(in, factors[1]) - 2);
}

/* np.outer and np.vdot, which make one axis of several. */
static bool takes_vectors(int builtin)
{
    const char *kind = builtins[builtin].code;
    return !strcmp(kind, "outer") || !strcmp(kind, "vdot");
}

const char *infer_product_in_prelude(const Infer *in, const HirValue *call)
{
    if (call->builtin < 0 || builtins[call->builtin].rule != CALL_REDUCE || hir_reduction_info(call->builtin))
        return NULL;
    bool is_plain = call->count == 3 && !call->keyword_count;
    for (size_t i = 1; is_plain && i < call->count; i++) {
        Operand a = infer_operand(in, call, i);
        bool is_number = axes_of(in, a) == 0 || !is_factor(in, a);
        is_plain = !is_number && !(takes_vectors(call->builtin) && axes_of(in, a) > 1);
    }
    return is_plain ? NULL : arena_printf(&in->u->arena, "arrays_products:%s", builtins[call->builtin].code);
}

/* How many axes the result has. */
static int result_axes(const Infer *in, const HirValue *call, const Operand *factors)
{
    const char *kind = builtins[call->builtin].code;
    if (!strcmp(kind, "outer"))
        return 2;
    return axes_of(in, factors[0]) + axes_of(in, factors[1]) - 2;
}

TypeId infer_product(Infer *in, const HirValue *call)
{
    Operand factors[2];
    if (call->count != 3 || call->keyword_count)
        infer_bad_count(in, call->builtin, call->count - 1 - call->has_owner);
    bool of_vectors = takes_vectors(call->builtin);
    for (size_t i = 0; i < 2; i++) {
        factors[i] = infer_operand(in, call, i + 1);
        if (!is_factor(in, factors[i]) || (of_vectors && axes_of(in, factors[i]) > 1))
            infer_bad_argument(in, call->builtin, i + 1, factors[i],
                               of_vectors ? "an array of numbers with one axis"
                                          : "an array of numbers with one axis or two");
    }
    TypeId element = element_type(in, factors);
    if (element == TYPE_UNKNOWN)
        infer_bad_argument(in, call->builtin, 2, factors[1],
                           "an array whose elements multiply with those of the first");
    return product_type(in, element, result_axes(in, call, factors));
}
