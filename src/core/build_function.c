/* build_function.c: what a function begins with, calls, and functions that are made inside. */
#include <string.h>

#include "build_parts.h"
#include "builtins.h"
#include "resolve.h"

static const char **keyword_names(Builder *b, const Object *tuple)
{
    const char **names = ARENA_ARRAY(&b->u->arena, const char *, tuple->count);
    for (size_t i = 0; i < tuple->count; i++) {
        if (tuple->items[i]->kind != OBJECT_STRING)
            build_malformed(b, "a keyword's name is no string");
        names[i] = tuple->items[i]->text;
    }
    return names;
}

static const Object *take_keywords(Builder *b, bool on_stack)
{
    const Object *keywords = b->keywords;
    b->keywords = NULL;
    if (on_stack)
        keywords = build_constant_of(b, stack_pop(b));
    if (on_stack && !keywords)
        build_malformed(b, "the keywords of a call are no constant");
    return keywords && keywords->kind == OBJECT_TUPLE ? keywords : NULL;
}

static ValueId make_exception(Builder *b, const Object *class, const ValueId *args, size_t count)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_exception, b->loc, args, count);
    hir_value(&b->f->hir, v)->object = class;
    return v;
}

/* int, float or complex of a constant text is a number. NULL: it isn't that. */
static const Object *number_of_text(Builder *b, const Object *called, const Object *argument)
{
    bool reads = called && called->kind == OBJECT_BUILTIN &&
                 (called->builtin == BUILTIN_int || called->builtin == BUILTIN_float ||
                  called->builtin == BUILTIN_complex);
    return reads && argument && argument->kind == OBJECT_STRING ? resolve_call(b->u, called, argument) : NULL;
}

void build_call(Builder *b, const Instr *instr)
{
    const Object *keywords = take_keywords(b, instr->extra & 1);
    size_t count = (size_t)instr->arg, size = 0;
    if (keywords && keywords->count > count)
        build_malformed(b, "a call has more keywords than arguments");
    ValueId *values = stack_pop_many(b, count), second = stack_pop(b), first = stack_pop(b);
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, count + 2);
    args[size++] = stack_is_null(b, first) ? second : first;
    if (!stack_is_null(b, first) && !stack_is_null(b, second))
        args[size++] = second;
    memcpy(args + size, values, count * sizeof *values);
    ValueId inlined = build_generator_call(b, args, size + count, keywords);
    if (inlined != HIR_NOTHING) {
        stack_push(b, inlined);
        return;
    }
    const Object *called = build_constant_of(b, args[0]);
    if (called && called->kind == OBJECT_EXCEPTION && !keywords) {
        stack_push(b, make_exception(b, called, args + 1, size + count - 1));
        return;
    }
    const Object *argument = size + count == 2 && !keywords ? build_constant_of(b, args[1]) : NULL;
    if (called && called->kind == OBJECT_MAKER && argument) {
        stack_push(b, build_constant(b, resolve_made(b->u, b->loc, called, argument)));
        return;
    }
    const Object *number = number_of_text(b, called, argument);
    if (number) {
        stack_push(b, build_constant(b, number));
        return;
    }
    ValueId v = build_append(b, HIR_call, args, size + count);
    if (keywords) {
        hir_value(&b->f->hir, v)->keywords = keyword_names(b, keywords);
        hir_value(&b->f->hir, v)->keyword_count = keywords->count;
    }
    stack_push(b, v);
}

void build_call_spread(Builder *b, const Instr *instr)
{
    if (instr->extra == 1 || instr->arg & 1) {
        ValueId keywords = stack_pop(b);
        if (!stack_is_null(b, keywords))
            build_unsupported(b, "a call with **keywords");
    }
    ValueId tuple = stack_pop(b), second = stack_pop(b), first = stack_pop(b);
    ValueId args[] = {stack_is_null(b, first) ? second : first, tuple};
    ValueId v = build_append(b, HIR_call, args, 2);
    hir_value(&b->f->hir, v)->spread = true;
    stack_push(b, v);
}

enum { HAS_DEFAULTS = 1, HAS_KEYWORD_DEFAULTS = 2, HAS_ANNOTATIONS = 4, HAS_CLOSURE = 8 };

static Object *copy_function(Builder *b, ValueId function)
{
    const HirValue *value = hir_value(&b->f->hir, function);
    if (!value->object || value->object->kind != OBJECT_FUNCTION)
        build_malformed(b, "an attribute of something that is no function");
    return arena_copy(&b->u->arena, value->object, sizeof(Object));
}

