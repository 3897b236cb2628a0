/* infer_call.c: types of calls, a function a rule of builtins.def; those of numbers are infer_number.c's. */
#include "infer/infer_rules.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/c_calls.h"
#include "hir/hir.h"
#include "types/attributes.h"

static Call call_of(const Infer *in, const HirValue *value)
{
    Operand *args = ARENA_ARRAY(&in->u->arena, Operand, value->count);
    for (size_t i = 0; i < value->count; i++)
        args[i] = infer_operand(in, value, i);
    return (Call){.args = args,
                  .count = value->count,
                  .keywords = value->keywords,
                  .keyword_count = value->keyword_count,
                  .has_owner = value->has_owner,
                  .builtin = value->builtin};
}

_Noreturn void infer_bad_argument(Infer *in, int builtin, size_t number, Operand argument, const char *expected)
{
    infer_explain(in, argument);
    fail(in->u, infer_place(in, argument), E_ARGUMENT, number, builtin_name(builtin), expected,
         infer_describe(in, argument));
}

_Noreturn void infer_bad_count(Infer *in, int builtin, size_t given)
{
    fail(in->u, infer_current(in)->loc, E_CALL_COUNT, builtin_name(builtin), given, builtin_prototypes(in->u, builtin));
}

_Noreturn void infer_bad_keyword(Infer *in, int builtin, const char *keyword)
{
    error_advise(in->u, arena_printf(&in->u->arena, "write: %s", builtin_prototypes(in->u, builtin)));
    fail(in->u, infer_current(in)->loc, E_KEYWORD, builtin_name(builtin), keyword);
}

/* Argument i from 0 isn't what the function takes. */
static _Noreturn void bad_argument(Infer *in, const Call *call, size_t i, const char *expected)
{
    infer_bad_argument(in, call->builtin, i + 1, call->args[i + 1], expected);
}

static void check_count(Infer *in, const Call *call, size_t least, size_t most)
{
    if (call->count - 1 < least || call->count - 1 > most)
        infer_bad_count(in, call->builtin, call->count - 1 - call->has_owner);
}

