/* error.h: errors of compilation: raised by fail(), worded in errors.def, drawn with a caret by error_render(). */
#ifndef UPCALL_ERROR_H
#define UPCALL_ERROR_H

#include <stdarg.h>
#include <stddef.h>

#include "base/code.h"
#include "base/ids.h"

/* A piece of source. Lines count from 1, columns are UTF-8 bytes from 0; -1 where the code object doesn't say. */
typedef struct Span {
    int line, end_line, column, end_column;
} Span;

typedef struct Inlined Inlined;

typedef struct Loc {
    const Code *code; /* NULL: no place in the source */
    Span span;
    const Inlined *inlined; /* NULL: it stands in the function that is compiled */
} Loc;

/* A call whose callee stands in its place: what was inlined there is in a frame of its own for whoever looks. */
struct Inlined {
    const Code *function;
    Loc call;        /* which may itself have been inlined */
    bool is_builtin; /* what the callee raises is raised by the call */
};

typedef enum {
#define ERROR(name, ...) E_##name,
#include "base/errors.def"
    E_COUNT
} ErrorId;

/* A function that is being compiled, and who called it. */
typedef struct Scope Scope;
struct Scope {
    const Code *code;
    const char
        *library;       /* the name of the function of the prelude or of a package that this is; NULL: the user's own */
    const char *advice; /* what to write instead of that */
    const Scope *caller; /* NULL: C */
    Loc called_at;       /* by `caller` */
};

enum { ERROR_NOTES = 4 };

typedef struct ErrorNote {
    Loc loc;
    const char *text;
} ErrorNote;

typedef struct Error {
    ErrorId id;
    Loc loc;
    const char *message; /* one line: what is wrong */
    const char *advice;  /* "write: ..." or NULL */
    ErrorNote notes[ERROR_NOTES];
    size_t note_count;
} Error;

/* Stop the compile with the error of that row; the arguments fill its message and then its advice. Never returns. */
_Noreturn void fail(Unit *u, Loc loc, ErrorId id, ...);

/* Point at one more place that the next fail() should show: "float64[:]  assigned here". */
void error_note(Unit *u, Loc loc, const char *text);

/* Source line `line` (from 1) of a file: UTF-8, no newline, NULL: not to be had. The caller provides it (linecache). */
typedef const char *SourceLine(void *context, const char *filename, int line);

/* What to write instead, for the next fail() of a row without advice of its own; NULL: nothing. */
void error_advise(Unit *u, const char *advice);

/* The whole text: place, message, source line with caret, notes, advice; in the arena. */
const char *error_render(Unit *u, const Error *error, SourceLine *source_line, void *context);

const char *error_name(ErrorId id); /* "E_TYPE_UNKNOWN" */

#endif
