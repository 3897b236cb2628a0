/* elements.c: see elements.h. */
#include "hir/elements.h"

#include <assert.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"
#include "types/stored.h"

bool hir_is_array(const Unit *u, const Hir *hir, ValueId v)
{
    return type_has_shape(u, hir->values.items[v].type, SHAPE_ARRAY);
}

/* ---- which operation it is -------------------------------------------------------------------------------------------- */

int element_row(HirOp op)
{
    switch (op) {
    case HIR_add: return BUILTIN_numpy_add;
    case HIR_sub: return BUILTIN_numpy_subtract;
    case HIR_mul: return BUILTIN_numpy_multiply;
    case HIR_truediv: return BUILTIN_numpy_divide;
    case HIR_floordiv: return BUILTIN_numpy_floor_divide;
    case HIR_mod: return BUILTIN_numpy_remainder;
    case HIR_pow: return BUILTIN_numpy_power;
    case HIR_and: return BUILTIN_numpy_bitwise_and;
    case HIR_or: return BUILTIN_numpy_bitwise_or;
    case HIR_xor: return BUILTIN_numpy_bitwise_xor;
    case HIR_lshift: return BUILTIN_numpy_left_shift;
    case HIR_rshift: return BUILTIN_numpy_right_shift;
    case HIR_neg: return BUILTIN_numpy_negative;
    case HIR_pos: return BUILTIN_numpy_positive;
    case HIR_invert: return BUILTIN_numpy_invert;
    case HIR_lt: return BUILTIN_numpy_less;
    case HIR_le: return BUILTIN_numpy_less_equal;
    case HIR_eq: return BUILTIN_numpy_equal;
    case HIR_ne: return BUILTIN_numpy_not_equal;
    case HIR_gt: return BUILTIN_numpy_greater;
    case HIR_ge: return BUILTIN_numpy_greater_equal;
    default: return -1;
    }
}

static bool gives_several(int builtin)
{
    return builtin == BUILTIN_numpy_divmod || builtin == BUILTIN_numpy_modf || builtin == BUILTIN_numpy_frexp;
}

int element_row_of_call(int builtin)
{
    if (builtin == BUILTIN_abs || builtin == BUILTIN_operator_abs)
        return BUILTIN_numpy_absolute;
    if (builtin == BUILTIN_pow)
        return BUILTIN_numpy_power;
    if (builtin == BUILTIN_round || builtin == BUILTIN_round_2)
        return BUILTIN_numpy_round;
    if (gives_several(builtin)) /* no array */
        return -1;
    bool is_ufunc = builtin >= 0 && builtins[builtin].codes &&
                    (!strncmp(builtins[builtin].path, "numpy.", 6) ||
                     !strncmp(builtins[builtin].path, "upcall.prelude.machine.", 23));
    return is_ufunc || (builtin >= 0 && builtins[builtin].rule == CALL_ELEMENT) ? builtin : -1;
}

static bool has_array(const Unit *u, const Hir *hir, const ElementOp *op)
{
    for (size_t i = 0; i < op->count; i++)
        if (hir_is_array(u, hir, op->operands[i]))
            return true;
    return op->target != HIR_NOTHING && hir_is_array(u, hir, op->target);
}

static void add_operand(ElementOp *op, const HirValue *v, size_t argument)
{
    if (op->count == MOST_ELEMENTS)
        return;
    op->operands[op->count] = v->args[argument];
    op->arguments[op->count++] = argument;
}

static bool operator_op(const Unit *u, const Hir *hir, const HirValue *v, ElementOp *op)
{
    op->builtin = element_row((HirOp)v->op);
    if (op->builtin < 0)
        return false;
    for (size_t i = 0; i < v->count; i++)
        add_operand(op, v, i);
    if (v->in_place && hir_is_array(u, hir, v->args[0]))
        op->target = v->args[0];
    return has_array(u, hir, op);
}

static bool is_none(const Hir *hir, ValueId v)
{
    return hir->values.items[v].type == TYPE_none;
}

