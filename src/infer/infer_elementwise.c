/* infer_elementwise.c: types of operations whose element at an index depends on the elements of their operands there: operators and
 * ufuncs on arrays, and the rows ELEMENT of array_functions.def on arrays and on numbers. See hir/elements.h. */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/elements.h"
#include "infer/infer_rules.h"

typedef struct Elementwise {
    Infer *in;
    HirValue *value;
    ElementOp op;
    Operand ops[MOST_ELEMENTS]; /* elements of op.operands */
    const BuiltinInfo *row;
} Elementwise;

static Elementwise begin(Infer *in, HirValue *value)
{
    Elementwise e = {.in = in, .value = value};
    element_op(in->u, &in->f->hir, value, &e.op);
    e.row = &builtins[e.op.builtin];
    for (size_t i = 0; i < e.op.count; i++)
        e.ops[i] = element_operand(in->u, &in->f->hir, e.op.operands[i]);
    return e;
}

static const Type *type_at(const Elementwise *e, ValueId v)
{
    return type_get(e->in->u, infer_type_of(e->in, v));
}

/* ---- what is wrong with it -------------------------------------------------------------------------------------------- */

/* The operand as the user sees it, an array. */
static Operand given(const Elementwise *e, size_t i)
{
    return infer_operand(e->in, e->value, e->op.arguments[i]);
}

static const char *advice_on_operation(const Elementwise *e)
{
    bool of_bools = element_common(e->ops, e->op.count) == TYPE_boolean;
    if (of_bools && e->op.builtin == BUILTIN_numpy_subtract)
        return "write: a ^ b, or np.logical_xor(a, b); numpy boolean subtract, the `-` operator, is not supported";
    if (of_bools && e->op.builtin == BUILTIN_numpy_negative)
        return "write: ~a, or np.logical_not(a); the numpy boolean negative, the `-` operator, is not supported";
    return "write: an array of other elements; a.astype(np.int64) makes one";
}

static const char *expected(const Elementwise *e)
{
    bool floats = *e->row->codes[ON_FLOAT] && strcmp(e->row->codes[ON_FLOAT], "-");
    bool complexes = *e->row->codes[ON_COMPLEX] && strcmp(e->row->codes[ON_COMPLEX], "-");
    return !floats ? "of integers" : !complexes ? "of real numbers" : "of numbers other than bools";
}

static _Noreturn void refuse(const Elementwise *e)
{
    size_t bad = 0;
    while (bad + 1 < e->op.count && element_loop(e->op.builtin, &e->ops[bad], 1) != TYPE_UNKNOWN)
        bad++;
    if (element_loop(e->op.builtin, &e->ops[bad], 1) != TYPE_UNKNOWN)
        bad = 0;
    Operand ops[MOST_ELEMENTS];
    for (size_t i = 0; i < e->op.count; i++)
        ops[i] = given(e, i);
    error_advise(e->in->u, advice_on_operation(e));
    if (e->value->op != HIR_call)
        infer_bad_operands(e->in, (HirOp)e->value->op, ops);
    infer_bad_argument(e->in, e->op.builtin, bad + 1, ops[bad], expected(e));
}

/* Keywords of ufuncs: where to store the results. */
static void check_arguments(const Elementwise *e)
{
    const HirValue *call = e->value;
    if (call->op != HIR_call || !e->row->codes)
        return;
    for (size_t i = 0; i < call->keyword_count; i++)
        if (strcmp(call->keywords[i], "out"))
            infer_bad_keyword(e->in, e->op.builtin, call->keywords[i]);
    if (e->op.count != e->row->count)
        infer_bad_count(e->in, e->op.builtin, e->op.count - call->has_owner);
}

/* ---- elements --------------------------------------------------------------------------------------------------------- */

/* Which argument of the HIR value each argument of the call is. */
static void renumber(const Elementwise *e, const CallTarget *target)
{
    for (size_t i = 0; target && i < target->count; i++)
        if (target->passed[i].argument != NO_ARGUMENT)
            target->passed[i].argument = e->op.arguments[target->passed[i].argument - 1] + (e->value->op != HIR_call);
}

/* A ufunc's elements are converted to one type, and go to its code for numbers of that type. */
static TypeId ufunc_element(Elementwise *e)
{
    TypeId loop = element_loop(e->op.builtin, e->ops, e->op.count);
    if (loop == TYPE_UNKNOWN)
        refuse(e);
    if (element_compares(e->op.builtin) && !type_is_complex(loop))
        return TYPE_boolean;
    if (element_is_division(e->op.builtin, loop) || element_is_power(e->op.builtin, loop, e->ops))
        return loop;
    Operand args[1 + MOST_ELEMENTS] = {operand_of_type(TYPE_none)};
    for (size_t i = 0; i < e->op.count; i++)
        args[1 + i] = operand_of_type(e->row->rule == CALL_LDEXP && i ? TYPE_int64 : loop);
    Call call = {.args = args, .count = 1 + e->op.count, .builtin = e->op.builtin};
    TypeId type = infer_number_call(e->in, &call);
    renumber(e, call.target);
    e->value->target = call.target;
    return type;
}

static TypeId new_array_type(const Elementwise *e, TypeId element)
{
    int ndim = 0;
    bool is_f = true, has_matrix = false;
    for (size_t i = 0; i < e->op.count; i++) {
        const Type *type = type_at(e, e->op.operands[i]);
        if (type->shape != SHAPE_ARRAY)
            continue;
        ndim = type->ndim > ndim ? type->ndim : ndim;
        has_matrix |= type->ndim > 1;
        is_f &= type->ndim < 2 || packed_is_f(type->packed, type->ndim);
    }
    return type_array(e->in->u, element, ndim, is_f && has_matrix ? packed_f(ndim) : packed_c(ndim), ARRAY_OWNED);
}

/* The array that the results are stored in. */
static TypeId target_type(const Elementwise *e, TypeId element)
{
    Unit *u = e->in->u;
    TypeId target = infer_type_of(e->in, e->op.target);
    const Type *type = type_get(u, target);
    if (type->shape != SHAPE_ARRAY)
        infer_bad_argument(e->in, e->op.builtin, e->op.count + 1, operand_of(&e->in->f->hir, e->op.target), "an array");
    if (type->flags & ARRAY_READ_ONLY)
        fail(u, e->value->loc, E_READ_ONLY, infer_describe_value(e->in, e->op.target));
    if (!element_same_kind(element, type->element))
        fail(u, e->value->loc, E_ELEMENT_CAST, strrchr(e->row->path, '.') + 1, element_dtype(element),
             element_dtype(type->element));
    return target;
}

bool infer_is_elementwise(const Infer *in, const HirValue *value)
{
    ElementOp op;
    return element_op(in->u, &in->f->hir, value, &op);
}

TypeId infer_elementwise(Infer *in, HirValue *value)
{
    Elementwise e = begin(in, value);
    check_arguments(&e);
    if (value->op == HIR_call)
        value->builtin = e.op.builtin;
    TypeId element = ufunc_element(&e);
    if (element == TYPE_UNKNOWN)
        return TYPE_UNKNOWN;
    return e.op.target != HIR_NOTHING ? target_type(&e, element) : new_array_type(&e, element);
}
