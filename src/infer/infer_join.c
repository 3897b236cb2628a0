/* infer_join.c: where ways meet: the type of a variable that comes by several of them, and of what a function returns. */
#include <assert.h>

#include "build/functions.h"
#include "hir/canonical.h"
#include "hir/function.h"
#include "infer/infer_rules.h"
#include "types/stored.h"

bool infer_comes_not_back(const Function *f, ValueId v)
{
    const HirValue *call = &f->hir.values.items[v];
    return call->op == HIR_call && call->block != HIR_NOTHING && call->target &&
           !function_returns(call->target->function) && !hir_ends_with(&f->hir, v);
}

/* Till then, what doesn't fit together may be on a way that isn't there. */
static bool has_idle_ways(const Infer *in)
{
    for (ValueId v = 0; v < in->f->hir.values.count; v++)
        if (infer_comes_not_back(in->f, v))
            return true;
    return false;
}

/* The `return` that gives this value. */
static Loc return_place(const Infer *in, ValueId v)
{
    for (size_t i = 0; i < in->f->return_count; i++)
        if (hir_same_value(&in->f->hir, in->f->returns[i].value, v))
            return in->f->returns[i].loc;
    return in->f->hir.values.items[v].loc;
}

/* ---- ints beyond 64 bits among others ---------------------------------------------------------------------------------- */

/* What comes to one value: to a phi, through other phis, or to an element of a tuple that isn't known. */
typedef struct Sources {
    const Frozen *big; /* an int constant beyond 64 bits; NULL: there is none */
    Loc loc;           /* of it */
    bool has_int, has_float;
} Sources;

static void add_source(Sources *sources, TypeId type, const Frozen *constant, Loc loc)
{
    if (constant && constant->kind == FROZEN_BIG) {
        sources->big = constant;
        sources->loc = loc;
    } else if (type_is_float(type) || type_is_complex(type)) {
        sources->has_float = true;
    } else {
        sources->has_int |= type_is_scalar(type);
    }
}

static void check_sources(Infer *in, const Sources *sources)
{
    if (sources->big && sources->has_int && !sources->has_float)
        fail(in->u, sources->loc, E_CONSTANT_BIG, sources->big->text);
}

static void check_big_phi(Infer *in, ValueId phi)
{
    struct {
        ValueId *items;
        size_t count, capacity;
    } phis = {0};
    Sources sources = {0};
    bool *seen = ARENA_ARRAY(&in->u->arena, bool, in->f->hir.values.count);
    ARENA_PUSH(&in->u->arena, &phis, phi);
    for (size_t k = 0; k < phis.count; k++) {
        const HirValue *value = hir_value(&in->f->hir, phis.items[k]);
        for (size_t i = 0; i < value->count; i++) {
            ValueId arg = value->args[i];
            const HirValue *source = hir_value(&in->f->hir, arg);
            if (seen[arg])
                continue;
            if (source->op == HIR_phi)
                ARENA_PUSH(&in->u->arena, &phis, arg);
            else
                add_source(&sources, source->type, source->op == HIR_const ? source->object : NULL, source->loc);
            seen[arg] = true;
        }
    }
    check_sources(in, &sources);
}

/* A tuple whose elements become one type. */
static void check_big_tuple(Infer *in, ValueId tuple, Loc loc)
{
    const Type type = *type_get(in->u, infer_type_of(in, tuple));
    Sources sources = {0};
    for (size_t i = 0; type.shape == SHAPE_TUPLE && i < type.count; i++) {
        HirItem item = hir_item(in->u, &in->f->hir, tuple, i);
        const HirValue *value = item.value == HIR_NOTHING ? NULL : hir_value(&in->f->hir, item.value);
        add_source(&sources, type.items[i], value && value->op == HIR_const ? value->object : item.constant, loc);
    }
    check_sources(in, &sources);
}

void infer_check_big(Infer *in, ValueId v)
{
    const HirValue *value = hir_value(&in->f->hir, v);
    bool is_result = value->integer == HIR_RETURNED &&
                     function_is_declared(in->f); /* each way converts to the result */
    if (value->op == HIR_phi && !is_result)
        check_big_phi(in, v);
    if (value->op == HIR_iter || (value->op == HIR_getitem && hir_value(&in->f->hir, value->args[1])->op != HIR_const))
        check_big_tuple(in, value->args[0], value->loc);
    for (size_t i = 1; value->op == HIR_call && !value->has_owner && i < value->count; i++)
        check_big_tuple(in, value->args[i], value->loc);
}

/* ---- results ------------------------------------------------------------------------------------------------------------ */

bool infer_gives_record(const Infer *in, TypeId from, TypeId to)
{
    return type_is_record(in->u, to) && !type_is_scalar(from) && infer_is_stored(in, to, NO_AXES, from);
}

static bool is_returned_phi(const Infer *in, ValueId v)
{
    return in->f->hir.values.items[v].op == HIR_phi && in->f->hir.values.items[v].integer == HIR_RETURNED;
}

/* success=0: the result where the function ends without a value, as all its ways do. */
static void check_success(Infer *in, ValueId v, Loc loc)
{
    if (infer_type_of(in, v) != TYPE_none && !is_returned_phi(in, v) && !has_idle_ways(in))
        fail(in->u, loc, E_SUCCESS);
}

