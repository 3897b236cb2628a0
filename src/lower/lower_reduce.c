/* lower_reduce.c: reductions over elements: what is folded, in which order, and where the result goes.
 *
 *     all axes folded        one number: over a line where everything lies side by side, else by a general nest
 *     the last one, too      for each result such a fold
 *     the last one isn't     the results of a row at once, in memory (lower_reduce_axis.c); of those folds that go step by step
 *
 * Which of them it is depends on types and constants, never on lengths: so the order of additions is the same however long the
 * axes are. Memory in Fortran order is folded by its transpose. */
#include "lower/lower_reduce.h"

#include <assert.h>
#include <math.h>

#include "frozen/builtins.h"

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

/* ---- one number ----------------------------------------------------------------------------------------------------------- */

/* A fold over all that a walk goes over. */
typedef struct Over {
    Lower *l;
    const Reduction *r;
    Elements *elements;
    const Walk *walk;
    bool is_line;
    unsigned flags;
} Over;

static bool is_float_type(TypeId type)
{
    return type_is_float(type) || type_is_complex(type);
}

static bool skips_nan(const Over *o)
{
    return o->r->info->flags & REDUCE_SKIPS_NAN && is_float_type(o->r->element);
}

static Parts sum_mapped(const Over *o, const Mapping *m)
{
    Mapped mapped = {o->elements, o->walk, m};
    Source s = mapped_source(o->l, &mapped, o->is_line, o->flags);
    return o->is_line ? sum_of_line(o->l, &s) : sum_of_any(o->l, &s);
}

static Parts sum_of_values(const Over *o, TypeId type)
{
    return sum_mapped(o, &(Mapping){.map = MAP_VALUE, .from = type, .to = type, .skips_nan = skips_nan(o)});
}

/* How many elements count, as a float64. */
static LirId count_of_values(const Over *o)
{
    Lower *l = o->l;
    LirId count = walk_count(l, o->walk);
    if (skips_nan(o)) {
        Mapping m = {.map = MAP_NOT_NAN, .from = o->r->element, .to = TYPE_int64};
        count = sum_mapped(o, &m).ids[0];
    }
    return emit_cast(l, LIR_sitofp, LIR_f64, count);
}

Parts divided_by_count(Lower *l, TypeId type, Parts sum, LirId count)
{
    TypeId part = type_is_complex(type) ? type_component(type) : type;
    Parts quotient = parts_new(l, sum.count);
    for (size_t i = 0; i < sum.count; i++) {
        LirId wide = convert_real(l, sum.ids[i], part, TYPE_float64);
        quotient.ids[i] = convert_real(l, emit2(l, LIR_fdiv, wide, count), TYPE_float64, part);
    }
    return quotient;
}

LirId freedom_of(Lower *l, const Reduction *r, LirId count)
{
    LirId zero = float_constant(l, LIR_f64, 0.0), left = count;
    if (r->ddof != HIR_NOTHING)
        left = emit2(l, LIR_fsub, count, scalar_as(l, r->ddof, TYPE_float64));
    bool may_be_nan = r->info->flags & REDUCE_SKIPS_NAN && is_float_type(r->element);
    LirId instead = may_be_nan ? float_constant(l, LIR_f64, (double)NAN) : zero;
    return emit_select(l, emit2(l, LIR_fgt, left, zero), left, instead);
}

static Parts variance(const Over *o)
{
    Lower *l = o->l;
    const Reduction *r = o->r;
    TypeId type = type_is_complex(r->element) ? r->element : r->type;
    LirId count = count_of_values(o), freedom = freedom_of(l, r, count);
    Parts mean = divided_by_count(l, type, sum_of_values(o, type), count);
    Mapping m = {.map = MAP_DEVIATION, .from = type, .to = r->type, .skips_nan = skips_nan(o), .mean = mean};
    Parts result = divided_by_count(l, r->type, sum_mapped(o, &m), freedom);
    return r->info->fold == FOLD_SPREAD ? parts_of(l, emit1(l, LIR_fsqrt, result.ids[0])) : result;
}

