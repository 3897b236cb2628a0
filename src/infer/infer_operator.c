/* infer_operator.c: operators on numbers, pointers and constants; on tuples they are infer_tuple.c's. */
#include <assert.h>

#include "frozen/frozen.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"

static TypeId promoted(Infer *in, HirOp op, const Operand *ops)
{
    TypeId type = operands_promote(ops[0], ops[1]);
    if (operands_big(ops, 2) && type != TYPE_UNKNOWN)
        return TYPE_int64; /* as long as the other one stays an int: lower says that it doesn't go */
    if (type == TYPE_UNKNOWN)
        infer_bad_operands(in, op, ops);
    return type;
}

static TypeId arithmetic_type(Infer *in, HirOp op, const Operand *ops)
{
    if (type_is_pointer(in->u, ops[0].type) || type_is_pointer(in->u, ops[1].type))
        return infer_pointer_arithmetic(in, op, ops);
    TypeId type = promoted(in, op, ops);
    if (type_is_complex(type) && (op == HIR_floordiv || op == HIR_mod))
        infer_bad_operands(in, op, ops);
    return type;
}

static TypeId division_type(Infer *in, const Operand *ops, const CallTarget **target)
{
    TypeId type = promoted(in, HIR_truediv, ops);
    if (type_is_complex(type))
        return infer_complex_division(in, ops, type, target);
    return type_is_float(type) ? type : TYPE_float64;
}

static TypeId power_type(Infer *in, const Operand *ops, const CallTarget **target)
{
    TypeId type = promoted(in, HIR_pow, ops);
    if (type_is_complex(type))
        return infer_complex_power(in, ops, type, target);
    return operands_power_is_float(ops[0], ops[1]) ? TYPE_float64 : type;
}

static TypeId bits_type(Infer *in, HirOp op, const Operand *ops)
{
    TypeId type = promoted(in, op, ops);
    if (!type_is_integer(type))
        infer_bad_operands(in, op, ops);
    bool on_bools = ops[0].type == TYPE_boolean && ops[1].type == TYPE_boolean;
    return hir_ops[op].rule == RULE_BITWISE && on_bools ? TYPE_boolean : type;
}

static TypeId unary_type(Infer *in, HirOp op, const Operand *ops)
{
    TypeId type = ops[0].type;
    if (!type_is_scalar(type) || (op == HIR_invert && !type_is_integer(type) && type != TYPE_boolean))
        infer_bad_operands(in, op, ops);
    return type == TYPE_boolean && op != HIR_invert ? TYPE_int64 : type; /* ~ of a bool is the logical not */
}

static TypeId truth_type(Infer *in, Operand a)
{
    if (type_is_c_string(in->u, a.type)) { /* C asks for NULL, bytes for emptiness */
        error_advise(in->u, "write: s is not None, or len(s) > 0");
        fail(in->u, infer_place(in, a), E_TRUTH, infer_describe(in, a));
    }
    const Type *type = type_get(in->u, a.type);
    bool known = type_is_scalar(a.type) || type_is_pointer(in->u, a.type) || type_is_string(in->u, a.type);
    if (!known && type->shape != SHAPE_TUPLE && type->shape != SHAPE_RANGE) {
        infer_explain(in, a);
        error_advise(in->u, "write: a comparison that gives a bool");
        fail(in->u, infer_place(in, a), E_TRUTH, infer_describe(in, a));
    }
    return TYPE_boolean;
}

static bool is_dtype(const Infer *in, TypeId type)
{
    return type_has_shape(in->u, type, SHAPE_FROZEN) && type_get(in->u, type)->object->kind == FROZEN_TYPE;
}

static TypeId comparison_type(Infer *in, HirOp op, const Operand *ops)
{
    TypeId a = ops[0].type, b = ops[1].type;
    bool orders = op != HIR_eq && op != HIR_ne;
    if (type_is_pointer(in->u, a) && type_is_pointer(in->u, b))
        return TYPE_boolean;
    if (!orders && ((a == TYPE_none && type_is_pointer(in->u, b)) || (b == TYPE_none && type_is_pointer(in->u, a))))
        return TYPE_boolean;
    if (!orders && type_is_bytes(in->u, a) && type_is_bytes(in->u, b))
        return TYPE_boolean;
    if (!orders && type_is_string(in->u, a) && type_is_string(in->u, b))
        return TYPE_boolean;
    if (!orders && ((is_dtype(in, a) && is_dtype(in, b)) || infer_records_compare(in, a, b)))
        return TYPE_boolean;
    if (!type_is_scalar(a) || !type_is_scalar(b) || (orders && (type_is_complex(a) || type_is_complex(b))))
        infer_bad_operands(in, op, ops);
    return TYPE_boolean;
}

static TypeId identity_type(Infer *in, HirOp op, const Operand *ops)
{
    TypeId a = ops[0].type, b = ops[1].type;
    assert(op == HIR_is || op == HIR_is_not);
    bool known = a == TYPE_none || b == TYPE_none || a == TYPE_boolean || b == TYPE_boolean;
    if (!known && !(type_is_pointer(in->u, a) && type_is_pointer(in->u, b)))
        infer_bad_operands(in, op, ops);
    return TYPE_boolean;
}

static bool on_tuples(const Infer *in, HirOp op, const Operand *ops)
{
    return type_has_shape(in->u, ops[0].type, SHAPE_TUPLE) ||
           (hir_ops[op].flags & HIR_FLAG_BINARY && type_has_shape(in->u, ops[1].type, SHAPE_TUPLE));
}

TypeId infer_operator(Infer *in, HirOp op, const Operand *ops, const CallTarget **target)
{
    bool tuples = on_tuples(in, op, ops);
    if (op == HIR_matmul && !tuples)
        return infer_matmul(in, ops);
    *target = NULL;
    switch ((HirRule)hir_ops[op].rule) {
    case RULE_ARITH: return tuples ? infer_tuple_arithmetic(in, op, ops) : arithmetic_type(in, op, ops);
    case RULE_DIVIDE: return division_type(in, ops, target);
    case RULE_POWER: return power_type(in, ops, target);
    case RULE_BITWISE:
    case RULE_SHIFT: return bits_type(in, op, ops);
    case RULE_UNARY: return unary_type(in, op, ops);
    case RULE_TRUTH: return truth_type(in, ops[0]);
    case RULE_COMPARE: return tuples ? infer_tuple_comparison(in, op, ops) : comparison_type(in, op, ops);
    case RULE_IDENTITY: return tuples ? infer_tuple_identity(in, op, ops) : identity_type(in, op, ops);
    case RULE_CONTAINS: return infer_contains(in, ops[0], ops[1]);
    default: break;
    }
    assert(false && "a rule of operators");
    return TYPE_UNKNOWN;
}
