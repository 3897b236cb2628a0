/* infer.c: one case a rule of hir_ops.def. Types only grow along the lattice of SEMANTICS.md ("Numbers"), so the fixpoint
 * is reached; a value whose operands have no type yet waits for the next round. infer_call.c types the calls. */
#include "infer.h"

#include <string.h>

#include "build.h"
#include "exceptions.h"
#include "functions.h"
#include "infer_call.h"
#include "origins.h"
#include "wording.h"

TypeId infer_type_of(const Infer *in, ValueId v)
{
    return in->f->hir.values.items[v].type;
}

enum { LONGEST_SHOWN = 30 }; /* bytes of a constant text that stands in an error as it is */

const char *infer_describe(const Infer *in, ValueId v)
{
    const HirValue *value = &in->f->hir.values.items[v];
    if (value->op == HIR_const && value->object->kind == OBJECT_NONE)
        return "None";
    if (value->op == HIR_const && value->object->kind == OBJECT_INT)
        return "int";
    if (value->op == HIR_const && value->object->kind == OBJECT_STRING &&
        strlen(value->object->text) <= LONGEST_SHOWN && !strpbrk(value->object->text, "\n\r\t"))
        return object_text(in->u, value->object);
    return type_name(in->u, value->type);
}

Loc infer_place(const HirValue *value, size_t i)
{
    bool known = value->places && i < value->count && value->places[i].line > 0;
    return known ? (Loc){value->loc.code, value->places[i]} : value->loc;
}

/* "float64[:], from line 3": a type, with where it comes from unless that is what is shown anyway. */
static const char *origin_of(const Infer *in, ValueId v, int line)
{
    const HirValue *value = &in->f->hir.values.items[v];
    const char *type = infer_describe(in, v);
    if (value->op == HIR_param)
        return arena_printf(&in->u->arena, function_is_declared(in->f) ? "%s, from the signature" : "%s, an argument",
                            type);
    if (value->op == HIR_const || value->op == HIR_phi || value->loc.span.line == line || value->loc.span.line <= 0)
        return type;
    return arena_printf(&in->u->arena, "%s, from line %d", type, value->loc.span.line);
}

void infer_explain(const Infer *in, const HirValue *value, size_t i)
{
    Loc loc = infer_place(value, i);
    const char *name = in->f->hir.values.items[value->args[i]].name;
    const char *origin = origin_of(in, value->args[i], loc.span.line);
    bool places_it = value->places && value->places[i].line > 0;
    bool is_said = !(hir_ops[value->op].flags & HIR_FLAG_BINARY) && !strcmp(origin, infer_describe(in, value->args[i]));
    if (is_said || (!places_it && !name))
        return;
    error_note(in->u, loc, places_it ? origin : arena_printf(&in->u->arena, "%s: %s", name, origin));
}

const char *infer_advice(const Infer *in, ValueId v)
{
    const Type *type = type_get(in->u, infer_type_of(in, v));
    if (infer_type_of(in, v) == TYPE_voidptr)
        return "write: carray(pointer, shape, dtype) first, an array of numbers";
    if (type->shape == SHAPE_POINTER)
        return "write: carray(pointer, shape) first, an array with a length and axes";
    if (type->shape == SHAPE_ARRAY)
        return "write: a loop over the elements";
    if (type->shape == SHAPE_OBJECT && type->object->kind == OBJECT_STRING)
        return "write: integers; of strings compiled code knows only constants";
    if (type->shape != SHAPE_OBJECT || type->object->kind != OBJECT_OTHER)
        return NULL;
    const char *advice = type->object->path ? advice_on(type->object->path) : NULL;
    return advice ? advice
                  : "write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's "
                    "alone";
}

static TypeId arg_type(const Infer *in, const HirValue *value, size_t i)
{
    return infer_type_of(in, value->args[i]);
}

static bool is_weak(const Infer *in, ValueId v)
{
    return hir_is_weak(&in->f->hir, v);
}

