/* lower_operator.c: operators, for a HIR operation and for whoever else has operands: which code for which types, and what is
 * one operation of the machine.
 *
 * The type of an operation is the type of its result; for a comparison it is what its operands promote to. Operands are
 * converted to it first, so that below here no two types meet, but for uint64 against a signed integer. */
#include <assert.h>

#include "lower/lower_parts.h"
#include "types/frozen_text.h"

typedef struct SimpleOp {
    LirOp on_integers, on_floats;
} SimpleOp;

static const SimpleOp simple_ops[HIR_OP_COUNT] = {
    [HIR_add] = {LIR_iadd, LIR_fadd}, [HIR_sub] = {LIR_isub, LIR_fsub}, [HIR_mul] = {LIR_imul, LIR_fmul},
    [HIR_and] = {LIR_and, LIR_and},   [HIR_or] = {LIR_or, LIR_or},      [HIR_xor] = {LIR_xor, LIR_xor},
};

void check_constants(Lower *l, TypeId type, const Operand *ops, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (operand_is_beyond(ops[i], type))
            fail(l->u, l->loc, E_CONSTANT_BEYOND, frozen_text(l->u, ops[i].constant), type_name(l->u, type));
}

void check_held(Lower *l, TypeId type, Operand a)
{
    if (!operand_is_held(a, type_held(l->u, type)) || !bits_hold(l->u, type, a.constant))
        fail(l->u, l->loc, E_CONSTANT_HELD, type_name(l->u, type), frozen_text(l->u, a.constant));
}

void check_big(Lower *l, const Operand *ops, size_t count)
{
    const Operand *big = operands_big(ops, count);
    if (big)
        fail(l->u, l->loc, E_CONSTANT_BIG, frozen_text(l->u, big->constant));
}

static LirId arithmetic(Lower *l, HirOp op, TypeId type, const Operand *ops)
{
    check_constants(l, type, ops, 2);
    bool on_floats = is_float_lir(real_lir(l, type));
    LirId a = part_as(l, ops[0], type), b = part_as(l, ops[1], type);
    return emit2(l, on_floats ? simple_ops[op].on_floats : simple_ops[op].on_integers, a, b);
}

static void check_shift_count(Lower *l, Operand by)
{
    LirId count = part_as(l, by, by.type);
    int64_t constant;
    if (is_unsigned(by.type) || (is_int_constant(l, count, &constant) && constant >= 0))
        return;
    raise_if(l, is_negative(l, count), "ValueError", "negative shift count");
}

/* A shift by the width or more gives 0, and of a negative number to the right -1; LIR's own shifts go up to width - 1. */
static LirId shift(Lower *l, HirOp op, TypeId type, const Operand *ops)
{
    int width = 8 * lir_size(real_lir(l, type));
    check_constants(l, type, ops, 2);
    check_shift_count(l, ops[1]);
    LirId a = part_as(l, ops[0], type), count = part_as(l, ops[1], type);
    LirId most = int_constant(l, scalar_lir(type), width - 1), zero = int_constant(l, scalar_lir(type), 0);
    LirOp code = op == HIR_lshift ? LIR_shl : is_unsigned(type) ? LIR_lshr : LIR_ashr;
    int64_t constant;
    if (is_int_constant(l, count, &constant) && constant >= 0 && constant < width)
        return emit2(l, code, a, count);
    LirId fits = emit2(l, LIR_ule, count, most);
    LirId shifted = emit2(l, code, a, emit_select(l, fits, count, most));
    return code == LIR_ashr ? shifted : emit_select(l, fits, shifted, zero);
}

static LirId unary(Lower *l, HirOp op, TypeId type, Operand operand)
{
    LirType lir = real_lir(l, type);
    LirId a = part_as(l, operand, type);
    switch (op) {
    case HIR_neg: return is_float_lir(lir) ? emit1(l, LIR_fneg, a) : emit2(l, LIR_isub, int_constant(l, lir, 0), a);
    case HIR_invert: return lir == LIR_i1 ? logical_not(l, a) : emit2(l, LIR_xor, a, int_constant(l, lir, -1));
    default: assert(op == HIR_pos); return a;
    }
}

static LirId truth(Lower *l, HirOp op, Operand a)
{
    LirId is_so = truth_of(l, parts_as(l, a, a.type), a.type);
    return op == HIR_truth ? is_so : logical_not(l, is_so);
}

static LirId real_operator(Lower *l, HirOp op, TypeId type, const Operand *ops)
{
    switch (op) {
    case HIR_truediv: return lower_truediv(l, type, ops);
    case HIR_floordiv:
    case HIR_mod: return lower_divide(l, op, type, ops);
    case HIR_pow: return lower_pow(l, type, ops);
    case HIR_lshift:
    case HIR_rshift: return shift(l, op, type, ops);
    case HIR_neg:
    case HIR_pos:
    case HIR_invert: return unary(l, op, type, ops[0]);
    default: return arithmetic(l, op, type, ops);
    }
}

Parts lower_operator(Lower *l, HirOp op, TypeId type, const Operand *ops, const CallTarget *target)
{
    switch ((HirRule)hir_ops[op].rule) {
    case RULE_TRUTH: return parts_of(l, truth(l, op, ops[0]));
    case RULE_COMPARE: return parts_of(l, lower_comparison(l, op, ops));
    case RULE_IDENTITY: return parts_of(l, lower_identity(l, op, ops));
    case RULE_CONTAINS: return parts_of(l, lower_contains(l, ops[0], ops[1]));
    default: break;
    }
    if (op == HIR_matmul)
        return lower_matmul(l, type, ops);
    check_big(l, ops, hir_operand_count(op));
    if (hir_operand_count(op) == 2 && type_is_pointer(l->u, ops[op == HIR_add && type_is_scalar(ops[0].type)].type))
        return parts_of(l, lower_pointer_arithmetic(l, op, ops));
    if (type_has_shape(l->u, type, SHAPE_TUPLE))
        return lower_tuple_arith(l, op, type, ops);
    if (type_is_complex(type))
        return lower_complex_operator(l, op, type, ops, target);
    return parts_of(l, real_operator(l, op, type, ops));
}