size_t element_out_position(int builtin)
{
    switch (builtin) {
    case BUILTIN_numpy_clip: return 4;
    case BUILTIN_numpy_around:
    case BUILTIN_numpy_round: return 3;
    default: return builtins[builtin].codes && builtins[builtin].count ? builtins[builtin].count + 1 : 0;
    }
}

static bool call_op(const Unit *u, const Hir *hir, const HirValue *v, ElementOp *op)
{
    op->builtin = element_row_of_call(v->builtin);
    if (op->builtin < 0)
        return false;
    size_t positional = v->count - 1 - v->keyword_count;
    for (size_t i = 1; i < v->count; i++) {
        bool by_name = i > positional;
        const char *name = by_name ? v->keywords[i - 1 - positional] : "";
        bool is_out = by_name ? !strcmp(name, "out") : i == element_out_position(op->builtin);
        if (is_out && !is_none(hir, v->args[i]))
            op->target = v->args[i];
        else if (!is_out && strcmp(name, "dtype") &&
                 !type_has_shape(u, hir->values.items[v->args[i]].type, SHAPE_FROZEN))
            add_operand(op, v, i);
    }
    return has_array(u, hir, op);
}

bool element_op(const Unit *u, const Hir *hir, const HirValue *v, ElementOp *op)
{
    *op = (ElementOp){.builtin = -1, .target = HIR_NOTHING};
    return v->op == HIR_call ? call_op(u, hir, v, op) : operator_op(u, hir, v, op);
}

Operand element_operand(Unit *u, const Hir *hir, ValueId v)
{
    Operand a = operand_of(hir, v);
    const Type *type = type_get(u, a.type);
    if (type->shape == SHAPE_ARRAY) {
        Operand element = operand_of_type(type_in_numpy(type->element));
        element.value = v;
        return element;
    }
    if (type->shape == SHAPE_RECORD)
        a.type = type_of_record(u, a.type);
    bool is_word = a.constant && a.constant->kind == FROZEN_INT && a.constant->text; /* from 2**63 on */
    a.weak = (a.weak && a.type != TYPE_boolean) || a.type == TYPE_int64 || is_word;
    return a;
}

/* ---- NumPy's types ------------------------------------------------------------------------------------------------------ */

/* bool < integer < float < complex */
static int rank(TypeId type)
{
    switch (type_kind(type)) {
    case KIND_BOOL: return 0;
    case KIND_FLOAT: return 2;
    case KIND_COMPLEX: return 3;
    default: return 1;
    }
}

static bool is_small(TypeId type)
{
    return rank(type) == 0 || (rank(type) == 1 && scalar_info(type)->size <= 2) || type == TYPE_float32 ||
           type == TYPE_complex64;
}

/* A Python number takes the type of what it meets, unless that is of a lower kind. */
static TypeId promote_weak(TypeId weak, TypeId strong)
{
    if (rank(weak) <= rank(strong))
        return strong;
    bool is_single = rank(strong) == 2 && is_small(strong);
    return rank(weak) == 1 ? TYPE_int64 : rank(weak) == 2 ? TYPE_float64 : is_single ? TYPE_complex64 : TYPE_complex128;
}

static TypeId promote_strong(TypeId a, TypeId b)
{
    TypeId low = rank(a) <= rank(b) ? a : b, high = low == a ? b : a;
    bool are_integers = rank(low) == 1 && rank(high) == 1;
    if (a == b || rank(low) == 0)
        return high;
    if (are_integers && (low == TYPE_uint64 || high == TYPE_uint64) && type_kind(low) != type_kind(high))
        return TYPE_float64;
    if (are_integers)
        return type_promote(a, false, b, false);
    if (rank(high) == 2)
        return is_small(low) && is_small(high) ? TYPE_float32 : TYPE_float64;
    return is_small(low) && is_small(high) ? TYPE_complex64 : TYPE_complex128;
}

TypeId element_promote(Operand a, Operand b)
{
    if (a.weak && b.weak)
        return type_promote(a.type, true, b.type, true);
    if (a.weak || b.weak)
        return a.weak ? promote_weak(a.type, b.type) : promote_weak(b.type, a.type);
    return promote_strong(a.type, b.type);
}

