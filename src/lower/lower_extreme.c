/* lower_extreme.c: folds that aren't sums of floats: products, counts, the largest and least, where they are, any and all.
 *
 * Over a line: max and min of floats as 16 side by side, which LLVM vectorises; any and all a block at a time, which ends early; a
 * position by looking for a block that has anything better, and then in it. Integers LLVM makes vectors of by itself. */
#include <assert.h>
#include <math.h>

#include "lower/lower_reduce.h"

enum { LANES = 16, LANES_SHIFT = 4, BLOCK = 128, BLOCK_SHIFT = 7 };

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

/* ---- one step ------------------------------------------------------------------------------------------------------------- */

static bool is_max(const Reduction *r)
{
    return r->info->fold == FOLD_MAX || r->info->fold == FOLD_ARGMAX;
}

static bool is_extreme(const Reduction *r)
{
    return r->info->fold == FOLD_MAX || r->info->fold == FOLD_MIN;
}

static bool skips_nan(const Reduction *r)
{
    return r->info->flags & REDUCE_SKIPS_NAN;
}

/* The number that none is worse than. */
static double worst_float(const Reduction *r)
{
    return is_max(r) ? -(double)INFINITY : (double)INFINITY;
}

/* What any number takes the place of. */
static Parts extreme_start(Lower *l, const Reduction *r, TypeId type)
{
    if (type_is_complex(type)) {
        Parts worst = parts_new(l, 2);
        worst.ids[0] = worst.ids[1] = extreme_start(l, r, type_component(type)).ids[0];
        return worst;
    }
    LirType lir = scalar_lir(type);
    if (is_float_lir(lir))
        return parts_of(l, float_constant(l, lir, skips_nan(r) ? (double)NAN : worst_float(r)));
    if (lir == LIR_i1)
        return parts_of(l, int_constant(l, lir, !is_max(r)));
    int shift = 64 - 8 * lir_size(lir);
    int64_t most = is_unsigned(type) ? -1 : INT64_MAX >> shift, least = is_unsigned(type) ? 0 : INT64_MIN >> shift;
    return parts_of(l, int_constant(l, lir, is_max(r) ? least : most));
}

Parts fold_start(Lower *l, const Reduction *r, TypeId type)
{
    switch (r->info->fold) {
    case FOLD_MAX:
    case FOLD_MIN: return extreme_start(l, r, type);
    case FOLD_PRODUCT: return number_parts(l, type, 1.0);
    case FOLD_ALL: return parts_of(l, int_constant(l, LIR_i1, 1));
    case FOLD_ANY: return parts_of(l, int_constant(l, LIR_i1, 0));
    default: return number_parts(l, type, 0.0);
    }
}

static LirId better_integer(Lower *l, const Reduction *r, TypeId type, LirId x, LirId than)
{
    bool words = is_unsigned(type) || type == TYPE_boolean;
    LirOp op = is_max(r) ? (words ? LIR_ugt : LIR_sgt) : words ? LIR_ult : LIR_slt;
    return emit2(l, op, x, than);
}

/* nan wins, or where it is skipped loses. */
static LirId float_step(Lower *l, const Reduction *r, LirId so_far, LirId x)
{
    if (!skips_nan(r))
        return emit2(l, is_max(r) ? LIR_fmaximum : LIR_fminimum, so_far, x);
    LirId is_better = emit2(l, is_max(r) ? LIR_fgt : LIR_flt, x, so_far);
    LirId is_first = emit2(l, LIR_fne, so_far, so_far);
    return emit_select(l, emit2(l, LIR_or, is_better, is_first), x, so_far);
}

/* Complex numbers are in the order of their real parts, equal ones in that of the imaginary parts. */
static LirId is_beyond(Lower *l, const Reduction *r, Parts a, Parts b, bool or_equal)
{
    LirOp beyond = is_max(r) ? LIR_fgt : LIR_flt, last = or_equal ? (is_max(r) ? LIR_fge : LIR_fle) : beyond;
    LirId is_equal = emit2(l, LIR_feq, a.ids[0], b.ids[0]), imaginary = emit2(l, last, a.ids[1], b.ids[1]);
    LirId by_imaginary = emit2(l, LIR_and, is_equal, imaginary);
    return emit2(l, LIR_or, emit2(l, beyond, a.ids[0], b.ids[0]), by_imaginary);
}

