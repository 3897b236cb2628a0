/* infer_expand_record.c: T(1, x=2), where T is a struct: a new record whose bytes are 0, with these fields set. It is the element of a new
 * array. */
#include <string.h>

#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/fold.h"
#include "hir/hir_edit.h"
#include "infer/infer_expand.h"
#include "types/stored.h"

/* The class that is called; NULL: it is no struct. */
static const Frozen *struct_called(const Expand *x)
{
    const Type *type = type_get(x->in->u, infer_type_of(x->in, expand_call(x)->args[0]));
    bool is_struct = type->shape == SHAPE_FROZEN && type->object->kind == FROZEN_TYPE &&
                     type_is_record(x->in->u, type->object->type);
    return is_struct ? type->object : NULL;
}

static void check_call(const Expand *x, const Frozen *class, const Stored *record, size_t positional)
{
    const HirValue *call = expand_call(x);
    Unit *u = x->in->u;
    if (class->text)
        fail(u, call->loc, E_CALLEE, arena_printf(&u->arena, "a struct with an __init__ of its own"));
    if (positional > record->count)
        fail(u, call->loc, E_CALL_COUNT, "this struct", positional,
             arena_printf(&u->arena, "up to %zu values, one a field", record->count));
    for (size_t i = 0; i < call->keyword_count; i++)
        for (size_t k = 0; k < positional; k++)
            if (!strcmp(call->keywords[i], record->fields[k].name))
                fail(u, call->loc, E_KEYWORD, "this struct", call->keywords[i]);
}

static void set_field(Expand *x, ValueId record, const char *name, ValueId value)
{
    ValueId store = expand_insert(x, HIR_setattr, (ValueId[]){record, value}, 2);
    hir_value(x->hir, store)->text = name;
}

static bool is_given(const HirValue *call, const Stored *record, size_t positional, const char *name)
{
    for (size_t i = 0; i < positional; i++)
        if (!strcmp(record->fields[i].name, name))
            return true;
    for (size_t i = 0; i < call->keyword_count; i++)
        if (!strcmp(call->keywords[i], name))
            return true;
    return false;
}

/* Those that a class of upcall.struct has: pairs of a name and a value. */
static void set_defaults(Expand *x, const HirValue *call, const Frozen *class, const Stored *record, size_t positional,
                         ValueId made)
{
    for (size_t i = 0; i < class->count; i += 2) {
        const char *name = class->items[i]->text;
        if (!is_given(call, record, positional, name))
            set_field(x, made, name, expand_constant(x, class->items[i + 1]));
    }
}

bool expand_record(Expand *x)
{
    static const Frozen zeros = {FROZEN_BUILTIN, .builtin = BUILTIN_numpy_zeros, .description = "the function zeros"};
    const Frozen *class = struct_called(x);
    if (!class)
        return false;
    const HirValue call = *expand_call(x);
    const Stored *record = type_get(x->in->u, class->type)->stored;
    size_t positional = call.count - 1 - call.keyword_count;
    check_call(x, class, record, positional);
    ValueId one = expand_constant(x, frozen_int(x->in->u, 1)), first = expand_constant(x, frozen_int(x->in->u, 0));
    ValueId array = expand_insert(x, HIR_call, (ValueId[]){expand_constant(x, &zeros), one, call.args[0]}, 3);
    ValueId made = expand_insert(x, HIR_getitem, (ValueId[]){array, first}, 2);
    set_defaults(x, &call, class, record, positional, made);
    for (size_t i = 0; i + 1 < call.count; i++)
        set_field(x, made, i < positional ? record->fields[i].name : call.keywords[i - positional], call.args[i + 1]);
    HirValue *value = expand_call(x);
    value->op = HIR_getitem;
    value->args = arena_copy(&x->in->u->arena, (ValueId[]){array, first}, 2 * sizeof(ValueId));
    value->count = 2;
    value->keyword_count = 0;
    value->keywords = NULL;
    value->places = NULL;
    return true;
}
