/* infer.c: one case a rule of hir_ops.def, and the fixpoint. Types only grow along the lattice of SEMANTICS.md ("Numbers"), so
 * it is reached; a value whose operands have no type yet waits for the next round. */
#include "infer/infer.h"

#include <assert.h>
#include <string.h>

#include "base/wording.h"
#include "build/build.h"
#include "build/functions.h"
#include "hir/canonical.h"
#include "hir/fold.h"
#include "hir/hir_edit.h"
#include "infer/infer_origins.h"
#include "infer/infer_raises.h"
#include "infer/infer_rules.h"
#include "types/stored.h"

TypeId infer_type_of(const Infer *in, ValueId v)
{
    assert(v < in->f->hir.values.count);
    return in->f->hir.values.items[v].type;
}

const HirValue *infer_current(const Infer *in)
{
    return hir_value(&in->f->hir, in->at);
}

Operand infer_operand(const Infer *in, const HirValue *value, size_t i)
{
    Operand a = operand_of(&in->f->hir, value->args[i]);
    a.place = value->places && value->places[i].line > 0 ? &value->places[i] : NULL;
    return a;
}

const char *infer_describe_value(const Infer *in, ValueId v)
{
    return infer_describe(in, operand_of(&in->f->hir, v));
}

TypeId infer_arg_type(const Infer *in, const HirValue *value, size_t i)
{
    assert(i < value->count);
    return infer_type_of(in, value->args[i]);
}

/* --- leaves --- */

/* C gives the callback stored types; a Python function gets values. */
static TypeId parameter_type(const Infer *in, const HirValue *value)
{
    assert((size_t)value->integer < in->f->parameter_count);
    TypeId type = in->f->parameters[value->integer];
    return function_is_declared(in->f) ? type_of_value(type) : type;
}

/* --- operators --- */

static void fetch(const Infer *in, const HirValue *value, Operand ops[2])
{
    assert(value->count == 1 || value->count == 2);
    for (size_t i = 0; i < value->count; i++)
        ops[i] = infer_operand(in, value, i);
}

static TypeId operator_type(Infer *in, HirValue *value)
{
    Operand ops[2];
    if (infer_is_elementwise(in, value))
        return infer_elementwise(in, value);
    fetch(in, value, ops);
    bool is_list = type_get(in->u, ops[0].type)->flags & TUPLE_IS_LIST &&
                   type_has_shape(in->u, ops[0].type, SHAPE_TUPLE);
    if (is_list && value->in_place && hir_ops[value->op].rule == RULE_ARITH) /* it changes under all its names */
        fail(in->u, value->loc, E_TUPLE_STORE, infer_describe(in, ops[0]));
    return infer_operator(in, (HirOp)value->op, ops, &value->target);
}

/* --- tuples, arrays, loops --- */

static TypeId tuple_type(Infer *in, const HirValue *value)
{
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, value->count);
    for (size_t i = 0; i < value->count; i++)
        items[i] = infer_arg_type(in, value, i);
    return type_tuple(in->u, items, value->count);
}

static TypeId getitem_type(Infer *in, const HirValue *value)
{
    if (type_has_shape(in->u, infer_arg_type(in, value, 0), SHAPE_TUPLE))
        return infer_tuple_item(in, value);
    return infer_element(in, value);
}

static TypeId setitem_type(Infer *in, HirValue *value)
{
    if (type_has_shape(in->u, infer_arg_type(in, value, 0), SHAPE_TUPLE))
        fail(in->u, value->loc, E_TUPLE_STORE, infer_describe_value(in, value->args[0]));
    if (infer_named_item(in, value))
        infer_attribute_store(in, value);
    else
        infer_element_store(in, value);
    return TYPE_none;
}

static TypeId iterator_type(Infer *in, const HirValue *value)
{
    return infer_iterator(in, value, 0);
}

static TypeId item_type(Infer *in, const HirValue *value)
{
    return type_of_item(in->u, infer_arg_type(in, value, 0));
}

