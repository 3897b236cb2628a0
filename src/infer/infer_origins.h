/* infer_origins.h: which exceptions a value may hold: where they were made, seen through handlers, functions and variables. */
#ifndef UPCALL_INFER_ORIGINS_H
#define UPCALL_INFER_ORIGINS_H

#include "hir/function.h"

/* Where an exception is made whose arguments somebody looks at: a HIR_exception, or a class that is raised. */
typedef struct Making {
    const Function *function;
    ValueId value;
    Loc loc;
} Making;

typedef struct Origins {
    struct {
        Making *items;
        size_t count, capacity;
    } made;            /* by the user's functions, each once */
    bool has_other;    /* it may also be one that Python words: of an operation, or of a built-in function */
    const char *other; /* its class; NULL: that isn't known */
    Loc other_loc;
} Origins;

/* What `exception` may hold where `block` uses it. A class that the tests on the way there rule out doesn't count.
 * Before infer has ended, those that are known so far. */
Origins origins_of(Unit *u, const Function *f, ValueId exception, BlockId block);

/* e.args: does `value` look at what an exception was made with? */
bool origins_are_read(const Hir *hir, ValueId value);

/* Of all e.args: fails E_EXCEPTION_ARGS where exceptions get there that no `raise` of the user makes. */
void origins_check(Unit *u);

#endif
