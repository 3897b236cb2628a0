/* infer_function.c: calls of Python functions: which argument goes to which parameter, and the function that is compiled
 * for their types. The binding is that of CPython ("Calls" in its language reference). */
#include <assert.h>
#include <string.h>

#include "base/wording.h"
#include "build/build.h"
#include "build/functions.h"
#include "frozen/builtins.h"
#include "hir/canonical.h"
#include "hir/fold.h"
#include "hir/function.h"
#include "infer/infer_rules.h"
#include "types/frozen_text.h"
#include "types/signature.h"
#include "types/stored.h"

enum { CODE_HAS_VARARGS = 0x04, CODE_HAS_KEYWORDS = 0x08 }; /* inspect.CO_VARARGS, CO_VARKEYWORDS */

typedef struct Binder {
    Infer *in;
    Call *call;
    const Frozen *function;
    const Code *code;
    size_t named;   /* parameters that have a name: positional and keyword-only */
    Passed *values; /* by named parameter: what is passed; no argument where nothing is */
    Passed *extra;  /* what *args takes */
    size_t extra_count;
    const TypeId *types; /* what each argument but None is converted to; TYPE_UNKNOWN: it is passed as it is */
} Binder;

/* "line(x, slope=1, *, twice=...)": how the function is called. */
static const char *prototype(const Binder *b)
{
    Arena *arena = &b->in->u->arena;
    const Code *code = b->code;
    const char *text = arena_printf(arena, "%s(", code->name);
    size_t without_default = code->argument_count -
                             (b->function->count < code->argument_count ? b->function->count : 0);
    for (size_t i = 0; i < b->named; i++) {
        const char *star = i == code->argument_count ? "*, " : "";
        const char *value = i >= without_default && i < code->argument_count
                                ? arena_printf(arena, "=%s",
                                               frozen_text(b->in->u, b->function->items[i - without_default]))
                                : "";
        text = arena_printf(arena, "%s%s%s%s%s", text, i ? ", " : "", star, code->locals[i], value);
    }
    return arena_printf(arena, "%s)", text);
}

static _Noreturn void bad_call(const Binder *b, const char *what)
{
    Unit *u = b->in->u;
    int builtin = b->call->builtin;
    bool is_user = builtin < 0;
    error_advise(u, arena_printf(&u->arena, "write: %s", is_user ? prototype(b) : builtin_prototypes(u, builtin)));
    fail(u, infer_current(b->in)->loc, E_CALL, is_user ? b->code->name : builtin_name(builtin), what);
}

static bool is_given(const Passed *passed)
{
    return passed->argument != NO_ARGUMENT || passed->constant;
}

static void bind_positional(Binder *b, const Passed *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i < b->code->argument_count)
            b->values[i] = args[i];
        else if (b->code->flags & CODE_HAS_VARARGS)
            b->extra[b->extra_count++] = args[i];
        else
            bad_call(b, arena_printf(&b->in->u->arena, "takes %zu positional argument%s, not %zu",
                                     b->code->argument_count, b->code->argument_count == 1 ? "" : "s", count));
    }
}

static void bind_keyword(Binder *b, const char *name, Passed value)
{
    for (size_t i = 0; i < b->named; i++) {
        if (strcmp(b->code->locals[i], name))
            continue;
        if (is_given(&b->values[i]))
            bad_call(b, arena_printf(&b->in->u->arena, "gets two values for the argument %s", name));
        b->values[i] = value;
        return;
    }
    if (b->code->flags & CODE_HAS_KEYWORDS)
        fail(b->in->u, infer_current(b->in)->loc, E_UNSUPPORTED_CONSTRUCT, "a function with **kwargs");
    bad_call(b, arena_printf(&b->in->u->arena, "has no argument %s", name));
}

static const Frozen *default_of(const Binder *b, size_t i)
{
    size_t positional = b->code->argument_count, defaults = b->function->count;
    if (i >= positional)
        return b->function->keyword_defaults ? b->function->keyword_defaults[i - positional] : NULL;
    return i + defaults >= positional ? b->function->items[i + defaults - positional] : NULL;
}

/* Is it what the function was called with itself, on the way here? A recursion that passes it on comes to no other function. */
static bool is_passed_on(const Binder *b, size_t parameter, const Frozen *constant)
{
    const Function *f = b->in->f;
    while (f && !frozen_same(f->object, b->function))
        f = f->caller;
    const Frozen *own = f && parameter < f->binding_count ? f->bindings[parameter].constant : NULL;
    return own && constant && frozen_same(own, constant);
}

/* A constant that its type doesn't say already is passed on as a constant; into a recursion only if it stays the same, since
 * each turn would be another function, and no Value and no record, of which the code knows
 * nothing but where it lies. */
