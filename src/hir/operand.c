/* operand.c: see operand.h. */
#include "hir/operand.h"

#include "frozen/object.h"
#include "types/types.h"

static bool is_weak(const HirValue *value)
{
    return value->op == HIR_const ? object_is_weak(value->object) : value->op == HIR_env || value->weak;
}

Operand operand_of(const Hir *hir, ValueId v)
{
    const HirValue *value = &hir->values.items[v];
    return (Operand){.type = value->type,
                     .weak = is_weak(value),
                     .constant = value->op == HIR_const ? value->object : NULL,
                     .value = v};
}

Operand operand_of_constant(const Object *object, TypeId type)
{
    return (Operand){.type = type, .weak = object_is_weak(object), .constant = object, .value = HIR_NOTHING};
}

Operand operand_of_type(TypeId type)
{
    return (Operand){.type = type, .value = HIR_NOTHING};
}

bool operands_are_one(Operand a, Operand b)
{
    return a.value != HIR_NOTHING && a.value == b.value && a.first == b.first && a.type == b.type;
}

bool operand_is_beyond(Operand a, TypeId type)
{
    int64_t least, most;
    if (!type_limits(type, &least, &most) || !a.constant || a.constant->kind != OBJECT_INT)
        return false;
    return a.constant->type == TYPE_uint64 || a.constant->integer < least || a.constant->integer > most;
}

TypeId operands_promote(Operand a, Operand b)
{
    return type_promote(a.type, a.weak, b.type, b.weak);
}

bool operand_small_power(Operand exponent, int64_t *whole)
{
    const Object *object = exponent.constant;
    if (!object || !type_is_scalar(exponent.type))
        return false;
    bool is_int = object->kind == OBJECT_INT || object->kind == OBJECT_BOOL;
    double real = is_int ? (double)object->integer : object->real;
    if (object->imag != 0 || !(real >= 0 && real <= 100))
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
