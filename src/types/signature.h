/* signature.h: parse signatures and types written as text, "float64(float64, CPointer(intc))", without Python.
 *
 * Grammar:  signature = type "(" [type {"," type}] ")"
 *           type      = name {"*"} | "CPointer" "(" type ")" {"*"} | function | "Tuple" "(" "(" type, ... ")" ")" | "UniTuple" ...
 *           function  = type "(*)" "(" [type {"," type}] ["," "..."] ")"
 * Names are those of scalar_types.def and type_aliases.def. C's declarations (signature_c.c) are read as well; "typedef ... name;" and
 * "enum { N = 3 };" may stand before. */
#ifndef UPCALL_SIGNATURE_H
#define UPCALL_SIGNATURE_H

#include "types/types.h"

enum { MOST_LENGTH_FACTORS = 4, MOST_PARAMETER_AXES = 8 };

/* The length of an array that is a parameter: a product. */
typedef struct ArrayLength {
    int64_t constant;
    size_t parameters[MOST_LENGTH_FACTORS]; /* integers among the arguments */
    size_t count;
} ArrayLength;

/* What a declaration says of an argument beside its type. */
typedef struct FormalParameter {
    const char *name; /* NULL: it has none */
    const ArrayLength
        *lengths;       /* "double x[n]": it is passed as a pointer, and is a view of ndim axes in the function */
    int ndim;           /* 0: it is no such array */
    const char *record; /* the name of the record that it is */
    unsigned behind;    /* of a void pointer: POINTER_FLAGS of what is behind it */
    bool is_restrict;   /* nothing else leads to what lies behind the pointer */
} FormalParameter;

typedef struct Signature {
    TypeId result;
    const char *record;      /* the name of the record that the result is */
    const TypeId *arguments; /* in the arena */
    size_t count;
    size_t hidden;                     /* of the last arguments: who calls gives none, and 0 is passed (Cython's) */
    bool is_variadic;                  /* `...` behind them */
    const FormalParameter *parameters; /* NULL: nothing is said */
    const TypeId *inside;              /* as which the function sees the arguments; NULL: as which C passes them */
} Signature;

/* A pointer to a C function. */
TypeId type_function(Unit *u, const Signature *signature);
Signature type_signature(const Unit *u, TypeId function);
/* As which C calls a function; NULL: it doesn't, it is no cfunc. That which is compiled is one. */
const Signature *cfunc_signature(const Unit *u, const Frozen *function);

/* fails   E_SIGNATURE_SYNTAX, E_TYPE_UNKNOWN (with the nearest name); the text and a caret stand in the message */
Signature signature_parse(Unit *u, const char *text);
/* The same. `unknown`: names of what is only pointed to, for want of something of that name. */
Signature signature_read(Unit *u, const char *text, const char *const **unknown, size_t *unknown_count);
TypeId type_parse(Unit *u, const char *text);
/* The same where a handle, "Line *", may be a pointer to what `named` knows by that name; TYPE_UNKNOWN: it knows none. */
TypeId type_parse_within(Unit *u, const char *text, TypeId (*named)(void *context, const char *name), void *context);

/* Take annotations in: `texts` of types, "double[3]", NULL: that argument has none. Both of `signature->count`.
 * fails   E_ANNOTATION where one contradicts the declaration; as signature_parse() */
void signature_narrow(Unit *u, Signature *signature, const char *const *names, const char *const *texts);
TypeId signature_inside(const Signature *signature, size_t i);

/* "float64(float64, int32)", which signature_parse() reads. In the arena. */
const char *signature_name(Unit *u, const Signature *signature);

/* "double add(double, double *)": the C prototype of a callback of that name, in the arena. */
const char *signature_prototype(Unit *u, const Signature *signature, const char *name);

#endif
