/* numbers.h: calls of the rows of number_functions.def: which code goes with the types of the arguments. */
#ifndef UPCALL_NUMBERS_H
#define UPCALL_NUMBERS_H

#include "frozen/builtins.h"
#include "hir/operand.h"

typedef enum {
#define FORM(name, ...) FORM_##name,
#include "hir/number_forms.def"
    FORM_COUNT
} Form;

typedef enum { FORM_SAME, FORM_BIT, FORM_BYTE, FORM_INT, FORM_REAL, FORM_PAIR } FormResult;

typedef struct FormInfo {
    const char *name;
    FormResult result;
    unsigned raises; /* RAISES_ flags of exception_classes.h */
} FormInfo;

extern const FormInfo forms[FORM_COUNT];

typedef struct NumberPlan {
    const char *code; /* the column's text; NULL: there is none for these arguments */
    TypeId type;      /* what the arguments promote to, in a kind that has code; TYPE_UNKNOWN: they keep their types */
    TypeId operands;  /* what they are converted to; TYPE_UNKNOWN likewise */
} NumberPlan;

/* `builtin` is the row that fits the number of arguments. */
NumberPlan number_plan(int builtin, const Operand *args, size_t count);

Form form_named(const char *name);          /* a row of ours names it: it is there */
TypeId form_result(Form form, TypeId type); /* of operands of that type */
bool number_is_prelude(const char *code);   /* "floats:dist" */

#endif
