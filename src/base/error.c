/* error.c: errors of compilation: stopping, wording, drawing.
 *
 * The drawing is a line of source with a caret under the expression, per place that the error names:
 *
 *     quad.py:6 in f: y is an array here and a number on the other path to line 7
 *       6 |         y = carray(p, n)
 *         |             ^^^^^^^^^^^^ float64[:]
 *     write: two names for the two things */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

#include "base/unit.h"
#include "base/wording.h"

typedef struct ErrorRow {
    const char *name, *message, *advice;
} ErrorRow;

static const ErrorRow rows[E_COUNT] = {
#define ERROR(name, message, advice) [E_##name] = {"E_" #name, message, advice},
#include "base/errors.def"
};

const char *error_name(ErrorId id)
{
    return rows[id].name;
}

/* An error inside a function of the prelude, or of a package such as NumPy, is one of that function, where the user calls
 * it. */
static void leave_library(Unit *u, Loc *loc)
{
    const Scope *library = NULL;
    for (const Scope *scope = u->at; scope && scope->caller; scope = scope->caller)
        if (scope->library)
            library = scope;
    if (!library)
        return;
    *loc = library->called_at;
    u->at = library->caller;
    u->error.note_count = 0;
    u->error.message = arena_printf(&u->arena, "%s: %s", library->library, u->error.message);
    u->error.advice = library->advice;
}

/* Who called the function in which it is wrong. */
static void note_callers(Unit *u)
{
    enum { MOST_CALLERS = 2 };
    const Scope *scope = u->at;
    for (size_t i = 0; i < MOST_CALLERS && scope && scope->caller; i++, scope = scope->caller)
        if (!i || scope->code != scope->caller->code)
            error_note(u, scope->called_at, arena_printf(&u->arena, "%s is called here", scope->code->name));
}

_Noreturn void fail(Unit *u, Loc loc, ErrorId id, ...)
{
    bool looked_up = !strcmp(rows[id].advice, "@");
    const char *format = arena_printf(&u->arena, "%s\001%s", rows[id].message, looked_up ? "" : rows[id].advice);
    va_list args;
    va_start(args, id);
    char *text = arena_vprintf(&u->arena, format, args);
    va_end(args);
    char *advice = strchr(text, '\001');
    *advice++ = '\0';
    u->error.id = id;
    u->error.message = text;
    if (*advice)
        u->error.advice = advice;
    va_start(args, id);
    if (looked_up && !u->error.advice)
        u->error.advice = advice_on(va_arg(args, const char *));
    va_end(args);
    leave_library(u, &loc);
    note_callers(u);
    u->error.loc = loc;
    longjmp(*u->on_error, 1);
}

void error_note(Unit *u, Loc loc, const char *text)
{
    if (u->error.note_count < ERROR_NOTES)
        u->error.notes[u->error.note_count++] = (ErrorNote){loc, text};
}

void error_advise(Unit *u, const char *advice)
{
    u->error.advice = advice;
}

/* One code point of UTF-8 at *text, which moves past it. Malformed bytes count as themselves. */
static uint32_t next_code_point(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    int more = *p >= 0xF0 ? 3 : *p >= 0xE0 ? 2 : *p >= 0xC0 ? 1 : 0;
    uint32_t point = more == 3 ? *p & 7 : more == 2 ? *p & 15 : more == 1 ? *p & 31 : *p;
    p++;
    for (; more && (*p & 0xC0) == 0x80; more--)
        point = point << 6 | (*p++ & 63);
    *text = (const char *)p;
    return point;
}

typedef struct CodePoints {
    uint32_t first, last;
} CodePoints;

