/* infer_elementwise.c: types of operations whose element at an index depends on the elements of their operands there: operators and
 * ufuncs on arrays, and the rows ELEMENT of array_functions.def on arrays and on numbers. See hir/elements.h. */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/elements.h"
#include "infer/infer_rules.h"
#include "types/stored.h"

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
    if (loop == TYPE_UNKNOWN || (!type_is_scalar(loop) && !infer_records_compare(e->in, loop, loop)))
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

/* ---- rows ELEMENT ---- */

static const struct {
    int builtin;
    size_t least, most; /* arguments with elements */
} counts[] = {
    {BUILTIN_array_astype, 1, 1}, {BUILTIN_numpy_angle, 1, 2},   {BUILTIN_numpy_around, 1, 2},
    {BUILTIN_numpy_clip, 1, 3},   {BUILTIN_numpy_isclose, 2, 5}, {BUILTIN_numpy_nan_to_num, 1, 5},
    {BUILTIN_numpy_round, 1, 2},  {BUILTIN_numpy_sinc, 1, 1},    {BUILTIN_numpy_where, 3, 3},
    {BUILTIN_machine_put, 3, 3},
};

/* The first ones stand by position. */
static void check_count(const Elementwise *e)
{
    size_t positional = e->value->count - 1 - e->value->keyword_count, row = 0;
    while (counts[row].builtin != e->op.builtin)
        row++;
    if (e->op.count < counts[row].least || e->op.count > counts[row].most || positional < counts[row].least)
        infer_bad_count(e->in, e->op.builtin, e->op.count - e->value->has_owner);
}

static _Noreturn void refuse_argument(const Elementwise *e, size_t i, const char *wanted)
{
    infer_bad_argument(e->in, e->op.builtin, i + 1, given(e, i), wanted);
}

static bool takes_keyword(const Elementwise *e, const char *name)
{
    if (!strcmp(name, "dtype"))
        return e->op.builtin == BUILTIN_array_astype;
    bool is_stored = e->op.builtin == BUILTIN_machine_put || element_out_position(e->op.builtin) ||
                     e->op.target == e->op.operands[0]; /* nan_to_num(a, copy=False) */
    return strcmp(name, "out") || is_stored;
}

/* np.where takes them as they are, if one of its arguments is an array. */
static bool is_chosen_record(const Elementwise *e, size_t i)
{
    bool has_array = false;
    for (size_t k = 0; k < e->op.count; k++)
        has_array |= type_at(e, e->op.operands[k])->shape == SHAPE_ARRAY;
    return has_array && i && e->op.builtin == BUILTIN_numpy_where && type_is_record(e->in->u, e->ops[i].type) &&
           e->ops[1].type == e->ops[2].type;
}

static void check_function(const Elementwise *e)
{
    for (size_t i = 0; i < e->value->keyword_count; i++)
        if (!takes_keyword(e, e->value->keywords[i]))
            infer_bad_keyword(e->in, e->op.builtin, e->value->keywords[i]);
    check_count(e);
    bool is_rounded = e->op.builtin == BUILTIN_numpy_round || e->op.builtin == BUILTIN_numpy_around;
    for (size_t i = 0; i < e->op.count; i++)
        if (!type_is_scalar(e->ops[i].type) && (!i || e->ops[i].type != TYPE_none) && !is_chosen_record(e, i))
            refuse_argument(e, i, "a number or an array of numbers");
    if (is_rounded && e->ops[0].type == TYPE_boolean)
        refuse_argument(e, 0, "of numbers other than bools");
    if (is_rounded && e->op.count > 1 && !type_is_integer(e->ops[1].type))
        refuse_argument(e, 1, "an integer");
}

/* a.astype(dtype): what is no element says to which type. */
static TypeId cast_element(Elementwise *e)
{
    ValueId dtype = hir_call_argument(e->value, 1, "dtype");
    if (e->value->count != 3 || dtype == HIR_NOTHING)
        infer_bad_count(e->in, e->op.builtin, e->value->count - 1 - e->value->has_owner);
    TypeId type = infer_dtype_argument(e->in, e->value, dtype);
    if (!type_is_scalar(type))
        fail(e->in->u, e->value->loc, E_DTYPE, infer_describe_value(e->in, dtype));
    return type;
}

/* The names of the arguments by keyword that have elements. */
static const char *const *kept_keywords(const Elementwise *e, size_t *count)
{
    size_t positional = e->value->count - 1 - e->value->keyword_count;
    const char **names = ARENA_ARRAY(&e->in->u->arena, const char *, e->op.count + 1);
    *count = 0;
    for (size_t i = 0; i < e->op.count; i++)
        if (e->op.arguments[i] > positional)
            names[(*count)++] = e->value->keywords[e->op.arguments[i] - 1 - positional];
    return names;
}

