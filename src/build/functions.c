/* functions.c: see functions.h. A call with other types, or with other constants, is another function. */
#include "build/functions.h"

#include <assert.h>
#include <string.h>

#include "build/build.h"
#include "frozen/builtins.h"
#include "hir/function.h"
#include "types/signature.h"

enum { MOST_FUNCTIONS = 2000 };

/* "upcall.f", "upcall.g.1" from a name of any length: cut before a character of UTF-8. */
static const char *symbol_for(Unit *u, const char *name, size_t index)
{
    enum { MAX_NAME = 200 };
    size_t length = strlen(name);
    if (length > MAX_NAME)
        for (length = MAX_NAME; ((unsigned char)name[length] & 0xC0) == 0x80;)
            length--;
    return arena_printf(&u->arena, index ? "upcall.%.*s.%zu" : "upcall.%.*s", (int)length, name, index);
}

static void finish(Unit *u, Function *f)
{
    TypeId *types = ARENA_ARRAY(&u->arena, TypeId, f->binding_count);
    for (size_t i = 0; i < f->binding_count; i++)
        if (!f->bindings[i].constant && f->bindings[i].type != TYPE_UNKNOWN)
            types[f->parameter_count++] = f->bindings[i].type;
    f->parameters = types;
    f->index = u->functions->count;
    f->symbol = symbol_for(u, f->code->name, f->index);
    ARENA_PUSH(&u->arena, u->functions, f);
    const Scope *before = u->at;
    u->at = &f->scope;
    build(u, f);
    function_check(u, f, HIR_IS_BUILT);
    u->at = before;
}

void function_check(Unit *u, const Function *f, HirState state)
{
#ifndef NDEBUG
    verify_hir(u, f, state);
#else
    (void)u, (void)f, (void)state;
#endif
}

Function *function_add_root(Unit *u, const Frozen *object)
{
    if (object->kind != FROZEN_FUNCTION)
        fail(u, (Loc){.code = NULL}, E_CALLEE,
             object->description ? object->description : "something that is no function");
    Binding *bindings = ARENA_ARRAY(&u->arena, Binding, u->signature->count);
    for (size_t i = 0; i < u->signature->count; i++)
        bindings[i].type = signature_inside(u->signature, i);
    Function *f = ARENA_NEW(&u->arena, Function);
    *f = (Function){.object = object,
                    .code = object->code,
                    .bindings = bindings,
                    .binding_count = u->signature->count,
                    .captured_start = u->signature->count,
                    .options = &u->options,
                    .result = u->signature->result,
                    .builtin = -1};
    finish(u, f);
    return f;
}

static bool same_binding(const Binding *a, const Binding *b)
{
    if (a->type != b->type || !a->constant != !b->constant)
        return false;
    return !a->constant || frozen_same(a->constant, b->constant);
}

/* What they mean for a function that a cfunc with these options calls. */
static bool same_options(const Options *a, const Options *b)
{
    return a->boundscheck == b->boundscheck && a->error_model_python == b->error_model_python &&
           a->fastmath == b->fastmath;
}

static const Options *options_of(const Frozen *object, const Function *caller)
{
    return object->options ? object->options : caller->options;
}

typedef struct Wanted {
    const Functions *functions;
    const Frozen *object;
    const Binding *bindings;
    size_t count;
    const Options *options;
} Wanted;

static bool is_wanted(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const Function *f = w->functions->items[number];
    if (f->binding_count != w->count || !frozen_same(f->object, w->object) || !same_options(f->options, w->options))
        return false;
    for (size_t i = 0; i < w->count; i++)
        if (!same_binding(&f->bindings[i], &w->bindings[i]))
            return false;
    return true;
}

static uint32_t hash_of(const Wanted *wanted)
{
    uint32_t hash = object_hash(wanted->object);
    for (size_t i = 0; i < wanted->count; i++) {
        const Binding *binding = &wanted->bindings[i];
        hash = hash_with(hash, (uint64_t)binding->type);
        hash = binding->constant ? hash_with(hash, object_hash(binding->constant)) : hash;
    }
    return hash;
}