/* The first nan wins, or where it is skipped loses. */
static Parts complex_step(Lower *l, const Reduction *r, Parts so_far, Parts x)
{
    LirId is_odd = any_part_is_nan(l, so_far), x_is_odd = any_part_is_nan(l, x);
    LirId stays = emit2(l, LIR_and, is_beyond(l, r, so_far, x, true),
                        logical_not(l, emit2(l, LIR_or, is_odd, x_is_odd)));
    stays = emit2(l, LIR_or, stays, skips_nan(r) ? x_is_odd : is_odd);
    return select_parts(l, stays, so_far, x);
}

static LirId extreme_step(Lower *l, const Reduction *r, TypeId type, LirId so_far, LirId x)
{
    if (is_float_lir(lir_type(l, x)))
        return float_step(l, r, so_far, x);
    return emit_select(l, better_integer(l, r, type, x, so_far), x, so_far);
}

Parts fold_step(Lower *l, const Reduction *r, TypeId type, Parts so_far, Parts x)
{
    switch (r->info->fold) {
    case FOLD_MAX:
    case FOLD_MIN:
        if (type_is_complex(type))
            return complex_step(l, r, so_far, x);
        return parts_of(l, extreme_step(l, r, type, so_far.ids[0], x.ids[0]));
    case FOLD_ALL:
    case FOLD_PRODUCT: return multiply_parts(l, type, so_far, x);
    default: return add_parts(l, type, so_far, x);
    }
}

static Parts step_of(Lower *l, const Source *s, const void *context, Parts so_far, Parts x)
{
    return fold_step(l, context, s->type, so_far, x);
}

/* ---- the largest and least of floats ------------------------------------------------------------------------------------- */

/* The best so far that is a number; and not 0 where there was nan, or if nan is skipped where there was a number. A comparison and a
 * select are one instruction; with nan in it they are four, and LLVM stores behind a mask. */
typedef struct Extreme {
    Variable best, odd;
} Extreme;

static LirId better_float(Lower *l, const Reduction *r, LirId so_far, LirId x)
{
    return emit_select(l, emit2(l, is_max(r) ? LIR_fgt : LIR_flt, x, so_far), x, so_far);
}

static LirId odd_bits(Lower *l, const Reduction *r, LirId so_far, LirId x)
{
    LirId is_odd = emit2(l, skips_nan(r) ? LIR_feq : LIR_fne, x, x);
    return emit2(l, LIR_or, so_far, emit_cast(l, LIR_zext, LIR_i64, is_odd));
}

static Extreme extreme_new(Lower *l, const Reduction *r, TypeId type)
{
    Extreme e = {.best = variable_of(l, type, number_parts(l, type, worst_float(r)))};
    e.odd = variable_of(l, TYPE_int64, parts_of(l, i64(l, 0)));
    return e;
}

static void extreme_add(Lower *l, const Reduction *r, const Extreme *e, LirId x)
{
    LirId best = variable_get(l, &e->best).ids[0], odd = variable_get(l, &e->odd).ids[0];
    variable_set(l, &e->best, parts_of(l, better_float(l, r, best, x)));
    variable_set(l, &e->odd, parts_of(l, odd_bits(l, r, odd, x)));
}

static Parts extreme_result(Lower *l, const Reduction *r, const Extreme *e, TypeId type)
{
    LirId best = variable_get(l, &e->best).ids[0], odd = variable_get(l, &e->odd).ids[0];
    LirId nan = float_constant(l, scalar_lir(type), (double)NAN), is_odd = emit2(l, LIR_ne, odd, i64(l, 0));
    return parts_of(l, skips_nan(r) ? emit_select(l, is_odd, best, nan) : emit_select(l, is_odd, nan, best));
}