static const Frozen *constant_for(const Binder *b, size_t parameter, const Passed *passed)
{
    if (type_has_shape(b->in->u, passed->type, SHAPE_FROZEN))
        return type_get(b->in->u, passed->type)->object;
    if (b->function->signature)
        return NULL;
    if (passed->constant)
        return passed->constant;
    if (passed->type == TYPE_none)
        return frozen_none(b->in->u);
    assert(passed->argument < b->call->count);
    const Frozen *constant = b->call->args[passed->argument].constant;
    bool converted = passed->converted && passed->type != TYPE_none;
    bool lives = type_has_shape(b->in->u, passed->type, SHAPE_VALUE) || type_is_record(b->in->u, passed->type);
    bool frozen = passed->element == WHOLE && !converted && !lives &&
                  (!function_is_inside(b->in->f, b->function) || is_passed_on(b, parameter, constant));
    return frozen ? constant : NULL;
}

static Binding binding_of_value(const Binder *b, size_t parameter, const Passed *passed)
{
    return (Binding){passed->type, constant_for(b, parameter, passed)};
}

/* A default that was computed when the inner function was made. */
static bool carried_default(const Binder *b, size_t i, Passed *passed)
{
    const int *at = b->function->default_at;
    if (!at || at[i] < 0)
        return false;
    size_t index = (size_t)at[i];
    assert(index < type_get(b->in->u, b->call->args[0].type)->count);
    TypeId type = type_get(b->in->u, b->call->args[0].type)->items[index];
    *passed = (Passed){.argument = 0, .element = index, .type = type};
    return true;
}

static Binding binding_of_default(const Binder *b, size_t i)
{
    const Frozen *object = default_of(b, i);
    if (!object)
        bad_call(b, arena_printf(&b->in->u->arena, "lacks the argument %s", b->code->locals[i]));
    return (Binding){type_of_constant(b->in->u, object), object};
}

static Binding binding_of_extra(const Binder *b)
{
    TypeId *types = ARENA_ARRAY(&b->in->u->arena, TypeId, b->extra_count);
    for (size_t i = 0; i < b->extra_count; i++)
        types[i] = b->extra[i].type;
    return (Binding){type_tuple(b->in->u, types, b->extra_count), NULL};
}

static Passed whole(const Binder *b, size_t i)
{
    return (Passed){i, WHOLE, b->call->args[i].type, NULL, false};
}

/* Argument i of the call, from 1. */
static Passed argument(const Binder *b, size_t i)
{
    assert(i > 0 && i < b->call->count);
    Passed passed = whole(b, i);
    TypeId type = b->types ? b->types[i - 1] : TYPE_UNKNOWN;
    if (type != TYPE_UNKNOWN && passed.type != TYPE_none) {
        passed.type = type;
        passed.converted = true;
    }
    return passed;
}

static Passed constant_argument(const Binder *b, const Frozen *object)
{
    return (Passed){NO_ARGUMENT, WHOLE, type_of_constant(b->in->u, object), object, false};
}

static void pass(CallTarget *target, Passed passed)
{
    target->passed[target->count++] = passed;
}

/* The captured variables of a closure: their parts are the closure's. */
static size_t bind_captured(const Binder *b, Binding *bindings)
{
    const Type *closure = type_get(b->in->u, b->call->args[0].type);
    if (closure->shape != SHAPE_CLOSURE)
        return 0;
    for (size_t i = 0; i < closure->count; i++) {
        const Type *type = type_get(b->in->u, closure->items[i]);
        bindings[i] = (Binding){closure->items[i], type->shape == SHAPE_FROZEN ? type->object : NULL};
        if (bindings[i].constant == &frozen_unbound)
            bindings[i] = (Binding){TYPE_UNKNOWN, NULL};
    }
    return closure->count;
}

static size_t captured_count(const Binder *b)
{
    const Type *closure = type_get(b->in->u, b->call->args[0].type);
    return closure->shape == SHAPE_CLOSURE ? closure->count : 0;
}

static CallTarget *new_target(const Binder *b, Binding *bindings, size_t *count, size_t *captured)
{
    CallTarget *target = ARENA_NEW(&b->in->u->arena, CallTarget);
    target->is_builtin = b->call->builtin >= 0 || b->call->is_operator;
    target->passed = ARENA_ARRAY(&b->in->u->arena, Passed, b->named + b->extra_count + 1);
    for (size_t i = 0; i < b->named; i++) {
        Passed *value = &b->values[i];
        bool given = is_given(value) || carried_default(b, i, value);
        bindings[i] = given ? binding_of_value(b, i, value) : binding_of_default(b, i);
        if (!bindings[i].constant)
            pass(target, *value);
    }
    *captured = b->named;
    if (b->code->flags & CODE_HAS_VARARGS) {
        bindings[(*captured)++] = binding_of_extra(b);
        for (size_t i = 0; i < b->extra_count; i++)
            pass(target, b->extra[i]);
    }
    *count = *captured + bind_captured(b, bindings + *captured);
    if (*count > *captured)
        pass(target, whole(b, 0));
    return target;
}

