/* stored.c: see stored.h. */
#include "types/stored.h"

#include <string.h>

#include "base/table.h"
#include "base/text.h"
#include "base/unit.h"
#include "platform/abi.h"

/* ---- making ---- */

static size_t alignment_of(const Unit *u, const Field *field)
{
    return type_layout(u, field->type)->alignment;
}

static size_t strictest(const Unit *u, const Field *fields, size_t count)
{
    size_t most = 1;
    for (size_t i = 0; i < count; i++)
        most = alignment_of(u, &fields[i]) > most ? alignment_of(u, &fields[i]) : most;
    return most;
}

static bool are_aligned(const Unit *u, const Field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!type_has_shape(u, fields[i].type, SHAPE_BITS) && fields[i].offset % alignment_of(u, &fields[i]))
            return false;
    return true;
}

enum { MOST_MOVED = 128, MOST_WORDS = MOST_MOVED / 8 + 3 };

static TypeId next_word(size_t left)
{
    return left >= 8 ? TYPE_uint64 : left >= 4 ? TYPE_uint32 : left >= 2 ? TYPE_uint16 : TYPE_uint8;
}

static Layout words_of(Unit *u, size_t size)
{
    Component *words = ARENA_ARRAY(&u->arena, Component, MOST_WORDS);
    Layout layout = {.size = size, .alignment = 1, .components = words};
    for (size_t at = 0; size <= MOST_MOVED && at < size; at += scalar_layout(next_word(size - at))->size) {
        words[layout.count] = scalar_layout(next_word(size - at))->components[0];
        words[layout.count++].offset = at;
    }
    return layout;
}

static size_t aligned_up(size_t offset, size_t alignment)
{
    return (offset + alignment - 1) / alignment * alignment;
}

static size_t lay_out(const Unit *u, Field *fields, size_t count)
{
    size_t end = 0;
    for (size_t i = 0; i < count; i++) {
        fields[i].offset = aligned_up(end, alignment_of(u, &fields[i]));
        end = fields[i].offset + type_layout(u, fields[i].type)->size;
    }
    return aligned_up(end, strictest(u, fields, count));
}

Stored stored_record(Unit *u, Field *fields, size_t count, size_t size, bool is_partial)
{
    size = size ? size : lay_out(u, fields, count);
    Stored stored = {
        .fields = arena_copy(&u->arena, fields, count * sizeof *fields), .count = count, .is_partial = is_partial};
    size_t most = strictest(u, fields, count);
    stored.is_aligned = are_aligned(u, fields, count) && size % most == 0;
    stored.layout = (Layout){.size = size, .alignment = stored.is_aligned ? most : 1};
    stored.words = words_of(u, size);
    return stored;
}

TypeId type_nested(Unit *u, TypeId element, const int64_t *lengths, int ndim)
{
    const Type *inner = type_get(u, element);
    bool is_nested = inner->shape == SHAPE_NESTED;
    int inner_ndim = is_nested ? inner->ndim : 0;
    int64_t *all = ARENA_ARRAY(&u->arena, int64_t, ndim + inner_ndim);
    const Layout *layout = type_layout(u, element);
    Stored *stored = ARENA_NEW(&u->arena, Stored);
    *stored = (Stored){.layout = {.size = layout->size, .alignment = layout->alignment}, .lengths = all};
    for (int i = 0; i < ndim; i++) {
        all[i] = lengths[i];
        stored->layout.size *= (size_t)lengths[i];
    }
    for (int i = 0; i < inner_ndim; i++)
        all[ndim + i] = inner->stored->lengths[i];
    return type_intern(u, (Type){.shape = SHAPE_NESTED,
                                 .element = is_nested ? inner->element : element,
                                 .ndim = ndim + inner_ndim,
                                 .stored = stored});
}

TypeId type_open_array(Unit *u, TypeId element)
{
    Stored *stored = ARENA_NEW(&u->arena, Stored);
    *stored = (Stored){.layout = {.alignment = type_layout(u, element)->alignment}, .is_open = true};
    stored->lengths = ARENA_ARRAY(&u->arena, int64_t, 1);
    return type_intern(u, (Type){.shape = SHAPE_NESTED, .element = element, .ndim = 1, .stored = stored});
}

bool type_is_open_array(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_NESTED) && type_get(u, type)->stored->is_open;
}

TypeId type_bits(Unit *u, TypeId element, int first, int bits)
{
    Stored *stored = ARENA_NEW(&u->arena, Stored);
    stored->layout = (Layout){.size = (size_t)(first + bits + 7) / 8, .alignment = type_layout(u, element)->alignment};
    return type_intern(
        u, (Type){.shape = SHAPE_BITS, .element = element, .ndim = bits, .flags = (unsigned)first, .stored = stored});
}

