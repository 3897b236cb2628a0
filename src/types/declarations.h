/* declarations.h: what C declarations say, "typedef struct { int n; double *x; } vector; int f(vector *v);", for whoever makes objects of
 * it: no Python here, and no layouts. Structs are known by name: their types have SHAPE_OPAQUE. */
#ifndef UPCALL_DECLARATIONS_H
#define UPCALL_DECLARATIONS_H

#include "types/signature_parser.h"

typedef enum {
    DECLARED_TYPE,
    DECLARED_STRUCT, /* with what is in it */
    DECLARED_UNION,
    DECLARED_CONSTANT,
    DECLARED_FUNCTION,
    DECLARED_VARIABLE
} DeclarationKind;

typedef struct Member {
    const char *name; /* NULL: those of its type are members as well */
    CType type;
    int bits;         /* -1: it is no bit-field */
    const char *text; /* as it was declared */
} Member;

typedef struct Declaration {
    DeclarationKind kind;
    const char *name;
    CType type;
    const char *text;
    int64_t constant;
    const Member *members; /* of a struct, a union */
    size_t count;
    bool is_packed;
    size_t alignment; /* bytes, that it is to have at least; 0: nothing is said */
} Declaration;

typedef struct Declarations {
    Declaration *items;
    size_t count, capacity;
    size_t nameless; /* structs so far */
} Declarations;

/* signature_layout.c: describe a draft as what is declared, in a signature.
 *   at   where it stands */
void parser_lay_out(Parser *p, const char *at, const Declaration *declaration, TypeId draft);

/* In the order of the text; what is in a struct before what uses it.
 * fails   E_SIGNATURE_SYNTAX, E_TYPE_UNKNOWN, with the line and a caret */
const Declarations *declarations_parse(Unit *u, const char *text);

#endif
