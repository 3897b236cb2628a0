/* bound_iter.h: where the variables of a loop come from. */
#ifndef UPCALL_BOUND_ITER_H
#define UPCALL_BOUND_ITER_H

#include "base/unit.h"
#include "hir/function.h"

typedef enum {
    ITERATED_NOTHING,
    ITERATED_ELEMENT, /* an element of .source: a range, an array, an iterator */
    ITERATED_NUMBER,  /* what the enumerate .source counts */
    ITERATED_INDICES, /* all indices of the ndenumerate .source */
    ITERATED_INDEX    /* index .axis of the ndindex or ndenumerate .source */
} IteratedKind;

typedef struct Iterated {
    IteratedKind kind;
    ValueId source;
    size_t axis;
} Iterated;

/* What the value is that the head of a loop gave to a variable, alone or in a tuple. */
Iterated iterated_by(const Function *f, ValueId v);

#endif
