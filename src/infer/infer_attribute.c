/* infer_attribute.c: types of attributes, as the rows of attributes.def and methods.def say. */
#include <assert.h>
#include <string.h>

#include "base/wording.h"
#include "frozen/resolve.h"
#include "infer/infer_rules.h"
#include "types/attributes.h"
#include "types/stored.h"

static TypeId owner_type(const Infer *in, const HirValue *value)
{
    return infer_arg_type(in, value, 0);
}

/* The row of advice.def for an attribute of NumPy's that there isn't, "array.astype"; NULL: there is none. */
static const char *advice_on_attribute(const Infer *in, const HirValue *value)
{
    TypeId owner = owner_type(in, value);
    const char *kind = type_has_shape(in->u, owner, SHAPE_ARRAY) ? "array" : type_is_scalar(owner) ? "number" : NULL;
    return kind ? advice_on(arena_printf(&in->u->arena, "%s.%s", kind, value->text)) : NULL;
}

static _Noreturn void no_attribute(Infer *in, const HirValue *value)
{
    Nearest nearest = nearest_to(value->text);
    attributes_offer(in->u, owner_type(in, value), &nearest);
    const char *advice = advice_on_attribute(in, value);
    error_advise(in->u, advice ? advice
                        : nearest.found
                            ? arena_printf(&in->u->arena, "write: %s", nearest.found)
                            : advice_with_names(in->u, infer_advice(in, owner_type(in, value)), "", &nearest));
    infer_explain(in, infer_operand(in, value, 0));
    fail(in->u, value->loc, E_ATTRIBUTE, infer_describe_value(in, value->args[0]), value->text);
}

/* ---- the rules ------------------------------------------------------------------------------------------------------ */

TypeId infer_dtype(Infer *in, TypeId element)
{
    Frozen *object = ARENA_NEW(&in->u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_TYPE, .builtin = -1, .type = element};
    object->description = arena_printf(&in->u->arena, "the type %s", type_name(in->u, element));
    return type_frozen(in->u, object);
}

/* An array of pointers has none. */
static TypeId dtype_of(Infer *in, const HirValue *value)
{
    TypeId owner = owner_type(in, value);
    TypeId element = type_is_scalar(owner) ? owner : type_get(in->u, owner)->element;
    if (!type_is_scalar(element) && !type_is_record(in->u, element))
        no_attribute(in, value);
    return infer_dtype(in, element);
}

static TypeId lengths_type(Infer *in, size_t count)
{
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, count);
    for (size_t i = 0; i < count; i++)
        items[i] = TYPE_int64;
    return type_tuple(in->u, items, count);
}

static TypeId reversed_type(Infer *in, TypeId array)
{
    const Type *type = type_get(in->u, array);
    return type_array_like(in->u, array, type->ndim, packed_reversed(type->packed));
}

/* The error is NumPy's, which raises it when the function runs. */
static TypeId swapped_type(Infer *in, const HirValue *value)
{
    TypeId array = owner_type(in, value);
    int ndim = type_get(in->u, array)->ndim;
    if (ndim < 2)
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT,
             arena_printf(&in->u->arena, "the mT of %s: matrix transpose with ndim < 2 is undefined",
                          type_name(in->u, array)));
    return ndim == 2 ? reversed_type(in, array) : type_array_like(in->u, array, ndim, packed_none());
}

static TypeId component_type(Infer *in, const HirValue *value)
{
    TypeId array = owner_type(in, value);
    Type type = *type_get(in->u, array);
    if (!type_is_complex(type.element) && (!type_is_scalar(type.element) || value->attribute == ATTRIBUTE_array_imag))
        no_attribute(in, value);
    if (!type_is_complex(type.element))
        return array;
    return type_array(in->u, type_component(type.element), type.ndim, packed_none(), type.flags);
}

/* The names of the fields, as strings. */
static TypeId fields_type(Infer *in, const Code *fields)
{
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, fields->local_count);
    for (size_t i = 0; i < fields->local_count; i++) {
        Frozen *name = ARENA_NEW(&in->u->arena, Frozen);
        *name = (Frozen){.kind = FROZEN_STRING, .builtin = -1, .text = fields->locals[i], .description = "a string"};
        items[i] = type_frozen(in->u, name);
    }
    return type_tuple(in->u, items, fields->local_count);
}

static TypeId result_type(Infer *in, const HirValue *value, const AttributeInfo *row)
{
    TypeId owner = owner_type(in, value);
    const Type *type = type_get(in->u, owner);
    switch (row->result) {
    case RESULT_INT: return TYPE_int64;
    case RESULT_BOOL: return TYPE_boolean;
    case RESULT_LENGTHS: return lengths_type(in, (size_t)type->ndim);
    case RESULT_DTYPE: return dtype_of(in, value);
    case RESULT_REVERSED: return reversed_type(in, owner);
    case RESULT_SWAPPED: return swapped_type(in, value);
    case RESULT_FLAT: return type_flat(in->u, owner);
    case RESULT_BASE: return type->element;
    case RESULT_BOUND: return type->items[value->attribute - ATTRIBUTE_slice_start];
    case RESULT_COMPONENT: return component_type(in, value);
    case RESULT_FLAGS: return type_flags(in->u, owner);
    case RESULT_HELD: return type_of_value(type->element);
    case RESULT_POINTED: return type_when_read(in->u, type->element, type->flags);
    case RESULT_PART: return type_is_complex(owner) ? type_component(owner) : owner;
    case RESULT_SAME: return owner == TYPE_boolean ? TYPE_int64 : owner;
    case RESULT_FIELDS: return fields_type(in, type->object->code);
    case RESULT_ARGUMENTS: return infer_exception_args(in, value);
    case RESULT_METHOD: return type_frozen(in->u, row->method);
    }
    return TYPE_UNKNOWN;
}

