/* lower_overlap.c: where a store and what its source reads may have memory in common.
 *
 * All is as if the source were complete first (SEMANTICS, "Memory"). A view that is read is
 *   apart          its bytes aren't the target's: by where they begin and end; or between them, where the strides are equal and the
 *                  remainder of the distance says so (columns, fields, real and imaginary parts)
 *   at its place   the same view as the target
 *   on one side    in one dimension with equal strides: then the direction of the loop is enough
 * and where one is none of that the nest writes a temporary, which is copied behind it. */
#include <assert.h>

#include "fuse/effects.h"
#include "lower/lower_nest.h"

static LirId never(Lower *l)
{
    return int_constant(l, LIR_i1, 0);
}

static LirId either(Lower *l, LirId a, LirId b)
{
    int64_t bit;
    if (is_int_constant(l, a, &bit))
        return bit ? a : b;
    return emit2(l, LIR_or, a, b);
}

/* ---- what is known ------------------------------------------------------------------------------------------------------- */

static bool is_same_view(Lower *l, const View *a, const View *b)
{
    if (a->type->ndim != b->type->ndim || a->type->element != b->type->element || a->data != b->data)
        return false;
    for (int axis = 0; axis < a->type->ndim; axis++) {
        bool both_follow = packed_is_same(a->type->packed, b->type->packed) &&
                           packed_has(a->type->packed, a->type->ndim, axis);
        if (!same_length(l, a->lengths[axis], b->lengths[axis]) ||
            (!both_follow && !same_length(l, a->strides[axis], b->strides[axis])))
            return false;
    }
    return true;
}

/* ---- apart ----------------------------------------------------------------------------------------------------------------- */

typedef struct Extent {
    LirId low, size; /* the address of its first byte, and how many there are; anything if it has no elements */
} Extent;

static LirId last_offset(Lower *l, const View *view, int axis)
{
    LirId last = emit2(l, LIR_isub, view->lengths[axis], int_constant(l, LIR_i64, 1));
    return length_product(l, last, view->strides[axis]);
}

static void add_axis(Lower *l, const View *view, int axis, Extent *extent)
{
    LirId last = last_offset(l, view, axis), zero = int_constant(l, LIR_i64, 0);
    int64_t stride;
    if (is_int_constant(l, view->strides[axis], &stride) && stride >= 0) {
        extent->size = emit2(l, LIR_iadd, extent->size, last);
        return;
    }
    LirId is_down = emit2(l, LIR_slt, last, zero);
    extent->low = emit2(l, LIR_iadd, extent->low, emit_select(l, is_down, last, zero));
    LirId size = emit_select(l, is_down, emit2(l, LIR_isub, zero, last), last);
    extent->size = emit2(l, LIR_iadd, extent->size, size);
}

static Extent extent_of(Lower *l, const View *view)
{
    int ndim = view->type->ndim;
    Extent extent = {.low = emit_cast(l, LIR_ptrtoint, LIR_i64, view->data)};
    extent.size = int_constant(l, LIR_i64, element_size(l->u, view->type->element));
    if (packed_is_c(view->type->packed, ndim) || packed_is_f(view->type->packed, ndim)) {
        for (int axis = 0; axis < ndim; axis++)
            extent.size = length_product(l, extent.size, view->lengths[axis]);
        return extent;
    }
    for (int axis = 0; axis < ndim; axis++)
        add_axis(l, view, axis, &extent);
    return extent;
}

static LirId is_disjoint(Lower *l, Extent target, Extent read)
{
    LirId one = int_constant(l, LIR_i64, 1), distance = emit2(l, LIR_isub, target.low, read.low);
    LirId last = emit2(l, LIR_isub, target.size, one);
    LirId behind = emit2(l, LIR_iadd, distance, last), sizes = emit2(l, LIR_iadd, last, read.size);
    return emit2(l, LIR_uge, behind, sizes);
}

static LirId is_at_least(Lower *l, LirId v, int64_t least)
{
    int64_t constant;
    if (is_int_constant(l, v, &constant))
        return int_constant(l, LIR_i1, constant >= least);
    return emit2(l, LIR_sge, v, int_constant(l, LIR_i64, least));
}

