/* lower_number.c: calls of the rows of number_functions.def: their code for the types of the arguments. */
#include <assert.h>
#include <string.h>

#include "hir/hir.h"
#include "hir/numbers.h"
#include "lower/lower_forms.h"
#include "lower/lower_parts.h"

enum { MOST_ARGUMENTS = 4 };

/* A symbol is for doubles; the one for floats has an f behind its name, as in C. */
static LirId symbol(Lower *l, const char *name, TypeId type, const LirId *args, size_t count)
{
    const char *full = type == TYPE_float32 ? arena_printf(&l->u->arena, "%sf", name) : name;
    return emit_call(l, full, scalar_lir(type), args, count);
}

static LirId code(Lower *l, const NumberPlan *plan, const LirId *args, size_t count)
{
    if (*plan->code == '!')
        return lower_form(l, form_named(plan->code + 1), plan->operands, args);
    if (*plan->code != '.')
        return symbol(l, plan->code, plan->operands, args, count);
    assert(count >= 1 && count <= 3);
    return emit(l, lir_op_named(plan->code + 1), lir_type(l, args[0]), args[0], count > 1 ? args[1] : LIR_NOTHING,
                count > 2 ? args[2] : LIR_NOTHING);
}

static Parts pair(Lower *l, const LirId *args)
{
    Parts parts = parts_new(l, 2);
    memcpy(parts.ids, args, 2 * sizeof *args);
    return parts;
}

/* Code for parts of one type, `plan->operands`. */
static Parts machine_code(Lower *l, const NumberCall *call, TypeId type, const NumberPlan *plan, const Operand *args)
{
    LirId parts[MOST_ARGUMENTS];
    assert(call->count <= MOST_ARGUMENTS && plan->code);
    if (type_is_complex(plan->operands))
        unsupported(l, arena_printf(&l->u->arena, "%s of a complex number", builtins[call->builtin].path));
    for (size_t i = 0; i < call->count; i++) {
        bool is_exponent = i == 1 && builtins[call->builtin].rule == CALL_LDEXP;
        parts[i] = part_as(l, args[i], is_exponent ? TYPE_int64 : plan->operands);
    }
    if (!strcmp(plan->code, "!pair"))
        return pair(l, parts);
    LirId result = code(l, plan, parts, call->count);
    bool is_rounded = type == plan->type && plan->type != plan->operands;
    return parts_of(l, is_rounded ? convert_real(l, result, plan->operands, plan->type) : result);
}

Parts lower_number(Lower *l, const NumberCall *call, TypeId type, const Operand *args)
{
    NumberPlan plan = number_plan(call->builtin, args + 1, call->count);
    BuiltinRule rule = builtins[call->builtin].rule;
    if (plan.code && *plan.code == '@')
        return lower_operator(l, hir_op_named(plan.code + 1), type, args + 1, call->target);
    if (rule == CALL_EACH || *builtins[call->builtin].codes[ON_INT])
        check_big(l, args + 1, call->count);
    if (plan.code && (rule == CALL_NUMBER || rule == CALL_ROOT)) /* NumPy's functions */
        check_constants(l, plan.operands, args + 1, call->count);
    if (call->target)
        return lower_target(l, call->target, args, type);
    return machine_code(l, call, type, &plan, args + 1);
}