/* ---- asking ---- */

TypeId type_held(const Unit *u, TypeId stored)
{
    return type_has_shape(u, stored, SHAPE_BITS) ? type_get(u, stored)->element : stored;
}

/* All its numbers are int64's, unless it is as wide as it can be. */
static TypeId type_of_bits(const Type *bits)
{
    bool is_widest = bits->ndim == 64 || bits->element == TYPE_boolean;
    return is_widest ? type_of_value(bits->element) : TYPE_int64;
}

enum { ARRAY_FLAGS = ARRAY_READ_ONLY | ARRAY_VOLATILE | ARRAY_OWNED };

bool type_is_record(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_RECORD);
}

static bool has_floats_alone(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_NESTED)
        return has_floats_alone(u, t->element);
    if (t->shape != SHAPE_RECORD && t->shape != SHAPE_DRAFT)
        return type_layout(u, type)->count && type_is_float(type_layout(u, type)->components[0].scalar);
    for (size_t i = 0; i < t->stored->count; i++)
        if (!has_floats_alone(u, t->stored->fields[i].type))
            return false;
    return true;
}

/* More bytes behind the last field than its alignment asks for, and perhaps because the C struct is aligned to 16: then it lies so on
 * the stack, too. Or because it has more floats than are described, and all of them pass in registers. */
static bool has_odd_end(const Unit *u, TypeId type)
{
    const Stored *record = type_get(u, type)->stored;
    size_t end = 0, registers = has_floats_alone(u, type) ? ABI_MOST_IN_REGISTERS : MOST_IN_TWO_REGISTERS;
    if (record->layout.size > registers && record->layout.size % 16)
        return false;
    for (size_t i = 0; i < record->count; i++) {
        size_t field_end = record->fields[i].offset + type_layout(u, record->fields[i].type)->size;
        end = field_end > end ? field_end : end;
    }
    size_t most = record->is_over_aligned ? record->layout.alignment : strictest(u, record->fields, record->count);
    return record->layout.size - end >= most;
}

static bool is_record_or_draft(const Type *t)
{
    return t->shape == SHAPE_RECORD || t->shape == SHAPE_DRAFT;
}

/* GCC asks only the first element of an array whether it is aligned, clang each of them: so they pass packed ones in different places. */
static bool has_packed_in_arrays(const Unit *u, TypeId type, bool in_array)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_NESTED)
        return has_packed_in_arrays(u, t->element, true);
    bool has = is_record_or_draft(t) && in_array && !t->stored->is_aligned;
    for (size_t i = 0; is_record_or_draft(t) && !has && i < t->stored->count; i++)
        has = has_packed_in_arrays(u, t->stored->fields[i].type, in_array);
    return has;
}

/* GCC passes them as it does others, for clang they are padding. */
static bool has_nameless(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_NESTED)
        return has_nameless(u, t->element);
    bool has = t->shape == SHAPE_RECORD && t->stored->has_nameless;
    for (size_t i = 0; t->shape == SHAPE_RECORD && !has && i < t->stored->count; i++)
        has = has_nameless(u, t->stored->fields[i].type);
    return has;
}

const char *record_not_passed(const Unit *u, TypeId type)
{
    enum { MOST_PASSED = 1 << 16, MOST_ALIGNED = 16 };
    const Type *t = type_get(u, type);
    if (!is_record_or_draft(t))
        return "C passes no arrays";
    if (!t->stored->layout.size)
        return "a record is passed by pointer to what is described in it";
    if (t->stored->is_partial)
        return "a record with fields that compiled code has no types for is passed by pointer";
    if (t->stored->layout.alignment > MOST_ALIGNED)
        return "a record that is aligned to more than 16 bytes is passed by pointer";
    if (t->stored->layout.size > MOST_PASSED)
        return "a record of more than 64 KiB is passed by pointer";
    if (t->stored->layout.size <= MOST_IN_TWO_REGISTERS && has_nameless(u, type))
        return "a record with bit-fields that have no name is passed by pointer: C compilers differ";
    if (t->stored->layout.size <= MOST_IN_TWO_REGISTERS && has_packed_in_arrays(u, type, false))
        return "a record with an array of packed ones is passed by pointer: C compilers differ";
    return has_odd_end(u, type) ? "a record that is aligned or padded other than C does it is passed by pointer" : NULL;
}

size_t record_field_alignment(const Unit *u, TypeId record)
{
    const Stored *stored = type_get(u, record)->stored;
    size_t most = stored->is_aligned ? strictest(u, stored->fields, stored->count) : 1;
    return most < stored->layout.alignment ? most : stored->layout.alignment;
}

