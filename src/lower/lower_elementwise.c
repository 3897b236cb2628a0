/* lower_elementwise.c: one element of an operation on arrays, from the elements of its operands, with NumPy's semantics of array
 * arithmetic: integers wrap, // and % by 0 give 0, nothing raises. Loops are others'. */
#include <assert.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/array_operations.h"
#include "hir/elements.h"
#include "hir/numbers.h"
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "types/frozen_text.h"

typedef struct Element {
    const HirValue *value;
    ElementOp op;
    Operand ops[MOST_ELEMENTS];
    TypeId loop;
} Element;

static Element element_of(Lower *l, const HirValue *v)
{
    Element e = {.value = v};
    element_op(l->u, &l->f->hir, v, &e.op);
    assert(e.op.builtin >= 0);
    for (size_t i = 0; i < e.op.count; i++)
        e.ops[i] = element_operand(l->u, &l->f->hir, e.op.operands[i]);
    if (!element_is_function(e.op.builtin))
        e.loop = element_loop(e.op.builtin, e.ops, e.op.count);
    return e;
}

/* ---- casts -------------------------------------------------------------------------------------------------------------- */

Parts element_as(Lower *l, Parts parts, TypeId from, TypeId to)
{
    if (type_is_complex(from) && !type_is_complex(to) && to != TYPE_boolean)
        return convert(l, parts_slice(parts, 0, 1), type_component(from), to);
    return convert(l, parts, from, to);
}

/* A Python number is a double on its way to a float. */
static Parts operand_in(Lower *l, Operand a, TypeId type)
{
    if (a.constant)
        return parts_as(l, a, type);
    TypeId component = type_is_complex(type) ? type_component(type) : type;
    if (a.weak && type_is_integer(a.type) && component == TYPE_float32)
        return element_as(l, convert(l, a.parts, a.type, TYPE_float64), TYPE_float64, type);
    return element_as(l, a.parts, a.type, type);
}

static Operand operand_as(Lower *l, Operand a, TypeId type)
{
    Operand converted = operand_of_type(type);
    converted.parts = operand_in(l, a, type);
    return converted;
}

/* ---- operations ---------------------------------------------------------------------------------------------------------- */

static HirOp operator_of(int builtin)
{
    const char *code = builtins[builtin].codes[ON_FLOAT];
    assert(*code == '@');
    return hir_op_named(code + 1);
}

/* Integers are compared as they are, whatever their types. */
static LirId comparison(Lower *l, const Element *e)
{
    Operand ops[2] = {e->ops[0], e->ops[1]};
    bool of_integers = type_is_integer(e->loop) || e->loop == TYPE_boolean;
    for (size_t i = 0; i < 2; i++) {
        ops[i].value = HIR_NOTHING;
        ops[i].weak &= ops[i].constant != NULL;
        if (!of_integers && !operand_is_big(ops[i]))
            ops[i] = operand_as(l, ops[i], e->loop);
    }
    return lower_comparison(l, operator_of(e->op.builtin), ops);
}

static LirId division(Lower *l, const Element *e)
{
    LirId a = operand_in(l, e->ops[0], e->loop).ids[0], b = operand_in(l, e->ops[1], e->loop).ids[0];
    if (e->op.builtin == BUILTIN_numpy_fmod)
        return element_remainder(l, a, b, is_unsigned(e->loop));
    return element_divide(l, e->op.builtin == BUILTIN_numpy_floor_divide ? HIR_floordiv : HIR_mod, a, b,
                          is_unsigned(e->loop));
}

static Parts power(Lower *l, const Element *e)
{
    Operand base = operand_as(l, e->ops[0], e->loop);
    if (type_is_complex(e->loop))
        return lower_operator(l, HIR_mul, e->loop, (Operand[]){base, base}, NULL);
    Operand exponent = e->ops[1].constant ? e->ops[1] : operand_as(l, e->ops[1], e->loop);
    return parts_of(l, element_power(l, e->loop, base.parts.ids[0], exponent));
}

static TypeId type_in_loop(const Element *e, size_t i)
{
    return builtins[e->op.builtin].rule == CALL_LDEXP && i ? TYPE_int64 : e->loop;
}

/* The type that the code for numbers gives, before it is stored in a target. */
static TypeId result_of(const Element *e)
{
    Operand ops[MOST_ELEMENTS];
    for (size_t i = 0; i < e->op.count; i++)
        ops[i] = operand_of_type(type_in_loop(e, i));
    NumberPlan plan = number_plan(e->op.builtin, ops, e->op.count);
    if (e->value->target) {
        TypeId result = e->value->target->function->result;
        return result == plan.operands ? plan.type : result;
    }
    return *plan.code == '!' ? form_result(form_named(plan.code + 1), plan.type) : plan.type;
}

