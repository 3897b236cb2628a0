/* ssa.h: variables to SSA values while blocks are being made (Braun et al., "Simple and Efficient Construction of Static
 * Single Assignment Form", CC 2013). */
#ifndef UPCALL_SSA_H
#define UPCALL_SSA_H

#include "base/unit.h"
#include "hir/function.h"

/* The value of a variable that nothing was assigned to on some way; it appears only as an argument of phis. */
#define SSA_UNBOUND (HIR_NOTHING - 1)

typedef uint32_t Variable;

typedef struct Incomplete {
    Variable variable;
    ValueId phi;
} Incomplete;

typedef struct SsaBlock {
    ValueId *variables; /* value at the end of the block as made so far; HIR_NOTHING: look into the preds */
    size_t capacity;
    bool sealed; /* all preds are there */
    struct {
        Incomplete *items;
        size_t count, capacity;
    } incomplete;
} SsaBlock;

typedef struct Ssa {
    Unit *u;
    Function *f;
    struct {
        SsaBlock *items; /* by BlockId */
        size_t count, capacity;
    } blocks;
    struct {
        const char **items; /* by Variable, for dumps and errors; NULL: it has none */
        size_t count, capacity;
    } names;
} Ssa;

Variable ssa_variable_new(Ssa *ssa, const char *name);

BlockId ssa_block_new(Ssa *ssa);
void ssa_link(Ssa *ssa, BlockId from, BlockId to, int successor); /* `to` must not be sealed yet */
void ssa_seal(Ssa *ssa, BlockId block);
/* When all edges are there: empty the blocks that nothing leads to, and cut them off. */
void ssa_drop_unreached(Ssa *ssa);
void ssa_write(Ssa *ssa, BlockId block, Variable variable, ValueId value);
ValueId ssa_read(Ssa *ssa, BlockId block, Variable variable, Loc loc); /* SSA_UNBOUND where surely unbound */

#endif
