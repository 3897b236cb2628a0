/* inline_parts.h: what the files of inline share. */
#ifndef UPCALL_INLINE_PARTS_H
#define UPCALL_INLINE_PARTS_H

#include "base/unit.h"
#include "hir/function.h"

/* What its callers ask of a function. */
typedef struct Callee {
    size_t calls; /* of it */
    size_t cost;  /* of its one block; 0: it isn't to be inlined */
    bool has_nests;
    bool gives_expression; /* its result, or a part of it, is one that a nest of the caller may compute */
    bool *takes;           /* by parameter: one operation of it computes an expression given for that */
} Callee;

typedef struct Inliner {
    Unit *u;
    Function *f;     /* the caller */
    bool *seen;      /* by function */
    Callee *callees; /* by function */
    size_t growth;   /* of the caller so far */
    bool has_changed;
    ValueId *by;         /* by value that was there before: what stands in its place; HIR_NOTHING: itself */
    size_t before;       /* how many there were */
    ValueList constants; /* for block 0 */
} Inliner;

static inline HirValue *inline_value(const Inliner *in, ValueId v)
{
    return hir_value(&in->f->hir, v);
}

static inline ValueId inline_standing(const Inliner *in, ValueId v)
{
    while (v < in->before && in->by[v] != HIR_NOTHING)
        v = in->by[v];
    return v;
}

/* ---- inline_worth.c ---- */

/* Fill in what is asked of f, in which nothing more is to be inlined. */
void inline_look_at(Unit *u, const Function *f, Callee *callee);
size_t inline_growth(const Callee *callee); /* by one more call of it */
bool inline_is_worth_it(const Inliner *in, const HirValue *call);

#endif
