/* types.c: interning of types, their names, and the lattice of SEMANTICS.md, "Numbers". */
#include "types/types.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "frozen/object.h"
#include "frozen/strings.h"
#include "types/layout.h"
#include "types/object_text.h"

static const ScalarInfo scalar_types[TYPE_SCALAR_COUNT] = {
#define SCALAR(name, kind, size, component, lir, c_name, ctypes, numpy, text)                                          \
    [TYPE_##name] = {#name, KIND_##kind, size, c_name, ctypes, numpy, text},
#include "frozen/scalar_types.def"
};

const ScalarInfo *scalar_info(TypeId scalar)
{
    assert(scalar < TYPE_SCALAR_COUNT && "no scalar has this type");
    return &scalar_types[scalar];
}

static bool same_object(const Object *a, const Object *b)
{
    return a == b || (a && b && object_same(a, b));
}

static bool same_type(const Type *a, const Type *b)
{
    return a->shape == b->shape && a->iterator == b->iterator && a->element == b->element && a->ndim == b->ndim &&
           a->layout == b->layout && a->flags == b->flags && a->count == b->count &&
           same_object(a->object, b->object) && (!a->count || !memcmp(a->items, b->items, a->count * sizeof *a->items));
}

static TypeId intern(Unit *u, Type type)
{
    for (size_t i = TYPE_FIXED_COUNT; i < u->types->count; i++)
        if (same_type(&u->types->items[i], &type))
            return (TypeId)i;
    ARENA_PUSH(&u->arena, u->types, type);
    return (TypeId)(u->types->count - 1);
}

static const TypeShape fixed_shapes[TYPE_FIXED_COUNT] = {[TYPE_range] = SHAPE_RANGE,
                                                         [TYPE_exception] = SHAPE_EXCEPTION,
                                                         [TYPE_text] = SHAPE_TEXT,
                                                         [TYPE_string] = SHAPE_STRING};

void types_init(Unit *u)
{
    for (TypeId i = 0; i < TYPE_SCALAR_COUNT; i++)
        ARENA_PUSH(&u->arena, u->types, ((Type){.shape = SHAPE_SCALAR, .element = i}));
    for (TypeId i = TYPE_SCALAR_COUNT; i < TYPE_FIXED_COUNT; i++)
        ARENA_PUSH(&u->arena, u->types, ((Type){.shape = fixed_shapes[i]}));
}

const Type *type_get(const Unit *u, TypeId type)
{
    return &u->types->items[type];
}

TypeId type_pointer(Unit *u, TypeId element)
{
    return element == TYPE_none ? TYPE_voidptr : intern(u, (Type){.shape = SHAPE_POINTER, .element = element});
}

TypeId type_array(Unit *u, TypeId element, int ndim, char layout)
{
    return intern(u, (Type){.shape = SHAPE_ARRAY, .element = element, .ndim = ndim, .layout = layout});
}

TypeId type_captured_array(Unit *u, const Object *object)
{
    const ArrayObject *array = object->array;
    return intern(u, (Type){.shape = SHAPE_ARRAY,
                            .element = object->type,
                            .ndim = array->ndim,
                            .layout = array->layout,
                            .flags = array->flags});
}

TypeId type_array_like(Unit *u, TypeId array, int ndim, char layout)
{
    Type type = *type_get(u, array);
    type.ndim = ndim;
    type.layout = layout;
    return intern(u, type);
}

TypeId type_flags(Unit *u, TypeId array)
{
    return intern(u, (Type){.shape = SHAPE_FLAGS, .element = array});
}

TypeId type_tuple(Unit *u, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return intern(u, (Type){.shape = SHAPE_TUPLE, .items = copy, .count = count});
}

TypeId type_named_tuple(Unit *u, const Object *class, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return intern(u, (Type){.shape = SHAPE_TUPLE, .object = class, .items = copy, .count = count});
}

TypeId type_list(Unit *u, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return intern(u, (Type){.shape = SHAPE_TUPLE, .flags = TUPLE_LIST, .items = copy, .count = count});
}

TypeId type_slice(Unit *u, const TypeId *items)
{
    const TypeId *copy = arena_copy(&u->arena, items, 3 * sizeof *items);
    return intern(u, (Type){.shape = SHAPE_SLICE, .items = copy, .count = 3});
}

TypeId type_object(Unit *u, const Object *object)
{
    return intern(u, (Type){.shape = SHAPE_OBJECT, .object = object});
}

TypeId type_closure(Unit *u, const Object *function, const TypeId *captured, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, captured, count * sizeof *captured);
    return intern(u, (Type){.shape = SHAPE_CLOSURE, .object = function, .items = copy, .count = count});
}

