/* lower_range.c: `for` loops over a range whose variable counts itself, as in C: i = start; i < stop; i += step.
 *
 * In HIR a loop counts positions from 0, and an element is start + position * step. Where a step behind the last element
 * can't overflow (always with 1 and -1, else where bound has proved it) the position can be the element: no count of the
 * range is computed, which takes a division, and LLVM sees the induction variable as it does in C. The position is then the
 * element in all that is made of it: the phi, iter_next, iter_more, iter_item. */
#include <assert.h>

#include "lower/lower_parts.h"

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/hir.h"
#include "hir/hir_edit.h"

enum { START, STOP, STEP }; /* the parts of a range */
enum {
    UPWARDS = 1,
    DOWNWARDS = 2
}; /* bits of the facts of `iter`: a step from below stop to above it doesn't overflow */

static bool is_range_call(const HirValue *v)
{
    return v->op == HIR_call && v->builtin >= 0 && builtins[v->builtin].rule == CALL_RANGE;
}

/* 1: up, -1: down, 0: the position must be counted. */
static int way_of(const Lower *l, const HirValue *iter)
{
    const HirValue *range = hir_of(l, iter->args[0]);
    if (!is_range_call(range))
        return 0;
    const HirValue *step = range->count > 3 ? hir_of(l, range->args[3]) : NULL;
    if (!step)
        return 1;
    bool is_one = step->op == HIR_const && step->object->kind == FROZEN_INT &&
                  (frozen_integer(step->object) == 1 || frozen_integer(step->object) == -1);
    if (is_one)
        return (int)frozen_integer(step->object);
    return iter->facts.in_range & UPWARDS ? 1 : iter->facts.in_range & DOWNWARDS ? -1 : 0;
}

static bool is_zero_constant(const HirValue *v)
{
    return v->op == HIR_const && v->object->kind == FROZEN_INT && !frozen_is_data(v->object) &&
           !frozen_integer(v->object);
}

/* Is all that becomes of the position `v`, or of the one after it, part of the loop itself? */
static bool is_used_by_loop(const Lower *l, const HirUsers *uses, ValueId v, ValueId iter, ValueId count)
{
    for (uint32_t i = uses->first[v]; i < uses->first[v + 1]; i++) {
        const HirValue *user = hir_of(l, uses->users[i]);
        bool is_loops = user->op == HIR_iter_next || user->op == HIR_phi ||
                        (user->op == HIR_iter_item && user->args[0] == iter) ||
                        (user->op == HIR_iter_more && user->args[1] == count);
        if (user->block != HIR_NOTHING && !is_loops)
            return false;
    }
    return true;
}

static bool is_position(const Lower *l, const HirUsers *uses, ValueId v, ValueId iter, ValueId count)
{
    const HirValue *phi = hir_of(l, v);
    if (phi->op != HIR_phi || !is_used_by_loop(l, uses, v, iter, count))
        return false;
    for (size_t i = 0; i < phi->count; i++) {
        const HirValue *arg = hir_of(l, phi->args[i]);
        bool is_next = arg->op == HIR_iter_next && arg->args[0] == v;
        if (!is_zero_constant(arg) && (!is_next || !is_used_by_loop(l, uses, phi->args[i], iter, count)))
            return false;
    }
    return true;
}

/* Is there a phi beside the position itself that gets `v`? */
static bool feeds_other(const Lower *l, const HirUsers *uses, ValueId v, ValueId position)
{
    for (uint32_t i = uses->first[v]; i < uses->first[v + 1]; i++) {
        const HirValue *user = hir_of(l, uses->users[i]);
        if (uses->users[i] != position && user->op == HIR_phi && user->block != HIR_NOTHING)
            return true;
    }
    return false;
}

/* The phi that the position, or one after it, feeds must be the position itself and no other. */
static bool feeds_others(const Lower *l, const HirUsers *uses, ValueId position)
{
    for (uint32_t i = uses->first[position]; i < uses->first[position + 1]; i++) {
        ValueId next = uses->users[i];
        if (hir_of(l, next)->op == HIR_iter_next && feeds_other(l, uses, next, position))
            return true;
    }
    return feeds_other(l, uses, position, position);
}

void find_counted(Lower *l)
{
    HirUsers uses = hir_users(l->u, &l->f->hir);
    l->counted_count = l->f->hir.values.count;
    l->counted = ARENA_ARRAY(&l->u->arena, ValueId, l->counted_count);
    for (ValueId v = 0; v < l->counted_count; v++)
        l->counted[v] = HIR_NOTHING;
    for (ValueId v = 0; v < l->f->hir.values.count; v++) {
        const HirValue *more = hir_of(l, v);
        if (more->op != HIR_iter_more || more->block == HIR_NOTHING)
            continue;
        const HirValue *count = hir_of(l, more->args[1]);
        const HirValue *iter = count->op == HIR_iter_count ? hir_of(l, count->args[0]) : NULL;
        if (iter && iter->op == HIR_iter && way_of(l, iter) &&
            is_position(l, &uses, more->args[0], count->args[0], more->args[1]) &&
            !feeds_others(l, &uses, more->args[0]))
            l->counted[more->args[0]] = count->args[0];
    }
}

bool is_counted(const Lower *l, ValueId position)
{
    return position < l->counted_count && l->counted[position] != HIR_NOTHING;
}

LirId counted_start(Lower *l, ValueId position)
{
    assert(is_counted(l, position));
    return value_parts(l, l->counted[position]).ids[START];
}

/* With boundscheck="verify": a step goes that way and doesn't overflow. */
static void verify_step(Lower *l, LirId position, LirId step, bool upwards)
{
    int64_t constant;
    if (!verifies_proofs(l) || (is_int_constant(l, step, &constant) && (constant == 1 || constant == -1)))
        return;
    LirId end = int_constant(l, LIR_i64, upwards ? INT64_MAX : INT64_MIN);
    LirId other_way = emit2(l, upwards ? LIR_slt : LIR_sgt, step, int_constant(l, LIR_i64, upwards ? 1 : -1));
    LirId overflows = emit2(l, upwards ? LIR_sgt : LIR_slt, position, emit2(l, LIR_isub, end, step));
    bug_if(l, emit2(l, LIR_or, other_way, overflows), "a proved check of a step failed: a bug of upcall's");
}

LirId counted_next(Lower *l, ValueId position)
{
    assert(is_counted(l, position));
    Parts range = value_parts(l, l->counted[position]);
    int64_t start;
    bool upwards = way_of(l, hir_of(l, l->counted[position])) > 0;
    verify_step(l, scalar_as(l, position, TYPE_int64), range.ids[STEP], upwards);
    bool is_natural = is_int_constant(l, range.ids[START], &start) && start >= 0 && upwards;
    LirId next = emit2(l, LIR_iadd, scalar_as(l, position, TYPE_int64), range.ids[STEP]);
    return with_flags(l, next, is_natural ? LIR_NSW | LIR_NUW : LIR_NSW);
}

LirId counted_more(Lower *l, ValueId position)
{
    bool upwards = way_of(l, hir_of(l, l->counted[position])) > 0;
    LirId stop = value_parts(l, l->counted[position]).ids[STOP];
    return emit2(l, upwards ? LIR_slt : LIR_sgt, scalar_as(l, position, TYPE_int64), stop);
}