static void extreme_add_all(Lower *l, const Reduction *r, const Source *s, const Extreme *e)
{
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, s->ndim);
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, s->ndim);
    open_loops(l, s->lengths, s->ndim, loops, index);
    extreme_add(l, r, e, s->at(l, s, index).ids[0]);
    close_loops(l, loops, s->ndim, few_in(l, s) >= 0 ? 0 : s->flags);
}

Parts fold_any(Lower *l, const Reduction *r, const Source *s)
{
    if (is_extreme(r) && type_is_float(s->type)) {
        Extreme e = extreme_new(l, r, s->type);
        extreme_add_all(l, r, s, &e);
        return extreme_result(l, r, &e, s->type);
    }
    Variable result = variable_of(l, s->type, fold_start(l, r, s->type));
    fold_in_order(l, s, step_of, r, &result);
    return variable_get(l, &result);
}

/* ---- side by side ---- */

typedef struct Lanes {
    LirId best, odd; /* memory of LANES numbers */
    LirType type;
} Lanes;

static LirId lane_address(Lower *l, LirId memory, LirType type, LirId lane)
{
    LirId bytes = with_flags(l, emit2(l, LIR_imul, lane, i64(l, lir_size(type))), LIR_NSW);
    return with_flags(l, emit2(l, LIR_ptradd, memory, bytes), LIR_INBOUNDS);
}

static void clear_lanes(Lower *l, const Reduction *r, const Lanes *lanes)
{
    LirId worst = float_constant(l, lanes->type, worst_float(r)), none = i64(l, 0);
    for (int i = 0; i < LANES; i++) {
        emit_store(l, lane_address(l, lanes->best, lanes->type, i64(l, i)), worst);
        emit_store(l, lane_address(l, lanes->odd, LIR_i64, i64(l, i)), none);
    }
}

static void add_to_lane(Lower *l, const Reduction *r, const Lanes *lanes, LirId lane, LirId x)
{
    LirId best = lane_address(l, lanes->best, lanes->type, lane), odd = lane_address(l, lanes->odd, LIR_i64, lane);
    emit_store(l, best, better_float(l, r, emit_load(l, lanes->type, best), x));
    emit_store(l, odd, odd_bits(l, r, emit_load(l, LIR_i64, odd), x));
}

static void fill_lanes(Lower *l, const Reduction *r, const Lanes *lanes, const Source *line, LirId groups)
{
    clear_lanes(l, r, lanes);
    Loop group = loop_begin(l, groups);
    loop_body(l, &group);
    LirId base = emit2(l, LIR_shl, group.index, i64(l, LANES_SHIFT));
    Loop lane = loop_begin(l, i64(l, LANES));
    loop_body(l, &lane);
    LirId x = line_element(l, line, with_flags(l, emit2(l, LIR_iadd, base, lane.index), LIR_NSW)).ids[0];
    add_to_lane(l, r, lanes, lane.index, x);
    loop_end(l, &lane, LIR_KEEP_ROLLED);
    loop_end(l, &group, LIR_KEEP_ROLLED);
}

static void add_lanes(Lower *l, const Reduction *r, const Lanes *lanes, const Extreme *e)
{
    LirId best[LANES], odd[LANES];
    for (int i = 0; i < LANES; i++) {
        best[i] = emit_load(l, lanes->type, lane_address(l, lanes->best, lanes->type, i64(l, i)));
        odd[i] = emit_load(l, LIR_i64, lane_address(l, lanes->odd, LIR_i64, i64(l, i)));
    }
    for (int half = LANES / 2; half; half /= 2)
        for (int i = 0; i < half; i++) {
            best[i] = better_float(l, r, best[i], best[i + half]);
            odd[i] = emit2(l, LIR_or, odd[i], odd[i + half]);
        }
    variable_set(l, &e->best, parts_of(l, best[0]));
    variable_set(l, &e->odd, parts_of(l, odd[0]));
}