static TypeId closure_type(Infer *in, const HirValue *value)
{
    TypeId *captured = ARENA_ARRAY(&in->u->arena, TypeId, value->count);
    for (size_t i = 0; i < value->count; i++)
        captured[i] = infer_arg_type(in, value, i);
    return type_closure(in->u, value->object, captured, value->count);
}

/* --- the fixpoint --- */

static bool waits(const Infer *in, const HirValue *value)
{
    for (size_t i = 0; i < value->count; i++)
        if (infer_arg_type(in, value, i) == TYPE_UNKNOWN)
            return true;
    return false;
}

TypeId infer_operation(Infer *in, HirValue *value)
{
    assert(value->op == HIR_phi || !waits(in, value));
    switch ((HirRule)hir_ops[value->op].rule) {
    case RULE_PARAM: return parameter_type(in, value);
    case RULE_CONST: return type_of_constant(in->u, value->object);
    case RULE_UNBOUND: return TYPE_UNKNOWN;
    case RULE_CHECKED: return infer_arg_type(in, value, 0);
    case RULE_JOIN: return infer_phi(in, value);
    case RULE_ARITH:
    case RULE_DIVIDE:
    case RULE_POWER:
    case RULE_BITWISE:
    case RULE_SHIFT:
    case RULE_UNARY:
    case RULE_TRUTH:
    case RULE_COMPARE:
    case RULE_IDENTITY:
    case RULE_CONTAINS: return operator_type(in, value);
    case RULE_TUPLE: return tuple_type(in, value);
    case RULE_SPLICE: return infer_splice(in, value);
    case RULE_UNPACK: return infer_unpacks_record(in, value) ? infer_attribute(in, value) : infer_unpacked(in, value);
    case RULE_REST: return infer_rest(in, value);
    case RULE_SLICE: return infer_slice(in, value);
    case RULE_ATTRIBUTE: return infer_attribute(in, value);
    case RULE_SETATTR: infer_attribute_store(in, value); return TYPE_none;
    case RULE_GETITEM: return infer_named_item(in, value) ? infer_attribute(in, value) : getitem_type(in, value);
    case RULE_SETITEM: return setitem_type(in, value);
    case RULE_ATOMIC: return infer_named_item(in, value) ? infer_atomic_field(in, value) : infer_atomic_add(in, value);
    case RULE_ATOMIC_FIELD: return infer_atomic_field(in, value);
    case RULE_CALL: return infer_call(in, value);
    case RULE_SET: fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "sets");
    case RULE_DICT: fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "dictionaries");
    case RULE_GENERATOR: fail(in->u, value->loc, E_GENERATOR_USE);
    case RULE_ITER: return iterator_type(in, value);
    case RULE_COUNT:
    case RULE_STEP: return TYPE_int64;
    case RULE_MORE: return TYPE_boolean;
    case RULE_ITEM: return item_type(in, value);
    case RULE_NONE: return TYPE_none;
    case RULE_BRANCH: return TYPE_none;
    case RULE_CLOSURE: return closure_type(in, value);
    case RULE_EXCEPTION: return infer_made_exception(in, value);
    case RULE_RAISED:
    case RULE_RAISE: return infer_raised(in, value);
    case RULE_CAUGHT: return TYPE_exception;
    case RULE_TEXT: return infer_text(in, value);
    case RULE_MATCHES: return infer_match(in, value);
    case RULE_RETURN: infer_return(in, value->args[0]); return TYPE_none;
    }
    return TYPE_UNKNOWN;
}

static TypeId value_type(Infer *in, HirValue *value)
{
    return value->op != HIR_phi && waits(in, value) ? TYPE_UNKNOWN : infer_operation(in, value);
}

/* Operands come before their users, but for those of phis, which are never weak. */
static bool stays_weak(const Infer *in, const HirValue *value)
{
    HirRule rule = hir_ops[value->op].rule;
    if (rule == RULE_ATTRIBUTE && value->object)
        return frozen_is_weak(value->object);
    if (!(hir_ops[value->op].flags & HIR_FLAG_WEAK))
        return infer_is_weak_item(in, value);
    Operand ops[2];
    fetch(in, value, ops);
    return operands_are_weak(ops, value->count);
}

