/* unit.h: a Unit is one compile: its arena, its options, its error, and a record of each stage, which the stage's folder
 * defines.
 *
 * Used by one thread, gone with unit_free(). A user's error is fail(), which unwinds to the setjmp of the unit_guard() that
 * runs: nothing of LLVM and no Python frame lies between. */
#ifndef UPCALL_UNIT_H
#define UPCALL_UNIT_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/text.h"
#include "base/timing.h"

/* locals={'s': types.float32}: what is assigned to the variable is converted. */
typedef struct LocalType {
    const char *name;
    TypeId type;
} LocalType;

typedef enum {
    BOUNDSCHECK_OFF,
    BOUNDSCHECK_ON,     /* what bound hasn't proved is checked */
    BOUNDSCHECK_VERIFY, /* all is; a check that fails though it was proved is reported as a bug of ours */
    BOUNDSCHECK_COUNT
} Boundscheck;

/* frozen/origin.h: integers and arrays found there are data, as far as nothing is decided by what they are. */
typedef struct OpenOrigins {
    const struct Origin *const *items;
    size_t count;
    bool all; /* to test it: wherever floats are data */
} OpenOrigins;

typedef struct Options {
    Boundscheck boundscheck; /* of indices (default ON) */
    bool error_model_python;
    bool is_uncached;            /* machine code comes from a compile, and isn't kept */
    bool has_lines;              /* objects say which line of Python code comes from */
    unsigned fastmath;           /* LIR_FAST_* */
    const uint64_t *error_value; /* as in LirEntry; NULL: the type's own */
    const LocalType *locals;     /* of the callback */
    size_t local_count;
    const Frozen *success;            /* the result where it ends without a value; NULL: none is given */
    const struct CallbackCode *codes; /* runtime/report.h */
    size_t code_count;
    OpenOrigins open;
} Options;

struct Unit {
    Arena arena;
    jmp_buf *on_error;
    Error error;
    const Scope *at; /* the function that is built or inferred, for errors */
    Options options;
    Timing timing;
    bool asks_for_errno; /* so it is saved behind each call of a C function */
    /* compile_unit() makes them all, empty. */
    struct Resolver *resolver;            /* frozen/resolve.h */
    struct Strings *strings;              /* frozen/strings.h */
    struct TypeTable *types;              /* types/types.h */
    struct Signature *signature;          /* types/signature.h */
    struct EnvironmentTable *environment; /* types/environment.h */
    struct Functions *functions;          /* hir/function.h */
    struct Sites *sites;                  /* lower/sites.h */
    struct LirModule *lir;                /* lir/lir.h */
    struct CompileResult *result;         /* compile/compile.h */
};

Unit *unit_new(void); /* without records of stages. NULL: no memory */
void unit_free(Unit *u);

const char *unit_string(Unit *u, const char *text, size_t length); /* a copy in the arena, NUL-terminated */

/* Run `body` so that fail() inside it returns here. false: u->error says why. */
bool unit_guard(Unit *u, void (*body)(Unit *u, void *argument), void *argument);

#endif
