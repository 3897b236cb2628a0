/* lower_tuple_call.c: making and methods of tuples and named tuples, and tuple(). */
#include <assert.h>
#include <string.h>

#include "frozen/builtins.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

/* A named tuple is the parts of what is passed. */
Parts lower_named_tuple(Lower *l, const HirValue *v)
{
    Parts result = parts_new(l, part_types(l->u, v->type, NULL));
    const Operand *args = fetch_all(l, v);
    size_t next = 0;
    for (size_t i = 0; i < type_get(l->u, v->type)->count; i++) {
        Parts parts = passed_parts(l, &v->fields[i], args);
        memcpy(result.ids + next, parts.ids, parts.count * sizeof *parts.ids);
        next += parts.count;
    }
    assert(next == result.count);
    return result;
}

/* ---- index and count --------------------------------------------------------------------------------------------------- */

/* A bound of index() as a position: from the end if it is negative. Below 0 it is as good as 0. */
static LirId search_bound(Lower *l, ValueId v, size_t count)
{
    LirId bound = scalar_as(l, v, TYPE_int64);
    LirId negative = emit2(l, LIR_slt, bound, i64(l, 0));
    return emit_select(l, negative, emit2(l, LIR_iadd, bound, i64(l, (int64_t)count)), bound);
}

static LirId lower_index(Lower *l, const HirValue *v)
{
    Operand tuple = fetch(l, v->args[1]), item = fetch(l, v->args[2]);
    const Type *type = type_get(l->u, tuple.type);
    LirId start = v->count > 3 ? search_bound(l, v->args[3], type->count) : LIR_NOTHING;
    LirId stop = v->count > 4 ? search_bound(l, v->args[4], type->count) : LIR_NOTHING;
    LirId position = i64(l, -1);
    for (size_t i = type->count; i-- > 0;) {
        LirId here = tuple_has_at(l, item, tuple, i);
        if (start != LIR_NOTHING)
            here = emit2(l, LIR_and, here, emit2(l, LIR_sle, start, i64(l, (int64_t)i)));
        if (stop != LIR_NOTHING)
            here = emit2(l, LIR_and, here, emit2(l, LIR_sgt, stop, i64(l, (int64_t)i)));
        position = emit_select(l, here, i64(l, (int64_t)i), position);
    }
    raise_if(l, emit2(l, LIR_slt, position, i64(l, 0)), "ValueError",
             type->flags & TUPLE_IS_LIST ? "list.index(x): x not in list" : "tuple.index(x): x not in tuple");
    return position;
}

static LirId lower_count(Lower *l, const HirValue *v)
{
    Operand tuple = fetch(l, v->args[1]), item = fetch(l, v->args[2]);
    LirId count = i64(l, 0);
    for (size_t i = 0; i < type_get(l->u, tuple.type)->count; i++) {
        LirId here = emit_cast(l, LIR_zext, LIR_i64, tuple_has_at(l, item, tuple, i));
        count = i ? emit2(l, LIR_iadd, count, here) : here;
    }
    return count;
}

/* ---- tuple() ----------------------------------------------------------------------------------------------------------- */

static Parts lower_conversion(Lower *l, const HirValue *v)
{
    if (v->count == 1)
        return parts_new(l, 0);
    TypeId given = hir_of(l, v->args[1])->type;
    Parts sequence = value_parts(l, v->args[1]);
    if (type_has_shape(l->u, given, SHAPE_TUPLE))
        return sequence;
    check_strict(l, sequence, given);
    Parts result = parts_new(l, part_types(l->u, v->type, NULL));
    size_t next = 0;
    for (size_t i = 0; i < type_get(l->u, v->type)->count; i++) {
        Parts item = sequence_item(l, sequence, given, i64(l, (int64_t)i));
        memcpy(result.ids + next, item.ids, item.count * sizeof *item.ids);
        next += item.count;
    }
    assert(next == result.count);
    return result;
}

Parts lower_tuple_call(Lower *l, const HirValue *v)
{
    BuiltinRule rule = builtins[v->builtin].rule;
    if (rule == CALL_TUPLE)
        return lower_conversion(l, v);
    return parts_of(l, rule == CALL_TUPLE_INDEX ? lower_index(l, v) : lower_count(l, v));
}
