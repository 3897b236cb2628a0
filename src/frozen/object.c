/* object.c: comparing and printing frozen Python objects. */
#include "frozen/object.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
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
    case OBJECT_BIG: return !strcmp(a->text, b->text);
    case OBJECT_FLOAT: return same_bits(a->real, b->real);
    case OBJECT_COMPLEX: return same_bits(a->real, b->real) && same_bits(a->imag, b->imag);
    case OBJECT_EXCEPTION:
    case OBJECT_STRING: return !strcmp(a->text, b->text);
    case OBJECT_SLICE:
    case OBJECT_SET:
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

static uint64_t bits_of(double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

uint32_t object_hash(const Object *object)
{
    uint32_t hash = hash_with((uint32_t)object->kind, (uint64_t)object->type);
    switch (object->kind) {
    case OBJECT_BOOL:
    case OBJECT_INT: return hash_with(hash, (uint64_t)object->integer);
    case OBJECT_FLOAT: return hash_with(hash, bits_of(object->real));
    case OBJECT_COMPLEX: return hash_with(hash_with(hash, bits_of(object->real)), bits_of(object->imag));
    case OBJECT_EXCEPTION:
    case OBJECT_STRING: return hash_with_text(hash, object->text);
    case OBJECT_SLICE:
    case OBJECT_SET:
    case OBJECT_TUPLE:
        for (size_t i = 0; i < object->count; i++)
            hash = hash_with(hash, object_hash(object->items[i]));
        return hash;
    case OBJECT_BUILTIN: return hash_with(hash, (uint64_t)object->builtin);
    case OBJECT_CODE: return hash_with(hash, (uintptr_t)object->code);
    case OBJECT_NONE:
    case OBJECT_TYPE: return hash;
    default: return hash_with(hash, (uintptr_t)object->handle);
    }
}

bool object_is_number(const Object *object)
{
    switch (object->kind) {
    case OBJECT_BOOL:
    case OBJECT_INT:
    case OBJECT_BIG:
    case OBJECT_FLOAT:
    case OBJECT_COMPLEX: return true;
    default: return false;
    }
}

bool object_same_or_none(const Object *a, const Object *b)
{
    return a == b || (a && b && object_same(a, b));
}

bool object_is_weak(const Object *object)
{
    return object_is_number(object) && object->type == TYPE_none;
}
