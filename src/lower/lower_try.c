/* lower_try.c: exceptions as values. One is its status: which site raised it, and of which class it is. */
#include <assert.h>

#include "build/build.h"
#include "frozen/exceptions.h"
#include "frozen/object.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"
#include "lower/sites.h"
#include "runtime/status.h"

/* What is made here and raised here is one thing, at the place of the raise: what it is. false: it comes from elsewhere. */
static bool is_made_here(Lower *l, ValueId v, Site *site)
{
    const HirValue *value = hir_of(l, v);
    *site = (Site){.exception = "RuntimeError", .message = "No active exception to reraise"};
    if (value->op != HIR_exception && value->op != HIR_const)
        return false;
    if (value->op == HIR_const && value->object == &build_null)
        return true;
    site->exception = value->object->text;
    site->arguments = value->op == HIR_exception ? exception_arguments(l, value) : NULL;
    site->message = !site->arguments && value->count ? hir_of(l, value->args[0])->object->text : "";
    return true;
}

Parts lower_exception(Lower *l, ValueId v, Loc loc)
{
    Site site;
    return is_made_here(l, v, &site) ? new_exception(l, status_like(l, loc, &site), v) : l->values[v];
}

/* Where a handler is near, build has made a `raised` and a jump of it. */
void lower_raise(Lower *l, const HirValue *v)
{
    Parts exception = lower_exception(l, v->args[0], l->loc);
    assert(l->handler == LIR_NOTHING);
    leave_exception(l, exception, v->args[0]);
    raise_again(l, exception.ids[0]);
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
    LirId status = lower_exception(l, v->args[0], l->loc).ids[0];
    LirId class = emit2(l, LIR_lshr, status, int_constant(l, LIR_i32, STATUS_CLASS_SHIFT));
    return is_instance(l, class, hir_of(l, v->args[1])->object);
}