/* What isn't a number has nothing in common with another type. */
static bool are_one_type(const Operand *ops, size_t count)
{
    bool is_one = count > 0;
    for (size_t i = 1; i < count; i++)
        is_one &= ops[i].type == ops[0].type;
    return is_one;
}

TypeId element_common(const Operand *ops, size_t count)
{
    if (are_one_type(ops, count) && ops[0].type != TYPE_none)
        return ops[0].type;
    Operand common = operand_of_type(TYPE_UNKNOWN);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].type == TYPE_none)
            continue;
        if (!type_is_scalar(ops[i].type))
            return TYPE_UNKNOWN;
        bool is_first = common.type == TYPE_UNKNOWN;
        common.type = is_first ? ops[i].type : element_promote(common, ops[i]);
        common.weak = ops[i].weak && (is_first || common.weak);
    }
    return common.type;
}

TypeId element_float(TypeId type)
{
    return rank(type) >= 2 ? type : is_small(type) ? TYPE_float32 : TYPE_float64;
}

/* ---- loops of ufuncs ---------------------------------------------------------------------------------------------------- */

static NumberKind kind_of(TypeId type)
{
    switch (rank(type)) {
    case 0: return ON_BOOL;
    case 2: return ON_FLOAT;
    case 3: return ON_COMPLEX;
    default: return type_kind(type) == KIND_UNSIGNED ? ON_WORD : ON_INT;
    }
}

/* What a type becomes where the ufunc has no loop for it. Quotients of integers are float64, of any size. */
static TypeId next_type(int builtin, TypeId type)
{
    switch (kind_of(type)) {
    case ON_BOOL: return TYPE_int8;
    case ON_INT:
    case ON_WORD: return builtin == BUILTIN_numpy_divide ? TYPE_float64 : element_float(type);
    case ON_FLOAT: return type == TYPE_float32 ? TYPE_complex64 : TYPE_complex128;
    default: return TYPE_UNKNOWN;
    }
}

/* Functions of floats take each integer as the float that has its numbers. An int beside bools is an int64. */
static TypeId float_loop(const Operand *ops, size_t count)
{
    Operand floats[MOST_ELEMENTS];
    size_t strong = 0;
    bool are_bools = true;
    for (size_t i = 0; i < count && i < MOST_ELEMENTS; i++)
        if (!ops[i].weak) {
            are_bools &= ops[i].type == TYPE_boolean;
            floats[strong++] = operand_of_type(element_float(ops[i].type));
        }
    return are_bools && strong < count ? TYPE_float64 : element_common(floats, strong);
}

static TypeId loop_from(int builtin, TypeId type)
{
    const BuiltinInfo *row = &builtins[builtin];
    while (type != TYPE_UNKNOWN && !*row->codes[kind_of(type)])
        type = next_type(builtin, type);
    return type == TYPE_UNKNOWN || !strcmp(row->codes[kind_of(type)], "-") ? TYPE_UNKNOWN : type;
}

TypeId element_loop(int builtin, const Operand *ops, size_t count)
{
    const BuiltinInfo *row = &builtins[builtin];
    assert(row->codes && count);
    TypeId common = element_common(ops, row->rule == CALL_LDEXP ? 1 : count);
    bool is_equality = builtin == BUILTIN_numpy_equal || builtin == BUILTIN_numpy_not_equal;
    if (common == TYPE_UNKNOWN || !type_is_scalar(common))
        return is_equality ? common : TYPE_UNKNOWN;
    switch (row->rule) {
    case CALL_EACH: return element_compares(builtin) ? common : TYPE_UNKNOWN;
    case CALL_TRUTH: return TYPE_boolean;
    case CALL_DOUBLE: return rank(common) == 3 ? TYPE_complex128 : TYPE_float64;
    case CALL_LDEXP: {
        bool is_int = rank(ops[1].type) <= 1 && ops[1].type != TYPE_uint64;
        return is_int ? loop_from(builtin, element_float(common)) : TYPE_UNKNOWN;
    }
    default: break;
    }
    bool of_floats = rank(common) <= 1 && !*row->codes[ON_INT] && builtin != BUILTIN_numpy_divide;
    TypeId type = of_floats ? float_loop(ops, count) : TYPE_UNKNOWN;
    return loop_from(builtin, type == TYPE_UNKNOWN ? common : type);
}

