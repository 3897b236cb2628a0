/* infer_operator.c: operators on numbers, pointers and constants; on tuples they are infer_tuple.c's. */
#include <assert.h>

#include "frozen/object.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"

static bool is_weak(const Infer *in, ValueId v)
{
    return hir_is_weak(&in->f->hir, v);
}

static TypeId promoted(Infer *in, const HirValue *value)
{
    ValueId a = value->args[0], b = value->args[1];
    TypeId type = type_promote(infer_type_of(in, a), is_weak(in, a), infer_type_of(in, b), is_weak(in, b));
    if (type == TYPE_UNKNOWN)
        infer_bad_operands(in, value);
    return type;
}

static TypeId arithmetic_type(Infer *in, const HirValue *value)
{
    TypeId type = promoted(in, value);
    if (value->op == HIR_matmul || (type_is_complex(type) && (value->op == HIR_floordiv || value->op == HIR_mod)))
        infer_bad_operands(in, value);
    return type;
}

static TypeId division_type(Infer *in, HirValue *value)
{
    TypeId type = promoted(in, value);
    if (type_is_complex(type))
        return infer_complex_operator(in, value, type);
    return type_is_float(type) ? type : TYPE_float64;
}

static bool is_negative_int(const Object *object)
{
    return object->kind == OBJECT_INT && object->type != TYPE_uint64 && object->integer < 0;
}

/* A negative constant exponent makes an integer power a float (SEMANTICS, "Numbers"). */
static TypeId power_type(Infer *in, HirValue *value)
{
    TypeId type = promoted(in, value);
    if (type_is_complex(type))
        return infer_complex_operator(in, value, type);
    const HirValue *exponent = &in->f->hir.values.items[value->args[1]];
    bool negative = exponent->op == HIR_const && is_negative_int(exponent->object);
    return negative && type_is_integer(type) ? TYPE_float64 : type;
}

static TypeId bits_type(Infer *in, const HirValue *value)
{
    TypeId a = infer_arg_type(in, value, 0), b = infer_arg_type(in, value, 1), type = promoted(in, value);
    if (!type_is_integer(type))
        infer_bad_operands(in, value);
    return hir_ops[value->op].rule == RULE_BITWISE && a == TYPE_boolean && b == TYPE_boolean ? TYPE_boolean : type;
}

static TypeId unary_type(Infer *in, const HirValue *value)
{
    TypeId type = infer_arg_type(in, value, 0);
    if (!type_is_scalar(type) || (value->op == HIR_invert && !type_is_integer(type) && type != TYPE_boolean))
        infer_bad_operands(in, value);
    return type == TYPE_boolean && value->op != HIR_invert ? TYPE_int64 : type; /* ~ of a bool is the logical not */
}

static TypeId truth_type(Infer *in, const HirValue *value)
{
    TypeId type = infer_arg_type(in, value, 0);
    const Type *t = type_get(in->u, type);
    bool known = type_is_scalar(type) || type_is_pointer(in->u, type) || type_is_string(in->u, type);
    if (!known && t->shape != SHAPE_TUPLE && t->shape != SHAPE_RANGE) {
        infer_explain(in, value, 0);
        fail(in->u, infer_place(value, 0), E_TRUTH, infer_describe(in, value->args[0]));
    }
    return TYPE_boolean;
}

static bool is_dtype(const Infer *in, TypeId type)
{
    return type_has_shape(in->u, type, SHAPE_OBJECT) && type_get(in->u, type)->object->kind == OBJECT_TYPE;
}

static TypeId comparison_type(Infer *in, const HirValue *value)
{
    TypeId a = infer_arg_type(in, value, 0), b = infer_arg_type(in, value, 1);
    bool orders = value->op != HIR_eq && value->op != HIR_ne;
    if (type_is_pointer(in->u, a) && type_is_pointer(in->u, b))
        return TYPE_boolean;
    if (!orders && ((a == TYPE_none && type_is_pointer(in->u, b)) || (b == TYPE_none && type_is_pointer(in->u, a))))
        return TYPE_boolean;
    if (!orders && type_is_string(in->u, a) && type_is_string(in->u, b))
        return TYPE_boolean;
    if (!orders && is_dtype(in, a) && is_dtype(in, b))
        return TYPE_boolean;
    if (!type_is_scalar(a) || !type_is_scalar(b) || (orders && (type_is_complex(a) || type_is_complex(b))))
        infer_bad_operands(in, value);
    return TYPE_boolean;
}

static TypeId identity_type(Infer *in, const HirValue *value)
{
    TypeId a = infer_arg_type(in, value, 0), b = infer_arg_type(in, value, 1);
    assert(value->op == HIR_is || value->op == HIR_is_not);
    bool known = a == TYPE_none || b == TYPE_none || a == TYPE_boolean || b == TYPE_boolean;
    if (!known && !(type_is_pointer(in->u, a) && type_is_pointer(in->u, b)))
        infer_bad_operands(in, value);
    return TYPE_boolean;
}

TypeId infer_operator(Infer *in, HirValue *value)
{
    bool on_tuples = infer_on_tuples(in, value);
    switch ((HirRule)hir_ops[value->op].rule) {
    case RULE_ARITH: return on_tuples ? infer_tuple_arithmetic(in, value) : arithmetic_type(in, value);
    case RULE_DIVIDE: return division_type(in, value);
    case RULE_POWER: return power_type(in, value);
    case RULE_BITWISE:
    case RULE_SHIFT: return bits_type(in, value);
    case RULE_UNARY: return unary_type(in, value);
    case RULE_TRUTH: return truth_type(in, value);
    case RULE_COMPARE: return on_tuples ? infer_tuple_comparison(in, value) : comparison_type(in, value);
    case RULE_IDENTITY: return on_tuples ? infer_tuple_identity(in, value) : identity_type(in, value);
    default: break;
    }
    assert(!"a rule of operators");
    return TYPE_UNKNOWN;
}
