/* build_tuple.c: operations of tuples whose items are known, which are operations of the items. */
#include "build_parts.h"

#include <string.h>

#include "fold.h"

/* The items of a tuple that is made here or frozen; NULL: it is none. */
const ValueId *build_known_items(Builder *b, ValueId v, size_t *count)
{
    const Object *object = build_constant_of(b, v);
    const HirValue *value = hir_value(&b->f->hir, v);
    *count = object ? object->count : value->count;
    if (!object)
        return value->op == HIR_tuple ? value->args : NULL;
    if (object->kind != OBJECT_TUPLE)
        return NULL;
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, object->count + 1);
    for (size_t i = 0; i < object->count; i++)
        items[i] = build_constant(b, object->items[i]);
    return items;
}

/* Tuples compare by their first items that differ, else by length. */
static ValueId compared_items(Builder *b, HirOp op, const ValueId *x, size_t x_count, const ValueId *y, size_t y_count)
{
    bool equality = op == HIR_eq || op == HIR_ne;
    HirOp strictly = op == HIR_le ? HIR_lt : op == HIR_ge ? HIR_gt : op;
    if (equality && x_count != y_count)
        return build_constant(b, object_bool(b->u, op == HIR_ne));
    ValueId result = build_emit2(b, equality ? HIR_eq : op, build_constant(b, object_int(b->u, (int64_t)x_count)),
                                 build_constant(b, object_int(b->u, (int64_t)y_count)));
    for (size_t i = x_count < y_count ? x_count : y_count; i-- > 0;) {
        result = build_emit2(b, HIR_and, build_compared(b, HIR_eq, x[i], y[i]), result);
        if (!equality)
            result = build_emit2(b, HIR_or, build_compared(b, strictly, x[i], y[i]), result);
    }
    return op == HIR_ne ? build_emit1(b, HIR_not, result) : result;
}

ValueId build_compared(Builder *b, HirOp op, ValueId left, ValueId right)
{
    size_t x_count, y_count;
    const ValueId *x = build_known_items(b, left, &x_count), *y = build_known_items(b, right, &y_count);
    if (!x || !y || op == HIR_is || op == HIR_is_not)
        return build_emit2(b, op, left, right);
    return compared_items(b, op, x, x_count, y, y_count);
}

/* x in (a, b): it is equal to one of them. */
void build_contains(Builder *b, bool inverted)
{
    ValueId container = stack_pop(b), item = stack_pop(b), result = build_constant(b, object_bool(b->u, false));
    size_t count;
    const ValueId *items = build_known_items(b, container, &count);
    if (!items)
        fail(b->u, b->loc, E_UNSUPPORTED_CONSTRUCT, "the operator `in` for anything but a tuple written out or frozen");
    for (size_t i = 0; i < count; i++) {
        ValueId same = build_compared(b, HIR_eq, item, items[i]);
        result = i ? build_emit2(b, HIR_or, result, same) : same;
    }
    stack_push(b, inverted ? build_emit1(b, HIR_not, result) : result);
}

/* x + y of two tuples; HIR_NOTHING: they aren't known to be tuples. */
static ValueId concatenated(Builder *b, ValueId left, ValueId right)
{
    size_t x_count, y_count;
    const ValueId *x = build_known_items(b, left, &x_count), *y = build_known_items(b, right, &y_count);
    if (!x || !y)
        return HIR_NOTHING;
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, x_count + y_count + 1);
    memcpy(items, x, x_count * sizeof *items);
    memcpy(items + x_count, y, y_count * sizeof *items);
    return build_emit(b, HIR_tuple, items, x_count + y_count);
}

/* x * n of a tuple and a constant, in either order. */
static ValueId repeated(Builder *b, ValueId tuple, ValueId times)
{
    enum { MOST = 1000 };
    size_t count;
    const Object *n = build_constant_of(b, times);
    const ValueId *x = build_known_items(b, tuple, &count);
    if (!x || !n || n->kind != OBJECT_INT || n->integer > MOST || count > MOST)
        return HIR_NOTHING;
    size_t copies = n->integer > 0 ? (size_t)n->integer : 0;
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, copies * count + 1);
    for (size_t i = 0; i < copies * count; i++)
        items[i] = x[i % count];
    return build_emit(b, HIR_tuple, items, copies * count);
}

ValueId build_tuple_arithmetic(Builder *b, HirOp op, ValueId left, ValueId right)
{
    if (op == HIR_add)
        return concatenated(b, left, right);
    ValueId v = op == HIR_mul ? repeated(b, left, right) : HIR_NOTHING;
    return op == HIR_mul && v == HIR_NOTHING ? repeated(b, right, left) : v;
}

void build_unpack(Builder *b, size_t count)
{
    ValueId tuple = stack_pop(b);
    for (size_t i = count; i-- > 0;) {
        ValueId v = build_emit1(b, HIR_unpack, tuple);
        hir_value(&b->f->hir, v)->integer = (int64_t)i;
        hir_value(&b->f->hir, v)->size = count;
        stack_push(b, v);
    }
}