static Parts fold_mapped(const Over *o, const Reduction *r, const Mapping *m)
{
    Mapped mapped = {o->elements, o->walk, m};
    Source s = mapped_source(o->l, &mapped, o->is_line, o->flags);
    return o->is_line ? fold_line(o->l, r, &s) : fold_any(o->l, r, &s);
}

static Parts extreme(const Over *o, Fold fold)
{
    ReductionInfo info = *o->r->info;
    Reduction r = *o->r;
    info.fold = fold;
    r.info = &info;
    return fold_mapped(o, &r, &(Mapping){.map = MAP_VALUE, .from = r.type, .to = r.type});
}

Parts range_between(Lower *l, TypeId type, Parts most, Parts least)
{
    Parts range = parts_new(l, most.count);
    for (size_t i = 0; i < range.count; i++)
        range.ids[i] = emit2(l, is_float_type(type) ? LIR_fsub : LIR_isub, most.ids[i], least.ids[i]);
    return range;
}

static Parts range_of(const Over *o)
{
    Parts most = extreme(o, FOLD_MAX);
    return range_between(o->l, o->r->type, most, extreme(o, FOLD_MIN));
}

static Parts position(const Over *o)
{
    Mapping m = {.map = MAP_VALUE, .from = o->r->element, .to = o->r->element};
    Mapped mapped = {o->elements, o->walk, &m};
    bool is_line = o->is_line && o->elements->kind == ELEMENTS_VIEW;
    Source s = mapped_source(o->l, &mapped, o->is_line, o->flags);
    return parts_of(o->l, is_line ? position_in_line(o->l, o->r, &s) : position_in_any(o->l, o->r, &s));
}

Mapping mapping_of(const Reduction *r)
{
    Mapping m = {.map = MAP_VALUE, .from = r->type, .to = r->type};
    Fold fold = r->info->fold;
    m.skips_nan = r->info->flags & REDUCE_SKIPS_NAN && fold != FOLD_MAX && fold != FOLD_MIN;
    m.instead_of_nan = fold == FOLD_PRODUCT;
    if (fold == FOLD_ANY || fold == FOLD_ALL || fold == FOLD_COUNT) {
        m.map = fold == FOLD_COUNT ? MAP_COUNT : MAP_TRUTH;
        m.from = r->element;
    }
    return m;
}

static Parts fold_over(const Over *o)
{
    Mapping m = mapping_of(o->r);
    switch (o->r->info->fold) {
    case FOLD_SUM: return sum_mapped(o, &m);
    case FOLD_MEAN: {
        Parts sum = sum_mapped(o, &m);
        return divided_by_count(o->l, o->r->type, sum, count_of_values(o));
    }
    case FOLD_VARIANCE:
    case FOLD_SPREAD: return variance(o);
    case FOLD_RANGE: return range_of(o);
    case FOLD_ARGMAX:
    case FOLD_ARGMIN: return position(o);
    default: return fold_mapped(o, o->r, &m);
    }
}

/* ---- in both forms ----------------------------------------------------------------------------------------------------------- */

static bool is_always(const Lower *l, LirId condition)
{
    int64_t bit;
    return is_int_constant(l, condition, &bit) && bit;
}

enum { GENERAL = LIR_KEEP_ROLLED | LIR_KEEP_SCALAR };

static void fold_into(const Over *o, const Variable *result, LirBlockId done)
{
    variable_set(o->l, result, fold_over(o));
    lir_jump(o->l->u, o->l->out, o->l->block, done);
}

/* A line where `holds`, anything else elsewhere. */
static Parts fold_both(Lower *l, const Reduction *r, Elements *e, const Walk *line, const Walk *any, LirId holds)
{
    Over fast = {l, r, e, line, true, 0}, general = {l, r, e, any, false, GENERAL};
    if (is_always(l, holds))
        return fold_over(&fast);
    Variable result = variable_new(l, r->type);
    LirBlockId quick = lir_block_new(l->u, l->out), slow = lir_block_new(l->u, l->out);
    LirBlockId done = lir_block_new(l->u, l->out);
    emit_branch(l, holds, quick, slow);
    l->block = quick;
    fold_into(&fast, &result, done);
    l->block = slow;
    fold_into(&general, &result, done);
    l->block = done;
    return variable_get(l, &result);
}

