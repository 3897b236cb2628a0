/* lower_entry.c: what C sees of the callback: its arguments and result as a C compiler passes them, and what it returns on
 * an error. */
#include <math.h>
#include <string.h>

#include "frozen/exception_classes.h"
#include "hir/function.h"
#include "lir/lir.h"
#include "lower/lower_parts.h"
#include "lower/sites.h"
#include "platform/abi.h"
#include "runtime/invocation.h"
#include "types/signature.h"
#include "types/stored.h"

/* The numbers and pointers of what is stored somewhere, one by one. */
typedef struct ComponentList {
    Component *items;
    size_t count, capacity;
} ComponentList;

static void add_components(Unit *u, ComponentList *list, TypeId stored, size_t offset)
{
    const Type *type = type_get(u, stored);
    const Layout *layout = type_layout(u, stored);
    for (size_t i = 0; i < layout->count; i++) {
        Component component = layout->components[i];
        component.offset += offset;
        ARENA_PUSH(&u->arena, list, component);
    }
    for (size_t at = 0; type->shape == SHAPE_BITS && at < layout->size; at++)
        add_components(u, list, TYPE_uint8, offset + at);
    for (size_t i = 0; type->shape == SHAPE_RECORD && i < type->stored->count; i++)
        add_components(u, list, type->stored->fields[i].type, offset + type->stored->fields[i].offset);
    for (size_t at = 0; type->shape == SHAPE_NESTED && at < layout->size; at += type_layout(u, type->element)->size)
        add_components(u, list, type->element, offset + at);
}

static AbiValue record_abi(Unit *u, TypeId record)
{
    ComponentList list = {0};
    const Layout *layout = type_layout(u, record);
    add_components(u, &list, record, 0);
    AbiComponent *components = ARENA_ARRAY(&u->arena, AbiComponent, list.count);
    for (size_t i = 0; i < list.count; i++)
        components[i] = (AbiComponent){list.items[i].abi, list.items[i].offset};
    const AbiRecord described = {
        .components = components,
        .count = list.count,
        .size = layout->size,
        .alignment = layout->alignment,
        .field_alignment = record_field_alignment(u, record),
        .is_dense = layout->size <= ABI_MOST_IN_REGISTERS && record_is_dense(u, record),
    };
    return abi_record(&described, ARENA_ARRAY(&u->arena, AbiComponent, abi_words(layout->size)));
}

static AbiValue abi_value(Unit *u, TypeId type)
{
    if (!type_has_layout(u, type))
        fail(u, (Loc){0}, E_UNSUPPORTED_CONSTRUCT, arena_printf(&u->arena, "%s in a signature", type_name(u, type)),
             "");
    if (type_is_record(u, type))
        return record_abi(u, type);
    const Layout *layout = type_layout(u, type);
    AbiComponent *components = ARENA_ARRAY(&u->arena, AbiComponent, layout->count);
    for (size_t i = 0; i < layout->count; i++)
        components[i] = (AbiComponent){layout->components[i].abi, layout->components[i].offset};
    return (AbiValue){components, layout->count, layout->size, .by_address = false};
}

static const uint64_t *record_error_value(Unit *u, TypeId record)
{
    ComponentList list = {0};
    add_components(u, &list, record, 0);
    uint64_t *words = ARENA_ARRAY(&u->arena, uint64_t, type_layout(u, record)->size / sizeof *words + 1);
    for (size_t i = 0; i < list.count; i++) {
        uint64_t word = type_is_float(list.items[i].scalar) ? component_word(&list.items[i], NAN) : 0;
        memcpy((unsigned char *)words + list.items[i].offset, &word, abi_size(list.items[i].abi));
    }
    return words;
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
    for (size_t i = 0; i < signature->count; i++) {
        prototype.arguments[i] = abi_value(u, signature->arguments[i]);
        prototype.arguments[i].is_restrict = signature->parameters && signature->parameters[i].is_restrict;
    }
    prototype.result = abi_value(u, signature->result);
    return prototype;
}

/* May upcall.Return come out of it? */
static bool is_left_early(const Unit *u, const Function *f)
{
    for (size_t i = 0; i < f->leaving.count; i++)
        if (f->leaving.items[i] && exception_is_return(u->sites->exceptions.items[i].class))
            return true;
    return false;
}

/* A cfunc that is called as one would have to catch it. */
static void check_early_returns(Unit *u)
{
    const Function *root = u->functions->items[0];
    for (size_t i = 0; i < u->functions->count; i++) {
        const Function *f = u->functions->items[i];
        if (!is_left_early(u, f))
            continue;
        if (f == root ? f->is_recursive : f->object->signature || frozen_same(f->object, root->object))
            fail(u, (Loc){.code = f->code}, E_EARLY_RETURN_INSIDE, f->code->name);
    }
}

void lower_entry(Unit *u, const Function *f)
{
    check_early_returns(u);
    LirEntry *entry = &u->lir->entry;
    entry->symbol = f->symbol;
    entry->record_size = sizeof(Invocation);
    entry->has_heap = record_has_heap(u);
    entry->prototype = prototype_of(u, u->signature);
    TypeId result = u->signature->result;
    const uint64_t *error_value = type_is_record(u, result) ? record_error_value(u, result)
                                                            : default_error_value(u, type_layout(u, result));
    entry->error_value = u->options.error_value ? u->options.error_value : error_value;
    entry->has_answers = u->options.code_count || is_left_early(u, f);
}
