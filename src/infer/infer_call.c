/* infer_call.c: types of calls, a function a rule of builtins.def. */
#include "infer/infer_rules.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/wording.h"
#include "frozen/builtins.h"
#include "frozen/object.h"
#include "hir/hir.h"
#include "types/attributes.h"

typedef struct Call {
    Infer *in;
    const HirValue *value;
    const BuiltinInfo *row;
    size_t count; /* arguments */
} Call;

static TypeId argument_type(const Call *c, size_t i)
{
    assert(i < c->count);
    return infer_type_of(c->in, c->value->args[i + 1]);
}

void infer_bad_argument(Infer *in, const HirValue *call, size_t i, const char *expected)
{
    infer_explain(in, call, i + 1);
    fail(in->u, infer_place(call, i + 1), E_ARGUMENT, i + 1, builtin_name(call->builtin), expected,
         infer_describe(in, call->args[i + 1]));
}

static _Noreturn void bad_argument(const Call *c, size_t i, const char *expected)
{
    infer_bad_argument(c->in, c->value, i, expected);
}

_Noreturn void infer_bad_count(Infer *in, const HirValue *call)
{
    fail(in->u, call->loc, E_CALL_COUNT, builtin_name(call->builtin), call->count - 1 - call->has_owner,
         builtin_prototypes(in->u, call->builtin));
}

_Noreturn void infer_bad_keyword(Infer *in, const HirValue *call, const char *keyword)
{
    error_advise(in->u, arena_printf(&in->u->arena, "write: %s", builtin_prototypes(in->u, call->builtin)));
    fail(in->u, call->loc, E_KEYWORD, builtin_name(call->builtin), keyword);
}

static void check_count(const Call *c, size_t least, size_t most)
{
    if (c->count < least || c->count > most)
        infer_bad_count(c->in, c->value);
}

