/* build_tuple.c: unpacking and slices. What tuples are made of is known from their types, so all else waits for infer. */
#include "build/build_parts.h"

#include <assert.h>

#include "frozen/frozen.h"
#include "hir/fold.h"
#include "hir/hir.h"

/* The items of a frozen tuple of that length are constants. */
static ValueId unpacked(Builder *b, ValueId tuple, int64_t index, size_t size, bool has_rest)
{
    const Frozen *frozen = build_constant_of(b, tuple);
    assert(has_rest ? index < (int64_t)size && index >= -(int64_t)size : index >= 0 && index < (int64_t)size);
    if (frozen && frozen->kind == FROZEN_TUPLE && (has_rest ? frozen->count >= size : frozen->count == size))
        return build_constant(b, frozen->items[index < 0 ? index + (int64_t)frozen->count : index]);
    ValueId v = build_emit1(b, HIR_unpack, tuple);
    HirValue *value = hir_value(&b->f->hir, v);
    value->integer = index;
    value->size = size;
    value->has_rest = has_rest;
    return v;
}

void build_unpack(Builder *b, size_t count)
{
    ValueId tuple = stack_pop(b);
    for (size_t i = count; i-- > 0;)
        stack_push(b, unpacked(b, tuple, (int64_t)i, count, false));
}

/* a, *b, c = tuple */
void build_unpack_rest(Builder *b, int32_t counts)
{
    ValueId tuple = stack_pop(b);
    size_t before = (size_t)counts & 255, after = (size_t)counts >> 8;
    for (size_t i = 1; i <= after; i++)
        stack_push(b, unpacked(b, tuple, -(int64_t)i, before + after, true));
    ValueId rest = build_emit1(b, HIR_rest, tuple);
    hir_value(&b->f->hir, rest)->integer = (int64_t)before;
    hir_value(&b->f->hir, rest)->size = before + after;
    stack_push(b, rest);
    for (size_t i = before; i-- > 0;)
        stack_push(b, unpacked(b, tuple, (int64_t)i, before + after, true));
}

void build_slice(Builder *b, size_t count)
{
    ValueId bounds[3] = {HIR_NOTHING};
    assert(count == 2 || count == 3); /* decode has seen to it */
    bounds[2] = count == 3 ? stack_pop(b) : build_constant(b, frozen_none(b->u));
    bounds[1] = stack_pop(b);
    bounds[0] = stack_pop(b);
    stack_push(b, build_emit(b, HIR_slice, bounds, 3));
}

/* A set that is made here: whether something is in it is the same question as for a tuple. Of the order of its elements, and
 * of how many are different, nothing is known. */
void build_set(Builder *b, size_t count)
{
    const ValueId *items = stack_pop_many(b, count);
    stack_push(b, build_append(b, HIR_set, items, count));
}

static void add_to_set(Builder *b, int32_t depth, const ValueId *more, size_t count)
{
    size_t level = stack_depth(b, (size_t)depth);
    HirValue set = *hir_value(&b->f->hir, stack_read(b, level, LEVEL_VALUE));
    if (set.op != HIR_set)
        build_unsupported(b, "sets");
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, set.count + count + 1);
    for (size_t i = 0; i < set.count + count; i++)
        items[i] = i < set.count ? set.args[i] : more[i - set.count];
    stack_write(b, level, LEVEL_VALUE, build_append(b, HIR_set, items, set.count + count));
}

/* One of more than 30. */
void build_set_item(Builder *b, int32_t depth)
{
    ValueId item = stack_pop(b);
    add_to_set(b, depth, &item, 1);
}

/* {1, 2, 3} that isn't the right side of `in` takes its elements from a constant. */
void build_set_update(Builder *b, int32_t depth)
{
    const Frozen *more = build_constant_of(b, stack_pop(b));
    if (!more || (more->kind != FROZEN_SET && more->kind != FROZEN_TUPLE))
        build_unsupported(b, "sets");
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, more->count + 1);
    for (size_t i = 0; i < more->count; i++)
        items[i] = build_constant(b, more->items[i]);
    add_to_set(b, depth, items, more->count);
}

/* The elements of a set; the container itself where it is none. */
static ValueId elements_of(Builder *b, ValueId container)
{
    const Frozen *frozen = build_constant_of(b, container);
    if (frozen && frozen->kind == FROZEN_SET)
        return build_constant(b, fold_tuple(b->u, (const Frozen *const *)frozen->items, frozen->count));
    const HirValue set = *hir_value(&b->f->hir, container);
    return set.op == HIR_set ? build_emit(b, HIR_tuple, set.args, set.count) : container;
}

