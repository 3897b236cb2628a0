/* decode_locations.c: the location table of a code object (co_linetable, PEP 626 and PEP 657) to one Span a code unit.
 *
 * The table is a sequence of entries. The first byte of one has bit 7 set, a form in bits 3 to 6 and in bits 0 to 2 the number of
 * code units it covers, less one; what follows depends on the form and has bit 7 clear in the numbers. Format:
 * CPython, Objects/locations.md (InternalDocs/code_objects.md from 3.13). */
#include "base/code.h"
#include "bytecode/decode.h"

enum { FORM_ONE_LINE = 10, FORM_NO_COLUMNS = 13, FORM_LONG = 14, FORM_NONE = 15, LINE_LIMIT = 1 << 30 };

typedef struct Reader {
    Unit *u;
    const Code *code;
    const uint8_t *next, *end;
    int line; /* of the entry before */
} Reader;

static const Span unknown = {-1, -1, -1, -1};

static _Noreturn void broken(const Reader *r)
{
    Span span = {r->code->first_line, r->code->first_line, -1, -1};
    fail(r->u, (Loc){.code = r->code, .span = span}, E_BYTECODE, "the location table is broken");
}

static int next_byte(Reader *r)
{
    if (r->next == r->end)
        broken(r);
    return *r->next++;
}

/* Six bits a byte, low ones first; bit 6 says that more follow. */
static int next_number(Reader *r)
{
    uint64_t number = 0;
    for (unsigned shift = 0;; shift += 6) {
        int byte = next_byte(r);
        number |= (uint64_t)(byte & 63) << shift;
        if (byte & 128 || number >= LINE_LIMIT)
            broken(r);
        if (!(byte & 64))
            return (int)number;
        if (shift > 30)
            broken(r);
    }
}

/* The sign is in bit 0. */
static int next_signed(Reader *r)
{
    int number = next_number(r);
    return number & 1 ? -(number >> 1) : number >> 1;
}

static void advance_line(Reader *r, int lines)
{
    r->line += lines;
    if (r->line < 0 || r->line >= LINE_LIMIT)
        broken(r);
}

static Span long_form(Reader *r)
{
    advance_line(r, next_signed(r));
    int end_line = r->line + next_number(r);
    int column = next_number(r) - 1; /* 0: none */
    int end_column = next_number(r) - 1;
    return (Span){r->line, end_line, column, end_column};
}

static Span one_line_form(Reader *r, int form)
{
    advance_line(r, form - FORM_ONE_LINE);
    int column = next_byte(r);
    int end_column = next_byte(r);
    return (Span){r->line, r->line, column, end_column};
}

static Span short_form(Reader *r, int form)
{
    int byte = next_byte(r);
    if (byte & 128)
        broken(r);
    int column = form << 3 | byte >> 4;
    return (Span){r->line, r->line, column, column + (byte & 15)};
}

static Span next_span(Reader *r, int form)
{
    if (form == FORM_NONE)
        return unknown;
    if (form == FORM_LONG)
        return long_form(r);
    if (form == FORM_NO_COLUMNS) {
        advance_line(r, next_signed(r));
        return (Span){r->line, r->line, -1, -1};
    }
    return form >= FORM_ONE_LINE ? one_line_form(r, form) : short_form(r, form);
}

void decode_locations(Unit *u, const Code *code, Span *spans, size_t units)
{
    Reader r = {u, code, code->linetable, NULL, code->first_line};
    if (code->linetable_size)
        r.end = code->linetable + code->linetable_size;
    size_t at = 0;
    while (r.end && r.next < r.end) {
        int first = next_byte(&r);
        size_t covered = (size_t)(first & 7) + 1;
        if (!(first & 128) || covered > units - at)
            broken(&r);
        Span span = next_span(&r, first >> 3 & 15);
        for (size_t i = 0; i < covered; i++)
            spans[at++] = span;
    }
    while (at < units) /* a table that was stripped */
        spans[at++] = unknown;
}