/* The axes in front of the last one are 1 long. */
static LirId is_line(Lower *l, const Walk *walk)
{
    LirId holds = int_constant(l, LIR_i1, 1);
    for (size_t axis = 0; axis + 1 < walk->ndim; axis++)
        if (!is_length_one(l, walk->lengths[axis]))
            holds = both_hold(l, holds, emit2(l, LIR_eq, walk->lengths[axis], i64(l, 1)));
    return holds;
}

static bool is_few(const Lower *l, const Walk *walk)
{
    return few_in(l, &(Source){.ndim = walk->ndim, .lengths = walk->lengths}) >= 0;
}

static Parts fold_all(Lower *l, const Reduction *r, Elements *e)
{
    Walk any = walk_general(l, e, NULL);
    if (is_few(l, &any))
        return fold_over(&(Over){l, r, e, &any, false, 0});
    LirId holds;
    Walk line = walk_fast(l, e, NULL, &holds);
    return fold_both(l, r, e, &line, &any, both_hold(l, holds, is_line(l, &line)));
}

/* ---- along some axes ------------------------------------------------------------------------------------------------------------ */

/* The address in the result of what belongs to an index of the axes that are left. */
static LirId result_address(Lower *l, const Reduction *r, const View *out, const LirId *kept)
{
    LirId address = out->data;
    for (int axis = 0, place = 0, left = 0; axis < r->ndim; axis++) {
        bool is_folded = r->axes >> axis & 1;
        if (!is_folded) {
            LirId bytes = with_flags(l, emit2(l, LIR_imul, kept[left++], out->strides[place]), LIR_NSW);
            address = with_flags(l, emit2(l, LIR_ptradd, address, bytes), LIR_INBOUNDS);
        }
        place += !is_folded || r->keeps;
    }
    return address;
}

static LirId *kept_lengths(Lower *l, const Reduction *r, const Elements *e, size_t *count)
{
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, (size_t)r->ndim + 1);
    *count = 0;
    for (int axis = 0; axis < r->ndim; axis++)
        if (!(r->axes >> axis & 1))
            lengths[(*count)++] = e->lengths[axis];
    return lengths;
}

static void fold_each(Lower *l, const Reduction *r, Elements *e, const View *out)
{
    size_t count;
    const LirId *lengths = kept_lengths(l, r, e, &count);
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, count);
    LirId *kept = ARENA_ARRAY(&l->u->arena, LirId, count);
    Walk walk = walk_general(l, e, NULL);
    open_loops(l, lengths, count, loops, kept);
    Walk any = walk_part(l, e, &walk, r->axes, kept), line = any;
    Parts result;
    if (is_few(l, &any)) {
        result = fold_over(&(Over){l, r, e, &any, false, 0});
    } else {
        LirId holds = walk_side_by_side(l, e, &line, line.ndim - 1);
        result = fold_both(l, r, e, &line, &any, both_hold(l, holds, is_line(l, &line)));
    }
    store_walked(l, r->type, result_address(l, r, out, kept), result, 0);
    close_loops(l, loops, count, 0);
}

/* ---- the call ------------------------------------------------------------------------------------------------------------------- */

static const char *empty_message(Lower *l, const Reduction *r)
{
    Fold fold = r->info->fold;
    if (fold == FOLD_ARGMAX || fold == FOLD_ARGMIN)
        return arena_printf(&l->u->arena, "attempt to get %s of an empty sequence", r->info->name);
    bool skips = r->info->flags & REDUCE_SKIPS_NAN;
    const char *ufunc = fold == FOLD_MIN ? (skips ? "fmin" : "minimum") : skips ? "fmax" : "maximum";
    return arena_printf(&l->u->arena, "zero-size array to reduction operation %s which has no identity", ufunc);
}

