/* inline.c: calls of small functions become what they do, see inline.h.
 *
 *     def sq(v): return v * v             v2 = call sq, v1              v2 = mul v1, v1             of sq:1, inlined at f:3
 *     def f(a, b):                        v3 = add v2, b        ->      v3 = add v2, b              of f:3
 *         return sq(a) + b                ret v3                        ret v3
 *
 * Callees come first, so what is put in has nothing left to put in. What infer found of the callee it found of parameters: where an
 * argument says more than its type, that it is weak or which constant it is, a cast to its own type stands in between. */
#include "inline/inline.h"

#include <assert.h>
#include <string.h>

#include "build/functions.h"
#include "frozen/builtins.h"
#include "hir/array_operations.h"
#include "hir/function.h"
#include "hir/hir_edit.h"
#include "hir/operand.h"

enum { CODE_HAS_VARARGS = 0x04 }; /* inspect.CO_VARARGS */

/* Of one callee, and in all of what is put into one caller: of a nest of loops LLVM makes as much as of so many operations. */
enum { MOST_COST = 100, MOST_GROWTH = 400, COST_OF_NEST = 10 };

typedef struct Inliner {
    Unit *u;
    Function *f; /* the caller */
    bool *seen;  /* by function */
    size_t *costs; /* by function that was seen to its end: of its one block; 0: it isn't to be inlined */
    size_t growth;
    ValueId *by;   /* by value that was there before: what stands in its place; HIR_NOTHING: itself */
    size_t before; /* how many there were */
    ValueList constants; /* for block 0 */
} Inliner;

static HirValue *value_of(const Inliner *in, ValueId v)
{
    return hir_value(&in->f->hir, v);
}

/* ---- what is worth it ----------------------------------------------------------------------------------------------------- */

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

static bool makes_nest(const Unit *u, const Hir *hir, const HirValue *v)
{
    return v->target || hir_stored_into(u, hir, v) != HIR_NOTHING || v->op == HIR_setitem || v->op == HIR_matmul ||
           (v->op == HIR_call && !hir_is_elementwise(u, hir, v));
}

static size_t cost_of(const Unit *u, const Function *f)
{
    const HirBlock *block = &f->hir.blocks.items[0];
    size_t cost = 1;
    if (f->hir.blocks.count != 1 || f->is_recursive || function_is_declared(f) ||
        f->hir.values.items[block->values.items[block->values.count - 1]].op != HIR_ret)
        return 0;
    for (size_t i = 0; i < block->values.count; i++) {
        const HirValue *v = &f->hir.values.items[block->values.items[i]];
        bool is_given = v->op == HIR_param || v->op == HIR_const || v->op == HIR_ret;
        cost += is_given ? 0 : makes_nest(u, &f->hir, v) ? COST_OF_NEST : 1;
    }
    return cost <= MOST_COST ? cost : 0;
}

/* Of functions of numbers LLVM makes more than HIR can. */
static bool is_inlinable(const Inliner *in, const HirValue *call)
{
    if (call->op != HIR_call || !call->target || call->fields || hir_is_elementwise(in->u, &in->f->hir, call))
        return false;
    if (call->builtin >= 0 && (builtins[call->builtin].codes || builtins[call->builtin].rule == CALL_ELEMENT))
        return false;
    const Function *callee = call->target->function;
    size_t cost = in->costs[callee->index];
    return cost && in->growth + cost <= MOST_GROWTH && functions_same_options(in->f->options, callee->options) &&
           passes_arrays(in->u, call);
}

/* ---- constants -------------------------------------------------------------------------------------------------------------- */

static ValueId constant(Inliner *in, const HirValue *like)
{
    for (size_t i = 0; i < in->constants.count; i++)
        if (value_of(in, in->constants.items[i])->object == like->object)
            return in->constants.items[i];
    HirValue copy = *like;
    ValueId v = hir_value_new(in->u, &in->f->hir, 0, HIR_const, copy.loc, NULL, 0);
    value_of(in, v)->object = copy.object;
    value_of(in, v)->type = copy.type;
    ARENA_PUSH(&in->u->arena, &in->constants, v);
    return v;
}