static ValueId with_defaults(Builder *b, ValueId function, ValueId defaults)
{
    const Object *tuple = build_constant_of(b, defaults);
    if (!tuple || tuple->kind != OBJECT_TUPLE)
        build_unsupported(b, "a default value that isn't a constant");
    Object *object = copy_function(b, function);
    object->items = tuple->items;
    object->count = tuple->count;
    hir_value(&b->f->hir, function)->object = object;
    return function;
}

static ValueId with_closure(Builder *b, ValueId function, ValueId cells)
{
    const HirValue *tuple = hir_value(&b->f->hir, cells);
    const Object *constants = build_constant_of(b, cells);
    size_t count = constants ? constants->count : tuple->count;
    if (constants ? constants->kind != OBJECT_TUPLE : tuple->op != HIR_tuple)
        build_malformed(b, "a closure that is no tuple");
    ValueId *captured = ARENA_ARRAY(&b->u->arena, ValueId, count);
    for (size_t i = 0; i < count; i++)
        captured[i] = constants ? build_constant(b, constants->items[i]) : hir_value(&b->f->hir, cells)->args[i];
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_closure, b->loc, captured, count);
    hir_value(&b->f->hir, v)->object = copy_function(b, function);
    build_note_captures(b, hir_value(&b->f->hir, v)->object);
    return v;
}

static ValueId with_attribute(Builder *b, ValueId function, ValueId value, int32_t which)
{
    switch (which) {
    case HAS_DEFAULTS: return with_defaults(b, function, value);
    case HAS_KEYWORD_DEFAULTS: build_unsupported(b, "an inner function with defaults of keyword-only arguments");
    case HAS_CLOSURE: return with_closure(b, function, value);
    default: return function; /* annotations */
    }
}

void build_function_attribute(Builder *b, int32_t which)
{
    ValueId function = stack_pop(b), value = stack_pop(b);
    stack_push(b, with_attribute(b, function, value, which));
}

void build_make_function(Builder *b, int32_t attributes)
{
    const Object *code = build_constant_of(b, stack_pop(b));
    if (!code || code->kind != OBJECT_CODE)
        build_malformed(b, "a function made of something that is no code");
    Object *object = ARENA_NEW(&b->u->arena, Object);
    *object = (Object){.kind = OBJECT_FUNCTION,
                       .code = code->code,
                       .parent = b->object,
                       .handle = code->handle,
                       .description = arena_printf(&b->u->arena, "the function %s", code->code->name)};
    ValueId function = build_constant(b, object);
    for (int32_t which = HAS_CLOSURE; which; which >>= 1)
        if (attributes & which)
            function = with_attribute(b, function, stack_pop(b), which);
    stack_push(b, function);
}

/* Which local variable a binding is of. */
static Variable bound_variable(const Builder *b, size_t i)
{
    return (Variable)(i < b->f->captured_start ? i : b->code->free_start + i - b->f->captured_start);
}

static ValueId bound_value(Builder *b, size_t i, int64_t *parameters)
{
    const Object *object = b->f->bindings[i].constant;
    if (object)
        return build_constant(b, object);
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_param, b->loc, NULL, 0);
    hir_value(&b->f->hir, v)->integer = (*parameters)++;
    hir_value(&b->f->hir, v)->name = b->code->locals[bound_variable(b, i)];
    return v;
}

/* The captured variable that had no value when the function was made: the function itself. */
static void bind_itself(Builder *b)
{
    size_t start = b->f->captured_start, count = b->f->binding_count - start;
    ValueId *captured = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    Variable itself = HIR_NOTHING;
    for (size_t i = 0; i < count; i++) {
        Variable variable = bound_variable(b, start + i);
        bool unbound = b->f->bindings[start + i].type == TYPE_UNKNOWN;
        captured[i] = unbound ? build_constant(b, &unbound_object) : ssa_read(b->ssa, b->at, variable, b->loc);
        if (unbound && !strcmp(b->code->locals[variable], b->code->name))
            itself = variable;
    }
    if (itself == HIR_NOTHING)
        return;
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_closure, b->loc, captured, count);
    hir_value(&b->f->hir, v)->object = b->f->object;
    ssa_write(b->ssa, b->at, itself, v);
}

void build_begin(Builder *b)
{
    b->at = ssa_block_new(b->ssa);
    ssa_seal(b->ssa, b->at);
    int64_t parameters = 0;
    for (size_t i = 0; i < b->f->binding_count; i++) {
        const Binding *binding = &b->f->bindings[i];
        if (binding->type != TYPE_UNKNOWN)
            ssa_write(b->ssa, b->at, bound_variable(b, i), bound_value(b, i, &parameters));
    }
    bind_itself(b);
    build_begin_handling(b);
    build_go(b, b->at, 0, 0);
}
