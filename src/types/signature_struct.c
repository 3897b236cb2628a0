/* signature_struct.c: what stands in braces behind struct, union and enum. */
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "types/declarations.h"
#include "types/drafts.h"
#include "types/stored.h"

enum {
    USUAL_ALIGNMENT = 16, /* of "aligned" without a number */
    MOST_ALIGNMENT = 1 << 28,
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

/* "packed" and "__packed__" are one. */
static bool is_attribute(ParserWord word, const char *text)
{
    bool is_wrapped = word.length > 4 && !strncmp(word.start, "__", 2) &&
                      !strncmp(word.start + word.length - 2, "__", 2);
    ParserWord inner = {word.start + 2, word.length - 4};
    return parser_is_word(is_wrapped ? inner : word, text);
}

/* "aligned(8)", behind the word; without a number all that the machine has use for. */
static size_t read_alignment(Parser *p)
{
    const char *at = p->at;
    if (!parser_accept(p, '('))
        return USUAL_ALIGNMENT;
    int64_t alignment = parser_constant(p);
    if (alignment < 1 || alignment > MOST_ALIGNMENT || (alignment & (alignment - 1)))
        parser_error(p, at, "an alignment is a power of two, at most 2**28");
    parser_expect(p, ')', "a closing parenthesis is expected here");
    return (size_t)alignment;
}

static bool begins_attribute(const char *at)
{
    ParserWord word = parser_word(at);
    return parser_is_word(word, "__attribute__") || parser_is_word(word, "__attribute");
}

/* "__attribute__((packed, aligned(8)))" */
static void read_attributes(Parser *p, Attributes *attributes)
{
    while (begins_attribute(p->at)) {
        p->at = parser_skipped(p->at + parser_word(p->at).length);
        const char *start = p->at, *end = *start == '(' ? parser_behind_parentheses(start) : start;
        if (end == start || end[-1] != ')')
            parser_error(p, start, "this attribute isn't closed");
        while (p->at < end) {
            ParserWord word = parser_word(p->at);
            p->at = parser_skipped(p->at + (word.length ? word.length : 1));
            attributes->is_packed |= is_attribute(word, "packed");
            if (is_attribute(word, "aligned"))
                attributes->alignment = read_alignment(p);
            else if (word.length && *p->at == '(')
                p->at = parser_skipped(parser_behind_parentheses(p->at));
        }
    }
}

bool parser_packed(Parser *p)
{
    Attributes attributes = {.is_packed = false};
    read_attributes(p, &attributes);
    return attributes.is_packed;
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

/* GCC's choice: 32 bits if they do, without sign where no enumerator is negative; of a packed one no more than it needs. */
static TypeId enum_type(int64_t least, int64_t most, bool is_packed)
{
    static const struct {
        int64_t least, most;
        TypeId type;
    } rows[] = {{INT8_MIN, INT8_MAX, TYPE_int8},
                {INT16_MIN, INT16_MAX, TYPE_int16},
                {INT32_MIN, INT32_MAX, TYPE_int32}},
      unsigned_rows[] = {{0, UINT8_MAX, TYPE_uint8}, {0, UINT16_MAX, TYPE_uint16}, {0, UINT32_MAX, TYPE_uint32}};
    for (size_t i = is_packed ? 0 : 2; i < 3; i++)
        if (least < 0 ? least >= rows[i].least && most <= rows[i].most : most <= unsigned_rows[i].most)
            return least < 0 ? rows[i].type : unsigned_rows[i].type;
    return least < 0 ? TYPE_int64 : TYPE_uint64;
}

TypeId parser_enumerators(Parser *p, bool is_packed)
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
    is_packed |= parser_packed(p);
    return enum_type(least, most, is_packed);
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