static ValueId type_constant(Inliner *in, TypeId type)
{
    Frozen *object = ARENA_NEW(&in->u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_TYPE, .builtin = -1, .type = type, .description = "a type"};
    return constant(in, &(HirValue){.object = object, .type = type_of_constant(in->u, object)});
}

/* ---- what is passed --------------------------------------------------------------------------------------------------------- */

/* The body of a call, as it is put into the block. */
typedef struct Body {
    Inliner *in;
    ValueId call;
    const Function *callee;
    BlockId block;
    ValueList *out;
    Loc at;          /* of the call */
    ValueId *params; /* what each is given */
    ValueId *copies; /* by value of the callee */
    const Inlined *inlined;
} Body;

static ValueId place(Body *b, HirValue value)
{
    Inliner *in = b->in;
    ValueId v = hir_value_new(in->u, &in->f->hir, b->block, (HirOp)value.op, value.loc, value.args, value.count);
    value.args = value_of(in, v)->args;
    value.block = b->block;
    *value_of(in, v) = value;
    ARENA_PUSH(&in->u->arena, b->out, v);
    return v;
}

static ValueId standing(const Inliner *in, ValueId v)
{
    while (v < in->before && in->by[v] != HIR_NOTHING)
        v = in->by[v];
    return v;
}

/* The value as what its type alone says of it. */
static ValueId plain(Body *b, ValueId v)
{
    Inliner *in = b->in;
    v = standing(in, v);
    Operand a = operand_of(&in->f->hir, v);
    if (!type_is_scalar(a.type) || (!a.weak && !a.constant))
        return v;
    ValueId args[] = {type_constant(in, a.type), v};
    return place(b, (HirValue){.op = HIR_call, .type = a.type, .args = args, .count = 2, .builtin = -1, .loc = b->at});
}

/* HIR_NOTHING: no value of the caller is that. */
static ValueId passed_value(const Body *b, const Passed *passed)
{
    const Inliner *in = b->in;
    if (passed->constant || passed->argument == NO_ARGUMENT)
        return HIR_NOTHING;
    ValueId v = standing(in, value_of(in, b->call)->args[passed->argument]);
    if (passed->element != WHOLE) {
        HirOp op = (HirOp)value_of(in, v)->op;
        v = op == HIR_closure || op == HIR_tuple ? standing(in, value_of(in, v)->args[passed->element]) : HIR_NOTHING;
    }
    return v != HIR_NOTHING && value_of(in, v)->type == passed->type ? v : HIR_NOTHING;
}

/* What *args takes is a tuple. */
static ValueId extra_value(Body *b, const Passed *passed, TypeId type)
{
    size_t count = type_get(b->in->u, type)->count;
    ValueId *args = ARENA_ARRAY(&b->in->u->arena, ValueId, count);
    for (size_t i = 0; i < count; i++)
        args[i] = passed_value(b, &passed[i]);
    return place(b, (HirValue){.op = HIR_tuple, .type = type, .args = args, .count = count, .builtin = -1, .loc = b->at});
}

static bool is_parameter(const Binding *binding)
{
    return !binding->constant && binding->type != TYPE_UNKNOWN;
}

/* The closure that was called, where its captured variables are values of the caller. */
static const HirValue *closure_of(const Body *b)
{
    const Inliner *in = b->in;
    const HirValue *closure = value_of(in, standing(in, value_of(in, b->call)->args[0]));
    return closure->op == HIR_closure ? closure : NULL;
}

static size_t captured_parameters(const Function *callee)
{
    size_t count = 0;
    for (size_t i = callee->captured_start; i < callee->binding_count; i++)
        count += is_parameter(&callee->bindings[i]);
    return count;
}