static Parts fold_floats(Lower *l, const Reduction *r, const Source *line)
{
    Lanes lanes = {.type = scalar_lir(line->type)};
    lanes.best = frame_bytes(l, LANES * lir_size(lanes.type));
    lanes.odd = frame_bytes(l, LANES * lir_size(LIR_i64));
    LirId count = line_length(line), groups = emit2(l, LIR_lshr, count, i64(l, LANES_SHIFT));
    Extreme e = extreme_new(l, r, line->type);
    LirBlockId many = lir_block_new(l->u, l->out), rest = lir_block_new(l->u, l->out);
    emit_branch(l, emit2(l, LIR_ne, groups, i64(l, 0)), many, rest);
    l->block = many;
    fill_lanes(l, r, &lanes, line, groups);
    add_lanes(l, r, &lanes, &e);
    lir_jump(l->u, l->out, l->block, rest);
    l->block = rest;
    LinePart behind = {.line = line, .first = emit2(l, LIR_shl, groups, i64(l, LANES_SHIFT))};
    behind.count = emit2(l, LIR_and, count, i64(l, LANES - 1));
    Source s = line_part(&behind, LIR_KEEP_ROLLED | LIR_KEEP_SCALAR);
    extreme_add_all(l, r, &s, &e);
    return extreme_result(l, r, &e, line->type);
}

/* ---- blocks of a line --------------------------------------------------------------------------------------------------------- */

/* The part of a line that begins with a block. */
static LinePart block_behind(Lower *l, const Source *line, LirId block)
{
    LinePart behind = {.line = line, .first = emit2(l, LIR_shl, block, i64(l, BLOCK_SHIFT))};
    LirId left = emit2(l, LIR_isub, line_length(line), behind.first), whole = i64(l, BLOCK);
    behind.count = emit_select(l, emit2(l, LIR_slt, left, whole), left, whole);
    return behind;
}

static LirId block_count(Lower *l, const Source *line)
{
    LirId more = with_flags(l, emit2(l, LIR_iadd, line_length(line), i64(l, BLOCK - 1)), LIR_NSW);
    return emit2(l, LIR_lshr, more, i64(l, BLOCK_SHIFT));
}

static Parts fold_bits(Lower *l, const Reduction *r, const Source *line)
{
    Variable result = variable_of(l, TYPE_boolean, fold_start(l, r, TYPE_boolean));
    Loop block = loop_begin(l, block_count(l, line));
    loop_body(l, &block);
    LinePart behind = block_behind(l, line, block.index);
    Source s = line_part(&behind, 0);
    Parts bit = fold_any(l, r, &s);
    variable_set(l, &result, bit);
    LirBlockId goes_on = lir_block_new(l->u, l->out);
    bool any = r->info->fold == FOLD_ANY;
    emit_branch(l, bit.ids[0], any ? block.exit : goes_on, any ? goes_on : block.exit);
    l->block = goes_on;
    loop_end(l, &block, LIR_KEEP_ROLLED);
    return variable_get(l, &result);
}

Parts fold_line(Lower *l, const Reduction *r, const Source *line)
{
    if (few_in(l, line) >= 0)
        return fold_any(l, r, line);
    if (is_extreme(r) && type_is_float(line->type))
        return fold_floats(l, r, line);
    if (r->info->fold == FOLD_ANY || r->info->fold == FOLD_ALL)
        return fold_bits(l, r, line);
    return fold_any(l, r, line);
}

/* ---- positions ------------------------------------------------------------------------------------------------------------------ */

typedef struct Best {
    const Reduction *r;
    TypeId type;
    Variable value, position, seen; /* `seen`: how many there were before */
} Best;

static LirId is_better_complex(Lower *l, const Reduction *r, Parts x, Parts than)
{
    LirId is = emit2(l, LIR_or, is_beyond(l, r, x, than, false), any_part_is_nan(l, x));
    return emit2(l, LIR_and, is, logical_not(l, any_part_is_nan(l, than)));
}

LirId is_better(Lower *l, const Reduction *r, TypeId type, Parts x, Parts than)
{
    if (type_is_complex(type))
        return is_better_complex(l, r, x, than);
    if (!type_is_float(type))
        return better_integer(l, r, type, x.ids[0], than.ids[0]);
    LirId is_not_worse = logical_not(l, emit2(l, is_max(r) ? LIR_fle : LIR_fge, x.ids[0], than.ids[0]));
    return emit2(l, LIR_and, is_not_worse, emit2(l, LIR_feq, than.ids[0], than.ids[0]));
}

