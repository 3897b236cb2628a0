/* bound_guard.c: index checks that one test before a loop stands for.
 *
 * The index of an access is a sum with the variable of a `for` loop over a range in it, of whose ends nothing may be known
 * that would prove it in range. With the end in the place of the variable the sum says what would: `start >= 0` and
 * `length - stop >= 0` for a[i]. If all in it is computed before the loop it is a Guard of that loop. Lower tests the guards
 * where the loop begins, and checks the indices only in loops whose guards don't hold (lower_guard.c). */
#include "bound_facts.h"
#include "bound_iter.h"
#include "builtins.h"

enum { MOST_FACTORS = 16, WRAPPED_DEPTH = 4 };
#define MOST_CONSTANT ((Wide)1 << 57) /* as GUARD_MOST */

static bool is_value(const Bound *b, Atom atom)
{
    return atom < b->f->hir.values.count;
}

/* Without the names of sums that may have wrapped: equal modulo 2**64, and so equal where both are indices of an array. */
static Affine unwrapped(const Bound *b, Affine sum)
{
    for (int depth = 0; depth < WRAPPED_DEPTH; depth++)
        for (int i = 0; i < sum.count; i++) {
            Atom atom = sum.terms[i].atom;
            if (!is_value(b, atom) || !b->wrapped[atom].known)
                continue;
            Affine name = affine_atom(atom), more = affine_plus(b->wrapped[atom], -1, &name);
            sum = affine_plus(sum, sum.terms[i].factor, &more);
            break;
        }
    return sum;
}

/* The innermost loop over a range whose variable is in the sum: its variable; HIR_NOTHING: there is none. */
static ValueId loop_variable(const Bound *b, const Affine *sum)
{
    ValueId found = HIR_NOTHING;
    for (int i = 0; i < sum->count; i++) {
        ValueId v = sum->terms[i].atom;
        if (!is_value(b, v) || bound_hir(b, v)->op != HIR_iter_item)
            continue;
        Iterated from = iterated_by(b->f, v);
        bool is_element = from.kind == ITERATED_ELEMENT && bound_is_call(bound_hir(b, from.source), CALL_RANGE);
        if (is_element && (found == HIR_NOTHING || b->order[v] > b->order[found]))
            found = v;
    }
    return found;
}

static bool comes_before(const Bound *b, ValueId v, ValueId iter)
{
    return b->order[v] < b->order[iter] && bound_dominates(b, bound_hir(b, v)->block, bound_hir(b, iter)->block);
}

/* sum >= 0, which isn't known, to be tested at `iter`. */
static bool make_guard(const Bound *b, ValueId iter, const Affine *sum, Guard *guard)
{
    Wide factors = 0;
    if (!sum->known || affine_is_constant(sum) || sum->constant > MOST_CONSTANT || sum->constant < -MOST_CONSTANT)
        return false;
    *guard = (Guard){.iter = iter, .constant = (int64_t)sum->constant, .count = (size_t)sum->count};
    for (int i = 0; i < sum->count; i++) {
        Atom atom = sum->terms[i].atom;
        Wide factor = sum->terms[i].factor;
        const LengthAtom *length = is_value(b, atom) ? NULL : &b->lengths.items[atom - b->f->hir.values.count];
        ValueId v = length ? length->array : atom;
        factors += factor < 0 ? -factor : factor;
        if (factors > MOST_FACTORS || !comes_before(b, v, iter))
            return false;
        guard->terms[i] = (GuardTerm){v, length ? length->axis : WHOLE, (int64_t)factor};
    }
    return true;
}

static bool is_same(const Guard *x, const Guard *y)
{
    bool same = x->iter == y->iter && x->constant == y->constant && x->count == y->count;
    for (size_t i = 0; same && i < x->count; i++)
        same = x->terms[i].value == y->terms[i].value && x->terms[i].axis == y->terms[i].axis &&
               x->terms[i].factor == y->terms[i].factor;
    return same;
}

static void add_guard(Bound *b, const Guard *guard)
{
    for (size_t i = 0; i < b->f->guards.count; i++)
        if (is_same(&b->f->guards.items[i], guard))
            return;
    ARENA_PUSH(&b->u->arena, &b->f->guards, *guard);
}

/* `sum` with the least value of the variable in its place, times its factor. */
static Affine least_over_loop(Bound *b, const Affine *sum, ValueId variable)
{
    Range range = bound_range_of(b, bound_hir(b, iterated_by(b->f, variable).source));
    Affine back = affine_times(&range.step, -1), name = affine_atom(variable);
    bool upwards = range.step.known && bound_proves(b, &range.step, 1);
    bool downwards = range.step.known && bound_proves(b, &back, 1);
    if (!upwards && !downwards)
        return affine_unknown();
    Wide factor = affine_factor(sum, variable);
    Affine last = affine_shifted(range.stop, upwards ? -1 : 1);
    Affine end = affine_plus((factor > 0) == upwards ? range.start : last, -1, &name);
    return affine_plus(*sum, factor, &end);
}

/* A test before the loop that `sum >= 0` follows from. Where that is proved here it takes none: guard->iter is HIR_NOTHING. */
static bool guard_for(Bound *b, const Affine *sum, ValueId variable, Guard *guard)
{
    Affine least = least_over_loop(b, sum, variable);
    guard->iter = HIR_NOTHING;
    if (bound_proves(b, sum, 0) || (least.known && bound_proves(b, &least, 0)))
        return true;
    return make_guard(b, bound_hir(b, variable)->args[0], &least, guard);
}

bool bound_guard(Bound *b, const Affine *index, const Affine *length, ValueId *iter)
{
    bool is_checked = b->f->options->boundscheck;
    Affine sum = unwrapped(b, *index), most = affine_constant(MOST_CONSTANT - 1);
    Affine left = is_checked ? affine_shifted(affine_plus(*length, -1, &sum), -1) : affine_plus(most, -1, &sum);
    ValueId variable = sum.known && left.known ? loop_variable(b, &sum) : HIR_NOTHING;
    Guard low, high = {.iter = HIR_NOTHING};
    bool has_end = is_checked ||
                   !affine_equal(&sum, index); /* else one that wrapped, and is negative, were taken for the sum */
    if (variable == HIR_NOTHING || !guard_for(b, &sum, variable, &low) ||
        (has_end && !guard_for(b, &left, variable, &high)))
        return false;
    if (low.iter != HIR_NOTHING)
        add_guard(b, &low);
    if (high.iter != HIR_NOTHING)
        add_guard(b, &high);
    *iter = low.iter != HIR_NOTHING ? low.iter : high.iter;
    return true;
}