Function *function_for(Unit *u, const Frozen *object, const Binding *bindings, size_t count, size_t captured_start,
                       const Function *caller, Loc called_at, int builtin)
{
    assert(object->kind == FROZEN_FUNCTION && captured_start <= count);
    const Options *options = options_of(object, caller);
    Wanted wanted = {u->functions, object, bindings, count, options};
    uint32_t hash = hash_of(&wanted), found = table_find(&u->functions->by_hash, hash, is_wanted, &wanted);
    if (found != TABLE_NOTHING)
        return u->functions->items[found];
    if (u->functions->count == MOST_FUNCTIONS)
        fail(u, (Loc){.code = object->code}, E_TOO_MANY_FUNCTIONS, object->code->name);
    Function *f = ARENA_NEW(&u->arena, Function);
    table_add(&u->arena, &u->functions->by_hash, hash, (uint32_t)u->functions->count);
    *f = (Function){.object = object,
                    .code = object->code,
                    .bindings = arena_copy(&u->arena, bindings, count * sizeof *bindings),
                    .binding_count = count,
                    .captured_start = captured_start,
                    .result = object->signature ? object->signature->result : TYPE_UNKNOWN,
                    .scope = {.code = object->code,
                              .library = builtin < 0 ? object->path : builtin_name(builtin),
                              .advice = object->path ? builtin_advice(u, object->path) : NULL,
                              .caller = &caller->scope,
                              .called_at = called_at},
                    .caller = caller,
                    .options = options,
                    .builtin = builtin};
    finish(u, f);
    return f;
}

static bool is_that_call(const void *wanted, uint32_t number)
{
    const struct {
        const Functions *functions;
        FunctionCall call;
    } *w = wanted;
    const FunctionCall *call = &w->functions->calls.items[number];
    return call->caller == w->call.caller && call->callee == w->call.callee;
}

void function_add_call(Unit *u, Function *caller, Function *callee)
{
    Functions *functions = u->functions;
    const struct {
        const Functions *functions;
        FunctionCall call;
    } wanted = {functions, {caller, callee}};
    uint32_t hash = hash_with(hash_with(0, caller->index), callee->index);
    if (table_find(&functions->calls_by_hash, hash, is_that_call, &wanted) != TABLE_NOTHING)
        return;
    table_add(&u->arena, &functions->calls_by_hash, hash, (uint32_t)functions->calls.count);
    ARENA_PUSH(&u->arena, &functions->calls, wanted.call);
    ARENA_PUSH(&u->arena, &callee->callers, caller);
}

void function_unsettle_callers(const Function *f)
{
    for (size_t i = 0; i < f->callers.count; i++)
        f->callers.items[i]->is_settled = false;
}

bool function_is_declared(const Function *f)
{
    return !f->caller || f->object->signature;
}

bool function_returns(const Function *f)
{
    for (size_t v = f->hir.values.count; v-- > 0;) /* the return is made last */
        if (f->hir.values.items[v].op == HIR_ret && f->hir.values.items[v].block != HIR_NOTHING)
            return true;
    return false;
}

bool function_is_inside(const Function *f, const Frozen *object)
{
    for (; f; f = f->caller)
        if (frozen_same(f->object, object))
            return true;
    return false;
}

/* Mark what `f` calls, and what that calls; `f` itself only if one of them does. */
static void reach_callees(const Function *f, bool *reached)
{
    for (size_t b = 0; b < f->hir.blocks.count; b++) {
        const HirBlock *block = &f->hir.blocks.items[b];
        for (size_t i = 0; i < block->values.count; i++) {
            const CallTarget *target = f->hir.values.items[block->values.items[i]].target;
            if (!target || reached[target->function->index])
                continue;
            reached[target->function->index] = true;
            reach_callees(target->function, reached);
        }
    }
}

void functions_keep_reachable(Unit *u)
{
    bool *reached = ARENA_ARRAY(&u->arena, bool, u->functions->count);
    reached[0] = true;
    reach_callees(u->functions->items[0], reached);
    size_t count = 0;
    for (size_t i = 0; i < u->functions->count; i++) {
        if (!reached[i])
            continue;
        u->functions->items[count] = u->functions->items[i];
        u->functions->items[count]->index = count;
        count++;
    }
    u->functions->count = count;
}

void functions_find_recursive(Unit *u)
{
    for (size_t i = 0; i < u->functions->count; i++) {
        bool *reached = ARENA_ARRAY(&u->arena, bool, u->functions->count);
        reach_callees(u->functions->items[i], reached);
        u->functions->items[i]->is_recursive = reached[i];
    }
}