/* At a distance from elements that are `step` bytes apart, are there others between them? */
static LirId fits_between(Lower *l, LirId distance, LirId step, int64_t stored, int64_t read)
{
    LirId left = emit2(l, LIR_srem, distance, step);
    left = emit_select(l, is_negative(l, left), emit2(l, LIR_iadd, left, step), left);
    LirId behind = is_at_least(l, left, stored), up_to_next = emit2(l, LIR_isub, step, left);
    return both_hold(l, behind, is_at_least(l, up_to_next, read));
}

/* In one dimension with one and the same constant stride: fields of records, real and imaginary parts. */
static LirId is_other_field(Lower *l, const View *target, const View *read)
{
    int64_t stride, other, stored = element_size(l->u, target->type->element);
    int64_t size = element_size(l->u, read->type->element);
    bool is_even = target->type->ndim == 1 && read->type->ndim == 1 &&
                   is_int_constant(l, target->strides[0], &stride) && is_int_constant(l, read->strides[0], &other) &&
                   stride == other;
    if (!is_even || (stride < 0 ? -stride : stride) < stored + size)
        return never(l);
    LirId from = emit_cast(l, LIR_ptrtoint, LIR_i64, target->data);
    LirId distance = emit2(l, LIR_isub, emit_cast(l, LIR_ptrtoint, LIR_i64, read->data), from);
    return fits_between(l, distance, int_constant(l, LIR_i64, stride < 0 ? -stride : stride), stored, size);
}

/* ---- views of one array ---- */

typedef struct Search {
    Lower *l;
    const Elements *source;
    ValueId target; /* the array of which the target is a view, or HIR_NOTHING */
    Effects effects;
} Search;

/* What the array is a part of, by an index. */
static ValueId whole_of(const Search *s, ValueId v)
{
    const HirValue *part = hir_of(s->l, v);
    bool is_part = part->op == HIR_getitem && type_has_shape(s->l->u, hir_of(s->l, part->args[0])->type, SHAPE_ARRAY);
    return is_part ? part->args[0] : HIR_NOTHING;
}

static bool is_read_in(const Search *s, size_t i, ValueId array)
{
    ValueId v = s->source->tree->views.items[i]->value;
    while (v != HIR_NOTHING && v != array)
        v = whole_of(s, v);
    return v == array;
}

static bool is_stored_in(const Search *s, ValueId array)
{
    ValueId v = s->target;
    while (v != HIR_NOTHING && v != array)
        v = effects_viewed(&s->effects, v);
    return v == array;
}

/* The array that a view is a part of, as another one is, but not the target: what that is apart from both are. The slices of a
 * stencil need one test so. HIR_NOTHING: there is none. */
static ValueId array_around(const Search *s, size_t i)
{
    ValueId v = s->source->tree->views.items[i]->value;
    while (v != HIR_NOTHING && (v = whole_of(s, v)) != HIR_NOTHING && !is_stored_in(s, v))
        for (size_t k = 0; k < s->source->tree->views.count; k++)
            if (k != i && is_read_in(s, k, v))
                return v;
    return HIR_NOTHING;
}

static bool may_meet(const Search *s, size_t i)
{
    ValueId read = s->source->tree->views.items[i]->value;
    return s->target == HIR_NOTHING || read == HIR_NOTHING || effects_may_meet(&s->effects, s->target, read);
}

static LirId is_apart(const Search *s, Extent target, const Overlap *o, size_t i)
{
    Lower *l = s->l;
    ValueId around = array_around(s, i);
    const View *read = &s->source->tree->views.items[i]->view;
    if (around == HIR_NOTHING)
        return either(l, is_other_field(l, o->target, read), is_disjoint(l, target, extent_of(l, read)));
    for (size_t k = 0; k < i; k++)
        if (o->apart[k] != LIR_NOTHING && array_around(s, k) == around)
            return o->apart[k];
    View whole = view_of(l, value_parts(l, around), hir_of(l, around)->type);
    return is_disjoint(l, target, extent_of(l, &whole));
}

