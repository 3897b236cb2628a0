/* type_names.c: types as text, and text as scalar types. */
#include "types/types.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "frozen/frozen.h"
#include "types/frozen_text.h"
#include "types/stored.h"

static const char *packed_name(Unit *u, const Type *t)
{
    if (packed_is_c(t->packed, t->ndim))
        return "";
    if (packed_is_f(t->packed, t->ndim))
        return " in Fortran order";
    int count = t->packed.last + t->packed.first;
    const char *which = t->packed.last ? "last" : "first";
    return count ? arena_printf(&u->arena, " strided, the %s %d packed", which, count) : " strided";
}

static const char *array_name(Unit *u, const Type *t)
{
    const char *text = arena_printf(&u->arena, "%s[", type_name(u, t->element));
    for (int i = 0; i < t->ndim; i++)
        text = arena_printf(&u->arena, "%s%s:", text, i ? ", " : "");
    const char *read_only = t->flags & ARRAY_READ_ONLY ? " read-only" : "";
    return arena_printf(&u->arena, "%s]%s%s", text, packed_name(u, t), read_only);
}

static const char *tuple_name(Unit *u, const Type *t)
{
    bool is_list = t->flags & TUPLE_IS_LIST;
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

/* "float64*", "const float64*", "float64* const*" */
static const char *pointer_name(Unit *u, const Type *t)
{
    const char *element = type_name(u, t->element);
    if (!(t->flags & ARRAY_READ_ONLY))
        return arena_printf(&u->arena, "%s*", element);
    return arena_printf(&u->arena, type_is_pointer(u, t->element) ? "%s const*" : "const %s*", element);
}

/* "float64 (*)(float64, int32)" */
static const char *function_name(Unit *u, const Type *t)
{
    const char *text = arena_printf(&u->arena, "%s (*)(", type_name(u, t->items[0]));
    for (size_t i = 1; i + (size_t)t->ndim < t->count; i++)
        text = arena_printf(&u->arena, "%s%s%s", text, i > 1 ? ", " : "", type_name(u, t->items[i]));
    return arena_printf(&u->arena, "%s%s)", text, t->flags & FUNCTION_IS_VARIADIC ? ", ..." : "");
}

const char *type_name(Unit *u, TypeId type)
{
    if (type == TYPE_UNKNOWN)
        return "?";
    const Type *t = type_get(u, type);
    switch (t->shape) {
    case SHAPE_SCALAR: return scalar_info(type)->name;
    case SHAPE_FROZEN: return t->object->description ? t->object->description : frozen_text(u, t->object);
    case SHAPE_EXCEPTION: return "an exception";
    case SHAPE_TEXT: return "a text";
    case SHAPE_STRING: return "a string";
    case SHAPE_CLOSURE: return arena_printf(&u->arena, "the function %s", t->object->code->name);
    case SHAPE_RANGE: return "range";
    case SHAPE_OPAQUE: return t->object->text;
    case SHAPE_POINTER: return pointer_name(u, t);
    case SHAPE_FUNCTION: return function_name(u, t);
    case SHAPE_ARRAY: return array_name(u, t);
    case SHAPE_RECORD: return record_name(u, t);
    case SHAPE_ENCLOSING: return arena_printf(&u->arena, "^%d", t->ndim);
    case SHAPE_NESTED: return nested_name(u, t);
    case SHAPE_FLAT: return arena_printf(&u->arena, "the flat of %s", type_name(u, t->element));
    case SHAPE_FLAGS: return arena_printf(&u->arena, "the flags of %s", type_name(u, t->element));
    case SHAPE_VALUE: return arena_printf(&u->arena, "a Value of %s", type_name(u, t->element));
    case SHAPE_SLICE: return "slice";
    case SHAPE_TUPLE: return tuple_name(u, t);
    case SHAPE_ITERATOR: return iterator_name(u, t);
    }
    return "?";
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