/* Those of the call, behind those of a partial. */
static Passed *positional_arguments(const Binder *b, size_t *count)
{
    *count = b->call->count - 1 - b->call->keyword_count;
    const BoundArguments *bound = b->function->bound;
    size_t before = bound ? bound->count : 0;
    Passed *args = ARENA_ARRAY(&b->in->u->arena, Passed, before + *count + 1);
    for (size_t i = 0; i < before; i++)
        args[i] = constant_argument(b, bound->items[i]);
    for (size_t i = 0; i < *count; i++)
        args[before + i] = argument(b, 1 + i);
    *count += before;
    return args;
}

static bool is_keyword_of_call(const Binder *b, const char *name)
{
    for (size_t i = 0; i < b->call->keyword_count; i++)
        if (!strcmp(b->call->keywords[i], name))
            return true;
    return false;
}

/* Those of a partial give way to the call's. */
static void bind_keywords(Binder *b)
{
    size_t first = b->call->count - b->call->keyword_count;
    const BoundArguments *bound = b->function->bound;
    for (size_t i = 0; i < b->call->keyword_count; i++)
        bind_keyword(b, b->call->keywords[i], argument(b, first + i));
    for (size_t i = 0; bound && i < bound->keyword_count; i++)
        if (!is_keyword_of_call(b, bound->keywords[i]))
            bind_keyword(b, bound->keywords[i], constant_argument(b, bound->values[i]));
}

/* A cfunc takes its arguments as C would hand them over. */
static void declare_arguments(Binder *b)
{
    const Signature *signature = b->function->signature;
    if (b->call->keyword_count)
        bad_call(b, "is a cfunc and takes no keyword arguments");
    for (size_t i = 0; i < signature->count; i++) {
        Passed *passed = &b->values[i];
        if (!is_given(passed))
            bad_call(b, arena_printf(&b->in->u->arena, "takes %zu arguments", signature->count));
        TypeId type = signature_inside(signature, i);
        bool converts = type_converts(b->in->u, passed->type, type) ||
                        type_converts(b->in->u, passed->type, signature->arguments[i]) ||
                        infer_gives_record(b->in, passed->type, type);
        if (!converts)
            infer_advise_cast(b->in, passed->type, type);
        if (!converts)
            fail(b->in->u, infer_current(b->in)->loc, E_ARGUMENT, i + 1, b->code->name, type_name(b->in->u, type),
                 type_name(b->in->u, passed->type));
        passed->type = type;
    }
}

static void bind_arguments(Binder *b)
{
    size_t positional;
    const Passed *args = positional_arguments(b, &positional);
    b->values = ARENA_ARRAY(&b->in->u->arena, Passed, b->named + 1);
    b->extra = ARENA_ARRAY(&b->in->u->arena, Passed, positional + 1);
    for (size_t i = 0; i < b->named; i++)
        b->values[i].argument = NO_ARGUMENT;
    bind_positional(b, args, positional);
    bind_keywords(b);
    if (b->function->signature)
        declare_arguments(b);
}

TypeId infer_converted_call(Infer *in, Call *call, const Frozen *function, const TypeId *types)
{
    const Code *code = function->code;
    Binder binder = {.in = in, .call = call, .function = function, .code = code, .types = types};
    binder.named = code->argument_count + code->keyword_only_count;
    bind_arguments(&binder);
    Binding *bindings = ARENA_ARRAY(&in->u->arena, Binding, binder.named + 1 + captured_count(&binder));
    size_t count, captured;
    CallTarget *target = new_target(&binder, bindings, &count, &captured);
    target->function = function_for(in->u, function, bindings, count, captured, in->f, infer_current(in)->loc,
                                    call->builtin);
    call->target = target;
    function_add_call(in->u, in->f, target->function);
    if (!function_returns(target->function)) /* the caller's code behind it goes, and waits until then */
        return hir_ends_with(&in->f->hir, in->at) ? TYPE_none : TYPE_UNKNOWN;
    TypeId result = target->function->result;
    return result != TYPE_UNKNOWN && function->signature ? infer_given_by_c(in, result) : result;
}

TypeId infer_function_call(Infer *in, Call *call, const Frozen *function, TypeId passed_as)
{
    TypeId *types = ARENA_ARRAY(&in->u->arena, TypeId, call->count);
    for (size_t i = 0; i + 1 < call->count; i++)
        types[i] = passed_as;
    return infer_converted_call(in, call, function, types);
}

/* Of a class whose fields are the arguments. */
TypeId infer_named_tuple(Infer *in, Call *call, const Frozen *class)
{
    Binder binder = {.in = in, .call = call, .function = class, .code = class->code, .named = class->code->local_count};
    Binder *b = &binder;
    assert(class->kind == FROZEN_NAMED_TUPLE);
    bind_arguments(b);
    Passed *fields = ARENA_ARRAY(&in->u->arena, Passed, b->named);
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, b->named);
    for (size_t i = 0; i < b->named; i++) {
        const Frozen *constant = is_given(&b->values[i]) ? NULL : binding_of_default(b, i).constant;
        fields[i] = constant ? constant_argument(b, constant) : b->values[i];
        items[i] = fields[i].type;
    }
    call->fields = fields;
    return type_named_tuple(in->u, class, items, b->named);
}
