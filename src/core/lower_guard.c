/* lower_guard.c: the tests before a loop that stand for the checks of indices in it (bound_guard.c).
 *
 * The loop asks at each access whether they hold, which doesn't change: LLVM makes two loops of it, and the one without
 * checks is as in C. */
#include "lower_parts.h"

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static LirId term_value(Lower *l, const GuardTerm *term)
{
    if (term->axis == WHOLE)
        return scalar_as(l, term->value, TYPE_int64);
    return array_length(operand(l, term->value), (int)term->axis);
}

/* More than `most` on either side of 0: sums could wrap. */
static LirId is_far(Lower *l, LirId v, int64_t most)
{
    return emit2(l, LIR_ugt, emit2(l, LIR_iadd, v, i64(l, most)), i64(l, 2 * most));
}

/* A number, or one less: no sum of these with a constant has to be computed to compare. */
static bool is_plain(const GuardTerm *term)
{
    return term->times == HIR_NOTHING && (term->factor == 1 || term->factor == -1);
}

/* constant + factor * value < 0, for any value. */
static LirId fails_alone(Lower *l, const Guard *guard)
{
    LirId value = term_value(l, &guard->terms[0]);
    if (guard->terms[0].factor > 0)
        return emit2(l, LIR_slt, value, i64(l, -guard->constant));
    return emit2(l, LIR_sgt, value, i64(l, guard->constant));
}

/* x - y < 0, for any values. */
static bool is_difference(const Guard *guard)
{
    return guard->count == 2 && is_plain(&guard->terms[0]) && is_plain(&guard->terms[1]) && !guard->constant &&
           guard->terms[0].factor + guard->terms[1].factor == 0;
}

static LirId difference_fails(Lower *l, const Guard *guard)
{
    bool first_is_x = guard->terms[0].factor > 0;
    return emit2(l, LIR_slt, term_value(l, &guard->terms[!first_is_x]), term_value(l, &guard->terms[first_is_x]));
}

static LirId either(Lower *l, LirId x, LirId y)
{
    return x == LIR_NOTHING ? y : emit2(l, LIR_or, x, y);
}

static LirId fails(Lower *l, const Guard *guard)
{
    if (guard->count == 1 && is_plain(&guard->terms[0]))
        return fails_alone(l, guard);
    if (is_difference(guard))
        return difference_fails(l, guard);
    LirId any = LIR_NOTHING, sum = i64(l, guard->constant);
    for (size_t i = 0; i < guard->count; i++) {
        const GuardTerm *term = &guard->terms[i];
        LirId value = term_value(l, term);
        any = either(l, any, is_far(l, value, term->times == HIR_NOTHING ? GUARD_MOST : GUARD_MOST_FACTOR));
        if (term->times != HIR_NOTHING) {
            LirId times = scalar_as(l, term->times, TYPE_int64);
            any = either(l, any, is_far(l, times, GUARD_MOST_FACTOR));
            value = emit2(l, LIR_imul, value, times);
        }
        sum = emit2(l, LIR_iadd, sum, emit2(l, LIR_imul, value, i64(l, term->factor)));
    }
    return either(l, any, emit2(l, LIR_slt, sum, i64(l, 0)));
}

void lower_guards(Lower *l, ValueId iter)
{
    LirId any = LIR_NOTHING;
    for (size_t i = 0; i < l->f->guards.count; i++)
        if (l->f->guards.items[i].iter == iter)
            any = either(l, any, fails(l, &l->f->guards.items[i]));
    l->guards[iter] = any;
}
