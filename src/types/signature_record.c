/* signature_record.c: records as text, as Numba prints them:
 *
 *   record = "Record" "(" field {"," field} [";" size ";" ("True" | "False") [";partial"]] ")"
 *   field  = name "[type=" type [";offset=" number] [";alignment=" number] [";title=" any] "]"
 *   nested = "nestedarray" "(" type "," "(" number {"," number} ")" ")"
 *
 * A type behind "*" may be "^0", the record itself, or "^1", that which it stands in. Without a size the record is laid out as C does. A name is whatever stands before "[type=". Alignments, titles and the last word
 * are read and say nothing: a record is known by its layout. One that is partial has more fields than these. */
#include <string.h>

#include "base/unit.h"
#include "types/signature_parser.h"
#include "types/stored.h"

#define MOST_BYTES ((size_t)1 << 31)

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

static void read_field(Parser *p, FieldList *fields)
{
    Field field = {.name = field_name(p, fields)};
    accept_text(p, "[type=");
    const char *start = p->at;
    field.type = parser_type(p);
    if (field.type == TYPE_none || !type_has_layout(p->u, field.type))
        parser_error(p, start, "a field is a number, a pointer, a record or a nestedarray");
    bool has_offset = accept_text(p, ";offset=");
    if (has_offset)
        field.offset = read_bytes(p);
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

TypeId parser_record(Parser *p)
{
    const char *start = p->at;
    FieldList fields = {0};
    p->records++;
    parser_expect(p, '(', "the fields are expected here, in parentheses");
    do
        read_field(p, &fields);
    while (parser_accept(p, ','));
    size_t size = parser_accept(p, ';') ? read_size(p, &fields) : 0;
    bool is_partial = size && accept_text(p, ";partial");
    parser_expect(p, ')', "a comma or a closing parenthesis is expected here");
    p->records--;
    if (size)
        return type_record(p->u, fields.items, fields.count, size, is_partial);
    TypeId type = type_c_struct(p->u, fields.items, fields.count);
    check_size(p, start, &fields, type_layout(p->u, type)->size);
    return type;
}

TypeId parser_enclosing(Parser *p)
{
    const char *start = p->at;
    size_t level = parser_number(p, MAX_ITEMS, "a number of records is expected here: ^0");
    if (level >= p->records)
        parser_error(p, start, "there are no so many records round this");
    return type_enclosing(p->u, (int)level);
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
    if (element == TYPE_none || !type_has_layout(p->u, element))
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
