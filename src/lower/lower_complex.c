/* lower_complex.c: arithmetic of complex numbers: two parts, real and imaginary.
 *
 * A real operand stays real, as in C99's Annex G and in CPython from 3.14: it has no imaginary part that a nan or the sign
 * of a zero could come from. Division and power are Python's algorithms, plain functions in upcall/prelude. */
#include <assert.h>
#include <string.h>

#include "lower/lower_parts.h"

typedef struct Complex {
    LirId real, imag;
    bool is_real; /* there is no imag */
} Complex;

static Complex complex_operand(Lower *l, Operand a, TypeId type)
{
    if (!type_is_complex(a.type))
        return (Complex){part_as(l, a, type_component(type)), LIR_NOTHING, true};
    Parts parts = parts_as(l, a, type);
    return (Complex){parts.ids[0], parts.ids[1], false};
}

static Parts complex_parts(Lower *l, LirId real, LirId imag)
{
    Parts parts = parts_new(l, 2);
    parts.ids[0] = real;
    parts.ids[1] = imag;
    return parts;
}

static Parts add(Lower *l, Complex a, Complex b)
{
    LirId imag = a.is_real ? b.imag : b.is_real ? a.imag : emit2(l, LIR_fadd, a.imag, b.imag);
    return complex_parts(l, emit2(l, LIR_fadd, a.real, b.real), imag);
}

static Parts subtract(Lower *l, Complex a, Complex b)
{
    LirId real = emit2(l, LIR_fsub, a.real, b.real);
    LirId imag = b.is_real ? a.imag : a.is_real ? emit1(l, LIR_fneg, b.imag) : emit2(l, LIR_fsub, a.imag, b.imag);
    return complex_parts(l, real, imag);
}

static Parts scale(Lower *l, Complex a, LirId by)
{
    LirId imag = emit2(l, LIR_fmul, a.imag, by);
    return complex_parts(l, emit2(l, LIR_fmul, a.real, by), imag);
}

static Parts multiply(Lower *l, Complex a, Complex b)
{
    assert(!a.is_real || !b.is_real); /* that product has no imaginary part to give */
    if (a.is_real || b.is_real)
        return scale(l, a.is_real ? b : a, a.is_real ? a.real : b.real);
    LirId ac = emit2(l, LIR_fmul, a.real, b.real), bd = emit2(l, LIR_fmul, a.imag, b.imag);
    LirId ad = emit2(l, LIR_fmul, a.real, b.imag), bc = emit2(l, LIR_fmul, a.imag, b.real);
    LirId imag = emit2(l, LIR_fadd, ad, bc);
    return complex_parts(l, emit2(l, LIR_fsub, ac, bd), imag);
}

static Parts divide_by_real(Lower *l, Complex a, LirId by)
{
    LirId imag = emit2(l, LIR_fdiv, a.imag, by);
    return complex_parts(l, emit2(l, LIR_fdiv, a.real, by), imag);
}

static Complex whole(Parts parts)
{
    return (Complex){parts.ids[0], parts.ids[1], false};
}

/* A constant power from 0 to 100. CPython's products, which begin with 1; but z ** 2 is z * z (SEMANTICS, "Numbers"). */
static Parts power(Lower *l, Complex base, Operand by)
{
    LirType type = lir_type(l, base.real);
    LirId one = float_constant(l, type, 1.0), zero = zero_constant(l, type);
    int64_t exponent;
    bool is_small = operand_small_power(by, &exponent);
    assert(is_small);
    (void)is_small;
    if (base.is_real)
        base = (Complex){base.real, zero, false};
    if (exponent == 2)
        return multiply(l, base, base);
    Complex result = {one, zero, false};
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = whole(multiply(l, result, base));
        if (exponent > 1)
            base = whole(multiply(l, base, base));
    }
    return complex_parts(l, result.real, result.imag);
}

static LirId is_complex_zero(Lower *l, Complex a)
{
    LirId zero = zero_constant(l, lir_type(l, a.real)), real = emit2(l, LIR_feq, a.real, zero);
    return a.is_real ? real : emit2(l, LIR_and, real, emit2(l, LIR_feq, a.imag, zero));
}

/* 0 ** b of a complex b, of a negative one. */
static LirId is_pole(Lower *l, Complex a, Complex b)
{
    LirId zero = zero_constant(l, lir_type(l, b.real)), bad = emit2(l, LIR_flt, b.real, zero);
    if (!b.is_real)
        bad = emit2(l, LIR_or, bad, emit2(l, LIR_fne, b.imag, zero));
    return emit2(l, LIR_and, is_complex_zero(l, a), bad);
}

/* What / and ** raise with error_model="python". */
static void check_operator(Lower *l, HirOp op, Complex a, Complex b)
{
    if (op == HIR_truediv)
        raise_if(l, is_complex_zero(l, b), "ZeroDivisionError", "division by zero");
    if (op == HIR_pow)
        raise_if(l, is_pole(l, a, b), "ZeroDivisionError", "zero to a negative or complex power");
}

static Parts binary(Lower *l, HirOp op, TypeId type, const Operand *ops)
{
    Complex a = complex_operand(l, ops[0], type);
    if (op == HIR_pow)
        return power(l, a, ops[1]);
    Complex b = complex_operand(l, ops[1], type);
    switch (op) {
    case HIR_add: return add(l, a, b);
    case HIR_sub: return subtract(l, a, b);
    case HIR_mul: return multiply(l, a, b);
    case HIR_truediv: assert(b.is_real); return divide_by_real(l, a, b.real);
    default: unsupported(l, "this operation on complex numbers");
    }
}

static Parts unary(Lower *l, HirOp op, Complex a)
{
    if (op != HIR_neg)
        return complex_parts(l, a.real, a.imag);
    LirId imag = emit1(l, LIR_fneg, a.imag);
    return complex_parts(l, emit1(l, LIR_fneg, a.real), imag);
}

Parts lower_complex_operator(Lower *l, HirOp op, TypeId type, const Operand *ops, const CallTarget *target)
{
    if (hir_ops[op].rule == RULE_UNARY)
        return unary(l, op, complex_operand(l, ops[0], type));
    if (l->f->options->error_model_python && (op == HIR_truediv || op == HIR_pow)) {
        Complex b = complex_operand(l, ops[1], type);
        check_operator(l, op, complex_operand(l, ops[0], type), b);
    }
    if (!target)
        return binary(l, op, type, ops);
    Operand args[] = {operand_of_type(TYPE_none), ops[0], ops[1]};
    return lower_target(l, target, args, type);
}

/* == and !=; a real operand has the imaginary part 0. */
LirId lower_complex_comparison(Lower *l, HirOp op, const Operand *ops)
{
    TypeId type = operands_promote(ops[0], ops[1]);
    Parts a = parts_as(l, ops[0], type), b = parts_as(l, ops[1], type);
    LirId real = emit2(l, LIR_feq, a.ids[0], b.ids[0]), imag = emit2(l, LIR_feq, a.ids[1], b.ids[1]);
    LirId equal = emit2(l, LIR_and, real, imag);
    return op == HIR_eq ? equal : logical_not(l, equal);
}
