/* build_known.c: what a branch goes by that isn't a constant, but follows from the types of the function's parameters and of constants: how many
 * axes an array has, how long a tuple is. So a function that calls itself with a row, or with the rest of a tuple, comes to
 * an end:
 *
 *     def depth(a):
 *         if a.ndim == 1:        v1 = getattr v0, ndim     v0 is a parameter: an array of two axes
 *             return 1           v2 = eq v1, 1             False: the first return is never looked at
 *         return 1 + depth(a[0])
 *
 * Only branches are decided here; as numbers these are ints of run time. */
#include <string.h>

#include "build/build_parts.h"
#include "frozen/builtins.h"
#include "hir/fold.h"
#include "hir/hir.h"

/* TYPE_UNKNOWN: it is neither a parameter nor a constant. */
static TypeId type_known(Builder *b, ValueId v)
{
    const HirValue *value = hir_value(&b->f->hir, v);
    if (value->op == HIR_const && value->object != &frozen_unbound)
        return type_of_constant(b->u, value->object);
    return value->op == HIR_param ? b->f->parameters[value->integer] : TYPE_UNKNOWN;
}

/* How many axes the value has; NULL: that isn't known, or it is nothing like an array. */
static const Frozen *axes_of(Builder *b, ValueId v)
{
    TypeId type = type_known(b, v);
    int ndim = type == TYPE_UNKNOWN ? -1 : type_ndim(b->u, type);
    return ndim < 0 ? NULL : frozen_int(b->u, ndim);
}

/* The length of a tuple, or of constant bytes; NULL: that isn't known, or it is neither. */
static const Frozen *length_of(Builder *b, ValueId v)
{
    TypeId type = type_known(b, v);
    if (type == TYPE_UNKNOWN)
        return NULL;
    const Type *t = type_get(b->u, type);
    if (t->shape == SHAPE_TUPLE)
        return frozen_int(b->u, (int64_t)t->count);
    return type_is_bytes(b->u, type) ? frozen_int(b->u, (int64_t)t->object->count) : NULL;
}

static const Frozen *known_call(Builder *b, const HirValue *call)
{
    const Frozen *called = build_constant_of(b, call->args[0]);
    if (!called || called->kind != FROZEN_BUILTIN || call->count != 2 || call->keyword_count || call->spread)
        return NULL;
    if (called->builtin == BUILTIN_len)
        return length_of(b, call->args[1]);
    return called->builtin == BUILTIN_ndim ? axes_of(b, call->args[1]) : NULL;
}

/* What folds as it does of constants. A tuple is as true as its length is. */
static const Frozen *known_operation(Builder *b, const HirValue *value)
{
    const Frozen *operands[2];
    bool is_truth = hir_ops[value->op].rule == RULE_TRUTH;
    for (size_t i = 0; i < value->count; i++) {
        operands[i] = build_known(b, value->args[i]);
        if (!operands[i] && is_truth)
            operands[i] = length_of(b, value->args[i]);
        if (!operands[i])
            return NULL;
    }
    return fold(b->u, (HirOp)value->op, operands, value->count);
}

const Frozen *build_known(Builder *b, ValueId v)
{
    const HirValue *value = hir_value(&b->f->hir, v);
    switch (hir_ops[value->op].rule) {
    case RULE_CONST: return value->object;
    case RULE_ATTRIBUTE: return strcmp(value->text, "ndim") ? NULL : axes_of(b, value->args[0]);
    case RULE_CALL: return known_call(b, value);
    case RULE_TRUTH:
    case RULE_COMPARE: return known_operation(b, value);
    default: return NULL;
    }
}
