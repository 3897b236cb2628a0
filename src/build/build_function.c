/* build_function.c: calls. */
#include <assert.h>
#include <string.h>

#include "build/build_parts.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/fold.h"
#include "types/made.h"

static const char **keyword_names(Builder *b, const Frozen *tuple)
{
    const char **names = ARENA_ARRAY(&b->u->arena, const char *, tuple->count);
    for (size_t i = 0; i < tuple->count; i++) {
        if (tuple->items[i]->kind != FROZEN_STRING)
            build_malformed(b, "a keyword's name is no string");
        names[i] = tuple->items[i]->text;
    }
    return names;
}

static const Frozen *take_keywords(Builder *b, bool on_stack)
{
    const Frozen *keywords = b->keywords;
    b->keywords = NULL;
    if (on_stack)
        keywords = build_constant_of(b, stack_pop(b));
    if (on_stack && !keywords)
        build_malformed(b, "the keywords of a call are no constant");
    return keywords && keywords->kind == FROZEN_TUPLE ? keywords : NULL;
}

ValueId build_make_exception(Builder *b, const Frozen *class, const ValueId *args, size_t count)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_exception, b->loc, args, count);
    hir_value(&b->f->hir, v)->object = class;
    return v;
}

static bool reads_text(int builtin)
{
    return builtin == BUILTIN_int || builtin == BUILTIN_float || builtin == BUILTIN_complex;
}

/* int, float or complex of a constant text, ord and chr are constants. NULL: it isn't that. */
static const Frozen *computed(Builder *b, const Frozen *called, const Frozen *argument)
{
    if (!called || called->kind != FROZEN_BUILTIN || !argument)
        return NULL;
    bool is_computed = builtins[called->builtin].rule == CALL_CONSTANT ||
                       (argument->kind == FROZEN_STRING && reads_text(called->builtin));
    return is_computed ? resolve_call(b->u, called, argument) : NULL;
}

/* int(), float() and bool(). NULL: it isn't that. */
static const Frozen *number_of_nothing(Builder *b, const Frozen *called)
{
    if (!called || called->kind != FROZEN_BUILTIN)
        return NULL;
    switch (called->builtin) {
    case BUILTIN_int: return frozen_int(b->u, 0);
    case BUILTIN_float: return frozen_float(b->u, 0.0);
    case BUILTIN_bool: return frozen_bool(b->u, false);
    default: return NULL;
    }
}

typedef struct CallSite {
    ValueId *args; /* [0] is what is called */
    size_t count;
    const Frozen *keywords; /* of the last of them; NULL: there are none */
} CallSite;

static CallSite pop_call(Builder *b, const Instr *instr)
{
    CallSite c = {.keywords = take_keywords(b, instr->extra & 1)};
    size_t count = (size_t)instr->arg;
    if (c.keywords && c.keywords->count > count)
        build_malformed(b, "a call has more keywords than arguments");
    ValueId *values = stack_pop_many(b, count), second = stack_pop(b), first = stack_pop(b);
    c.args = ARENA_ARRAY(&b->u->arena, ValueId, count + 2);
    c.args[c.count++] = stack_is_null(b, first) ? second : first;
    if (!stack_is_null(b, first) && !stack_is_null(b, second))
        c.args[c.count++] = second;
    memcpy(c.args + c.count, values, count * sizeof *values);
    c.count += count;
    return c;
}

static bool has_keyword(const Frozen *keywords, const char *name)
{
    for (size_t i = 0; keywords && i < keywords->count; i++)
        if (!strcmp(keywords->items[i]->text, name))
            return true;
    return false;
}

/* A partial of a built-in function is called: its arguments come first, its keywords last, where the call hasn't the same. */
static void bind_partial(Builder *b, CallSite *c)
{
    const Frozen *called = build_constant_of(b, c->args[0]);
    if (!called || called->kind != FROZEN_BUILTIN || !called->bound)
        return;
    const BoundArguments *bound = called->bound;
    Frozen *function = arena_copy(&b->u->arena, called, sizeof *called);
    function->bound = NULL;
    function->identity = NULL;
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, c->count + bound->count + bound->keyword_count);
    size_t count = 0, names = c->keywords ? c->keywords->count : 0;
    Frozen *keywords = ARENA_NEW(&b->u->arena, Frozen);
    *keywords = (Frozen){.kind = FROZEN_TUPLE, .count = names};
    keywords->items = ARENA_ARRAY(&b->u->arena, Frozen *, names + bound->keyword_count + 1);
    if (names)
        memcpy(keywords->items, c->keywords->items, names * sizeof *keywords->items);
    args[count++] = build_constant(b, function);
    for (size_t i = 0; i < bound->count; i++)
        args[count++] = build_constant(b, bound->items[i]);
    memcpy(args + count, c->args + 1, (c->count - 1) * sizeof *args);
    count += c->count - 1;
    for (size_t i = 0; i < bound->keyword_count; i++) {
        if (has_keyword(c->keywords, bound->keywords[i]))
            continue;
        Frozen *name = ARENA_NEW(&b->u->arena, Frozen);
        *name = (Frozen){.kind = FROZEN_STRING, .text = bound->keywords[i]};
        keywords->items[keywords->count++] = name;
        args[count++] = build_constant(b, bound->values[i]);
    }
    *c = (CallSite){args, count, keywords->count ? keywords : NULL};
}