bool record_is_dense(const Unit *u, TypeId record)
{
    const Type *t = type_get(u, record);
    size_t size = type_layout(u, record)->size;
    uint64_t seen = 0;
    if (t->shape == SHAPE_NESTED)
        return size && record_is_dense(u, t->element);
    for (size_t i = 0; t->shape == SHAPE_RECORD && i < t->stored->count; i++) {
        const Field *field = &t->stored->fields[i];
        if (!record_is_dense(u, field->type))
            return false;
        seen |= UINT64_MAX >> (64 - type_layout(u, field->type)->size) << field->offset;
    }
    return t->shape != SHAPE_RECORD || (size && seen == UINT64_MAX >> (64 - size));
}

bool record_is_nested(const Unit *u, TypeId type)
{
    const Stored *record = type_is_record(u, type) ? type_get(u, type)->stored : NULL;
    for (size_t i = 0; record && i < record->count; i++)
        if (type_get(u, record->fields[i].type)->stored)
            return true;
    return false;
}

bool type_is_line(const Unit *u, TypeId stored, TypeId element)
{
    const Type *t = type_get(u, stored);
    return t->shape == SHAPE_TUPLE && (t->flags & TUPLE_IS_LIST || !type_is_record(u, element));
}

bool type_is_large_record(const Unit *u, TypeId type)
{
    return type_is_record(u, type) && !type_moved_layout(u, type)->count;
}

const Layout *type_moved_layout(const Unit *u, TypeId type)
{
    return type_is_record(u, type) ? &type_get(u, type)->stored->words : type_layout(u, type);
}

TypeId type_when_read(Unit *u, TypeId stored, unsigned flags)
{
    Type type = *type_get(u, stored);
    if (type_is_open_array(u, stored))
        return flags & ARRAY_READ_ONLY ? type_const_pointer(u, type.element) : type_pointer(u, type.element);
    if (type.shape == SHAPE_NESTED)
        return type_intern(u, (Type){.shape = SHAPE_ARRAY,
                                     .element = type.element,
                                     .ndim = type.ndim,
                                     .packed = packed_c(type.ndim),
                                     .flags = flags & ARRAY_FLAGS});
    if (type.shape == SHAPE_BITS)
        return type_of_bits(&type);
    if (type.shape != SHAPE_RECORD)
        return type_of_value(stored);
    type.flags = flags & ARRAY_FLAGS;
    return type_intern(u, type);
}

TypeId type_of_field(Unit *u, const Field *field, unsigned flags)
{
    return type_when_read(u, field->type, flags | (field->is_volatile ? ARRAY_VOLATILE : 0));
}

TypeId type_field_of_array(Unit *u, TypeId array, const Field *field)
{
    Type type = *type_get(u, array);
    const Type *inner = type_get(u, field->type);
    bool is_nested = inner->shape == SHAPE_NESTED;
    type.flags |= field->is_volatile ? ARRAY_VOLATILE : 0;
    type.element = is_nested ? inner->element : field->type;
    type.ndim += is_nested ? inner->ndim : 0;
    type.packed = packed_canonical((Packed){(uint8_t)(is_nested ? inner->ndim : 0), 0}, type.ndim);
    return type_intern(u, type);
}

TypeId type_of_record(Unit *u, TypeId value)
{
    Type type = *type_get(u, type_has_shape(u, value, SHAPE_POINTER) ? type_get(u, value)->element : value);
    type.flags = 0;
    return type_intern(u, type);
}

const Field *record_field(const Type *record, const char *name)
{
    for (size_t i = 0; i < record->stored->count; i++)
        if (!strcmp(record->stored->fields[i].name, name))
            return &record->stored->fields[i];
    return NULL;
}

/* ---- which are the same ---- */

bool stored_same(const Type *a, const Type *b)
{
    const Stored *x = a->stored, *y = b->stored;
    if (x == y || !x || !y || a->shape == SHAPE_RECORD)
        return x == y; /* each record has one */
    if (a->shape == SHAPE_BITS)
        return true;                  /* the rest of the types says all */
    for (int i = 0; i < a->ndim; i++) /* both have as many */
        if (x->lengths[i] != y->lengths[i])
            return false;
    return x->layout.size == y->layout.size && x->is_open == y->is_open;
}

uint32_t stored_hash(uint32_t hash, const Type *type)
{
    if (!type->stored)
        return hash;
    hash = hash_with(hash, type->stored->layout.size);
    return type->shape != SHAPE_RECORD ? hash : hash_with(hash, (uint64_t)(uintptr_t)type->stored);
}
