/* lower_scalar.c: arithmetic, comparison, conversion and functions of single numbers, as SEMANTICS.md, "Numbers", has them.
 *
 * The type of an operation is the type of its result; for a comparison it is what its operands promote to. Operands are
 * converted to it first, so that below here no two types meet, but for uint64 against a signed integer. */
#include <assert.h>
#include <string.h>

#include "frozen/object.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"

/* ---- types --------------------------------------------------------------------------------------------------------- */

LirType scalar_lir(TypeId type)
{
    return component_value(&scalar_layout(type)->components[0]);
}

bool is_unsigned(TypeId type)
{
    return scalar_info(type)->kind == KIND_UNSIGNED || type == TYPE_boolean;
}

static bool is_integral(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

static bool is_float_lir(LirType type)
{
    return type == LIR_f32 || type == LIR_f64;
}

static TypeId operand_type(const Lower *l, const HirValue *v, size_t i)
{
    return hir_of(l, v->args[i])->type;
}

/* Complex numbers go to lower_complex.c before they get here. */
static LirType real_lir(Lower *l, TypeId type)
{
    if (!type_is_scalar(type) || type_is_complex(type))
        unsupported(l, arena_printf(&l->u->arena, "this operation on %s", type_name(l->u, type)));
    return scalar_lir(type);
}

/* ---- conversions ----------------------------------------------------------------------------------------------------- */

LirId is_true(Lower *l, LirId v)
{
    LirType type = lir_type(l, v);
    if (type == LIR_i1)
        return v;
    if (type == LIR_ptr)
        return emit2(l, LIR_ne, v, emit_cast(l, LIR_null, LIR_ptr, LIR_NOTHING));
    return is_float_lir(type) ? emit2(l, LIR_fne, v, float_constant(l, type, 0.0))
                              : emit2(l, LIR_ne, v, int_constant(l, type, 0));
}

static LirId resize(Lower *l, LirId v, bool zeros, LirType to)
{
    LirType from = lir_type(l, v);
    if (from == to)
        return v;
    if (from != LIR_i1 && lir_size(from) > lir_size(to))
        return emit_cast(l, LIR_trunc, to, v);
    return emit_cast(l, zeros ? LIR_zext : LIR_sext, to, v);
}

static LirId to_float(Lower *l, LirId v, TypeId from, LirType to)
{
    if (type_is_float(from))
        return lir_type(l, v) == to ? v : emit_cast(l, to == LIR_f64 ? LIR_fpext : LIR_fptrunc, to, v);
    return emit_cast(l, is_unsigned(from) ? LIR_uitofp : LIR_sitofp, to, v);
}

/* A float becomes an integer through int64, or where int32 has all numbers of its type through int32, saturating; then the low
 * bits count. */
static LirId truncated(Lower *l, LirId v, TypeId to)
{
    bool through_int32 = scalar_info(to)->size <= 4 && to != TYPE_uint32;
    return emit_cast(l, LIR_fptosi, through_int32 ? LIR_i32 : LIR_i64, v);
}

LirId convert_real(Lower *l, LirId v, TypeId from, TypeId to)
{
    if (from == to)
        return v;
    if (to == TYPE_boolean)
        return is_true(l, v);
    if (type_is_float(to))
        return to_float(l, v, from, scalar_lir(to));
    if (type_is_float(from))
        v = truncated(l, v, to);
    return resize(l, v, is_unsigned(from), scalar_lir(to));
}

static TypeId type_of_object(const Object *object)
{
    if (object->type != TYPE_none)
        return object->type;
    switch (object->kind) {
    case OBJECT_BOOL: return TYPE_boolean;
    case OBJECT_FLOAT: return TYPE_float64;
    case OBJECT_COMPLEX: return TYPE_complex128;
    default: return TYPE_int64;
    }
}

static LirId constant_real(Lower *l, TypeId from, int64_t integer, double real, TypeId to)
{
    if (from == TYPE_uint64)
        real = (double)(uint64_t)integer;
    else if (is_integral(from))
        real = (double)integer;
    if (type_is_float(to))
        return float_constant(l, scalar_lir(to), real);
    if (is_integral(from))
        return int_constant(l, scalar_lir(to), to == TYPE_boolean ? integer != 0 : integer);
    return convert_real(l, float_constant(l, LIR_f64, real), TYPE_float64, to);
}

Parts constant_scalar(Lower *l, const Object *object, TypeId type)
{
    TypeId from = type_of_object(object);
    if (!type_is_complex(type))
        return parts_of(l, constant_real(l, from, object->integer, object->real, type));
    TypeId component = type_component(type);
    Parts parts = parts_new(l, 2);
    parts.ids[0] = constant_real(l, from, object->integer, object->real, component);
    parts.ids[1] = float_constant(l, scalar_lir(component), type_is_complex(from) ? object->imag : 0.0);
    return parts;
}

/* ---- + - * & | ^ ------------------------------------------------------------------------------------------------------- */

typedef struct SimpleOp {
    LirOp on_integers, on_floats;
} SimpleOp;

static const SimpleOp simple_ops[HIR_OP_COUNT] = {
    [HIR_add] = {LIR_iadd, LIR_fadd}, [HIR_sub] = {LIR_isub, LIR_fsub}, [HIR_mul] = {LIR_imul, LIR_fmul},
    [HIR_and] = {LIR_and, LIR_and},   [HIR_or] = {LIR_or, LIR_or},      [HIR_xor] = {LIR_xor, LIR_xor},
};

/* NumPy's error, where the type is known from the source. */
static void check_constants(Lower *l, const HirValue *v)
{
    for (size_t i = 0; i < v->count; i++)
        if (hir_is_beyond(&l->f->hir, v->args[i], v->type))
            fail(l->u, v->loc, E_CONSTANT_BEYOND, (long long)hir_of(l, v->args[i])->object->integer,
                 type_name(l->u, v->type));
}

LirId lower_arith(Lower *l, const HirValue *v)
{
    check_constants(l, v);
    bool on_floats = is_float_lir(real_lir(l, v->type));
    LirId a = scalar_as(l, v->args[0], v->type), b = scalar_as(l, v->args[1], v->type);
    return emit2(l, on_floats ? simple_ops[v->op].on_floats : simple_ops[v->op].on_integers, a, b);
}

LirId logical_not(Lower *l, LirId bit)
{
    return emit2(l, LIR_xor, bit, int_constant(l, LIR_i1, 1));
}

/* ---- / // % ---------------------------------------------------------------------------------------------------------- */

static LirId is_zero(Lower *l, LirId v)
{
    LirType type = lir_type(l, v);
    return is_float_lir(type) ? emit2(l, LIR_feq, v, float_constant(l, type, 0.0))
                              : emit2(l, LIR_eq, v, int_constant(l, type, 0));
}

static LirId is_negative(Lower *l, LirId v)
{
    LirType type = lir_type(l, v);
    return is_float_lir(type) ? emit2(l, LIR_flt, v, float_constant(l, type, 0.0))
                              : emit2(l, LIR_slt, v, int_constant(l, type, 0));
}

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
LirId lower_truediv(Lower *l, const HirValue *v)
{
    real_lir(l, v->type);
    if (is_integral(operand_type(l, v, 0)) && is_integral(operand_type(l, v, 1)))
        check_divisor(l, scalar_as(l, v->args[1], operand_type(l, v, 1)));
    LirId a = scalar_as(l, v->args[0], v->type), b = scalar_as(l, v->args[1], v->type);
    if (type_is_float(operand_type(l, v, 0)) || type_is_float(operand_type(l, v, 1)))
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

/* // and %. */
LirId lower_divide(Lower *l, const HirValue *v)
{
    LirType type = real_lir(l, v->type);
    LirId a = scalar_as(l, v->args[0], v->type), b = scalar_as(l, v->args[1], v->type);
    HirOp op = (HirOp)v->op;
    int64_t divisor;
    check_constants(l, v);
    check_divisor(l, b);
    if (is_float_lir(type))
        return op == HIR_mod ? mod_floats(l, a, b) : floordiv_floats(l, a, b);
    if (is_int_constant(l, b, &divisor) && divisor > 0 && !(divisor & (divisor - 1)))
        return divide_by_power_of_two(l, op, a, divisor, is_unsigned(v->type));
    if (is_unsigned(v->type))
        return emit2(l, op == HIR_mod ? LIR_urem : LIR_udiv, a, b);
    return divide_signed(l, op, a, b);
}

/* ---- ** ---------------------------------------------------------------------------------------------------------------- */

/* The exponent as a frozen integer (a float without a fraction counts): x ** 2.0 is x ** 2 of a float. */
static bool constant_exponent(const Lower *l, const HirValue *v, int64_t *exponent)
{
    const HirValue *e = hir_of(l, v->args[1]);
    if (e->op != HIR_const || !type_is_scalar(e->type) || type_is_complex(e->type))
        return false;
    if (is_integral(type_of_object(e->object))) {
        *exponent = e->object->integer;
        return e->object->type != TYPE_uint64 || *exponent >= 0;
    }
    double real = e->object->real;
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

static LirId integer_power(Lower *l, const HirValue *v)
{
    LirId base = scalar_as(l, v->args[0], v->type);
    int64_t exponent;
    if (constant_exponent(l, v, &exponent) && exponent >= 0)
        return unrolled_power(l, base, (uint64_t)exponent);
    TypeId given = operand_type(l, v, 1);
    if (!is_unsigned(given))
        raise_if(l, is_negative(l, scalar_as(l, v->args[1], given)), "ValueError",
                 "Integers to negative integer powers are not allowed.");
    return power_loop(l, base, scalar_as(l, v->args[1], v->type));
}

/* pow() of single precision is that of double precision, rounded. */
static LirId call_float(Lower *l, const char *symbol, const LirId *args, size_t count)
{
    LirType type = lir_type(l, args[0]);
    LirId wide[2];
    for (size_t i = 0; i < count; i++)
        wide[i] = type == LIR_f64 ? args[i] : emit_cast(l, LIR_fpext, LIR_f64, args[i]);
    LirId result = emit_call(l, symbol, LIR_f64, wide, count);
    return type == LIR_f64 ? result : emit_cast(l, LIR_fptrunc, type, result);
}

LirId lower_pow(Lower *l, const HirValue *v)
{
    if (!is_float_lir(real_lir(l, v->type)))
        return integer_power(l, v);
    TypeId base_type = operand_type(l, v, 0), exponent_type = operand_type(l, v, 1);
    int64_t exponent;
    bool is_constant = constant_exponent(l, v, &exponent);
    if (is_constant && exponent < 0 && is_integral(base_type) && is_integral(exponent_type))
        raise_if(l, is_zero(l, scalar_as(l, v->args[0], base_type)), "ZeroDivisionError", "zero to a negative power");
    LirId base = scalar_as(l, v->args[0], v->type);
    if (is_constant && exponent == 2)
        return emit2(l, LIR_fmul, base, base);
    return call_float(l, "pow", (LirId[]){base, scalar_as(l, v->args[1], v->type)}, 2);
}

/* ---- << >> --------------------------------------------------------------------------------------------------------------- */

static void check_shift_count(Lower *l, const HirValue *v)
{
    TypeId type = operand_type(l, v, 1);
    LirId count = scalar_as(l, v->args[1], type);
    int64_t constant;
    if (is_unsigned(type) || (is_int_constant(l, count, &constant) && constant >= 0))
        return;
    raise_if(l, is_negative(l, count), "ValueError", "negative shift count");
}

/* A shift by the width or more gives 0, and of a negative number to the right -1; LIR's own shifts go up to width - 1. */
LirId lower_shift(Lower *l, const HirValue *v)
{
    LirType type = real_lir(l, v->type);
    check_shift_count(l, v);
    LirId a = scalar_as(l, v->args[0], v->type), count = scalar_as(l, v->args[1], v->type);
    LirId most = int_constant(l, type, 8 * lir_size(type) - 1), zero = int_constant(l, type, 0);
    LirOp op = v->op == HIR_lshift ? LIR_shl : is_unsigned(v->type) ? LIR_lshr : LIR_ashr;
    int64_t constant;
    if (is_int_constant(l, count, &constant) && constant >= 0 && constant < 8 * lir_size(type))
        return emit2(l, op, a, count);
    LirId fits = emit2(l, LIR_ule, count, most);
    LirId shifted = emit2(l, op, a, emit_select(l, fits, count, most));
    return op == LIR_ashr ? shifted : emit_select(l, fits, shifted, zero);
}

/* ---- one operand ------------------------------------------------------------------------------------------------------- */

LirId lower_unary(Lower *l, const HirValue *v)
{
    LirType type = real_lir(l, v->type);
    LirId a = scalar_as(l, v->args[0], v->type);
    switch (v->op) {
    case HIR_neg: return is_float_lir(type) ? emit1(l, LIR_fneg, a) : emit2(l, LIR_isub, int_constant(l, type, 0), a);
    case HIR_invert: return type == LIR_i1 ? logical_not(l, a) : emit2(l, LIR_xor, a, int_constant(l, type, -1));
    default: return a;
    }
}

/* ---- comparisons ------------------------------------------------------------------------------------------------------- */

typedef struct CompareOp {
    LirOp on_signed, on_unsigned, on_floats;
} CompareOp;

static const CompareOp compare_ops[HIR_OP_COUNT] = {
    [HIR_lt] = {LIR_slt, LIR_ult, LIR_flt}, [HIR_le] = {LIR_sle, LIR_ule, LIR_fle},
    [HIR_eq] = {LIR_eq, LIR_eq, LIR_feq},   [HIR_ne] = {LIR_ne, LIR_ne, LIR_fne},
    [HIR_gt] = {LIR_sgt, LIR_ugt, LIR_fgt}, [HIR_ge] = {LIR_sge, LIR_uge, LIR_fge},
};

static bool is_signed_integer(TypeId type)
{
    return type_is_integer(type) && !is_unsigned(type);
}

/* uint64 against a signed integer: a negative one is below all words, the others compare as words. */
static LirId compare_mixed(Lower *l, const HirValue *v, bool first_is_signed)
{
    LirId a = scalar_as(l, v->args[0], first_is_signed ? TYPE_int64 : TYPE_uint64);
    LirId b = scalar_as(l, v->args[1], first_is_signed ? TYPE_uint64 : TYPE_int64);
    LirId negative = is_negative(l, first_is_signed ? a : b);
    LirId as_words = emit2(l, compare_ops[v->op].on_unsigned, a, b);
    bool below = v->op == HIR_lt || v->op == HIR_le, above = v->op == HIR_gt || v->op == HIR_ge;
    bool when_negative = v->op == HIR_ne || (first_is_signed ? below : above);
    return emit_select(l, negative, int_constant(l, LIR_i1, when_negative), as_words);
}

/* As what two numbers are compared. */
static TypeId common_type(const Lower *l, const HirValue *v)
{
    TypeId a = operand_type(l, v, 0), b = operand_type(l, v, 1);
    TypeId type = type_promote(a, hir_is_weak(&l->f->hir, v->args[0]), b, hir_is_weak(&l->f->hir, v->args[1]));
    if (hir_is_beyond(&l->f->hir, v->args[0], type) || hir_is_beyond(&l->f->hir, v->args[1], type))
        return a == TYPE_uint64 || b == TYPE_uint64 ? TYPE_uint64 : TYPE_int64;
    return type;
}

static LirId compare_pointers(Lower *l, const HirValue *v)
{
    LirId a = operand_as(l, v->args[0], TYPE_voidptr).ids[0];
    LirId b = operand_as(l, v->args[1], TYPE_voidptr).ids[0];
    return emit2(l, compare_ops[v->op].on_unsigned, a, b);
}

LirId lower_compare(Lower *l, const HirValue *v)
{
    TypeId a = operand_type(l, v, 0), b = operand_type(l, v, 1);
    if (type_is_pointer(l->u, a) || type_is_pointer(l->u, b))
        return compare_pointers(l, v);
    if (type_has_shape(l->u, a, SHAPE_OBJECT)) /* of dtypes: the types say it */
        return int_constant(l, LIR_i1, (a == b) == (v->op == HIR_eq));
    bool a_is_word = a == TYPE_uint64, b_is_word = b == TYPE_uint64;
    if ((a_is_word && is_signed_integer(b)) || (b_is_word && is_signed_integer(a)))
        return compare_mixed(l, v, b_is_word);
    TypeId type = common_type(l, v);
    if (type == TYPE_UNKNOWN)
        unsupported(l, "this comparison");
    const CompareOp *ops = &compare_ops[v->op];
    LirOp op = is_float_lir(real_lir(l, type)) ? ops->on_floats : is_unsigned(type) ? ops->on_unsigned : ops->on_signed;
    LirId x = scalar_as(l, v->args[0], type), y = scalar_as(l, v->args[1], type);
    return emit2(l, op, x, y);
}

/* The same object: bools, None (a null pointer is None), pointers. Numbers have no identity in compiled code. */
static LirId same_object(Lower *l, const HirValue *v)
{
    TypeId a = operand_type(l, v, 0), b = operand_type(l, v, 1);
    if (a == TYPE_none && type_is_pointer(l->u, b))
        return logical_not(l, is_true(l, operand(l, v->args[1]).ids[0]));
    if (b == TYPE_none && type_is_pointer(l->u, a))
        return logical_not(l, is_true(l, operand(l, v->args[0]).ids[0]));
    if (a != b)
        return int_constant(l, LIR_i1, 0);
    if (type_has_shape(l->u, a, SHAPE_TUPLE))
        return int_constant(l, LIR_i1, v->args[0] == v->args[1]);
    if (a == TYPE_boolean || type_is_pointer(l->u, a)) {
        LirId x = operand(l, v->args[0]).ids[0], y = operand(l, v->args[1]).ids[0];
        return emit2(l, LIR_eq, x, y);
    }
    if (a != TYPE_none)
        unsupported(l, "the identity of these values");
    return int_constant(l, LIR_i1, 1);
}

LirId lower_is(Lower *l, const HirValue *v)
{
    LirId same = same_object(l, v);
    return v->op == HIR_is ? same : logical_not(l, same);
}
