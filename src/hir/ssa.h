/* ssa.h: variables to SSA values while blocks are being made (Braun et al., "Simple and Efficient Construction of Static
 * Single Assignment Form", CC 2013), with a short cut: where blocks meet, a variable that nothing was assigned to since the
 * block that all ways come through has the value that it had there. So a value isn't looked for in every branch of a long
 * function, and no phi is made that would go at once.
 *
 *      D: x = 1             read(J, y): y was assigned before D began, so it is what D has, and above D likewise;
 *      if c:                read(J, x): D assigned it last, so it is that;
 *          z = 2            read(J, z): neither: a phi of what both ways bring
 *      J: ...
 *
 * For that all between D and J must have been made when J begins. It has not where a loop between them goes on behind J, as
 * one may that is left to J from its middle: such a loop is open then, and open_since says when the newest of them began. */
#ifndef UPCALL_SSA_H
#define UPCALL_SSA_H

#include "base/unit.h"
#include "hir/function.h"
#include "hir/hir.h"

/* The value of a variable that nothing was assigned to on some way; it appears only as an argument of phis. */
#define SSA_UNBOUND (HIR_NOTHING - 1)

typedef uint32_t Variable;

typedef struct Incomplete {
    Variable variable;
    ValueId phi;
} Incomplete;

typedef struct SsaBlock {
    bool sealed;         /* all preds are there */
    bool is_meeting;     /* it has several, and had them all when it began */
    uint32_t begun;      /* when; 0: not yet */
    uint32_t open_since; /* when the newest loop was begun that wasn't made to its end by then; 0: there was none */
    BlockId dominator;   /* that all ways into it come through; HIR_NOTHING: not known */
    BlockId far;         /* a block above that, for great steps */
    uint32_t depth;      /* how many blocks are above it */
    struct {
        Incomplete *items;
        size_t count, capacity;
    } incomplete;
    struct {
        ValueId *items;
        size_t count, capacity;
    } phis; /* the last comes first in the block: ssa_finish() */
} SsaBlock;

/* The value of a variable at the end of a block as made so far. */
typedef struct Kept {
    uint64_t key; /* block, variable, and 1 more; 0: nothing stands here */
    ValueId value;
} Kept;

/* An assignment to a variable. */
typedef struct Assigned {
    uint32_t time;
    BlockId block;
} Assigned;

typedef struct SsaVariable {
    const char *name; /* for dumps and errors; NULL: it has none */
    struct {
        Assigned *items;
        size_t count, capacity;
    } assigned;
} SsaVariable;

/* A phi whose arguments are being read. */
typedef struct Reading {
    ValueId phi, *args;
    size_t count; /* of args that are there */
    BlockId block;
    BlockId
        asked; /* the block whose end the value was wanted for; HIR_NOTHING: the phi was there, it is made complete */
} Reading;

typedef struct Ssa {
    Unit *u;
    Function *f;
    Kept *kept; /* a hash table, at most half full */
    size_t kept_size, kept_count;
    uint32_t time;        /* goes on with each assignment and each block */
    uint32_t open_since;  /* as of blocks: build_order.c */
    bool is_out_of_order; /* a block may lie between others that is made long after them */
    struct {
        SsaBlock *items; /* by BlockId */
        size_t count, capacity;
    } blocks;
    struct {
        SsaVariable *items;
        size_t count, capacity;
    } variables;
    struct {
        Reading *items;
        size_t count, capacity;
    } readings;
} Ssa;

Variable ssa_variable_new(Ssa *ssa, const char *name);

BlockId ssa_block_new(Ssa *ssa);
void ssa_link(Ssa *ssa, BlockId from, BlockId to, int successor); /* `to` must not be sealed yet */
/* The block will be filled now: all ways into it are there but for those that come from what it dominates. */
void ssa_begin(Ssa *ssa, BlockId block);
void ssa_seal(Ssa *ssa, BlockId block); /* begins it, too */
/* When all edges are there: empty the blocks that nothing leads to, and cut them off. */
void ssa_drop_unreached(Ssa *ssa);
void ssa_write(Ssa *ssa, BlockId block, Variable variable, ValueId value);
ValueId ssa_read(Ssa *ssa, BlockId block, Variable variable, Loc loc); /* SSA_UNBOUND where surely unbound */
/* A phi that is no variable's; it comes behind those that are made later. */
ValueId ssa_phi_new(Ssa *ssa, BlockId block, Loc loc, const ValueId *args, size_t count);
void ssa_finish(Ssa *ssa); /* phis come to stand in their blocks */

#endif
