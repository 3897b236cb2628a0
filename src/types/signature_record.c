/* signature_record.c: records as text, as Numba prints them:
 *
 *   record = "Record" "(" field {"," field} [";" size ";" ("True" | "False") [";partial"] [";nameless"] [";align=" number] {";^" number "=" record}] ")"
 *   field  = name "[type=" type [";offset=" number [";bits=" number ":" number] [";volatile"]] [";alignment=" number] [";title=" any] "]"
 *   nested = "nestedarray" "(" type "," "(" number {"," number} ")" ")"
 *
 * Behind "*" a type may be "^0", the outermost record, or another number, a record that is described at its end; the text of a record that
 * stands in parentheses has numbers of its own. Without a size the record is laid out as C does. A name is whatever stands before
 * "[type=". Alignments, titles and the word before "partial" are read and say nothing: a record is known by its layout. One that is
 * partial has more fields than these. A bit-field is so many bits, from one of the byte at its offset on. */
#include <string.h>

#include "base/unit.h"
#include "types/drafts.h"
#include "types/signature_parser.h"
#include "types/stored.h"

#define MOST_BYTES ((size_t)1 << 31)
enum { MOST_BITS = 64, MOST_RECORDS = 10000 };

static const char write_number[] = "a number of a record is expected here, up to 10000: ^1";

/* The text of a record, with what stands inside. */
typedef struct RecordText {
    TypeId *items; /* drafts by number */
    size_t count, capacity;
} RecordText;

static TypeId draft_numbered(Parser *p, size_t number)
{
    while (p->record->count <= number)
        ARENA_PUSH(&p->u->arena, p->record, draft_new(p->u));
    return p->record->items[number];
}

typedef struct FieldList {
    Field *items;
    size_t count, capacity;
    bool lack_offsets;
} FieldList;

static bool accept_text(Parser *p, const char *text)
{
    size_t length = strlen(text);
    if (strncmp(p->at, text, length))
        return false;
    p->at += length;
    return true;
}

static size_t read_bytes(Parser *p)
{
    return parser_number(p, MOST_BYTES, "a number of bytes, up to 2**31, is expected here");
}

static const char *field_name(Parser *p, const FieldList *fields)
{
    const char *start = p->at, *end = strstr(start, "[type=");
    if (!end || end == start)
        parser_error(p, start, "a field is expected here: x[type=float64;offset=0]");
    const char *name = unit_string(p->u, start, (size_t)(end - start));
    if (fields->count == MAX_FIELDS)
        parser_error(p, start, "a record has at most 4000 fields");
    for (size_t i = 0; i < fields->count; i++)
        if (!strcmp(fields->items[i].name, name))
            parser_error(p, start, "there is a field of that name already");
    p->at = end;
    return name;
}

static void skip_title(Parser *p)
{
    while (*p->at && *p->at != ']')
        p->at++;
}

/* ":3:5" */
static TypeId read_bits(Parser *p, TypeId type)
{
    const char *start = p->at;
    size_t first = parser_number(p, 7, "a bit of a byte is expected here, 0 to 7");
    parser_expect(p, ':', "a colon and a number of bits are expected here: bits=3:5");
    size_t bits = parser_number(p, MOST_BITS, "a number of bits is expected here, up to 64");
    size_t most = type_is_integer(type) ? 8 * type_layout(p->u, type)->size : type == TYPE_boolean;
    if (!bits || bits > most)
        parser_error(p, start, "a bit-field has at least one bit, and at most those of its integer type");
    return type_bits(p->u, type, (int)first, (int)bits);
}

static void check_field_type(Parser *p, const char *at, TypeId type)
{
    if (type == TYPE_none || !type_has_layout(p->u, type) || draft_is_open(p->u, type))
        parser_error(p, at, "a field is a number, a pointer, a record or a nestedarray");
}

/* "float64[]", or any that a value has. */
static TypeId read_field_type(Parser *p)
{
    const char *start = p->at;
    CType type = parser_inner(p);
    bool is_open = type.is_open && !type.ndim && type_has_layout(p->u, type.type) && !draft_is_open(p->u, type.type);
    return is_open ? type_open_array(p->u, type.type) : parser_value(p, start, &type);
}

static void read_field(Parser *p, FieldList *fields)
{
    Field field = {.name = field_name(p, fields)};
    accept_text(p, "[type=");
    const char *start = p->at;
    field.type = read_field_type(p);
    check_field_type(p, start, field.type);
    bool has_offset = accept_text(p, ";offset=");
    if (has_offset)
        field.offset = read_bytes(p);
    if (has_offset && accept_text(p, ";bits="))
        field.type = read_bits(p, field.type);
    field.is_volatile = accept_text(p, ";volatile");
    if (accept_text(p, ";alignment="))
        read_bytes(p);
    if (accept_text(p, ";title="))
        skip_title(p);
    parser_expect(p, ']', "a closing bracket is expected here: x[type=float64;offset=0]");
    fields->lack_offsets |= !has_offset;
    ARENA_PUSH(&p->u->arena, fields, field);
}

static void check_size(Parser *p, const char *at, const FieldList *fields, size_t size)
{
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i].offset + type_layout(p->u, fields->items[i].type)->size > size)
            parser_error(p, at,
                         arena_printf(&p->u->arena, "the field %s lies beyond this size", fields->items[i].name));
    if (!size)
        parser_error(p, at, "a record has at least one byte");
}

