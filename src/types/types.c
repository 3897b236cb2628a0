/* types.c: types, each once in its Unit, and what can be asked of one. type_names.c has their names, type_join.c what two become. */
#include "types/types.h"

#include <assert.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"
#include "types/layout.h"
#include "types/signature.h"
#include "types/stored.h"

static const ScalarInfo scalar_types[TYPE_SCALAR_COUNT] = {
#define SCALAR(name, kind, size, component, lir, abi, c_name, ctypes, numpy, text)                                     \
    [TYPE_##name] = {#name, KIND_##kind, size, c_name, ctypes, numpy, text},
#include "frozen/scalar_types.def"
};

const ScalarInfo *scalar_info(TypeId scalar)
{
    assert(scalar < TYPE_SCALAR_COUNT && "no scalar has this type");
    return &scalar_types[scalar];
}

static bool same_type(const Type *a, const Type *b)
{
    return a->shape == b->shape && a->iterator == b->iterator && a->element == b->element && a->ndim == b->ndim &&
           packed_is_same(a->packed, b->packed) && a->flags == b->flags && a->count == b->count &&
           frozen_same_or_none(a->object, b->object) && stored_same(a, b) &&
           (!a->count || !memcmp(a->items, b->items, a->count * sizeof *a->items));
}

typedef struct Wanted {
    const TypeTable *types;
    const Type *type;
} Wanted;

static bool is_wanted(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    return same_type(&w->types->items[number], w->type);
}

static uint32_t hash_of_type(const Type *type)
{
    uint32_t hash = type->object ? object_hash(type->object) : 0;
    hash = hash_with(hash, (uint64_t)type->shape << 32 | (uint32_t)type->element);
    uint32_t packed = (uint32_t)type->packed.last << 8 | type->packed.first;
    hash = hash_with(hash, (uint64_t)type->flags << 32 | (uint32_t)type->ndim << 16 | packed);
    for (size_t i = 0; i < type->count; i++)
        hash = hash_with(hash, (uint64_t)type->items[i]);
    return stored_hash(hash, type);
}

static size_t parts_of(const Unit *u, const Type *type)
{
    size_t parts = 0;
    for (size_t i = 0; i < type->count; i++) {
        const Type *item = type->items[i] == TYPE_UNKNOWN ? NULL : type_get(u, type->items[i]);
        parts += item && item->count ? item->parts : 1;
    }
    return parts;
}

enum { MOST_WEIGHT = 1 << 30 };

/* Each record that it leads to by pointers is named once. */
size_t type_weight_of_fields(const Unit *u, const Stored *record)
{
    size_t sum = 1;
    for (size_t i = 0; i < record->count && sum < MOST_WEIGHT; i++) {
        const Type *field = type_get(u, record->fields[i].type);
        sum += field->shape == SHAPE_POINTER && !type_leads_to_function(u, record->fields[i].type) ? 1 : field->weight;
    }
    return sum;
}

static size_t sum_of_weights(const Unit *u, const Type *type)
{
    bool is_around = type->shape == SHAPE_POINTER || type->shape == SHAPE_NESTED || type->shape == SHAPE_ARRAY;
    size_t sum = type->shape == SHAPE_RECORD ? type_weight_of_fields(u, type->stored)
                                             : 1 + (is_around ? type_get(u, type->element)->weight : 0);
    for (size_t i = 0; i < type->count && sum < MOST_WEIGHT; i++)
        sum += type->items[i] == TYPE_UNKNOWN ? 1 : type_get(u, type->items[i])->weight;
    return sum < MOST_WEIGHT ? sum : MOST_WEIGHT;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

size_t type_depth_of_fields(const Unit *u, const Stored *record)
{
    size_t depth = 0;
    for (size_t i = 0; i < record->count; i++)
        depth = larger(depth, type_get(u, record->fields[i].type)->depth);
    return 1 + depth;
}

/* Records behind pointers stand beside the others in a name, not inside. */
static size_t depth_of(const Unit *u, const Type *type)
{
    bool is_around = type->shape == SHAPE_POINTER || type->shape == SHAPE_NESTED || type->shape == SHAPE_ARRAY;
    const Type *element = is_around ? type_get(u, type->element) : NULL;
    bool is_to_record = type->shape == SHAPE_POINTER &&
                        (element->shape == SHAPE_RECORD || element->shape == SHAPE_DRAFT);
    if (type->shape == SHAPE_RECORD)
        return type_depth_of_fields(u, type->stored);
    size_t depth = element && !is_to_record ? element->depth : 0;
    for (size_t i = 0; i < type->count; i++)
        depth = larger(depth, type->items[i] == TYPE_UNKNOWN ? 0 : type_get(u, type->items[i])->depth);
    return 1 + depth;
}

TypeId type_intern(Unit *u, Type type)
{
    uint32_t hash = hash_of_type(&type);
    uint32_t found = table_find(&u->types->by_hash, hash, is_wanted, &(Wanted){u->types, &type});
    if (found != TABLE_NOTHING)
        return (TypeId)found;
    type.parts = parts_of(u, &type);
    type.weight = sum_of_weights(u, &type);
    type.depth = depth_of(u, &type);
    ARENA_PUSH(&u->arena, u->types, type);
    table_add(&u->arena, &u->types->by_hash, hash, (uint32_t)u->types->count - 1);
    return (TypeId)(u->types->count - 1);
}

static const TypeShape fixed_shapes[TYPE_FIXED_COUNT] = {[TYPE_range] = SHAPE_RANGE,
                                                         [TYPE_exception] = SHAPE_EXCEPTION,
                                                         [TYPE_text] = SHAPE_TEXT,
                                                         [TYPE_string] = SHAPE_STRING};

void types_init(Unit *u)
{
    for (TypeId i = 0; i < TYPE_SCALAR_COUNT; i++)
        ARENA_PUSH(&u->arena, u->types, ((Type){.shape = SHAPE_SCALAR, .element = i, .weight = 1}));
    for (TypeId i = TYPE_SCALAR_COUNT; i < TYPE_FIXED_COUNT; i++)
        ARENA_PUSH(&u->arena, u->types, ((Type){.shape = fixed_shapes[i], .weight = 1}));
}

const Type *type_get(const Unit *u, TypeId type)
{
    assert(type < u->types->count);
    return &u->types->items[type];
}

TypeId type_pointer(Unit *u, TypeId element)
{
    return type_qualified_pointer(u, element, 0);
}

TypeId type_opaque(Unit *u, const char *name)
{
    Frozen *object = ARENA_NEW(&u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_STRING, .text = name, .builtin = -1};
    return type_intern(u, (Type){.shape = SHAPE_OPAQUE, .object = object});
}

static const char void_name[] = "void";

TypeId type_qualified_pointer(Unit *u, TypeId element, unsigned flags)
{
    flags &= POINTER_FLAGS;
    if (element == TYPE_none && !(flags & ARRAY_READ_ONLY))
        return TYPE_voidptr;
    TypeId pointee = element == TYPE_none ? type_opaque(u, void_name) : element;
    return type_intern(u, (Type){.shape = SHAPE_POINTER, .element = pointee, .flags = flags});
}

TypeId type_const_pointer(Unit *u, TypeId element)
{
    return type_qualified_pointer(u, element, ARRAY_READ_ONLY);
}

bool type_is_const_void(const Unit *u, TypeId type)
{
    const Type *element = type_has_shape(u, type, SHAPE_POINTER) ? type_get(u, type_get(u, type)->element) : NULL;
    return element && element->shape == SHAPE_OPAQUE && !strcmp(element->object->text, void_name);
}

bool type_is_untyped(const Unit *u, TypeId type)
{
    return type == TYPE_voidptr || type_is_const_void(u, type);
}

TypeId type_array(Unit *u, TypeId element, int ndim, Packed packed, unsigned flags)
{
    return type_intern(u, (Type){.shape = SHAPE_ARRAY,
                                 .element = element,
                                 .ndim = ndim,
                                 .packed = packed_canonical(packed, ndim),
                                 .flags = flags});
}

TypeId type_captured_array(Unit *u, const Frozen *object)
{
    const FrozenArray *array = object->array;
    return type_array(u, object->type, array->ndim, array->packed, array->flags);
}

TypeId type_array_like(Unit *u, TypeId array, int ndim, Packed packed)
{
    Type type = *type_get(u, array);
    return type_array(u, type.element, ndim, packed, type.flags);
}

TypeId type_row(Unit *u, TypeId array, int count)
{
    Type type = *type_get(u, array);
    assert(type.shape == SHAPE_ARRAY && count < type.ndim);
    return type_array_like(u, array, type.ndim - count, count ? (Packed){type.packed.last, 0} : type.packed);
}

TypeId type_flags(Unit *u, TypeId array)
{
    return type_intern(u, (Type){.shape = SHAPE_FLAGS, .element = array});
}

TypeId type_flat(Unit *u, TypeId array)
{
    return type_intern(u, (Type){.shape = SHAPE_FLAT, .element = array});
}

TypeId type_value(Unit *u, TypeId element)
{
    return type_intern(u, (Type){.shape = SHAPE_VALUE, .element = element});
}

TypeId type_tuple(Unit *u, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return type_intern(u, (Type){.shape = SHAPE_TUPLE, .items = copy, .count = count});
}

TypeId type_named_tuple(Unit *u, const Frozen *class, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return type_intern(u, (Type){.shape = SHAPE_TUPLE, .object = class, .items = copy, .count = count});
}

TypeId type_list(Unit *u, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return type_intern(u, (Type){.shape = SHAPE_TUPLE, .flags = TUPLE_IS_LIST, .items = copy, .count = count});
}

TypeId type_slice(Unit *u, const TypeId *items)
{
    const TypeId *copy = arena_copy(&u->arena, items, 3 * sizeof *items);
    return type_intern(u, (Type){.shape = SHAPE_SLICE, .items = copy, .count = 3});
}

TypeId type_frozen(Unit *u, const Frozen *object)
{
    return type_intern(u, (Type){.shape = SHAPE_FROZEN, .object = object});
}

TypeId type_closure(Unit *u, const Frozen *function, const TypeId *captured, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, captured, count * sizeof *captured);
    return type_intern(u, (Type){.shape = SHAPE_CLOSURE, .object = function, .items = copy, .count = count});
}

TypeId type_iterator(Unit *u, TypeId of)
{
    return type_intern(u, (Type){.shape = SHAPE_ITERATOR, .element = of});
}

TypeId type_iterators(Unit *u, IteratorKind kind, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return type_intern(u, (Type){.shape = SHAPE_ITERATOR, .iterator = kind, .items = copy, .count = count});
}

TypeId type_strict_zip(Unit *u, const TypeId *items, size_t count)
{
    Type type = *type_get(u, type_iterators(u, ITERATE_ZIP, items, count));
    type.flags = ZIP_STRICT;
    return type_intern(u, type);
}

TypeId type_indices(Unit *u, int ndim)
{
    return type_intern(u, (Type){.shape = SHAPE_ITERATOR, .iterator = ITERATE_INDICES, .ndim = ndim});
}

TypeId type_elements(Unit *u, TypeId array)
{
    int ndim = type_get(u, array)->ndim;
    return type_intern(u,
                       (Type){.shape = SHAPE_ITERATOR, .iterator = ITERATE_ELEMENTS, .element = array, .ndim = ndim});
}

/* A row of an array, or its element. */
static TypeId row_type(Unit *u, TypeId array)
{
    const Type *t = type_get(u, array);
    if (t->ndim <= 1)
        return t->ndim ? type_when_read(u, t->element, t->flags) : TYPE_UNKNOWN;
    return type_row(u, array, 1);
}

/* The elements of a tuple by position have one type: where a loop goes over them, they meet in its variable. */
static TypeId element_of_tuple(Unit *u, const Type *tuple)
{
    TypeId type = tuple->count ? tuple->items[0] : TYPE_int64;
    for (size_t i = 1; i < tuple->count && type != TYPE_UNKNOWN; i++)
        type = type_join(u, type, tuple->items[i]);
    return type;
}

static TypeId indices_type(Unit *u, int ndim)
{
    TypeId *items = ARENA_ARRAY(&u->arena, TypeId, (size_t)ndim);
    for (int i = 0; i < ndim; i++)
        items[i] = TYPE_int64;
    return type_tuple(u, items, (size_t)ndim);
}

static TypeId pair_type(Unit *u, TypeId first, TypeId second)
{
    return second == TYPE_UNKNOWN ? TYPE_UNKNOWN : type_tuple(u, (TypeId[]){first, second}, 2);
}

static TypeId zipped_type(Unit *u, const Type *zip)
{
    TypeId *items = ARENA_ARRAY(&u->arena, TypeId, zip->count);
    for (size_t i = 0; i < zip->count; i++) {
        items[i] = type_of_item(u, zip->items[i]);
        if (items[i] == TYPE_UNKNOWN)
            return TYPE_UNKNOWN;
    }
    return type_tuple(u, items, zip->count);
}

static TypeId element_of_array(Unit *u, TypeId id)
{
    const Type *array = type_get(u, id);
    return type_when_read(u, array->element, array->flags);
}

static TypeId iterated_type(Unit *u, const Type *t)
{
    switch (t->iterator) {
    case ITERATE_VALUE: return type_of_item(u, t->element);
    case ITERATE_ENUMERATE: return pair_type(u, TYPE_int64, type_of_item(u, t->items[0]));
    case ITERATE_ZIP: return zipped_type(u, t);
    case ITERATE_REVERSED: return type_of_item(u, t->items[0]);
    case ITERATE_INDICES: return indices_type(u, t->ndim);
    case ITERATE_ELEMENTS: return pair_type(u, indices_type(u, t->ndim), element_of_array(u, t->element));
    }
    return TYPE_UNKNOWN;
}

TypeId type_of_item(Unit *u, TypeId iterable)
{
    Type t = *type_get(u, iterable);
    switch (t.shape) {
    case SHAPE_RANGE: return TYPE_int64;
    case SHAPE_ARRAY: return row_type(u, iterable);
    case SHAPE_FLAT: return element_of_array(u, t.element);
    case SHAPE_TUPLE: return element_of_tuple(u, &t);
    case SHAPE_ITERATOR: return iterated_type(u, &t);
    default: return TYPE_UNKNOWN;
    }
}

ScalarKind type_kind(TypeId type)
{
    return type < TYPE_SCALAR_COUNT ? scalar_info(type)->kind : KIND_NONE;
}

bool type_is_integer(TypeId type)
{
    ScalarKind kind = type_kind(type);
    return kind == KIND_SIGNED || kind == KIND_UNSIGNED || kind == KIND_COUNT;
}

bool type_limits(TypeId type, int64_t *least, int64_t *most)
{
    if (!type_is_integer(type) || scalar_info(type)->size >= 8)
        return false;
    bool is_signed = scalar_info(type)->kind == KIND_SIGNED;
    int64_t count = (int64_t)1 << (8 * scalar_info(type)->size - is_signed);
    *least = is_signed ? -count : 0;
    *most = count - 1;
    return true;
}

bool type_is_float(TypeId type)
{
    return type_kind(type) == KIND_FLOAT;
}

bool type_is_complex(TypeId type)
{
    return type_kind(type) == KIND_COMPLEX;
}

#define MOST_MEMORY (((int64_t)1 << 57) - 1) /* bytes: addresses have 57 bits at most, on any machine */

int64_t type_longest_axis(const Unit *u, TypeId array)
{
    TypeId element = type_get(u, array)->element;
    return MOST_MEMORY / (int64_t)type_layout(u, element)->size;
}

TypeId type_component(TypeId type)
{
    return scalar_layout(type)->components[0].scalar;
}

bool type_is_scalar(TypeId type)
{
    ScalarKind kind = type_kind(type);
    return kind != KIND_NONE && kind != KIND_POINTER;
}

bool type_has_shape(const Unit *u, TypeId type, TypeShape shape)
{
    return type != TYPE_UNKNOWN && type_get(u, type)->shape == shape;
}

/* Of memory that is a part of such a value. */
static bool has_flags(const Unit *u, TypeId type, unsigned flags)
{
    const Type *t = type_get(u, type);
    bool is_memory = t->shape == SHAPE_ARRAY || t->shape == SHAPE_RECORD || t->shape == SHAPE_POINTER;
    bool has = is_memory && t->flags & flags;
    if (t->shape == SHAPE_FLAGS || t->shape == SHAPE_FLAT ||
        (t->shape == SHAPE_ITERATOR && t->iterator != ITERATE_INDICES && !t->items))
        has = has_flags(u, t->element, flags);
    bool has_parts = t->items && t->shape != SHAPE_SLICE && t->shape != SHAPE_FUNCTION;
    for (size_t i = 0; has_parts && i < t->count; i++)
        has |= has_flags(u, t->items[i], flags);
    return has;
}

bool type_has_owners(const Unit *u, TypeId type)
{
    return has_flags(u, type, ARRAY_OWNED);
}

bool type_has_volatile(const Unit *u, TypeId type)
{
    return has_flags(u, type, ARRAY_VOLATILE);
}

bool type_is_pointer(const Unit *u, TypeId type)
{
    return type == TYPE_voidptr || type_has_shape(u, type, SHAPE_POINTER) || type_has_shape(u, type, SHAPE_FUNCTION);
}

int type_ndim(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    if (type_is_scalar(type) || t->shape == SHAPE_ARRAY)
        return t->shape == SHAPE_ARRAY ? t->ndim : 0;
    if (t->shape != SHAPE_TUPLE)
        return -1;
    int ndim = t->count ? type_ndim(u, t->items[0]) : 0;
    for (size_t i = 1; i < t->count; i++)
        if (type_ndim(u, t->items[i]) != ndim)
            return -1;
    return ndim < 0 ? -1 : ndim + 1;
}

bool type_is_string(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    return t->shape == SHAPE_STRING || (t->shape == SHAPE_FROZEN && t->object->kind == FROZEN_STRING);
}

bool type_is_bytes(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_FROZEN) && type_get(u, type)->object->kind == FROZEN_BYTES;
}

