/* lir_build.h: making, printing and checking LIR. Appending gives the new value back, so that code reads like formulas. */
#ifndef UPCALL_LIR_BUILD_H
#define UPCALL_LIR_BUILD_H

#include "base/dominators.h"
#include "base/unit.h"
#include "lir/lir.h"

LirFunction *lir_function_new(Unit *u, const char *symbol, const LirType *params, size_t param_count,
                              const LirType *results, size_t result_count); /* added to u->lir */
void lir_module_add(Unit *u, LirModule *module, LirFunction *f);
LirBlockId lir_block_new(Unit *u, LirFunction *f);

/* A value of no block. `place`: where its code comes from, if the module has lines. */
LirId lir_value_new(Unit *u, LirFunction *f, LirValue value, uint32_t place);

/* Append to `block`: b, c are LIR_NOTHING where the row of lir_ops.def has NO. */
LirId lir_append(Unit *u, LirFunction *f, LirBlockId block, LirOp op, LirType type, LirId a, LirId b, LirId c);
LirId lir_append_list(Unit *u, LirFunction *f, LirBlockId block, LirOp op, LirType type, const LirId *args,
                      size_t count);
LirId lir_jump(Unit *u, LirFunction *f, LirBlockId block, LirBlockId target);
LirId lir_branch(Unit *u, LirFunction *f, LirBlockId block, LirId condition, LirBlockId then, LirBlockId otherwise);

static inline LirValue *lir_value(LirFunction *f, LirId v)
{
    return &f->values.items[v];
}

LirOp lir_op_named(const char *name); /* a table of ours names it: it is there */

size_t lir_target_count(LirOp op); /* of the block that it ends */

/* The blocks that block 0 reaches, in reverse postorder: a jump to one that isn't further on is a loop's. In the arena. */
LirBlockId *lir_order(Unit *u, const LirFunction *f, size_t *count);

enum { LIR_UNREACHED = UINT32_MAX };

typedef struct LirTree {
    LirBlockId *order; /* lir_order() */
    size_t count;
    uint32_t *rank;        /* by block: its place in `order`, or LIR_UNREACHED */
    Dominators dominators; /* by rank */
} LirTree;

LirTree lir_tree(Unit *u, const LirFunction *f); /* needs preds */

/* Fill in the preds of each block, in the order of the blocks that jump there. Then phis may be given their args. */
void lir_fill_preds(Unit *u, LirFunction *f);

/* lir_share.c: two pure operations give the same, for sure. */
bool lir_is_same(const LirFunction *f, LirId a, LirId b);
/* Of equal pure operations one stays, where its block dominates those of the others. Needs preds, and args of phis. */
void lir_share(Unit *u, LirFunction *f);

const char *lir_print(Unit *u, const LirModule *module); /* in the arena */
void verify_lir(Unit *u, const LirModule *module);       /* asserts the invariants of lir.h */

#endif
