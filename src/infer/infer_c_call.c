/* infer_c_call.c: calls of C functions, through pointers whose type says what they take and give. */
#include "hir/c_calls.h"

#include <string.h>

#include "frozen/builtins.h"
#include "infer/infer_rules.h"
#include "types/frozen_text.h"
#include "types/signature.h"
#include "types/stored.h"

/* "the C function cos"; of a pointer its type. */
static const char *name_of(Infer *in, Operand callee)
{
    return callee.constant ? callee.constant->description : type_name(in->u, callee.type);
}

static _Noreturn void bad_argument(Infer *in, const HirValue *call, size_t i, const char *expected)
{
    Operand a = infer_operand(in, call, i + 1);
    infer_explain(in, a);
    fail(in->u, infer_place(in, a), E_ARGUMENT, i + 1, name_of(in, infer_operand(in, call, 0)), expected,
         infer_describe(in, a));
}

static const char *advice_on(Infer *in, Operand a, TypeId to)
{
    const Type *t = type_get(in->u, a.type);
    bool is_memory = t->shape == SHAPE_ARRAY || t->shape == SHAPE_RECORD;
    if (is_memory && t->flags & ARRAY_READ_ONLY && type_is_pointer(in->u, to))
        return "write: an array that may be written to, since the C function may write; or declare the parameter const";
    if (type_is_bytes(in->u, a.type) && type_is_pointer(in->u, to))
        return "write: a declaration with const, as upcall.cdef reads it, or an array, np.array([78], np.uint8); bytes "
               "can't be written to, and the C function may";
    bool is_to_pointer = type_has_shape(in->u, to, SHAPE_POINTER) &&
                         type_is_pointer(in->u, type_get(in->u, to)->element);
    if (is_to_pointer && t->shape == SHAPE_RECORD)
        return "write: p = ctypes.c_void_p(), which has room for any pointer, and upcall.cast(p.value, \"T *\") behind "
               "it";
    bool is_python = a.constant && a.constant->kind == FROZEN_FUNCTION && !cfunc_signature(in->u, a.constant);
    if (is_python || t->shape == SHAPE_CLOSURE)
        return "write: a cfunc of its own, outside this function: C calls it by its address";
    return NULL;
}

bool infer_is_by_reference(const Infer *in, ValueId v)
{
    int builtin = hir_value(&in->f->hir, v)->builtin;
    return hir_value(&in->f->hir, v)->op == HIR_call &&
           (builtin == BUILTIN_ctypes_byref || builtin == BUILTIN_ctypes_pointer);
}

/* A c_void_p of the function's own that isn't in byref(): ctypes passes what it holds, and as a record it would be where it lies. */
static bool is_bare_pointer(Infer *in, ValueId v)
{
    const HirValue *value = hir_value(&in->f->hir, v);
    if (!type_is_record(in->u, value->type))
        return false;
    const Stored *stored = type_get(in->u, type_of_record(in->u, value->type))->stored;
    bool is_cell = stored->count == 1 && !strcmp(stored->fields[0].name, "value");
    return is_cell && type_is_pointer(in->u, stored->fields[0].type) && !infer_is_by_reference(in, v);
}

static void check_argument(Infer *in, const HirValue *call, size_t i, TypeId to)
{
    Operand a = infer_operand(in, call, i + 1);
    if (to == TYPE_UNKNOWN)
        bad_argument(in, call, i, "a float, a pointer or an integer of a known width, such as types.intc(n)");
    if (type_is_pointer(in->u, to) && is_bare_pointer(in, call->args[i + 1])) {
        error_advise(in->u, "write: p.value, for the pointer that it holds, or ctypes.byref(p), for where it lies");
        bad_argument(in, call, i, type_name(in->u, to));
    }
    if (c_call_passes(in->u, a, to) || infer_gives_record(in, a.type, to))
        return;
    if (!type_is_pointer(in->u, to) && type_converts(in->u, a.type, to) && a.constant)
        fail(in->u, infer_place(in, a), E_CONSTANT_HELD, type_name(in->u, to), frozen_text(in->u, a.constant));
    error_advise(in->u, advice_on(in, a, to));
    infer_advise_cast(in, a.type, to);
    bad_argument(in, call, i, type_name(in->u, to));
}

TypeId infer_given_by_c(const Infer *in, TypeId result)
{
    return type_is_record(in->u, result) ? type_when_read(in->u, result, ARRAY_OWNED) : type_of_value(result);
}

TypeId infer_c_call(Infer *in, const HirValue *call)
{
    Operand *ops = ARENA_ARRAY(&in->u->arena, Operand, call->count);
    for (size_t i = 0; i < call->count; i++)
        ops[i] = infer_operand(in, call, i);
    const char *name = name_of(in, ops[0]);
    if (call->keyword_count)
        fail(in->u, call->loc, E_KEYWORD, name, call->keywords[0]);
    CCall c = c_call_of(in->u, ops, call->count);
    if (c.given != c.signature.count - c.signature.hidden)
        fail(in->u, call->loc, E_CALL_COUNT, name, c.given, type_name(in->u, type_function(in->u, &c.signature)));
    for (size_t i = 0; i < c.given; i++)
        check_argument(in, call, i, c.signature.arguments[i]);
    return infer_given_by_c(in, c.signature.result);
}
