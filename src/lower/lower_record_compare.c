/* lower_record_compare.c: == and != of records: field by field, as NumPy compares them, whatever lies between the fields. */
#include <assert.h>

#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "types/stored.h"

enum { MOST_UNROLLED = 8 }; /* elements of an array inside a record */

static LirId equal_stored(Lower *l, TypeId stored, LirId a, LirId b);

static LirId behind(Lower *l, LirId pointer, LirId bytes)
{
    return with_flags(l, emit2(l, LIR_ptradd, pointer, bytes), LIR_INBOUNDS);
}

static LirId constant_behind(Lower *l, LirId pointer, size_t bytes)
{
    return bytes ? behind(l, pointer, int_constant(l, LIR_i64, (int64_t)bytes)) : pointer;
}

static LirId equal_fields(Lower *l, const Stored *record, LirId a, LirId b)
{
    LirId equal = int_constant(l, LIR_i1, 1);
    for (size_t i = 0; i < record->count; i++) {
        const Field *field = &record->fields[i];
        LirId x = constant_behind(l, a, field->offset), y = constant_behind(l, b, field->offset);
        equal = both_hold(l, equal, equal_stored(l, field->type, x, y));
    }
    return equal;
}

static LirId equal_in_loop(Lower *l, TypeId element, int64_t count, LirId a, LirId b)
{
    LirId size = int_constant(l, LIR_i64, element_size(l->u, element));
    Loop loop = loop_begin(l, int_constant(l, LIR_i64, count));
    LirId so_far = phi_begin(l, LIR_i1);
    phi_edge(l, so_far, loop.before, int_constant(l, LIR_i1, 1));
    loop_body(l, &loop);
    LirId x = step_to(l, a, loop.index, size), y = step_to(l, b, loop.index, size);
    LirId equal = equal_stored(l, element, x, y);
    phi_edge(l, so_far, l->block, emit2(l, LIR_and, so_far, equal));
    loop_end(l, &loop, 0);
    return so_far;
}

static LirId equal_arrays(Lower *l, const Type *nested, LirId a, LirId b)
{
    size_t size = (size_t)element_size(l->u, nested->element);
    int64_t count = (int64_t)(nested->stored->layout.size / size);
    LirId equal = int_constant(l, LIR_i1, 1);
    if (count > MOST_UNROLLED)
        return equal_in_loop(l, nested->element, count, a, b);
    for (size_t i = 0; i < (size_t)count; i++) {
        LirId x = constant_behind(l, a, i * size), y = constant_behind(l, b, i * size);
        equal = both_hold(l, equal, equal_stored(l, nested->element, x, y));
    }
    return equal;
}

static LirId equal_stored(Lower *l, TypeId stored, LirId a, LirId b)
{
    const Type *t = type_get(l->u, stored);
    if (t->shape == SHAPE_RECORD)
        return equal_fields(l, t->stored, a, b);
    if (t->shape == SHAPE_NESTED)
        return equal_arrays(l, t, a, b);
    TypeId type = type_when_read(l->u, stored, 0);
    Operand ops[2] = {operand_of_type(type), operand_of_type(type)};
    ops[0].parts = load_stored(l, a, LIR_NOTHING, stored);
    ops[1].parts = load_stored(l, b, LIR_NOTHING, stored);
    return lower_comparison(l, HIR_eq, ops);
}

LirId lower_record_comparison(Lower *l, HirOp op, const Operand *ops)
{
    assert(op == HIR_eq || op == HIR_ne);
    LirId equal = equal_stored(l, type_of_record(l->u, ops[0].type), ops[0].parts.ids[0], ops[1].parts.ids[0]);
    return op == HIR_eq ? equal : logical_not(l, equal);
}