static size_t read_size(Parser *p, const FieldList *fields)
{
    const char *start = p->at;
    size_t size = read_bytes(p);
    if (fields->lack_offsets)
        parser_error(p, start, "fields have offsets where the size is given");
    check_size(p, start, fields, size);
    parser_expect(p, ';', "the word True or False is expected behind the size: 16;True");
    if (!accept_text(p, "True") && !accept_text(p, "False"))
        parser_error(p, p->at, "the word True or False is expected here");
    return size;
}

static void read_record(Parser *p, TypeId draft);

/* ";^1=Record(...)", ... */
static void read_others(Parser *p)
{
    while (accept_text(p, ";^")) {
        const char *start = p->at;
        size_t number = parser_number(p, MOST_RECORDS, write_number);
        TypeId draft = draft_numbered(p, number);
        if (!draft_is_open(p->u, draft))
            parser_error(p, start, "there is a record of this number already");
        parser_expect(p, '=', "the record is expected here: ^1=Record(...)");
        if (!accept_text(p, "Record"))
            parser_error(p, p->at, "the record is expected here: ^1=Record(...)");
        read_record(p, draft);
    }
}

static size_t read_alignment(Parser *p, size_t size)
{
    const char *start = p->at;
    size_t alignment = read_bytes(p);
    if (!alignment || alignment & (alignment - 1) || size % alignment)
        parser_error(p, start, "a power of two that divides the size is expected here");
    return alignment;
}

static void read_marks(Parser *p, TypeId draft, size_t size)
{
    bool has_nameless = accept_text(p, ";nameless");
    draft_mark(p->u, draft, accept_text(p, ";align=") ? read_alignment(p, size) : 1, has_nameless);
}

static void read_record(Parser *p, TypeId draft)
{
    const char *start = p->at;
    FieldList fields = {0};
    parser_expect(p, '(', "the fields are expected here, in parentheses");
    do
        read_field(p, &fields);
    while (parser_accept(p, ','));
    size_t size = parser_accept(p, ';') ? read_size(p, &fields) : 0;
    bool is_partial = size && accept_text(p, ";partial");
    draft_describe(p->u, draft, fields.items, fields.count, size, is_partial);
    check_size(p, start, &fields, type_layout(p->u, draft)->size);
    if (size)
        read_marks(p, draft, size);
    parser_sized(p, start, draft);
    if (size && draft == p->record->items[0])
        read_others(p);
    parser_expect(p, ')', "a comma or a closing parenthesis is expected here");
}

static void check_described(Parser *p, const char *at)
{
    for (size_t i = 0; i < p->record->count; i++)
        if (draft_is_open(p->u, p->record->items[i]))
            parser_error(p, at, arena_printf(&p->u->arena, "nothing says what ^%zu is", i));
}

TypeId parser_record(Parser *p)
{
    if (p->record) {
        TypeId draft = draft_new(p->u);
        read_record(p, draft);
        return draft;
    }
    const char *start = p->at;
    size_t first = p->u->types->drafts ? p->u->types->drafts->count : 0;
    RecordText text = {.count = 0};
    p->record = &text;
    TypeId draft = draft_numbered(p, 0);
    read_record(p, draft);
    check_described(p, start);
    p->record = NULL;
    return drafts_settle(p->u, first, draft);
}

TypeId parser_numbered(Parser *p)
{
    const char *start = p->at;
    size_t number = parser_number(p, MOST_RECORDS, write_number);
    if (!p->record)
        parser_error(p, start, "numbers stand for records inside the text of one");
    return draft_numbered(p, number);
}

static int64_t read_length(Parser *p, size_t *size)
{
    const char *start = p->at;
    size_t length = parser_number(p, MOST_BYTES, "a length is expected here");
    if (length && *size > MOST_BYTES / length)
        parser_error(p, start, "the array has more than 2**31 bytes");
    *size *= length;
    return (int64_t)length;
}

TypeId parser_nested(Parser *p)
{
    int64_t lengths[MAX_NESTED_AXES];
    int ndim = 0;
    parser_expect(p, '(', "the type of the elements is expected here, in parentheses: nestedarray(float64, (3,))");
    const char *start = p->at;
    TypeId element = parser_type(p);
    if (element == TYPE_none || !type_has_layout(p->u, element) || draft_is_open(p->u, element))
        parser_error(p, start, "the elements are numbers, pointers or records");
    size_t size = type_layout(p->u, element)->size;
    parser_expect(p, ',', "a comma is expected here: nestedarray(float64, (3,))");
    parser_expect(p, '(', "the lengths are expected here, in parentheses: nestedarray(float64, (3,))");
    do {
        if (ndim == MAX_NESTED_AXES)
            parser_error(p, p->at, "an array in a record has at most 32 dimensions");
        lengths[ndim++] = read_length(p, &size);
    } while (parser_accept(p, ',') && *p->at != ')');
    parser_expect(p, ')', "a comma or a closing parenthesis is expected here");
    parser_expect(p, ')', "a second closing parenthesis is expected here");
    return type_nested(p->u, element, lengths, ndim);
}
