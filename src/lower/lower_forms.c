/* lower_forms.c: see lower_forms.h; a function a row of number_forms.def. What they compute is NumPy's for scalars of the
 * type (numpy/_core/src/umath/loops), and math's. */
#include "lower/lower_forms.h"
#include "types/types.h"

#include <float.h>
#include <math.h>

static bool is_float(Lower *l, LirId v)
{
    LirType type = lir_type(l, v);
    return type == LIR_f32 || type == LIR_f64;
}

static LirId real(Lower *l, LirId like, double value)
{
    return float_constant(l, lir_type(l, like), value);
}

static LirId whole(Lower *l, LirId like, int64_t value)
{
    return int_constant(l, lir_type(l, like), value);
}

/* ---- predicates -------------------------------------------------------------------------------------------------- */

static LirId form_isnan(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return emit2(l, LIR_fne, a[0], a[0]);
}

static LirId form_isinf(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    LirId size = emit1(l, LIR_fabs, a[0]);
    return emit2(l, LIR_feq, size, real(l, size, INFINITY));
}

static LirId form_isfinite(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    LirId size = emit1(l, LIR_fabs, a[0]);
    return emit2(l, LIR_flt, size, real(l, size, INFINITY));
}

static LirId least_normal(Lower *l, TypeId type)
{
    return float_constant(l, scalar_lir(type), type == TYPE_float32 ? (double)FLT_MIN : DBL_MIN);
}

static LirId form_isnormal(Lower *l, TypeId type, const LirId *a)
{
    LirId finite = form_isfinite(l, type, a);
    LirId least = least_normal(l, type), large = emit2(l, LIR_fge, emit1(l, LIR_fabs, a[0]), least);
    return emit2(l, LIR_and, finite, large);
}

static LirId form_issubnormal(Lower *l, TypeId type, const LirId *a)
{
    LirId not_zero = emit2(l, LIR_fne, a[0], real(l, a[0], 0.0));
    LirId least = least_normal(l, type), small = emit2(l, LIR_flt, emit1(l, LIR_fabs, a[0]), least);
    return emit2(l, LIR_and, not_zero, small);
}

static LirId form_signbit(Lower *l, TypeId type, const LirId *a)
{
    LirType bits_type = type == TYPE_float32 ? LIR_i32 : LIR_i64;
    LirId bits = emit_cast(l, LIR_bitcast, bits_type, a[0]);
    return emit2(l, LIR_slt, bits, int_constant(l, bits_type, 0));
}

static LirId form_true(Lower *l, TypeId type, const LirId *a)
{
    (void)type, (void)a;
    return int_constant(l, LIR_i1, 1);
}

static LirId form_false(Lower *l, TypeId type, const LirId *a)
{
    (void)type, (void)a;
    return int_constant(l, LIR_i1, 0);
}

static LirId form_not(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return logical_not(l, a[0]);
}

/* ---- size and order ---------------------------------------------------------------------------------------------- */

static LirId form_same(Lower *l, TypeId type, const LirId *a)
{
    (void)l, (void)type;
    return a[0];
}

/* lower_number() takes the operands themselves: this has one result. */
static LirId form_pair(Lower *l, TypeId type, const LirId *a)
{
    (void)type, (void)a;
    unsupported(l, "a complex number as one value");
}

static LirId form_absolute(Lower *l, TypeId type, const LirId *a)
{
    if (is_unsigned(type))
        return a[0];
    LirId zero = whole(l, a[0], 0), negative = emit2(l, LIR_slt, a[0], zero);
    LirId negated = emit2(l, LIR_isub, zero, a[0]);
    return emit_select(l, negative, negated, a[0]);
}

static LirId order(Lower *l, TypeId type, LirId a, LirId b, bool wants_larger)
{
    if (is_float(l, a))
        return emit2(l, wants_larger ? LIR_fge : LIR_fle, a, b);
    if (is_unsigned(type))
        return emit2(l, wants_larger ? LIR_uge : LIR_ule, a, b);
    return emit2(l, wants_larger ? LIR_sge : LIR_sle, a, b);
}

/* The first of the two where it is in order, or nan; then the second, or nan again. */
static LirId extreme(Lower *l, TypeId type, const LirId *a, bool wants_larger)
{
    LirId first = order(l, type, a[0], a[1], wants_larger);
    if (is_float(l, a[0]))
        first = emit2(l, LIR_or, first, emit2(l, LIR_fne, a[0], a[0]));
    return emit_select(l, first, a[0], a[1]);
}

