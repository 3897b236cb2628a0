/* lower_entry.c: what C sees of the callback: its arguments and result as a C compiler passes them, and what it returns on
 * an error. */
#include <math.h>

#include "hir/function.h"
#include "lir/lir.h"
#include "lower/lower_parts.h"
#include "runtime/invocation.h"
#include "types/signature.h"

static AbiValue abi_value(Unit *u, TypeId type)
{
    if (!type_has_layout(u, type))
        fail(u, (Loc){0}, E_UNSUPPORTED_CONSTRUCT, arena_printf(&u->arena, "%s in a signature", type_name(u, type)),
             "");
    const Layout *layout = type_layout(u, type);
    AbiComponent *components = ARENA_ARRAY(&u->arena, AbiComponent, layout->count);
    for (size_t i = 0; i < layout->count; i++)
        components[i] = (AbiComponent){layout->components[i].abi, layout->components[i].offset};
    return (AbiValue){components, layout->count, layout->size};
}

/* SEMANTICS, "Errors at run time": nan for floats, so for both parts of a complex number, 0 for all else. */
static const uint64_t *default_error_value(Unit *u, const Layout *layout)
{
    uint64_t *words = ARENA_ARRAY(&u->arena, uint64_t, layout->count);
    for (size_t i = 0; i < layout->count; i++)
        if (type_is_float(layout->components[i].scalar))
            words[i] = component_word(&layout->components[i], NAN);
    return words;
}

LirPrototype prototype_of(Unit *u, const Signature *signature)
{
    LirPrototype prototype = {.count = signature->count, .fixed = LIR_NOT_VARIADIC};
    prototype.arguments = ARENA_ARRAY(&u->arena, AbiValue, signature->count);
    for (size_t i = 0; i < signature->count; i++)
        prototype.arguments[i] = abi_value(u, signature->arguments[i]);
    prototype.result = abi_value(u, signature->result);
    return prototype;
}

void lower_entry(Unit *u, const Function *f)
{
    LirEntry *entry = &u->lir->entry;
    entry->symbol = f->symbol;
    entry->record_size = sizeof(Invocation);
    entry->has_heap = record_has_heap(u);
    entry->prototype = prototype_of(u, u->signature);
    const Layout *result = type_layout(u, u->signature->result);
    entry->has_answers = u->options.code_count;
    entry->error_value = u->options.error_value ? u->options.error_value : default_error_value(u, result);
}