_Noreturn void infer_bad_operands(Infer *in, const HirValue *value)
{
    const char *symbol = hir_ops[value->op].text;
    bool of_bits = value->op == HIR_invert || (value->op >= HIR_and && value->op <= HIR_rshift);
    for (size_t i = value->count; i-- > 0;) {
        if (!in->u->error.advice)
            error_advise(in->u, infer_advice(in, value->args[i]));
        if (of_bits && type_is_float(arg_type(in, value, i)))
            error_advise(in->u, "write: int(x), for the bits of an integer");
        if (hir_ops[value->op].rule == RULE_COMPARE && type_is_complex(arg_type(in, value, i)))
            error_advise(in->u, "write: abs(z) or z.real; complex numbers have no order");
    }
    for (size_t i = 0; i < value->count; i++)
        infer_explain(in, value, i);
    if (value->count == 1)
        fail(in->u, value->loc, E_OPERAND, symbol, infer_describe(in, value->args[0]));
    fail(in->u, value->loc, E_OPERANDS, infer_describe(in, value->args[0]), symbol, infer_describe(in, value->args[1]));
}

static TypeId promoted(Infer *in, const HirValue *value)
{
    ValueId a = value->args[0], b = value->args[1];
    TypeId type = type_promote(infer_type_of(in, a), is_weak(in, a), infer_type_of(in, b), is_weak(in, b));
    if (type == TYPE_UNKNOWN)
        infer_bad_operands(in, value);
    return type;
}

/* --- leaves --- */

TypeId infer_constant_type(Unit *u, const Object *object)
{
    switch (object->kind) {
    case OBJECT_NONE: return TYPE_none;
    case OBJECT_BOOL: return TYPE_boolean;
    case OBJECT_INT: return object->type == TYPE_none ? TYPE_int64 : object->type;
    case OBJECT_FLOAT: return object->type == TYPE_none ? TYPE_float64 : object->type;
    case OBJECT_COMPLEX: return object->type == TYPE_none ? TYPE_complex128 : object->type;
    case OBJECT_TUPLE: {
        TypeId *items = ARENA_ARRAY(&u->arena, TypeId, object->count);
        for (size_t i = 0; i < object->count; i++)
            items[i] = infer_constant_type(u, object->items[i]);
        return type_named_tuple(u, object->class, items, object->count);
    }
    case OBJECT_ARRAY: return type_captured_array(u, object);
    case OBJECT_SLICE: {
        TypeId items[3];
        for (size_t i = 0; i < 3; i++)
            items[i] = infer_constant_type(u, object->items[i]);
        return type_slice(u, items);
    }
    default: return type_object(u, object);
    }
}

/* C gives the callback stored types; a Python function gets values. */
static TypeId parameter_type(const Infer *in, const HirValue *value)
{
    TypeId type = in->f->parameters[value->integer];
    return function_is_declared(in->f) ? type_of_value(type) : type;
}

static bool tuple_converts(const Infer *in, TypeId from, TypeId to)
{
    const Type *a = type_get(in->u, from), *b = type_get(in->u, to);
    if (a->shape != SHAPE_TUPLE || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!infer_converts(in, a->items[i], b->items[i]))
            return false;
    return true;
}

bool infer_converts(const Infer *in, TypeId from, TypeId to)
{
    if (from == to)
        return true;
    if (type_has_shape(in->u, to, SHAPE_TUPLE))
        return tuple_converts(in, from, to);
    if (type_is_pointer(in->u, to))
        return from == TYPE_none || (to == TYPE_voidptr && type_is_pointer(in->u, from));
    if (!type_is_scalar(from) || !type_is_scalar(to) || type_is_complex(from))
        return type_is_complex(from) && type_is_complex(to);
    return !type_is_float(from) || type_is_float(to) || type_is_complex(to);
}

