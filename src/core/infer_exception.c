/* infer_exception.c: the type of e.args. Like that of a variable: each `raise` that leads there is one way to it. */
#include <assert.h>

#include "build.h"
#include "infer_call.h"
#include "origins.h"

static TypeId made_with(Infer *in, const Origin *origin)
{
    const Hir *hir = &origin->function->hir;
    const HirValue *made = &hir->values.items[origin->value];
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, made->count + 1);
    for (size_t i = 0; i < made->count; i++) {
        items[i] = hir->values.items[made->args[i]].type;
        if (items[i] == TYPE_UNKNOWN)
            return TYPE_UNKNOWN;
    }
    return type_tuple(in->u, items, made->count);
}

static _Noreturn void two_kinds(Infer *in, const HirValue *value, const Origin *a, const Origin *b)
{
    const char *first = type_name(in->u, made_with(in, a)), *second = type_name(in->u, made_with(in, b));
    error_note(in->u, a->loc, first);
    error_note(in->u, b->loc, second);
    fail(in->u, value->loc, E_EXCEPTION_KINDS, first, second);
}

TypeId infer_exception_args(Infer *in, const HirValue *value)
{
    Origins origins = origins_of(in->u, in->f, value->args[0], value->block);
    TypeId type = TYPE_UNKNOWN;
    const Origin *first = NULL;
    for (size_t i = 0; i < origins.made.count; i++) {
        const Origin *origin = &origins.made.items[i];
        TypeId other = made_with(in, origin);
        if (other == TYPE_UNKNOWN)
            continue;
        type = first ? type_join(in->u, type, other) : other;
        first = first ? first : origin;
        if (type == TYPE_UNKNOWN)
            two_kinds(in, value, first, origin);
    }
    bool is_end = hir_ends_with(&in->f->hir, (ValueId)(value - in->f->hir.values.items));
    assert(!is_end || type == TYPE_UNKNOWN);
    return is_end ? TYPE_none : type;
}

bool infer_is_weak_argument(const Infer *in, const HirValue *args, size_t i)
{
    Origins origins = origins_of(in->u, in->f, args->args[0], args->block);
    if (origins.made.count != 1)
        return false;
    const Hir *hir = &origins.made.items[0].function->hir;
    return hir_is_weak(hir, hir->values.items[origins.made.items[0].value].args[i]);
}

bool infer_end_readers(Unit *u, Function *f)
{
    bool changed = false;
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (origins_are_read(&f->hir, v) && hir_value(&f->hir, v)->type == TYPE_UNKNOWN) {
            hir_end_after(u, f, v);
            changed = true;
        }
    return changed;
}
