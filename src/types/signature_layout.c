/* signature_layout.c: structs and unions whose fields stand in a signature's text, as records: laid out as GCC does it.
 *
 * The members of a nameless struct inside are its own. */
#include <string.h>

#include "base/unit.h"
#include "platform/abi.h"
#include "types/declarations.h"
#include "types/drafts.h"
#include "types/stored.h"

#define MOST_BYTES ((size_t)1 << 31)

enum { BITS = 8 };

typedef struct Fields {
    Field *items;
    size_t count, capacity;
} Fields;

typedef struct Laying {
    Parser *p;
    const char *at; /* where the struct stands */
    const Declaration *declaration;
    Fields fields;
    size_t place, end; /* bits */
    size_t alignment;  /* bytes */
    bool is_partial, has_nameless;
} Laying;

static size_t aligned_up(size_t place, size_t alignment)
{
    return (place + alignment - 1) / alignment * alignment;
}

static TypeId member_type(const Laying *l, const Member *member)
{
    Unit *u = l->p->u;
    const CType *type = &member->type;
    int64_t lengths[MOST_PARAMETER_AXES + 1] = {0}; /* x[]: of no elements that are known */
    int count = type->is_open;
    bool is_open = draft_is_open(u, type->type);
    if (is_open || !type_has_layout(u, type->type))
        parser_refuse(
            l->p, l->at,
            arena_printf(&u->arena, "nothing says what is in %s", is_open ? "it so far" : type_name(u, type->type)),
            "write: its fields before, or a pointer to it");
    double elements = 1;
    for (size_t axis = 0; axis < type->ndim; axis++) {
        lengths[count++] = type->lengths[axis].constant;
        elements *= (double)type->lengths[axis].constant;
    }
    if (elements * (double)type_layout(u, type->type)->size >= (double)MOST_BYTES)
        parser_error(l->p, l->at, "an array in it has more than 2**31 bytes");
    return count ? type_nested(u, type->type, lengths, count) : type->type;
}

static void lay_bits(Laying *l, const Member *member, size_t size)
{
    size_t word = BITS * size, bits = (size_t)member->bits;
    if (!type_is_integer(member->type.type) && member->type.type != TYPE_boolean)
        parser_error(l->p, l->at, "a bit-field is of an integer");
    if (bits > word)
        parser_error(l->p, l->at, "a bit-field has no more bits than its type");
    bool fits = bits && (l->declaration->is_packed || l->place / word == (l->place + bits - 1) / word);
    if (!fits)
        l->place = aligned_up(l->place, word);
    if (member->name && bits) {
        TypeId type = type_bits(l->p->u, member->type.type, (int)(l->place % BITS), member->bits);
        Field field = {member->name, type, l->place / BITS, .is_volatile = member->type.flags & ARRAY_VOLATILE};
        ARENA_PUSH(&l->p->u->arena, &l->fields, field);
    }
    l->has_nameless |= !member->name && bits;
    l->place += bits;
}

/* Where they align a struct, those of no bits do so in a packed one, too. */
static size_t nameless_alignment(const Member *member, size_t of_type, size_t of_field)
{
    return !ABI_NAMELESS_BITS_ALIGN ? 1 : member->bits ? of_field : of_type;
}

/* Its own fields, or those of a nameless one. */
static void add_fields(Laying *l, const Member *member, TypeId type, size_t offset)
{
    Unit *u = l->p->u;
    if (member->name) {
        Field field = {member->name, type, offset, .is_volatile = member->type.flags & ARRAY_VOLATILE};
        ARENA_PUSH(&u->arena, &l->fields, field);
        return;
    }
    const Stored *inner = type_get(u, type)->stored;
    for (size_t i = 0; i < inner->count; i++) {
        Field field = inner->fields[i];
        field.offset += offset;
        ARENA_PUSH(&u->arena, &l->fields, field);
    }
    l->is_partial |= inner->is_partial;
}

static void lay_member(Laying *l, const Member *member)
{
    TypeId type = member_type(l, member);
    const Layout *layout = type_layout(l->p->u, type);
    size_t alignment = l->declaration->is_packed ? 1 : draft_alignment(l->p->u, member->type.type);
    if (l->declaration->kind == DECLARED_UNION)
        l->place = 0;
    if (member->bits >= 0) {
        lay_bits(l, member, layout->size);
        alignment = member->name ? alignment : nameless_alignment(member, layout->alignment, alignment);
    } else {
        l->place = aligned_up(l->place, BITS * alignment);
        add_fields(l, member, type, l->place / BITS);
        l->place += BITS * layout->size;
    }
    l->end = l->place > l->end ? l->place : l->end;
    l->alignment = alignment > l->alignment ? alignment : l->alignment;
    if (l->end / BITS >= MOST_BYTES)
        parser_error(l->p, l->at, "the struct has more than 2**31 bytes");
}

static void check_names(const Laying *l)
{
    if (l->fields.count > MAX_FIELDS)
        parser_error(l->p, l->at, "a struct has at most 4000 fields");
    for (size_t i = 0; i < l->fields.count; i++)
        for (size_t j = 0; j < i; j++)
            if (!strcmp(l->fields.items[i].name, l->fields.items[j].name))
                parser_error(l->p, l->at, "two fields in it have one name");
}

void parser_lay_out(Parser *p, const char *at, const Declaration *declaration, TypeId draft)
{
    Laying l = {.p = p, .at = at, .declaration = declaration, .alignment = 1};
    for (size_t i = 0; i < declaration->count; i++)
        lay_member(&l, &declaration->members[i]);
    check_names(&l);
    size_t alignment = declaration->alignment > l.alignment ? declaration->alignment : l.alignment;
    size_t size = aligned_up(aligned_up(l.end, BITS) / BITS, alignment);
    if (!size)
        parser_error(p, at, "a struct has at least one byte");
    draft_describe(p->u, draft, l.fields.items, l.fields.count, size, l.is_partial);
    draft_mark(p->u, draft, alignment >= MARKED_ALIGNMENT ? alignment : 1,
               l.has_nameless && size <= MOST_IN_TWO_REGISTERS);
    draft_align(p->u, draft, alignment);
    parser_sized(p, at, draft);
}