/* Does this call only raise, and what stands behind it goes when the round is over? */
static bool comes_not_back(const Function *f, ValueId v)
{
    const HirValue *call = &f->hir.values.items[v];
    return call->op == HIR_call && call->block != HIR_NOTHING && call->target &&
           !function_returns(call->target->function) && !hir_ends_with(&f->hir, v);
}

/* Till then, what doesn't fit together may be on a way that isn't there. */
static bool has_idle_ways(const Infer *in)
{
    for (ValueId v = 0; v < in->f->hir.values.count; v++)
        if (comes_not_back(in->f, v))
            return true;
    return false;
}

/* The `return` that gives this value. */
static Loc return_place(const Infer *in, ValueId v)
{
    for (size_t i = 0; i < in->f->return_count; i++)
        if (hir_same_value(&in->f->hir, in->f->returns[i].value, v))
            return in->f->returns[i].loc;
    return in->f->hir.values.items[v].loc;
}

static void check_returned(Infer *in, ValueId v)
{
    Loc loc = return_place(in, v), from_loc = in->f->hir.values.items[v].loc;
    TypeId from = infer_type_of(in, v), to = in->f->result;
    if (from == TYPE_UNKNOWN || infer_converts(in, from, to) ||
        (in->f->hir.values.items[v].op == HIR_phi && in->f->hir.values.items[v].integer == HIR_RETURNED) ||
        has_idle_ways(in))
        return;
    if (from == TYPE_none)
        fail(in->u, loc, E_RETURN_MISSING, type_name(in->u, to));
    if (to == TYPE_none)
        fail(in->u, loc, E_RETURN_VALUE, infer_describe(in, v));
    if (from_loc.span.line != loc.span.line && in->f->hir.values.items[v].op != HIR_param)
        error_note(in->u, from_loc, infer_describe(in, v));
    fail(in->u, loc, E_RETURN_TYPE, infer_describe(in, v), type_name(in->u, to));
}

static TypeId joined_type(Infer *in, const HirValue *phi);

/* A cfunc returns what its signature says, another function what its returns have in common. */
static TypeId returned_type(Infer *in, const HirValue *phi)
{
    if (!function_is_declared(in->f))
        return joined_type(in, phi);
    if (phi->name) /* a variable, so its own message where its kinds don't meet */
        joined_type(in, phi);
    for (size_t i = 0; i < phi->count; i++)
        check_returned(in, phi->args[i]);
    return in->f->result;
}

static bool is_function(const Infer *in, ValueId v)
{
    const Type *type = type_get(in->u, infer_type_of(in, v));
    return type->object && (type->object->kind == OBJECT_FUNCTION || type->object->kind == OBJECT_BUILTIN);
}

static _Noreturn void kinds_meet(Infer *in, const HirValue *phi, ValueId a, ValueId b)
{
    const Hir *hir = &in->f->hir;
    if (hir->values.items[b].op == HIR_param) { /* it stands nowhere but in the head of the function */
        ValueId other = a;
        a = b;
        b = other;
    }
    if (hir->values.items[a].op != HIR_param)
        error_note(in->u, hir->values.items[a].loc, infer_describe(in, a));
    error_note(in->u, hir->values.items[b].loc, infer_describe(in, b));
    ErrorId error = is_function(in, a) && is_function(in, b) ? E_FUNCTIONS_MEET : E_KINDS_MEET;
    fail(in->u, hir->values.items[b].loc, error, phi->name ? phi->name : "this value", infer_describe(in, b),
         infer_describe(in, a));
}

/* What is known of a phi's type while some of what comes in waits for the result of a call: no less than before. The call has
 * another result for the wider type, or the two would take turns for ever. */
static TypeId type_so_far(Infer *in, const HirValue *phi, TypeId type)
{
    if (phi->type == TYPE_UNKNOWN || type == TYPE_UNKNOWN)
        return type == TYPE_UNKNOWN ? phi->type : type;
    TypeId join = type_join(in->u, phi->type, type);
    return join == TYPE_UNKNOWN ? type : join;
}