/* None of the views has memory in common with the target, or is it. */
Overlap find_overlap(Lower *l, const View *target, const Elements *source, bool is_new, ValueId array)
{
    size_t count = source->tree->views.count;
    Search search = {l, source, array, effects_begin(l->u, l->f)};
    Overlap o = {target,
                 source,
                 ARENA_ARRAY(&l->u->arena, LirId, count),
                 ARENA_ARRAY(&l->u->arena, bool, count),
                 int_constant(l, LIR_i1, 1),
                 0};
    Extent extent = {LIR_NOTHING, LIR_NOTHING};
    for (size_t i = 0; i < count; i++) {
        const View *read = &source->tree->views.items[i]->view;
        o.apart[i] = LIR_NOTHING;
        o.is_at_place[i] = !is_new && is_same_view(l, read, target);
        if (is_new || o.is_at_place[i] || !may_meet(&search, i))
            continue;
        if (!o.open++)
            extent = extent_of(l, target);
        o.apart[i] = is_apart(&search, extent, &o, i);
        o.all_apart = both_hold(l, o.all_apart, o.apart[i]);
    }
    return o;
}

/* ---- at run time ------------------------------------------------------------------------------------------------------------- */

typedef struct Look {
    Lower *l;
    const Overlap *overlap;
    const Walk *walk; /* general */
    LirId *shares;    /* by view: it has memory with the target in common, and isn't at its place; LIR_NOTHING: never */
} Look;

static const Elements *read_at(const Look *look, size_t i)
{
    return look->overlap->source->tree->views.items[i];
}

static size_t read_count(const Look *look)
{
    return look->overlap->source->tree->views.count;
}

static LirId has_equal_strides(const Look *look, size_t i)
{
    Lower *l = look->l;
    LirId equal = int_constant(l, LIR_i1, 1);
    const Walked *read = &look->walk->views[i], *target = &look->walk->target;
    for (size_t axis = 0; axis < look->walk->ndim; axis++)
        if (!same_length(l, read->strides[axis], target->strides[axis]))
            equal = both_hold(l, equal, emit2(l, LIR_eq, read->strides[axis], target->strides[axis]));
    return equal;
}

/* From the target to the view. */
static LirId distance_of(const Look *look, size_t i)
{
    LirId there = emit_cast(look->l, LIR_ptrtoint, LIR_i64, look->walk->views[i].data);
    return emit2(look->l, LIR_isub, there, emit_cast(look->l, LIR_ptrtoint, LIR_i64, look->walk->target.data));
}

static LirId is_at_place(const Look *look, size_t i)
{
    Lower *l = look->l;
    if (read_at(look, i)->type != look->overlap->target->type->element)
        return never(l);
    LirId same = emit2(l, LIR_eq, look->walk->views[i].data, look->walk->target.data);
    return both_hold(l, same, has_equal_strides(look, i));
}

static LirId shares_memory(const Look *look, size_t i)
{
    LirId apart = look->overlap->apart[i];
    return logical_not(look->l, either(look->l, is_at_place(look, i), apart));
}

/* ---- in one dimension ---- */

/* Bytes from an element of the target to the next one, whichever way. */
static LirId step_of(const Look *look)
{
    Lower *l = look->l;
    LirId stride = look->walk->target.strides[0];
    int64_t constant;
    if (is_int_constant(l, stride, &constant))
        return int_constant(l, LIR_i64, constant < 0 ? -constant : constant);
    LirId negated = emit2(l, LIR_isub, int_constant(l, LIR_i64, 0), stride);
    return emit_select(l, is_negative(l, stride), negated, stride);
}

static int64_t size_of(const Look *look, TypeId element)
{
    return element_size(look->l->u, element);
}

