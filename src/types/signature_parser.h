/* signature_parser.h: what the readers of signature.c, signature_c.c, signature_record.c and signature_lengths.c share. Each begins at p->at
 * and leaves p->at after what it read and the blanks behind it. */
#ifndef UPCALL_SIGNATURE_PARSER_H
#define UPCALL_SIGNATURE_PARSER_H

#include "types/signature.h"
#include "types/types.h"

enum { MAX_ITEMS = 1000, MAX_NESTED_AXES = 32 };

typedef struct ParserWord {
    const char *start;
    size_t length; /* 0: there is none */
} ParserWord;

typedef struct Parser {
    Unit *u;
    const char *text, *at;
    int depth;
    bool is_c;            /* something stands there that only C's declarations have */
    ParserWord ambiguous; /* the first word that means another type in Python: float, int, complex */
} Parser;

/* The length of an array: a product of numbers and of other parameters, by name until all of them are read. */
typedef struct WrittenLength {
    int64_t constant;
    ParserWord factors[MOST_LENGTH_FACTORS];
    size_t count;
} WrittenLength;

/* A type as a declaration gives it. */
typedef struct CType {
    TypeId type;       /* of a function nothing */
    const char *start; /* where it stands */
    bool is_const;
    bool is_function;
    Signature function;
    const char *name;             /* that it declares; NULL: none */
    const WrittenLength *lengths; /* of an array, of so many axes */
    size_t ndim;
    bool is_open; /* x[]: the first length isn't said */
} CType;

_Noreturn void parser_error(Parser *p, const char *at, const char *what);                      /* E_SIGNATURE_SYNTAX */
_Noreturn void parser_refuse(Parser *p, const char *at, const char *what, const char *advice); /* likewise */
_Noreturn void parser_unknown_type(Parser *p, const char *name, size_t length);                /* E_TYPE_UNKNOWN */
_Noreturn void parser_no_arrays(Parser *p, const char *at, TypeId element);
bool parser_accept(Parser *p, char c);
void parser_expect(Parser *p, char c, const char *what);
size_t parser_number(Parser *p, size_t most, const char *what);
Parser parser_on(Unit *u, const char *text);
void parser_end(Parser *p, const char *what); /* nothing stands behind it */
const char *parser_skipped(const char *at); /* behind blanks and comments */
TypeId parser_type(Parser *p);              /* of a value: no function, no array */

/* signature_c.c */
CType parser_declaration(Parser *p);

/* signature.c: words and brackets of Numba's; begins a type with one of them? */
TypeId parser_numba_type(Parser *p);
bool parser_is_type(const char *at);
TypeId parser_pointer(Parser *p, const char *at, TypeId element, bool is_const);

/* "(...)" and "[...]" behind what is declared. */
CType parser_parameters(Parser *p, CType result);
CType parser_lengths(Parser *p, CType element); /* signature_lengths.c */
/* The lengths by parameter, when all of them are read. In the arena. */
const ArrayLength *parser_resolved_lengths(Parser *p, const CType *array, const CType *parameters, size_t count);

/* What stands in parentheses behind "Record" and behind "nestedarray": signature_record.c. */
TypeId parser_record(Parser *p);
TypeId parser_nested(Parser *p);

#endif