static bool is_integer(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

static TypeId range_type(Infer *in, const Call *call)
{
    check_count(in, call, 1, 3);
    for (size_t i = 1; i < call->count; i++)
        if (!is_integer(call->args[i].type))
            bad_argument(in, call, i - 1, "an integer");
    return TYPE_range;
}

static TypeId len_type(Infer *in, const Call *call)
{
    check_count(in, call, 1, 1);
    const Type *type = type_get(in->u, call->args[1].type);
    bool has_axis = type->shape == SHAPE_ARRAY && type->ndim > 0;
    if (!has_axis && type->shape != SHAPE_TUPLE && type->shape != SHAPE_RANGE && type->shape != SHAPE_FLAT &&
        !type_is_bytes(in->u, call->args[1].type))
        bad_argument(in, call, 0, "an array with an axis, a tuple or a range");
    return TYPE_int64;
}

static TypeId ndim_type(Infer *in, const Call *call)
{
    check_count(in, call, 1, 1);
    if (type_ndim(in->u, call->args[1].type) < 0)
        bad_argument(in, call, 0, "an array, a number or a tuple of things alike");
    return TYPE_int64;
}

static TypeId errno_type(Infer *in, const Call *call)
{
    check_count(in, call, 0, 0);
    in->u->asks_for_errno = true;
    return TYPE_int64;
}

static TypeId set_errno_type(Infer *in, const Call *call)
{
    check_count(in, call, 1, 1);
    if (!is_integer(call->args[1].type))
        bad_argument(in, call, 0, "an integer");
    in->u->asks_for_errno = true;
    return TYPE_int64;
}

/* like(x, y): x, whatever it is, becomes what y is. */
static TypeId like_type(Infer *in, const Call *call)
{
    check_count(in, call, 2, 2);
    TypeId from = call->args[1].type, to = call->args[2].type;
    bool converts = type_is_scalar(from) && type_is_scalar(to) && (type_is_complex(to) || !type_is_complex(from));
    if (!converts)
        bad_argument(in, call, 0, "a number");
    return to;
}

/* Is it a constant number that is exactly a number of that type? */
static bool is_exact_in(Operand a, TypeId type)
{
    const Frozen *number = a.constant;
    if (!number || !a.weak)
        return false;
    if (number->kind == FROZEN_FLOAT)
        return !frozen_is_data(number) && type == TYPE_float32 &&
               (!isfinite(frozen_real(number)) || (double)(float)frozen_real(number) == frozen_real(number));
    if (number->kind != FROZEN_INT)
        return false;
    if (type == TYPE_float32)
        return (double)(float)frozen_integer(number) == (double)frozen_integer(number) &&
               llabs(frozen_integer(number)) <= 1LL << 53;
    int64_t least, most;
    if (type_limits(type, &least, &most))
        return frozen_integer(number) >= least && frozen_integer(number) <= most;
    return type == TYPE_int64 || (type_is_integer(type) && frozen_integer(number) >= 0);
}

/* meet(x, y): x as what x and y have in common. A constant that loses nothing takes the type of the other one. */
static TypeId meet_type(Infer *in, const Call *call)
{
    check_count(in, call, 2, 2);
    Operand x = call->args[1], y = call->args[2];
    if (is_exact_in(x, y.type))
        return y.type;
    if (is_exact_in(y, x.type))
        return x.type;
    TypeId type = type_join(in->u, x.type, y.type);
    if (type == TYPE_UNKNOWN)
        bad_argument(in, call, 1, arena_printf(&in->u->arena, "%s, as the first", infer_describe(in, x)));
    return type;
}

/* A type that is called converts a number to it: types.float32(x), np.int8(x). */
static TypeId cast_type(Infer *in, Call *call, TypeId to)
{
    if (type_is_complex(to) && call->count == 3) { /* np.complex64(real, imag) */
        call->builtin = BUILTIN_complex;
        return infer_number_call(in, call) == TYPE_UNKNOWN ? TYPE_UNKNOWN : to;
    }
    if (call->count != 2 || call->keyword_count)
        fail(in->u, infer_current(in)->loc, E_CALL_COUNT, type_name(in->u, to), call->count - 1,
             arena_printf(&in->u->arena, "%s(x), with a number to convert", type_name(in->u, to)));
    TypeId from = call->args[1].type;
    if (type_is_pointer(in->u, from) || type_is_pointer(in->u, to))
        return infer_pointer_cast(in, call->args[1], to);
    if (type_has_shape(in->u, to, SHAPE_TUPLE) && type_converts(in->u, from, to))
        return to;
    if (!type_is_scalar(from) || !type_is_scalar(to) || (type_is_complex(from) && !type_is_complex(to)))
        fail(in->u, infer_place(in, call->args[1]), E_ARGUMENT, (size_t)1, type_name(in->u, to),
             type_has_shape(in->u, to, SHAPE_TUPLE) ? "a tuple of that length whose elements convert"
             : type_is_complex(to)                  ? "a number"
                                                    : "a real number",
             infer_describe(in, call->args[1]));
    return to == TYPE_uintp ? TYPE_int64 : to;
}

/* NULL: there is none. */
static const char *advice_on_callee(Unit *u, const Frozen *object)
{
    if (object && object->kind == FROZEN_OTHER && object->text)
        return object->text;
    return object && object->path ? builtin_advice(u, object->path) : NULL;
}

/* What is called follows from its type alone. */
static const Frozen *object_called(const Infer *in, Operand callee)
{
    const Type *type = type_get(in->u, callee.type);
    bool known = type->shape == SHAPE_FROZEN || type->shape == SHAPE_CLOSURE;
    if (!known || (type->object->kind != FROZEN_BUILTIN && type->object->kind != FROZEN_FUNCTION &&
                   type->object->kind != FROZEN_TYPE && type->object->kind != FROZEN_NAMED_TUPLE &&
                   type->object->kind != FROZEN_MAKER)) {
        error_advise(in->u, advice_on_callee(in->u, known ? type->object : NULL));
        infer_explain(in, callee);
        fail(in->u, infer_current(in)->loc, E_CALLEE, infer_describe(in, callee));
    }
    return type->object;
}

/* A built-in function that needs to know no more than its arguments. */
static TypeId builtin_type(Infer *in, Call *call)
{
    const BuiltinInfo *row = &builtins[call->builtin];
    bool is_of_pointer = call->count == 2 && type_is_pointer(in->u, call->args[1].type);
    if (call->builtin == BUILTIN_int && is_of_pointer && !call->keyword_count) {
        call->builtin = -1; /* it converts, as a type does */
        return infer_pointer_cast(in, call->args[1], TYPE_int64);
    }
    if (row->codes)
        return infer_number_call(in, call);
    if (row->rule == CALL_PRELUDE)
        return infer_function_call(in, call, resolve_prelude(in->u, row->code), TYPE_UNKNOWN);
    if (call->keyword_count)
        infer_bad_keyword(in, call->builtin, call->keywords[0]);
    switch (row->rule) {
    case CALL_RANGE: return range_type(in, call);
    case CALL_LEN: return len_type(in, call);
    case CALL_NDIM: return ndim_type(in, call);
    case CALL_CONSTANT: check_count(in, call, 1, 1); bad_argument(in, call, 0, row->code);
    case CALL_LIKE: return like_type(in, call);
    case CALL_ERRNO: return errno_type(in, call);
    case CALL_SET_ERRNO: return set_errno_type(in, call);
    case CALL_MEET: return meet_type(in, call);
    case CALL_CAST: check_count(in, call, 2, 2); return infer_cast(in, call);
    case CALL_STRING: return infer_string_call(in, call);
    case CALL_STRING_FLOAT: check_count(in, call, 1, 1); return TYPE_float64;
    case CALL_QUOTED: check_count(in, call, 1, 1); return call->args[1].type;
    case CALL_CPOINTER: check_count(in, call, 1, 1); return infer_pointer_type(in, call);
    default: return TYPE_UNKNOWN;
    }
}

static TypeId call_type(Infer *in, Call *call, const Frozen *object)
{
    switch (object->kind) {
    case FROZEN_FUNCTION: return infer_function_call(in, call, object, TYPE_UNKNOWN);
    case FROZEN_TYPE: return cast_type(in, call, object->type);
    case FROZEN_NAMED_TUPLE: return infer_named_tuple(in, call, object);
    default: return builtin_type(in, call);
    }
}

/* The function of an operator is the operator, from here on. */
static TypeId become_operator(Infer *in, HirValue *value)
{
    HirOp op = hir_op_named(builtins[value->builtin].code);
    size_t count = hir_operand_count(op);
    if (value->keyword_count)
        infer_bad_keyword(in, value->builtin, value->keywords[0]);
    if (value->count - 1 != count)
        infer_bad_count(in, value->builtin, value->count - 1 - value->has_owner);
    assert(!value->has_owner && !value->target);
    value->op = (uint8_t)op;
    value->args++;
    value->places += value->places != NULL;
    value->count--;
    value->builtin = -1;
    return infer_operation(in, value);
}

/* A built-in function that looks at the HIR values it is called with: where an iterator is used, what a range was made of.
 * false: it is another one. */
static bool infer_by_values(Infer *in, HirValue *value, TypeId *type)
{
    BuiltinRule rule = builtins[value->builtin].rule;
    if (rule == CALL_OPERATOR)
        *type = become_operator(in, value);
    else if (rule == CALL_CARRAY || rule == CALL_FARRAY)
        *type = infer_view(in, value, rule == CALL_CARRAY ? packed_c : packed_f);
    else if (rule == CALL_PARAMETER)
        *type = infer_parameter(in, value);
    else if (rule == CALL_REDUCE)
        *type = infer_reduce(in, value);
    else if (rule == CALL_MAKE)
        *type = infer_make(in, value);
    else if (rule == CALL_VIEW)
        *type = infer_array_view(in, value);
    else
        return infer_tuple_call(in, value, type) || infer_iterator_call(in, value, type);
    return true;
}

/* The function of the prelude for a ufunc that gives two arrays; NULL: it is none, or there is no array. */
static const char *pair_of_arrays(const Infer *in, const Call *call)
{
    bool has_array = false;
    for (size_t i = 1; i < call->count; i++)
        has_array |= type_has_shape(in->u, call->args[i].type, SHAPE_ARRAY);
    if (!has_array)
        return NULL;
    return call->builtin == BUILTIN_numpy_divmod  ? "arrays_elements:divmod_of_arrays"
           : call->builtin == BUILTIN_numpy_modf  ? "arrays_elements:modf_of_array"
           : call->builtin == BUILTIN_numpy_frexp ? "arrays_elements:frexp_of_array"
                                                  : NULL;
}

static TypeId infer_prelude_call(Infer *in, HirValue *value, const char *name)
{
    Call call = call_of(in, value);
    TypeId type = infer_function_call(in, &call, resolve_prelude(in->u, name), TYPE_UNKNOWN);
    value->target = call.target;
    value->builtin = -1;
    return type;
}

TypeId infer_call(Infer *in, HirValue *value)
{
    TypeId type;
    assert(!value->spread); /* infer_expand() has put the elements there */
    Operand callee = infer_operand(in, value, 0);
    if (is_c_function(in->u, callee))
        return infer_c_call(in, value);
    const Frozen *object = object_called(in, callee);
    if (frozen_is_method(object) && !value->has_owner)
        fail(in->u, value->loc, E_CALLEE, "a method that was taken from its owner elsewhere");
    if (object->kind == FROZEN_BUILTIN && object->bound)
        fail(in->u, value->loc, E_CALLEE, "a partial of a built-in function that is passed on");
    if (object->kind == FROZEN_MAKER)
        return infer_made(in, value, object);
    if (object->kind == FROZEN_BUILTIN)
        value->builtin = object->builtin;
    const char *instead = infer_string_in_prelude(in, value);
    instead = instead ? instead : infer_reduce_in_prelude(in, value);
    instead = instead ? instead : infer_product_in_prelude(in, value);
    if (instead)
        return infer_prelude_call(in, value, instead);
    if (infer_is_elementwise(in, value))
        return infer_elementwise(in, value);
    if (object->kind == FROZEN_BUILTIN && builtins[value->builtin].rule == CALL_ELEMENT)
        return infer_element_function(in, value);
    if (object->kind == FROZEN_BUILTIN && !builtins[value->builtin].codes && infer_by_values(in, value, &type))
        return type;
    Call call = call_of(in, value);
    const char *pair = object->kind == FROZEN_BUILTIN ? pair_of_arrays(in, &call) : NULL;
    type = pair ? infer_function_call(in, &call, resolve_prelude(in->u, pair), TYPE_UNKNOWN)
                : call_type(in, &call, object);
    value->builtin = call.builtin;
    value->target = call.target;
    value->fields = call.fields;
    return type;
}