static bool is_integer(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

static TypeId range_type(const Call *c)
{
    check_count(c, 1, 3);
    for (size_t i = 0; i < c->count; i++)
        if (!is_integer(argument_type(c, i)))
            bad_argument(c, i, "an integer");
    return TYPE_range;
}

static TypeId len_type(const Call *c)
{
    check_count(c, 1, 1);
    const Type *type = type_get(c->in->u, argument_type(c, 0));
    bool has_axis = type->shape == SHAPE_ARRAY && type->ndim > 0;
    if (!has_axis && type->shape != SHAPE_TUPLE && type->shape != SHAPE_RANGE)
        bad_argument(c, 0, "an array with an axis, a tuple or a range");
    return TYPE_int64;
}

/* The function of an operator is the operator, from here on. */
static TypeId operator_type(const Call *c, HirValue *call)
{
    HirOp op = hir_op_named(c->row->code);
    size_t count = hir_operand_count(op);
    check_count(c, count, count);
    assert(!call->keyword_count && !call->has_owner && !call->target);
    call->op = (uint8_t)op;
    call->args++;
    call->places += call->places != NULL;
    call->count--;
    call->builtin = -1;
    return infer_operation(c->in, call);
}

/* like(x, y): x, whatever it is, becomes what y is. */
static TypeId like_type(const Call *c)
{
    check_count(c, 2, 2);
    TypeId from = argument_type(c, 0), to = argument_type(c, 1);
    bool converts = type_is_scalar(from) && type_is_scalar(to) && (type_is_complex(to) || !type_is_complex(from));
    if (!converts)
        bad_argument(c, 0, "a number");
    return to;
}

/* Is it a constant number that is exactly a number of that type? */
static bool is_exact_in(const Infer *in, ValueId v, TypeId type)
{
    const HirValue *value = hir_value(&in->f->hir, v);
    if (value->op != HIR_const || !hir_is_weak(&in->f->hir, v))
        return false;
    const Object *number = value->object;
    if (number->kind == OBJECT_FLOAT)
        return type == TYPE_float32 && (!isfinite(number->real) || (double)(float)number->real == number->real);
    if (number->kind != OBJECT_INT)
        return false;
    if (type == TYPE_float32)
        return (double)(float)number->integer == (double)number->integer && llabs(number->integer) <= 1LL << 53;
    if (!type_is_integer(type))
        return false;
    int bits = 8 * scalar_info(type)->size;
    bool is_signed = scalar_info(type)->kind == KIND_SIGNED;
    if (bits == 64)
        return is_signed || number->integer >= 0;
    int64_t limit = (int64_t)1 << (is_signed ? bits - 1 : bits);
    return number->integer < limit && number->integer >= (is_signed ? -limit : 0);
}

/* meet(x, y): x as what x and y have in common. A constant that loses nothing takes the type of the other one. */
static TypeId meet_type(const Call *c)
{
    check_count(c, 2, 2);
    TypeId x = argument_type(c, 0), y = argument_type(c, 1);
    if (is_exact_in(c->in, c->value->args[1], y))
        return y;
    if (is_exact_in(c->in, c->value->args[2], x))
        return x;
    TypeId type = type_join(c->in->u, x, y);
    if (type == TYPE_UNKNOWN)
        bad_argument(c, 1,
                     arena_printf(&c->in->u->arena, "%s, as the first", infer_describe(c->in, c->value->args[1])));
    return type;
}

/* A type that is called converts a number to it: types.float32(x), np.int8(x). */
static TypeId cast_type(Infer *in, HirValue *call, TypeId to)
{
    if (type_is_complex(to) && call->count == 3) { /* np.complex64(real, imag) */
        call->builtin = BUILTIN_complex;
        return infer_number_call(in, call) == TYPE_UNKNOWN ? TYPE_UNKNOWN : to;
    }
    if (call->count != 2 || call->keyword_count)
        fail(in->u, call->loc, E_CALL_COUNT, type_name(in->u, to), call->count - 1,
             arena_printf(&in->u->arena, "%s(x), with a number to convert", type_name(in->u, to)));
    TypeId from = infer_type_of(in, call->args[1]);
    if (type_has_shape(in->u, to, SHAPE_TUPLE) && infer_converts(in, from, to))
        return to;
    if (!type_is_scalar(from) || !type_is_scalar(to) || (type_is_complex(from) && !type_is_complex(to)))
        fail(in->u, infer_place(call, 1), E_ARGUMENT, (size_t)1, type_name(in->u, to),
             type_has_shape(in->u, to, SHAPE_TUPLE) ? "a tuple of that length whose elements convert"
             : type_is_complex(to)                  ? "a number"
                                                    : "a real number",
             infer_describe(in, call->args[1]));
    return to == TYPE_uintp ? TYPE_int64 : to;
}

/* What is called follows from its type alone. */
static const Object *callee(const Infer *in, const HirValue *call)
{
    const Type *type = type_get(in->u, infer_type_of(in, call->args[0]));
    bool known = type->shape == SHAPE_OBJECT || type->shape == SHAPE_CLOSURE;
    if (!known || (type->object->kind != OBJECT_BUILTIN && type->object->kind != OBJECT_FUNCTION &&
                   type->object->kind != OBJECT_TYPE && type->object->kind != OBJECT_NAMED_TUPLE &&
                   type->object->kind != OBJECT_MAKER)) {
        error_advise(in->u, known && type->object->path ? advice_on(type->object->path) : NULL);
        infer_explain(in, call, 0);
        fail(in->u, call->loc, E_CALLEE, infer_describe(in, call->args[0]));
    }
    return type->object;
}

TypeId infer_call(Infer *in, HirValue *call)
{
    const Object *object = callee(in, call);
    assert(!call->spread); /* infer_expand() has put the elements there */
    if (object_is_method(object) && !call->has_owner)
        fail(in->u, call->loc, E_CALLEE, "a method that was taken from its owner elsewhere");
    if (object->kind == OBJECT_BUILTIN && object->bound)
        fail(in->u, call->loc, E_CALLEE, "a partial of a built-in function that is passed on");
    if (object->kind == OBJECT_FUNCTION)
        return infer_function_call(in, call, object, TYPE_UNKNOWN);
    if (object->kind == OBJECT_MAKER)
        return infer_made(in, call, object);
    if (object->kind == OBJECT_TYPE)
        return cast_type(in, call, object->type);
    if (object->kind == OBJECT_NAMED_TUPLE)
        return infer_named_tuple(in, call, object);
    call->builtin = object->builtin;
    if (builtins[call->builtin].codes)
        return infer_number_call(in, call);
    Call c = {in, call, &builtins[call->builtin], call->count - 1};
    TypeId type;
    if (infer_tuple_call(in, call, &type) || infer_iterator_call(in, call, &type))
        return type;
    if (c.row->rule == CALL_CARRAY || c.row->rule == CALL_FARRAY)
        return infer_view(in, call, c.row->rule == CALL_CARRAY ? 'C' : 'F');
    if (call->keyword_count)
        infer_bad_keyword(in, call, call->keywords[0]);
    switch (c.row->rule) {
    case CALL_RANGE: return range_type(&c);
    case CALL_LEN: return len_type(&c);
    case CALL_OPERATOR: return operator_type(&c, call);
    case CALL_CONSTANT: check_count(&c, 1, 1); bad_argument(&c, 0, c.row->code);
    case CALL_LIKE: return like_type(&c);
    case CALL_MEET: return meet_type(&c);
    default: break; /* infer_iter.c, and the rules of number_functions.def */
    }
    return TYPE_UNKNOWN;
}