/* Is the view between the elements of the target? */
static LirId is_between(const Look *look, size_t i)
{
    Lower *l = look->l;
    int64_t constant, stored = size_of(look, look->overlap->target->type->element);
    int64_t read = size_of(look, read_at(look, i)->type);
    LirId step = step_of(look), one = int_constant(l, LIR_i64, 1);
    if (is_int_constant(l, step, &constant))
        return never(l); /* find_overlap() has looked */
    step = emit_select(l, is_zero(l, step), one, step);
    LirId fits = fits_between(l, distance_of(look, i), step, stored, read);
    return both_hold(l, fits, has_equal_strides(look, i));
}

/* Elements don't lie over each other. */
static LirId is_wide(const Look *look, size_t i)
{
    int64_t stored = size_of(look, look->overlap->target->type->element), read = size_of(look, read_at(look, i)->type);
    return is_at_least(look->l, step_of(look), stored > read ? stored : read);
}

/* Does no element of the view come after it was stored to, if the loop goes up, or down? */
static LirId is_on_side(const Look *look, size_t i, bool up)
{
    Lower *l = look->l;
    LirId stride = look->walk->target.strides[0], zero = int_constant(l, LIR_i64, 0), distance = distance_of(look, i);
    int64_t constant;
    if (is_int_constant(l, stride, &constant))
        return emit2(l, up == (constant > 0) ? LIR_sge : LIR_sle, distance, zero);
    LirId is_down = is_negative(l, stride), away = emit2(l, LIR_isub, zero, distance);
    return emit2(l, up ? LIR_sge : LIR_sle, emit_select(l, is_down, away, distance), zero);
}

/* Does going up, or down, do for all views? */
static LirId direction_does(const Look *look, const LirId *fits, const LirId *between, bool up)
{
    Lower *l = look->l;
    LirId does = int_constant(l, LIR_i1, 1);
    for (size_t i = 0; i < read_count(look); i++) {
        if (look->shares[i] == LIR_NOTHING)
            continue;
        LirId fine = both_hold(l, fits[i], is_on_side(look, i, up));
        fine = either(l, between[i], fine);
        if (look->overlap->open > 1)
            fine = either(l, logical_not(l, look->shares[i]), fine);
        does = both_hold(l, does, fine);
    }
    return does;
}

/* ---- ways to the nest ----------------------------------------------------------------------------------------------------- */

/* Nothing is shared; the direction does; through a temporary. */
enum { MOST_WAYS = 3 };

typedef struct Ways {
    size_t count;
    LirBlockId from[MOST_WAYS];
    LirId start[MOST_WAYS], step[MOST_WAYS], is_temporary[MOST_WAYS], owner[MOST_WAYS];
    Walked target[MOST_WAYS];
} Ways;

static void add_way(Lower *l, Ways *ways, Walked target)
{
    size_t i = ways->count++;
    ways->from[i] = l->block;
    ways->target[i] = target;
    ways->start[i] = int_constant(l, LIR_i64, 0);
    ways->step[i] = int_constant(l, LIR_i64, 1);
    ways->is_temporary[i] = never(l);
    ways->owner[i] = zero_constant(l, LIR_ptr);
}

/* Up or down: goes on in `nest` where one of them does, and else here. Do they always? */
static bool try_directions(const Look *look, Ways *ways, LirBlockId nest)
{
    Lower *l = look->l;
    LirId *fits = ARENA_ARRAY(&l->u->arena, LirId, read_count(look));
    LirId *between = ARENA_ARRAY(&l->u->arena, LirId, read_count(look));
    bool always = look->overlap->open == 1;
    int64_t bit;
    for (size_t i = 0; i < read_count(look); i++)
        if (look->shares[i] != LIR_NOTHING) {
            fits[i] = is_wide(look, i);
            fits[i] = both_hold(l, fits[i], has_equal_strides(look, i));
            between[i] = is_between(look, i);
            always &= is_int_constant(l, fits[i], &bit) && bit;
        }
    LirId up = direction_does(look, fits, between, true), one = int_constant(l, LIR_i64, 1);
    LirId does = always ? up : either(l, up, direction_does(look, fits, between, false));
    LirId last = emit2(l, LIR_isub, look->walk->lengths[0], one);
    add_way(l, ways, look->walk->target);
    ways->start[1] = emit_select(l, up, ways->start[0], last);
    ways->step[1] = emit_select(l, up, one, int_constant(l, LIR_i64, -1));
    if (always) {
        lir_jump(l->u, l->out, l->block, nest);
        return true;
    }
    LirBlockId otherwise = lir_block_new(l->u, l->out);
    emit_branch(l, does, nest, otherwise);
    l->block = otherwise;
    return false;
}