/* ---- fields of records ---------------------------------------------------------------------------------------------- */

/* Whose fields the owner gives: a record, that behind a pointer, those of an array. NULL: none. */
static const Type *record_of(const Infer *in, TypeId owner)
{
    const Type *type = type_get(in->u, owner);
    bool is_view = type->shape == SHAPE_POINTER || type->shape == SHAPE_ARRAY;
    const Type *record = is_view ? type_get(in->u, type->element) : type;
    return record->shape == SHAPE_RECORD ? record : NULL;
}

static const Field *field_of_owner(const Infer *in, const HirValue *value)
{
    const Type *record = record_of(in, owner_type(in, value));
    return record ? record_field(record, value->text) : NULL;
}

/* A record's fields hide what all records, and pointers to them, have; an array's attributes hide the fields of its records. */
static AttributeId attribute_of(const Infer *in, const HirValue *value)
{
    TypeId owner = owner_type(in, value);
    bool may_hide = type_is_record(in->u, owner) || type_has_shape(in->u, owner, SHAPE_POINTER);
    bool is_field = may_hide && field_of_owner(in, value);
    return is_field ? ATTRIBUTE_NONE : attribute_named(in->u, owner, value->text);
}

static TypeId field_type(Infer *in, HirValue *value, const Field *field)
{
    TypeId owner = owner_type(in, value);
    const Type *type = type_get(in->u, owner);
    value->attribute = ATTRIBUTE_FIELD;
    value->integer = field - record_of(in, owner)->stored->fields;
    if (type->shape == SHAPE_ARRAY && type_has_shape(in->u, field->type, SHAPE_BITS))
        fail(in->u, value->loc, E_BIT_FIELD, field->name);
    if (type->shape == SHAPE_ARRAY && type_is_open_array(in->u, field->type))
        fail(in->u, value->loc, E_OPEN_ARRAY, field->name);
    if (type->shape == SHAPE_ARRAY)
        return type_field_of_array(in->u, owner, field);
    return type_of_field(in->u, field, type->flags); /* of a record, of a pointer to one */
}

static void infer_field_store(Infer *in, HirValue *value, const Field *field)
{
    TypeId type = field_type(in, value, field);
    assert(!type_has_shape(in->u, type, SHAPE_ARRAY)); /* infer_expand() has made it a store to that part */
    if (type_get(in->u, owner_type(in, value))->flags & ARRAY_READ_ONLY)
        fail(in->u, value->loc, E_READ_ONLY, infer_describe_value(in, value->args[0]));
    infer_stored(in, value, 1, field->type);
}

static _Noreturn void no_field(Infer *in, const HirValue *value, const char *name)
{
    Nearest nearest = nearest_to(name);
    attributes_offer_fields(in->u, owner_type(in, value), &nearest);
    error_advise(in->u, nearest.found ? arena_printf(&in->u->arena, "write: \"%s\"", nearest.found) : NULL);
    infer_explain(in, infer_operand(in, value, 0));
    fail(in->u, value->loc, E_FIELD, infer_describe_value(in, value->args[0]), name);
}

/* ---- which one it is ------------------------------------------------------------------------------------------------ */

/* np.finfo and its like: an attribute is a constant, what Python says it is. */
static TypeId info_attribute(Infer *in, HirValue *value, const Frozen *info)
{
    value->attribute = ATTRIBUTE_CONSTANT;
    value->object = resolve_attribute(in->u, value->loc, info, value->text);
    return type_of_constant(in->u, value->object);
}

/* A field hides what all tuples have. -1: there is none of that name. */
static int field_named(const Type *type, const char *name)
{
    return type->shape == SHAPE_TUPLE && type->object ? code_field(type->object->code, name) : -1;
}

TypeId infer_attribute(Infer *in, HirValue *value)
{
    Type type = *type_get(in->u, owner_type(in, value));
    if (type.shape == SHAPE_FROZEN && type.object->kind == FROZEN_INFO)
        return info_attribute(in, value, type.object);
    int field = field_named(&type, value->text);
    if (field >= 0) {
        value->attribute = ATTRIBUTE_FIELD;
        value->integer = field;
        return type.items[field];
    }
    value->attribute = (uint8_t)attribute_of(in, value);
    const Field *found = value->attribute == ATTRIBUTE_NONE ? field_of_owner(in, value) : NULL;
    if (found)
        return field_type(in, value, found);
    if (value->attribute == ATTRIBUTE_NONE)
        no_attribute(in, value);
    return result_type(in, value, &attributes[value->attribute]);
}

