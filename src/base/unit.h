/* unit.h: a Unit is one compile: its arena, its functions at every stage, its options, its error.
 *
 * Made by unit_new(), used by one thread, gone with unit_free(). A user's error is fail(), which unwinds to the setjmp of
 * the unit_guard() that runs: nothing of LLVM and no Python frame lies between. */
#ifndef UPCALL_UNIT_H
#define UPCALL_UNIT_H

#include <setjmp.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "base/timing.h"
#include "frozen/object.h"
#include "hir/hir.h"
#include "lir/lir.h"
#include "types/signature.h"
#include "types/types.h"

/* locals={'s': types.float32}: what is assigned to the variable is converted. */
typedef struct LocalType {
    const char *name;
    TypeId type;
} LocalType;

typedef struct Options {
    bool boundscheck; /* index checks (default true) */
    bool error_model_python;
    unsigned fastmath;           /* LIR_FAST_* */
    const uint64_t *error_value; /* as in LirEntry; NULL: the type's own */
    const LocalType *locals;     /* of the callback */
    size_t local_count;
} Options;

/* What core asks of src/python, which takes the GIL for the call. NULL: there is no such name.
 *   owner   a function (looks up its cells, then globals, then builtins) or a module (its attributes); NULL: the name is
 *           that of a function of the prelude, "integers:gcd" in upcall/prelude/integers.py
 *   offer   every name that such an owner has, as candidates for a misspelt one
 * Objects it returns live in the arena; what they hold in Python is released with the Unit. */
typedef struct Resolver {
    const Object *(*resolve)(Unit *u, const Object *owner, const char *name);
    void (*offer)(Unit *u, const Object *owner, Nearest *nearest);
    void *context;
} Resolver;

/* What a local variable holds when its function begins: an argument, or a captured variable of a closure. */
typedef struct Binding {
    TypeId type;            /* TYPE_UNKNOWN: nothing, the variable is unbound */
    const Object *constant; /* not NULL: this frozen object, and no parameter is passed */
} Binding;

/* A `return` of the source: for build, and for errors. */
typedef struct Return {
    BlockId block;
    ValueId value;
    Loc loc;
} Return;

/* An inner function that nothing may hold where a variable that it captured changes. */
typedef struct Fleeting {
    ValueId function, rebind; /* HIR_closure, HIR_rebind */
} Fleeting;

/* What an operation raises itself, if its operands are wrong. */
typedef struct Failure {
    ValueId value; /* HIR_NOTHING: the call of the function */
    int class;     /* exceptions.h */
    Loc loc;
} Failure;

/* One Python function for one list of bindings. The first of a Unit is the callback: it takes what C gives it. */
struct Function {
    const Object *object;
    const Code *code;
    const Binding *bindings; /* of code->locals: arguments, then *args, then captured variables */
    size_t binding_count;
    size_t captured_start;    /* index of the first binding that is a captured variable (code->free_start of locals) */
    const TypeId *parameters; /* types of the bindings without a constant; of the callback: as in the signature */
    size_t parameter_count;
    TypeId result; /* TYPE_UNKNOWN until a round of infer has found it */
    Hir hir;
    struct {
        Fleeting *items;
        size_t count, capacity;
    } fleeting;
    const char *symbol;
    size_t index;     /* in u->functions */
    size_t lir_index; /* in u->lir, once lower has begun with it */
    LirFunction *lir; /* NULL: not begun */
    bool lowered;
    bool is_recursive;      /* after infer: it may call itself, maybe through others */
    const Function *caller; /* who called it first; NULL: the callback */
    const Options *options; /* the callback's, or those of another cfunc, which are for what it calls too */
    Loc called_at;          /* by `caller` */
    int builtin;            /* BuiltinId: it is the prelude's function for that row; -1: it is the user's */
    const Return *returns;
    size_t return_count;
    size_t first_site, site_end; /* after lower: the sites that its status may say, its calls of functions included */
    struct {
        struct IndexCheck *items;
        size_t count, capacity;
    } checks;           /* after bound: the indices that it couldn't prove to be in range (bound_checks.h) */
    size_t index_count; /* of all indices of arrays */
    struct {
        Pretest *items;
        size_t count, capacity;
    } pretests; /* after bound: what to test before loops */
    struct {
        Failure *items;
        size_t count, capacity;
    } failures; /* after lower: the exceptions that no `raise` makes */
};

/* Where an exception is made whose arguments somebody looks at: a HIR_exception, or a class that is raised. */
typedef struct Origin {
    const Function *function;
    ValueId value;
    Loc loc;
} Origin;

/* A value that is data, not code: it lies in the environment block at `offset`. */
typedef struct EnvEntry {
    const Object *object;
    TypeId type;
    size_t offset; /* bytes; the block begins with the entry's address and the Callback record (slot.h) */
} EnvEntry;

/* What resolve() answered. */
typedef struct Resolved {
    const Object *owner;
    const char *name;
    const Object *object; /* NULL: no such name */
} Resolved;

/* A place that can raise; its number in a status is its index + 1. */
typedef struct Site {
    const char *exception; /* "IndexError" */
    const char *message;
    const char *arguments; /* not NULL: what the exception is made with, see lower_text.c; there is no message then */
    const char *function;  /* qualified name, for the traceback */
    Loc loc;
    size_t inner; /* not 0: this is a call, and what raised there is the site of that number */
} Site;

struct Unit {
    Arena arena;
    jmp_buf *on_error;
    Error error;
    const Function *at; /* the one that is built or inferred, for errors */
    Options options;
    Resolver resolver;
    TypeTable types;
    struct {
        Function **items; /* [0] is the one that becomes the callback */
        size_t count, capacity;
    } functions;
    struct {
        EnvEntry *items;
        size_t count, capacity;
    } environment;
    struct {
        Site *items;
        size_t count, capacity;
    } sites;
    struct {
        const char **items;
        size_t count, capacity;
    } strings; /* that a TYPE_string may be, each once */
    struct {
        Origin *items;
        size_t count, capacity;
    } origins;              /* after infer. None: nobody looks at the arguments of an exception */
    size_t exception_words; /* that an exception takes along: the most arguments of an origin that are no constants */
    struct {
        Resolved *items;
        size_t count, capacity;
    } resolved;
    Signature signature;
    LirModule lir;
    const uint8_t *object; /* the relocatable object */
    size_t object_size;
    Timing timing;
    const char *dumps[10]; /* by Stage (compile.h), NULL where not asked for */
};

Unit *unit_new(Resolver resolver); /* NULL: no memory */
void unit_free(Unit *u);

const char *unit_string(Unit *u, const char *text, size_t length); /* a copy in the arena, NUL-terminated */

/* The index of the text in u->strings. */
size_t unit_string_number(Unit *u, const char *text);

/* The index in u->environment of a captured object; one entry an object. */
size_t unit_environment(Unit *u, const Object *object, TypeId type);

/* Run `body` so that fail() inside it returns here. false: u->error says why. */
bool unit_guard(Unit *u, void (*body)(Unit *u, void *argument), void *argument);

#endif
