/* infer_c_call.c: calls of C functions, through pointers whose type says what they take and give. */
#include "infer/infer_rules.h"
#include "types/signature.h"
#include "types/stored.h"

/* What an array or a record is passed as: a pointer to where it begins. */
static TypeId pointer_to_memory(Infer *in, TypeId type)
{
    const Type *t = type_get(in->u, type);
    if (t->shape == SHAPE_ARRAY)
        return type_pointer(in->u, t->element);
    return t->shape == SHAPE_RECORD ? type_pointer(in->u, type_of_record(in->u, type)) : TYPE_UNKNOWN;
}

/* As in a store; `void *` is also any other pointer, as in C, and memory is where it begins. */
static bool is_passed(Infer *in, Operand a, TypeId to)
{
    if (type_is_pointer(in->u, to) && !a.constant && a.type == TYPE_voidptr)
        return true;
    if (!type_is_pointer(in->u, to))
        return infer_converts(in, a.type, to) && operand_is_held(a, to);
    TypeId memory = pointer_to_memory(in, a.type);
    return infer_converts(in, memory == TYPE_UNKNOWN ? a.type : memory, to);
}

/* "the C function cos"; of a pointer its type. */
static const char *name_of(Infer *in, Operand callee)
{
    return callee.constant ? callee.constant->description : type_name(in->u, callee.type);
}

static void check_argument(Infer *in, const HirValue *call, size_t i, TypeId to)
{
    Operand a = infer_operand(in, call, i + 1);
    const Type *t = type_get(in->u, a.type);
    if (is_passed(in, a, to)) {
        if (t->shape != SHAPE_ARRAY || !(t->flags & ARRAY_READ_ONLY))
            return;
        error_advise(in->u, "write: an array that may be written to, since the C function may write");
    }
    infer_explain(in, a);
    fail(in->u, infer_place(in, a), E_ARGUMENT, i + 1, name_of(in, infer_operand(in, call, 0)), type_name(in->u, to),
         infer_describe(in, a));
}

TypeId infer_c_call(Infer *in, const HirValue *call)
{
    Operand callee = infer_operand(in, call, 0);
    Signature signature = type_signature(in->u, callee.type);
    const char *name = name_of(in, callee);
    if (call->keyword_count)
        fail(in->u, call->loc, E_KEYWORD, name, call->keywords[0]);
    if (call->count - 1 != signature.count)
        fail(in->u, call->loc, E_CALL_COUNT, name, call->count - 1, type_name(in->u, callee.type));
    for (size_t i = 0; i < signature.count; i++)
        check_argument(in, call, i, signature.arguments[i]);
    return type_of_value(signature.result);
}
