/* drafts.c: see drafts.h. Which are the same is Hopcroft and Karp's question for automata: two are taken to be, until a field that differs
 * is reached from them. A hash of what is seen some pointers away says which two to try. */
#include "types/drafts.h"

#include <assert.h>
#include <string.h>

#include "base/unit.h"
#include "frozen/frozen.h"

static Draft *draft_of(const Unit *u, TypeId type)
{
    assert(type_has_shape(u, type, SHAPE_DRAFT));
    return &u->types->drafts->items[type_get(u, type)->ndim];
}

TypeId draft_new(Unit *u)
{
    if (!u->types->drafts)
        u->types->drafts = ARENA_NEW(&u->arena, Drafts);
    Drafts *drafts = u->types->drafts;
    Type type = {.shape = SHAPE_DRAFT,
                 .ndim = (int)drafts->count,
                 .stored = ARENA_NEW(&u->arena, Stored),
                 .weight = 1,
                 .depth = 1};
    ARENA_PUSH(&u->arena, u->types, type);
    TypeId id = (TypeId)(u->types->count - 1);
    ARENA_PUSH(&u->arena, drafts, ((Draft){.type = id, .same_as = TYPE_UNKNOWN}));
    return id;
}

bool draft_is_open(const Unit *u, TypeId type)
{
    return type_has_shape(u, type, SHAPE_DRAFT) && !draft_of(u, type)->is_described;
}

/* ---- what is seen from a record ------------------------------------------------------------------------------------------ */

/* Records count as what was seen from them one round before; in round 0 as what they are at first sight. */
static uint32_t hash_of_sight(const Unit *u, uint32_t hash, TypeId type, int round)
{
    const Type *t = type_get(u, type);
    bool is_record = t->shape == SHAPE_DRAFT || t->shape == SHAPE_RECORD;
    hash = hash_with(hash, is_record ? SHAPE_RECORD : t->shape);
    if (is_record && round)
        return hash_with(hash, t->stored->seen[round - 1]);
    if (is_record)
        return hash_with(hash_with(hash, t->stored->count), t->stored->layout.size);
    hash = hash_with(hash, (uint64_t)t->flags << 32 | (uint64_t)t->count);
    if (t->shape == SHAPE_POINTER || t->shape == SHAPE_NESTED)
        return hash_of_sight(u, hash, t->element, round);
    for (size_t i = 0; t->shape == SHAPE_FUNCTION && i < t->count; i++)
        hash = hash_of_sight(u, hash, t->items[i], round);
    return t->shape == SHAPE_FUNCTION ? hash : hash_with(hash, type);
}

static uint32_t hash_of_fields(const Unit *u, const Stored *record, int round)
{
    uint32_t hash = hash_with(0, record->layout.size);
    for (size_t i = 0; i < record->count; i++) {
        const Field *field = &record->fields[i];
        hash = hash_of_sight(u, hash_with_text(hash_with(hash, field->offset), field->name), field->type, round);
    }
    return hash;
}

static void look_round(Unit *u, size_t first)
{
    const Drafts *drafts = u->types->drafts;
    for (int round = 0; round < STORED_ROUNDS; round++)
        for (size_t i = first; i < drafts->count; i++) {
            Stored *stored = (Stored *)type_get(u, drafts->items[i].type)->stored;
            stored->seen[round] = hash_of_fields(u, stored, round);
        }
}

static bool look_alike(const Stored *a, const Stored *b)
{
    if (a->layout.size != b->layout.size || a->count != b->count || a->is_partial != b->is_partial)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const Field *x = &a->fields[i], *y = &b->fields[i];
        if (x->offset != y->offset || x->is_volatile != y->is_volatile || strcmp(x->name, y->name))
            return false;
    }
    return true;
}

void draft_describe(Unit *u, TypeId draft, Field *fields, size_t count, size_t size, bool is_partial)
{
    Draft *d = draft_of(u, draft);
    assert(!d->is_described);
    *(Stored *)type_get(u, draft)->stored = stored_record(u, fields, count, size, is_partial);
    d->is_described = true;
    u->types->items[draft].weight = type_weight_of_fields(u, type_get(u, draft)->stored);
    u->types->items[draft].depth = type_depth_of_fields(u, type_get(u, draft)->stored);
}

void draft_mark(Unit *u, TypeId draft, size_t alignment, bool has_nameless)
{
    Stored *stored = (Stored *)type_get(u, draft)->stored;
    stored->has_nameless = has_nameless;
    stored->is_over_aligned = alignment > stored->layout.alignment;
    if (stored->is_over_aligned)
        stored->layout.alignment = alignment;
    else if (alignment < MARKED_ALIGNMENT && stored->layout.alignment >= MARKED_ALIGNMENT) /* it is packed */
        stored->layout.alignment = MARKED_ALIGNMENT / 2;
}

void draft_align(Unit *u, TypeId draft, size_t alignment)
{
    draft_of(u, draft)->alignment = alignment;
}

size_t draft_alignment(const Unit *u, TypeId type)
{
    size_t alignment = type_has_shape(u, type, SHAPE_DRAFT) ? draft_of(u, type)->alignment : 0;
    return alignment ? alignment : type_layout(u, type)->alignment;
}

/* ---- which are the same --------------------------------------------------------------------------------------------------- */

typedef struct Pair {
    TypeId a, b;
} Pair;

typedef struct Alike {
    Unit *u;
    TypeId draft; /* that is looked for */
    struct {
        Pair *items;
        size_t count, capacity;
    } open; /* pairs that are to be compared */
    struct {
        TypeId *items;
        size_t count, capacity;
    } taken; /* drafts that were given a .same_as meanwhile */
} Alike;

