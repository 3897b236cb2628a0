/* exception_classes.h: Python's own exception classes as numbers, those of exception_classes.def in order. */
#ifndef UPCALL_EXCEPTION_CLASSES_H
#define UPCALL_EXCEPTION_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

/* The number of the class of that name; -1: Python has no such class of its own. */
int exception_class(const char *name);

const char *exception_name(int class);

/* upcall.Return, which C never sees: it leaves the callback with a value. */
bool exception_is_return(const char *name);

/* The classes that derive from `base` are those from it up to this number. */
int exception_class_end(int base);

/* A set of classes. */
typedef struct Classes {
    uint64_t bits[2]; /* by their numbers */
} Classes;

bool classes_is_empty(Classes a);
Classes classes_both(Classes a, Classes b);
Classes classes_minus(Classes a, Classes b);
bool classes_add(Classes *to, Classes more); /* is one of them new? */
bool classes_has(Classes a, int class);
void classes_add_derived(Classes *to, int base); /* the class and all that derive from it */

/* The classes that operations raise by themselves, as flags: columns of hir_ops.def and number_forms.def. */
enum {
    RAISES_IndexError = 1,
    RAISES_NameError = 2,
    RAISES_OverflowError = 4,
    RAISES_UnboundLocalError = 8,
    RAISES_ValueError = 16,
    RAISES_ZeroDivisionError = 32,
    RAISES_MemoryError = 64,
    RAISES_ON_ARRAYS = RAISES_ValueError | RAISES_MemoryError |
                       RAISES_OverflowError, /* what any operator may raise on arrays */
    RAISES_CALLED = 128,                     /* whatever is called raises */
    RAISES_TypeError = 256                   /* of no row: a NULL that is called */
};

Classes classes_of_raises(unsigned flags); /* RAISES_CALLED counts for none */

#endif
