/* lower_entry.c: what C sees of the callback: its arguments and result as a C compiler passes them, and what it returns on
 * an error. */
#include <math.h>

#include "hir/function.h"
#include "lir/lir.h"
#include "lower/lower_parts.h"
#include "runtime/invocation.h"
#include "types/signature.h"

static AbiType abi_integer(const ScalarInfo *scalar)
{
    bool is_signed = scalar->kind == KIND_SIGNED;
    switch (scalar->size) {
    case 1: return is_signed ? ABI_i8 : ABI_u8;
    case 2: return is_signed ? ABI_i16 : ABI_u16;
    case 4: return is_signed ? ABI_i32 : ABI_u32;
    default: return is_signed ? ABI_i64 : ABI_u64;
    }
}

static AbiType abi_type(Unit *u, TypeId type)
{
    if (type_has_shape(u, type, SHAPE_POINTER))
        return ABI_ptr;
    if (!type_has_layout(u, type))
        fail(u, (Loc){0}, E_UNSUPPORTED_CONSTRUCT, arena_printf(&u->arena, "%s in a signature", type_name(u, type)),
             "");
    const ScalarInfo *scalar = scalar_info(type);
    switch (scalar->kind) {
    case KIND_NONE: return ABI_void;
    case KIND_BOOL: return ABI_bool;
    case KIND_SIGNED:
    case KIND_UNSIGNED:
    case KIND_COUNT: return abi_integer(scalar);
    case KIND_FLOAT: return scalar->size == 4 ? ABI_f32 : ABI_f64;
    case KIND_COMPLEX: return scalar->size == 8 ? ABI_c64 : ABI_c128;
    case KIND_POINTER: return ABI_ptr;
    }
    return ABI_void;
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

void lower_entry(Unit *u, const Function *f)
{
    LirEntry *entry = &u->lir->entry;
    entry->symbol = f->symbol;
    entry->record_size = sizeof(Invocation);
    entry->argument_count = u->signature->count;
    entry->arguments = ARENA_ARRAY(&u->arena, AbiType, u->signature->count);
    for (size_t i = 0; i < u->signature->count; i++)
        entry->arguments[i] = abi_type(u, u->signature->arguments[i]);
    entry->result = abi_type(u, u->signature->result);
    const Layout *result = type_layout(u, u->signature->result);
    entry->result_words = result->count;
    entry->error_value = u->options.error_value ? u->options.error_value : default_error_value(u, result);
}
