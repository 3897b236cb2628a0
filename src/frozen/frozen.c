/* frozen.c: comparing and printing frozen Python objects. */
#include "frozen/frozen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/origin.h"

const Frozen frozen_unbound = {.kind = FROZEN_OTHER, .description = "a variable that has no value yet"};

/* ---- values ---- */

bool frozen_is_data(const Frozen *object)
{
    return object->is_looked_at;
}

void frozen_note_look(const Frozen *object)
{
    if (object->is_looked_at)
        *object->is_looked_at = true;
}

int64_t frozen_integer(const Frozen *object)
{
    frozen_note_look(object);
    return object->number.integer;
}

double frozen_real(const Frozen *object)
{
    frozen_note_look(object);
    return object->number.real;
}

double frozen_imag(const Frozen *object)
{
    frozen_note_look(object);
    return object->number.imag;
}

int64_t frozen_extent(const Frozen *array, int axis)
{
    const FrozenArray *memory = array->array;
    frozen_note_look(array);
    return axis < memory->ndim ? memory->shape[axis] : memory->strides[axis - memory->ndim];
}

/* ---- which are the same ---- */

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

static bool same_tuple(const Frozen *a, const Frozen *b)
{
    if (a->count != b->count || (a->class ? a->class->handle : NULL) != (b->class ? b->class->handle : NULL))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!frozen_same(a->items[i], b->items[i]))
            return false;
    return true;
}

/* NULL where there is none. */
static bool same_or_none(const Frozen *a, const Frozen *b)
{
    return a && b ? frozen_same(a, b) : a == b;
}

/* What they give to arguments that a call leaves out. One code gives both as many keyword-only arguments. */
static bool same_defaults(const Frozen *a, const Frozen *b)
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
static bool same_function(const Frozen *a, const Frozen *b)
{
    return a->handle && a->handle == b->handle && a->identity == b->identity &&
           same_captured(a->captured, b->captured) && (!a->parent || same_defaults(a, b));
}

/* Memory, or code of others: where it lies is data. */
static bool is_live(const Frozen *object)
{
    return object->kind == FROZEN_ARRAY || object->kind == FROZEN_RECORD || object->kind == FROZEN_VALUE ||
           object->kind == FROZEN_FOREIGN;
}

bool frozen_same(const Frozen *a, const Frozen *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->type != b->type)
        return false;
    if (is_live(a) || frozen_is_data(a) || frozen_is_data(b))
        return frozen_is_data(a) == frozen_is_data(b) && origin_same(a->origin, b->origin);
    switch (a->kind) {
    case FROZEN_NONE:
    case FROZEN_ELLIPSIS: return true;
    case FROZEN_BOOL:
    case FROZEN_INT: return a->number.integer == b->number.integer;
    case FROZEN_BIG: return !strcmp(a->text, b->text);
    case FROZEN_FLOAT: return same_bits(a->number.real, b->number.real);
    case FROZEN_COMPLEX: return same_bits(a->number.real, b->number.real) && same_bits(a->number.imag, b->number.imag);
    case FROZEN_EXCEPTION:
    case FROZEN_STRING: return !strcmp(a->text, b->text);
    case FROZEN_BYTES: return a->count == b->count && !memcmp(a->text, b->text, a->count);
    case FROZEN_SLICE:
    case FROZEN_SET:
    case FROZEN_TUPLE: return same_tuple(a, b);
    case FROZEN_BUILTIN: return a->builtin == b->builtin && a->identity == b->identity;
    case FROZEN_ARRAY:
    case FROZEN_RECORD:
    case FROZEN_VALUE:
    case FROZEN_FOREIGN:
    case FROZEN_TYPE: return !a->text == !b->text && same_tuple(a, b);
    case FROZEN_CODE: return a->code == b->code;
    case FROZEN_FUNCTION: return same_function(a, b);
    case FROZEN_NAMED_TUPLE:
    case FROZEN_MODULE:
    case FROZEN_MAKER:
    case FROZEN_INFO:
    case FROZEN_PROPERTY:
    case FROZEN_OTHER: return a->handle && a->handle == b->handle;
    }
    return false;
}

bool frozen_is_object(const Frozen *a, const Frozen *b)
{
    return a->handle && a->handle == b->handle && !frozen_is_data(a) && !frozen_is_data(b);
}

static uint64_t bits_of(double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

uint32_t object_hash(const Frozen *object)
{
    uint32_t hash = hash_with((uint32_t)object->kind, (uint64_t)object->type);
    if (is_live(object) || frozen_is_data(object))
        return hash;
    switch (object->kind) {
    case FROZEN_BOOL:
    case FROZEN_INT: return hash_with(hash, (uint64_t)object->number.integer);
    case FROZEN_FLOAT: return hash_with(hash, bits_of(object->number.real));
    case FROZEN_COMPLEX: return hash_with(hash_with(hash, bits_of(object->number.real)), bits_of(object->number.imag));
    case FROZEN_EXCEPTION:
    case FROZEN_BYTES:
    case FROZEN_STRING: return hash_with_text(hash, object->text);
    case FROZEN_SLICE:
    case FROZEN_SET:
    case FROZEN_TUPLE:
        for (size_t i = 0; i < object->count; i++)
            hash = hash_with(hash, object_hash(object->items[i]));
        return hash;
    case FROZEN_BUILTIN: return hash_with(hash, (uint64_t)object->builtin);
    case FROZEN_CODE: return hash_with(hash, (uintptr_t)object->code);
    case FROZEN_NONE:
    case FROZEN_ELLIPSIS:
    case FROZEN_TYPE: return hash;
    default: return hash_with(hash, (uintptr_t)object->handle);
    }
}

bool frozen_is_number(const Frozen *object)
{
    switch (object->kind) {
    case FROZEN_BOOL:
    case FROZEN_INT:
    case FROZEN_BIG:
    case FROZEN_FLOAT:
    case FROZEN_COMPLEX: return true;
    default: return false;
    }
}

bool frozen_same_or_none(const Frozen *a, const Frozen *b)
{
    return a == b || (a && b && frozen_same(a, b));
}

bool frozen_is_weak(const Frozen *object)
{
    return frozen_is_number(object) && object->type == TYPE_none;
}