static LirId is_better_than(Lower *l, const Best *best, Parts x)
{
    return is_better(l, best->r, best->type, x, variable_get(l, &best->value));
}

static void look_at(Lower *l, const Best *best, Parts x, LirId takes, LirId position)
{
    LirBlockId better = lir_block_new(l->u, l->out), next = lir_block_new(l->u, l->out);
    emit_branch(l, takes, better, next);
    l->block = better;
    variable_set(l, &best->value, x);
    variable_set(l, &best->position, parts_of(l, position));
    lir_jump(l->u, l->out, l->block, next);
    l->block = next;
}

static Best best_new(Lower *l, const Reduction *r, TypeId type, Parts first)
{
    Best best = {.r = r, .type = type};
    best.value = variable_of(l, type, first);
    best.position = variable_of(l, TYPE_int64, parts_of(l, i64(l, 0)));
    best.seen = variable_of(l, TYPE_int64, parts_of(l, i64(l, 0)));
    return best;
}

LirId position_in_any(Lower *l, const Reduction *r, const Source *s)
{
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, s->ndim);
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, s->ndim);
    Best best = best_new(l, r, s->type, number_parts(l, s->type, 0.0));
    open_loops(l, s->lengths, s->ndim, loops, index);
    LirId seen = variable_get(l, &best.seen).ids[0];
    Parts x = s->at(l, s, index);
    LirId is_first = emit2(l, LIR_eq, seen, i64(l, 0));
    look_at(l, &best, x, emit2(l, LIR_or, is_first, is_better_than(l, &best, x)), seen);
    variable_set(l, &best.seen, parts_of(l, emit2(l, LIR_iadd, seen, i64(l, 1))));
    close_loops(l, loops, s->ndim, few_in(l, s) >= 0 ? 0 : s->flags);
    return variable_get(l, &best.position).ids[0];
}

/* Is anything in the block better than the best before it? */
static LirId block_has_better(Lower *l, const Best *best, const LinePart *behind)
{
    Variable any = variable_of(l, TYPE_boolean, parts_of(l, int_constant(l, LIR_i1, 0)));
    Loop loop = loop_begin(l, behind->count);
    loop_body(l, &loop);
    Source s = line_part(behind, 0);
    LirId is = is_better_than(l, best, line_element(l, &s, loop.index));
    variable_set(l, &any, parts_of(l, emit2(l, LIR_or, variable_get(l, &any).ids[0], is)));
    loop_end(l, &loop, 0);
    return variable_get(l, &any).ids[0];
}

static void search_block(Lower *l, const Best *best, const LinePart *behind)
{
    Loop loop = loop_begin(l, behind->count);
    loop_body(l, &loop);
    LirId position = emit2(l, LIR_iadd, behind->first, loop.index);
    Parts x = line_element(l, behind->line, position);
    look_at(l, best, x, is_better_than(l, best, x), position);
    loop_end(l, &loop, LIR_KEEP_ROLLED | LIR_KEEP_SCALAR);
}

LirId position_in_line(Lower *l, const Reduction *r, const Source *line)
{
    if (few_in(l, line) >= 0)
        return position_in_any(l, r, line);
    Best best = best_new(l, r, line->type, line_element(l, line, i64(l, 0)));
    LinePart front = block_behind(l, line, i64(l, 0));
    search_block(l, &best, &front);
    LirId one = i64(l, 1);
    Loop block = loop_begin(l, emit2(l, LIR_isub, block_count(l, line), one));
    loop_body(l, &block);
    LirId number = with_flags(l, emit2(l, LIR_iadd, block.index, i64(l, 1)), LIR_NSW);
    LinePart behind = block_behind(l, line, number);
    LirBlockId search = lir_block_new(l->u, l->out), next = lir_block_new(l->u, l->out);
    emit_branch(l, block_has_better(l, &best, &behind), search, next);
    l->block = search;
    search_block(l, &best, &behind);
    lir_jump(l->u, l->out, l->block, next);
    l->block = next;
    loop_end(l, &block, LIR_KEEP_ROLLED);
    return variable_get(l, &best.position).ids[0];
}
