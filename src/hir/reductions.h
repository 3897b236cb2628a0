/* reductions.h: what a call of one of NumPy's reductions asks for, see reductions.def: for infer, fuse and lower. */
#ifndef UPCALL_REDUCTIONS_H
#define UPCALL_REDUCTIONS_H

#include "hir/hir.h"

typedef enum {
    FOLD_SUM,
    FOLD_PRODUCT,
    FOLD_MEAN,
    FOLD_VARIANCE,
    FOLD_SPREAD, /* the root of the variance */
    FOLD_MAX,
    FOLD_MIN,
    FOLD_RANGE, /* the largest less the smallest */
    FOLD_ARGMAX,
    FOLD_ARGMIN,
    FOLD_ANY,
    FOLD_ALL,
    FOLD_COUNT
} Fold;

typedef enum { FOLDED_WIDE, FOLDED_MEAN, FOLDED_REAL, FOLDED_SAME, FOLDED_INDEX, FOLDED_BOOL } FoldedType;

enum { REDUCE_SKIPS_NAN = 1, REDUCE_NEEDS_ONE = 2, REDUCE_FIRST_AXIS = 4 };

typedef struct ReductionInfo {
    const char *name;
    Fold fold;
    FoldedType result;
    unsigned flags;
    const char *parameters; /* separated by blanks */
} ReductionInfo;

typedef struct Reduction {
    const ReductionInfo *info;
    ValueId array;
    TypeId element; /* of the array, or the number itself that it is */
    int ndim;
    uint32_t axes; /* a bit for each that is folded */
    bool keeps;    /* these stay, 1 long */
    TypeId type;   /* of an element of the result */
    ValueId ddof;  /* or HIR_NOTHING */
} Reduction;

/* Of a call whose row has the rule REDUCE. */
const ReductionInfo *hir_reduction_info(int builtin); /* NULL: it is a product */
/* Of one that is no product; infer has found its arguments to be right. */
Reduction hir_reduction(const Unit *u, const Hir *hir, const HirValue *call);
/* The argument of that name; HIR_NOTHING: it isn't given. */
ValueId hir_reduction_argument(const HirValue *call, const char *name);
/* Which axes a constant names, None: all; false: it isn't one, or names one that isn't there, or one twice. */
bool hir_axes(const Unit *u, const Hir *hir, ValueId axis, int ndim, uint32_t *axes);
/* A constant True or False; false: it is something else. */
bool hir_flag(const Hir *hir, ValueId v, bool *flag);
/* The type of an element of the result. `dtype`: TYPE_none if it isn't given. TYPE_UNKNOWN: there is none. */
TypeId hir_folded_type(const ReductionInfo *info, TypeId element, TypeId dtype);

/* Is it a reduction that asks for each element once? */
bool hir_folds_once(const HirValue *call);

#endif