static LirId extreme_without_nan(Lower *l, TypeId type, const LirId *a, bool wants_larger)
{
    LirId first = order(l, type, a[0], a[1], wants_larger);
    first = emit2(l, LIR_or, first, emit2(l, LIR_fne, a[1], a[1]));
    return emit_select(l, first, a[0], a[1]);
}

static LirId form_maximum(Lower *l, TypeId type, const LirId *a)
{
    return extreme(l, type, a, true);
}

static LirId form_minimum(Lower *l, TypeId type, const LirId *a)
{
    return extreme(l, type, a, false);
}

static LirId form_fmax(Lower *l, TypeId type, const LirId *a)
{
    return extreme_without_nan(l, type, a, true);
}

static LirId form_fmin(Lower *l, TypeId type, const LirId *a)
{
    return extreme_without_nan(l, type, a, false);
}

static LirId sign_of_integer(Lower *l, TypeId type, LirId a)
{
    LirId zero = whole(l, a, 0), one = whole(l, a, 1);
    LirId above = emit2(l, LIR_ne, a, zero);
    LirId sign = emit_select(l, above, one, zero);
    if (is_unsigned(type))
        return sign;
    LirId below = emit2(l, LIR_slt, a, zero);
    return emit_select(l, below, whole(l, a, -1), sign);
}

static LirId form_sign(Lower *l, TypeId type, const LirId *a)
{
    if (!is_float(l, a[0]))
        return sign_of_integer(l, type, a[0]);
    LirId zero = real(l, a[0], 0.0), above = emit2(l, LIR_fgt, a[0], zero), below = emit2(l, LIR_flt, a[0], zero);
    LirId is_zero = emit2(l, LIR_feq, a[0], zero);
    LirId other = emit_select(l, is_zero, zero, a[0]); /* nan */
    other = emit_select(l, below, real(l, a[0], -1.0), other);
    return emit_select(l, above, real(l, a[0], 1.0), other);
}

static LirId form_heaviside(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    LirId zero = real(l, a[0], 0.0), is_zero = emit2(l, LIR_feq, a[0], zero);
    LirId below = emit2(l, LIR_flt, a[0], zero), above = emit2(l, LIR_fgt, a[0], zero);
    LirId result = emit_select(l, above, real(l, a[0], 1.0), a[0]); /* nan */
    result = emit_select(l, below, zero, result);
    return emit_select(l, is_zero, a[1], result);
}

/* ---- arithmetic -------------------------------------------------------------------------------------------------- */

static LirId form_degrees(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return emit2(l, LIR_fmul, a[0], real(l, a[0], 180.0 / M_PI));
}

static LirId form_radians(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return emit2(l, LIR_fmul, a[0], real(l, a[0], M_PI / 180.0));
}

static LirId form_square(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return emit2(l, is_float(l, a[0]) ? LIR_fmul : LIR_imul, a[0], a[0]);
}

static LirId form_fmod(Lower *l, TypeId type, const LirId *a)
{
    return emit_call(l, type == TYPE_float32 ? "fmodf" : "fmod", scalar_lir(type), a, 2);
}

/* The exponent is clamped to where nothing changes any more, so that it fits C's int. */
static LirId form_ldexp(Lower *l, TypeId type, const LirId *a)
{
    LirId least = int_constant(l, LIR_i64, -4200), most = int_constant(l, LIR_i64, 4200);
    LirId is_low = emit2(l, LIR_slt, a[1], least), is_high = emit2(l, LIR_sgt, a[1], most);
    LirId exponent = emit_select(l, is_high, most, a[1]);
    exponent = emit_cast(l, LIR_trunc, LIR_i32, emit_select(l, is_low, least, exponent));
    return emit_call(l, type == TYPE_float32 ? "ldexpf" : "ldexp", scalar_lir(type), (LirId[]){a[0], exponent}, 2);
}

static LirId shifted(Lower *l, TypeId type, const LirId *a, bool left)
{
    LirId zero = whole(l, a[0], 0), most = whole(l, a[0], 8 * lir_size(lir_type(l, a[0])) - 1);
    LirId fits = emit2(l, LIR_ule, a[1], most);
    LirId count = emit_select(l, fits, a[1], most);
    if (!left && !is_unsigned(type))
        return emit2(l, LIR_ashr, a[0], count);
    LirId result = emit2(l, left ? LIR_shl : LIR_lshr, a[0], count);
    return emit_select(l, fits, result, zero);
}

