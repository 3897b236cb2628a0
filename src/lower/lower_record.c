/* lower_record.c: which functions take the invocation record, and where its members lie. */
#include <stddef.h>

#include "build/functions.h"
#include "frozen/strings.h"
#include "fuse/own.h"
#include "hir/array_operations.h"
#include "hir/function.h"
#include "lower/lower_parts.h"
#include "runtime/invocation.h"
#include "types/stored.h"

static bool is_live(const Function *f, ValueId v)
{
    return f->hir.values.items[v].block != HIR_NOTHING;
}

static bool has_words(const Unit *u, const Function *f, ValueId exception)
{
    HirOp op = (HirOp)f->hir.values.items[exception].op;
    return op == HIR_exception ? exception_words(u, f, exception) : op != HIR_const;
}

/* The words of an exception pass from function to function in the record. */
static bool passes_words(const Unit *u, const Function *f)
{
    for (ValueId v = 0; u->sites->words && v < f->hir.values.count; v++) {
        const HirValue *value = &f->hir.values.items[v];
        if (is_live(f, v) && (value->op == HIR_caught || (value->op == HIR_raise && has_words(u, f, value->args[0]))))
            return true;
    }
    return false;
}

/* Also of one that isn't raised: it has as many parts as there are words. */
static void count_words(Unit *u, const Function *f)
{
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        size_t words = f->hir.values.items[v].op == HIR_exception && is_live(f, v) ? exception_words(u, f, v) : 0;
        if (words > INVOCATION_WORDS) {
            u->at = &f->scope;
            fail(u, f->hir.values.items[v].loc, E_UNSUPPORTED_CONSTRUCT, "an exception with more than 16 numbers", "");
        }
        if (is_live(f, v) && !words)
            words = hir_raised_words(u, &f->hir, &f->hir.values.items[v]);
        if (words > u->sites->words)
            u->sites->words = words;
    }
}

static bool names_operands(Unit *u, const Function *f)
{
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (is_live(f, v) && hir_raised_words(u, &f->hir, &f->hir.values.items[v]))
            return true;
    return false;
}

static bool may_allocate(Unit *u, const Function *f, const HirValue *v)
{
    bool makes = v->op != HIR_phi && f->ownership && f->ownership->holds[v - f->hir.values.items];
    return makes || hir_may_make_block(u, &f->hir, v);
}

/* Does it pass a tuple to a cfunc or to a C function, which may take a record? */
static bool fills_arguments(const Unit *u, const Function *f, const HirValue *call)
{
    bool is_to_c = call->target ? function_is_declared(call->target->function) : call->builtin < 0, has_tuple = false;
    for (size_t i = 1; call->op == HIR_call && is_to_c && i < call->count; i++)
        has_tuple |= type_has_shape(u, f->hir.values.items[call->args[i]].type, SHAPE_TUPLE);
    return has_tuple;
}

/* It makes arrays, or may need memory between reading and writing some. */
static bool allocates(Unit *u, const Function *f)
{
    if (gives_record(u, f) && record_is_nested(u, f->result))
        return true;
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        const HirValue *value = &f->hir.values.items[v];
        if (is_live(f, v) && (may_allocate(u, f, value) || fills_arguments(u, f, value)))
            return true;
    }
    return false;
}

static bool calls_one_that_does(const Function *f)
{
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        const HirValue *value = &f->hir.values.items[v];
        if (is_live(f, v) && value->target && value->target->function->takes_record)
            return true;
    }
    return false;
}

/* Callees come after their callers in u->functions, but for recursion and what was there before. */
void find_records(Unit *u)
{
    u->sites->strings = u->strings->count;
    for (size_t i = 0; i < u->functions->count; i++)
        count_words(u, u->functions->items[i]);
    for (size_t i = 0; i < u->functions->count; i++) {
        Function *f = u->functions->items[i];
        f->takes_record = f->is_recursive || passes_words(u, f) || names_operands(u, f) || allocates(u, f);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = u->functions->count; i-- > 0;) {
            Function *f = u->functions->items[i];
            bool takes = f->takes_record || calls_one_that_does(f);
            changed |= takes != f->takes_record;
            f->takes_record = takes;
        }
    }
}

bool record_has_heap(Unit *u)
{
    for (size_t i = 0; i < u->functions->count; i++)
        if (allocates(u, u->functions->items[i]))
            return true;
    return false;
}

LirId record_member(Lower *l, size_t offset)
{
    LirId at = int_constant(l, LIR_i64, (int64_t)offset);
    return with_flags(l, emit2(l, LIR_ptradd, record(l), at), LIR_INBOUNDS);
}
