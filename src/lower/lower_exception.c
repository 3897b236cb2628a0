/* lower_exception.c: exceptions that are made, raised and matched with classes. One is a status, which says all of that, and its
 * words (lower_exception_words.c). */
#include <assert.h>

#include "build/build.h"
#include "frozen/exception_classes.h"
#include "frozen/frozen.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"
#include "lower/sites.h"
#include "runtime/status.h"

/* What is made in a function and raised there is one thing, at the place of the raise. */
bool is_made_exception(const Function *f, ValueId v)
{
    HirOp op = (HirOp)f->hir.values.items[v].op;
    return op == HIR_exception || op == HIR_const;
}

Exception exception_made(Lower *l, const Function *f, ValueId v)
{
    const HirValue *value = &f->hir.values.items[v];
    if (value->object == &build_null)
        return (Exception){.class = "RuntimeError", .message = "No active exception to reraise"};
    if (exception_is_return(value->object->text))
        return (Exception){.class = value->object->text, .message = "", .words = exception_words(l->u, f, v)};
    const char *arguments = value->op == HIR_exception ? exception_arguments(l, f, v) : NULL;
    bool has_message = !arguments && value->op == HIR_exception && value->count;
    return (Exception){.class = value->object->text,
                       .arguments = arguments,
                       .message = has_message ? f->hir.values.items[value->args[0]].object->text : "",
                       .words = arguments ? exception_words(l->u, f, v) : 0};
}

Parts lower_exception(Lower *l, ValueId v, Loc loc)
{
    if (!is_made_exception(l->f, v))
        return l->values[v];
    Exception made = exception_made(l, l->f, v);
    return new_exception(l, int_constant(l, LIR_i64, status_at(l, loc, &made)), v);
}

/* Where a handler is near, build has made a `raised` and a jump of it: so this leaves the function. */
void lower_raise(Lower *l, ValueId v)
{
    assert(l->handler == LIR_NOTHING);
    if (is_made_exception(l->f, v)) {
        Exception made = exception_made(l, l->f, v);
        leave_made_exception(l, v);
        leave_with(l, status_at(l, l->loc, &made));
    } else {
        raise_again(l, l->values[v]);
    }
}

static LirId is_instance(Lower *l, LirId class, const Frozen *classes)
{
    LirId result = LIR_NOTHING;
    if (classes->kind != FROZEN_TUPLE) {
        int base = exception_class(classes->text);
        LirId distance = emit2(l, LIR_isub, class, int_constant(l, LIR_i64, base));
        return emit2(l, LIR_ult, distance, int_constant(l, LIR_i64, exception_class_end(base) - base));
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
    LirId status = lower_exception(l, v->args[0], l->loc).ids[0];
    LirId class = emit2(l, LIR_and, status, int_constant(l, LIR_i64, (1 << STATUS_EXCEPTION_SHIFT) - 1));
    return is_instance(l, class, hir_of(l, v->args[1])->object);
}
