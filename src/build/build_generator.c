/* build_generator.c: generator expressions, and the loops that take their values.
 *
 * No generator exists at run time. A loop over a generator expression and the expression's own loop are one: where the loop
 * would ask for the next value control goes on in the expression, and at its `yield` back to the loop's body. So the
 * expression is built into the function that has the loop, with variables of its own. What Python does is the same, in the
 * same order: the expression sees the variables round it as they are at that moment, and stops where the loop is left.
 *
 *     for y in (x * x for x in a if x > 0):          for x in a:           the expression's loop
 *         s += y                                         if x > 0:
 *         if s > 9: break                                    y = x * x     its yield: a jump to the body of the loop outside
 *     else:                                                  s += y
 *         s = 0                                              if s > 9: break
 *                                                        (resume)          where that loop would ask for the next value
 *                                                    else:                 the expression returns: the loop outside is over
 *                                                        s = 0
 *
 * sum, any, min ... of a generator expression are calls of functions of the prelude; these are built in likewise, so the
 * loop over their argument is such a loop. (3.14 and later write the loop of any() and all() out themselves.) */
#include "build/build_parts.h"

#include <assert.h>
#include <string.h>

#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "hir/numbers.h"

enum { CODE_IS_GENERATOR = 0x20 }; /* inspect.CO_GENERATOR */

static Generator *generator_of(Builder *b, ValueId v)
{
    for (size_t i = 0; i < b->root->generators.count; i++)
        if (b->root->generators.items[i].value == v)
            return &b->root->generators.items[i];
    return NULL;
}

bool build_is_generator(Builder *b, ValueId v)
{
    return generator_of(b, v);
}

static bool is_generator_expression(const Frozen *function)
{
    const Code *code = function->code;
    return code->flags & CODE_IS_GENERATOR && !strcmp(code->name, "<genexpr>") && code->argument_count == 1;
}

/* Before 3.12 a comprehension is a function. */
static void refuse_comprehension(Builder *b, const char *name)
{
    static const char *const names[][2] = {{"<listcomp>", "list comprehensions"},
                                           {"<setcomp>", "set comprehensions"},
                                           {"<dictcomp>", "dictionary comprehensions"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i][0]))
            build_unsupported(b, names[i][1]);
}

/* A generator expression is made and called in one expression. It begins by asking what it loops over for an iterator, which
 * is done outside of it before 3.15. */
static ValueId made_generator(Builder *b, const ValueId *args, size_t count)
{
    const HirValue *callee = hir_value(&b->f->hir, args[0]);
    bool is_function = callee->object && callee->object->kind == FROZEN_FUNCTION;
    if (is_function)
        refuse_comprehension(b, callee->object->code->name);
    if (!is_function || !is_generator_expression(callee->object) || count != 2)
        return HIR_NOTHING;
    const Frozen *function = callee->object;
    ValueId iterator = build_iterator(b, args[1]);
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_generator, b->loc, &iterator, 1);
    hir_value(&b->f->hir, v)->object = function;
    ARENA_PUSH(&b->u->arena, &b->root->generators, ((Generator){v, function, b}));
    return v;
}

/* --- loops over generators --- */

/* In a loop's head the level is a phi as long as ways back to it are missing; so look at the way in. */
ValueId build_value_on_entry(Builder *b, size_t level)
{
    const HirBlock *head = &b->f->hir.blocks.items[b->at];
    BlockId at = b->at;
    if (!b->ssa->blocks.items[at].sealed && head->preds.count)
        b->at = head->preds.items[0];
    ValueId v = stack_read(b, level, LEVEL_VALUE);
    b->at = at;
    return v;
}

static bool is_taken(Builder *b, ValueId generator)
{
    return hir_value(&b->f->hir, generator)->block == HIR_NOTHING;
}

/* Nothing but this loop may have the generator: it would find it used up. */
static ValueId take_generator(Builder *b, Generator *generator)
{
    Loc loc = hir_value(&b->f->hir, generator->value)->loc;
    assert(hir_value(&b->f->hir, generator->value)->op == HIR_generator);
    if (is_taken(b, generator->value))
        fail(b->u, loc, E_GENERATOR_USE);
    ValueId iterator = hir_value(&b->f->hir, generator->value)->args[0];
    build_remove(b, generator->value);
    return iterator;
}

static void end_loop(Builder *b, const Builder *expression, const Block *loop, size_t height)
{
    for (size_t i = 0; i < expression->returns.count; i++) {
        b->height = height;
        stack_drop(b, (size_t)loop->last.arg);
        build_go(b, expression->returns.items[i].block, loop->successors[1], 0);
    }
}

bool build_take_values(Builder *b, uint32_t loop, size_t level)
{
    Generator *generator = generator_of(b, build_value_on_entry(b, level));
    if (!generator)
        return false;
    Generator taken = *generator;
    ValueId iterator = take_generator(b, generator);
    size_t height = b->height;
    if (!b->ssa->blocks.items[b->at].sealed)
        ssa_seal(b->ssa, b->at); /* the ways back go to where the expression resumes */
    stack_write(b, level, LEVEL_VALUE, build_constant(b, &build_null));
    Builder *expression = build_inside(b, taken.function, false);
    expression->outer = taken.maker;
    expression->taker = b;
    expression->loop = loop;
    ssa_write(b->ssa, b->at, local_variable(expression, 0), iterator);
    build_terminate(b, HIR_jump, NULL, 0);
    build_go(expression, b->at, 0, 0);
    build_blocks(expression);
    build_open_loop(b);
    end_loop(b, expression, &b->blocks.items[loop], height);
    return true;
}

