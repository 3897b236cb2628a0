/* infer_raises.c: which exceptions an operation may raise by itself.
 *
 * The row of hir_ops.def has the classes, the types of the operands and frozen numbers say which of them are possible. What bound
 * proves later makes no difference here: what compiles doesn't depend on it. */
#include "infer/infer_raises.h"

#include <string.h>

#include "build/functions.h"
#include "frozen/builtins.h"
#include "hir/array_index.h"
#include "hir/array_operations.h"
#include "hir/c_calls.h"
#include "hir/numbers.h"
#include "types/stored.h"

typedef struct Operation {
    Unit *u;
    const Options *options;
    HirOp op;
    const Operand *ops;
    const Hir *hir;
} Operation;

static TypeId type_of(const Operation *o, size_t i)
{
    return o->ops[i].type;
}

static bool has_shape(const Operation *o, size_t i, TypeShape shape)
{
    return type_has_shape(o->u, type_of(o, i), shape);
}

static bool is_integral(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

static bool both_integral(const Operation *o)
{
    return is_integral(type_of(o, 0)) && is_integral(type_of(o, 1));
}

/* Of data nothing is known: so the operation may raise, and looks at run time. */
static bool is_frozen_int(Operand a)
{
    return a.constant && !frozen_is_data(a.constant) &&
           (a.constant->kind == FROZEN_INT || a.constant->kind == FROZEN_BOOL);
}

static bool is_natural(Operand a)
{
    return is_frozen_int(a) && (frozen_integer(a.constant) >= 0 || a.constant->type == TYPE_uint64);
}

/* Also after it is rounded to float32. */
static bool is_frozen_and_not_zero(Operand a)
{
    if (is_frozen_int(a))
        return frozen_integer(a.constant);
    return a.constant && a.constant->kind == FROZEN_FLOAT && !frozen_is_data(a.constant) &&
           (float)frozen_real(a.constant) != 0;
}

static bool divides_by_zero(const Operation *o)
{
    if (type_is_complex(type_of(o, 0)) || type_is_complex(type_of(o, 1)))
        return o->options->error_model_python;
    return (both_integral(o) || o->options->error_model_python) && !is_frozen_and_not_zero(o->ops[1]);
}

/* int ** int gives an int where the exponent isn't a frozen negative one. */
static unsigned power(const Operation *o)
{
    if (type_is_complex(type_of(o, 0)) || type_is_complex(type_of(o, 1)))
        return o->options->error_model_python ? RAISES_ZeroDivisionError : 0;
    if (!both_integral(o) || is_natural(o->ops[1]))
        return 0;
    return operands_power_is_float(o->ops[0], o->ops[1]) ? RAISES_ZeroDivisionError : RAISES_ValueError;
}

static bool is_word(TypeId type)
{
    return type == TYPE_boolean || (type_is_scalar(type) && scalar_info(type)->kind == KIND_UNSIGNED);
}

static bool shifts_backwards(const Operation *o)
{
    return !is_word(type_of(o, 1)) && !is_natural(o->ops[1]);
}

static unsigned of_index(const Operation *o)
{
    bool is_variable = !o->ops[1].constant && !has_shape(o, 1, SHAPE_SLICE);
    if (!has_shape(o, 0, SHAPE_ARRAY))
        return has_shape(o, 0, SHAPE_TUPLE) && is_variable ? RAISES_IndexError : 0;
    TypeId array = type_of(o, 0);
    ValueId index = o->ops[1].value;
    bool may_be_none = type_get(o->u, array)->flags & ARRAY_IS_OPTIONAL;
    return (may_be_none ? RAISES_TypeError : 0u) |
           (index_may_be_beyond(o->u, o->hir, array, index) ? RAISES_IndexError : 0u) |
           (index_may_stand_still(o->u, o->hir, array, index) ? RAISES_ValueError : 0u);
}

/* zip(..., strict=True), also inside another iterator. */
static bool is_strict(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    if (t->shape != SHAPE_ITERATOR)
        return false;
    if (t->iterator == ITERATE_VALUE)
        return is_strict(u, t->element);
    return t->iterator == ITERATE_ENUMERATE ? is_strict(u, t->items[0])
                                            : t->iterator == ITERATE_ZIP && t->flags & ZIP_STRICT;
}

/* C's pointer to an array, which may be no piece of memory. */
static unsigned of_address(const Operation *o, size_t array)
{
    return has_shape(o, array, SHAPE_ARRAY) ? RAISES_ValueError : 0;
}

/* Shapes may not match, and what is read meanwhile may need a place. */
static unsigned array_store(const Operation *o)
{
    if (!has_shape(o, 0, SHAPE_ARRAY))
        return of_address(o, 2);
    return has_shape(o, 2, SHAPE_ARRAY)   ? RAISES_ValueError | RAISES_MemoryError
           : has_shape(o, 2, SHAPE_TUPLE) ? RAISES_ValueError
                                          : 0u;
}

/* Of operators: on numbers. */
static unsigned of_operation(const Operation *o)
{
    unsigned classes = hir_ops[o->op].raises & ~(unsigned)RAISES_CALLED;
    switch (o->op) {
    case HIR_truediv:
    case HIR_floordiv:
    case HIR_mod: return divides_by_zero(o) ? RAISES_ZeroDivisionError : 0;
    case HIR_pow: return power(o);
    case HIR_lshift:
    case HIR_rshift: return shifts_backwards(o) ? RAISES_ValueError : 0;
    case HIR_getitem:
    case HIR_atomic_add: return of_index(o);
    case HIR_setitem: return of_index(o) | array_store(o);
    case HIR_setattr: return of_address(o, 1);
    case HIR_matmul: return RAISES_ValueError | RAISES_MemoryError;
    case HIR_unpack: return has_shape(o, 0, SHAPE_TUPLE) ? 0 : classes;
    case HIR_iter_end: return is_strict(o->u, type_of(o, 0)) ? classes : 0;
    default: return hir_is_operator(o->op) ? 0 : classes;
    }
}

/* ---- calls of built-in functions --------------------------------------------------------------------------------------- */

static bool is_length(const Frozen *object, int64_t most)
{
    return object && object->kind == FROZEN_INT && !frozen_is_data(object) && frozen_integer(object) >= 0 &&
           frozen_integer(object) <= most;
}

/* carray(p, 3), carray(p, (n, 3)): are all lengths frozen? */
static bool has_frozen_shape(const Unit *u, const Function *f, const HirValue *call)
{
    ValueId shape = hir_shape_argument(call);
    if (shape == HIR_NOTHING)
        return true;
    const Type *type = type_get(u, f->hir.values.items[shape].type);
    int64_t most = type_longest_axis(u, call->type);
    if (type->shape != SHAPE_TUPLE)
        return f->hir.values.items[shape].op == HIR_const && is_length(f->hir.values.items[shape].object, most);
    for (size_t i = 0; i < type->count; i++)
        if (!is_length(hir_item(u, &f->hir, shape, i).constant, most))
            return false;
    return true;
}

/* Arrays in a tuple that an array is made of: they must have the shape of what is beside them. */
static bool has_arrays_inside(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    for (size_t i = 0; t->shape == SHAPE_TUPLE && i < t->count; i++)
        if (type_has_shape(u, t->items[i], SHAPE_ARRAY) || has_arrays_inside(u, t->items[i]))
            return true;
    return false;
}

/* Arrays in a tuple that becomes a record have to fit its fields. */
static bool makes_records(const Unit *u, const HirValue *call)
{
    TypeId type = call->type;
    return type_is_record(u, type) ||
           (type_has_shape(u, type, SHAPE_ARRAY) && type_is_record(u, type_get(u, type)->element));
}

static unsigned of_number(const HirValue *call, const Operation *o)
{
    const char *code = number_plan(call->builtin, o->ops + 1, call->count - 1).code;
    if (code && *code == '@')
        return of_operation(&(Operation){o->u, o->options, hir_op_named(code + 1), o->ops + 1, o->hir});
    return code && *code == '!' ? forms[form_named(code + 1)].raises : 0;
}

/* A record that is given takes memory, and so may one that is made of a tuple, whose arrays may be of other lengths. */
static unsigned of_records(const HirValue *call, const Operation *o, TypeId result)
{
    unsigned classes = type_is_record(o->u, result) ? RAISES_MemoryError : 0;
    for (size_t i = 1; i < call->count; i++)
        classes |= has_shape(o, i, SHAPE_TUPLE) ? RAISES_ValueError | RAISES_MemoryError : 0u;
    return classes;
}

/* A pointer may be NULL, an array no piece of memory. */
static unsigned of_c_call(const HirValue *call, const Operation *o)
{
    unsigned classes = o->ops[0].constant ? 0 : RAISES_TypeError;
    for (size_t i = 1; i < call->count; i++)
        classes |= of_address(o, i);
    return classes | of_records(call, o, c_call_of(o->u, o->ops, call->count).signature.result);
}

static unsigned of_call(const Function *f, const HirValue *call, const Operation *o)
{
    if (is_c_function(o->u, o->ops[0]))
        return of_c_call(call, o);
    if (call->target && function_is_declared(call->target->function))
        return of_records(call, o, call->target->function->result);
    if (call->builtin < 0 || call->fields)
        return call->fields ? 0 : of_address(o, 1);
    if (builtins[call->builtin].codes)
        return of_number(call, o);
    switch (builtins[call->builtin].rule) {
    case CALL_RANGE: return call->count < 4 || is_frozen_and_not_zero(o->ops[3]) ? 0 : RAISES_ValueError;
    case CALL_PARAMETER: return RAISES_ValueError;
    case CALL_CAST: return of_address(o, 1);
    case CALL_CARRAY:
    case CALL_FARRAY: return has_frozen_shape(o->u, f, call) ? 0 : RAISES_ValueError;
    case CALL_REDUCE: return RAISES_MemoryError | RAISES_ValueError;
    case CALL_VIEW: return RAISES_ValueError;
    case CALL_MAKE: {
        bool checks = !has_frozen_shape(o->u, f, call) || has_arrays_inside(o->u, type_of(o, 1));
        return RAISES_MemoryError | (checks || makes_records(o->u, call) ? RAISES_ValueError : 0u);
    }
    case CALL_TUPLE: return call->count > 1 && is_strict(o->u, type_of(o, 1)) ? RAISES_ValueError : 0;
    case CALL_TUPLE_INDEX:
    case CALL_NDINDEX: return RAISES_ValueError;
    default: return 0;
    }
}

unsigned infer_raises(Unit *u, const Function *f, const HirValue *v)
{
    Operand *ops = ARENA_ARRAY(&u->arena, Operand, v->count);
    for (size_t i = 0; i < v->count; i++) {
        ops[i] = operand_of(&f->hir, v->args[i]);
        if (ops[i].type == TYPE_UNKNOWN)
            return 0;
    }
    Operation operation = {u, f->options, (HirOp)v->op, ops, &f->hir};
    if (hir_is_elementwise(u, &f->hir, v))
        return RAISES_ON_ARRAYS;
    if (v->op == HIR_call)
        return of_call(f, v, &operation);
    return of_operation(&operation) | (hir_spreads_large_record(u, &f->hir, v) ? RAISES_MemoryError : 0u) |
           (hir_stores_nested(u, &f->hir, v) ? RAISES_ValueError | RAISES_MemoryError : 0u);
}