static TypeId joined_type(Infer *in, const HirValue *phi)
{
    TypeId type = TYPE_UNKNOWN;
    ValueId first = HIR_NOTHING;
    bool is_partial = false;
    for (size_t i = 0; i < phi->count; i++) {
        TypeId other = arg_type(in, phi, i);
        is_partial |= other == TYPE_UNKNOWN;
        if (other == TYPE_UNKNOWN)
            continue;
        TypeId join = first == HIR_NOTHING ? other : type_join(in->u, type, other);
        if (join == TYPE_UNKNOWN && has_idle_ways(in))
            return TYPE_UNKNOWN;
        if (join == TYPE_UNKNOWN)
            kinds_meet(in, phi, first, phi->args[i]);
        if (first == HIR_NOTHING)
            first = phi->args[i];
        type = join;
    }
    return is_partial ? type_so_far(in, phi, type) : type;
}

/* --- operators --- */

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
    TypeId a = arg_type(in, value, 0), b = arg_type(in, value, 1), type = promoted(in, value);
    if (!type_is_integer(type))
        infer_bad_operands(in, value);
    return hir_ops[value->op].rule == RULE_BITWISE && a == TYPE_boolean && b == TYPE_boolean ? TYPE_boolean : type;
}

static TypeId unary_type(Infer *in, const HirValue *value)
{
    TypeId type = arg_type(in, value, 0);
    if (!type_is_scalar(type) || (value->op == HIR_invert && !type_is_integer(type) && type != TYPE_boolean))
        infer_bad_operands(in, value);
    return type == TYPE_boolean && value->op != HIR_invert ? TYPE_int64 : type; /* ~ of a bool is the logical not */
}

static TypeId truth_type(Infer *in, const HirValue *value)
{
    TypeId type = arg_type(in, value, 0);
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
    TypeId a = arg_type(in, value, 0), b = arg_type(in, value, 1);
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
    TypeId a = arg_type(in, value, 0), b = arg_type(in, value, 1);
    bool known = a == TYPE_none || b == TYPE_none || a == TYPE_boolean || b == TYPE_boolean;
    if (!known && !(type_is_pointer(in->u, a) && type_is_pointer(in->u, b)))
        infer_bad_operands(in, value);
    return TYPE_boolean;
}

/* --- tuples, arrays, loops --- */

static TypeId tuple_type(Infer *in, const HirValue *value)
{
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, value->count);
    for (size_t i = 0; i < value->count; i++)
        items[i] = arg_type(in, value, i);
    return type_tuple(in->u, items, value->count);
}

static void check_no_slice(Infer *in, const HirValue *value)
{
    if (type_has_shape(in->u, arg_type(in, value, 1), SHAPE_SLICE))
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "slices");
}

static TypeId getitem_type(Infer *in, const HirValue *value)
{
    if (type_has_shape(in->u, arg_type(in, value, 0), SHAPE_TUPLE))
        return infer_tuple_item(in, value);
    check_no_slice(in, value);
    return infer_element(in, value);
}

static TypeId setitem_type(Infer *in, const HirValue *value)
{
    if (type_has_shape(in->u, arg_type(in, value, 0), SHAPE_TUPLE))
        fail(in->u, value->loc, E_TUPLE_STORE, infer_describe(in, value->args[0]));
    check_no_slice(in, value);
    infer_element_store(in, value);
    return TYPE_none;
}

static TypeId iterator_type(Infer *in, const HirValue *value)
{
    return infer_iterator(in, value, 0);
}

static TypeId item_type(Infer *in, const HirValue *value)
{
    return type_of_item(in->u, arg_type(in, value, 0));
}

static TypeId closure_type(Infer *in, const HirValue *value)
{
    TypeId *captured = ARENA_ARRAY(&in->u->arena, TypeId, value->count);
    for (size_t i = 0; i < value->count; i++)
        captured[i] = arg_type(in, value, i);
    return type_closure(in->u, value->object, captured, value->count);
}

