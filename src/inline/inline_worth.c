/* inline_worth.c: which calls are worth a copy of what they call.
 *
 * Those that an expression passes through, into a nest of loops or out to one, so that it becomes a part of that; and those of functions
 * without loops, where bound comes to know what is indexed. */
#include "build/functions.h"
#include "frozen/builtins.h"
#include "hir/array_operations.h"
#include "hir/elements.h"
#include "hir/hir_edit.h"
#include "inline/inline_parts.h"

/* Of one callee, and in all of what is put into one caller: LLVM makes as much of a nest of loops as of so many operations. */
enum { MOST_COST = 150, MOST_GROWTH = 250, COST_OF_NEST = 40 };

/* ---- what a function is like ------------------------------------------------------------------------------------------------- */

/* Its elements may be computed where they are asked for. */
static bool is_expression(const Unit *u, const Hir *hir, const HirValue *v)
{
    return hir_is_elementwise(u, hir, v) && hir_stored_into(u, hir, v) == HIR_NOTHING;
}

/* A nest of loops that stays one wherever it stands. */
static bool is_nest(const Unit *u, const Hir *hir, const HirValue *v)
{
    if (v->op == HIR_call)
        return v->target || (v->builtin >= 0 &&
                             (builtins[v->builtin].rule == CALL_REDUCE || builtins[v->builtin].rule == CALL_MAKE));
    return v->op == HIR_matmul || hir_stored_into(u, hir, v) != HIR_NOTHING ||
           (v->op == HIR_setitem && hir_is_array(u, hir, v->args[2]));
}

static const HirValue *last_value(const Function *f)
{
    const HirBlock *block = &f->hir.blocks.items[0];
    return &f->hir.values.items[block->values.items[block->values.count - 1]];
}

static bool can_move(const Function *f)
{
    return f->hir.blocks.count == 1 && !f->is_recursive && !function_is_declared(f) && last_value(f)->op == HIR_ret;
}

size_t inline_growth(const Callee *callee)
{
    return callee->calls > 1 ? callee->cost : 0;
}

static void add_costs(const Unit *u, const Function *f, Callee *callee)
{
    const HirBlock *block = &f->hir.blocks.items[0];
    callee->cost = 1;
    for (size_t i = 0; i < block->values.count; i++) {
        const HirValue *v = &f->hir.values.items[block->values.items[i]];
        bool is_given = v->op == HIR_param || v->op == HIR_const || v->op == HIR_ret, nest = is_nest(u, &f->hir, v);
        callee->cost += is_given ? 0 : nest ? COST_OF_NEST : 1;
        callee->has_nests |= nest;
    }
    if (callee->cost > MOST_COST)
        callee->cost = 0;
}

static bool gives_expression(const Unit *u, const Function *f)
{
    const HirValue *result = &f->hir.values.items[last_value(f)->args[0]];
    bool found = is_expression(u, &f->hir, result);
    for (size_t i = 0; result->op == HIR_tuple && i < result->count && !found; i++)
        found = is_expression(u, &f->hir, &f->hir.values.items[result->args[i]]);
    return found;
}

static bool takes_expression(Unit *u, const Function *f, const HirUsers *users, ValueId param)
{
    const uint32_t first = users->first[param], end = users->first[param + 1];
    for (uint32_t i = first + 1; i < end; i++)
        if (users->users[i] != users->users[first])
            return false;
    if (first == end)
        return false;
    const HirValue *user = &f->hir.values.items[users->users[first]];
    ValueId *operands = ARENA_ARRAY(&u->arena, ValueId, user->count);
    size_t count = hir_nest_operands(u, &f->hir, user, operands), found = 0;
    for (size_t i = 0; i < count; i++)
        found += operands[i] == param;
    return found;
}

void inline_look_at(Unit *u, const Function *f, Callee *callee)
{
    if (!can_move(f))
        return;
    add_costs(u, f, callee);
    callee->gives_expression = gives_expression(u, f);
    callee->takes = ARENA_ARRAY(&u->arena, bool, f->parameter_count);
    HirUsers users = hir_users(u, &f->hir);
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        const HirValue *value = &f->hir.values.items[v];
        if (value->op == HIR_param && value->block != HIR_NOTHING)
            callee->takes[value->integer] = takes_expression(u, f, &users, v);
    }
}

/* ---- which calls gain -------------------------------------------------------------------------------------------------------- */

static bool has_arrays(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    bool found = t->shape == SHAPE_ARRAY;
    for (size_t i = 0; i < t->count && !found; i++)
        found = has_arrays(u, t->items[i]);
    return found;
}

static bool passes_arrays(const Unit *u, const HirValue *call)
{
    const Function *callee = call->target->function;
    bool passes = has_arrays(u, call->type);
    for (size_t i = 0; i < callee->parameter_count && !passes; i++)
        passes = has_arrays(u, callee->parameters[i]);
    return passes;
}

/* A named parameter is given an expression that a nest of the callee may compute. */
static bool is_given_expression(const Inliner *in, const HirValue *call, const Callee *callee)
{
    const CallTarget *target = call->target;
    size_t parameters = target->function->parameter_count;
    for (size_t i = 0; i < target->count && i < parameters; i++) {
        const Passed *passed = &target->passed[i];
        bool is_whole = passed->argument != NO_ARGUMENT && passed->element == WHOLE;
        if (callee->takes[i] && is_whole && type_has_shape(in->u, passed->type, SHAPE_ARRAY) &&
            is_expression(in->u, &in->f->hir, inline_value(in, inline_standing(in, call->args[passed->argument]))))
            return true;
    }
    return false;
}

/* Nothing is gained by a copy of loops that take no expression and give none. */
static bool gains(const Inliner *in, const HirValue *call)
{
    const Callee *callee = &in->callees[call->target->function->index];
    if (!callee->cost || in->growth + inline_growth(callee) > MOST_GROWTH)
        return false;
    return callee->gives_expression || (!callee->has_nests && passes_arrays(in->u, call)) ||
           is_given_expression(in, call, callee);
}

bool inline_is_worth_it(const Inliner *in, const HirValue *call)
{
    if (call->op != HIR_call || !call->target || call->fields || hir_is_elementwise(in->u, &in->f->hir, call))
        return false;
    if (call->builtin >= 0 && (builtins[call->builtin].codes || builtins[call->builtin].rule == CALL_ELEMENT))
        return false;
    return gains(in, call);
}
