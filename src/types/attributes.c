/* attributes.c: see attributes.h. */
#include "types/attributes.h"

#include <string.h>

#include "frozen/builtins.h"
#include "types/stored.h"

static const Frozen methods[ATTRIBUTE_COUNT] = {
#define METHOD(owner, name, row)                                                                                       \
    [ATTRIBUTE_##owner##_##name] = {FROZEN_BUILTIN, .builtin = BUILTIN_##row, .description = "the method " #name,      \
                                    .identity = &methods[ATTRIBUTE_##owner##_##name]},
#include "types/methods.def"
};

const AttributeInfo attributes[ATTRIBUTE_COUNT] = {
#define ATTRIBUTE(owner, name, result, text)                                                                           \
    [ATTRIBUTE_##owner##_##name] = {#name, OWNER_##owner, RESULT_##result, NULL},
#include "types/attributes.def"
#define METHOD(owner, name, builtin)                                                                                   \
    [ATTRIBUTE_##owner##_##name] = {#name, OWNER_##owner, RESULT_METHOD, &methods[ATTRIBUTE_##owner##_##name]},
#include "types/methods.def"
};

static bool is_frozen(const Type *type, FrozenKind kind)
{
    return type->shape == SHAPE_FROZEN && type->object->kind == kind;
}

static bool is_dtype(const Unit *u, TypeId type)
{
    return type_is_scalar(type) || type_is_record(u, type);
}

static bool is_owner(const Unit *u, TypeId id, AttributeOwner owner)
{
    const Type *type = type_get(u, id);
    switch (owner) {
    case OWNER_array: return type->shape == SHAPE_ARRAY;
    case OWNER_flags: return type->shape == SHAPE_FLAGS;
    case OWNER_flat: return type->shape == SHAPE_FLAT;
    case OWNER_slice: return type->shape == SHAPE_SLICE;
    case OWNER_value: return type->shape == SHAPE_VALUE;
    case OWNER_dtype: return is_frozen(type, FROZEN_TYPE) && is_dtype(u, type->object->type);
    case OWNER_number: return type_is_scalar(id);
    case OWNER_integer: return type_is_integer(id) || id == TYPE_boolean;
    case OWNER_scalar: return type_is_scalar(id) && id != TYPE_int64 && id != TYPE_boolean;
    case OWNER_tuple: return type->shape == SHAPE_TUPLE;
    case OWNER_named: return type->shape == SHAPE_TUPLE && type->object;
    case OWNER_class: return is_frozen(type, FROZEN_NAMED_TUPLE);
    case OWNER_record: return type->shape == SHAPE_RECORD;
    case OWNER_pointer: return type->shape == SHAPE_POINTER && type_is_record(u, type->element);
    case OWNER_string: return type_is_c_string(u, id) || type_is_characters(u, id) || type_is_bytes(u, id);
    case OWNER_exception: return id == TYPE_exception;
    }
    return false;
}

AttributeId attribute_named(const Unit *u, TypeId owner, const char *name)
{
    for (int id = ATTRIBUTE_CONSTANT + 1; id < ATTRIBUTE_COUNT; id++)
        if (!strcmp(attributes[id].name, name) && is_owner(u, owner, attributes[id].owner))
            return (AttributeId)id;
    return ATTRIBUTE_NONE;
}

AttributeId attribute_of_flag(const char *key)
{
#define FLAG_KEY(text, name)                                                                                           \
    if (!strcmp(key, text))                                                                                            \
        return ATTRIBUTE_flags_##name;
#include "types/attributes.def"
    return ATTRIBUTE_NONE;
}

void attributes_offer_fields(const Unit *u, TypeId owner, Nearest *nearest)
{
    const Type *type = type_get(u, owner);
    if (type->shape == SHAPE_POINTER || type->shape == SHAPE_ARRAY)
        type = type_get(u, type->element);
    for (size_t i = 0; type->shape == SHAPE_RECORD && i < type->stored->count; i++)
        nearest_offer(nearest, type->stored->fields[i].name);
}

void attributes_offer(const Unit *u, TypeId owner, Nearest *nearest)
{
    for (int id = ATTRIBUTE_CONSTANT + 1; id < ATTRIBUTE_COUNT; id++)
        if (is_owner(u, owner, attributes[id].owner))
            nearest_offer(nearest, attributes[id].name);
    const Type *type = type_get(u, owner);
    if (is_frozen(type, FROZEN_BUILTIN))
        builtins_offer(nearest, builtins[type->object->builtin].path);
    const Frozen *class = type->shape == SHAPE_TUPLE ? type->object : NULL;
    for (size_t i = 0; class && i < class->code->local_count; i++)
        nearest_offer(nearest, class->code->locals[i]);
    attributes_offer_fields(u, owner, nearest);
}

bool frozen_is_method(const Frozen *object)
{
    const Frozen *identity = object->identity;
    return object->kind == FROZEN_BUILTIN && identity >= methods && identity < methods + ATTRIBUTE_COUNT;
}
