/* infer_expand_pointer.c: a captured object of ctypes that holds a pointer. Where it stands for what it holds, it is read there;
 * ctypes.byref(c) of it and of any other number is where it lies. */
#include <string.h>

#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "infer/infer_expand.h"
#include "types/stored.h"

/* An object as it was captured, of a tuple too: what ctypes.byref gives is none. */
static bool is_captured(const HirValue *value)
{
    return value->op == HIR_const || value->op == HIR_getitem || value->op == HIR_unpack || value->op == HIR_iter_item;
}

/* The pointer that it holds; TYPE_UNKNOWN: it is something else. */
static TypeId held_pointer(const Expand *x, ValueId v)
{
    const HirValue *value = hir_value(x->hir, v);
    TypeId type = is_captured(value) ? infer_type_of(x->in, v) : TYPE_UNKNOWN;
    bool is_held = type != TYPE_UNKNOWN && type_has_shape(x->in->u, type, SHAPE_VALUE);
    TypeId pointer = is_held ? type_get(x->in->u, type)->element : TYPE_UNKNOWN;
    return is_held && type_is_pointer(x->in->u, pointer) ? pointer : TYPE_UNKNOWN;
}

static bool is_of_memory(const Expand *x)
{
    const HirValue *call = expand_call(x);
    if (call->op != HIR_call || infer_type_of(x->in, call->args[0]) == TYPE_UNKNOWN)
        return false;
    int row = expand_called_row(x);
    return row == BUILTIN_ctypes_byref || row == BUILTIN_ctypes_pointer;
}

/* What ctypes has of a c_void_p is `value`; a pointer to a struct has the fields of that, unless it is read_pointer()'s. */
static bool is_own_attribute(const Expand *x, TypeId pointer)
{
    const HirValue *value = expand_call(x);
    return (value->op == HIR_getattr || value->op == HIR_setattr) && !strcmp(value->text, "value") &&
           (value->is_step || !type_has_shape(x->in->u, pointer, SHAPE_POINTER) ||
            !type_is_record(x->in->u, type_get(x->in->u, pointer)->element));
}

/* Behind all that the block does. */
static size_t end_of(Hir *hir, const HirBlock *block)
{
    size_t end = block->values.count - 1;
    const HirValue *last = hir_value(hir, block->values.items[end]);
    bool is_guarded = last->op == HIR_guard && end && block->values.items[end - 1] == last->args[0];
    return is_guarded ? end - 1 : end;
}

/* What a phi takes is read on the way to it. */
static void read_pointer(Expand *x, size_t i, TypeId pointer)
{
    Expand there = *x;
    if (expand_call(x)->op == HIR_phi) {
        there.block = x->hir->blocks.items[x->block].preds.items[i];
        there.at = end_of(x->hir, &x->hir->blocks.items[there.block]);
    }
    ValueId held = expand_call(x)->args[i], read = expand_insert(&there, HIR_getattr, &held, 1);
    hir_value(x->hir, read)->text = "value";
    hir_value(x->hir, read)->type = pointer; /* a phi wants it now */
    expand_call(x)->args[i] = read;
    if (expand_call(x)->op != HIR_phi)
        *x = there;
}

/* Of a pointer there is no memory that it lies in. */
static void check_memory(const Expand *x)
{
    const HirValue *call = expand_call(x);
    for (size_t i = 1; i < call->count; i++) {
        TypeId type = infer_type_of(x->in, call->args[i]);
        if (type == TYPE_UNKNOWN || !type_is_pointer(x->in->u, type))
            continue;
        error_advise(x->in->u, "write: the pointer itself, for what it points to; for where a pointer lies p = "
                               "ctypes.c_void_p(p), a variable of its own, and its byref");
        fail(x->in->u, infer_place(x->in, infer_operand(x->in, call, i)), E_ARGUMENT, i,
             builtin_name(expand_called_row(x)), "a struct, an array or a number of ctypes",
             infer_describe_value(x->in, call->args[i]));
    }
}

bool expand_pointers(Expand *x)
{
    HirOp op = (HirOp)expand_call(x)->op;
    bool any = false;
    if (op == HIR_guard || op == HIR_const)
        return false;
    if (is_of_memory(x)) {
        check_memory(x);
        return false;
    }
    for (size_t i = 0; i < expand_call(x)->count; i++) {
        TypeId pointer = held_pointer(x, expand_call(x)->args[i]);
        if (pointer == TYPE_UNKNOWN || (!i && is_own_attribute(x, pointer)))
            continue;
        read_pointer(x, i, pointer);
        any = true;
    }
    return any;
}
