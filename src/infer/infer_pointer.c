/* infer_pointer.c: what is computed with C's pointers, and what they and integers become. */
#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/c_calls.h"
#include "infer/infer_rules.h"
#include "types/layout.h"
#include "types/signature.h"

/* Has what it points to a size? */
static bool is_to_elements(const Unit *u, TypeId pointer)
{
    return type_has_shape(u, pointer, SHAPE_POINTER) && !type_has_shape(u, type_get(u, pointer)->element, SHAPE_OPAQUE);
}

static bool is_step(TypeId type)
{
    return type_is_integer(type) || type == TYPE_boolean;
}

static const char *text_of(Unit *u, TypeId pointer)
{
    const Type *t = type_get(u, pointer);
    if (t->shape != SHAPE_POINTER || type_has_shape(u, t->element, SHAPE_RECORD))
        return "Struct *";
    return type_name(u, pointer);
}

void infer_advise_cast(Infer *in, TypeId from, TypeId to)
{
    if (type_is_pointer(in->u, from) && type_is_pointer(in->u, to))
        error_advise(in->u, arena_printf(&in->u->arena, "write: upcall.cast(p, \"%s\"), if that is what lies there",
                                         text_of(in->u, to)));
}

/* p + n, n + p, p - n, and p - q in elements, as in C. */
TypeId infer_pointer_arithmetic(Infer *in, HirOp op, const Operand *ops)
{
    TypeId a = ops[0].type, b = ops[1].type;
    const Unit *u = in->u;
    if (is_to_elements(u, a) && is_step(b) && (op == HIR_add || op == HIR_sub))
        return a;
    if (op == HIR_add && is_step(a) && is_to_elements(u, b))
        return b;
    bool are_alike = is_to_elements(u, a) && is_to_elements(u, b) && type_get(u, a)->element == type_get(u, b)->element;
    if (op == HIR_sub && are_alike)
        return TYPE_int64;
    if (type_is_untyped(u, a) || type_is_untyped(u, b))
        error_advise(in->u,
                     "write: upcall.cast(p, \"char *\"), to count in bytes, or another type to count in its elements");
    infer_bad_operands(in, op, ops);
}

TypeId infer_pointer_cast(Infer *in, Operand a, TypeId to)
{
    const Unit *u = in->u;
    bool is_pointer = type_is_pointer(u, a.type);
    bool is_integer = type_is_integer(to) && scalar_info(to)->size == scalar_info(TYPE_voidptr)->size;
    if (is_pointer && is_integer)
        return to == TYPE_uintp ? TYPE_int64 : to;
    if (type_is_pointer(u, to) &&
        (type_converts(u, a.type, to) || type_is_address(u, a.type, to) || c_call_passes(in->u, a, to)))
        return to;
    infer_advise_cast(in, a.type, to);
    infer_explain(in, a);
    fail(in->u, infer_place(in, a), E_ARGUMENT, (size_t)1, type_name(in->u, to),
         is_pointer && !type_is_pointer(u, to) ? "a number; an address goes into int(p)"
                                               : "an address or a pointer that converts",
         infer_describe(in, a));
}

/* A type that the function sees under that name. */
static TypeId type_in_sight(void *context, const char *name)
{
    Infer *in = context;
    const Frozen *object = resolve_in_sight(in->u, in->f->object, name);
    return object && object->kind == FROZEN_TYPE ? object->type : TYPE_UNKNOWN;
}

/* Argument i as a type: a text, or one of upcall.types; TYPE_UNKNOWN: it is neither. */
static TypeId named_type(Infer *in, const Call *call, size_t i)
{
    const Type *type = type_get(in->u, call->args[i].type);
    const Frozen *object = type->shape == SHAPE_FROZEN ? type->object : NULL;
    if (object && object->kind == FROZEN_TYPE)
        return object->type;
    if (!object || object->kind != FROZEN_STRING)
        return TYPE_UNKNOWN;
    return type_parse_within(in->u, object->text, type_in_sight, in);
}

TypeId infer_cast(Infer *in, const Call *call)
{
    TypeId from = call->args[1].type, to = named_type(in, call, 2);
    if (to == TYPE_UNKNOWN || !type_is_pointer(in->u, to))
        infer_bad_argument(in, call->builtin, 2, call->args[2], "a constant type of pointers, such as \"double *\"");
    bool is_memory = c_call_passes(in->u, call->args[1], to) || c_call_passes(in->u, call->args[1], TYPE_voidptr);
    if (!type_is_pointer(in->u, from) && !type_is_integer(from) && from != TYPE_none && !is_memory)
        infer_bad_argument(in, call->builtin, 1, call->args[1],
                           "a pointer, an address, or an array that may be written to");
    return to;
}

TypeId infer_pointer_type(Infer *in, const Call *call)
{
    TypeId element = named_type(in, call, 1);
    bool has_place = element != TYPE_UNKNOWN && (element == TYPE_none || type_has_layout(in->u, element));
    if (!has_place)
        infer_bad_argument(in, call->builtin, 1, call->args[1], "a constant type, such as types.double");
    Frozen *object = ARENA_NEW(&in->u->arena, Frozen);
    *object = (Frozen){
        .kind = FROZEN_TYPE, .builtin = -1, .type = type_pointer(in->u, element), .description = "a type"};
    return type_frozen(in->u, object);
}
