/* lower_pretest.c: the tests before a loop that stand for the checks of indices in it (bound_pretest.c).
 *
 * The loop asks at each access whether they hold, which doesn't change: LLVM makes two loops of it, and the one without
 * checks is as in C. */
#include "lower/lower_parts.h"
#include "types/types.h"

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static LirId term_value(Lower *l, const PretestTerm *term)
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
static bool is_plain(const PretestTerm *term)
{
    return term->times == HIR_NOTHING && (term->factor == 1 || term->factor == -1);
}

/* constant + factor * value < 0, for any value. */
static LirId fails_alone(Lower *l, const Pretest *pretest)
{
    LirId value = term_value(l, &pretest->terms[0]);
    if (pretest->terms[0].factor > 0)
        return emit2(l, LIR_slt, value, i64(l, -pretest->constant));
    return emit2(l, LIR_sgt, value, i64(l, pretest->constant));
}

/* x - y < 0, for any values. */
static bool is_difference(const Pretest *pretest)
{
    return pretest->count == 2 && is_plain(&pretest->terms[0]) && is_plain(&pretest->terms[1]) && !pretest->constant &&
           pretest->terms[0].factor + pretest->terms[1].factor == 0;
}

static LirId difference_fails(Lower *l, const Pretest *pretest)
{
    bool first_is_x = pretest->terms[0].factor > 0;
    return emit2(l, LIR_slt, term_value(l, &pretest->terms[!first_is_x]), term_value(l, &pretest->terms[first_is_x]));
}

static LirId either(Lower *l, LirId x, LirId y)
{
    return x == LIR_NOTHING ? y : emit2(l, LIR_or, x, y);
}

static LirId fails(Lower *l, const Pretest *pretest)
{
    if (pretest->count == 1 && is_plain(&pretest->terms[0]))
        return fails_alone(l, pretest);
    if (is_difference(pretest))
        return difference_fails(l, pretest);
    LirId any = LIR_NOTHING, sum = i64(l, pretest->constant);
    for (size_t i = 0; i < pretest->count; i++) {
        const PretestTerm *term = &pretest->terms[i];
        LirId value = term_value(l, term);
        any = either(l, any, is_far(l, value, term->times == HIR_NOTHING ? PRETEST_MOST : PRETEST_MOST_FACTOR));
        if (term->times != HIR_NOTHING) {
            LirId times = scalar_as(l, term->times, TYPE_int64);
            any = either(l, any, is_far(l, times, PRETEST_MOST_FACTOR));
            value = emit2(l, LIR_imul, value, times);
        }
        sum = emit2(l, LIR_iadd, sum, emit2(l, LIR_imul, value, i64(l, term->factor)));
    }
    return either(l, any, emit2(l, LIR_slt, sum, i64(l, 0)));
}

void lower_pretests(Lower *l, ValueId iter)
{
    LirId any = LIR_NOTHING;
    for (size_t i = 0; i < l->f->pretests.count; i++)
        if (l->f->pretests.items[i].iter == iter)
            any = either(l, any, fails(l, &l->f->pretests.items[i]));
    l->pretests[iter] = any;
}
