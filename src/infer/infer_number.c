/* infer_number.c: types of calls of the rows of number_functions.def. */
#include <assert.h>
#include <string.h>

#include "frozen/resolve.h"
#include "hir/hir.h"
#include "hir/numbers.h"
#include "infer/infer_rules.h"

static void choose_row(Infer *in, Call *call)
{
    int chosen = builtin_row(call->builtin, call->count - 1, call->keyword_count);
    if (call->keyword_count && chosen < 0)
        infer_bad_keyword(in, call->builtin, call->keywords[0]);
    if (chosen < 0)
        infer_bad_count(in, call->builtin, call->count - 1 - call->has_owner);
    call->builtin = chosen;
}

static bool has_code(const BuiltinInfo *row, NumberKind kind)
{
    assert(row->codes && kind < NUMBER_KIND_COUNT);
    return *row->codes[kind] && strcmp(row->codes[kind], "-");
}

static const char *expected_by(const BuiltinInfo *row)
{
    if (row->rule == CALL_TRUTH)
        return "a number";
    if (!has_code(row, ON_FLOAT))
        return "an integer";
    return has_code(row, ON_COMPLEX) ? "a number" : "a real number";
}

/* The first argument that alone has no code, or else the first. */
static _Noreturn void refuse(Infer *in, const Call *call)
{
    size_t bad = 1;
    for (size_t i = call->count; i-- > 1;)
        if (!number_plan(call->builtin, &call->args[i], 1).code)
            bad = i;
    bool bools_only = call->args[bad].type == TYPE_boolean;
    if (type_has_shape(in->u, call->args[bad].type, SHAPE_ARRAY))
        error_advise(in->u, "write: a loop that calls it for each element");
    infer_bad_argument(in, call->builtin, bad, call->args[bad],
                       bools_only ? "a number other than a bool" : expected_by(&builtins[call->builtin]));
}

static void check_second(Infer *in, const Call *call)
{
    assert(call->count == 3); /* the row takes two */
    if (!type_is_integer(call->args[2].type) && call->args[2].type != TYPE_boolean)
        infer_bad_argument(in, call->builtin, 2, call->args[2], "an integer");
}

static TypeId prelude_type(Infer *in, Call *call, const NumberPlan *plan)
{
    TypeId passed_as = builtins[call->builtin].rule == CALL_LDEXP ? TYPE_UNKNOWN : plan->operands;
    TypeId result = infer_function_call(in, call, resolve_prelude(in->u, plan->code), passed_as);
    return result == plan->operands && result != TYPE_UNKNOWN ? plan->type : result;
}

TypeId infer_number_call(Infer *in, Call *call)
{
    choose_row(in, call);
    if (builtins[call->builtin].rule == CALL_SUM || builtins[call->builtin].rule == CALL_PRODUCT)
        return infer_sum(in, call);
    NumberPlan plan = number_plan(call->builtin, call->args + 1, call->count - 1);
    if (!plan.code && call->count > 1)
        refuse(in, call);
    if (builtins[call->builtin].rule == CALL_LDEXP)
        check_second(in, call);
    if (!plan.code) /* gcd(), hypot() */
        plan.code = builtins[call->builtin].codes[has_code(&builtins[call->builtin], ON_INT) ? ON_INT : ON_FLOAT];
    assert(*plan.code && strcmp(plan.code, "-"));
    if (number_is_prelude(plan.code))
        return prelude_type(in, call, &plan);
    switch (*plan.code) {
    case '@': return infer_operator(in, hir_op_named(plan.code + 1), call->args + 1, &call->target);
    case '!': return form_result(form_named(plan.code + 1), plan.type);
    default: return plan.type;
    }
}