/* --- exceptions --- */

static bool is_literal(const Object *object)
{
    if (object->kind != OBJECT_TUPLE)
        return object->kind <= OBJECT_STRING;
    for (size_t i = 0; i < object->count; i++)
        if (!is_literal(object->items[i]))
            return false;
    return true;
}

/* A number, a text, or what stands in the code as it is. */
static bool can_be_shown(const Infer *in, ValueId v)
{
    const HirValue *value = hir_value(&in->f->hir, v);
    if (value->op == HIR_const)
        return is_literal(value->object);
    return value->type == TYPE_text || type_is_string(in->u, value->type) ||
           (type_is_scalar(value->type) && value->type != TYPE_none);
}

static void check_shown(Infer *in, const HirValue *value, const char *of)
{
    for (size_t i = 0; i < value->count; i++)
        if (!can_be_shown(in, value->args[i]))
            fail(in->u, value->loc, E_EXCEPTION_ARGUMENT, of, infer_describe(in, value->args[i]));
}

static TypeId exception_type(Infer *in, const HirValue *value)
{
    if (exception_class(value->object->text) < 0)
        fail(in->u, value->loc, E_RAISE, value->object->description);
    check_shown(in, value, value->object->text);
    return TYPE_exception;
}

static TypeId text_type(Infer *in, const HirValue *value)
{
    check_shown(in, value, "a text");
    return TYPE_text;
}

static bool is_class(const Object *object)
{
    return object->kind == OBJECT_EXCEPTION && exception_class(object->text) >= 0;
}

/* A NULL is the exception that is being handled where there is none: that raises RuntimeError. But what is handled where
 * a function is called from can't be known in it. */
static TypeId raised_type(Infer *in, const HirValue *value)
{
    const HirValue *exception = hir_value(&in->f->hir, value->args[0]);
    bool is_none = exception->op == HIR_const && exception->object == &build_null;
    if (is_none && in->f->caller)
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "a `raise` of the exception that a caller handles");
    bool known = is_none || (exception->op == HIR_const && is_class(exception->object));
    if (!known && exception->type != TYPE_exception)
        fail(in->u, value->loc, E_RAISE, infer_describe(in, value->args[0]));
    return value->op == HIR_raise ? TYPE_none : TYPE_exception;
}

static bool are_classes(const Object *object)
{
    if (object->kind != OBJECT_TUPLE)
        return is_class(object);
    for (size_t i = 0; i < object->count; i++)
        if (!is_class(object->items[i]))
            return false;
    return true;
}

static TypeId match_type(Infer *in, const HirValue *value)
{
    const HirValue *classes = hir_value(&in->f->hir, value->args[1]);
    if (classes->op != HIR_const || !are_classes(classes->object))
        fail(in->u, value->loc, E_EXCEPT, infer_describe(in, value->args[1]));
    return TYPE_boolean;
}

/* --- the fixpoint --- */

static bool waits(const Infer *in, const HirValue *value)
{
    for (size_t i = 0; i < value->count; i++)
        if (arg_type(in, value, i) == TYPE_UNKNOWN)
            return true;
    return false;
}

static _Noreturn void no_attribute(Infer *in, const HirValue *value)
{
    Nearest nearest = nearest_to(value->text);
    infer_offer_attributes(in, arg_type(in, value, 0), &nearest);
    error_advise(in->u, nearest.found ? arena_printf(&in->u->arena, "write: %s", nearest.found)
                                      : infer_advice(in, value->args[0]));
    infer_explain(in, value, 0);
    fail(in->u, value->loc, E_ATTRIBUTE, infer_describe(in, value->args[0]), value->text);
}

static void infer_return(Infer *in, ValueId v)
{
    if (!function_is_declared(in->f))
        in->f->result = has_idle_ways(in) ? TYPE_UNKNOWN : infer_type_of(in, v);
    else
        check_returned(in, v);
}

