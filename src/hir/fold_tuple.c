/* fold_tuple.c: folding of operations on frozen tuples; what a slice selects. */
#include "base/unit.h"
#include "frozen/frozen.h"
#include "hir/fold.h"
#include "types/types.h"

/* ---- slices ---------------------------------------------------------------------------------------------------------- */

static bool slice_number(const Frozen *object, int64_t when_none, int64_t *number)
{
    bool is_integer = object->kind == FROZEN_INT || object->kind == FROZEN_BOOL;
    *number = is_integer ? frozen_integer(object) : when_none;
    return (is_integer && object->type != TYPE_uint64) || object->kind == FROZEN_NONE;
}

/* A bound counts from the end if it is negative, and is clipped to `low` ... `high`. */
static int64_t clipped(int64_t bound, int64_t length, int64_t low, int64_t high)
{
    if (bound < 0)
        bound += length;
    return bound < low ? low : bound > high ? high : bound;
}

bool slice_range(const Frozen *slice, size_t count, SliceRange *range)
{
    int64_t length = (int64_t)count, start, stop, step;
    if (!slice_number(slice->items[2], 1, &step) || !step)
        return false;
    if (step < -INT64_MAX)
        step = -INT64_MAX;
    int64_t low = step < 0 ? -1 : 0, high = step < 0 ? length - 1 : length;
    if (!slice_number(slice->items[0], 0, &start) || !slice_number(slice->items[1], 0, &stop))
        return false;
    start = slice->items[0]->kind == FROZEN_NONE ? (step < 0 ? high : low) : clipped(start, length, low, high);
    stop = slice->items[1]->kind == FROZEN_NONE ? (step < 0 ? low : high) : clipped(stop, length, low, high);
    int64_t distance = step < 0 ? start - stop : stop - start, size = step < 0 ? -step : step;
    *range = (SliceRange){start, step, distance > 0 ? (size_t)((distance - 1) / size + 1) : 0};
    return true;
}

const Frozen *fold_slice(Unit *u, const Frozen *const *bounds)
{
    Frozen *slice = ARENA_NEW(&u->arena, Frozen);
    *slice = (Frozen){.kind = FROZEN_SLICE, .builtin = -1, .description = "a slice", .count = 3};
    slice->items = arena_copy(&u->arena, bounds, 3 * sizeof *bounds);
    return slice;
}

/* ---- tuples ---------------------------------------------------------------------------------------------------------- */

/* Items are equal if they are the same object, or ==. */
static Truth equal_items(Unit *u, const Frozen *a, const Frozen *b)
{
    if (a == b || frozen_is_object(a, b) || (frozen_is_data(a) && frozen_same(a, b)))
        return TRUTH_TRUE;
    const Frozen *equal = fold(u, HIR_eq, (const Frozen *[]){a, b}, 2);
    return equal ? frozen_truth(equal) : TRUTH_UNKNOWN;
}

/* Tuples compare by their first items that differ, else by length. */
static const Frozen *fold_comparison(Unit *u, HirOp op, const Frozen *a, const Frozen *b)
{
    size_t least = a->count < b->count ? a->count : b->count;
    bool equality = op == HIR_eq || op == HIR_ne;
    for (size_t i = 0; i < least; i++) {
        Truth equal = equal_items(u, a->items[i], b->items[i]);
        if (equal == TRUTH_UNKNOWN)
            return NULL;
        if (equal == TRUTH_FALSE)
            return equality ? frozen_bool(u, op == HIR_ne)
                            : fold(u, op, (const Frozen *[]){a->items[i], b->items[i]}, 2);
    }
    const Frozen *lengths[] = {frozen_int(u, (int64_t)a->count), frozen_int(u, (int64_t)b->count)};
    return fold(u, op, lengths, 2);
}

static const Frozen *fold_contains(Unit *u, const Frozen *item, const Frozen *tuple)
{
    for (size_t i = 0; i < tuple->count; i++) {
        Truth equal = equal_items(u, item, tuple->items[i]);
        if (equal != TRUTH_FALSE)
            return equal == TRUTH_TRUE ? frozen_bool(u, true) : NULL;
    }
    return frozen_bool(u, false);
}

bool fold_has_room(const Frozen *const *items, size_t count, size_t *left)
{
    bool has_room = true;
    for (size_t i = 0; i < count && has_room; i++)
        if (items[i]->kind == FROZEN_TUPLE && items[i]->count)
            has_room = fold_has_room((const Frozen *const *)items[i]->items, items[i]->count, left);
        else
            has_room = (*left)-- > 0;
    return has_room;
}

static const Frozen *fold_concatenation(Unit *u, const Frozen *a, const Frozen *b)
{
    if (a->count + b->count > MOST_PARTS)
        return NULL;
    const Frozen **items = ARENA_ARRAY(&u->arena, const Frozen *, a->count + b->count);
    for (size_t i = 0; i < a->count + b->count; i++)
        items[i] = i < a->count ? a->items[i] : b->items[i - a->count];
    return fold_tuple(u, items, a->count + b->count);
}

static const Frozen *fold_repetition(Unit *u, const Frozen *tuple, int64_t times)
{
    size_t copies = times > 0 ? (size_t)times : 0;
    if (times > MOST_ITEMS || copies * tuple->count > MOST_ITEMS)
        return NULL;
    const Frozen **items = ARENA_ARRAY(&u->arena, const Frozen *, copies * tuple->count);
    for (size_t i = 0; i < copies * tuple->count; i++)
        items[i] = tuple->items[i % tuple->count];
    return fold_tuple(u, items, copies * tuple->count);
}

static const Frozen *fold_item(Unit *u, const Frozen *tuple, const Frozen *index)
{
    int64_t count = (int64_t)tuple->count, i = frozen_integer(index);
    SliceRange range;
    if (index->kind == FROZEN_INT || index->kind == FROZEN_BOOL) {
        if (i < 0 && index->type != TYPE_uint64)
            i += count;
        return i >= 0 && i < count ? tuple->items[i] : NULL;
    }
    if (index->kind != FROZEN_SLICE || !slice_range(index, tuple->count, &range))
        return NULL;
    const Frozen **items = ARENA_ARRAY(&u->arena, const Frozen *, range.count);
    for (size_t k = 0; k < range.count; k++)
        items[k] = tuple->items[range.start + (int64_t)k * range.step];
    return fold_tuple(u, items, range.count);
}

static bool is_count(const Frozen *object)
{
    return (object->kind == FROZEN_INT && object->type != TYPE_uint64) || object->kind == FROZEN_BOOL;
}

const Frozen *fold_tuples(Unit *u, HirOp op, const Frozen *a, const Frozen *b)
{
    bool a_is_tuple = a->kind == FROZEN_TUPLE, b_is_tuple = b->kind == FROZEN_TUPLE;
    if (op == HIR_contains)
        return b_is_tuple ? fold_contains(u, a, b) : NULL;
    if (op == HIR_getitem)
        return a_is_tuple ? fold_item(u, a, b) : NULL;
    if (op == HIR_mul && a_is_tuple != b_is_tuple && is_count(a_is_tuple ? b : a))
        return fold_repetition(u, a_is_tuple ? a : b, a_is_tuple ? frozen_integer(b) : frozen_integer(a));
    if (!a_is_tuple || !b_is_tuple)
        return NULL;
    if (op == HIR_add)
        return fold_concatenation(u, a, b);
    return hir_ops[op].rule == RULE_COMPARE ? fold_comparison(u, op, a, b) : NULL;
}