bool type_is_c_string(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_POINTER) && type_get(u, type)->element == TYPE_char;
}

bool type_is_characters(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    return t->shape == SHAPE_ARRAY && t->ndim == 1 && t->element == TYPE_char;
}

TypeId type_constant_characters(Unit *u)
{
    return type_array(u, TYPE_char, 1, packed_c(1), ARRAY_READ_ONLY);
}

TypeId type_in_numpy(TypeId scalar)
{
    return scalar == TYPE_uintp ? TYPE_uint64 : scalar == TYPE_char ? TYPE_uint8 : scalar;
}

TypeId type_of_value(TypeId stored)
{
    return type_is_integer(stored) && stored != TYPE_uint64 ? TYPE_int64 : stored;
}

TypeId type_of_constant(Unit *u, const Frozen *object)
{
    switch (object->kind) {
    case FROZEN_NONE: return TYPE_none;
    case FROZEN_BOOL: return TYPE_boolean;
    case FROZEN_INT: return object->type == TYPE_none ? TYPE_int64 : object->type;
    case FROZEN_BIG:
    case FROZEN_FLOAT: return object->type == TYPE_none ? TYPE_float64 : object->type;
    case FROZEN_COMPLEX: return object->type == TYPE_none ? TYPE_complex128 : object->type;
    case FROZEN_TUPLE: {
        TypeId *items = ARENA_ARRAY(&u->arena, TypeId, object->count);
        for (size_t i = 0; i < object->count; i++)
            items[i] = type_of_constant(u, object->items[i]);
        return type_named_tuple(u, object->class, items, object->count);
    }
    case FROZEN_ARRAY: return type_captured_array(u, object);
    case FROZEN_RECORD: return type_when_read(u, object->type, object->array->flags);
    case FROZEN_VALUE: return type_value(u, object->type);
    case FROZEN_FOREIGN: return object->count ? type_frozen(u, object) : type_function(u, object->signature);
    case FROZEN_SLICE: {
        TypeId items[3];
        for (size_t i = 0; i < 3; i++)
            items[i] = type_of_constant(u, object->items[i]);
        return type_slice(u, items);
    }
    default: return type_frozen(u, object);
    }
}
