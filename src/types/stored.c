/* stored.c: see stored.h. */
#include "types/stored.h"

#include <string.h>

#include "base/table.h"
#include "base/unit.h"

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
        if (fields[i].offset % alignment_of(u, &fields[i]))
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

/* ---- records that point to themselves ---- */

static TypeId closed(Unit *u, TypeId type, int level, TypeId record);

static const Field *closed_fields(Unit *u, const Stored *stored, int level, TypeId record)
{
    Field *fields = arena_copy(&u->arena, stored->written, stored->count * sizeof *fields);
    bool changed = false;
    for (size_t i = 0; i < stored->count; i++) {
        fields[i].type = closed(u, fields[i].type, level, record);
        changed |= fields[i].type != stored->written[i].type;
    }
    return changed ? fields : stored->written;
}

/* The type with `record` where it refers to that, which is `level` records further out. */
static TypeId closed(Unit *u, TypeId type, int level, TypeId record)
{
    Type t = *type_get(u, type);
    if (t.shape == SHAPE_ENCLOSING)
        return t.ndim == level ? record : type;
    if (t.shape == SHAPE_RECORD) {
        const Field *fields = closed_fields(u, t.stored, level + 1, record);
        return fields == t.stored->written
                   ? type
                   : type_record(u, fields, t.stored->count, t.stored->layout.size, t.stored->is_partial);
    }
    TypeId element = t.element;
    if (t.shape == SHAPE_POINTER || t.shape == SHAPE_NESTED)
        t.element = closed(u, element, level, record);
    return t.element == element ? type : type_intern(u, t);
}

TypeId type_enclosing(Unit *u, int level)
{
    return type_intern(u, (Type){.shape = SHAPE_ENCLOSING, .ndim = level});
}

TypeId type_record(Unit *u, const Field *fields, size_t count, size_t size, bool is_partial)
{
    Field *copy = arena_copy(&u->arena, fields, count * sizeof *fields);
    Stored *stored = ARENA_NEW(&u->arena, Stored);
    *stored = (Stored){.fields = copy, .written = copy, .count = count, .is_partial = is_partial};
    size_t most = strictest(u, copy, count);
    stored->is_aligned = are_aligned(u, copy, count) && size % most == 0;
    stored->layout = (Layout){.size = size, .alignment = stored->is_aligned ? most : 1};
    stored->words = words_of(u, size);
    TypeId record = type_intern(u, (Type){.shape = SHAPE_RECORD, .stored = stored});
    if (type_get(u, record)->stored == stored) /* it is new */
        stored->fields = closed_fields(u, stored, 0, record);
    return record;
}

static size_t aligned_up(size_t offset, size_t alignment)
{
    return (offset + alignment - 1) / alignment * alignment;
}

TypeId type_c_struct(Unit *u, Field *fields, size_t count)
{
    size_t end = 0;
    for (size_t i = 0; i < count; i++) {
        fields[i].offset = aligned_up(end, alignment_of(u, &fields[i]));
        end = fields[i].offset + type_layout(u, fields[i].type)->size;
    }
    return type_record(u, fields, count, aligned_up(end, strictest(u, fields, count)), false);
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

/* ---- asking ---- */

enum { ARRAY_FLAGS = ARRAY_READ_ONLY | ARRAY_OWNED };

bool type_is_record(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_RECORD);
}

/* More bytes behind the last field than its alignment asks for, and perhaps because the C struct is aligned to 16: then it lies so on
 * the stack, too. */
static bool has_odd_end(const Unit *u, const Stored *record)
{
    size_t end = 0;
    if (record->layout.size > 16 && record->layout.size % 16)
        return false;
    for (size_t i = 0; i < record->count; i++) {
        size_t field_end = record->fields[i].offset + type_layout(u, record->fields[i].type)->size;
        end = field_end > end ? field_end : end;
    }
    return record->layout.size - end >= strictest(u, record->fields, record->count);
}

/* GCC asks only the first element of an array whether it is aligned, clang each of them: so they pass packed ones in different places. */
static bool has_packed_in_arrays(const Unit *u, TypeId type, bool in_array)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_NESTED)
        return has_packed_in_arrays(u, t->element, true);
    bool has = t->shape == SHAPE_RECORD && in_array && !t->stored->is_aligned;
    for (size_t i = 0; t->shape == SHAPE_RECORD && !has && i < t->stored->count; i++)
        has = has_packed_in_arrays(u, t->stored->fields[i].type, in_array);
    return has;
}

