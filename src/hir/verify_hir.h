/* verify_hir.h: what the files of verify_hir share. */
#ifndef UPCALL_VERIFY_HIR_H
#define UPCALL_VERIFY_HIR_H

#include "base/unit.h"
#include "hir/function.h"

typedef struct Check {
    Unit *u;
    const Function *f;
    const Hir *hir;
    HirState state;
    size_t *place; /* by value: its index in its block */
    Dominators dominators;
    ValueId at; /* the value that is looked at; HIR_NOTHING: it is a block */
} Check;

#define CHECK(c, condition)                                                                                            \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            verify_broken((c), __FILE__, __LINE__, #condition);                                                        \
    } while (0)

/* Print the function and what doesn't hold, and abort. */
_Noreturn void verify_broken(const Check *c, const char *file, int line, const char *what);

static inline const HirValue *verify_value(const Check *c, ValueId v)
{
    return &c->hir->values.items[v];
}

/* Is `def` a value that stands before place `i` of block b on every way there? */
bool verify_reaches(const Check *c, ValueId def, BlockId b, size_t i);

/* --- verify_hir_rows.c: is c->at what its row in hir_ops.def says? --- */

void verify_operands(const Check *c);
void verify_payload(const Check *c);
void verify_type(const Check *c);
void verify_call(const Check *c);
void verify_facts(const Check *c);

#endif
