/* signature_parser.h: what the readers of signature.c and signature_record.c share. Each begins at p->at and leaves p->at after what it
 * read and the blanks behind it. */
#ifndef UPCALL_SIGNATURE_PARSER_H
#define UPCALL_SIGNATURE_PARSER_H

#include "types/types.h"

enum { MAX_ITEMS = 1000, MAX_NESTED_AXES = 32 };

typedef struct Parser {
    Unit *u;
    const char *text, *at;
    int depth;
} Parser;

_Noreturn void parser_error(Parser *p, const char *at, const char *what); /* E_SIGNATURE_SYNTAX */
bool parser_accept(Parser *p, char c);
void parser_expect(Parser *p, char c, const char *what);
size_t parser_number(Parser *p, size_t most, const char *what);
TypeId parser_type(Parser *p);

/* What stands in parentheses behind "Record" and behind "nestedarray": signature_record.c. */
TypeId parser_record(Parser *p);
TypeId parser_nested(Parser *p);

#endif
