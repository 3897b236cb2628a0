/* operand.c: see operand.h. */
#include "hir/operand.h"

#include <math.h>

#include "frozen/frozen.h"
#include "types/types.h"

static bool is_weak(const HirValue *value)
{
    return value->op == HIR_const ? frozen_is_weak(value->object) : value->weak;
}

/* Is it converted by name? */
static bool is_sized(const Hir *hir, const HirValue *value)
{
    if (value->op == HIR_const)
        return value->object->kind == FROZEN_INT && value->object->type != TYPE_none;
    const HirValue *called = value->op == HIR_call ? &hir->values.items[value->args[0]] : NULL;
    return called && called->op == HIR_const && called->object->kind == FROZEN_TYPE;
}

Operand operand_of(const Hir *hir, ValueId v)
{
    const HirValue *value = &hir->values.items[v];
    return (Operand){.type = value->type,
                     .weak = is_weak(value),
                     .is_sized = is_sized(hir, value),
                     .constant = value->op == HIR_const ? value->object : NULL,
                     .value = v};
}

Operand operand_of_constant(const Frozen *object, TypeId type)
{
    return (Operand){.type = type, .weak = frozen_is_weak(object), .constant = object, .value = HIR_NOTHING};
}

Operand operand_of_type(TypeId type)
{
    return (Operand){.type = type, .value = HIR_NOTHING};
}

bool operands_are_one(Operand a, Operand b)
{
    return a.value != HIR_NOTHING && a.value == b.value && a.first == b.first && a.type == b.type;
}

/* An int of Python's from 2**63 to 2**64 - 1 isn't weak, but no NumPy scalar either. */
static bool is_python_number(const Frozen *object)
{
    return frozen_is_weak(object) || (object->kind == FROZEN_INT && object->text);
}

/* Has an integer type the whole number, which is a double? */
static bool has_whole(TypeId type, double number)
{
    int bits = 8 * scalar_info(type)->size;
    bool is_signed = scalar_info(type)->kind == KIND_SIGNED;
    double limit = ldexp(1.0, is_signed ? bits - 1 : bits);
    return number < limit && number >= (is_signed ? -limit : 0.0);
}

static bool has_int(TypeId type, const Frozen *number)
{
    int64_t least, most;
    if (type == (number->type == TYPE_none ? TYPE_int64 : number->type))
        return true;
    bool is_word = number->type == TYPE_uint64, is_above = is_word && frozen_integer(number) < 0; /* of all int64 */
    if (type_limits(type, &least, &most))
        return !is_above && frozen_integer(number) >= least && frozen_integer(number) <= most;
    return scalar_info(type)->kind == KIND_SIGNED ? !is_above : is_word || frozen_integer(number) >= 0;
}

bool operand_is_beyond(Operand a, TypeId type)
{
    bool is_sized = type_is_integer(type) && scalar_info(type)->size < 8;
    return is_sized && a.constant && a.constant->kind == FROZEN_INT && !has_int(type, a.constant);
}

bool operand_is_held(Operand a, TypeId type)
{
    if (!a.constant || !type_is_integer(type) || !frozen_is_number(a.constant) || !is_python_number(a.constant))
        return true;
    switch (a.constant->kind) {
    case FROZEN_INT: return has_int(type, a.constant);
    case FROZEN_BIG: return false;
    case FROZEN_FLOAT: return frozen_is_data(a.constant) || has_whole(type, trunc(frozen_real(a.constant)));
    default: return true;
    }
}

bool operand_is_big(Operand a)
{
    return a.constant && a.constant->kind == FROZEN_BIG;
}

const Operand *operands_big(const Operand *ops, size_t count)
{
    const Operand *big = NULL;
    for (size_t i = 0; i < count; i++) {
        bool is_float = type_is_float(ops[i].type) || type_is_complex(ops[i].type);
        if (is_float && !operand_is_big(ops[i]))
            return NULL;
        if (operand_is_big(ops[i]) && !big)
            big = &ops[i];
    }
    return big;
}

TypeId operands_promote(Operand a, Operand b)
{
    return type_promote(a.type, a.weak, b.type, b.weak);
}

bool operands_power_is_float(Operand base, Operand exponent)
{
    TypeId type = operands_promote(base, exponent);
    const Frozen *constant = exponent.constant;
    bool is_negative = constant && constant->kind == FROZEN_INT && constant->type != TYPE_uint64 &&
                       frozen_integer(constant) < 0;
    return is_negative && type_is_integer(type) && scalar_info(type)->size == 8;
}

bool operand_small_power(Operand exponent, int64_t *whole)
{
    const Frozen *object = exponent.constant;
    if (!object || !type_is_scalar(exponent.type))
        return false;
    bool is_int = object->kind == FROZEN_INT || object->kind == FROZEN_BOOL;
    if (!is_int && frozen_is_data(object))
        return false;
    double real = is_int ? (double)frozen_integer(object) : frozen_real(object);
    if (frozen_imag(object) != 0 || !(real >= 0 && real <= 100))
        return false;
    *whole = (int64_t)real;
    return (double)*whole == real;
}

bool operands_are_weak(const Operand *ops, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!ops[i].weak)
            return false;
    return true;
}
