/* lower_power.c: ** of real numbers: products where they are exact, else pow(). */
#include <assert.h>

#include "lower/lower_parts.h"

/* The exponent as a frozen integer (a float without a fraction counts): x ** 2.0 is x ** 2 of a float. */
static bool constant_exponent(Operand e, int64_t *exponent)
{
    if (!e.constant || !type_is_scalar(e.type) || type_is_complex(e.type))
        return false;
    if (is_integral(type_of_number(e.constant))) {
        *exponent = frozen_integer(e.constant);
        return e.constant->type != TYPE_uint64 || *exponent >= 0;
    }
    if (frozen_is_data(e.constant))
        return false;
    double real = frozen_real(e.constant);
    *exponent = real >= -1024 && real <= 1024 ? (int64_t)real : 0;
    return (double)*exponent == real;
}

/* Products by squaring: 2 log2(exponent) of them at most. */
static LirId unrolled_power(Lower *l, LirId base, uint64_t exponent)
{
    LirId result = LIR_NOTHING;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = result == LIR_NOTHING ? base : emit2(l, LIR_imul, result, base);
        if (exponent > 1)
            base = emit2(l, LIR_imul, base, base);
    }
    return result == LIR_NOTHING ? int_constant(l, lir_type(l, base), 1) : result;
}

/* The same at run time: while (e) { if (e & 1) result *= base; base *= base; e >>= 1; } */
static LirId power_loop(Lower *l, LirId base, LirId exponent)
{
    LirType type = lir_type(l, base);
    LirId one = int_constant(l, type, 1);
    LirBlockId before = l->block, head = lir_block_new(l->u, l->out), body = lir_block_new(l->u, l->out),
               after = lir_block_new(l->u, l->out);
    lir_jump(l->u, l->out, before, head);

    l->block = head;
    LirId result = phi_begin(l, type), b = phi_begin(l, type), e = phi_begin(l, type);
    lir_branch(l->u, l->out, head, is_true(l, e), body, after);

    l->block = body;
    LirId odd = is_true(l, emit2(l, LIR_and, e, one));
    LirId next = emit_select(l, odd, emit2(l, LIR_imul, result, b), result);
    LirId square = emit2(l, LIR_imul, b, b), half = emit2(l, LIR_lshr, e, one);
    lir_jump(l->u, l->out, body, head);

    phi_edge(l, result, before, one);
    phi_edge(l, result, body, next);
    phi_edge(l, b, before, base);
    phi_edge(l, b, body, square);
    phi_edge(l, e, before, exponent);
    phi_edge(l, e, body, half);
    l->block = after;
    return result;
}

static LirId integer_power(Lower *l, TypeId type, const Operand *ops)
{
    check_constants(l, type, ops, 2);
    LirId base = part_as(l, ops[0], type);
    int64_t exponent;
    if (constant_exponent(ops[1], &exponent) && exponent >= 0)
        return unrolled_power(l, base, (uint64_t)exponent);
    TypeId given = ops[1].type;
    if (!is_unsigned(given))
        raise_if(l, is_negative(l, part_as(l, ops[1], given)), "ValueError",
                 "Integers to negative integer powers are not allowed.");
    return power_loop(l, base, part_as(l, ops[1], type));
}

/* pow() of single precision is that of double precision, rounded. */
static LirId call_float(Lower *l, const char *symbol, const LirId *args, size_t count)
{
    LirType type = lir_type(l, args[0]);
    LirId wide[2];
    assert(count <= sizeof wide / sizeof *wide);
    for (size_t i = 0; i < count; i++)
        wide[i] = type == LIR_f64 ? args[i] : emit_cast(l, LIR_fpext, LIR_f64, args[i]);
    LirId result = emit_call(l, symbol, LIR_f64, wide, count);
    return type == LIR_f64 ? result : emit_cast(l, LIR_fptrunc, type, result);
}

/* NumPy's short ways for constant exponents, else pow(). */
static LirId float_power(Lower *l, LirId base, Operand exponent, TypeId type)
{
    LirType lir = lir_type(l, base);
    int64_t whole;
    bool is_whole = constant_exponent(exponent, &whole);
    if (is_whole && whole == 2)
        return emit2(l, LIR_fmul, base, base);
    if (is_whole && whole == 1)
        return base;
    if (is_whole && whole == -1)
        return emit2(l, LIR_fdiv, float_constant(l, lir, 1.0), base);
    if (exponent.constant && type_is_float(exponent.type) && !frozen_is_data(exponent.constant) &&
        frozen_real(exponent.constant) == 0.5)
        return emit1(l, LIR_fsqrt, base);
    return call_float(l, "pow", (LirId[]){base, part_as(l, exponent, type)}, 2);
}

LirId element_power(Lower *l, TypeId type, LirId base, Operand exponent)
{
    int64_t constant;
    if (type_is_float(type))
        return float_power(l, base, exponent, type);
    if (constant_exponent(exponent, &constant) && constant >= 0)
        return unrolled_power(l, base, (uint64_t)constant);
    return power_loop(l, base, part_as(l, exponent, type));
}

LirId lower_pow(Lower *l, TypeId type, const Operand *ops)
{
    if (!is_float_lir(real_lir(l, type)))
        return integer_power(l, type, ops);
    TypeId base_type = ops[0].type, exponent_type = ops[1].type;
    int64_t exponent;
    bool is_constant = constant_exponent(ops[1], &exponent);
    if (is_constant && exponent < 0 && is_integral(base_type) && is_integral(exponent_type))
        raise_if(l, is_zero(l, part_as(l, ops[0], base_type)), "ZeroDivisionError", "zero to a negative power");
    LirId base = part_as(l, ops[0], type);
    if (is_constant && exponent == 2)
        return emit2(l, LIR_fmul, base, base);
    return call_float(l, "pow", (LirId[]){base, part_as(l, ops[1], type)}, 2);
}
