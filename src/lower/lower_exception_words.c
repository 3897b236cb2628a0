/* lower_exception_words.c: the words of an exception, which hold the numbers it was made with, and e.args, which reads them. In a
 * function they are parts of the exception's value. From a function that raises to its caller they go through the invocation
 * record: nothing else is raised in between, for who catches loads them at once, and who doesn't leaves them there. */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "infer/infer_origins.h"
#include "lower/lower_parts.h"
#include "lower/sites.h"
#include "runtime/invocation.h"
#include "runtime/status.h"

enum { STATUS, WORDS }; /* the parts of an exception */

size_t exception_parts(const Unit *u, LirType *types)
{
    size_t count = WORDS + u->sites->words;
    for (size_t i = 0; types && i < count; i++)
        types[i] = LIR_i64;
    return count;
}

/* ---- between functions ----------------------------------------------------------------------------------------------- */

LirId place_of_word(Lower *l, size_t word)
{
    return record_member(l, offsetof(Invocation, words) + word * sizeof(uint64_t));
}

void leave_exception(Lower *l, Parts exception)
{
    for (size_t i = WORDS; i < exception.count; i++)
        emit_store(l, place_of_word(l, i - WORDS), exception.ids[i]);
}

void leave_made_exception(Lower *l, ValueId made)
{
    Parts parts = parts_new(l, WORDS + exception_words(l->u, l->f, made));
    put_exception_words(l, made, parts.ids + WORDS);
    leave_exception(l, parts);
}

Parts take_exception(Lower *l, LirId status)
{
    Parts parts = parts_new(l, exception_parts(l->u, NULL));
    parts.ids[STATUS] = status;
    for (size_t i = WORDS; i < parts.count; i++)
        parts.ids[i] = emit_load(l, LIR_i64, place_of_word(l, i - WORDS));
    return parts;
}

/* ---- making ---------------------------------------------------------------------------------------------------------- */

static LirId part_of(Lower *l, LirId word, LirType type)
{
    bool is_float = type == LIR_f32 || type == LIR_f64;
    LirType bits = type == LIR_f32 ? LIR_i32 : type == LIR_f64 ? LIR_i64 : type;
    LirId part = bits == LIR_i64 ? word : emit_cast(l, LIR_trunc, bits, word);
    return is_float ? emit_cast(l, LIR_bitcast, type, part) : part;
}

Parts new_exception(Lower *l, LirId status, ValueId made)
{
    Parts parts = parts_new(l, exception_parts(l->u, NULL));
    size_t words = made == HIR_NOTHING ? 0 : put_exception_words(l, made, parts.ids + WORDS);
    parts.ids[STATUS] = status;
    for (size_t i = WORDS + words; i < parts.count; i++)
        parts.ids[i] = int_constant(l, LIR_i64, 0);
    return parts;
}

/* ---- e.args ---------------------------------------------------------------------------------------------------------- */

static Parts argument_from(Lower *l, const HirValue *argument, Parts words, TypeId type)
{
    if (argument->op == HIR_const)
        return constant_as(l, argument->object, type);
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, part_types(l->u, argument->type, NULL));
    Parts parts = parts_new(l, part_types(l->u, argument->type, types));
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = part_of(l, words.ids[i], types[i]);
    return convert(l, parts, argument->type, type);
}

/* The arguments, if the exception is of that origin. */
static Parts arguments_from(Lower *l, const Making *origin, Parts exception, TypeId type)
{
    const Hir *hir = &origin->function->hir;
    const HirValue *made = &hir->values.items[origin->value];
    Parts result = parts_new(l, part_types(l->u, type, NULL));
    for (size_t i = 0, word = WORDS, next = 0; i < made->count; i++) {
        const HirValue *argument = &hir->values.items[made->args[i]];
        Parts words = parts_slice(exception, word, exception_words(l->u, origin->function, made->args[i]));
        Parts parts = argument_from(l, argument, words, type_get(l->u, type)->items[i]);
        memcpy(result.ids + next, parts.ids, parts.count * sizeof *parts.ids);
        next += parts.count;
        word += words.count;
    }
    return result;
}

/* Is the exception one that is made as there? */
static LirId is_of_origin(Lower *l, LirId status, const Making *origin)
{
    Exception made = exception_made(l, origin->function, origin->value);
    int64_t number = status_make(0, exception_number(l, &made), 0),
            mask = status_make(0, STATUS_MOST_EXCEPTIONS - 1, 0);
    LirId wanted = int_constant(l, LIR_i64, number);
    return emit2(l, LIR_eq, emit2(l, LIR_and, status, int_constant(l, LIR_i64, mask)), wanted);
}

Parts lower_exception_args(Lower *l, const HirValue *v)
{
    if (v->type == TYPE_none) /* control doesn't get here: origins_check() */
        return parts_new(l, 0);
    Origins origins = origins_of(l->u, l->f, v->args[0], v->block);
    Parts exception = hir_of(l, v->args[0])->op == HIR_exception ? new_exception(l, LIR_NOTHING, v->args[0])
                                                                 : value_parts(l, v->args[0]);
    assert(origins.made.count && !origins.has_other);
    Parts result = arguments_from(l, &origins.made.items[0], exception, v->type);
    for (size_t i = 1; i < origins.made.count; i++) {
        LirId is_it = is_of_origin(l, exception.ids[STATUS], &origins.made.items[i]);
        Parts parts = arguments_from(l, &origins.made.items[i], exception, v->type);
        for (size_t k = 0; k < parts.count; k++)
            if (parts.ids[k] != result.ids[k]) /* one word of the record mostly, whichever was raised */
                result.ids[k] = emit_select(l, is_it, parts.ids[k], result.ids[k]);
    }
    return result;
}
