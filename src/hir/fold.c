/* fold.c: constant folding. Only Python numbers fold: what a NumPy scalar computes depends on its type, so it is left to
 * the passes that know types. */
#include "hir/fold.h"

#include <math.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "types/types.h"

static Frozen *new_object(Unit *u, FrozenKind kind)
{
    Frozen *object = ARENA_NEW(&u->arena, Frozen);
    object->kind = kind;
    return object;
}

const Frozen *frozen_int(Unit *u, int64_t value)
{
    Frozen *object = new_object(u, FROZEN_INT);
    object->number.integer = value;
    return object;
}

const Frozen *frozen_bool(Unit *u, bool value)
{
    Frozen *object = new_object(u, FROZEN_BOOL);
    object->number.integer = value;
    return object;
}

const Frozen *frozen_float(Unit *u, double value)
{
    Frozen *object = new_object(u, FROZEN_FLOAT);
    object->number.real = value;
    return object;
}

const Frozen *frozen_none(Unit *u)
{
    return new_object(u, FROZEN_NONE);
}

Truth frozen_truth(const Frozen *object)
{
    switch (object->kind) {
    case FROZEN_NONE: return TRUTH_FALSE;
    case FROZEN_BOOL:
    case FROZEN_INT: return frozen_integer(object) ? TRUTH_TRUE : TRUTH_FALSE;
    case FROZEN_BIG: return TRUTH_TRUE;
    case FROZEN_FLOAT:
        if (!frozen_is_data(object))
            return frozen_real(object) != 0.0 ? TRUTH_TRUE : TRUTH_FALSE;
        return TRUTH_UNKNOWN;
    case FROZEN_COMPLEX:
        if (!frozen_is_data(object))
            return frozen_real(object) != 0.0 || frozen_imag(object) != 0.0 ? TRUTH_TRUE : TRUTH_FALSE;
        return TRUTH_UNKNOWN;
    case FROZEN_STRING: return *object->text ? TRUTH_TRUE : TRUTH_FALSE;
    case FROZEN_BYTES: return object->count ? TRUTH_TRUE : TRUTH_FALSE;
    case FROZEN_ELLIPSIS:
    case FROZEN_SLICE: return TRUTH_TRUE;
    case FROZEN_SET:
    case FROZEN_TUPLE: return object->count ? TRUTH_TRUE : TRUTH_FALSE;
    case FROZEN_MODULE:
    case FROZEN_BUILTIN:
    case FROZEN_FUNCTION:
    case FROZEN_NAMED_TUPLE:
    case FROZEN_CODE:
    case FROZEN_EXCEPTION:
    case FROZEN_FOREIGN:
    case FROZEN_TYPE: return TRUTH_TRUE;
    case FROZEN_MAKER:
    case FROZEN_INFO:
    case FROZEN_ARRAY:
    case FROZEN_RECORD:
    case FROZEN_VALUE:
    case FROZEN_PROPERTY:
    case FROZEN_OTHER: return TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

static bool is_integer(const Frozen *o)
{
    return (o->kind == FROZEN_INT || o->kind == FROZEN_BOOL) && o->type == TYPE_none;
}

static bool is_number(const Frozen *o)
{
    return is_integer(o) || (o->kind == FROZEN_FLOAT && o->type == TYPE_none && !frozen_is_data(o));
}

static double as_double(const Frozen *o)
{
    return o->kind == FROZEN_FLOAT ? frozen_real(o) : (double)frozen_integer(o);
}

static const Frozen *bits(Unit *u, bool both_bool, int64_t value)
{
    return both_bool ? frozen_bool(u, value) : frozen_int(u, value);
}

static const Frozen *fold_integers(Unit *u, HirOp op, int64_t a, int64_t b, bool both_bool)
{
    int64_t result;
    switch (op) {
    case HIR_add: return __builtin_add_overflow(a, b, &result) ? NULL : frozen_int(u, result);
    case HIR_sub: return __builtin_sub_overflow(a, b, &result) ? NULL : frozen_int(u, result);
    case HIR_mul: return __builtin_mul_overflow(a, b, &result) ? NULL : frozen_int(u, result);
    case HIR_truediv: return b ? frozen_float(u, (double)a / (double)b) : NULL;
    case HIR_and: return bits(u, both_bool, a & b);
    case HIR_or: return bits(u, both_bool, a | b);
    case HIR_xor: return bits(u, both_bool, a ^ b);
    case HIR_lt: return frozen_bool(u, a < b);
    case HIR_le: return frozen_bool(u, a <= b);
    case HIR_eq: return frozen_bool(u, a == b);
    case HIR_ne: return frozen_bool(u, a != b);
    case HIR_gt: return frozen_bool(u, a > b);
    case HIR_ge: return frozen_bool(u, a >= b);
    default: return NULL;
    }
}

/* ---- ints beyond 64 bits ------------------------------------------------------------------------------------------------- */

#define MOST_BITS 1100.0 /* more than any float has */

static bool is_python_int(const Frozen *o)
{
    return o->kind == FROZEN_BIG || is_integer(o) || (o->kind == FROZEN_INT && o->text);
}

/* Two to what is the absolute value, 0 of 0? */
static double logarithm(const Frozen *o)
{
    double size = fabs(o->kind == FROZEN_BIG ? frozen_real(o) : (double)frozen_integer(o));
    return size > 1 ? log2(size) : 0;
}

/* The logarithm of the result may be so large. */
static double bits_of_result(HirOp op, const Frozen *a, const Frozen *b)
{
    double left = logarithm(a), right = logarithm(b),
           count = b->kind == FROZEN_BIG ? frozen_real(b) : (double)frozen_integer(b);
    switch (op) {
    case HIR_mul: return left + right;
    case HIR_pow: return left * count;
    case HIR_lshift: return a->kind == FROZEN_INT && !frozen_integer(a) ? 0 : left + count;
    default: return (left > right ? left : right) + 1;
    }
}

/* Operators of two ints that may give one beyond 64 bits, or take one; as the module operator calls them. */
static const char *const exact_operators[HIR_OP_COUNT] = {
    [HIR_add] = "add",         [HIR_sub] = "sub",           [HIR_mul] = "mul",
    [HIR_truediv] = "truediv", [HIR_floordiv] = "floordiv", [HIR_mod] = "mod",
    [HIR_pow] = "pow",         [HIR_and] = "and_",          [HIR_or] = "or_",
    [HIR_xor] = "xor",         [HIR_lshift] = "lshift",     [HIR_rshift] = "rshift",
};

/* Does it need Python's arithmetic? Words have their own, but not beside larger ints. */
static bool is_beyond_words(HirOp op, const Frozen *a, const Frozen *b)
{
    bool has_big = a->kind == FROZEN_BIG || b->kind == FROZEN_BIG;
    if (!exact_operators[op] || !is_python_int(a) || !is_python_int(b))
        return false;
    return has_big || (is_integer(a) && is_integer(b) && op != HIR_truediv && bits_of_result(op, a, b) > 62);
}

/* NULL: it fits after all, and so the others know what to do; or it raises. */
static const Frozen *fold_exact(Unit *u, HirOp op, const Frozen *a, const Frozen *b)
{
    bool has_big = a->kind == FROZEN_BIG || b->kind == FROZEN_BIG;
    if (bits_of_result(op, a, b) < (double)MOST_BITS) {
        const Frozen *result = resolve_exact(u, exact_operators[op], a, b);
        bool fits = result && result->kind == FROZEN_INT && result->type == TYPE_none;
        return fits && !has_big ? NULL : result;
    }
    Frozen *huge = new_object(u, FROZEN_OTHER);
    huge->description = "an int that no float comes near";
    return huge;
}

static const Frozen *fold_floats(Unit *u, HirOp op, double a, double b)
{
    switch (op) {
    case HIR_add: return frozen_float(u, a + b);
    case HIR_sub: return frozen_float(u, a - b);
    case HIR_mul: return frozen_float(u, a * b);
    case HIR_truediv: return b != 0.0 ? frozen_float(u, a / b) : NULL;
    case HIR_lt: return frozen_bool(u, a < b);
    case HIR_le: return frozen_bool(u, a <= b);
    case HIR_eq: return frozen_bool(u, a == b);
    case HIR_ne: return frozen_bool(u, a != b);
    case HIR_gt: return frozen_bool(u, a > b);
    case HIR_ge: return frozen_bool(u, a >= b);
    default: return NULL;
    }
}

static const Frozen *fold_strings(Unit *u, HirOp op, const char *a, const char *b)
{
    if (op == HIR_eq || op == HIR_ne)
        return frozen_bool(u, (strcmp(a, b) == 0) == (op == HIR_eq));
    return NULL;
}

static bool is_unique(const Frozen *object)
{
    return object->kind == FROZEN_NONE || object->kind == FROZEN_ELLIPSIS || object->kind == FROZEN_BUILTIN ||
           (object->kind == FROZEN_OTHER && (object->handle || object->identity));
}

/* A null pointer is None, wherever it lies. */
static bool holds_pointer(const Unit *u, const Frozen *object)
{
    return object->kind == FROZEN_VALUE && type_is_pointer(u, object->type);
}

/* Two constants are one object, or not: known where one of them is None or a built-in function. */
static const Frozen *fold_identity(Unit *u, HirOp op, const Frozen *a, const Frozen *b)
{
    if ((!is_unique(a) && !is_unique(b)) || holds_pointer(u, a) || holds_pointer(u, b))
        return NULL;
    return frozen_bool(u, frozen_same(a, b) == (op == HIR_is));
}

/* The int of at most 53 bits that a double holds exactly. */
static bool exact_in_double(const Frozen *o)
{
    return o->kind == FROZEN_FLOAT || (frozen_integer(o) <= (1LL << 53) && frozen_integer(o) >= -(1LL << 53));
}

/* Values of kinds that no == holds between: a number, None, a string, a tuple. */
static bool never_equal(const Frozen *a, const Frozen *b)
{
    enum { NUMBER, NONE, STRING, TUPLE, OTHER } kinds[2] = {OTHER, OTHER};
    for (int i = 0; i < 2; i++) {
        const Frozen *object = i ? b : a;
        if (frozen_is_number(object))
            kinds[i] = NUMBER;
        else if (object->kind == FROZEN_NONE || object->kind == FROZEN_STRING || object->kind == FROZEN_TUPLE)
            kinds[i] = object->kind == FROZEN_NONE ? NONE : object->kind == FROZEN_STRING ? STRING : TUPLE;
    }
    return kinds[0] != kinds[1] && kinds[0] != OTHER && kinds[1] != OTHER;
}

static const Frozen *fold_binary(Unit *u, HirOp op, const Frozen *a, const Frozen *b)
{
    if (op == HIR_is || op == HIR_is_not)
        return fold_identity(u, op, a, b);
    if ((op == HIR_eq || op == HIR_ne) && never_equal(a, b))
        return frozen_bool(u, op == HIR_ne);
    if (op == HIR_contains || a->kind == FROZEN_TUPLE || b->kind == FROZEN_TUPLE)
        return fold_tuples(u, op, a, b);
    if (op == HIR_mul && (a->is_class ? is_integer(b) : b->is_class && is_integer(a))) /* c_double * 3: a class, too */
        return resolve_exact(u, "mul", a, b);
    if (a->kind == FROZEN_STRING && b->kind == FROZEN_STRING)
        return fold_strings(u, op, a->text, b->text);
    if (a->kind == FROZEN_BYTES && b->kind == FROZEN_BYTES)
        return op == HIR_eq || op == HIR_ne ? frozen_bool(u, frozen_same(a, b) == (op == HIR_eq)) : NULL;
    if (is_beyond_words(op, a, b)) {
        const Frozen *result = fold_exact(u, op, a, b);
        if (result)
            return result;
    }
    if (is_integer(a) && is_integer(b)) {
        bool both_bool = a->kind == FROZEN_BOOL && b->kind == FROZEN_BOOL;
        bool inexact = op == HIR_truediv && !(exact_in_double(a) && exact_in_double(b));
        return inexact ? NULL : fold_integers(u, op, frozen_integer(a), frozen_integer(b), both_bool);
    }
    if (!is_number(a) || !is_number(b) || !exact_in_double(a) || !exact_in_double(b))
        return NULL;
    return fold_floats(u, op, as_double(a), as_double(b));
}

static const Frozen *negated_big(Unit *u, const Frozen *a)
{
    Frozen *object = new_object(u, FROZEN_BIG);
    object->number.real = -frozen_real(a);
    object->text = *a->text == '-' ? a->text + 1 : arena_printf(&u->arena, "-%s", a->text);
    object->description = a->description;
    return object;
}

static const Frozen *fold_unary(Unit *u, HirOp op, const Frozen *a)
{
    Truth truth = frozen_truth(a);
    if (op == HIR_truth || op == HIR_not)
        return truth == TRUTH_UNKNOWN ? NULL : frozen_bool(u, (truth == TRUTH_TRUE) == (op == HIR_truth));
    if (is_integer(a)) {
        if (op == HIR_pos)
            return frozen_int(u, frozen_integer(a));
        if (op == HIR_invert)
            return a->kind == FROZEN_BOOL ? frozen_bool(u, !frozen_integer(a)) : frozen_int(u, ~frozen_integer(a));
        return op == HIR_neg && frozen_integer(a) != INT64_MIN ? frozen_int(u, -frozen_integer(a)) : NULL;
    }
    if (a->kind == FROZEN_BIG && (op == HIR_neg || op == HIR_pos))
        return op == HIR_neg ? negated_big(u, a) : a;
    if (!is_number(a) || (op != HIR_neg && op != HIR_pos))
        return NULL;
    return frozen_float(u, op == HIR_neg ? -frozen_real(a) : frozen_real(a));
}

const Frozen *fold_component(Unit *u, const Frozen *number, const char *name)
{
    bool real = !strcmp(name, "real");
    if (number->type != TYPE_none || (!real && strcmp(name, "imag")) || frozen_is_data(number))
        return NULL;
    switch (number->kind) {
    case FROZEN_BOOL:
    case FROZEN_INT: return frozen_int(u, real ? frozen_integer(number) : 0);
    case FROZEN_FLOAT: return frozen_float(u, real ? frozen_real(number) : 0.0);
    case FROZEN_COMPLEX: return frozen_float(u, real ? frozen_real(number) : frozen_imag(number));
    default: return NULL;
    }
}

/* A tuple of constants is a constant, so that carray's shape (2, 3) is the same however it was compiled. */
const Frozen *fold_tuple(Unit *u, const Frozen *const *items, size_t count)
{
    Frozen *tuple = new_object(u, FROZEN_TUPLE);
    tuple->items = arena_copy(&u->arena, items, count * sizeof *items);
    tuple->count = count;
    return tuple;
}

const Frozen *fold(Unit *u, HirOp op, const Frozen *const *operands, size_t count)
{
    size_t left = MOST_PARTS + count;
    if (op == HIR_tuple)
        return fold_has_room(operands, count, &left) ? fold_tuple(u, operands, count) : NULL;
    if (op == HIR_slice)
        return fold_slice(u, operands);
    if (count == 2)
        return fold_binary(u, op, operands[0], operands[1]);
    return count == 1 ? fold_unary(u, op, operands[0]) : NULL;
}
