/* build_function.c: calls. */
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
    ValueId text = build_format_call(b, args, size + count, keywords);
    if (text != HIR_NOTHING) {
        stack_push(b, text);
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
