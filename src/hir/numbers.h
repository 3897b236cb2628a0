/* numbers.h: calls of the rows of number_functions.def: which code goes with the types of the arguments. */
#ifndef UPCALL_NUMBERS_H
#define UPCALL_NUMBERS_H

#include "base/unit.h"
#include "frozen/builtins.h"
#include "hir/hir.h"

typedef enum {
#define FORM(name, ...) FORM_##name,
#include "hir/number_forms.def"
    FORM_COUNT
} Form;

typedef enum { FORM_SAME, FORM_BIT, FORM_BYTE, FORM_INT, FORM_REAL, FORM_PAIR } FormResult;

typedef struct FormInfo {
    const char *name;
    FormResult result;
    unsigned raises; /* RAISES_ flags of exceptions.h */
} FormInfo;

extern const FormInfo forms[FORM_COUNT];

typedef struct NumberPlan {
    const char *code; /* the column's text; NULL: there is none for these arguments */
    TypeId type;      /* what the arguments promote to, in a kind that has code; TYPE_UNKNOWN: they keep their types */
    TypeId operands;  /* what they are converted to; TYPE_UNKNOWN likewise */
} NumberPlan;

/* Needs the types of the arguments, and call->builtin. */
NumberPlan number_plan(const Hir *hir, const HirValue *call);

/* Is `exponent` a constant whole number from 0 to 100? CPython multiplies for those powers of a complex number. */
bool number_small_power(const Hir *hir, ValueId exponent, int64_t *whole);

Form form_named(const char *name);                              /* a row of ours names it: it is there */
bool number_is_operation(const Hir *hir, const HirValue *call); /* pow(x, y): a call's target is the operator's */
bool number_is_prelude(const char *code);                       /* "floats:dist" */

#endif