bool element_is_function(int builtin)
{
    return builtins[builtin].rule == CALL_ELEMENT || builtin == BUILTIN_numpy_angle;
}

bool element_compares(int builtin)
{
    switch (builtin) {
    case BUILTIN_numpy_equal:
    case BUILTIN_numpy_not_equal:
    case BUILTIN_numpy_less:
    case BUILTIN_numpy_less_equal:
    case BUILTIN_numpy_greater:
    case BUILTIN_numpy_greater_equal: return true;
    default: return false;
    }
}

bool element_is_division(int builtin, TypeId loop)
{
    return builtin == BUILTIN_numpy_floor_divide || builtin == BUILTIN_numpy_remainder ||
           (builtin == BUILTIN_numpy_fmod && rank(loop) == 1);
}

bool element_is_power(int builtin, TypeId loop, const Operand *ops)
{
    int64_t exponent;
    if (builtin != BUILTIN_numpy_power)
        return false;
    return rank(loop) <= 2 || (operand_small_power(ops[1], &exponent) && exponent == 2);
}

bool element_is_checked(Unit *u, const Hir *hir, const HirValue *operation, ValueId v)
{
    ElementOp op;
    if (!element_op(u, hir, operation, &op) || op.builtin != BUILTIN_numpy_power || op.operands[1] != v)
        return false;
    Operand ops[2] = {element_operand(u, hir, op.operands[0]), element_operand(u, hir, v)};
    return hir_is_array(u, hir, v) && type_kind(ops[1].type) == KIND_SIGNED &&
           rank(element_loop(op.builtin, ops, 2)) == 1;
}

/* ---- other functions ------------------------------------------------------------------------------------------------------ */

/* Where Python's float is what integers become, of any size. */
static TypeId float_of(TypeId type)
{
    return rank(type) >= 2 ? type : TYPE_float64;
}

static TypeId type_for_isclose(const Operand *ops, size_t i)
{
    TypeId second = float_of(ops[1].type);
    return i == 0 ? element_promote(ops[0], operand_of_type(second)) : i == 1 ? second : TYPE_UNKNOWN;
}

TypeId element_wanted(int builtin, const Operand *ops, size_t count, size_t i)
{
    if (!type_is_scalar(ops[0].type) || count > MOST_ELEMENTS)
        return TYPE_UNKNOWN;
    switch (builtin) {
    case BUILTIN_numpy_where: return i ? element_common(ops + 1, count - 1) : TYPE_boolean;
    case BUILTIN_numpy_clip: return element_common(ops, count);
    case BUILTIN_numpy_isclose: return type_is_scalar(ops[1].type) ? type_for_isclose(ops, i) : TYPE_UNKNOWN;
    case BUILTIN_numpy_angle: return i ? TYPE_UNKNOWN : float_of(ops[0].type);
    case BUILTIN_numpy_sinc: return float_of(ops[0].type);
    case BUILTIN_numpy_around:
    case BUILTIN_numpy_round: return i ? TYPE_int64 : ops[0].type;
    default: return i ? TYPE_UNKNOWN : ops[0].type;
    }
}

const char *element_kind(TypeId type)
{
    return rank(type) < 2 ? "int" : rank(type) == 2 ? "float" : "complex";
}

/* ---- casts --------------------------------------------------------------------------------------------------------------- */

/* bool < unsigned < signed < float < complex */
static int cast_rank(TypeId type)
{
    return rank(type) + (rank(type) > 1 || type_kind(type) == KIND_SIGNED);
}

bool element_same_kind(TypeId from, TypeId to)
{
    return from == to || cast_rank(from) <= cast_rank(to);
}

const char *element_dtype(TypeId type)
{
    return type == TYPE_boolean ? "bool" : scalar_info(type_in_numpy(type))->name;
}