const char *record_not_passed(const Unit *u, TypeId type)
{
    enum { MOST_PASSED = 1 << 16, MOST_IN_REGISTERS = 16 };
    const Type *t = type_get(u, type);
    if (t->shape != SHAPE_RECORD)
        return "C passes no arrays";
    if (t->stored->is_partial)
        return "a record with fields that compiled code has no types for is passed by pointer";
    if (t->stored->layout.size > MOST_PASSED)
        return "a record of more than 64 KiB is passed by pointer";
    if (t->stored->layout.size <= MOST_IN_REGISTERS && has_packed_in_arrays(u, type, false))
        return "a record with an array of packed ones is passed by pointer: C compilers differ";
    return has_odd_end(u, t->stored) ? "a record that is aligned or padded other than C does it is passed by pointer"
                                     : NULL;
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
    if (type.shape == SHAPE_NESTED)
        return type_intern(u, (Type){.shape = SHAPE_ARRAY,
                                     .element = type.element,
                                     .ndim = type.ndim,
                                     .packed = packed_c(type.ndim),
                                     .flags = flags & ARRAY_FLAGS});
    if (type.shape != SHAPE_RECORD)
        return type_of_value(stored);
    type.flags = flags & ARRAY_FLAGS;
    return type_intern(u, type);
}

TypeId type_field_of_array(Unit *u, TypeId array, TypeId field)
{
    Type type = *type_get(u, array);
    const Type *inner = type_get(u, field);
    bool is_nested = inner->shape == SHAPE_NESTED;
    type.element = is_nested ? inner->element : field;
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

/* ---- names: Numba's ---- */

const char *record_name(Unit *u, const Type *record)
{
    const Stored *stored = record->stored;
    const char *text = "Record(";
    for (size_t i = 0; i < stored->count; i++)
        text = arena_printf(&u->arena, "%s%s%s[type=%s;offset=%zu]", text, i ? "," : "", stored->written[i].name,
                            type_name(u, stored->written[i].type), stored->written[i].offset);
    bool read_only = record->flags & ARRAY_READ_ONLY;
    return arena_printf(&u->arena, "%s;%zu;%s%s)%s", text, stored->layout.size, stored->is_aligned ? "True" : "False",
                        stored->is_partial ? ";partial" : "", read_only ? " read-only" : "");
}

const char *nested_name(Unit *u, const Type *nested)
{
    const char *text = arena_printf(&u->arena, "nestedarray(%s, (", type_name(u, nested->element));
    for (int i = 0; i < nested->ndim; i++)
        text = arena_printf(&u->arena, "%s%s%lld", text, i ? ", " : "", (long long)nested->stored->lengths[i]);
    return arena_printf(&u->arena, "%s%s))", text, nested->ndim == 1 ? "," : "");
}

/* ---- which are the same ---- */

bool stored_same(const Type *a, const Type *b)
{
    const Stored *x = a->stored, *y = b->stored;
    if (!x || !y)
        return x == y;
    if (x->layout.size != y->layout.size || x->count != y->count || x->is_partial != y->is_partial)
        return false;
    for (int i = 0; i < (x->lengths ? a->ndim : 0); i++) /* both have as many */
        if (x->lengths[i] != y->lengths[i])
            return false;
    for (size_t i = 0; i < x->count; i++)
        if (x->written[i].offset != y->written[i].offset || x->written[i].type != y->written[i].type ||
            strcmp(x->written[i].name, y->written[i].name))
            return false;
    return true;
}

uint32_t stored_hash(uint32_t hash, const Type *type)
{
    const Stored *stored = type->stored;
    if (!stored)
        return hash;
    hash = hash_with(hash, stored->layout.size);
    for (size_t i = 0; i < stored->count; i++)
        hash = hash_with_text(
            hash_with(hash, (uint64_t)stored->written[i].type << 32 | (uint32_t)stored->written[i].offset),
            stored->written[i].name);
    return hash;
}
