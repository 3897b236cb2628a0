/* signature_parser.h: what the readers of signature.c and signature_*.c share. Each begins at p->at and leaves p->at after what it read and
 * the blanks behind it. */
#ifndef UPCALL_SIGNATURE_PARSER_H
#define UPCALL_SIGNATURE_PARSER_H

#include "base/table.h"
#include "types/signature.h"
#include "types/types.h"

enum { MOST_PARTS = 50000, MOST_NESTED = 30, MAX_FIELDS = 4000, MAX_ITEMS = 1000, MAX_NESTED_AXES = 32 };

typedef struct ParserWord {
    const char *start;
    size_t length; /* 0: there is none */
} ParserWord;

typedef struct Parser {
    Unit *u;
    const char *text, *at;
    int depth;
    struct RecordText *record; /* inside the text of one: signature_record.c */
    bool is_c;                 /* something stands there that only C's declarations have */
    ParserWord ambiguous;      /* the first word that means another type in Python: float, int, complex */
    bool is_typedef, is_in_struct;
    const struct ParserBody *body; /* that it is in; NULL: none */
    int parameters;                /* so many lists of them are open here */
    struct ParserNames *names;     /* what declarations before have made */
} Parser;

/* The braces of a struct in a signature. */
typedef struct ParserBody {
    ParserWord name;
    const struct ParserBody *outer;
    TypeId draft; /* drafts.h */
} ParserBody;

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
    unsigned behind;   /* of a void pointer: POINTER_FLAGS of what is behind it */
    unsigned flags;    /* POINTER_FLAGS, of a pointer to it */
    bool is_restrict;  /* a pointer that nothing else leads to */
    bool is_function;
    Signature function;
    const char *record;           /* the name that was written for a record; NULL: there is none */
    const char *name;             /* that it declares; NULL: none */
    const WrittenLength *lengths; /* of an array, of so many axes */
    size_t ndim;
    bool is_open; /* x[]: the first length isn't said */
} CType;

typedef struct ParserName {
    const char *name;
    CType type;
    int64_t constant; /* if is_constant */
    bool is_constant;
    size_t latest; /* of the first of its name: the last of that name */
} ParserName;

/* Types and constants by name. Structs are known by name alone where `declarations` are read, which says what is in them. */
typedef struct ParserNames {
    ParserName *items;
    size_t count, capacity;
    Table by_name;                     /* the first of each */
    struct Declarations *declarations; /* declarations.h; NULL: a signature is read */
    const char **unknown;              /* words that are no type's, and stand for something that isn't known */
    size_t unknown_count, unknown_capacity;
} ParserNames;

Parser parser_on(Unit *u, const char *text);
_Noreturn void parser_error(Parser *p, const char *at, const char *what);                      /* E_SIGNATURE_SYNTAX */
_Noreturn void parser_refuse(Parser *p, const char *at, const char *what, const char *advice); /* likewise */
_Noreturn void parser_unknown_type(Parser *p, const char *name, size_t length);                /* E_TYPE_UNKNOWN */
_Noreturn void parser_no_arrays(Parser *p, const char *at, TypeId element);
bool parser_accept(Parser *p, char c);
void parser_expect(Parser *p, char c, const char *what);
size_t parser_number(Parser *p, size_t most, const char *what);
Parser parser_on(Unit *u, const char *text);
void parser_end(Parser *p, const char *what);                      /* nothing stands behind it */
const char *parser_skipped(const char *at);                        /* behind blanks and comments */
CType parser_inner(Parser *p);                                     /* a declaration that stands in a type */
TypeId parser_type(Parser *p);                                     /* of a value: no function, no array */
TypeId parser_value(Parser *p, const char *at, const CType *type); /* likewise, of what was read */

/* signature_c.c: the words that begin a declaration, what follows them, and both. */
CType parser_specifiers(Parser *p);
CType parser_declarator(Parser *p, CType type);
CType parser_declaration(Parser *p);
void parser_check_known(Parser *p, const char *at, const CType *type); /* fails where it is but a name */
ParserWord parser_word(const char *at);
bool parser_is_word(ParserWord word, const char *text);
bool parser_begins_type(const Parser *p, const char *at); /* is a word of a type there? */
const char *parser_behind_parentheses(const char *at);    /* behind the closing one, or at the end */

/* signature_names.c */
const ParserName *parser_name(const Parser *p, ParserWord word); /* NULL: it isn't known */
void parser_add_name(Parser *p, ParserName name);                /* a later one goes first */
void parser_note_unknown(Parser *p, ParserWord word);

/* signature_struct.c: "{ ... }" behind struct or union, of that name if it has one; behind enum. */
TypeId parser_struct(Parser *p, ParserWord keyword);
TypeId parser_enumerators(Parser *p, bool is_packed);
bool parser_packed(Parser *p); /* reads over attributes: is packed one of them? */
void parser_add_enum(Parser *p, ParserWord tag, TypeId type);

/* signature_constant.c: an expression of integers, and whether what stands before `end` is one. */
int64_t parser_constant(Parser *p);
bool parser_is_constant(const Parser *p, const char *end);

/* signature.c: words and brackets of Numba's; begins a type with one of them? */
TypeId parser_numba_type(Parser *p);
bool parser_is_type(const char *at);
TypeId parser_sized(Parser *p, const char *at,
                    TypeId type); /* fails where its name would be too long, or too deep to be read */
TypeId parser_pointer(Parser *p, const char *at, TypeId element, unsigned flags);

/* "(...)" and "[...]" behind what is declared. */
CType parser_parameters(Parser *p, CType result);
CType parser_lengths(Parser *p, CType element); /* signature_lengths.c */
/* The lengths by parameter, when all of them are read. In the arena. */
const ArrayLength *parser_resolved_lengths(Parser *p, const CType *array, const CType *parameters, size_t count);

/* What stands in parentheses behind "Record" and behind "nestedarray": signature_record.c. */
TypeId parser_record(Parser *p);
TypeId parser_nested(Parser *p);
TypeId parser_numbered(Parser *p); /* behind "^" */

#endif