static LirId form_left_shift(Lower *l, TypeId type, const LirId *a)
{
    return shifted(l, type, a, true);
}

static LirId form_right_shift(Lower *l, TypeId type, const LirId *a)
{
    return shifted(l, type, a, false);
}

/* Pairs, then fours, then bytes are counted in place; the product adds up the bytes (LLVM makes one popcnt of it). */
static LirId form_bit_count(Lower *l, TypeId type, const LirId *a)
{
    LirId x = convert_real(l, form_absolute(l, type, a), type, TYPE_int64);
    if (!is_unsigned(type) && type != TYPE_int64)
        x = emit2(l, LIR_and, x, whole(l, x, (int64_t)((1ULL << 8 * scalar_info(type)->size) - 1)));
    LirId pairs = whole(l, x, 0x5555555555555555), fours = whole(l, x, 0x3333333333333333);
    LirId bytes = whole(l, x, 0x0f0f0f0f0f0f0f0f), ones = whole(l, x, 0x0101010101010101);
    LirId half = emit2(l, LIR_lshr, x, whole(l, x, 1));
    x = emit2(l, LIR_isub, x, emit2(l, LIR_and, half, pairs));
    LirId low = emit2(l, LIR_and, x, fours), high = emit2(l, LIR_lshr, x, whole(l, x, 2));
    x = emit2(l, LIR_iadd, low, emit2(l, LIR_and, high, fours));
    high = emit2(l, LIR_lshr, x, whole(l, x, 4));
    x = emit2(l, LIR_and, emit2(l, LIR_iadd, x, high), bytes);
    LirId seven_bytes = whole(l, x, 56);
    x = emit2(l, LIR_lshr, emit2(l, LIR_imul, x, ones), seven_bytes);
    return emit_cast(l, LIR_trunc, LIR_i8, x);
}

static LirId form_bits(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return emit_cast(l, LIR_bitcast, LIR_i64, a[0]);
}

static LirId form_from_bits(Lower *l, TypeId type, const LirId *a)
{
    (void)type;
    return emit_cast(l, LIR_bitcast, LIR_f64, a[0]);
}

/* ---- float to int ------------------------------------------------------------------------------------------------ */

static LirId form_to_int(Lower *l, TypeId type, const LirId *a)
{
    return convert_real(l, a[0], type, TYPE_int64);
}

/* CPython's words for nan and inf; an int of Python may be larger than ours. */
static LirId checked_int(Lower *l, TypeId type, LirId rounded)
{
    LirId limit = real(l, rounded, 0x1p63), least = real(l, rounded, -0x1p63);
    raise_if(l, form_isnan(l, type, &rounded), "ValueError", "cannot convert float NaN to integer");
    raise_if(l, form_isinf(l, type, &rounded), "OverflowError", "cannot convert float infinity to integer");
    LirId is_high = emit2(l, LIR_fge, rounded, limit), is_low = emit2(l, LIR_flt, rounded, least);
    raise_if(l, emit2(l, LIR_or, is_high, is_low), "OverflowError", "the result is out of the range of int64");
    return convert_real(l, rounded, type, TYPE_int64);
}

static LirId form_floor_int(Lower *l, TypeId type, const LirId *a)
{
    return checked_int(l, type, emit1(l, LIR_ffloor, a[0]));
}

static LirId form_ceil_int(Lower *l, TypeId type, const LirId *a)
{
    return checked_int(l, type, emit1(l, LIR_fceil, a[0]));
}

static LirId form_round_int(Lower *l, TypeId type, const LirId *a)
{
    return checked_int(l, type, emit1(l, LIR_frint, a[0]));
}

static LirId form_trunc_int(Lower *l, TypeId type, const LirId *a)
{
    return checked_int(l, type, emit1(l, LIR_ftrunc, a[0]));
}

LirId lower_form(Lower *l, Form form, TypeId type, const LirId *a)
{
    static LirId (*const functions[FORM_COUNT])(Lower *, TypeId, const LirId *) = {
#define FORM(name, result, raises, text) [FORM_##name] = form_##name,
#include "hir/number_forms.def"
    };
    return functions[form](l, type, a);
}
