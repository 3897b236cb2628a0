/* lower_divide.c: / // % of real numbers, as Python has them: rounded down, and 0 is no divisor. */
#include <assert.h>

#include "lower/lower_parts.h"

/* CPython 3.14's words, the same for / // % and for both kinds of number. */
static void check_divisor(Lower *l, LirId divisor)
{
    const LirValue *value = lir_value(l->out, divisor);
    bool is_float = is_float_lir(value->type);
    bool not_zero = is_float ? value->op == LIR_fconst && value->real != 0
                             : value->op == LIR_iconst && value->integer != 0;
    if (not_zero || (is_float && !l->f->options->error_model_python))
        return;
    raise_if(l, is_zero(l, divisor), "ZeroDivisionError", "division by zero");
}

/* Two integers are converted to floats, but a divisor of 0 raises before. */
LirId lower_truediv(Lower *l, TypeId type, const Operand *ops)
{
    real_lir(l, type);
    if (is_integral(ops[0].type) && is_integral(ops[1].type))
        check_divisor(l, part_as(l, ops[1], ops[1].type));
    LirId a = part_as(l, ops[0], type), b = part_as(l, ops[1], type);
    if (type_is_float(ops[0].type) || type_is_float(ops[1].type))
        check_divisor(l, b);
    return emit2(l, LIR_fdiv, a, b);
}

/* CPython's float_divmod, as NumPy has it. fmod is exact; where its result hasn't the divisor's sign, the floor is one
 * step further. */
typedef struct FloatRest {
    LirId rest, is_zero, steps;
} FloatRest;

static FloatRest float_rest(Lower *l, LirId a, LirId b)
{
    LirType type = lir_type(l, a);
    LirId rest = emit_call(l, type == LIR_f32 ? "fmodf" : "fmod", type, (LirId[]){a, b}, 2);
    LirId zero = is_zero(l, rest);
    LirId rest_is_negative = is_negative(l, rest), b_is_negative = is_negative(l, b);
    LirId signs_differ = emit2(l, LIR_xor, rest_is_negative, b_is_negative);
    return (FloatRest){rest, zero, emit2(l, LIR_and, logical_not(l, zero), signs_differ)};
}

/* A rest of 0 has the divisor's sign. */
static LirId mod_floats(Lower *l, LirId a, LirId b)
{
    FloatRest r = float_rest(l, a, b);
    LirId next = emit2(l, LIR_fadd, r.rest, b);
    LirId mod = emit_select(l, r.steps, next, r.rest);
    LirId signed_zero = emit2(l, LIR_fcopysign, float_constant(l, lir_type(l, a), 0.0), b);
    return emit_select(l, r.is_zero, signed_zero, mod);
}

/* (a - rest) / b is nearly a whole number: the nearest one. A quotient of 0 has the sign of a / b; x // 0.0 is x / 0.0. */
static LirId floordiv_floats(Lower *l, LirId a, LirId b)
{
    LirType type = lir_type(l, a);
    LirId one = float_constant(l, type, 1.0), half = float_constant(l, type, 0.5), zero = float_constant(l, type, 0.0);
    FloatRest r = float_rest(l, a, b);
    LirId ratio = emit2(l, LIR_fdiv, a, b);
    LirId whole = emit2(l, LIR_fdiv, emit2(l, LIR_fsub, a, r.rest), b);
    LirId below = emit2(l, LIR_fsub, whole, one);
    whole = emit_select(l, r.steps, below, whole);
    LirId floor = emit1(l, LIR_ffloor, whole);
    LirId too_low = emit2(l, LIR_fgt, emit2(l, LIR_fsub, whole, floor), half);
    LirId above = emit2(l, LIR_fadd, floor, one);
    floor = emit_select(l, too_low, above, floor);
    LirId whole_is_zero = is_zero(l, whole), signed_zero = emit2(l, LIR_fcopysign, zero, ratio);
    floor = emit_select(l, whole_is_zero, signed_zero, floor);
    return emit_select(l, is_zero(l, b), ratio, floor);
}

/* Rounding down is shifting and masking. */
static LirId divide_by_power_of_two(Lower *l, HirOp op, LirId a, int64_t divisor, bool without_sign)
{
    LirType type = lir_type(l, a);
    assert(divisor > 0 && !(divisor & (divisor - 1)));
    if (op == HIR_mod)
        return emit2(l, LIR_and, a, int_constant(l, type, divisor - 1));
    return emit2(l, without_sign ? LIR_lshr : LIR_ashr, a, int_constant(l, type, __builtin_ctzll((uint64_t)divisor)));
}

/* Toward zero, then one down where the rest hasn't the divisor's sign. `b` is neither 0 nor -1. */
static LirId divide_down(Lower *l, HirOp op, LirId a, LirId b)
{
    LirId rest = emit2(l, LIR_srem, a, b);
    LirId signs_differ = is_negative(l, emit2(l, LIR_xor, rest, b));
    LirId steps = emit2(l, LIR_and, is_true(l, rest), signs_differ);
    if (op == HIR_mod) {
        LirId next = emit2(l, LIR_iadd, rest, b);
        return emit_select(l, steps, next, rest);
    }
    LirId quotient = emit2(l, LIR_sdiv, a, b);
    LirId below = emit2(l, LIR_isub, quotient, int_constant(l, lir_type(l, a), 1));
    return emit_select(l, steps, below, quotient);
}

