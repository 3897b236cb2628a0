/* function.h: a Python function as it is compiled for one list of bindings. functions.h finds and makes them. */
#ifndef UPCALL_FUNCTION_H
#define UPCALL_FUNCTION_H

#include "base/table.h"
#include "base/unit.h"
#include "frozen/frozen.h"
#include "hir/hir.h"

/* What a local variable holds when its function begins: an argument, or a captured variable of a closure. */
typedef struct Binding {
    TypeId type;            /* TYPE_UNKNOWN: nothing, the variable is unbound */
    const Frozen *constant; /* not NULL: this frozen object, and no parameter is passed */
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

/* Who gets the address of memory that the callback has made: C functions, while the function runs; a struct, as long as the callback does. */
typedef enum Lending { LENDS_NOTHING, LENDS_TO_C, LENDS_FOR_GOOD } Lending;

/* One Python function for one list of bindings. The first of a Unit is the callback: it takes what C gives it. */
struct Function {
    const Frozen *object;
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
    size_t index;            /* in u->functions */
    size_t lir_index;        /* in u->lir, once lower has begun with it */
    struct LirFunction *lir; /* NULL: not begun */
    bool lowered;
    bool is_settled; /* in infer: nothing that its types depend on has changed since they were found */
    bool is_waiting; /* in infer: this round looked at it */
    bool looks_back; /* in infer: at what raises an exception that it catches, in whatever function that is */
    struct {
        struct Function **items;
        size_t count, capacity;
    } callers;                   /* in infer: each once */
    bool is_recursive;           /* after infer: it may call itself, maybe through others */
    struct Ownership *ownership; /* after own(): own.h; NULL: no value has an owner */
    bool gives_back;             /* after own(): what it returns may be in memory of what it is given */
    Lending lends;               /* after find_lending(): at the most */
    bool
        passes_on; /* likewise: an address that it is given may last when it has returned, but for one that it gives back */
    /* After lower: by part of the result, the constant that it always is, or NULL; NULL: it doesn't return. */
    const struct LirValue **constants;
    int64_t room;           /* after lower: bytes behind its last parameter, for arrays that it returns; 0: none */
    bool takes_record;      /* after find_records(): the invocation record is a parameter */
    const Function *caller; /* who called it first; NULL: the callback */
    const Options *options; /* the callback's, or those of another cfunc, which are for what it calls too */
    Scope scope;            /* for errors: who called it first, from where */
    int builtin;            /* BuiltinId: it is the prelude's function for that row; -1: it is the user's */
    const Return *returns;
    size_t return_count;
    uint64_t first_path, end_path; /* after lower: to where it raises, and what it calls (sites.h) */
    struct {
        bool *items;
        size_t count, capacity;
    } leaving; /* after lower: by number of an exception, may it come out of the function? */
    struct {
        struct IndexCheck *items;
        size_t count, capacity;
    } checks;           /* after bound: the indices that it couldn't prove to be in range (bound_checks.h) */
    size_t index_count; /* of all indices of arrays */
};

typedef struct FunctionCall {
    const Function *caller, *callee;
} FunctionCall;

typedef struct Functions {
    Function **items; /* [0] is the one that becomes the callback */
    size_t count, capacity;
    Table by_hash; /* of those that are called, while infer adds some */
    struct {
        FunctionCall *items;
        size_t count, capacity;
    } calls; /* in infer: who calls whom */
    Table calls_by_hash;
} Functions;

#endif
