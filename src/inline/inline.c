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
#include "hir/array_operations.h"
#include "hir/hir_edit.h"
#include "hir/operand.h"
#include "inline/inline_parts.h"

enum { CODE_HAS_VARARGS = 0x04 }; /* inspect.CO_VARARGS */

/* ---- constants -------------------------------------------------------------------------------------------------------------- */

static ValueId constant(Inliner *in, const HirValue *like)
{
    for (size_t i = 0; i < in->constants.count; i++)
        if (inline_value(in, in->constants.items[i])->object == like->object)
            return in->constants.items[i];
    HirValue copy = *like;
    ValueId v = hir_value_new(in->u, &in->f->hir, 0, HIR_const, copy.loc, NULL, 0);
    inline_value(in, v)->object = copy.object;
    inline_value(in, v)->type = copy.type;
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

static ValueId new_value(Body *b, HirValue value)
{
    Inliner *in = b->in;
    ValueId v = hir_value_new(in->u, &in->f->hir, b->block, (HirOp)value.op, value.loc, value.args, value.count);
    value.args = inline_value(in, v)->args;
    value.block = b->block;
    *inline_value(in, v) = value;
    return v;
}

static void place(Body *b, ValueId v)
{
    const CallTarget *target = inline_value(b->in, v)->target;
    ARENA_PUSH(&b->in->u->arena, b->out, v);
    if (target)
        b->in->callees[target->function->index].calls++;
}

static ValueId placed(Body *b, HirValue value)
{
    ValueId v = new_value(b, value);
    place(b, v);
    return v;
}

/* The value as what its type alone says of it. */
static ValueId plain(Body *b, ValueId v)
{
    Inliner *in = b->in;
    v = inline_standing(in, v);
    Operand a = operand_of(&in->f->hir, v);
    if (!type_is_scalar(a.type) || (!a.weak && !a.constant))
        return v;
    ValueId args[] = {type_constant(in, a.type), v};
    return placed(b, (HirValue){.op = HIR_call, .type = a.type, .args = args, .count = 2, .builtin = -1, .loc = b->at});
}

/* HIR_NOTHING: no value of the caller is that. */
static ValueId passed_value(const Body *b, const Passed *passed)
{
    const Inliner *in = b->in;
    if (passed->constant || passed->argument == NO_ARGUMENT)
        return HIR_NOTHING;
    ValueId v = inline_standing(in, inline_value(in, b->call)->args[passed->argument]);
    if (passed->element != WHOLE) {
        HirOp op = (HirOp)inline_value(in, v)->op;
        v = op == HIR_closure || op == HIR_tuple ? inline_standing(in, inline_value(in, v)->args[passed->element])
                                                 : HIR_NOTHING;
    }
    return v != HIR_NOTHING && inline_value(in, v)->type == passed->type ? v : HIR_NOTHING;
}

/* What *args takes is a tuple. */
static ValueId extra_value(Body *b, const Passed *passed, TypeId type)
{
    size_t count = type_get(b->in->u, type)->count;
    ValueId *args = ARENA_ARRAY(&b->in->u->arena, ValueId, count);
    for (size_t i = 0; i < count; i++)
        args[i] = passed_value(b, &passed[i]);
    return placed(b,
                  (HirValue){.op = HIR_tuple, .type = type, .args = args, .count = count, .builtin = -1, .loc = b->at});
}

static bool is_parameter(const Binding *binding)
{
    return !binding->constant && binding->type != TYPE_UNKNOWN;
}

/* The closure that was called, where its captured variables are values of the caller. */
static const HirValue *closure_of(const Body *b)
{
    const Inliner *in = b->in;
    const HirValue *closure = inline_value(in, inline_standing(in, inline_value(in, b->call)->args[0]));
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
    const CallTarget *target = inline_value(b->in, b->call)->target;
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
    const CallTarget *target = inline_value(b->in, b->call)->target;
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

static ValueId put_in(Inliner *in, BlockId block, ValueId call, ValueList *out);

/* A call may gain more here than it did in the callee: of what is passed more is known. */
static ValueId copy(Body *b, HirValue value)
{
    ValueId *args = ARENA_ARRAY(&b->in->u->arena, ValueId, value.count);
    for (size_t i = 0; i < value.count; i++)
        args[i] = b->copies[value.args[i]];
    value.args = args;
    value.loc.inlined = inlined_further(b, value.loc.inlined);
    ValueId v = new_value(b, value), result = put_in(b->in, b->block, v, b->out);
    if (result != HIR_NOTHING)
        return result;
    place(b, v);
    return v;
}

/* The name that the result is given stays. */
static ValueId as_result(const Body *b, ValueId result)
{
    HirValue *value = inline_value(b->in, result);
    if (!value->name && value->op != HIR_const)
        value->name = inline_value(b->in, b->call)->name;
    return result;
}

/* What it returns. */
static ValueId copy_block(Body *b)
{
    ValueId result = HIR_NOTHING;
    const Hir *hir = &b->callee->hir;
    const HirBlock *block = &hir->blocks.items[0];
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        const HirValue *value = &hir->values.items[v];
        switch ((HirOp)value->op) {
        case HIR_param: b->copies[v] = b->params[value->integer]; break;
        case HIR_const: b->copies[v] = constant(b->in, value); break;
        case HIR_ret: result = as_result(b, plain(b, b->copies[value->args[0]])); break;
        default: b->copies[v] = copy(b, *value);
        }
    }
    return result;
}

/* What the callee returns is of the type of the call. */
static bool returns_type(const Body *b)
{
    const Hir *hir = &b->callee->hir;
    const HirBlock *block = &hir->blocks.items[0];
    const HirValue *ret = &hir->values.items[block->values.items[block->values.count - 1]];
    return hir->values.items[ret->args[0]].type == inline_value(b->in, b->call)->type;
}

/* The callee's values, for a call that is left out. What stands in its place; HIR_NOTHING: it stays. */
static ValueId put_in(Inliner *in, BlockId block, ValueId call, ValueList *out)
{
    const HirValue *value = inline_value(in, call);
    if (!inline_is_worth_it(in, value))
        return HIR_NOTHING;
    const Function *callee = value->target->function;
    Body b = {.in = in, .call = call, .callee = callee, .block = block, .out = out, .at = value->loc};
    if (!returns_type(&b) || !can_pass(&b))
        return HIR_NOTHING;
    Inlined *inlined = ARENA_NEW(&in->u->arena, Inlined);
    *inlined = (Inlined){.function = callee->code, .call = value->loc, .is_builtin = value->target->is_builtin};
    b.inlined = inlined;
    b.params = ARENA_ARRAY(&in->u->arena, ValueId, callee->parameter_count);
    b.copies = ARENA_ARRAY(&in->u->arena, ValueId, callee->hir.values.count);
    in->growth += inline_growth(&in->callees[callee->index]);
    in->has_changed = true;
    pass_arguments(&b);
    ValueId result = copy_block(&b);
    inline_value(in, call)->block = HIR_NOTHING;
    return result;
}

/* ---- the caller ------------------------------------------------------------------------------------------------------------- */

static void inline_block(Inliner *in, BlockId id)
{
    HirBlock *block = &in->f->hir.blocks.items[id];
    ValueList out = {NULL, 0, 0};
    for (size_t i = 0; i < block->values.count; i++) {
        ValueId v = block->values.items[i];
        in->by[v] = hir_is_guarded(&in->f->hir, v) ? HIR_NOTHING : put_in(in, id, v, &out);
        if (in->by[v] == HIR_NOTHING)
            ARENA_PUSH(&in->u->arena, &out, v);
    }
    memcpy(&block->values, &out, sizeof out);
}

static void replace_arguments(Inliner *in)
{
    for (ValueId v = 0; v < in->f->hir.values.count; v++) {
        HirValue *value = inline_value(in, v);
        value->count = value->block == HIR_NOTHING ? 0 : value->count;
        for (size_t i = 0; i < value->count; i++)
            value->args[i] = inline_standing(in, value->args[i]);
    }
}

/* ---- values that are known now ------------------------------------------------------------------------------------------------ */

/* What an unpack or a getitem gives, where that is a value like it; HIR_NOTHING: it isn't known. */
static ValueId known_element(const Inliner *in, ValueId v)
{
    const Hir *hir = &in->f->hir;
    const HirValue *value = inline_value(in, v);
    int64_t index = hir_element_index(in->u, hir, v);
    ValueId element = index < 0 ? HIR_NOTHING : hir_item(in->u, hir, value->args[0], (size_t)index).value;
    if (element == HIR_NOTHING)
        return HIR_NOTHING;
    Operand a = operand_of(hir, element);
    return a.type == value->type && a.weak == value->weak && !a.constant ? element : HIR_NOTHING;
}

static ValueId known_value(const Inliner *in, ValueId v)
{
    const HirValue *value = inline_value(in, v);
    if (value->block == HIR_NOTHING || hir_is_guarded(&in->f->hir, v))
        return HIR_NOTHING;
    return hir_gives_argument(&in->f->hir, value) ? value->args[1] : known_element(in, v);
}

/* Was there any? */
static bool take_known(Inliner *in)
{
    bool any = false;
    in->before = in->f->hir.values.count;
    in->by = ARENA_ARRAY(&in->u->arena, ValueId, in->before);
    for (ValueId v = 0; v < in->before; v++) {
        in->by[v] = known_value(in, v);
        any |= in->by[v] != HIR_NOTHING;
    }
    if (any)
        replace_arguments(in);
    for (ValueId v = 0; v < in->before; v++)
        if (in->by[v] != HIR_NOTHING)
            hir_remove(&in->f->hir, v);
    return any;
}

static void inline_into(Inliner *in)
{
    Hir *hir = &in->f->hir;
    in->before = hir->values.count;
    in->growth = 0;
    in->has_changed = false;
    in->constants = (ValueList){NULL, 0, 0};
    in->by = ARENA_ARRAY(&in->u->arena, ValueId, in->before);
    memset(in->by, 0xFF, in->before * sizeof *in->by);
    for (BlockId b = 0; b < hir->blocks.count; b++)
        inline_block(in, b);
    if (in->has_changed) {
        hir_insert(in->u, hir, 0, 0, in->constants.items, in->constants.count);
        replace_arguments(in);
    }
    if (take_known(in) || in->has_changed)
        hir_remove_unused(in->u, in->f);
}

static void count_calls(Inliner *in, const Hir *hir)
{
    for (ValueId v = 0; v < hir->values.count; v++)
        if (hir->values.items[v].block != HIR_NOTHING && hir->values.items[v].target)
            in->callees[hir->values.items[v].target->function->index].calls++;
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
    inline_look_at(in->u, f, &in->callees[f->index]);
}

void inline_calls(Unit *u)
{
    Inliner in = {.u = u,
                  .seen = ARENA_ARRAY(&u->arena, bool, u->functions->count),
                  .callees = ARENA_ARRAY(&u->arena, Callee, u->functions->count)};
    for (size_t i = 0; i < u->functions->count; i++)
        count_calls(&in, &u->functions->items[i]->hir);
    visit(&in, u->functions->items[0]);
    functions_keep_reachable(u);
}