static bool can_pass(const Body *b)
{
    const CallTarget *target = value_of(b->in, b->call)->target;
    bool has_captured = b->callee->captured_start < b->callee->binding_count;
    if (captured_parameters(b->callee) && !closure_of(b))
        return false;
    for (size_t i = 0; i + has_captured < target->count; i++)
        if (passed_value(b, &target->passed[i]) == HIR_NOTHING)
            return false;
    return true;
}

static void pass_arguments(Body *b)
{
    const CallTarget *target = value_of(b->in, b->call)->target;
    const Function *callee = b->callee;
    size_t named = callee->captured_start - !!(callee->code->flags & CODE_HAS_VARARGS), next = 0, k = 0;
    for (size_t i = 0; i < named; i++)
        if (is_parameter(&callee->bindings[i]))
            b->params[k++] = plain(b, passed_value(b, &target->passed[next++]));
    if (callee->code->flags & CODE_HAS_VARARGS)
        b->params[k++] = extra_value(b, &target->passed[next], callee->bindings[named].type);
    for (size_t i = callee->captured_start; i < callee->binding_count; i++)
        if (is_parameter(&callee->bindings[i]))
            b->params[k++] = plain(b, closure_of(b)->args[i - callee->captured_start]);
    assert(k == callee->parameter_count);
}

/* ---- the callee's block ----------------------------------------------------------------------------------------------------- */

/* Where something stands that was inlined in the callee already. */
static const Inlined *inlined_further(const Body *b, const Inlined *inlined)
{
    if (!inlined)
        return b->inlined;
    Inlined *further = ARENA_NEW(&b->in->u->arena, Inlined);
    *further = *inlined;
    further->call.inlined = inlined_further(b, inlined->call.inlined);
    return further;
}

static ValueId copy(Body *b, HirValue value)
{
    ValueId *args = ARENA_ARRAY(&b->in->u->arena, ValueId, value.count);
    for (size_t i = 0; i < value.count; i++)
        args[i] = b->copies[value.args[i]];
    value.args = args;
    value.loc.inlined = inlined_further(b, value.loc.inlined);
    return place(b, value);
}

static void give_result(Body *b, ValueId result)
{
    HirValue *value = value_of(b->in, result);
    if (!value->name && value->op != HIR_const)
        value->name = value_of(b->in, b->call)->name;
    b->in->by[b->call] = result;
}

static void copy_block(Body *b)
{
    const Hir *hir = &b->callee->hir;
    const HirBlock *block = &hir->blocks.items[0];
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        const HirValue *value = &hir->values.items[v];
        switch ((HirOp)value->op) {
        case HIR_param: b->copies[v] = b->params[value->integer]; break;
        case HIR_const: b->copies[v] = constant(b->in, value); break;
        case HIR_ret: give_result(b, plain(b, b->copies[value->args[0]])); break;
        default: b->copies[v] = copy(b, *value);
        }
    }
}

/* What the callee returns is of the type of the call. */
static bool returns_type(const Body *b)
{
    const Hir *hir = &b->callee->hir;
    const HirBlock *block = &hir->blocks.items[0];
    const HirValue *ret = &hir->values.items[block->values.items[block->values.count - 1]];
    return hir->values.items[ret->args[0]].type == value_of(b->in, b->call)->type;
}

static bool put_in(Inliner *in, BlockId block, ValueId call, ValueList *out)
{
    const HirValue *value = value_of(in, call);
    if (!is_inlinable(in, value))
        return false;
    const Function *callee = value->target->function;
    Body b = {.in = in, .call = call, .callee = callee, .block = block, .out = out, .at = value->loc};
    if (!returns_type(&b) || !can_pass(&b))
        return false;
    Inlined *inlined = ARENA_NEW(&in->u->arena, Inlined);
    *inlined = (Inlined){.function = callee->code, .call = value->loc, .is_builtin = value->target->is_builtin};
    b.inlined = inlined;
    b.params = ARENA_ARRAY(&in->u->arena, ValueId, callee->parameter_count);
    b.copies = ARENA_ARRAY(&in->u->arena, ValueId, callee->hir.values.count);
    pass_arguments(&b);
    copy_block(&b);
    in->growth += in->costs[callee->index];
    value_of(in, call)->block = HIR_NOTHING;
    return true;
}