/* A constant that isn't weak: numbers with different hashes aren't looked for further, so 0.1 is no float32's 0.1 in a set. */
static const Frozen *strong(Builder *b, const Frozen *object)
{
    static const TypeId types[] = {[FROZEN_INT] = TYPE_int64,
                                   [FROZEN_BIG] = TYPE_float64,
                                   [FROZEN_FLOAT] = TYPE_float64,
                                   [FROZEN_COMPLEX] = TYPE_complex128};
    Frozen *copy = arena_copy(&b->u->arena, object, sizeof *object);
    if (object->kind == FROZEN_TUPLE) {
        copy->items = ARENA_ARRAY(&b->u->arena, Frozen *, object->count + 1);
        for (size_t i = 0; i < object->count; i++)
            copy->items[i] = (Frozen *)strong(b, object->items[i]);
    }
    if (frozen_is_weak(object) && object->kind != FROZEN_BOOL)
        copy->type = types[object->kind];
    return copy;
}

static ValueId without_weak(Builder *b, ValueId v)
{
    const HirValue value = *hir_value(&b->f->hir, v);
    const Frozen *constant = build_constant_of(b, v);
    if (constant)
        return build_constant(b, strong(b, constant));
    if (value.op != HIR_tuple)
        return v;
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, value.count + 1);
    for (size_t i = 0; i < value.count; i++)
        items[i] = without_weak(b, value.args[i]);
    return build_append(b, HIR_tuple, items, value.count);
}

void build_contains(Builder *b, bool inverted)
{
    ValueId container = stack_pop(b), item = stack_pop(b), elements = elements_of(b, container);
    ValueId found = build_emit2(b, HIR_contains, item, elements);
    if (elements != container && !build_constant_of(b, found))
        found = build_append(b, HIR_contains, (ValueId[]){without_weak(b, item), without_weak(b, elements)}, 2);
    stack_push(b, inverted ? build_emit1(b, HIR_not, found) : found);
}

/* --- patterns: what can't match is never looked at, so whether it can must be known here --- */

/* A value that is taken out of a tuple made here is that item. */
static ValueId item_of(Builder *b, ValueId v)
{
    const HirValue *value = hir_value(&b->f->hir, v);
    if (value->op != HIR_unpack)
        return v;
    const HirValue *tuple = hir_value(&b->f->hir, item_of(b, value->args[0]));
    int64_t index = value->integer < 0 ? value->integer + (int64_t)tuple->count : value->integer;
    return tuple->op == HIR_tuple && index >= 0 && (size_t)index < tuple->count ? item_of(b, tuple->args[index]) : v;
}

static bool gives_number(HirOp op)
{
    HirKind kind = hir_ops[op].result;
    return kind == HIR_KIND_NUMBER || kind == HIR_KIND_BOOL || kind == HIR_KIND_INT;
}

/* The length of a tuple; -1: it is none. */
static int64_t tuple_length(Builder *b, ValueId subject)
{
    ValueId v = item_of(b, subject);
    const HirValue *value = hir_value(&b->f->hir, v);
    if (value->op == HIR_const)
        return value->object->kind == FROZEN_TUPLE ? (int64_t)value->object->count : -1;
    if (value->op == HIR_param) {
        const Type *type = type_get(b->u, b->f->parameters[value->integer]);
        return type->shape == SHAPE_TUPLE ? (int64_t)type->count : -1;
    }
    if (value->op == HIR_tuple)
        return (int64_t)value->count;
    if (!gives_number((HirOp)value->op))
        build_unsupported(b, "a pattern of a sequence, for a value that may be one");
    return -1;
}

void build_match_sequence(Builder *b)
{
    int64_t length = tuple_length(b, stack_read(b, stack_depth(b, 1), LEVEL_VALUE));
    stack_push(b, build_constant(b, frozen_bool(b->u, length >= 0)));
}

void build_get_len(Builder *b)
{
    ValueId subject = stack_read(b, stack_depth(b, 1), LEVEL_VALUE);
    int64_t length = tuple_length(b, subject);
    stack_push(b, length >= 0 ? build_constant(b, frozen_int(b->u, length)) : subject);
}
