/* lower_iter.c: range(), and what a `for` goes over by position.
 *
 * Positions count from 0 to one below the count, which is an int: so `position + 1` never overflows, and an element of a
 * range is start + position * step. The count of a range is exact but for ranges of 2**63 elements or more, where it is
 * 2**63 - 1: no loop gets there. */
#include <assert.h>
#include <string.h>

#include "hir/hir.h"
#include "lower/lower_parts.h"

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
    assert(given >= 1 && given <= 3);
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
static LirId steps_between(Lower *l, LirId low, LirId high, LirId size, bool as_word)
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
    if (!from_natural && !as_word) {
        LirId is_beyond = emit2(l, LIR_slt, count, i64(l, 0));
        count = emit_select(l, is_beyond, i64(l, INT64_MAX), count);
    }
    return emit_select(l, some, count, i64(l, 0));
}

/* as_word: exactly, unsigned. */
static LirId count_range(Lower *l, Parts range, bool as_word)
{
    LirId start = range.ids[START], stop = range.ids[STOP], step = range.ids[STEP];
    int64_t constant;
    if (is_int_constant(l, step, &constant))
        return constant > 0 ? steps_between(l, start, stop, step, as_word)
                            : steps_between(l, stop, start, i64(l, (int64_t)(0 - (uint64_t)constant)), as_word);
    LirId down = emit2(l, LIR_slt, step, i64(l, 0));
    LirId size = emit_select(l, down, emit2(l, LIR_isub, i64(l, 0), step), step);
    LirId low = emit_select(l, down, stop, start), high = emit_select(l, down, start, stop);
    return steps_between(l, low, high, size, as_word);
}

