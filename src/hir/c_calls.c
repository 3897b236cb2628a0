/* c_calls.c: see c_calls.h. */
#include "hir/c_calls.h"

#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"
#include "types/layout.h"
#include "types/stored.h"

bool is_c_function(const Unit *u, Operand callee)
{
    return type_has_shape(u, callee.type, SHAPE_FUNCTION) ||
           (callee.constant && callee.constant->kind == FROZEN_FOREIGN);
}

/* What an array, a record or a Value is passed as: a pointer to where it begins. */
static TypeId pointer_to_memory(Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    if (t->shape != SHAPE_ARRAY && t->shape != SHAPE_RECORD && t->shape != SHAPE_VALUE)
        return TYPE_UNKNOWN;
    TypeId element = t->shape == SHAPE_RECORD ? type_of_record(u, type) : t->element;
    return type_qualified_pointer(u, element, t->flags);
}

/* Would the function write what nobody may? */
static bool loses_const(const Unit *u, TypeId memory, TypeId to)
{
    return type_get(u, memory)->flags & ~type_get(u, to)->flags & ARRAY_READ_ONLY;
}

/* Of a record with one number: to that, which is how ctypes makes a number in memory. */
static TypeId pointer_to_number(Unit *u, TypeId memory)
{
    const Type *element = type_get(u, type_get(u, memory)->element);
    if (element->shape != SHAPE_RECORD || element->stored->count != 1)
        return memory;
    const Field *field = &element->stored->fields[0];
    bool is_alone = !field->offset && type_layout(u, field->type)->size == element->stored->layout.size;
    return is_alone ? type_pointer(u, field->type) : memory;
}

/* A `void *` in memory has room for any pointer, and becomes any. */
static bool is_place_of_pointer(const Unit *u, TypeId number, TypeId to)
{
    return type_has_shape(u, number, SHAPE_POINTER) && type_get(u, number)->element == TYPE_voidptr &&
           type_has_shape(u, to, SHAPE_POINTER) && type_is_pointer(u, type_get(u, to)->element);
}

/* Bytes of either sign are bytes: char may be signed or not. */
static bool is_to_bytes(Unit *u, TypeId pointer)
{
    TypeId element = pointer != TYPE_UNKNOWN && type_has_shape(u, pointer, SHAPE_POINTER)
                         ? type_get(u, pointer)->element
                         : TYPE_UNKNOWN;
    return element == TYPE_int8 || element == TYPE_uint8 || element == TYPE_char;
}

bool c_call_passes(Unit *u, Operand a, TypeId to)
{
    if (type_is_record(u, to))
        return type_is_record(u, a.type) && type_of_record(u, a.type) == to;
    if (!type_is_pointer(u, to))
        return type_converts(u, a.type, to) && operand_is_held(a, to);
    if (!a.constant && a.type == TYPE_voidptr)
        return true;
    TypeId memory = pointer_to_memory(u, a.type);
    if (memory == TYPE_UNKNOWN)
        return type_converts(u, a.type, to);
    TypeId number = pointer_to_number(u, memory);
    return !loses_const(u, memory, to) &&
           (type_converts(u, memory, to) || type_converts(u, number, to) || is_place_of_pointer(u, number, to) ||
            (is_to_bytes(u, number) && is_to_bytes(u, to)));
}

/* As C promotes it. An int of Python's could be meant in any width. */
static TypeId promoted(Unit *u, Operand a)
{
    int64_t least, most;
    if (type_is_bytes(u, a.type))
        return type_const_pointer(u, TYPE_char);
    if (!type_is_pointer(u, a.type) && type_converts(u, a.type, TYPE_voidptr)) /* None, a cfunc */
        return TYPE_voidptr;
    if (a.type == TYPE_float32)
        return TYPE_float64;
    if (a.type == TYPE_float64 || type_is_pointer(u, a.type) || (a.type == TYPE_uint64 && !a.weak))
        return a.type;
    if (a.type == TYPE_int64 && a.is_sized)
        return a.type;
    if (type_limits(a.type, &least, &most))
        return scalar_info(a.type)->size < scalar_info(TYPE_int32)->size ? TYPE_int32 : a.type;
    return pointer_to_memory(u, a.type);
}

/* How far the numbers are from what the function takes; SIZE_MAX: it doesn't take them. */
static size_t distance(Unit *u, const Signature *signature, const Operand *ops, size_t count)
{
    size_t sum = 0;
    if (signature->count - signature->hidden != count - 1)
        return SIZE_MAX;
    for (size_t i = 1; i < count; i++) {
        TypeId from = ops[i].type, to = signature->arguments[i - 1];
        if (!c_call_passes(u, ops[i], to))
            return SIZE_MAX;
        bool widens = type_promote(from, ops[i].weak, to, false) == to;
        sum += from == to                         ? 0
               : type_kind(from) == type_kind(to) ? (widens ? 1 : 8)
               : type_is_complex(to)              ? 16
               : widens                           ? 2
                                                  : 4;
    }
    return sum;
}

/* Which of those in a group; 0: there is but one, or none suits. */
static size_t nearest_function(Unit *u, const Operand *ops, size_t count)
{
    const Frozen *group = ops[0].constant;
    size_t least = SIZE_MAX, nearest = 0;
    for (size_t i = 0; group && i < group->count; i++) {
        size_t far = distance(u, group->items[i]->signature, ops, count);
        if (far < least) {
            least = far;
            nearest = i;
        }
    }
    return nearest;
}

static void add_variadic(Unit *u, CCall *call, const Operand *ops)
{
    size_t count = call->given > call->signature.count ? call->given : call->signature.count;
    TypeId *types = ARENA_ARRAY(&u->arena, TypeId, count);
    memcpy(types, call->signature.arguments, call->signature.count * sizeof *types);
    for (size_t i = call->signature.count; i < count; i++)
        types[i] = promoted(u, ops[i + 1]);
    call->signature.arguments = types;
    call->signature.count = count;
}

CCall c_call_of(Unit *u, const Operand *ops, size_t count)
{
    CCall call = {.function = ops[0].constant, .which = nearest_function(u, ops, count), .given = count - 1};
    if (call.function && call.function->count)
        call.function = call.function->items[call.which];
    call.signature = call.function ? *call.function->signature : type_signature(u, ops[0].type);
    if (call.signature.is_variadic)
        add_variadic(u, &call, ops);
    return call;
}