static void add_temporary(const Look *look, Ways *ways, LirBlockId nest)
{
    Lower *l = look->l;
    const View *like = look->overlap->target;
    TypeId type = type_array(l->u, like->type->element, like->type->ndim, like->type->packed, like->type->flags);
    View temporary = new_temporary(l, type, like->lengths);
    l->held.count--; /* nothing raises before it is released, on the way where there is one */
    Walked target = {temporary.data, ARENA_ARRAY(&l->u->arena, LirId, look->walk->ndim), false};
    for (size_t place = 0; place < look->walk->ndim; place++)
        target.strides[place] = temporary.strides[walk_axis(look->walk, place)];
    add_way(l, ways, target);
    ways->owner[ways->count - 1] = temporary.owner;
    ways->is_temporary[ways->count - 1] = int_constant(l, LIR_i1, 1);
    lir_jump(l->u, l->out, l->block, nest);
}

static LirId meet(Lower *l, const Ways *ways, const LirId *values)
{
    bool equal = true;
    for (size_t i = 1; i < ways->count; i++)
        equal &= values[i] == values[0];
    if (equal)
        return values[0];
    LirId phi = phi_begin(l, lir_type(l, values[0]));
    for (size_t i = 0; i < ways->count; i++)
        phi_edge(l, phi, ways->from[i], values[i]);
    return phi;
}

static Walked meet_targets(Lower *l, const Ways *ways, size_t ndim)
{
    LirId values[MOST_WAYS];
    Walked target = {.strides = ARENA_ARRAY(&l->u->arena, LirId, ndim)};
    for (size_t i = 0; i < ways->count; i++)
        values[i] = ways->target[i].data;
    target.data = meet(l, ways, values);
    for (size_t axis = 0; axis < ndim; axis++) {
        for (size_t i = 0; i < ways->count; i++)
            values[i] = ways->target[i].strides[axis];
        target.strides[axis] = meet(l, ways, values);
    }
    return target;
}

static LirId anything_shared(Look *look)
{
    LirId any = never(look->l);
    for (size_t i = 0; i < read_count(look); i++) {
        look->shares[i] = LIR_NOTHING;
        if (look->overlap->apart[i] == LIR_NOTHING)
            continue;
        look->shares[i] = shares_memory(look, i);
        any = either(look->l, any, look->shares[i]);
    }
    return any;
}

Detour find_detour(Lower *l, const Overlap *overlap, Walk *walk)
{
    Detour detour = {LIR_NOTHING, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING};
    if (!overlap->open)
        return detour;
    Look look = {l, overlap, walk, ARENA_ARRAY(&l->u->arena, LirId, overlap->source->tree->views.count)};
    Ways ways = {.count = 0};
    LirId shared = anything_shared(&look);
    LirBlockId nest = lir_block_new(l->u, l->out), rare = lir_block_new(l->u, l->out);
    add_way(l, &ways, walk->target);
    with_flags(l, emit_branch(l, shared, rare, nest), LIR_UNLIKELY);
    l->block = rare;
    if (walk->ndim != 1 || !try_directions(&look, &ways, nest))
        add_temporary(&look, &ways, nest);
    l->block = nest;
    walk->target = meet_targets(l, &ways, walk->ndim);
    if (walk->ndim == 1) {
        detour.start = meet(l, &ways, ways.start);
        detour.step = meet(l, &ways, ways.step);
    }
    if (ways.is_temporary[ways.count - 1] != ways.is_temporary[0]) {
        detour.is_temporary = meet(l, &ways, ways.is_temporary);
        detour.owner = meet(l, &ways, ways.owner);
    }
    return detour;
}
