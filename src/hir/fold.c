/* fold.c: constant folding. Only Python numbers fold: what a NumPy scalar computes depends on its type, so it is left to
 * the passes that know types. */
#include "hir/fold.h"

#include <math.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/object.h"
#include "frozen/resolve.h"
#include "types/types.h"

static Object *new_object(Unit *u, ObjectKind kind)
{
    Object *object = ARENA_NEW(&u->arena, Object);
    object->kind = kind;
    return object;
}

const Object *object_int(Unit *u, int64_t value)
{
    Object *object = new_object(u, OBJECT_INT);
    object->integer = value;
    return object;
}

const Object *object_bool(Unit *u, bool value)
{
    Object *object = new_object(u, OBJECT_BOOL);
    object->integer = value;
    return object;
}

const Object *object_float(Unit *u, double value)
{
    Object *object = new_object(u, OBJECT_FLOAT);
    object->real = value;
    return object;
}

const Object *object_none(Unit *u)
{
    return new_object(u, OBJECT_NONE);
}

Truth object_truth(const Object *object)
{
    switch (object->kind) {
    case OBJECT_NONE: return TRUTH_FALSE;
    case OBJECT_BOOL:
    case OBJECT_INT: return object->integer ? TRUTH_TRUE : TRUTH_FALSE;
    case OBJECT_BIG: return TRUTH_TRUE;
    case OBJECT_FLOAT: return object->real != 0.0 ? TRUTH_TRUE : TRUTH_FALSE;
    case OBJECT_COMPLEX: return object->real != 0.0 || object->imag != 0.0 ? TRUTH_TRUE : TRUTH_FALSE;
    case OBJECT_STRING: return *object->text ? TRUTH_TRUE : TRUTH_FALSE;
    case OBJECT_SLICE: return TRUTH_TRUE;
    case OBJECT_SET:
    case OBJECT_TUPLE: return object->count ? TRUTH_TRUE : TRUTH_FALSE;
    case OBJECT_MODULE:
    case OBJECT_BUILTIN:
    case OBJECT_FUNCTION:
    case OBJECT_NAMED_TUPLE:
    case OBJECT_CODE:
    case OBJECT_EXCEPTION:
    case OBJECT_TYPE: return TRUTH_TRUE;
    case OBJECT_MAKER:
    case OBJECT_INFO:
    case OBJECT_ARRAY:
    case OBJECT_OTHER: return TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

static bool is_integer(const Object *o)
{
    return (o->kind == OBJECT_INT || o->kind == OBJECT_BOOL) && o->type == TYPE_none;
}

static bool is_number(const Object *o)
{
    return is_integer(o) || (o->kind == OBJECT_FLOAT && o->type == TYPE_none);
}

static double as_double(const Object *o)
{
    return o->kind == OBJECT_FLOAT ? o->real : (double)o->integer;
}

static const Object *bits(Unit *u, bool both_bool, int64_t value)
{
    return both_bool ? object_bool(u, value) : object_int(u, value);
}

static const Object *fold_integers(Unit *u, HirOp op, int64_t a, int64_t b, bool both_bool)
{
    int64_t result;
    switch (op) {
    case HIR_add: return __builtin_add_overflow(a, b, &result) ? NULL : object_int(u, result);
    case HIR_sub: return __builtin_sub_overflow(a, b, &result) ? NULL : object_int(u, result);
    case HIR_mul: return __builtin_mul_overflow(a, b, &result) ? NULL : object_int(u, result);
    case HIR_truediv: return b ? object_float(u, (double)a / (double)b) : NULL;
    case HIR_and: return bits(u, both_bool, a & b);
    case HIR_or: return bits(u, both_bool, a | b);
    case HIR_xor: return bits(u, both_bool, a ^ b);
    case HIR_lt: return object_bool(u, a < b);
    case HIR_le: return object_bool(u, a <= b);
    case HIR_eq: return object_bool(u, a == b);
    case HIR_ne: return object_bool(u, a != b);
    case HIR_gt: return object_bool(u, a > b);
    case HIR_ge: return object_bool(u, a >= b);
    default: return NULL;
    }
}

/* ---- ints beyond 64 bits ------------------------------------------------------------------------------------------------- */

#define MOST_BITS 1100.0 /* more than any float has */

static bool is_python_int(const Object *o)
{
    return o->kind == OBJECT_BIG || is_integer(o) || (o->kind == OBJECT_INT && o->text);
}

/* Two to what is the absolute value, 0 of 0? */
static double logarithm(const Object *o)
{
    double size = fabs(o->kind == OBJECT_BIG ? o->real : (double)o->integer);
    return size > 1 ? log2(size) : 0;
}

/* The logarithm of the result may be so large. */
static double bits_of_result(HirOp op, const Object *a, const Object *b)
{
    double left = logarithm(a), right = logarithm(b), count = b->kind == OBJECT_BIG ? b->real : (double)b->integer;
    switch (op) {
    case HIR_mul: return left + right;
    case HIR_pow: return left * count;
    case HIR_lshift: return a->kind == OBJECT_INT && !a->integer ? 0 : left + count;
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
static bool is_beyond_words(HirOp op, const Object *a, const Object *b)
{
    bool has_big = a->kind == OBJECT_BIG || b->kind == OBJECT_BIG;
    if (!exact_operators[op] || !is_python_int(a) || !is_python_int(b))
        return false;
    return has_big || (is_integer(a) && is_integer(b) && op != HIR_truediv && bits_of_result(op, a, b) > 62);
}

/* NULL: it fits after all, and so the others know what to do; or it raises. */
static const Object *fold_exact(Unit *u, HirOp op, const Object *a, const Object *b)
{
    bool has_big = a->kind == OBJECT_BIG || b->kind == OBJECT_BIG;
    if (bits_of_result(op, a, b) < (double)MOST_BITS) {
        const Object *result = resolve_exact(u, exact_operators[op], a, b);
        bool fits = result && result->kind == OBJECT_INT && result->type == TYPE_none;
        return fits && !has_big ? NULL : result;
    }
    Object *huge = new_object(u, OBJECT_OTHER);
    huge->description = "an int that no float comes near";
    return huge;
}

static const Object *fold_floats(Unit *u, HirOp op, double a, double b)
{
    switch (op) {
    case HIR_add: return object_float(u, a + b);
    case HIR_sub: return object_float(u, a - b);
    case HIR_mul: return object_float(u, a * b);
    case HIR_truediv: return b != 0.0 ? object_float(u, a / b) : NULL;
    case HIR_lt: return object_bool(u, a < b);
    case HIR_le: return object_bool(u, a <= b);
    case HIR_eq: return object_bool(u, a == b);
    case HIR_ne: return object_bool(u, a != b);
    case HIR_gt: return object_bool(u, a > b);
    case HIR_ge: return object_bool(u, a >= b);
    default: return NULL;
    }
}

static const Object *fold_strings(Unit *u, HirOp op, const char *a, const char *b)
{
    if (op == HIR_eq || op == HIR_ne)
        return object_bool(u, (strcmp(a, b) == 0) == (op == HIR_eq));
    return NULL;
}

static bool is_unique(const Object *object)
{
    return object->kind == OBJECT_NONE || object->kind == OBJECT_BUILTIN ||
           (object->kind == OBJECT_OTHER && (object->handle || object->identity));
}

/* Two constants are one object, or not: known where one of them is None or a built-in function. */
static const Object *fold_identity(Unit *u, HirOp op, const Object *a, const Object *b)
{
    if (!is_unique(a) && !is_unique(b))
        return NULL;
    return object_bool(u, object_same(a, b) == (op == HIR_is));
}

/* The int of at most 53 bits that a double holds exactly. */
static bool exact_in_double(const Object *o)
{
    return o->kind == OBJECT_FLOAT || (o->integer <= (1LL << 53) && o->integer >= -(1LL << 53));
}

/* Values of kinds that no == holds between: a number, None, a string, a tuple. */
static bool never_equal(const Object *a, const Object *b)
{
    enum { NUMBER, NONE, STRING, TUPLE, OTHER } kinds[2] = {OTHER, OTHER};
    for (int i = 0; i < 2; i++) {
        const Object *object = i ? b : a;
        if (object_is_number(object))
            kinds[i] = NUMBER;
        else if (object->kind == OBJECT_NONE || object->kind == OBJECT_STRING || object->kind == OBJECT_TUPLE)
            kinds[i] = object->kind == OBJECT_NONE ? NONE : object->kind == OBJECT_STRING ? STRING : TUPLE;
    }
    return kinds[0] != kinds[1] && kinds[0] != OTHER && kinds[1] != OTHER;
}

static const Object *fold_binary(Unit *u, HirOp op, const Object *a, const Object *b)
{
    if (op == HIR_is || op == HIR_is_not)
        return fold_identity(u, op, a, b);
    if ((op == HIR_eq || op == HIR_ne) && never_equal(a, b))
        return object_bool(u, op == HIR_ne);
    if (op == HIR_contains || a->kind == OBJECT_TUPLE || b->kind == OBJECT_TUPLE)
        return fold_tuples(u, op, a, b);
    if (a->kind == OBJECT_STRING && b->kind == OBJECT_STRING)
        return fold_strings(u, op, a->text, b->text);
    if (is_beyond_words(op, a, b)) {
        const Object *result = fold_exact(u, op, a, b);
        if (result)
            return result;
    }
    if (is_integer(a) && is_integer(b)) {
        bool both_bool = a->kind == OBJECT_BOOL && b->kind == OBJECT_BOOL;
        bool inexact = op == HIR_truediv && !(exact_in_double(a) && exact_in_double(b));
        return inexact ? NULL : fold_integers(u, op, a->integer, b->integer, both_bool);
    }
    if (!is_number(a) || !is_number(b) || !exact_in_double(a) || !exact_in_double(b))
        return NULL;
    return fold_floats(u, op, as_double(a), as_double(b));
}

static const Object *negated_big(Unit *u, const Object *a)
{
    Object *object = new_object(u, OBJECT_BIG);
    object->real = -a->real;
    object->text = *a->text == '-' ? a->text + 1 : arena_printf(&u->arena, "-%s", a->text);
    object->description = a->description;
    return object;
}

static const Object *fold_unary(Unit *u, HirOp op, const Object *a)
{
    Truth truth = object_truth(a);
    if (op == HIR_truth || op == HIR_not)
        return truth == TRUTH_UNKNOWN ? NULL : object_bool(u, (truth == TRUTH_TRUE) == (op == HIR_truth));
    if (is_integer(a)) {
        if (op == HIR_pos)
            return object_int(u, a->integer);
        if (op == HIR_invert)
            return a->kind == OBJECT_BOOL ? object_bool(u, !a->integer) : object_int(u, ~a->integer);
        return op == HIR_neg && a->integer != INT64_MIN ? object_int(u, -a->integer) : NULL;
    }
    if (a->kind == OBJECT_BIG && (op == HIR_neg || op == HIR_pos))
        return op == HIR_neg ? negated_big(u, a) : a;
    if (!is_number(a) || (op != HIR_neg && op != HIR_pos))
        return NULL;
    return object_float(u, op == HIR_neg ? -a->real : a->real);
}

const Object *fold_component(Unit *u, const Object *number, const char *name)
{
    bool real = !strcmp(name, "real");
    if (number->type != TYPE_none || (!real && strcmp(name, "imag")))
        return NULL;
    switch (number->kind) {
    case OBJECT_BOOL:
    case OBJECT_INT: return object_int(u, real ? number->integer : 0);
    case OBJECT_FLOAT: return object_float(u, real ? number->real : 0.0);
    case OBJECT_COMPLEX: return object_float(u, real ? number->real : number->imag);
    default: return NULL;
    }
}

/* A tuple of constants is a constant, so that carray's shape (2, 3) is the same however it was compiled. */
const Object *fold_tuple(Unit *u, const Object *const *items, size_t count)
{
    Object *tuple = new_object(u, OBJECT_TUPLE);
    tuple->items = arena_copy(&u->arena, items, count * sizeof *items);
    tuple->count = count;
    return tuple;
}

const Object *fold(Unit *u, HirOp op, const Object *const *operands, size_t count)
{
    if (op == HIR_tuple)
        return fold_tuple(u, operands, count);
    if (op == HIR_slice)
        return fold_slice(u, operands);
    if (count == 2)
        return fold_binary(u, op, operands[0], operands[1]);
    return count == 1 ? fold_unary(u, op, operands[0]) : NULL;
}
