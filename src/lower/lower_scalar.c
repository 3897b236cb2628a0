/* lower_scalar.c: single numbers, as SEMANTICS.md, "Numbers", has them: their types, conversions, constants. */
#include <assert.h>

#include "frozen/frozen.h"
#include "lower/lower_parts.h"
#include "types/environment.h"

/* ---- types --------------------------------------------------------------------------------------------------------- */

LirType scalar_lir(TypeId type)
{
    return component_value(&scalar_layout(type)->components[0]);
}

bool is_unsigned(TypeId type)
{
    return scalar_info(type)->kind == KIND_UNSIGNED || type == TYPE_boolean;
}

bool is_integral(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

bool is_float_lir(LirType type)
{
    return type == LIR_f32 || type == LIR_f64;
}

/* Complex numbers go to lower_complex.c before they get here. */
LirType real_lir(Lower *l, TypeId type)
{
    if (!type_is_scalar(type) || type_is_complex(type))
        unsupported(l, arena_printf(&l->u->arena, "this operation on %s", type_name(l->u, type)));
    return scalar_lir(type);
}

/* ---- what a number is --------------------------------------------------------------------------------------------- */

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

LirId is_zero(Lower *l, LirId v)
{
    LirType type = lir_type(l, v);
    return is_float_lir(type) ? emit2(l, LIR_feq, v, float_constant(l, type, 0.0))
                              : emit2(l, LIR_eq, v, int_constant(l, type, 0));
}

LirId is_negative(Lower *l, LirId v)
{
    LirType type = lir_type(l, v);
    return is_float_lir(type) ? emit2(l, LIR_flt, v, float_constant(l, type, 0.0))
                              : emit2(l, LIR_slt, v, int_constant(l, type, 0));
}

LirId logical_not(Lower *l, LirId bit)
{
    return emit2(l, LIR_xor, bit, int_constant(l, LIR_i1, 1));
}

/* ---- conversions ----------------------------------------------------------------------------------------------------- */

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
    assert(!type_is_complex(from) && !type_is_complex(to));
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

TypeId type_of_number(const Frozen *object)
{
    if (object->type != TYPE_none)
        return object->type;
    switch (object->kind) {
    case FROZEN_BOOL: return TYPE_boolean;
    case FROZEN_BIG:
    case FROZEN_FLOAT: return TYPE_float64;
    case FROZEN_COMPLEX: return TYPE_complex128;
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

/* As a constant of that value would be: a weak int is a double on its way to float32. */
static Parts data_scalar(Lower *l, const Frozen *object, TypeId type)
{
    TypeId from = type_of_number(object);
    Parts parts = environment_value(l, environment_entry(l->u, object, 0, from));
    TypeId component = type_is_complex(type) ? type_component(type) : type;
    if (is_integral(from) && type_is_float(component)) {
        parts = convert(l, parts, from, TYPE_float64);
        from = TYPE_float64;
    }
    if (type_is_complex(from) && !type_is_complex(type)) {
        parts = parts_slice(parts, 0, 1);
        from = type_component(from);
    }
    return convert(l, parts, from, type);
}

Parts constant_scalar(Lower *l, const Frozen *object, TypeId type)
{
    TypeId from = type_of_number(object);
    if (frozen_is_data(object))
        return data_scalar(l, object, type);
    if (!type_is_complex(type))
        return parts_of(l, constant_real(l, from, frozen_integer(object), frozen_real(object), type));
    TypeId component = type_component(type);
    Parts parts = parts_new(l, 2);
    parts.ids[0] = constant_real(l, from, frozen_integer(object), frozen_real(object), component);
    parts.ids[1] = float_constant(l, scalar_lir(component), type_is_complex(from) ? frozen_imag(object) : 0.0);
    return parts;
}
