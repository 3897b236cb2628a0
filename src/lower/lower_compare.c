/* lower_compare.c: comparisons and identity of what isn't a tuple. */
#include <assert.h>
#include <string.h>

#include "lower/lower_parts.h"

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
static LirId compare_mixed(Lower *l, HirOp op, const Operand *ops, bool first_is_signed)
{
    LirId a = part_as(l, ops[0], first_is_signed ? TYPE_int64 : TYPE_uint64);
    LirId b = part_as(l, ops[1], first_is_signed ? TYPE_uint64 : TYPE_int64);
    assert(compare_ops[op].on_signed);
    LirId negative = is_negative(l, first_is_signed ? a : b);
    LirId as_words = emit2(l, compare_ops[op].on_unsigned, a, b);
    bool below = op == HIR_lt || op == HIR_le, above = op == HIR_gt || op == HIR_ge;
    bool when_negative = op == HIR_ne || (first_is_signed ? below : above);
    return emit_select(l, negative, int_constant(l, LIR_i1, when_negative), as_words);
}

/* As what two numbers are compared. */
static TypeId common_type(const Operand *ops)
{
    TypeId type = operands_promote(ops[0], ops[1]);
    if (operand_is_beyond(ops[0], type) || operand_is_beyond(ops[1], type))
        return ops[0].type == TYPE_uint64 || ops[1].type == TYPE_uint64 ? TYPE_uint64 : TYPE_int64;
    return type;
}

static LirId compare_pointers(Lower *l, HirOp op, const Operand *ops)
{
    LirId a = part_as(l, ops[0], TYPE_voidptr), b = part_as(l, ops[1], TYPE_voidptr);
    return emit2(l, compare_ops[op].on_unsigned, a, b);
}

/* Digits of one sign: the longer text, or the later one, is further from 0. */
static int order_of_digits(const char *a, const char *b)
{
    size_t length_a = strlen(a), length_b = strlen(b);
    int order = length_a != length_b ? (length_a > length_b) - (length_a < length_b) : strcmp(a, b);
    return *a == '-' ? -order : order;
}

/* Of an int beyond 64 bits and another int: -1, 0 or 1, which nothing at run time has a say in. */
static int order_of_ints(const Operand *ops)
{
    double a = operand_is_big(ops[0]) ? frozen_real(ops[0].constant) : 0.0;
    double b = operand_is_big(ops[1]) ? frozen_real(ops[1].constant) : 0.0;
    if (a != b)
        return (a > b) - (a < b);
    return order_of_digits(ops[0].constant->text, ops[1].constant->text);
}

static LirId compare_big(Lower *l, HirOp op, int order)
{
    bool is_so;
    switch (op) {
    case HIR_lt: is_so = order < 0; break;
    case HIR_le: is_so = order <= 0; break;
    case HIR_gt: is_so = order > 0; break;
    case HIR_ge: is_so = order >= 0; break;
    case HIR_eq: is_so = !order; break;
    default: is_so = order; break;
    }
    return int_constant(l, LIR_i1, is_so);
}

static LirId compare_numbers(Lower *l, HirOp op, const Operand *ops)
{
    TypeId a = ops[0].type, b = ops[1].type;
    if (operands_big(ops, 2))
        return compare_big(l, op, order_of_ints(ops));
    bool a_is_word = a == TYPE_uint64, b_is_word = b == TYPE_uint64;
    if ((a_is_word && is_signed_integer(b)) || (b_is_word && is_signed_integer(a)))
        return compare_mixed(l, op, ops, b_is_word);
    TypeId type = common_type(ops);
    if (type == TYPE_UNKNOWN)
        unsupported(l, "this comparison");
    const CompareOp *row = &compare_ops[op];
    LirOp code = is_float_lir(real_lir(l, type)) ? row->on_floats
                 : is_unsigned(type)             ? row->on_unsigned
                                                 : row->on_signed;
    LirId x = part_as(l, ops[0], type), y = part_as(l, ops[1], type);
    return emit2(l, code, x, y);
}

LirId lower_comparison(Lower *l, HirOp op, const Operand *ops)
{
    TypeId a = ops[0].type, b = ops[1].type;
    if (type_has_shape(l->u, a, SHAPE_TUPLE) || type_has_shape(l->u, b, SHAPE_TUPLE))
        return lower_tuple_comparison(l, op, ops);
    if (type_is_record(l->u, a))
        return lower_record_comparison(l, op, ops);
    if (type_is_string(l->u, a))
        return lower_string_comparison(l, op, ops);
    if (type_is_complex(a) || type_is_complex(b))
        return lower_complex_comparison(l, op, ops);
    if (type_is_pointer(l->u, a) || type_is_pointer(l->u, b))
        return compare_pointers(l, op, ops);
    if (type_has_shape(l->u, a, SHAPE_FROZEN)) /* of dtypes: the types say it */
        return int_constant(l, LIR_i1, (a == b) == (op == HIR_eq));
    return compare_numbers(l, op, ops);
}

static bool may_be_none(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    return type_is_pointer(u, type) || (t->shape == SHAPE_ARRAY && t->flags & ARRAY_IS_OPTIONAL);
}

/* The same object: bools, None (a null pointer is None), pointers. Numbers have no identity in compiled code. */
static LirId same_object(Lower *l, Operand a, Operand b)
{
    if (a.type == TYPE_none && may_be_none(l->u, b.type))
        return logical_not(l, is_true(l, parts_as(l, b, b.type).ids[0]));
    if (b.type == TYPE_none && may_be_none(l->u, a.type))
        return logical_not(l, is_true(l, parts_as(l, a, a.type).ids[0]));
    if (a.type != b.type)
        return int_constant(l, LIR_i1, 0);
    if (type_has_shape(l->u, a.type, SHAPE_TUPLE))
        return int_constant(l, LIR_i1, operands_are_one(a, b));
    if (a.type == TYPE_boolean || type_is_pointer(l->u, a.type)) {
        LirId x = part_as(l, a, a.type), y = part_as(l, b, b.type);
        return emit2(l, LIR_eq, x, y);
    }
    if (a.type != TYPE_none)
        unsupported(l, "the identity of these values");
    return int_constant(l, LIR_i1, 1);
}

LirId lower_identity(Lower *l, HirOp op, const Operand *ops)
{
    LirId same = same_object(l, ops[0], ops[1]);
    return op == HIR_is ? same : logical_not(l, same);
}
