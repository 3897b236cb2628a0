/* object.c: comparing and printing frozen Python objects. */
#include "frozen/object.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/builtins.h"

const Object unbound_object = {.kind = OBJECT_OTHER, .description = "a variable that has no value yet"};

static bool same_bits(double a, double b)
{
    return !memcmp(&a, &b, sizeof a);
}

int code_field(const Code *fields, const char *name)
{
    for (size_t i = 0; i < fields->local_count; i++)
        if (!strcmp(fields->locals[i], name))
            return (int)i;
    return -1;
}

static bool same_tuple(const Object *a, const Object *b)
{
    if (a->count != b->count || (a->class ? a->class->handle : NULL) != (b->class ? b->class->handle : NULL))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!object_same(a->items[i], b->items[i]))
            return false;
    return true;
}

/* NULL where there is none. */
static bool same_or_none(const Object *a, const Object *b)
{
    return a && b ? object_same(a, b) : a == b;
}

/* What they give to arguments that a call leaves out. One code gives both as many keyword-only arguments. */
static bool same_defaults(const Object *a, const Object *b)
{
    const Code *code = a->code;
    if (a->count != b->count || !a->keyword_defaults != !b->keyword_defaults || !a->default_at != !b->default_at)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_or_none(a->items[i], b->items[i]))
            return false;
    for (size_t i = 0; a->keyword_defaults && i < code->keyword_only_count; i++)
        if (!same_or_none(a->keyword_defaults[i], b->keyword_defaults[i]))
            return false;
    for (size_t i = 0; a->default_at && i < code->argument_count + code->keyword_only_count; i++)
        if (a->default_at[i] != b->default_at[i])
            return false;
    return true;
}

/* Functions of one code that carry the same things, and call the same functions beside them. */
static bool same_captured(const Captured *a, const Captured *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->count != b->count || a->member_count != b->member_count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->names[i], b->names[i]))
            return false;
    for (size_t i = 0; i < a->member_count; i++)
        if (strcmp(a->members[i], b->members[i]) || a->functions[i]->code != b->functions[i]->code ||
            !same_defaults(a->functions[i], b->functions[i]))
            return false;
    return true;
}

/* A function that is made inside another has the handle of its code alone: what its maker gave it counts, too. */
static bool same_function(const Object *a, const Object *b)
{
    return a->handle && a->handle == b->handle && a->identity == b->identity &&
           same_captured(a->captured, b->captured) && (!a->parent || same_defaults(a, b));
}

bool object_same(const Object *a, const Object *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->type != b->type)
        return false;
    switch (a->kind) {
    case OBJECT_NONE: return true;
    case OBJECT_BOOL:
    case OBJECT_INT: return a->integer == b->integer;
    case OBJECT_FLOAT: return same_bits(a->real, b->real);
    case OBJECT_COMPLEX: return same_bits(a->real, b->real) && same_bits(a->imag, b->imag);
    case OBJECT_EXCEPTION:
    case OBJECT_STRING: return !strcmp(a->text, b->text);
    case OBJECT_SLICE:
    case OBJECT_TUPLE: return same_tuple(a, b);
    case OBJECT_BUILTIN: return a->builtin == b->builtin && a->identity == b->identity;
    case OBJECT_TYPE: return true;
    case OBJECT_CODE: return a->code == b->code;
    case OBJECT_FUNCTION: return same_function(a, b);
    case OBJECT_NAMED_TUPLE:
    case OBJECT_MODULE:
    case OBJECT_MAKER:
    case OBJECT_INFO:
    case OBJECT_ARRAY:
    case OBJECT_OTHER: return a->handle && a->handle == b->handle;
    }
    return false;
}

bool object_is_number(const Object *object)
{
    switch (object->kind) {
    case OBJECT_BOOL:
    case OBJECT_INT:
    case OBJECT_FLOAT:
    case OBJECT_COMPLEX: return true;
    default: return false;
    }
}

bool object_is_weak(const Object *object)
{
    return object_is_number(object) && object->type == TYPE_none;
}

/* The shortest text that reads back as the same double, with a point or an exponent, as Python's repr. */
static const char *float_text(Unit *u, double value)
{
    char text[32];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    bool whole = isfinite(value) && !strpbrk(text, ".e");
    return arena_printf(&u->arena, "%s%s", text, whole ? ".0" : "");
}

static const char *tuple_text(Unit *u, const Object *tuple)
{
    const Object *class = tuple->class;
    const char *text = arena_printf(&u->arena, "%s(", class ? class->code->name : "");
    for (size_t i = 0; i < tuple->count; i++)
        text = arena_printf(&u->arena, "%s%s%s%s%s", text, i ? ", " : "", class ? class->code->locals[i] : "",
                            class ? "=" : "", object_text(u, tuple->items[i]));
    return arena_printf(&u->arena, "%s%s)", text, tuple->count == 1 && !class ? "," : "");
}

/* "array float64[3, 4]": its shape, not where it lies. */
static const char *array_text(Unit *u, const Object *object)
{
    const char *text = arena_printf(&u->arena, "array %s[", type_name(u, object->type));
    for (int i = 0; i < object->array->ndim; i++)
        text = arena_printf(&u->arena, "%s%s%lld", text, i ? ", " : "", (long long)object->array->shape[i]);
    return arena_printf(&u->arena, "%s]", text);
}

const char *object_text(Unit *u, const Object *object)
{
    switch (object->kind) {
    case OBJECT_NONE: return "None";
    case OBJECT_BOOL: return object->integer ? "True" : "False";
    case OBJECT_INT:
        return object->type == TYPE_uint64 ? arena_printf(&u->arena, "%llu", (unsigned long long)object->integer)
                                           : arena_printf(&u->arena, "%lld", (long long)object->integer);
    case OBJECT_FLOAT: return float_text(u, object->real);
    case OBJECT_COMPLEX:
        return arena_printf(&u->arena, "(%s+%sj)", float_text(u, object->real), float_text(u, object->imag));
    case OBJECT_STRING: return arena_printf(&u->arena, "'%s'", object->text);
    case OBJECT_TUPLE: return tuple_text(u, object);
    case OBJECT_SLICE: return arena_printf(&u->arena, "slice%s", tuple_text(u, object));
    case OBJECT_EXCEPTION:
    case OBJECT_MODULE: return object->text;
    case OBJECT_BUILTIN: return builtins[object->builtin].path;
    case OBJECT_NAMED_TUPLE:
    case OBJECT_CODE:
    case OBJECT_FUNCTION: return object->code->qualname;
    case OBJECT_TYPE: return type_name(u, object->type);
    case OBJECT_ARRAY: return array_text(u, object);
    case OBJECT_MAKER:
    case OBJECT_INFO:
    case OBJECT_OTHER: return object->description;
    }
    return "?";
}