/* operator.itemgetter(1) and its like are functions where all arguments are constants. HIR_NOTHING: it isn't that. */
static ValueId make_getter(Builder *b, const Frozen *maker, const CallSite *c)
{
    assert(maker->kind == FROZEN_MAKER && !c->keywords);
    Frozen **items = ARENA_ARRAY(&b->u->arena, Frozen *, c->count);
    for (size_t i = 1; i < c->count; i++) {
        const Frozen *argument = build_constant_of(b, c->args[i]);
        if (!argument)
            return HIR_NOTHING;
        items[i - 1] = (Frozen *)argument;
    }
    const Frozen *getter = resolve_getter(b->u, maker, items, c->count - 1);
    return getter ? build_constant(b, getter) : HIR_NOTHING;
}

/* Calls that are something else than a call at run time; HIR_NOTHING: it is none of them. */
static ValueId special_call(Builder *b, const CallSite *c)
{
    ValueId v = build_generator_call(b, c->args, c->count, c->keywords);
    if (v == HIR_NOTHING)
        v = build_format_call(b, c->args, c->count, c->keywords);
    const Frozen *called = build_constant_of(b, c->args[0]);
    if (v != HIR_NOTHING || !called || c->keywords)
        return v;
    if (called->kind == FROZEN_EXCEPTION)
        return build_make_exception(b, called, c->args + 1, c->count - 1);
    const Frozen *argument = c->count == 2 ? build_constant_of(b, c->args[1]) : NULL;
    if (called->kind == FROZEN_MAKER && called->text)
        return make_getter(b, called, c);
    if (called->kind == FROZEN_MAKER && argument)
        return build_constant(b, made_of(b->u, b->loc, called, argument));
    const Frozen *result = c->count == 1 ? number_of_nothing(b, called) : computed(b, called, argument);
    return result ? build_constant(b, result) : HIR_NOTHING;
}

static void push_call(Builder *b, CallSite c, bool spread)
{
    assert(!c.keywords || c.keywords->count < c.count);
    ValueId v = build_append(b, HIR_call, c.args, c.count);
    hir_value(&b->f->hir, v)->spread = spread;
    if (c.keywords) {
        hir_value(&b->f->hir, v)->keywords = keyword_names(b, c.keywords);
        hir_value(&b->f->hir, v)->keyword_count = c.keywords->count;
    }
    stack_push(b, v);
}

/* obj(x) */
static void bind_instance(Builder *b, CallSite *c)
{
    const Frozen *called = build_constant_of(b, c->args[0]);
    const Frozen *method = called ? resolve_callee(b->u, called) : NULL;
    if (method)
        c->args[0] = build_constant(b, method);
}

static void call(Builder *b, CallSite c)
{
    bind_partial(b, &c);
    ValueId v = special_call(b, &c);
    if (v == HIR_NOTHING)
        push_call(b, c, false);
    else
        stack_push(b, v);
}

void build_call(Builder *b, const Instr *instr)
{
    CallSite c = pop_call(b, instr);
    bind_instance(b, &c);
    call(b, c);
}

/* ---- f(*tuple, name=value) ---- */

static Keywords pop_keywords(Builder *b)
{
    ValueId dictionary = stack_pop(b);
    Keywords keywords = {.count = 0};
    if (!stack_is_null(b, dictionary) && !build_entries_of(b, dictionary, &keywords))
        build_unsupported(b, "a call with **keywords");
    return keywords;
}

/* NULL: there are none. */
static const Frozen *tuple_of_names(Builder *b, const Keywords *keywords)
{
    Frozen *tuple = ARENA_NEW(&b->u->arena, Frozen);
    *tuple = (Frozen){.kind = FROZEN_TUPLE, .builtin = -1, .count = keywords->count};
    tuple->items = ARENA_ARRAY(&b->u->arena, Frozen *, keywords->count + 1);
    for (size_t i = 0; i < keywords->count; i++) {
        tuple->items[i] = ARENA_NEW(&b->u->arena, Frozen);
        *tuple->items[i] = (Frozen){.kind = FROZEN_STRING, .builtin = -1, .text = keywords->names[i]};
    }
    return keywords->count ? tuple : NULL;
}

/* Where the tuple's items are known, it is a call like any other: the bytecode of more than 30 arguments is this. */
void build_call_spread(Builder *b, const Instr *instr)
{
    bool has_keywords = instr->extra == 1 || instr->arg & 1;
    Keywords keywords = has_keywords ? pop_keywords(b) : (Keywords){.count = 0};
    ValueId tuple = stack_pop(b), second = stack_pop(b), first = stack_pop(b);
    size_t count = 1;
    const ValueId *items = build_items_of(b, tuple, &count);
    CallSite c = {.args = ARENA_ARRAY(&b->u->arena, ValueId, 1 + count + keywords.count),
                  .count = 1 + count + keywords.count,
                  .keywords = tuple_of_names(b, &keywords)};
    c.args[0] = stack_is_null(b, first) ? second : first;
    memcpy(c.args + 1, items ? items : &tuple, count * sizeof *c.args);
    if (keywords.count)
        memcpy(c.args + 1 + count, keywords.values, keywords.count * sizeof *c.args);
    bind_instance(b, &c);
    if (items)
        call(b, c);
    else
        push_call(b, c, true);
}