static bool in_ranges(uint32_t point, const CodePoints *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

/* Columns that a terminal uses: Unicode's East Asian Width (UAX 11) W and F are two, combining marks none. */
static int display_width(uint32_t point)
{
    static const CodePoints wide[] = {{0x1100, 0x115F},   {0x2E80, 0xA4CF},  {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
                                      {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    static const CodePoints none[] = {{0x300, 0x36F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}};
    if (in_ranges(point, none, sizeof none / sizeof *none))
        return 0;
    return in_ranges(point, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

static size_t width_of(const char *text, size_t length)
{
    size_t width = 0;
    for (const char *end = text + length; text < end;)
        width += (size_t)display_width(next_code_point(&text));
    return width;
}

/* Blanks as wide as the first `length` bytes of the line; tabs stay tabs. */
static const char *padding(Unit *u, const char *line, size_t length)
{
    char *pad = arena_alloc(&u->arena, 2 * length + 1), *out = pad;
    for (const char *end = line + length; line < end;) {
        uint32_t point = next_code_point(&line);
        int width = point == '\t' ? 1 : display_width(point);
        for (int i = 0; i < width; i++)
            *out++ = point == '\t' ? '\t' : ' ';
    }
    return pad;
}

static const char *carets(Unit *u, size_t count)
{
    char *text = arena_alloc(&u->arena, count + 1);
    memset(text, '^', count);
    return text;
}

/* The line under a line of source: carets under the span, and what they say. */
static const char *draw_carets(Unit *u, const char *line, Span span, const char *note)
{
    size_t length = strlen(line), start = (size_t)span.column;
    if (span.column < 0 || start >= length)
        return note ? arena_printf(&u->arena, "\n      | %s", note) : "";
    size_t end = span.end_line == span.line && (size_t)span.end_column <= length ? (size_t)span.end_column : length;
    size_t width = end > start ? width_of(line + start, end - start) : 1;
    return arena_printf(&u->arena, "\n      | %s%s%s%s", padding(u, line, start), carets(u, width), note ? " " : "",
                        note ? note : "");
}

/* `shown`: the line above is the same one. */
static const char *draw(Unit *u, Loc loc, bool shown, const char *note, SourceLine *source_line, void *context)
{
    if (!loc.code || loc.span.line <= 0)
        return "";
    const char *line = source_line ? source_line(context, loc.code->filename, loc.span.line) : NULL;
    if (!line)
        return note ? arena_printf(&u->arena, "\n  line %d: %s", loc.span.line, note) : "";
    const char *text = shown ? "" : arena_printf(&u->arena, "\n%5d | %s", loc.span.line, line);
    return arena_printf(&u->arena, "%s%s", text, draw_carets(u, line, loc.span, note));
}

static bool same_place(Loc a, Loc b)
{
    return a.code == b.code && !memcmp(&a.span, &b.span, sizeof a.span);
}

static const char *head(Unit *u, const Error *error)
{
    const Code *code = error->loc.code;
    if (!code)
        return error->message;
    int line = error->loc.span.line > 0 ? error->loc.span.line : code->first_line;
    return arena_printf(&u->arena, "%s:%d in %s: %s", code->filename, line, code->name, error->message);
}

static bool same_line(Loc a, Loc b)
{
    return a.code && b.code && !strcmp(a.code->filename, b.code->filename) && a.span.line == b.span.line;
}

const char *error_render(Unit *u, const Error *error, SourceLine *source_line, void *context)
{
    const char *text = head(u, error), *own_note = NULL;
    for (size_t i = error->note_count; i-- > 0;)
        if (same_place(error->notes[i].loc, error->loc))
            own_note = error->notes[i].text;
    text = arena_printf(&u->arena, "%s%s", text, draw(u, error->loc, false, own_note, source_line, context));
    Loc last = error->loc;
    for (size_t i = 0; i < error->note_count; i++) {
        const ErrorNote *note = &error->notes[i];
        if (note->text == own_note)
            continue;
        bool shown = same_line(note->loc, last);
        text = arena_printf(&u->arena, "%s%s", text, draw(u, note->loc, shown, note->text, source_line, context));
        last = note->loc;
    }
    return error->advice ? arena_printf(&u->arena, "%s\n%s", text, error->advice) : text;
}