void infer_attribute_store(Infer *in, HirValue *value)
{
    TypeId owner = owner_type(in, value);
    value->attribute = (uint8_t)attribute_of(in, value);
    const Field *field = value->attribute == ATTRIBUTE_NONE ? field_of_owner(in, value) : NULL;
    if (field) {
        infer_field_store(in, value, field);
        return;
    }
    if (value->attribute == ATTRIBUTE_NONE && record_of(in, owner))
        no_field(in, value, value->text);
    if (attributes[value->attribute].result != RESULT_HELD)
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "assigning to an attribute");
    infer_stored(in, value, 1, type_get(in->u, owner)->element);
}

/* ---- flags["C_CONTIGUOUS"], record["x"] -------------------------------------------------------------------------------- */

static bool becomes_flag(const Infer *in, HirValue *item, const char *key)
{
    if (!type_has_shape(in->u, owner_type(in, item), SHAPE_FLAGS))
        return false;
    AttributeId flag = attribute_of_flag(key);
    item->text = flag == ATTRIBUTE_NONE ? NULL : attributes[flag].name;
    return flag != ATTRIBUTE_NONE;
}

static bool becomes_field(Infer *in, HirValue *item, const char *key)
{
    const Type *record = record_of(in, owner_type(in, item));
    bool is_pointer = type_has_shape(in->u, owner_type(in, item), SHAPE_POINTER);
    if (!record || (is_pointer && item->op != HIR_atomic_add))
        return false;
    if (!record_field(record, key))
        no_field(in, item, key);
    item->text = key;
    return true;
}

/* Without the index. */
static void drop_index(Infer *in, HirValue *item)
{
    ValueId *args = arena_copy(&in->u->arena, item->args, item->count * sizeof *args);
    args[1] = args[item->count - 1];
    item->args = args;
    item->places = NULL;
    item->count--;
}

bool infer_stores_array(Infer *in, const HirValue *setattr)
{
    TypeId owner = owner_type(in, setattr);
    AttributeId attribute = attribute_of(in, setattr);
    const Field *field = attribute == ATTRIBUTE_NONE ? field_of_owner(in, setattr) : NULL;
    bool is_nested = field && type_has_shape(in->u, field->type, SHAPE_NESTED);
    if (field && type_is_open_array(in->u, field->type))
        fail(in->u, setattr->loc, E_OPEN_ARRAY, field->name);
    if (attribute != ATTRIBUTE_NONE)
        return attributes[attribute].result == RESULT_COMPONENT || attribute == ATTRIBUTE_array_flat;
    return field && (type_has_shape(in->u, owner, SHAPE_ARRAY) || is_nested);
}

bool infer_is_text_field(const Infer *in, const HirValue *value)
{
    TypeId owner = owner_type(in, value);
    const Field *field = attribute_of(in, value) == ATTRIBUTE_NONE ? field_of_owner(in, value) : NULL;
    const Type *nested = field && !type_has_shape(in->u, owner, SHAPE_ARRAY) ? type_get(in->u, field->type) : NULL;
    return nested && nested->shape == SHAPE_NESTED && nested->element == TYPE_char && nested->ndim == 1;
}

/* A constant string, or which field of a record it is by number. NULL: neither. */
static const char *key_of(const Infer *in, const HirValue *item)
{
    const Type *index = type_get(in->u, infer_arg_type(in, item, 1)), *owner = type_get(in->u, owner_type(in, item));
    if (index->shape == SHAPE_FROZEN)
        return index->object->kind == FROZEN_STRING ? index->object->text : NULL;
    if (owner->shape != SHAPE_RECORD || owner->stored->is_partial)
        return NULL;
    int64_t number = hir_tuple_index(&in->f->hir, item->args[1], owner->stored->count);
    return number < 0 ? NULL : owner->stored->fields[number].name;
}

bool infer_named_item(Infer *in, HirValue *item)
{
    bool stores = item->op != HIR_getitem;
    const char *key = key_of(in, item);
    if (!key || !((!stores && becomes_flag(in, item, key)) || becomes_field(in, item, key)))
        return false;
    item->op = item->op == HIR_atomic_add ? HIR_atomic_field : stores ? HIR_setattr : HIR_getattr;
    drop_index(in, item);
    return true;
}

/* One word of a record, at a multiple of its size. */
TypeId infer_atomic_field(Infer *in, HirValue *value)
{
    TypeId owner = owner_type(in, value);
    const Field *field = record_field(record_of(in, owner), value->text);
    TypeId type = field->type;
    bool is_number = type_is_integer(type) || type_is_float(type);
    if (!is_number || type_has_shape(in->u, owner, SHAPE_ARRAY) || field->offset % type_layout(in->u, type)->size)
        fail(in->u, value->loc, E_ATOMIC_ADD, infer_describe_value(in, value->args[0]));
    value->attribute = ATTRIBUTE_FIELD;
    value->integer = field - record_of(in, owner)->stored->fields;
    infer_atomic_addend(in, value, 1, type);
    return type_of_value(type);
}