static const Frozen *prelude_function(const Elementwise *e)
{
    const char *code = e->row->codes ? e->row->codes[ON_FLOAT] : e->row->code;
    bool by_kind = code[strlen(code) - 1] == '_';
    const char *kind = by_kind ? element_kind(element_wanted(e->op.builtin, e->ops, e->op.count, 0)) : "";
    return resolve_prelude(e->in->u, arena_printf(&e->in->u->arena, "%s%s", code, kind));
}

/* A number of Python takes the type of the target, of its kind. */
static TypeId put_element(const Elementwise *e)
{
    bool is_weak = e->ops[0].weak && e->op.target != HIR_NOTHING;
    return is_weak ? element_promote(e->ops[0], e->ops[2]) : e->ops[0].type;
}

static TypeId function_element(Elementwise *e)
{
    Operand args[1 + MOST_ELEMENTS] = {operand_of_type(TYPE_none)};
    TypeId types[MOST_ELEMENTS];
    check_function(e);
    if (e->op.builtin == BUILTIN_array_astype)
        return cast_element(e);
    if (e->op.builtin == BUILTIN_numpy_where)
        return element_wanted(e->op.builtin, e->ops, e->op.count, 1);
    if (e->op.builtin == BUILTIN_machine_put)
        return put_element(e);
    for (size_t i = 0; i < e->op.count; i++) {
        args[1 + i] = e->ops[i];
        types[i] = element_wanted(e->op.builtin, e->ops, e->op.count, i);
    }
    Call call = {.args = args, .count = 1 + e->op.count, .builtin = e->op.builtin};
    call.keywords = kept_keywords(e, &call.keyword_count);
    TypeId type = infer_converted_call(e->in, &call, prelude_function(e), types);
    renumber(e, call.target);
    e->value->target = call.target;
    return type;
}

/* ---- the result ---------------------------------------------------------------------------------------------------------- */

static int axes_of_operands(const Elementwise *e)
{
    int ndim = 0;
    for (size_t i = 0; i < e->op.count; i++) {
        const Type *type = type_at(e, e->op.operands[i]);
        ndim = type->shape == SHAPE_ARRAY && type->ndim > ndim ? type->ndim : ndim;
    }
    return ndim;
}

static TypeId new_array_type(const Elementwise *e, TypeId element)
{
    int ndim = axes_of_operands(e);
    bool is_f = true, has_matrix = false;
    for (size_t i = 0; i < e->op.count; i++) {
        const Type *type = type_at(e, e->op.operands[i]);
        if (type->shape != SHAPE_ARRAY)
            continue;
        has_matrix |= type->ndim > 1;
        is_f &= type->ndim < 2 || packed_is_f(type->packed, type->ndim);
    }
    return type_array(e->in->u, element, ndim, is_f && has_matrix ? packed_f(ndim) : packed_c(ndim), ARRAY_OWNED);
}

/* Whose results they are. */
static const char *ufunc_name(const Elementwise *e)
{
    const HirValue *put = e->op.builtin == BUILTIN_machine_put ? hir_value(&e->in->f->hir, e->op.operands[0]) : NULL;
    bool is_call = put && put->op == HIR_call && put->builtin >= 0;
    return strrchr(is_call ? builtins[put->builtin].path : e->row->path, '.') + 1;
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
    const char *name = ufunc_name(e);
    if (axes_of_operands(e) > type->ndim)
        fail(u, e->value->loc, E_ELEMENT_AXES, name, axes_of_operands(e), type_name(u, target), type->ndim);
    if (!element_same_kind(element, type->element))
        fail(u, e->value->loc, E_ELEMENT_CAST, name, element_dtype(element), element_dtype(type->element));
    return target;
}

bool infer_is_elementwise(const Infer *in, const HirValue *value)
{
    ElementOp op;
    return element_op(in->u, &in->f->hir, value, &op);
}

static TypeId element_of(Elementwise *e)
{
    if (e->value->op == HIR_call)
        e->value->builtin = e->op.builtin;
    if (element_is_function(e->op.builtin))
        return function_element(e);
    check_arguments(e);
    return ufunc_element(e);
}

TypeId infer_elementwise(Infer *in, HirValue *value)
{
    Elementwise e = begin(in, value);
    TypeId element = element_of(&e);
    if (element == TYPE_UNKNOWN)
        return TYPE_UNKNOWN;
    return e.op.target != HIR_NOTHING ? target_type(&e, element) : new_array_type(&e, element);
}

TypeId infer_element_function(Infer *in, HirValue *value)
{
    Elementwise e = begin(in, value);
    if (e.op.target != HIR_NOTHING)
        infer_bad_argument(in, e.op.builtin, e.op.count + 1, operand_of(&in->f->hir, e.op.target), "an array");
    return element_of(&e);
}