/* What is captured, or written out, may be as large as it is. */
static void check_size(Infer *in, const HirValue *value, TypeId type)
{
    size_t parts = type == TYPE_UNKNOWN || value->op == HIR_const ? 0 : type_get(in->u, type)->parts;
    if (parts > MOST_PARTS && !(value->op == HIR_tuple && parts == value->count))
        fail(in->u, value->loc, E_TUPLE_SIZE, parts, (int)MOST_PARTS);
}

static bool infer_round(Infer *in)
{
    bool changed = false;
    const Hir *hir = &in->f->hir;
    for (BlockId b = 0; b < hir->blocks.count; b++)
        for (size_t i = 0; i < hir->blocks.items[b].values.count; i++) {
            i = infer_expand(in, (BlockId)b, i);
            assert(i < hir->blocks.items[b].values.count);
            in->at = hir->blocks.items[b].values.items[i];
            HirValue *value = &hir->values.items[in->at];
            TypeId type = value_type(in, value);
            check_size(in, value, type);
            value->weak = stays_weak(in, value);
            changed |= type != value->type;
            value->type = type;
        }
    return changed;
}

/* A call of a function that only raises ends its block. */
static bool end_calls(Unit *u, Function *f)
{
    ValueList ends = {NULL, 0, 0};
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (infer_comes_not_back(f, v))
            ARENA_PUSH(&u->arena, &ends, v);
    if (ends.count)
        hir_end_after(u, f, &ends);
    return ends.count;
}

/* Types only grow, and most functions know theirs after a few rounds. Where rules feed each other they might go round; a
 * compile must end all the same. */
enum { MAX_ROUNDS = 500 };

static void count_round(Unit *u, const Function *f, size_t *rounds)
{
    if (++*rounds > MAX_ROUNDS)
        fail(u, (Loc){.code = f->code}, E_TYPES_ENDLESS, f->code->qualname);
}

static bool infer_function(Unit *u, Function *f)
{
    u->at = &f->scope;
    Infer infer = {.u = u, .f = f, .at = HIR_NOTHING};
    TypeId result = f->result;
    if (result == TYPE_UNKNOWN && !function_returns(f))
        f->result = TYPE_none;
    bool changed = infer_round(&infer);
    for (size_t rounds = 0; infer_round(&infer);)
        count_round(u, f, &rounds);
    if (infer.expanded)
        hir_remove_unused(u, f);
    if (f->result != result)
        function_unsettle_callers(f);
    return changed || f->result != result;
}

/* A call of the function stops coming back, and the types in it change. */
static bool end_calls_of(Unit *u, Function *f)
{
    bool returned = function_returns(f), changed = end_calls(u, f);
    if (changed)
        f->is_settled = false;
    if (returned && !function_returns(f))
        function_unsettle_callers(f);
    return changed;
}

static bool end_readers_of(Unit *u, Function *f)
{
    if (!infer_end_readers(u, f))
        return false;
    f->is_settled = false;
    function_unsettle_callers(f);
    return true;
}

/* A round over the functions that aren't settled. */
static bool infer_functions(Unit *u)
{
    Functions *functions = u->functions;
    bool changed = false;
    size_t before = functions->count;
    for (size_t i = 0; i < functions->count; i++) { /* grows with the calls that are found */
        Function *f = functions->items[i];
        f->is_waiting = !f->is_settled || f->looks_back;
        if (!f->is_waiting)
            continue;
        f->is_settled = true;
        changed |= infer_function(u, f);
        function_check(u, f, HIR_IS_TYPED);
    }
    for (size_t i = 0; i < functions->count; i++)
        if (functions->items[i]->is_waiting || !functions->items[i]->is_settled)
            changed |= end_calls_of(u, functions->items[i]);
    return changed || functions->count != before;
}

