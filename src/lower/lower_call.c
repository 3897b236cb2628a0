/* lower_call.c: calls of functions that are compiled along, and what keeps recursion from running out of the stack.
 *
 * A function that may call itself finds in the invocation record the address that its frame must not reach below, or it raises
 * RecursionError. Those that call it from outside ask for that limit. (The callback itself is never recursive: what it calls
 * by its own name is another Function, for Python's types.) */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "build/functions.h"
#include "hir/function.h"
#include "lir/lir.h"
#include "lower/lower.h"
#include "lower/lower_nest.h"
#include "runtime/invocation.h"
#include "types/stored.h"

static const char stack_limit[] = "upcall_stack_limit";

void check_stack(Lower *l)
{
    const Code *code = l->f->code;
    l->block = 0;
    stand_at(l, (Loc){.code = code, .span = {code->first_line, code->first_line, -1, -1}});
    LirId limit = emit_load(l, LIR_i64, record_member(l, offsetof(Invocation, stack_limit)));
    LirId stack = emit(l, LIR_stack, LIR_i64, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    raise_if(l, emit2(l, LIR_ult, stack, limit), "RecursionError", "maximum recursion depth exceeded");
    lir_jump(l->u, l->out, l->block, l->begins[0]);
}

/* Recursion begins here: the limit is the thread's. The reserve isn't known yet. */
static void set_stack_limit(Lower *l)
{
    LirId reserve = emit(l, LIR_iconst, LIR_i64, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    LirId limit = emit_call(l, stack_limit, LIR_i64, &reserve, 1);
    emit_store(l, record_member(l, offsetof(Invocation, stack_limit)), limit);
}

/* No more than this lies on the stack of one of these functions: its tables, and each value once, 32 bytes for the wide
 * ones of loops. */
static int64_t frame_size(const LirFunction *f)
{
    int64_t size = 0;
    for (size_t v = 0; v < f->values.count; v++) {
        const LirValue *value = &f->values.items[v];
        size += value->op == LIR_frame ? value->integer : value->op == LIR_iconst || value->op == LIR_fconst ? 0 : 32;
    }
    return size;
}

/* Between two checks each function has one frame at the most. */
void set_stack_reserve(Unit *u)
{
    enum { STEP = 4096 };
    int64_t reserve = 0;
    for (size_t i = 0; i < u->lir->count; i++)
        reserve += frame_size(u->lir->functions[i]);
    for (size_t i = 0; i < u->lir->count; i++) {
        LirFunction *f = u->lir->functions[i];
        for (size_t v = 0; v < f->values.count; v++) {
            const LirValue *call = &f->values.items[v];
            if (call->op == LIR_call && call->symbol == stack_limit)
                lir_value(f, call->args[0])->integer = (reserve + STEP - 1) / STEP * STEP;
        }
    }
}

static void raise_status(Lower *l, const CallTarget *target, LirId status)
{
    LirBlockId raises = lir_block_new(l->u, l->out), goes_on = lir_block_new(l->u, l->out);
    LirId failed = emit2(l, LIR_ne, status, int_constant(l, LIR_i64, 0));
    with_flags(l, emit_branch(l, failed, raises, goes_on), LIR_UNLIKELY);
    l->block = raises;
    raise_called(l, status, target);
    l->block = goes_on;
}

static Operand passed_operand(Lower *l, const Passed *passed, const Operand *args)
{
    if (passed->constant)
        return operand_of_constant(passed->constant, passed->type);
    return passed->element == WHOLE ? args[passed->argument] : tuple_item(l, args[passed->argument], passed->element);
}

Parts passed_parts(Lower *l, const Passed *passed, const Operand *args)
{
    if (passed->constant)
        return constant_as(l, passed->constant, passed->type);
    if (passed->element == WHOLE)
        return parts_as(l, args[passed->argument], passed->type);
    return parts_as(l, tuple_item(l, args[passed->argument], passed->element), passed->type);
}

void lower_callees(Unit *u, const Function *f)
{
    for (size_t b = 0; b < f->hir.blocks.count; b++) {
        const HirBlock *block = &f->hir.blocks.items[b];
        for (size_t i = 0; i < block->values.count; i++) {
            const CallTarget *target = f->hir.values.items[block->values.items[i]].target;
            if (target && !target->function->lir)
                lower(u, target->function);
        }
    }
}

/* A cfunc gets a copy of a record, which it may write to. */
static Parts argument_parts(Lower *l, const CallTarget *target, size_t i, const Operand *args)
{
    const Passed *passed = &target->passed[i];
    if (!function_is_declared(target->function) || !type_is_record(l->u, passed->type))
        return passed_parts(l, passed, args);
    return parts_of(l, copied_record(l, passed->type, passed_operand(l, passed, args)));
}

/*   place   where the record goes that it gives by value; else LIR_NOTHING */
static Parts passed_arguments(Lower *l, const CallTarget *target, const Operand *args, LirId place)
{
    size_t count = place != LIR_NOTHING;
    for (size_t i = 0; i < target->count; i++)
        count += part_types(l->u, target->passed[i].type, NULL);
    Parts all = parts_new(l, count + (target->function->room > 0));
    for (size_t i = 0, next = 0; i < target->count; i++) {
        Parts parts = argument_parts(l, target, i, args);
        memcpy(all.ids + next, parts.ids, parts.count * sizeof *parts.ids);
        next += parts.count;
    }
    if (place != LIR_NOTHING)
        all.ids[count - 1] = place;
    if (target->function->room)
        all.ids[count] = room_for(l, target->function);
    return all;
}

/* ---- results ------------------------------------------------------------------------------------------------------------ */

/* The constant that the value is, on all ways here; else NULL. */
static const LirValue *constant_of(const LirFunction *f, LirId v)
{
    const LirValue *value = &f->values.items[v], *first;
    if (value->op != LIR_phi)
        return value->op == LIR_iconst || value->op == LIR_null ? value : NULL;
    first = &f->values.items[value->args[0]];
    for (size_t i = 0; i < value->count; i++) {
        const LirValue *other = &f->values.items[value->args[i]];
        if ((other->op != LIR_iconst && other->op != LIR_null) || other->op != first->op ||
            other->integer != first->integer)
            return NULL;
    }
    return first;
}

/* The one `ret`; NULL: none, or several, which build doesn't leave. */
static const LirValue *only_return(const LirFunction *f)
{
    const LirValue *ret = NULL;
    size_t count = 0;
    for (LirId v = 0; v < f->values.count; v++)
        if (f->values.items[v].op == LIR_ret) {
            ret = &f->values.items[v];
            count++;
        }
    return count == 1 ? ret : NULL;
}

void find_constant_results(Lower *l)
{
    const LirValue *ret = only_return(l->out);
    if (!ret)
        return;
    l->f->constants = ARENA_ARRAY(&l->u->arena, const LirValue *, ret->count);
    for (size_t i = 0; i < ret->count; i++)
        l->f->constants[i] = constant_of(l->out, ret->args[i]);
}

/* What is the same constant however the function returns, lengths mostly, is one in the caller too. */
static LirId constant_result(Lower *l, const Function *callee, size_t i)
{
    const LirValue *constant = callee->constants ? callee->constants[i] : NULL;
    if (!constant)
        return LIR_NOTHING;
    return constant->op == LIR_null ? zero_constant(l, LIR_ptr)
                                    : int_constant(l, (LirType)constant->type, constant->integer);
}

static Parts results_of(Lower *l, LirId status, const Function *callee)
{
    TypeId type = callee->result;
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, part_types(l->u, type, NULL));
    Parts results = parts_new(l, part_types(l->u, type, types));
    for (size_t i = 0; i < results.count; i++) {
        results.ids[i] = constant_result(l, callee, i);
        if (results.ids[i] != LIR_NOTHING)
            continue;
        results.ids[i] = emit(l, LIR_result, types[i], status, LIR_NOTHING, LIR_NOTHING);
        lir_value(l->out, results.ids[i])->integer = (int64_t)i;
    }
    return results;
}

Parts lower_target(Lower *l, const CallTarget *target, const Operand *given, TypeId type)
{
    const Function *callee = target->function;
    Parts record = gives_record(l->u, callee) ? place_of_result(l, callee->result) : (Parts){NULL, 0};
    Parts args = passed_arguments(l, target, given, record.count ? record.ids[0] : LIR_NOTHING);
    assert(args.count == callee->lir->param_count);
    if (callee->is_recursive && !l->f->is_recursive)
        set_stack_limit(l);
    LirId status = emit_list(l, LIR_invoke, LIR_i64, args.ids, args.count);
    lir_value(l->out, status)->integer = (int64_t)callee->lir_index;
    if (!callee->lowered || callee->lir->can_raise)
        raise_status(l, target, status);
    if (type == TYPE_none) /* nothing, or a cfunc that never comes back */
        return parts_new(l, 0);
    if (record.count)
        return record;
    return convert(l, results_of(l, status, callee), callee->result, type);
}