/* Division by -1 goes through division by 1, so that the least integer doesn't trap: its quotient wraps, its rest is 0. */
static LirId divide_signed(Lower *l, HirOp op, LirId a, LirId b)
{
    LirType type = lir_type(l, a);
    int64_t divisor;
    bool is_constant = is_int_constant(l, b, &divisor);
    if (is_constant && divisor == -1)
        return op == HIR_mod ? int_constant(l, type, 0) : emit2(l, LIR_isub, int_constant(l, type, 0), a);
    if (is_constant && divisor != 0)
        return divide_down(l, op, a, b);
    LirId is_minus_one = emit2(l, LIR_eq, b, int_constant(l, type, -1));
    LirId result = divide_down(l, op, a, emit_select(l, is_minus_one, int_constant(l, type, 1), b));
    if (op == HIR_mod)
        return result;
    LirId negated = emit2(l, LIR_isub, int_constant(l, type, 0), a);
    return emit_select(l, is_minus_one, negated, result);
}

/* ---- elements of arrays ------------------------------------------------------------------------------------------------ */

/* A divisor that isn't 0, where the result counts. */
static LirId divisor_or_one(Lower *l, LirId b, LirId by_zero)
{
    return emit_select(l, by_zero, int_constant(l, lir_type(l, b), 1), b);
}

/* Quotients of up to 32 bits through float64, which vectors of them have: it tells any two of them apart, and its floor is theirs.
 * Only that of the least int32 and -1 is none. `b` isn't 0. */
static LirId divide_as_floats(Lower *l, HirOp op, LirId a, LirId b, bool without_sign)
{
    LirType type = lir_type(l, a), wide = without_sign && type == LIR_i32 ? LIR_i64 : LIR_i32;
    LirOp to_float = without_sign ? LIR_uitofp : LIR_sitofp;
    LirId x = emit_cast(l, to_float, LIR_f64, a), y = emit_cast(l, to_float, LIR_f64, b);
    LirId whole = emit1(l, LIR_ffloor, emit2(l, LIR_fdiv, x, y));
    LirId quotient = emit_cast(l, LIR_fptosi, wide, whole);
    if (wide != type)
        quotient = emit_cast(l, LIR_trunc, type, quotient);
    if (!without_sign && type == LIR_i32) {
        LirId negated = emit2(l, LIR_isub, int_constant(l, type, 0), a);
        quotient = emit_select(l, emit2(l, LIR_eq, b, int_constant(l, type, -1)), negated, quotient);
    }
    return op == HIR_mod ? emit2(l, LIR_isub, a, emit2(l, LIR_imul, quotient, b)) : quotient;
}

LirId element_divide(Lower *l, HirOp op, LirId a, LirId b, bool without_sign)
{
    LirType type = lir_type(l, a);
    int64_t divisor;
    if (is_float_lir(type))
        return op == HIR_mod ? mod_floats(l, a, b) : floordiv_floats(l, a, b);
    bool is_constant = is_int_constant(l, b, &divisor);
    if (is_constant && divisor > 0 && !(divisor & (divisor - 1)))
        return divide_by_power_of_two(l, op, a, divisor, without_sign);
    LirId by_zero = is_zero(l, b);
    LirId safe = is_constant && divisor ? b : divisor_or_one(l, b, by_zero);
    LirId result = !is_constant && type != LIR_i64 ? divide_as_floats(l, op, a, safe, without_sign)
                   : without_sign                  ? emit2(l, op == HIR_mod ? LIR_urem : LIR_udiv, a, safe)
                                                   : divide_signed(l, op, a, safe);
    return safe == b ? result : emit_select(l, by_zero, int_constant(l, type, 0), result);
}

LirId element_remainder(Lower *l, LirId a, LirId b, bool without_sign)
{
    LirType type = lir_type(l, a);
    LirId by_zero = is_zero(l, b), safe = divisor_or_one(l, b, by_zero);
    if (!without_sign) {
        LirId is_minus_one = emit2(l, LIR_eq, safe, int_constant(l, type, -1));
        safe = emit_select(l, is_minus_one, int_constant(l, type, 1), safe);
    }
    LirId rest = emit2(l, without_sign ? LIR_urem : LIR_srem, a, safe);
    return emit_select(l, by_zero, int_constant(l, type, 0), rest);
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------ */

/* // and %. */
LirId lower_divide(Lower *l, HirOp op, TypeId type, const Operand *ops)
{
    bool on_floats = is_float_lir(real_lir(l, type));
    LirId a = part_as(l, ops[0], type), b = part_as(l, ops[1], type);
    int64_t divisor;
    check_constants(l, type, ops, 2);
    check_divisor(l, b);
    if (on_floats)
        return op == HIR_mod ? mod_floats(l, a, b) : floordiv_floats(l, a, b);
    if (is_int_constant(l, b, &divisor) && divisor > 0 && !(divisor & (divisor - 1)))
        return divide_by_power_of_two(l, op, a, divisor, is_unsigned(type));
    if (is_unsigned(type))
        return emit2(l, op == HIR_mod ? LIR_urem : LIR_udiv, a, b);
    return divide_signed(l, op, a, b);
}