/* The arguments where the HIR value has them. */
static Parts prelude_call(Lower *l, const Element *e, const Operand *args)
{
    bool is_call = e->value->op == HIR_call;
    Operand *given = ARENA_ARRAY(&l->u->arena, Operand, e->value->count + 1);
    for (size_t i = 0; i < e->op.count; i++)
        given[e->op.arguments[i] + !is_call] = args[i];
    return lower_target(l, e->value->target, given, result_of(e));
}

/* As numbers of the type that they are computed in. */
static Parts number(Lower *l, const Element *e)
{
    Operand args[1 + MOST_ELEMENTS] = {operand_of_type(TYPE_none)};
    for (size_t i = 0; i < e->op.count; i++)
        args[1 + i] = operand_as(l, e->ops[i], type_in_loop(e, i));
    if (e->value->target)
        return prelude_call(l, e, args + 1);
    return lower_number(l, &(NumberCall){e->op.builtin, e->op.count, NULL}, result_of(e), args);
}

/* ---- rows ELEMENT -------------------------------------------------------------------------------------------------------- */

/* A bound of clip that is an int, as the nearest integer of the elements' type. */
static Operand clamped(Lower *l, Operand bound, TypeId type)
{
    int64_t least = type == TYPE_uint64 ? 0 : INT64_MIN, most = INT64_MAX;
    if (!bound.weak || !type_is_integer(bound.type) || !type_is_integer(type))
        return bound;
    type_limits(type, &least, &most);
    LirId n = part_as(l, bound, TYPE_int64), low = int_constant(l, LIR_i64, least),
          high = int_constant(l, LIR_i64, most);
    n = emit_select(l, emit2(l, LIR_slt, n, low), low, n);
    bound = operand_of_type(TYPE_int64);
    bound.parts = parts_of(l, emit_select(l, emit2(l, LIR_sgt, n, high), high, n));
    return bound;
}

static Parts selected(Lower *l, LirId condition, Parts then, Parts otherwise)
{
    Parts result = parts_new(l, then.count);
    for (size_t i = 0; i < result.count; i++)
        result.ids[i] = emit_select(l, condition, then.ids[i], otherwise.ids[i]);
    return result;
}

static Parts chosen(Lower *l, const Element *e)
{
    TypeId type = element_wanted(e->op.builtin, e->ops, e->op.count, 1);
    LirId condition = truth_of(l, operand_in(l, e->ops[0], e->ops[0].type), e->ops[0].type);
    Parts otherwise = operand_in(l, e->ops[2], type);
    return selected(l, condition, operand_in(l, e->ops[1], type), otherwise);
}

/* The value as the target has it, or what the target has; without a target the value. */
static Parts put(Lower *l, const Element *e, TypeId to)
{
    if (e->op.target == HIR_NOTHING)
        return element_as(l, operand_in(l, e->ops[0], e->ops[0].type), e->ops[0].type, to);
    LirId condition = truth_of(l, operand_in(l, e->ops[1], e->ops[1].type), e->ops[1].type);
    Parts value = element_as(l, operand_in(l, e->ops[0], e->ops[0].type), e->ops[0].type, to);
    return selected(l, condition, value, element_as(l, e->ops[2].parts, e->ops[2].type, to));
}

static Parts function_call(Lower *l, const Element *e)
{
    Operand *given = ARENA_ARRAY(&l->u->arena, Operand, e->value->count + 1);
    for (size_t i = 0; i < e->op.count; i++) {
        TypeId type = element_wanted(e->op.builtin, e->ops, e->op.count, i);
        Operand a = e->op.builtin == BUILTIN_numpy_clip && i ? clamped(l, e->ops[i], type) : e->ops[i];
        given[e->op.arguments[i]] = type == TYPE_UNKNOWN || a.type == TYPE_none ? a : operand_as(l, a, type);
    }
    return lower_target(l, e->value->target, given, e->value->target->function->result);
}

/* An element of a row ELEMENT, as that type. */
static Parts function(Lower *l, const Element *e, TypeId to)
{
    if (e->op.builtin == BUILTIN_array_astype)
        return element_as(l, operand_in(l, e->ops[0], e->ops[0].type), e->ops[0].type, to);
    if (e->op.builtin == BUILTIN_numpy_where)
        return element_as(l, chosen(l, e), element_wanted(e->op.builtin, e->ops, e->op.count, 1), to);
    if (e->op.builtin == BUILTIN_machine_put)
        return put(l, e, to);
    return element_as(l, function_call(l, e), e->value->target->function->result, to);
}

Parts lower_element_function(Lower *l, const HirValue *v)
{
    Element e = element_of(l, v);
    for (size_t i = 0; i < e.op.count; i++)
        e.ops[i].parts = fetch(l, e.op.operands[i]).parts;
    return function(l, &e, v->type);
}

