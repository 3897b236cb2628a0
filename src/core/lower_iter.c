/* lower_iter.c: range(), and what a `for` goes over by position.
 *
 * Positions count from 0 to one below the count, which is an int: so `position + 1` never overflows, and an element of a
 * range is start + position * step. The count of a range is exact but for ranges of 2**63 elements or more, where it is
 * 2**63 - 1: no loop gets there. */
#include "lower_parts.h"

enum { START, STOP, STEP }; /* the parts of a range */

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

/* range(stop), range(start, stop), range(start, stop, step) */
Parts lower_range(Lower *l, const HirValue *v)
{
    Parts range = parts_new(l, 3);
    size_t given = v->count - 1;
    range.ids[START] = given > 1 ? scalar_as(l, v->args[1], TYPE_int64) : i64(l, 0);
    range.ids[STOP] = scalar_as(l, v->args[given > 1 ? 2 : 1], TYPE_int64);
    range.ids[STEP] = given > 2 ? scalar_as(l, v->args[3], TYPE_int64) : i64(l, 1);
    int64_t step;
    if (!is_int_constant(l, range.ids[STEP], &step) || step == 0)
        raise_if(l, emit2(l, LIR_eq, range.ids[STEP], i64(l, 0)), "ValueError", "range() arg 3 must not be zero");
    return range;
}

/* How many steps of `size` (a word; not 0) lead from `low` to below `high`; 0 where low >= high. The distance is a word:
 * it is exact, though it may not fit a signed integer. */
static LirId steps_between(Lower *l, LirId low, LirId high, LirId size)
{
    int64_t first, step;
    bool from_natural = is_int_constant(l, low, &first) && first >= 0;
    bool by_one = is_int_constant(l, size, &step) && step == 1;
    LirId some = emit2(l, LIR_sgt, high, low);
    LirId count = by_one && from_natural && first == 0 ? high : emit2(l, LIR_isub, high, low);
    if (!by_one) {
        LirId below_last = emit2(l, LIR_isub, count, i64(l, 1));
        LirId whole_steps = emit2(l, LIR_udiv, below_last, size);
        count = emit2(l, LIR_iadd, whole_steps, i64(l, 1));
    }
    if (!from_natural) {
        LirId is_beyond = emit2(l, LIR_slt, count, i64(l, 0));
        count = emit_select(l, is_beyond, i64(l, INT64_MAX), count);
    }
    return emit_select(l, some, count, i64(l, 0));
}

LirId range_count(Lower *l, Parts range)
{
    LirId start = range.ids[START], stop = range.ids[STOP], step = range.ids[STEP];
    int64_t constant;
    if (is_int_constant(l, step, &constant))
        return constant > 0 ? steps_between(l, start, stop, step)
                            : steps_between(l, stop, start, i64(l, (int64_t)(0 - (uint64_t)constant)));
    LirId down = emit2(l, LIR_slt, step, i64(l, 0));
    LirId size = emit_select(l, down, emit2(l, LIR_isub, i64(l, 0), step), step);
    LirId low = emit_select(l, down, stop, start), high = emit_select(l, down, start, stop);
    return steps_between(l, low, high, size);
}

/* start + position * step. The sum is the element, so it doesn't overflow; the product alone may, unless it has the same
 * bounds as the sum: with a step of 1 or -1 (it is the position), or going up from a constant that isn't negative. */
static LirId range_item(Lower *l, Parts range, LirId position)
{
    LirId start = range.ids[START], step = range.ids[STEP];
    int64_t by, first = -1;
    bool constant_step = is_int_constant(l, step, &by);
    bool from_natural = is_int_constant(l, start, &first) && first >= 0;
    if (constant_step && by == -1)
        return with_flags(l, emit2(l, LIR_isub, start, position), LIR_NSW);
    if (constant_step && by == 1 && from_natural && first == 0)
        return position;
    unsigned flags = from_natural && constant_step && by > 0 ? LIR_NSW | LIR_NUW : 0;
    if (constant_step && by == 1)
        return with_flags(l, emit2(l, LIR_iadd, start, position), flags | LIR_NSW);
    LirId way = with_flags(l, emit2(l, LIR_imul, position, step), flags);
    return from_natural && first == 0 ? way : with_flags(l, emit2(l, LIR_iadd, start, way), flags);
}

static TypeId iterated_type(const Lower *l, ValueId iterator)
{
    return type_get(l->u, hir_of(l, iterator)->type)->element;
}

LirId lower_iter_count(Lower *l, const HirValue *v)
{
    TypeId type = iterated_type(l, v->args[0]);
    Parts parts = operand(l, v->args[0]);
    switch (type_get(l->u, type)->shape) {
    case SHAPE_RANGE: return range_count(l, parts);
    case SHAPE_ARRAY: return parts.ids[1];
    default: unsupported(l, arena_printf(&l->u->arena, "a loop over %s", type_name(l->u, type)));
    }
}

Parts lower_iter_item(Lower *l, const HirValue *v)
{
    TypeId type = iterated_type(l, v->args[0]);
    Parts parts = operand(l, v->args[0]);
    LirId position = scalar_as(l, v->args[1], TYPE_int64);
    return type == TYPE_range ? parts_of(l, range_item(l, parts, position)) : array_item(l, parts, type, position);
}

LirId lower_iter_next(Lower *l, const HirValue *v)
{
    LirId position = scalar_as(l, v->args[0], TYPE_int64);
    return with_flags(l, emit2(l, LIR_iadd, position, i64(l, 1)), LIR_NSW | LIR_NUW);
}

LirId lower_iter_more(Lower *l, const HirValue *v)
{
    LirId position = scalar_as(l, v->args[0], TYPE_int64), count = scalar_as(l, v->args[1], TYPE_int64);
    return emit2(l, LIR_slt, position, count);
}
