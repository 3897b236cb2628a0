/* bound_checks.h: the index checks that are left, for people. */
#ifndef UPCALL_BOUND_CHECKS_H
#define UPCALL_BOUND_CHECKS_H

#include "base/unit.h"
#include "hir/function.h"

typedef enum {
#define CHECK_REASON(id, ...) REASON_##id,
#include "bound/check_reasons.def"
    REASON_COUNT
} CheckReason;

/* A check that bound couldn't prove. */
typedef struct IndexCheck {
    ValueId access; /* getitem, setitem */
    size_t axis;
    bool maybe_negative, maybe_beyond; /* may count from the end; may lie outside */
    bool is_pretested;                 /* done only where a test before the loop fails */
    CheckReason reason;
    const char *culprit; /* the variable that the reason is about; NULL: it has no name */
} IndexCheck;

/* All of them, a line a check, by function and line; in the arena. */
const char *bound_checks_text(Unit *u);

#endif