LirId range_count(Lower *l, Parts range)
{
    return count_range(l, range, false);
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

/* ---- x in range -------------------------------------------------------------------------------------------------------- */

/* A select, but for a condition that is known. */
static LirId choose(Lower *l, LirId condition, LirId then, LirId otherwise)
{
    int64_t known;
    if (is_int_constant(l, condition, &known))
        return known ? then : otherwise;
    return emit_select(l, condition, then, otherwise);
}

/* Between the ends, and a whole number of steps from the start. */
static LirId range_has_int(Lower *l, Parts range, LirId x)
{
    LirId start = range.ids[START], stop = range.ids[STOP], step = range.ids[STEP];
    int64_t constant;
    bool known = is_int_constant(l, step, &constant);
    LirId down = known ? int_constant(l, LIR_i1, constant < 0) : emit2(l, LIR_slt, step, i64(l, 0));
    LirId low = choose(l, down, x, start), high = choose(l, down, start, x);
    LirId before = choose(l, down, stop, x), behind = choose(l, down, x, stop);
    LirId not_before = emit2(l, LIR_sle, low, high);
    LirId inside = emit2(l, LIR_and, not_before, emit2(l, LIR_slt, before, behind));
    if (known && (constant == 1 || constant == -1))
        return inside;
    LirId size = known ? i64(l, constant < 0 ? (int64_t)(0 - (uint64_t)constant) : constant)
                       : emit_select(l, down, emit2(l, LIR_isub, i64(l, 0), step), step);
    LirId distance = emit2(l, LIR_isub, high, low);
    LirId rest = emit2(l, LIR_urem, distance, size);
    return emit2(l, LIR_and, inside, emit2(l, LIR_eq, rest, i64(l, 0)));
}

/* A float is in a range as the integer that it equals. */
static LirId range_has_float(Lower *l, Parts range, LirId x)
{
    LirId integer = emit_cast(l, LIR_fptosi, LIR_i64, x);
    LirId whole = emit2(l, LIR_feq, emit_cast(l, LIR_sitofp, LIR_f64, integer), x);
    LirId fits = emit2(l, LIR_flt, x, float_constant(l, LIR_f64, 0x1p63));
    LirId is_integer = emit2(l, LIR_and, whole, fits);
    return emit2(l, LIR_and, is_integer, range_has_int(l, range, integer));
}

LirId range_has(Lower *l, Parts range, Parts x, TypeId type)
{
    if (!type_is_scalar(type)) /* None, a string */
        return int_constant(l, LIR_i1, 0);
    if (type_is_complex(type)) {
        TypeId component = type == TYPE_complex64 ? TYPE_float32 : TYPE_float64;
        LirId real = convert_real(l, x.ids[0], component, TYPE_float64);
        LirId is_real = logical_not(l, is_true(l, x.ids[1]));
        return emit2(l, LIR_and, is_real, range_has_float(l, range, real));
    }
    if (type_is_float(type))
        return range_has_float(l, range, convert_real(l, x.ids[0], type, TYPE_float64));
    LirId integer = convert_real(l, x.ids[0], type, TYPE_int64), has = range_has_int(l, range, integer);
    if (type != TYPE_uint64)
        return has;
    return emit2(l, LIR_and, has, emit2(l, LIR_sge, integer, i64(l, 0)));
}

/* ---- iterators --------------------------------------------------------------------------------------------------------- */

static LirId smaller(Lower *l, LirId a, LirId b)
{
    LirId is_less = emit2(l, LIR_slt, a, b);
    return emit_select(l, is_less, a, b);
}

/* The parts of item `i` of an iterator over others. */
static Parts inner_parts(Lower *l, Parts parts, TypeId type, size_t i)
{
    const Type *t = type_get(l->u, type);
    assert(t->shape == SHAPE_ITERATOR && i < t->count);
    size_t first = tuple_offset(l->u, type, i) + (t->iterator == ITERATE_ENUMERATE);
    return parts_slice(parts, first, part_types(l->u, t->items[i], NULL));
}

static LirId inner_count(Lower *l, Parts parts, TypeId type, size_t i)
{
    return sequence_count(l, inner_parts(l, parts, type, i), type_get(l->u, type)->items[i]);
}

static Parts inner_item(Lower *l, Parts parts, TypeId type, size_t i, LirId position)
{
    return sequence_item(l, inner_parts(l, parts, type, i), type_get(l->u, type)->items[i], position);
}

static LirId product(Lower *l, const LirId *lengths, int count)
{
    LirId result = count ? lengths[0] : i64(l, 1);
    for (int i = 1; i < count; i++)
        result = emit2(l, LIR_imul, result, lengths[i]);
    return result;
}

static LirId shortest(Lower *l, Parts parts, TypeId type)
{
    LirId count = inner_count(l, parts, type, 0);
    for (size_t i = 1; i < type_get(l->u, type)->count; i++) {
        LirId other = inner_count(l, parts, type, i);
        count = smaller(l, count, other);
    }
    return count;
}

static LirId iterator_count(Lower *l, Parts parts, TypeId type)
{
    const Type *t = type_get(l->u, type);
    switch (t->iterator) {
    case ITERATE_VALUE: return sequence_count(l, parts, t->element);
    case ITERATE_ENUMERATE:
    case ITERATE_REVERSED: return inner_count(l, parts, type, 0);
    case ITERATE_ZIP: return shortest(l, parts, type);
    case ITERATE_INDICES: return product(l, parts.ids, t->ndim);
    case ITERATE_ELEMENTS: return product(l, parts.ids + 1, t->ndim);
    }
    unsupported(l, "this iterator");
}

LirId sequence_count(Lower *l, Parts sequence, TypeId type)
{
    const Type *t = type_get(l->u, type);
    switch (t->shape) {
    case SHAPE_RANGE: return range_count(l, sequence);
    case SHAPE_ARRAY: return sequence.ids[LENGTHS];
    case SHAPE_FLAT: return product(l, sequence.ids + LENGTHS, type_get(l->u, t->element)->ndim);
    case SHAPE_TUPLE: return i64(l, (int64_t)t->count);
    case SHAPE_ITERATOR: return iterator_count(l, sequence, type);
    default: unsupported(l, arena_printf(&l->u->arena, "a loop over %s", type_name(l->u, type)));
    }
}

/* The indices of the element that a position in C order counts: the last index runs fastest. No length is 0 here. */
static Parts indices_at(Lower *l, const LirId *lengths, int ndim, LirId position)
{
    Parts indices = parts_new(l, (size_t)ndim);
    for (int axis = ndim - 1; axis > 0; axis--) {
        indices.ids[axis] = emit2(l, LIR_urem, position, lengths[axis]);
        position = emit2(l, LIR_udiv, position, lengths[axis]);
    }
    if (ndim)
        indices.ids[0] = position;
    return indices;
}

static Parts joined(Lower *l, Parts a, Parts b)
{
    Parts parts = parts_new(l, a.count + b.count);
    memcpy(parts.ids, a.ids, a.count * sizeof *a.ids);
    memcpy(parts.ids + a.count, b.ids, b.count * sizeof *b.ids);
    return parts;
}

static Parts element_with_indices(Lower *l, Parts array, const Type *t, LirId position)
{
    Parts indices = indices_at(l, array.ids + 1, t->ndim, position);
    return joined(l, indices, array_element(l, array, t->element, indices.ids));
}

/* Element `position` in C's order. */
static Parts flat_item(Lower *l, Parts array, TypeId type, LirId position)
{
    const Type *t = type_get(l->u, type);
    if (t->ndim && packed_is_c(t->packed, t->ndim)) {
        Type line = *t;
        line.ndim = 1;
        line.packed = packed_c(1);
        View view = view_of(l, array, type);
        view.type = type_get(l->u, type_intern(l->u, line));
        return array_item(l, view_parts(l, &view, type_intern(l->u, line)), type_intern(l->u, line), position);
    }
    Parts indices = indices_at(l, array.ids + LENGTHS, t->ndim, position);
    return array_element(l, array, type, indices.ids);
}

static Parts zipped_items(Lower *l, Parts parts, TypeId type, LirId position)
{
    Parts items = parts_new(l, 0);
    for (size_t i = 0; i < type_get(l->u, type)->count; i++)
        items = joined(l, items, inner_item(l, parts, type, i, position));
    return items;
}

/* From the end of a range, which may lie 2**63 elements or more behind its start. */
static LirId reversed_range_item(Lower *l, Parts range, LirId position)
{
    LirId one = i64(l, 1), step = range.ids[STEP];
    int64_t by;
    if (is_int_constant(l, step, &by) && by == 1) {
        LirId last = with_flags(l, emit2(l, LIR_isub, range.ids[STOP], one), LIR_NSW);
        return with_flags(l, emit2(l, LIR_isub, last, position), LIR_NSW);
    }
    LirId steps = emit2(l, LIR_isub, count_range(l, range, true), one);
    steps = emit2(l, LIR_isub, steps, position);
    return emit2(l, LIR_iadd, range.ids[START], emit2(l, LIR_imul, steps, step));
}

static bool is_over_range(const Lower *l, TypeId type)
{
    const Type *inner = type_get(l->u, type_get(l->u, type)->items[0]);
    bool is_plain = inner->shape == SHAPE_ITERATOR && inner->iterator == ITERATE_VALUE;
    return inner->shape == SHAPE_RANGE || (is_plain && type_has_shape(l->u, inner->element, SHAPE_RANGE));
}

static Parts iterator_item(Lower *l, Parts parts, TypeId type, LirId position)
{
    const Type *t = type_get(l->u, type);
    switch (t->iterator) {
    case ITERATE_VALUE: return sequence_item(l, parts, t->element, position);
    case ITERATE_ENUMERATE: {
        LirId number = emit2(l, LIR_iadd, parts.ids[0], position);
        Parts item = inner_item(l, parts, type, 0, position);
        return joined(l, parts_of(l, number), item);
    }
    case ITERATE_REVERSED: {
        if (is_over_range(l, type))
            return parts_of(l, reversed_range_item(l, parts, position));
        LirId one = i64(l, 1), last = emit2(l, LIR_isub, inner_count(l, parts, type, 0), one);
        return inner_item(l, parts, type, 0, emit2(l, LIR_isub, last, position));
    }
    case ITERATE_ZIP: return zipped_items(l, parts, type, position);
    case ITERATE_INDICES: return indices_at(l, parts.ids, t->ndim, position);
    case ITERATE_ELEMENTS: return element_with_indices(l, parts, t, position);
    }
    unsupported(l, "this iterator");
}

Parts sequence_item(Lower *l, Parts sequence, TypeId type, LirId position)
{
    switch (type_get(l->u, type)->shape) {
    case SHAPE_RANGE: return parts_of(l, range_item(l, sequence, position));
    case SHAPE_ARRAY: return array_item(l, sequence, type, position);
    case SHAPE_FLAT: return flat_item(l, sequence, type_get(l->u, type)->element, position);
    case SHAPE_TUPLE: return tuple_at(l, sequence, type, position);
    case SHAPE_ITERATOR: return iterator_item(l, sequence, type, position);
    default: unsupported(l, arena_printf(&l->u->arena, "a loop over %s", type_name(l->u, type)));
    }
}

/* np.ndindex(2, 3) or np.ndindex((2, 3)) */
static Parts lengths_of(Lower *l, const HirValue *v, int ndim)
{
    Parts lengths = parts_new(l, 0);
    TypeId first = hir_of(l, v->args[1])->type;
    if (type_has_shape(l->u, first, SHAPE_TUPLE)) {
        TypeId *items = ARENA_ARRAY(&l->u->arena, TypeId, (size_t)ndim);
        for (int i = 0; i < ndim; i++)
            items[i] = TYPE_int64;
        lengths = value_as(l, v->args[1], type_tuple(l->u, items, (size_t)ndim));
    }
    if (!type_has_shape(l->u, first, SHAPE_TUPLE))
        for (size_t i = 1; i < v->count; i++)
            lengths = joined(l, lengths, parts_of(l, scalar_as(l, v->args[i], TYPE_int64)));
    for (size_t i = 0; i < lengths.count; i++)
        raise_if(l, emit2(l, LIR_slt, lengths.ids[i], i64(l, 0)), "ValueError", "negative dimensions are not allowed");
    return lengths;
}

Parts lower_iterator(Lower *l, const HirValue *v)
{
    const Type *t = type_get(l->u, v->type);
    if (t->iterator == ITERATE_INDICES)
        return lengths_of(l, v, t->ndim);
    Parts parts = parts_new(l, 0);
    if (t->iterator == ITERATE_ENUMERATE)
        parts = parts_of(l, v->count > 2 ? scalar_as(l, v->args[2], TYPE_int64) : i64(l, 0));
    size_t inner = t->iterator == ITERATE_ELEMENTS ? 1 : t->count;
    assert(inner < v->count);
    for (size_t i = 1; i <= inner; i++)
        parts = joined(l, parts, value_parts(l, v->args[i]));
    return parts;
}

/* ---- loops ------------------------------------------------------------------------------------------------------------- */

/* A count of range elements is computed for nothing where positions are counted as elements; LLVM drops it. */
LirId lower_iter_count(Lower *l, const HirValue *v)
{
    return sequence_count(l, value_parts(l, v->args[0]), hir_of(l, v->args[0])->type);
}

Parts lower_iter_item(Lower *l, const HirValue *v)
{
    if (is_counted(l, v->args[1]))
        return value_parts(l, v->args[1]);
    LirId position = scalar_as(l, v->args[1], TYPE_int64);
    return sequence_item(l, value_parts(l, v->args[0]), hir_of(l, v->args[0])->type, position);
}

LirId lower_iter_next(Lower *l, const HirValue *v)
{
    if (is_counted(l, v->args[0]))
        return counted_next(l, v->args[0]);
    LirId position = scalar_as(l, v->args[0], TYPE_int64);
    return with_flags(l, emit2(l, LIR_iadd, position, i64(l, 1)), LIR_NSW | LIR_NUW);
}

/* CPython asks one iterable after the other, until one is at its end. Where that is the first, none of the others may go
 * on; else those before it weren't at theirs. */
static void check_lengths(Lower *l, const LirId *counts, size_t count, LirId least)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 1; i < count; i++) {
            LirId ends = emit2(l, LIR_eq, counts[i], least);
            LirId wrong = pass ? logical_not(l, ends) : emit2(l, LIR_and, emit2(l, LIR_ne, counts[0], least), ends);
            const char *before = i == 1 ? " 1" : arena_printf(&l->u->arena, "s 1-%zu", i);
            raise_if(l, wrong, "ValueError",
                     arena_printf(&l->u->arena, "zip() argument %zu is %s than argument%s", i + 1,
                                  pass ? "longer" : "shorter", before));
        }
}

void check_strict(Lower *l, Parts iterator, TypeId type)
{
    const Type *t = type_get(l->u, type);
    if (t->shape == SHAPE_ITERATOR && t->iterator == ITERATE_VALUE)
        check_strict(l, iterator, t->element);
    else if (t->shape == SHAPE_ITERATOR && t->iterator == ITERATE_ENUMERATE)
        check_strict(l, inner_parts(l, iterator, type, 0), t->items[0]);
    if (t->shape != SHAPE_ITERATOR || t->iterator != ITERATE_ZIP || !(t->flags & ZIP_STRICT))
        return;
    size_t count = t->count;
    LirId *counts = ARENA_ARRAY(&l->u->arena, LirId, count);
    for (size_t i = 0; i < count; i++)
        counts[i] = inner_count(l, iterator, type, i);
    check_lengths(l, counts, count, shortest(l, iterator, type));
}

LirId lower_iter_more(Lower *l, const HirValue *v)
{
    if (is_counted(l, v->args[0]))
        return counted_more(l, v->args[0]);
    LirId position = scalar_as(l, v->args[0], TYPE_int64), count = scalar_as(l, v->args[1], TYPE_int64);
    return emit2(l, LIR_slt, position, count);
}