static TypeId leader(const Unit *u, TypeId type)
{
    while (type_has_shape(u, type, SHAPE_DRAFT) && draft_of(u, type)->same_as != TYPE_UNKNOWN)
        type = draft_of(u, type)->same_as;
    return type;
}

static void compare_later(Alike *alike, TypeId a, TypeId b)
{
    ARENA_PUSH(&alike->u->arena, &alike->open, ((Pair){a, b}));
}

/* Of two of which one is a draft. */
static bool take_for_same(Alike *alike, TypeId a, TypeId b)
{
    if (!type_has_shape(alike->u, a, SHAPE_DRAFT))
        return take_for_same(alike, b, a);
    const Stored *x = type_get(alike->u, a)->stored, *y = type_get(alike->u, b)->stored;
    bool is_record = type_has_shape(alike->u, b, SHAPE_RECORD) || type_has_shape(alike->u, b, SHAPE_DRAFT);
    if (!is_record || !look_alike(x, y) || x->layout.alignment != y->layout.alignment ||
        x->has_nameless != y->has_nameless)
        return false;
    draft_of(alike->u, a)->same_as = b;
    ARENA_PUSH(&alike->u->arena, &alike->taken, a);
    for (size_t i = 0; i < x->count; i++)
        compare_later(alike, x->fields[i].type, y->fields[i].type);
    return true;
}

static bool has_same_lengths(const Type *x, const Type *y)
{
    if (x->stored->is_open != y->stored->is_open)
        return false;
    for (int i = 0; x->ndim == y->ndim && i < x->ndim; i++)
        if (x->stored->lengths[i] != y->stored->lengths[i])
            return false;
    return x->ndim == y->ndim;
}

/* All but what stands behind pointers and in arrays, which is compared later. */
static bool compare(Alike *alike, TypeId a, TypeId b)
{
    a = leader(alike->u, a);
    b = leader(alike->u, b);
    const Type *x = type_get(alike->u, a), *y = type_get(alike->u, b);
    if (a == b)
        return true;
    if (x->shape == SHAPE_DRAFT || y->shape == SHAPE_DRAFT)
        return take_for_same(alike, a, b);
    if (x->shape != y->shape || x->flags != y->flags || x->count != y->count)
        return false;
    if (x->shape == SHAPE_FUNCTION && x->ndim == y->ndim) {
        for (size_t i = 0; i < x->count; i++)
            compare_later(alike, x->items[i], y->items[i]);
        return true;
    }
    bool goes_on = x->shape == SHAPE_POINTER || (x->shape == SHAPE_NESTED && has_same_lengths(x, y));
    if (goes_on)
        compare_later(alike, x->element, y->element);
    return goes_on;
}

static bool is_same(const void *wanted, uint32_t number)
{
    Alike *alike = *(Alike *const *)wanted;
    TypeId other = leader(alike->u, alike->u->types->drafts->items[number].type);
    alike->open.count = alike->taken.count = 0;
    bool same = compare(alike, alike->draft, other);
    while (same && alike->open.count) {
        Pair pair = alike->open.items[--alike->open.count];
        same = compare(alike, pair.a, pair.b);
    }
    for (size_t i = 0; !same && i < alike->taken.count; i++)
        draft_of(alike->u, alike->taken.items[i])->same_as = TYPE_UNKNOWN;
    return same;
}

/* ---- records ---------------------------------------------------------------------------------------------------------------- */

static TypeId settled(Unit *u, TypeId type)
{
    TypeId found = leader(u, type);
    Type t = *type_get(u, found);
    TypeId element = t.element;
    if (t.shape == SHAPE_POINTER || t.shape == SHAPE_NESTED) {
        t.element = settled(u, element);
        return t.element == element ? found : type_intern(u, t);
    }
    if (t.shape != SHAPE_FUNCTION)
        return found;
    TypeId *items = arena_copy(&u->arena, t.items, t.count * sizeof *items);
    for (size_t i = 0; i < t.count; i++)
        items[i] = settled(u, items[i]);
    t.items = items;
    return type_intern(u, t);
}

TypeId drafts_settle(Unit *u, size_t first, TypeId draft)
{
    Drafts *drafts = u->types->drafts;
    Alike alike = {.u = u};
    look_round(u, first);
    for (size_t i = first; i < drafts->count; i++) {
        alike.draft = drafts->items[i].type;
        assert(drafts->items[i].is_described);
        if (drafts->items[i].same_as != TYPE_UNKNOWN)
            continue;
        uint32_t hash = type_get(u, alike.draft)->stored->seen[STORED_ROUNDS - 1];
        if (table_find(&drafts->by_hash, hash, is_same, &(Alike *){&alike}) == TABLE_NOTHING)
            table_add(&u->arena, &drafts->by_hash, hash, (uint32_t)i);
    }
    size_t count = drafts->count;
    for (size_t i = first; i < count; i++)
        if (drafts->items[i].same_as == TYPE_UNKNOWN)
            drafts->items[i].same_as = type_intern(
                u, (Type){.shape = SHAPE_RECORD, .stored = type_get(u, drafts->items[i].type)->stored});
    for (size_t i = first; i < count; i++) {
        const Stored *stored = type_get(u, drafts->items[i].type)->stored;
        for (size_t k = 0; k < stored->count; k++)
            ((Field *)stored->fields)[k].type = settled(u, stored->fields[k].type);
    }
    return leader(u, draft);
}
