/* signature_struct.c: what stands in braces behind struct, union and enum. */
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "types/declarations.h"
#include "types/drafts.h"
#include "types/stored.h"

enum {
    USUAL_ALIGNMENT = 16, /* of "aligned" without a number */
    MAX_DEPTH = 64
};

typedef struct Attributes {
    bool is_packed;
    size_t alignment;
} Attributes;

typedef struct Members {
    Member *items;
    size_t count, capacity;
} Members;

static bool begins_attribute(const char *at)
{
    ParserWord word = parser_word(at);
    return parser_is_word(word, "__attribute__") || parser_is_word(word, "__attribute");
}

/* "__attribute__((packed, aligned(8)))" */
static void read_attributes(Parser *p, Attributes *attributes)
{
    while (begins_attribute(p->at)) {
        const char *end = strstr(p->at, "))");
        while (end && end[2] == ')')
            end++;
        if (!end)
            parser_error(p, p->at, "this attribute isn't closed");
        const char *packed = strstr(p->at, "packed"), *aligned = strstr(p->at, "aligned");
        attributes->is_packed |= packed && packed < end;
        if (aligned && aligned < end) {
            const char *number = aligned + strspn(aligned, "aligned_ (");
            attributes->alignment = number < end ? strtoul(number, NULL, 0) : USUAL_ALIGNMENT;
        }
        p->at = parser_skipped(end + 2);
    }
}

static void check_member(Parser *p, const char *at, const Members *members, const CType *type)
{
    if (type->is_function)
        parser_error(p, at, "a field is no function; a pointer to one is written (*name)(...)");
    if (type->type == TYPE_none)
        parser_error(p, at, "a field can't be void");
    for (size_t axis = 0; axis < type->ndim; axis++)
        if (type->lengths[axis].count)
            parser_error(p, type->lengths[axis].factors[0].start, "there is no constant of this name");
    if (members->count == MAX_FIELDS)
        parser_error(p, at, "a struct has at most 4000 fields");
    for (size_t i = 0; type->name && i < members->count; i++)
        if (members->items[i].name && !strcmp(members->items[i].name, type->name))
            parser_error(p, at, "there is a field of that name already");
}

static void read_members(Parser *p, Members *members)
{
    const char *start = p->at;
    CType base = parser_specifiers(p);
    int words = (int)(p->at - start);
    if (parser_accept(p, ';')) {
        bool is_described = type_is_record(p->u, base.type) || type_has_shape(p->u, base.type, SHAPE_DRAFT);
        bool is_nameless = type_has_shape(p->u, base.type, SHAPE_OPAQUE)
                               ? strchr(type_name(p->u, base.type), ' ') != NULL
                               : is_described && !base.record;
        if (is_nameless)
            ARENA_PUSH(&p->u->arena, members, ((Member){.type = base, .bits = -1, .text = ""}));
        return;
    }
    do {
        const char *at = p->at;
        Member member = {.type = *at == ':' ? base : parser_declarator(p, base), .bits = -1};
        member.name = member.type.name;
        member.text = arena_printf(&p->u->arena, "%.*s%.*s", words, start, (int)(p->at - at), at);
        if (parser_accept(p, ':'))
            member.bits = (int)parser_constant(p);
        else if (!member.name)
            parser_error(p, at, "the name of a field is expected here");
        check_member(p, at, members, &member.type);
        ARENA_PUSH(&p->u->arena, members, member);
    } while (parser_accept(p, ','));
    parser_expect(p, ';', "a semicolon is expected here");
}

/* Of "typedef struct { ... } name": that one, if nothing else stands there. Else one that no declaration can have. */
static const char *struct_name(Parser *p, ParserWord tag)
{
    ParserWord word = tag.length ? tag : parser_word(p->at);
    const char *next = parser_skipped(word.start + word.length);
    if (tag.length || (p->is_typedef && word.length && (*next == ';' || *next == ',')))
        return unit_string(p->u, word.start, word.length);
    return arena_printf(&p->u->arena, "nameless %zu", ++p->names->declarations->nameless);
}

static void read_body(Parser *p, Members *members)
{
    bool is_typedef = p->is_typedef, is_in_struct = p->is_in_struct;
    int parameters = p->parameters;
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the structs are nested too deeply here");
    p->is_typedef = false;
    p->is_in_struct = true;
    p->parameters = 0;
    parser_accept(p, '{');
    while (!parser_accept(p, '}'))
        read_members(p, members);
    p->is_typedef = is_typedef;
    p->is_in_struct = is_in_struct;
    p->parameters = parameters;
    p->depth--;
}