/* ---- the caller ------------------------------------------------------------------------------------------------------------- */

static bool is_guarded(const Inliner *in, const HirBlock *block, ValueId v)
{
    const HirValue *end = value_of(in, block->values.items[block->values.count - 1]);
    return end->op == HIR_guard && end->args[0] == v;
}

static void inline_block(Inliner *in, BlockId id)
{
    HirBlock *block = &in->f->hir.blocks.items[id];
    ValueList out = {NULL, 0, 0};
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        if (is_guarded(in, block, v) || !put_in(in, id, v, &out))
            ARENA_PUSH(&in->u->arena, &out, v);
    }
    memcpy(&block->values, &out, sizeof out);
}

static void replace_arguments(Inliner *in)
{
    for (ValueId v = 0; v < in->f->hir.values.count; v++) {
        HirValue *value = value_of(in, v);
        value->count = value->block == HIR_NOTHING ? 0 : value->count;
        for (size_t i = 0; i < value->count; i++)
            value->args[i] = standing(in, value->args[i]);
    }
}

/* ---- elements of tuples that were returned --------------------------------------------------------------------------------- */

/* What an unpack or a getitem gives, where that is a value like it; HIR_NOTHING: it isn't known. */
static ValueId known_element(const Inliner *in, ValueId v)
{
    const Hir *hir = &in->f->hir;
    const HirValue *value = value_of(in, v);
    int64_t index = value->block == HIR_NOTHING ? -1 : hir_element_index(in->u, hir, v);
    ValueId element = index < 0 ? HIR_NOTHING : hir_item(in->u, hir, value->args[0], (size_t)index).value;
    if (element == HIR_NOTHING || is_guarded(in, &hir->blocks.items[value->block], v))
        return HIR_NOTHING;
    Operand a = operand_of(hir, element);
    return a.type == value->type && a.weak == value->weak && !a.constant ? element : HIR_NOTHING;
}

static void take_elements(Inliner *in)
{
    in->before = in->f->hir.values.count;
    in->by = ARENA_ARRAY(&in->u->arena, ValueId, in->before);
    for (ValueId v = 0; v < in->before; v++)
        in->by[v] = known_element(in, v);
    replace_arguments(in);
    for (ValueId v = 0; v < in->before; v++)
        if (in->by[v] != HIR_NOTHING)
            hir_remove(&in->f->hir, v);
}

static void inline_into(Inliner *in)
{
    Hir *hir = &in->f->hir;
    in->before = hir->values.count;
    in->growth = 0;
    in->constants = (ValueList){NULL, 0, 0};
    in->by = ARENA_ARRAY(&in->u->arena, ValueId, in->before);
    memset(in->by, 0xFF, in->before * sizeof *in->by);
    for (BlockId b = 0; b < hir->blocks.count; b++)
        inline_block(in, b);
    if (!in->growth)
        return;
    hir_insert(in->u, hir, 0, 0, in->constants.items, in->constants.count);
    replace_arguments(in);
    take_elements(in);
    hir_remove_unused(in->u, in->f);
}

static void visit(Inliner *in, Function *f)
{
    if (in->seen[f->index])
        return;
    in->seen[f->index] = true;
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        const HirValue *value = hir_value(&f->hir, v);
        if (value->block != HIR_NOTHING && value->target)
            visit(in, value->target->function);
    }
    in->f = f;
    inline_into(in);
    in->costs[f->index] = cost_of(in->u, f);
}

void inline_calls(Unit *u)
{
    Inliner in = {.u = u,
                  .seen = ARENA_ARRAY(&u->arena, bool, u->functions->count),
                  .costs = ARENA_ARRAY(&u->arena, size_t, u->functions->count)};
    if (u->functions->count == 1)
        return;
    visit(&in, u->functions->items[0]);
    functions_keep_reachable(u);
}