static LirId length_of(Lower *l, const Reduction *r, const Elements *e, bool folded)
{
    LirId count = i64(l, 1);
    for (int axis = 0; axis < r->ndim; axis++)
        if ((r->axes >> axis & 1) == folded)
            count = length_product(l, count, e->lengths[axis]);
    return count;
}

/* Nothing to fold where there is a result to give. */
static void check_empty(Lower *l, const Reduction *r, const Elements *e)
{
    int64_t constant;
    if (!(r->info->flags & REDUCE_NEEDS_ONE))
        return;
    LirId folded = length_of(l, r, e, true), kept = length_of(l, r, e, false);
    if (is_int_constant(l, folded, &constant) && constant)
        return;
    LirId is_empty = emit2(l, LIR_eq, folded, i64(l, 0)), has_result = emit2(l, LIR_ne, kept, i64(l, 0));
    raise_if(l, emit2(l, LIR_and, is_empty, has_result), "ValueError", empty_message(l, r));
}

static View new_result(Lower *l, const HirValue *v, const Reduction *r, const Elements *e)
{
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, (size_t)r->ndim);
    size_t count = 0;
    for (int axis = 0; axis < r->ndim; axis++) {
        bool is_folded = r->axes >> axis & 1;
        if (!is_folded || r->keeps)
            lengths[count++] = is_folded ? i64(l, 1) : e->lengths[axis];
    }
    return new_array(l, l->at, v->type, lengths);
}

/* What lies in Fortran order, by its transpose; positions among all are those in C order. */
static Elements *in_order_of_memory(Lower *l, Reduction *r, Elements *e, View *out)
{
    const Type *type = e->kind == ELEMENTS_VIEW ? e->view.type : NULL;
    bool finds_position = r->info->fold == FOLD_ARGMAX || r->info->fold == FOLD_ARGMIN;
    if (!type || type->packed.first <= type->packed.last || (finds_position && !out))
        return e;
    size_t ndim = e->ndim, results = out ? (size_t)out->type->ndim : 0;
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, ndim), *strides = ARENA_ARRAY(&l->u->arena, LirId, ndim);
    LirId *to = ARENA_ARRAY(&l->u->arena, LirId, results);
    uint32_t axes = 0;
    for (size_t axis = 0; axis < ndim; axis++) {
        lengths[axis] = e->view.lengths[ndim - 1 - axis];
        strides[axis] = e->view.strides[ndim - 1 - axis];
        axes |= (r->axes >> (ndim - 1 - axis) & 1) << axis;
    }
    for (size_t axis = 0; axis < results; axis++)
        to[axis] = out->strides[results - 1 - axis];
    r->axes = axes;
    if (out)
        out->strides = to;
    Packed packed = {.last = type->packed.first, .first = type->packed.last};
    TypeId transposed = type_intern(
        l->u, (Type){.shape = SHAPE_ARRAY, .element = type->element, .ndim = type->ndim, .packed = packed});
    return elements_of_view(l, (View){type_get(l->u, transposed), e->view.data, LIR_NOTHING, lengths, strides});
}

Parts lower_reduce(Lower *l, const HirValue *v)
{
    if (!hir_reduction_info(v->builtin))
        return lower_product(l, v);
    Reduction r = hir_reduction(l->u, &l->f->hir, v);
    Elements *e = elements_of(l, r.array);
    check_empty(l, &r, e);
    if (!type_has_shape(l->u, v->type, SHAPE_ARRAY))
        return fold_all(l, &r, in_order_of_memory(l, &r, e, NULL));
    View result = new_result(l, v, &r, e), out = result;
    Elements *ordered = in_order_of_memory(l, &r, e, &out);
    if (folds_rows(&r))
        reduce_rows(l, &r, ordered, &out);
    else
        fold_each(l, &r, ordered, &out);
    return view_parts(l, &result, v->type);
}