static void settle_names(Parser *p, size_t first)
{
    size_t settled = p->u->types->drafts->count;
    for (size_t i = first; i < p->names->count; i++)
        if (type_has_shape(p->u, p->names->items[i].type.type, SHAPE_DRAFT))
            p->names->items[i].type.type = drafts_settle(p->u, settled, p->names->items[i].type.type);
}

/* A struct in a signature: when the outermost is described, all in it are. */
static TypeId read_record(Parser *p, const char *at, ParserWord tag, Declaration *declaration)
{
    Unit *u = p->u;
    Members members = {.items = NULL};
    struct RecordText *record = p->record;
    size_t first = u->types->drafts ? u->types->drafts->count : 0, first_name = p->names->count;
    const ParserBody body = {.name = tag, .outer = p->body, .draft = draft_new(u)};
    Attributes attributes = {.is_packed = declaration->is_packed, .alignment = declaration->alignment};
    p->record = NULL;
    p->body = &body;
    read_body(p, &members);
    p->body = body.outer;
    p->record = record;
    read_attributes(p, &attributes);
    declaration->members = members.items;
    declaration->count = members.count;
    declaration->is_packed = attributes.is_packed;
    declaration->alignment = attributes.alignment;
    parser_lay_out(p, at, declaration, body.draft);
    if (tag.length)
        parser_add_name(p, (ParserName){.name = unit_string(u, tag.start, tag.length), .type = {.type = body.draft}});
    if (body.outer)
        return body.draft;
    TypeId settled = drafts_settle(u, first, body.draft);
    settle_names(p, first_name);
    return settled;
}

TypeId parser_struct(Parser *p, ParserWord keyword)
{
    Declarations *declarations = p->names->declarations;
    Attributes attributes = {.is_packed = false};
    Members members = {.items = NULL};
    read_attributes(p, &attributes);
    ParserWord name = parser_word(p->at);
    p->at = parser_skipped(p->at + name.length);
    if (*p->at != '{')
        parser_error(p, p->at, "the name of the struct is expected here");
    Declaration declaration = {.kind = parser_is_word(keyword, "union") ? DECLARED_UNION : DECLARED_STRUCT,
                               .is_packed = attributes.is_packed,
                               .alignment = attributes.alignment};
    if (!declarations)
        return read_record(p, keyword.start, name, &declaration);
    read_body(p, &members);
    read_attributes(p, &attributes);
    declaration.name = struct_name(p, name);
    declaration.members = members.items;
    declaration.count = members.count;
    declaration.is_packed = attributes.is_packed;
    declaration.alignment = attributes.alignment;
    ARENA_PUSH(&p->u->arena, declarations, declaration);
    return type_opaque(p->u, declaration.name);
}

static void add_enumerator(Parser *p, const char *name, int64_t value)
{
    Declarations *declarations = p->names->declarations;
    parser_add_name(p, (ParserName){.name = name, .is_constant = true, .constant = value});
    if (declarations)
        ARENA_PUSH(&p->u->arena, declarations,
                   ((Declaration){.kind = DECLARED_CONSTANT, .name = name, .constant = value}));
}

/* GCC's choice: 32 bits if they do, without sign where no enumerator is negative. */
static TypeId enum_type(int64_t least, int64_t most)
{
    if (least < 0)
        return least < INT32_MIN || most > INT32_MAX ? TYPE_int64 : TYPE_int32;
    return most > UINT32_MAX ? TYPE_uint64 : TYPE_uint32;
}

TypeId parser_enumerators(Parser *p)
{
    int64_t next = 0, least = 0, most = 0;
    parser_expect(p, '{', "the enumerators are expected here");
    while (!parser_accept(p, '}')) {
        ParserWord name = parser_word(p->at);
        if (!name.length)
            parser_error(p, p->at, "the name of an enumerator is expected here");
        p->at = parser_skipped(p->at + name.length);
        int64_t value = parser_accept(p, '=') ? parser_constant(p) : next;
        add_enumerator(p, unit_string(p->u, name.start, name.length), value);
        least = value < least ? value : least;
        most = value > most ? value : most;
        next = (int64_t)((uint64_t)value + 1);
        if (!parser_accept(p, ',') && *p->at != '}')
            parser_error(p, p->at, "a comma or a closing brace is expected here");
    }
    return enum_type(least, most);
}

void parser_add_enum(Parser *p, ParserWord tag, TypeId type)
{
    Declarations *declarations = p->names->declarations;
    ParserName name = {.name = unit_string(p->u, tag.start, tag.length), .type = {.type = type}};
    parser_add_name(p, name);
    if (declarations)
        ARENA_PUSH(&p->u->arena, declarations,
                   ((Declaration){.kind = DECLARED_TYPE, .name = name.name, .type = name.type}));
}
