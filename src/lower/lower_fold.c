/* lower_fold.c: what folds are made of, see lower_fold.h. */
#include "lower/lower_fold.h"

#include <assert.h>

/* ---- variables --------------------------------------------------------------------------------------------------------- */

Variable variable_new(Lower *l, TypeId type)
{
    size_t count = part_types(l->u, type, NULL);
    LirType *types = ARENA_ARRAY(&l->u->arena, LirType, count);
    LirId *slots = ARENA_ARRAY(&l->u->arena, LirId, count);
    part_types(l->u, type, types);
    for (size_t i = 0; i < count; i++)
        slots[i] = frame_bytes(l, lir_size(types[i]));
    return (Variable){types, slots, count};
}

Variable variable_of(Lower *l, TypeId type, Parts parts)
{
    Variable variable = variable_new(l, type);
    variable_set(l, &variable, parts);
    return variable;
}

Parts variable_get(Lower *l, const Variable *variable)
{
    Parts parts = parts_new(l, variable->count);
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = emit_load(l, variable->types[i], variable->slots[i]);
    return parts;
}

void variable_set(Lower *l, const Variable *variable, Parts parts)
{
    assert(parts.count == variable->count);
    for (size_t i = 0; i < parts.count; i++)
        emit_store(l, variable->slots[i], parts.ids[i]);
}

/* ---- numbers ----------------------------------------------------------------------------------------------------------- */

Parts number_parts(Lower *l, TypeId type, double real)
{
    if (!type_is_complex(type)) {
        LirType lir = scalar_lir(type);
        return parts_of(l, is_float_lir(lir) ? float_constant(l, lir, real) : int_constant(l, lir, (int64_t)real));
    }
    Parts parts = parts_new(l, 2);
    LirType lir = scalar_lir(type_component(type));
    parts.ids[0] = float_constant(l, lir, real);
    parts.ids[1] = float_constant(l, lir, 0.0);
    return parts;
}

static Parts each_part(Lower *l, LirOp op, Parts a, Parts b)
{
    Parts parts = parts_new(l, a.count);
    for (size_t i = 0; i < a.count; i++)
        parts.ids[i] = emit2(l, op, a.ids[i], b.ids[i]);
    return parts;
}

Parts add_parts(Lower *l, TypeId type, Parts a, Parts b)
{
    bool is_float = is_float_lir(lir_type(l, a.ids[0]));
    return each_part(l, type == TYPE_boolean ? LIR_or : is_float ? LIR_fadd : LIR_iadd, a, b);
}

Parts multiply_parts(Lower *l, TypeId type, Parts a, Parts b)
{
    if (!type_is_complex(type)) {
        bool is_float = is_float_lir(lir_type(l, a.ids[0]));
        return each_part(l, type == TYPE_boolean ? LIR_and : is_float ? LIR_fmul : LIR_imul, a, b);
    }
    Operand ops[] = {operand_of_type(type), operand_of_type(type)};
    ops[0].parts = a;
    ops[1].parts = b;
    return lower_complex_operator(l, HIR_mul, type, ops, NULL);
}

/* ---- loops --------------------------------------------------------------------------------------------------------------- */

LirId line_length(const Source *line)
{
    assert(line->ndim == 1);
    return line->lengths[0];
}

Parts line_element(Lower *l, const Source *line, LirId index)
{
    return line->at(l, line, &index);
}

static Parts part_at(Lower *l, const Source *s, const LirId *index)
{
    const LinePart *part = s->context;
    return line_element(l, part->line, with_flags(l, emit2(l, LIR_iadd, part->first, index[0]), LIR_NSW));
}

Source line_part(const LinePart *part, unsigned flags)
{
    return (Source){1, &part->count, part->line->type, part_at, flags, part};
}

int64_t few_in(const Lower *l, const Source *s)
{
    int64_t count = 1, length;
    for (size_t axis = 0; axis < s->ndim; axis++) {
        if (!is_int_constant(l, s->lengths[axis], &length) || length > 31 || count * length > 31)
            return -1;
        count *= length;
    }
    return count;
}

void open_loops(Lower *l, const LirId *lengths, size_t ndim, Loop *loops, LirId *index)
{
    for (size_t axis = 0; axis < ndim; axis++) {
        loops[axis] = loop_begin(l, lengths[axis]);
        loop_body(l, &loops[axis]);
        index[axis] = loops[axis].index;
    }
}

void close_loops(Lower *l, Loop *loops, size_t ndim, unsigned flags)
{
    for (size_t axis = ndim; axis-- > 0;)
        loop_end(l, &loops[axis], flags);
}

void fold_in_order(Lower *l, const Source *s, Step *step, const void *context, const Variable *result)
{
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, s->ndim);
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, s->ndim);
    open_loops(l, s->lengths, s->ndim, loops, index);
    Parts x = s->at(l, s, index);
    variable_set(l, result, step(l, s, context, variable_get(l, result), x));
    close_loops(l, loops, s->ndim, few_in(l, s) >= 0 ? 0 : s->flags);
}