static TypeId attribute_type(Infer *in, HirValue *value)
{
    TypeId owner = arg_type(in, value, 0);
    if (owner == TYPE_exception && !strcmp(value->text, "args"))
        return infer_exception_args(in, value);
    if (type_is_scalar(owner) && (!strcmp(value->text, "real") || !strcmp(value->text, "imag")))
        return type_is_complex(owner) ? type_component(owner) : owner;
    TypeId type = infer_info_attribute(in, value);
    if (type == TYPE_UNKNOWN)
        type = infer_tuple_attribute(in, value);
    if (type == TYPE_UNKNOWN)
        type = type_is_scalar(owner) ? infer_number_attribute(in, value) : infer_array_attribute(in, value);
    if (type == TYPE_UNKNOWN)
        no_attribute(in, value);
    return type;
}

TypeId infer_operation(Infer *in, HirValue *value)
{
    bool on_tuples = infer_on_tuples(in, value);
    switch ((HirRule)hir_ops[value->op].rule) {
    case RULE_PARAM: return parameter_type(in, value);
    case RULE_CONST: return infer_constant_type(in->u, value->object);
    case RULE_UNBOUND: return TYPE_UNKNOWN;
    case RULE_CHECKED: return arg_type(in, value, 0);
    case RULE_ENV: return in->u->environment.items[value->integer].type;
    case RULE_JOIN: return value->integer == HIR_RETURNED ? returned_type(in, value) : joined_type(in, value);
    case RULE_ARITH: return on_tuples ? infer_tuple_arithmetic(in, value) : arithmetic_type(in, value);
    case RULE_DIVIDE: return division_type(in, value);
    case RULE_POWER: return power_type(in, value);
    case RULE_BITWISE:
    case RULE_SHIFT: return bits_type(in, value);
    case RULE_UNARY: return unary_type(in, value);
    case RULE_TRUTH: return truth_type(in, value);
    case RULE_COMPARE: return on_tuples ? infer_tuple_comparison(in, value) : comparison_type(in, value);
    case RULE_IDENTITY: return on_tuples ? infer_tuple_identity(in, value) : identity_type(in, value);
    case RULE_TUPLE: return tuple_type(in, value);
    case RULE_SPLICE: return infer_splice(in, value);
    case RULE_UNPACK: return infer_unpacked(in, value);
    case RULE_REST: return infer_rest(in, value);
    case RULE_SLICE: return infer_slice(in, value);
    case RULE_CONTAINS: return infer_contains(in, value);
    case RULE_ATTRIBUTE: return attribute_type(in, value);
    case RULE_GETITEM: return infer_named_flag(in, value) ? attribute_type(in, value) : getitem_type(in, value);
    case RULE_SETITEM: return setitem_type(in, value);
    case RULE_CALL: return infer_call(in, value);
    case RULE_DICT: fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "dictionaries");
    case RULE_GENERATOR: fail(in->u, value->loc, E_GENERATOR_USE);
    case RULE_ITER: return iterator_type(in, value);
    case RULE_COUNT:
    case RULE_STEP: return TYPE_int64;
    case RULE_MORE: return TYPE_boolean;
    case RULE_ITEM: return item_type(in, value);
    case RULE_NONE:
    case RULE_BRANCH: return TYPE_none;
    case RULE_CLOSURE: return closure_type(in, value);
    case RULE_EXCEPTION: return exception_type(in, value);
    case RULE_RAISED:
    case RULE_RAISE: return raised_type(in, value);
    case RULE_CAUGHT: return TYPE_exception;
    case RULE_TEXT: return text_type(in, value);
    case RULE_MATCHES: return match_type(in, value);
    case RULE_RETURN: infer_return(in, value->args[0]); return TYPE_none;
    }
    return TYPE_UNKNOWN;
}

static TypeId infer_value(Infer *in, HirValue *value)
{
    return value->op != HIR_phi && waits(in, value) ? TYPE_UNKNOWN : infer_operation(in, value);
}

