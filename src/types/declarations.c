/* declarations.c: C declarations, one behind the other; signature_c.c reads each.
 *
 *   declarations = { declaration {"," declarator} ";" | "#define" name constant | "#define" ... } */
#include "types/declarations.h"

#include <string.h>

#include "base/unit.h"
#include "types/stored.h"

static void add(Parser *p, Declaration declaration)
{
    ARENA_PUSH(&p->u->arena, p->names->declarations, declaration);
}

static void add_declared(Parser *p, const CType *type, const char *text)
{
    DeclarationKind kind = p->is_typedef ? DECLARED_TYPE : type->is_function ? DECLARED_FUNCTION : DECLARED_VARIABLE;
    add(p, (Declaration){.kind = kind, .name = type->name, .type = *type, .text = text});
    if (p->is_typedef)
        parser_add_name(p, (ParserName){.name = type->name, .type = *type});
}

static void read_declaration(Parser *p)
{
    const char *start = p->at;
    p->is_typedef = false;
    CType base = parser_specifiers(p);
    int words = (int)(p->at - start);
    if (parser_accept(p, ';'))
        return;
    do {
        const char *at = p->at;
        CType type = parser_declarator(p, base);
        if (!type.name)
            parser_error(p, at, "a name is expected here");
        add_declared(p, &type, arena_printf(&p->u->arena, "%.*s%.*s", words, start, (int)(p->at - at), at));
    } while (parser_accept(p, ','));
    if (*p->at == '{' || *p->at == '=')
        parser_refuse(p, p->at, "only declarations are read", "write: a semicolon here, and nothing of what follows");
    parser_expect(p, ';', "a semicolon is expected here");
}

/* Of a #define whatever is no integer is left out: a macro. */
static void read_directive(Parser *p)
{
    const char *start = p->at, *end = start + strcspn(start, "\n");
    parser_accept(p, '#');
    if (!parser_is_word(parser_word(p->at), "define"))
        parser_refuse(p, start, "there is no preprocessor here but #define with a number",
                      "write: the text that gcc -E makes of it, without its lines that begin with #");
    p->at = parser_skipped(p->at + strlen("define"));
    ParserWord name = parser_word(p->at);
    p->at = name.start + name.length;
    p->at += strspn(p->at, " \t");
    const char *last = p->at;
    while (last < end && strncmp(last, "/*", 2) && strncmp(last, "//", 2))
        last++;
    if (name.length && name.start + name.length != p->at && parser_is_constant(p, last)) {
        const char *text = unit_string(p->u, name.start, name.length);
        ParserName known = {.name = text, .is_constant = true, .constant = parser_constant(p)};
        parser_add_name(p, known);
        add(p, (Declaration){.kind = DECLARED_CONSTANT, .name = text, .constant = known.constant});
    } else {
        p->at = end;
    }
    p->at = parser_skipped(p->at);
}

const Declarations *declarations_parse(Unit *u, const char *text)
{
    Parser p = parser_on(u, text);
    Declarations *declarations = ARENA_ARRAY(&u->arena, Declarations, 1);
    *declarations = (Declarations){.items = NULL};
    p.names->declarations = declarations;
    while (*p.at) {
        if (*p.at == '#')
            read_directive(&p);
        else if (!parser_accept(&p, ';'))
            read_declaration(&p);
    }
    return declarations;
}