static bool has_big(const Frozen *object)
{
    for (size_t i = 0; object->kind == FROZEN_TUPLE && i < object->count; i++)
        if (has_big(object->items[i]))
            return true;
    return object->kind == FROZEN_BIG;
}

static bool has_big_constants(const Function *f)
{
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (f->hir.values.items[v].op == HIR_const && has_big(f->hir.values.items[v].object))
            return true;
    return false;
}

/* What has no type now waits for itself: a recursion with no way out; or it waits for a variable that never has a value. */
static void check_known(Unit *u, Function *f)
{
    Infer in = {.u = u, .f = f};
    bool checks_big = has_big_constants(f);
    u->at = &f->scope;
    for (size_t b = 0; b < f->hir.blocks.count; b++)
        for (size_t i = 0; i < f->hir.blocks.items[b].values.count; i++) {
            ValueId v = f->hir.blocks.items[b].values.items[i];
            const HirValue *value = hir_value(&f->hir, v);
            if (value->type == TYPE_UNKNOWN && value->op == HIR_call)
                fail(u, value->loc, E_RECURSION_TYPE, infer_describe_value(&in, value->args[0]));
            if (checks_big)
                infer_check_big(&in, v);
            if (value->type == TYPE_UNKNOWN && value->op == HIR_check_bound)
                fail(u, value->loc, E_UNBOUND_LOCAL, value->text);
        }
}

/* Operators are guarded because they may be of arrays, stores to attributes because these may be arrays. */
static bool may_be_idle(HirOp op)
{
    return hir_is_operator(op) || op == HIR_setattr;
}

/* A guard watches the last step of an operation alone: from the steps before it an exception would leave the function. */
static void check_steps(Unit *u, Function *f, const HirBlock *block)
{
    for (size_t i = block->values.count - 2; i-- > 0;) {
        const HirValue *step = hir_value(&f->hir, block->values.items[i]);
        if (!step->is_step)
            return;
        if (!(infer_raises(u, f, step) & RAISES_ValueError))
            continue;
        error_advise(u, "write: its parts as statements of their own: t = np.array((a, b)), then what is done with t");
        fail(u, step->loc, E_UNSUPPORTED_CONSTRUCT, "an expression in `try` of which a part may raise", "");
    }
}

/* When all types are known: was there any that raises nothing? */
static bool drop_guards(Unit *u, Function *f)
{
    ValueList idle = {NULL, 0, 0};
    for (BlockId b = 0; b < f->hir.blocks.count; b++) {
        const HirBlock *block = &f->hir.blocks.items[b];
        const HirValue *end = hir_value(&f->hir, block->values.items[block->values.count - 1]);
        if (end->op == HIR_guard)
            check_steps(u, f, block);
        if (end->op != HIR_guard || !may_be_idle((HirOp)hir_value(&f->hir, end->args[0])->op))
            continue;
        const HirValue *v = hir_value(&f->hir, end->args[0]);
        if (!v->target && !infer_raises(u, f, v))
            ARENA_PUSH(&u->arena, &idle, end->args[0]);
    }
    if (!idle.count)
        return false;
    hir_drop_guards(u, f, &idle);
    f->is_settled = false;
    function_unsettle_callers(f);
    return true;
}

void infer(Unit *u)
{
    size_t rounds = 0;
    for (bool changed = true; changed; count_round(u, u->functions->items[0], &rounds)) {
        changed = infer_functions(u);
        for (size_t i = 0; i < u->functions->count && !changed; i++)
            changed = drop_guards(u, u->functions->items[i]);
        for (size_t i = 0; i < u->functions->count && !changed; i++)
            changed = end_readers_of(u, u->functions->items[i]);
    }
    for (size_t i = 0; i < u->functions->count; i++)
        hir_remove_unused(u, u->functions->items[i]);
    functions_keep_reachable(u);
    functions_find_recursive(u);
    origins_check(u);
    for (size_t i = 0; i < u->functions->count; i++)
        check_known(u, u->functions->items[i]);
    for (size_t i = 0; i < u->functions->count; i++)
        infer_check_fleeting(u, u->functions->items[i]);
}