/* Operands come before their users, but for those of phis, which are never weak. */
static bool stays_weak(const Infer *in, const HirValue *value)
{
    HirRule rule = hir_ops[value->op].rule;
    if (rule == RULE_ATTRIBUTE && value->object)
        return object_is_weak(value->object);
    if (rule < RULE_ARITH || rule > RULE_UNARY)
        return infer_is_weak_item(in, value);
    for (size_t i = 0; i < value->count; i++)
        if (!is_weak(in, value->args[i]))
            return false;
    return true;
}

static bool infer_round(Infer *in)
{
    bool changed = false;
    const Hir *hir = &in->f->hir;
    for (BlockId b = 0; b < hir->blocks.count; b++)
        for (size_t i = 0; i < hir->blocks.items[b].values.count; i++) {
            i = infer_expand(in, (BlockId)b, i);
            HirValue *value = &hir->values.items[hir->blocks.items[b].values.items[i]];
            TypeId type = infer_value(in, value);
            value->weak = stays_weak(in, value);
            changed |= type != value->type;
            value->type = type;
        }
    return changed;
}

/* A call of a function that only raises ends its block. */
static bool end_calls(Unit *u, Function *f)
{
    bool changed = false;
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        if (!comes_not_back(f, v))
            continue;
        hir_end_after(u, f, v);
        changed = true;
    }
    return changed;
}

/* Types only grow, and most functions know theirs after a few rounds. Where rules feed each other they might go round; a
 * compile must end all the same. */
enum { MAX_ROUNDS = 500 };

static void count_round(Unit *u, const Function *f, size_t *rounds)
{
    if (++*rounds > MAX_ROUNDS)
        fail(u, (Loc){.code = f->code}, E_TYPES_ENDLESS, f->code->qualname);
}

static bool infer_function(Unit *u, Function *f)
{
    u->at = f;
    Infer infer = {u, f};
    TypeId result = f->result;
    if (result == TYPE_UNKNOWN && !function_returns(f))
        f->result = TYPE_none;
    bool changed = infer_round(&infer);
    for (size_t rounds = 0; infer_round(&infer);)
        count_round(u, f, &rounds);
    return changed || f->result != result;
}

/* What has no type now waits for itself: a recursion with no way out; or it waits for a variable that never has a value. */
static void check_known(Unit *u, const Function *f)
{
    u->at = f;
    for (size_t b = 0; b < f->hir.blocks.count; b++)
        for (size_t i = 0; i < f->hir.blocks.items[b].values.count; i++) {
            const HirValue *value = &f->hir.values.items[f->hir.blocks.items[b].values.items[i]];
            if (value->type == TYPE_UNKNOWN && value->op == HIR_call)
                fail(u, value->loc, E_RECURSION_TYPE, infer_describe(&(Infer){u, (Function *)f}, value->args[0]));
            if (value->type == TYPE_UNKNOWN && value->op == HIR_check_bound)
                fail(u, value->loc, E_UNBOUND_LOCAL, value->text);
        }
}

void infer(Unit *u)
{
    size_t rounds = 0;
    for (bool changed = true; changed; count_round(u, u->functions.items[0], &rounds)) {
        changed = false;
        for (size_t i = 0; i < u->functions.count; i++) /* grows with the calls that are found */
            changed |= infer_function(u, u->functions.items[i]);
        for (size_t i = 0; i < u->functions.count; i++)
            changed |= end_calls(u, u->functions.items[i]);
        for (size_t i = 0; i < u->functions.count && !changed; i++)
            changed = infer_end_readers(u, u->functions.items[i]);
    }
    functions_keep_reachable(u);
    functions_find_recursive(u);
    origins_find(u);
    for (size_t i = 0; i < u->functions.count; i++)
        check_known(u, u->functions.items[i]);
    for (size_t i = 0; i < u->functions.count; i++)
        infer_check_fleeting(u, u->functions.items[i]);
}