/* ---- all ------------------------------------------------------------------------------------------------------------------ */

Parts lower_element(Lower *l, const HirValue *v, const Operand *elements)
{
    Element e = element_of(l, v);
    TypeId stored = type_get(l->u, v->type)->element;
    for (size_t i = 0; i < e.op.count; i++)
        e.ops[i].parts = elements[i].parts;
    if (element_is_function(e.op.builtin))
        return function(l, &e, stored);
    if (element_compares(e.op.builtin) && !v->target)
        return element_as(l, parts_of(l, comparison(l, &e)), TYPE_boolean, stored);
    if (element_is_division(e.op.builtin, e.loop))
        return element_as(l, parts_of(l, division(l, &e)), e.loop, stored);
    if (element_is_power(e.op.builtin, e.loop, e.ops))
        return element_as(l, power(l, &e), e.loop, stored);
    Parts result = number(l, &e);
    return element_as(l, result, result_of(&e), stored);
}

/* ---- what raises before the loops -------------------------------------------------------------------------------------- */

/* A Python int takes the integer type that it meets, if it is in its range. */
static void check_weak(Lower *l, Operand a, TypeId loop)
{
    int64_t least = 0, most = INT64_MAX;
    if (!a.weak || !type_is_integer(a.type) || !type_is_integer(loop))
        return;
    if (a.constant && !operand_is_held(a, loop))
        fail(l->u, l->loc, E_CONSTANT_BEYOND, frozen_text(l->u, a.constant), element_dtype(loop));
    if (a.constant || loop == TYPE_int64)
        return;
    type_limits(loop, &least, &most);
    LirId n = a.parts.ids[0];
    LirId below = emit2(l, LIR_slt, n, int_constant(l, LIR_i64, least));
    LirId above = emit2(l, LIR_sgt, n, int_constant(l, LIR_i64, most));
    const char *text = arena_printf(&l->u->arena,
                                    "[('join', [('constant', 'Python integer '), ('number', 'int64', 0), "
                                    "('constant', ' out of bounds for %s')])]",
                                    element_dtype(loop));
    assert(l->at != HIR_NOTHING && hir_names_integer(l->u, &l->f->hir, hir_of(l, l->at)));
    raise_if_with(l, emit2(l, LIR_or, below, above),
                  &(Exception){.class = "OverflowError", .arguments = text, .words = 1}, &n);
}

/* Whether one of them is negative, into the slot. */
static void find_negative(Lower *l, Elements *e, const Walk *walk, LirId *index, size_t axis, LirId slot)
{
    if (axis == walk->ndim) {
        LirId n = element_at(l, e, walk, index).parts.ids[0];
        LirId found = emit_cast(l, LIR_zext, LIR_i64, is_negative(l, n));
        emit_store(l, slot, emit2(l, LIR_or, emit_load(l, LIR_i64, slot), found));
        return;
    }
    Loop loop = loop_begin(l, walk->lengths[axis]);
    loop_body(l, &loop);
    index[axis] = loop.index;
    find_negative(l, e, walk, index, axis + 1, slot);
    loop_end(l, &loop, 0);
}

static LirId has_negative(Lower *l, ValueId array)
{
    LirId slot = frame_bytes(l, 8);
    Elements *e = elements_of(l, array);
    Walk walk = walk_general(l, e, NULL);
    emit_store(l, slot, int_constant(l, LIR_i64, 0));
    find_negative(l, e, &walk, ARENA_ARRAY(&l->u->arena, LirId, walk.ndim + 1), 0, slot);
    return is_true(l, emit_load(l, LIR_i64, slot));
}

/* Of integers. */
static void check_exponent(Lower *l, const Element *e)
{
    if (e->op.builtin != BUILTIN_numpy_power || !type_is_integer(e->loop) || is_unsigned(e->ops[1].type))
        return;
    Operand exponent = e->ops[1];
    bool is_array = type_has_shape(l->u, hir_of(l, e->op.operands[1])->type, SHAPE_ARRAY);
    LirId negative = is_array ? has_negative(l, e->op.operands[1])
                              : is_negative(l, part_as(l, exponent, exponent.type));
    raise_if(l, negative, "ValueError", "Integers to negative integer powers are not allowed.");
}

void check_element_operands(Lower *l, const HirValue *v)
{
    Element e = element_of(l, v);
    if (element_is_function(e.op.builtin) || element_compares(e.op.builtin))
        return;
    check_big(l, e.ops, e.op.count);
    for (size_t i = 0; i < e.op.count; i++) {
        if (!type_has_shape(l->u, hir_of(l, e.op.operands[i])->type, SHAPE_ARRAY))
            e.ops[i].parts = fetch(l, e.op.operands[i]).parts;
        check_weak(l, e.ops[i], type_in_loop(&e, i));
    }
    check_exponent(l, &e);
}
