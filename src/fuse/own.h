/* own.h: who holds the blocks that arrays lie in, and where each holder lets go of them (ARRAYS, "Who owns memory").
 *
 * A value that has owners (type_has_owners()) either holds them, with counts of its own, or borrows them from the holders that it was
 * made of. */
#ifndef UPCALL_OWN_H
#define UPCALL_OWN_H

#include "hir/function.h"

/* What lower does about it. NULL instead: no value of the function has an owner. */
typedef struct Ownership {
    bool is_caught; /* a handler may stand above the function */
    bool *holds;    /* by value */
    bool *
        escapes; /* by value that holds: a phi behind which anything runs, or what a call gives, may come to hold its blocks */
    bool *returns;    /* by value that holds: what the function returns may be in its memory */
    ValueId *takes;   /* by value: the operand that ends with it whose block its result may lie in; HIR_NOTHING: none */
    bool *moves;      /* by value: of `ret`, the caller gets the counts of its argument; else it is retained */
    bool **phi_moves; /* by phi, then by predecessor: likewise */
    bool *is_lent;    /* by value that holds: C may keep the address of what it holds as long as the function runs */
    ValueList lent;   /* those */
    bool *is_kept;    /* by value that holds: its address may last as long as the invocation, and so do its blocks */
    ValueList *behind; /* by value: the holders that end behind it, or with it. Of an operation with a guard none do */
    ValueList *beside; /* by value without a guard: the holders that are left where it raises, outermost first */
    ValueList (*on_edge)[2]; /* by block and successor: those that end there, once its phis have what they get */
} Ownership;

/* Fill Function.lends, which fuse() asks for, too, and where anything is lent Function.passes_on.   Needs: types. */
void find_lending(Unit *u);

/* Fill f->ownership of all functions.
 * Needs:  types, HirValue.fused, Function.lends.   Keeps: HIR.
 * Leaves: each count that a holder has is moved or released once on every way from where it begins to hold; on ways out of a
 *         function that no handler can stand above the entry does it. */
void own(Unit *u);

#endif
