/* lower_c_call.c: calls of C functions. Arguments are converted as in a store; of an array or a record it is where its memory begins. */
#include <string.h>

#include "hir/c_calls.h"
#include "hir/fold.h"
#include "hir/function.h"
#include "lir/lir.h"
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "types/environment.h"

static Parts passed_to_c(Lower *l, Operand a, TypeId type)
{
    bool is_made = type_is_record(l->u, type) && !type_has_shape(l->u, a.type, SHAPE_RECORD);
    if (is_made)
        return parts_of(l, copied_record(l, type, a));
    return type_is_record(l->u, type) ? parts_slice(parts_as(l, a, a.type), 0, 1) : parts_as(l, a, type);
}

static LirId function_address(Lower *l, Operand callee, const CCall *call)
{
    if (call->function)
        return environment_value(l, environment_entry(l->u, callee.constant, call->which, TYPE_voidptr)).ids[0];
    LirId address = part_as(l, callee, callee.type);
    raise_if(l, logical_not(l, is_true(l, address)), "TypeError", "'NoneType' object is not callable");
    return address;
}

/* Of one that the call doesn't give: 0, or NULL. */
static Parts hidden_argument(Lower *l, TypeId type)
{
    if (type_is_pointer(l->u, type))
        return convert(l, parts_new(l, 0), TYPE_none, type);
    return constant_as(l, frozen_int(l->u, 0), type);
}

static Parts parts_with(Lower *l, Parts parts, LirId last)
{
    Parts all = parts_new(l, parts.count + 1);
    memcpy(all.ids, parts.ids, parts.count * sizeof *parts.ids);
    all.ids[parts.count] = last;
    return all;
}

static Parts c_arguments(Lower *l, const Operand *ops, const CCall *call)
{
    size_t count = 0, next = 0;
    const Signature *signature = &call->signature;
    for (size_t i = 0; i < signature->count; i++)
        count += part_types(l->u, signature->arguments[i], NULL);
    Parts all = parts_new(l, count);
    for (size_t i = 0; i < signature->count; i++) {
        TypeId type = signature->arguments[i];
        Parts parts = i < call->given ? passed_to_c(l, ops[i + 1], type) : hidden_argument(l, type);
        memcpy(all.ids + next, parts.ids, parts.count * sizeof *parts.ids);
        next += parts.count;
    }
    return all;
}

Parts place_of_result(Lower *l, TypeId record)
{
    TypeId type = type_array(l->u, record, 1, packed_c(1), ARRAY_OWNED);
    LirId one = int_constant(l, LIR_i64, 1);
    View place = new_array(l, l->at, type, &one);
    Parts parts = parts_new(l, 2);
    parts.ids[0] = place.data;
    parts.ids[1] = place.owner;
    return parts;
}

static Parts c_results(Lower *l, LirId call, TypeId type)
{
    LirType types[2];
    Parts results = parts_new(l, part_types(l->u, type, types));
    for (size_t i = 0; i < results.count; i++) {
        results.ids[i] = emit(l, LIR_result, types[i], call, LIR_NOTHING, LIR_NOTHING);
        lir_value(l->out, results.ids[i])->integer = (int64_t)i;
    }
    return results;
}

Parts lower_set_errno(Lower *l, const HirValue *v)
{
    LirId number = scalar_as(l, v->args[1], TYPE_int64);
    return parts_of(l, emit_call(l, "upcall_errno_set", LIR_i64, &number, 1));
}

/* The index of the call's prototype in the module. */
static size_t add_prototype(Lower *l, const CCall *c, Operand callee)
{
    LirPrototype prototype = prototype_of(l->u, &c->signature);
    const Signature *declared = c->function ? c->function->signature : NULL;
    Signature of_type = declared ? *declared : type_signature(l->u, callee.type);
    if (of_type.is_variadic)
        prototype.fixed = of_type.count;
    ARENA_PUSH(&l->u->arena, &l->u->lir->prototypes, prototype);
    return l->u->lir->prototypes.count - 1;
}

Parts lower_c_call(Lower *l, const HirValue *v)
{
    Operand *ops = fetch_all(l, v);
    CCall c = c_call_of(l->u, ops, v->count);
    LirId address = function_address(l, ops[0], &c);
    Parts arguments = c_arguments(l, ops, &c), record = {NULL, 0};
    if (type_is_record(l->u, c.signature.result)) {
        record = place_of_result(l, c.signature.result);
        arguments = parts_with(l, arguments, record.ids[0]);
    }
    LirId call = emit_list(l, LIR_call_c, LIR_i64, arguments.ids, arguments.count);
    lir_value(l->out, call)->a = address;
    lir_value(l->out, call)->integer = (int64_t)add_prototype(l, &c, ops[0]);
    if (l->u->asks_for_errno) /* what comes next may change it */
        emit_call(l, "upcall_errno_save", LIR_void, NULL, 0);
    if (record.count)
        return record;
    return convert(l, c_results(l, call, c.signature.result), c.signature.result, v->type);
}