void build_yield(Builder *b, uint32_t next)
{
    Builder *taker = b->taker;
    if (!taker)
        build_malformed(b, "a yield in what is no generator");
    assert(b->loop < taker->blocks.count && taker->blocks.items[b->loop].end == END_FOR);
    if (taker->resume[b->loop] != HIR_NOTHING)
        build_unsupported(b, "a generator");
    ValueId v = stack_pop(b);
    build_terminate(b, HIR_jump, NULL, 0);
    size_t height = taker->height;
    taker->at = b->at;
    stack_push(taker, v);
    build_go(taker, b->at, taker->blocks.items[b->loop].successors[0], 0);
    taker->height = height;
    b->at = taker->resume[b->loop] = ssa_block_new(b->ssa);
    stack_push(b, build_constant(b, frozen_none(b->u)));
    build_terminate(b, HIR_jump, NULL, 0);
    build_go(b, b->at, next, 0);
}

/* --- functions that take generators --- */

/* The function of the prelude for a call of a built-in one; NULL: there is none for so many positional arguments. */
static const Frozen *prelude_function(Builder *b, const Frozen *called, size_t positional, bool has_keywords)
{
    if (!called || called->kind != FROZEN_BUILTIN)
        return NULL;
    const BuiltinInfo *info = &builtins[called->builtin];
    if (info->rule == CALL_PRELUDE && !info->codes)
        return resolve_prelude(b->u, info->code);
    if (!info->codes)
        return NULL;
    int row = builtin_row(called->builtin, positional, has_keywords);
    bool is_sum = row >= 0 && (builtins[row].rule == CALL_SUM || builtins[row].rule == CALL_PRODUCT);
    const char *code = row < 0 ? NULL : builtins[row].codes[is_sum ? ON_BOOL : ON_FLOAT];
    return code && number_is_prelude(code) ? resolve_prelude(b->u, code) : NULL;
}

static const Frozen *default_value(const Frozen *function, size_t i)
{
    size_t positional = function->code->argument_count;
    if (i >= positional)
        return function->keyword_defaults ? function->keyword_defaults[i - positional] : NULL;
    return i + function->count >= positional ? function->items[i + function->count - positional] : NULL;
}

static size_t parameter_named(Builder *b, const Frozen *called, const Code *code, const char *name)
{
    for (size_t i = 0; i < code->argument_count + code->keyword_only_count; i++)
        if (!strcmp(code->locals[i], name))
            return i;
    fail(b->u, b->loc, E_KEYWORD, builtins[called->builtin].path, name);
}

/* By parameter: its argument. */
static ValueId *bind(Builder *b, const Frozen *function, const ValueId *args, size_t count, const Frozen *keywords)
{
    const Frozen *called = build_constant_of(b, args[0]);
    const Code *code = function->code;
    size_t named = code->argument_count + code->keyword_only_count, by_name = keywords ? keywords->count : 0;
    assert(count > by_name); /* the function comes first */
    size_t positional = count - 1 - by_name;
    ValueId *values = ARENA_ARRAY(&b->u->arena, ValueId, named + 1);
    for (size_t i = 0; i < named; i++) {
        const Frozen *value = default_value(function, i);
        values[i] = i < positional ? args[1 + i] : value ? build_constant(b, value) : HIR_NOTHING;
    }
    for (size_t i = 0; i < by_name; i++)
        values[parameter_named(b, called, code, keywords->items[i]->text)] = args[1 + positional + i];
    bool is_complete = positional <= code->argument_count;
    for (size_t i = 0; i < named; i++)
        is_complete = is_complete && values[i] != HIR_NOTHING;
    if (!is_complete)
        fail(b->u, b->loc, E_CALL_COUNT, builtins[called->builtin].path, count - 1, builtins[called->builtin].text);
    return values;
}

static ValueId inlined(Builder *b, const Frozen *function, const ValueId *values)
{
    Builder *inside = build_inside(b, function, true);
    const Code *code = function->code;
    for (size_t i = 0; i < code->argument_count + code->keyword_only_count; i++)
        ssa_write(b->ssa, b->at, local_variable(inside, (int32_t)i), values[i]);
    build_terminate(b, HIR_jump, NULL, 0);
    build_go(inside, b->at, 0, 0);
    build_blocks(inside);
    ValueId result = build_returned(inside);
    hir_value(&b->f->hir, result)->integer = stack_variable(b, b->height, LEVEL_VALUE); /* where it will stand */
    b->at = inside->at;
    return result;
}

static bool has_generator(Builder *b, const ValueId *args, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (build_is_generator(b, args[i]))
            return true;
    return false;
}

ValueId build_generator_call(Builder *b, const ValueId *args, size_t count, const Frozen *keywords)
{
    ValueId made = made_generator(b, args, count);
    if (made != HIR_NOTHING || !has_generator(b, args, count))
        return made;
    size_t positional = count - 1 - (keywords ? keywords->count : 0);
    const Frozen *function = prelude_function(b, build_constant_of(b, args[0]), positional, keywords);
    return function ? inlined(b, function, bind(b, function, args, count, keywords)) : HIR_NOTHING;
}

void build_check_generators(Builder *b)
{
    for (ValueId v = 0; b->generators.count && v < b->f->hir.values.count; v++) {
        const HirValue *value = hir_value(&b->f->hir, v);
        for (size_t i = 0; value->block != HIR_NOTHING && i < value->count; i++)
            if (build_is_generator(b, value->args[i]) && is_taken(b, value->args[i]))
                fail(b->u, hir_value(&b->f->hir, value->args[i])->loc, E_GENERATOR_USE);
    }
}
