/* lower_try.c: exceptions as values. One is its status: which site raised it, and of which class it is. */
#include "build.h"
#include "exceptions.h"
#include "lower_parts.h"

/* The text of an exception's arguments, as str() gives it. */
static const char *exception_message(Lower *l, const HirValue *exception)
{
    if (!exception->count)
        return "";
    const Object *argument = hir_of(l, exception->args[0])->object;
    if (exception->count == 1)
        return argument->kind == OBJECT_STRING ? argument->text : object_text(l->u, argument);
    Object tuple = {.kind = OBJECT_TUPLE, .count = exception->count};
    tuple.items = ARENA_ARRAY(&l->u->arena, Object *, tuple.count);
    for (size_t i = 0; i < tuple.count; i++)
        tuple.items[i] = (Object *)hir_of(l, exception->args[i])->object;
    return object_text(l->u, &tuple);
}

/* What is made here and raised here is one thing, at the place of the raise: its class and text. false: it comes from
 * elsewhere. */
static bool is_made_here(Lower *l, ValueId v, const char **exception, const char **message)
{
    const HirValue *value = hir_of(l, v);
    bool is_none = value->op == HIR_const && value->object == &build_null;
    if (value->op != HIR_exception && value->op != HIR_const)
        return false;
    *exception = is_none ? "RuntimeError" : value->object->text;
    *message = is_none ? "No active exception to reraise" : exception_message(l, value);
    return true;
}

LirId lower_exception(Lower *l, ValueId v, Loc loc)
{
    const char *exception, *message;
    return is_made_here(l, v, &exception, &message) ? status_at(l, loc, exception, message) : l->values[v].ids[0];
}

void lower_raise(Lower *l, const HirValue *v)
{
    const char *exception, *message;
    if (is_made_here(l, v->args[0], &exception, &message))
        raise_here(l, exception, message);
    else
        raise_again(l, l->values[v->args[0]].ids[0]);
}

static LirId is_instance(Lower *l, LirId class, const Object *classes)
{
    LirId result = LIR_NOTHING;
    if (classes->kind != OBJECT_TUPLE) {
        int base = exception_class(classes->text);
        LirId distance = emit2(l, LIR_isub, class, int_constant(l, LIR_i32, base));
        return emit2(l, LIR_ult, distance, int_constant(l, LIR_i32, exception_class_end(base) - base));
    }
    for (size_t i = 0; i < classes->count; i++) {
        LirId is_it = is_instance(l, class, classes->items[i]);
        result = i ? emit2(l, LIR_or, result, is_it) : is_it;
    }
    return classes->count ? result : int_constant(l, LIR_i1, 0);
}

/* A class and those that derive from it are consecutive numbers. */
LirId lower_matches(Lower *l, const HirValue *v)
{
    LirId status = lower_exception(l, v->args[0], l->loc);
    LirId class = emit2(l, LIR_lshr, status, int_constant(l, LIR_i32, STATUS_SITE_BITS));
    return is_instance(l, class, hir_of(l, v->args[1])->object);
}