static void check_returned(Infer *in, ValueId v)
{
    Loc loc = return_place(in, v), from_loc = in->f->hir.values.items[v].loc;
    TypeId from = infer_type_of(in, v), to = in->f->result;
    if (in->f->options->success && from != TYPE_UNKNOWN) {
        check_success(in, v, loc);
        return;
    }
    if (from == TYPE_UNKNOWN || type_converts(in->u, from, to) || type_is_address(in->u, from, to) ||
        infer_gives_record(in, from, to) || is_returned_phi(in, v) || has_idle_ways(in))
        return;
    if (from == TYPE_none)
        fail(in->u, loc, E_RETURN_MISSING, type_name(in->u, to));
    if (to == TYPE_none)
        fail(in->u, loc, E_RETURN_VALUE, infer_describe_value(in, v));
    if (in->f->hir.values.items[v].op == HIR_phi)
        check_big_phi(in, v);
    if (from_loc.span.line != loc.span.line && in->f->hir.values.items[v].op != HIR_param)
        error_note(in->u, from_loc, infer_describe_value(in, v));
    const char *on_fields = infer_advice_on_fields(in, to, from);
    error_advise(in->u, on_fields ? on_fields
                        : type_has_owners(in->u, from)
                            ? "write: its elements where C wants them, out[...] = x: a new array ends with the callback"
                            : "write: a signature with the type that is returned, or a conversion");
    infer_advise_cast(in, from, to);
    fail(in->u, loc, E_RETURN_TYPE, infer_describe_value(in, v), type_name(in->u, to));
}

static TypeId joined_type(Infer *in, const HirValue *phi);

/* A cfunc returns what its signature says, another function what its returns have in common. */
static TypeId returned_type(Infer *in, const HirValue *phi)
{
    if (!function_is_declared(in->f))
        return joined_type(in, phi);
    assert(in->f->result != TYPE_UNKNOWN);
    if (phi->name) /* a variable, so its own message where its kinds don't meet */
        joined_type(in, phi);
    for (size_t i = 0; i < phi->count; i++)
        check_returned(in, phi->args[i]);
    return in->f->result;
}

static bool is_function(const Infer *in, ValueId v)
{
    const Type *type = type_get(in->u, infer_type_of(in, v));
    return type->object && (type->object->kind == FROZEN_FUNCTION || type->object->kind == FROZEN_BUILTIN);
}

/* ctypes.pointer(x) is x itself, until it is stored. */
static const char *advice_on_kinds(const Infer *in, TypeId a, TypeId b)
{
    TypeId pointer = type_is_pointer(in->u, a) ? a : b, record = pointer == a ? b : a;
    bool leads_to_record = type_has_shape(in->u, pointer, SHAPE_POINTER) &&
                           type_has_shape(in->u, type_get(in->u, pointer)->element, SHAPE_RECORD);
    if (leads_to_record && type_has_shape(in->u, record, SHAPE_RECORD))
        return "write: upcall.cast(ctypes.pointer(x), \"Struct *\"), for where x lies";
    return "write: two names for the two things, or the same kind of value on both ways";
}

static _Noreturn void kinds_meet(Infer *in, const HirValue *phi, ValueId a, ValueId b)
{
    const Hir *hir = &in->f->hir;
    if (hir->values.items[b].op == HIR_param) { /* it stands nowhere but in the head of the function */
        ValueId other = a;
        a = b;
        b = other;
    }
    if (hir->values.items[a].op != HIR_param)
        error_note(in->u, hir->values.items[a].loc, infer_describe_value(in, a));
    error_note(in->u, hir->values.items[b].loc, infer_describe_value(in, b));
    error_advise(in->u, advice_on_kinds(in, infer_type_of(in, a), infer_type_of(in, b)));
    ErrorId error = is_function(in, a) && is_function(in, b) ? E_FUNCTIONS_MEET : E_KINDS_MEET;
    fail(in->u, hir->values.items[b].loc, error, phi->name ? phi->name : "this value", infer_describe_value(in, b),
         infer_describe_value(in, a));
}

/* No less than a phi's type before: while some of what comes in waits for the result of a call, which has another result for the
 * wider type; and where arrays come in, of which a wider type may give a narrower one (of any order of elements a new array in C
 * order). Else the two would take turns for ever. */
static TypeId type_so_far(Infer *in, const HirValue *phi, TypeId type)
{
    if (phi->type == TYPE_UNKNOWN || type == TYPE_UNKNOWN)
        return type == TYPE_UNKNOWN ? phi->type : type;
    TypeId join = type_join(in->u, phi->type, type);
    return join == TYPE_UNKNOWN ? type : join;
}

static TypeId joined_type(Infer *in, const HirValue *phi)
{
    TypeId type = TYPE_UNKNOWN;
    ValueId first = HIR_NOTHING;
    bool is_partial = false;
    for (size_t i = 0; i < phi->count; i++) {
        TypeId other = infer_arg_type(in, phi, i);
        is_partial |= other == TYPE_UNKNOWN;
        if (other == TYPE_UNKNOWN)
            continue;
        TypeId join = first == HIR_NOTHING ? other : type_join(in->u, type, other);
        if (join == TYPE_UNKNOWN && has_idle_ways(in))
            return TYPE_UNKNOWN;
        if (join == TYPE_UNKNOWN)
            kinds_meet(in, phi, first, phi->args[i]);
        if (first == HIR_NOTHING)
            first = phi->args[i];
        type = join;
    }
    return is_partial || !type_is_scalar(type) ? type_so_far(in, phi, type) : type;
}

void infer_return(Infer *in, ValueId v)
{
    if (!function_is_declared(in->f))
        in->f->result = has_idle_ways(in) ? TYPE_UNKNOWN : infer_type_of(in, v);
    else
        check_returned(in, v);
}

TypeId infer_phi(Infer *in, const HirValue *phi)
{
    assert(phi->op == HIR_phi && phi->count);
    return phi->integer == HIR_RETURNED ? returned_type(in, phi) : joined_type(in, phi);
}
