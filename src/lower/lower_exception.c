/* lower_exception.c: what an exception takes along: which one it is of those whose e.args somebody looks at, from 1 (origins.h), and
 * the words that hold the numbers it was made with. In a function these are parts of the exception, beside its status. From a
 * function that raises to its caller they go through the invocation record: nothing else is raised in between, for who catches
 * loads them at once, and who doesn't leaves them there. */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "infer/origins.h"
#include "lower/lower_parts.h"
#include "runtime/invocation.h"

enum { STATUS, ORIGIN, WORDS }; /* the parts of an exception */

size_t exception_parts(const Unit *u, LirType *types)
{
    size_t count = u->origins->count || u->sites->words ? WORDS + u->sites->words : ORIGIN;
    for (size_t i = 0; types && i < count; i++)
        types[i] = i < WORDS ? LIR_i32 : LIR_i64;
    return count;
}

/* ---- between functions ----------------------------------------------------------------------------------------------- */

static LirId place_of(Lower *l, size_t part)
{
    size_t word = offsetof(Invocation, words) + (part - WORDS) * sizeof(uint64_t);
    return record_member(l, part == ORIGIN ? offsetof(Invocation, origin) : word);
}

void leave_exception(Lower *l, Parts exception, ValueId raised)
{
    HirOp op = (HirOp)hir_of(l, raised)->op;
    bool is_made_here = op == HIR_const || op == HIR_exception;
    size_t count = is_made_here ? WORDS + exception_words(l->u, l->f, raised) : exception.count;
    assert(count <= exception.count || count == WORDS);
    if (l->u->origins->count)
        emit_store(l, place_of(l, ORIGIN), exception.ids[ORIGIN]);
    for (size_t i = WORDS; i < count; i++)
        emit_store(l, place_of(l, i), exception.ids[i]);
}

Parts take_exception(Lower *l, LirId status)
{
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, exception_parts(l->u, NULL));
    Parts parts = parts_new(l, exception_parts(l->u, types));
    parts.ids[STATUS] = status;
    for (size_t i = ORIGIN; i < parts.count; i++)
        parts.ids[i] = emit_load(l, types[i], place_of(l, i));
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
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, exception_parts(l->u, NULL));
    Parts parts = parts_new(l, exception_parts(l->u, types));
    size_t origin = made == HIR_NOTHING ? 0 : origin_number(l->u, l->f, made);
    for (size_t i = ORIGIN; i < parts.count; i++)
        parts.ids[i] = int_constant(l, types[i], i == ORIGIN ? (int64_t)origin : 0);
    parts.ids[STATUS] = status;
    if (made != HIR_NOTHING)
        put_exception_words(l, made, parts.ids + WORDS);
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
static Parts arguments_from(Lower *l, const Origin *origin, Parts exception, TypeId type)
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

Parts lower_exception_args(Lower *l, const HirValue *v)
{
    if (v->type == TYPE_none) /* control doesn't get here: origins_find() */
        return parts_new(l, 0);
    Origins origins = origins_of(l->u, l->f, v->args[0], v->block);
    Parts exception = hir_of(l, v->args[0])->op == HIR_exception ? new_exception(l, LIR_NOTHING, v->args[0])
                                                                 : value_parts(l, v->args[0]);
    assert(origins.made.count && !origins.has_other);
    Parts result = arguments_from(l, &origins.made.items[0], exception, v->type);
    for (size_t i = 1; i < origins.made.count; i++) {
        const Origin *origin = &origins.made.items[i];
        int64_t number = (int64_t)origin_number(l->u, origin->function, origin->value);
        LirId is_it = emit2(l, LIR_eq, exception.ids[ORIGIN], int_constant(l, LIR_i32, number));
        Parts parts = arguments_from(l, origin, exception, v->type);
        for (size_t k = 0; k < parts.count; k++)
            result.ids[k] = emit_select(l, is_it, parts.ids[k], result.ids[k]);
    }
    return result;
}