TypeId type_iterator(Unit *u, TypeId of)
{
    return intern(u, (Type){.shape = SHAPE_ITERATOR, .element = of});
}

TypeId type_iterators(Unit *u, IteratorKind kind, const TypeId *items, size_t count)
{
    const TypeId *copy = arena_copy(&u->arena, items, count * sizeof *items);
    return intern(u, (Type){.shape = SHAPE_ITERATOR, .iterator = kind, .items = copy, .count = count});
}

TypeId type_strict_zip(Unit *u, const TypeId *items, size_t count)
{
    Type type = *type_get(u, type_iterators(u, ITERATE_ZIP, items, count));
    type.flags = ZIP_STRICT;
    return intern(u, type);
}

TypeId type_indices(Unit *u, int ndim)
{
    return intern(u, (Type){.shape = SHAPE_ITERATOR, .iterator = ITERATE_INDICES, .ndim = ndim});
}

TypeId type_elements(Unit *u, TypeId array)
{
    int ndim = type_get(u, array)->ndim;
    return intern(u, (Type){.shape = SHAPE_ITERATOR, .iterator = ITERATE_ELEMENTS, .element = array, .ndim = ndim});
}

/* A row of an array, or its element. */
static TypeId row_type(Unit *u, TypeId array)
{
    const Type *t = type_get(u, array);
    if (t->ndim <= 1)
        return t->ndim ? type_of_value(t->element) : TYPE_UNKNOWN;
    return type_array_like(u, array, t->ndim - 1, t->layout == 'C' ? 'C' : 'A');
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

static TypeId iterated_type(Unit *u, const Type *t)
{
    switch (t->iterator) {
    case ITERATE_VALUE: return type_of_item(u, t->element);
    case ITERATE_ENUMERATE: return pair_type(u, TYPE_int64, type_of_item(u, t->items[0]));
    case ITERATE_ZIP: return zipped_type(u, t);
    case ITERATE_REVERSED: return type_of_item(u, t->items[0]);
    case ITERATE_INDICES: return indices_type(u, t->ndim);
    case ITERATE_ELEMENTS:
        return pair_type(u, indices_type(u, t->ndim), type_of_value(type_get(u, t->element)->element));
    }
    return TYPE_UNKNOWN;
}

TypeId type_of_item(Unit *u, TypeId iterable)
{
    Type t = *type_get(u, iterable);
    switch (t.shape) {
    case SHAPE_RANGE: return TYPE_int64;
    case SHAPE_ARRAY: return row_type(u, iterable);
    case SHAPE_TUPLE: return element_of_tuple(u, &t);
    case SHAPE_ITERATOR: return iterated_type(u, &t);
    default: return TYPE_UNKNOWN;
    }
}

static const char *array_name(Unit *u, const Type *t)
{
    const char *text = arena_printf(&u->arena, "%s[", type_name(u, t->element));
    for (int i = 0; i < t->ndim; i++)
        text = arena_printf(&u->arena, "%s%s:", text, i ? ", " : "");
    const char *layout = t->layout == 'C' ? "" : t->layout == 'F' ? " in Fortran order" : " strided";
    const char *read_only = t->flags & ARRAY_READ_ONLY ? " read-only" : "";
    return arena_printf(&u->arena, "%s]%s%s", text, layout, read_only);
}

static const char *tuple_name(Unit *u, const Type *t)
{
    bool is_list = t->flags & TUPLE_LIST;
    const Code *fields = t->object ? t->object->code : NULL;
    const char *text = arena_printf(&u->arena, "%s%s", fields ? fields->name : "", is_list ? "[" : "(");
    for (size_t i = 0; i < t->count; i++)
        text = arena_printf(&u->arena, "%s%s%s%s%s", text, i ? ", " : "", fields ? fields->locals[i] : "",
                            fields ? ": " : "", type_name(u, t->items[i]));
    return arena_printf(&u->arena, "%s%s", text, is_list ? "]" : t->count == 1 && !fields ? ",)" : ")");
}

static const char *iterator_name(Unit *u, const Type *t)
{
    static const char *const names[] = {"", "enumerate", "zip", "reversed", "ndindex", "ndenumerate"};
    if (t->iterator == ITERATE_VALUE)
        return arena_printf(&u->arena, "iterator over %s", type_name(u, t->element));
    const char *text = arena_printf(&u->arena, "%s(", names[t->iterator]);
    if (t->iterator == ITERATE_INDICES)
        return arena_printf(&u->arena, "%s%d)", text, t->ndim);
    for (size_t i = 0; i < t->count; i++) {
        const Type *inner = type_get(u, t->items[i]);
        TypeId item = inner->iterator == ITERATE_VALUE ? inner->element : t->items[i];
        text = arena_printf(&u->arena, "%s%s%s", text, i ? ", " : "", type_name(u, item));
    }
    return arena_printf(&u->arena, "%s%s)", text, t->count ? "" : type_name(u, t->element));
}

const char *type_name(Unit *u, TypeId type)
{
    if (type == TYPE_UNKNOWN)
        return "?";
    const Type *t = type_get(u, type);
    switch (t->shape) {
    case SHAPE_SCALAR: return scalar_info(type)->name;
    case SHAPE_OBJECT: return t->object->description ? t->object->description : object_text(u, t->object);
    case SHAPE_EXCEPTION: return "an exception";
    case SHAPE_TEXT: return "a text";
    case SHAPE_STRING: return "a string";
    case SHAPE_CLOSURE: return arena_printf(&u->arena, "the function %s", t->object->code->name);
    case SHAPE_RANGE: return "range";
    case SHAPE_POINTER: return arena_printf(&u->arena, "%s*", type_name(u, t->element));
    case SHAPE_ARRAY: return array_name(u, t);
    case SHAPE_FLAGS: return arena_printf(&u->arena, "the flags of %s", type_name(u, t->element));
    case SHAPE_SLICE: return "slice";
    case SHAPE_TUPLE: return tuple_name(u, t);
    case SHAPE_ITERATOR: return iterator_name(u, t);
    }
    return "?";
}

static ScalarKind kind_of(TypeId type)
{
    return type < TYPE_SCALAR_COUNT ? scalar_info(type)->kind : KIND_NONE;
}

bool type_is_integer(TypeId type)
{
    ScalarKind kind = kind_of(type);
    return kind == KIND_SIGNED || kind == KIND_UNSIGNED || kind == KIND_COUNT;
}

bool type_is_float(TypeId type)
{
    return kind_of(type) == KIND_FLOAT;
}

bool type_is_complex(TypeId type)
{
    return kind_of(type) == KIND_COMPLEX;
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
    ScalarKind kind = kind_of(type);
    return kind != KIND_NONE && kind != KIND_POINTER;
}

bool type_has_shape(const Unit *u, TypeId type, TypeShape shape)
{
    return type != TYPE_UNKNOWN && type_get(u, type)->shape == shape;
}

bool type_is_pointer(const Unit *u, TypeId type)
{
    return type == TYPE_voidptr || type_has_shape(u, type, SHAPE_POINTER);
}

TypeId type_of_value(TypeId stored)
{
    return type_is_integer(stored) && stored != TYPE_uint64 ? TYPE_int64 : stored;
}

/* bool < integer < float < complex */
static int rank(TypeId type)
{
    switch (kind_of(type)) {
    case KIND_BOOL: return 0;
    case KIND_SIGNED:
    case KIND_UNSIGNED:
    case KIND_COUNT: return 1;
    case KIND_FLOAT: return 2;
    case KIND_COMPLEX: return 3;
    default: return -1;
    }
}

static TypeId join_scalars(TypeId a, TypeId b)
{
    TypeId low = rank(a) <= rank(b) ? a : b, high = low == a ? b : a;
    switch (rank(high)) {
    case 1: return low == TYPE_uint64 || high == TYPE_uint64 ? TYPE_uint64 : TYPE_int64;
    case 2: return TYPE_float64;
    default: return high == TYPE_complex64 && low == TYPE_float32 ? TYPE_complex64 : TYPE_complex128;
    }
}

/* Of tuples, and of closures of one function: their items join. Named tuples of two classes are tuples. */
static TypeId join_items(Unit *u, const Type *a, const Type *b)
{
    bool one_class = same_object(a->object, b->object);
    if (a->count != b->count || a->flags != b->flags || (a->shape == SHAPE_CLOSURE && !one_class))
        return TYPE_UNKNOWN;
    TypeId *items = ARENA_ARRAY(&u->arena, TypeId, a->count);
    for (size_t i = 0; i < a->count; i++) {
        items[i] = type_join(u, a->items[i], b->items[i]);
        if (items[i] == TYPE_UNKNOWN)
            return TYPE_UNKNOWN;
    }
    if (a->shape == SHAPE_CLOSURE)
        return type_closure(u, a->object, items, a->count);
    if (a->flags & TUPLE_LIST)
        return type_list(u, items, a->count);
    return type_named_tuple(u, one_class ? a->object : NULL, items, a->count);
}

/* None is the null pointer; any pointer is a voidptr. */
static TypeId join_pointers(const Unit *u, TypeId a, TypeId b)
{
    if (a == TYPE_none || b == TYPE_none)
        return a == TYPE_none ? b : a;
    return type_is_pointer(u, a) && type_is_pointer(u, b) && (a == TYPE_voidptr || b == TYPE_voidptr) ? TYPE_voidptr
                                                                                                      : TYPE_UNKNOWN;
}

/* Views of one element type: what holds for both. */
static TypeId join_arrays(Unit *u, const Type *a, const Type *b)
{
    if (a->element != b->element || a->ndim != b->ndim)
        return TYPE_UNKNOWN;
    Type type = *a;
    type.layout = a->layout == b->layout ? a->layout : 'A';
    type.flags = a->flags | b->flags;
    return intern(u, type);
}

bool type_is_string(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    return t->shape == SHAPE_STRING || (t->shape == SHAPE_OBJECT && t->object->kind == OBJECT_STRING);
}

static bool is_words(const Unit *u, TypeId type)
{
    return type == TYPE_text || type_is_string(u, type);
}

/* So all that a TYPE_string may hold have numbers before anything is lowered. */
static TypeId join_strings(Unit *u, const Type *a, const Type *b)
{
    if (a->object)
        string_number(u, a->object->text);
    if (b->object)
        string_number(u, b->object->text);
    return TYPE_string;
}

TypeId type_join(Unit *u, TypeId a, TypeId b)
{
    if (a == b)
        return a;
    if (type_is_scalar(a) && type_is_scalar(b))
        return join_scalars(a, b);
    if (type_is_pointer(u, a) || type_is_pointer(u, b))
        return join_pointers(u, a, b);
    Type x = *type_get(u, a), y = *type_get(u, b);
    if (is_words(u, a) && is_words(u, b))
        return a == TYPE_text || b == TYPE_text ? TYPE_text : join_strings(u, &x, &y);
    if (x.shape != y.shape)
        return TYPE_UNKNOWN;
    if (x.shape == SHAPE_ARRAY)
        return join_arrays(u, &x, &y);
    return x.shape == SHAPE_TUPLE || x.shape == SHAPE_CLOSURE ? join_items(u, &x, &y) : TYPE_UNKNOWN;
}

static TypeId integer_type(bool is_signed, int size)
{
    ScalarKind kind = is_signed ? KIND_SIGNED : KIND_UNSIGNED;
    for (TypeId t = 0; t < TYPE_SCALAR_COUNT; t++)
        if (scalar_info(t)->size == size && kind_of(t) == kind)
            return t;
    return TYPE_int64;
}

/* Sized integers promote as NumPy's; uint64 with anything is uint64 (C's rule). */
static TypeId promote_integers(TypeId a, TypeId b)
{
    if (a == b)
        return a;
    if (a == TYPE_uint64 || b == TYPE_uint64)
        return TYPE_uint64;
    bool a_signed = kind_of(a) == KIND_SIGNED, b_signed = kind_of(b) == KIND_SIGNED;
    int a_size = scalar_info(a)->size, b_size = scalar_info(b)->size;
    if (a_signed == b_signed)
        return a_size >= b_size ? a : b;
    int signed_size = a_signed ? a_size : b_size, unsigned_size = a_signed ? b_size : a_size;
    int size = signed_size > unsigned_size ? signed_size : 2 * unsigned_size;
    return size > 8 ? TYPE_int64 : integer_type(true, size);
}

/* Is the number `type` exact in single precision, in NumPy's eyes? */
static bool fits_single(TypeId type)
{
    if (rank(type) == 1)
        return scalar_info(type)->size <= 2;
    return type != TYPE_float64 && type != TYPE_complex128;
}

TypeId type_promote(TypeId a, bool a_is_weak, TypeId b, bool b_is_weak)
{
    if (!type_is_scalar(a) || !type_is_scalar(b))
        return TYPE_UNKNOWN;
    if (a_is_weak != b_is_weak && rank(a_is_weak ? a : b) <= rank(a_is_weak ? b : a))
        return rank(a_is_weak ? b : a) == 0 ? TYPE_int64 : a_is_weak ? b : a;
    int high = rank(a) > rank(b) ? rank(a) : rank(b);
    bool single = (a_is_weak || fits_single(a)) && (b_is_weak || fits_single(b)) && !(a_is_weak && b_is_weak);
    switch (high) {
    case 0: return TYPE_int64;
    case 1: return rank(a) == 0 ? b : rank(b) == 0 ? a : promote_integers(a, b);
    case 2: return single && (a == TYPE_float32 || b == TYPE_float32) ? TYPE_float32 : TYPE_float64;
    default:
        return single && rank(a) >= 2 && rank(b) >= 2                   ? TYPE_complex64
               : single && (a == TYPE_complex64 || b == TYPE_complex64) ? TYPE_complex64
                                                                        : TYPE_complex128;
    }
}

typedef struct TypeName {
    const char *name;
    TypeId type;
} TypeName;

static const TypeName type_names[] = {
#define SCALAR(name, ...) {#name, TYPE_##name},
#include "frozen/scalar_types.def"
#define ALIAS(name, stands_for) {#name, TYPE_##stands_for},
#include "types/type_aliases.def"
};
enum { TYPE_NAME_COUNT = sizeof type_names / sizeof *type_names };

TypeId type_by_name(const char *name, size_t length)
{
    for (size_t i = 0; i < TYPE_NAME_COUNT; i++)
        if (strlen(type_names[i].name) == length && !memcmp(type_names[i].name, name, length))
            return type_names[i].type;
    return TYPE_UNKNOWN;
}

static const TypeName dtype_names[] = {
#define DTYPE_NAME(name, stands_for) {name, TYPE_##stands_for},
#include "types/dtype_names.def"
};

/* A type string may begin with its byte order: this machine's, or none for single bytes. */
TypeId type_by_dtype_name(const char *name)
{
    name += *name == '<' || *name == '=' || *name == '|';
    for (size_t i = 0; i < sizeof dtype_names / sizeof *dtype_names; i++)
        if (!strcmp(dtype_names[i].name, name))
            return dtype_names[i].type;
    return TYPE_UNKNOWN;
}

const char *type_nearest_name(const char *name)
{
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; i < TYPE_NAME_COUNT; i++)
        nearest_offer(&nearest, type_names[i].name);
    return nearest.found;
}

const char *type_nearest_dtype_name(const char *name)
{
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; i < sizeof dtype_names / sizeof *dtype_names; i++)
        nearest_offer(&nearest, dtype_names[i].name);
    return nearest.found;
}
