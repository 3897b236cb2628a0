/* signature.c: signatures and types as text, read by recursive descent straight from the string.
 *
 * What comes in: "float64(float64, CPointer(intc))". What goes out: TypeIds of the Unit. A mistake ends in fail() with a
 * caret under the character. Each parser begins at p->at and leaves p->at after what it read and the blanks behind it. */
#include "types/signature.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/unit.h"
#include "base/wording.h"
#include "frozen/frozen.h"
#include "frozen/origin.h"
#include "types/signature_parser.h"
#include "types/stored.h"
#include "types/types.h"

enum { MAX_DEPTH = 64 };

typedef struct TypeList {
    TypeId *items;
    size_t count, capacity;
    bool ends_in_comma, is_variadic;
} TypeList;

TypeId type_function(Unit *u, const Signature *signature)
{
    size_t count = signature->count + 1;
    TypeId *items = ARENA_ARRAY(&u->arena, TypeId, count);
    items[0] = signature->result;
    memcpy(items + 1, signature->arguments, signature->count * sizeof *items);
    return type_intern(u, (Type){.shape = SHAPE_FUNCTION,
                                 .items = items,
                                 .count = count,
                                 .ndim = (int)signature->hidden,
                                 .flags = signature->is_variadic ? FUNCTION_IS_VARIADIC : 0});
}

Signature type_signature(const Unit *u, TypeId function)
{
    const Type *t = type_get(u, function);
    assert(t->shape == SHAPE_FUNCTION);
    return (Signature){.result = t->items[0],
                       .arguments = t->items + 1,
                       .count = t->count - 1,
                       .hidden = (size_t)t->ndim,
                       .is_variadic = t->flags & FUNCTION_IS_VARIADIC};
}

const Signature *cfunc_signature(const Unit *u, const Frozen *function)
{
    if (function->kind != FROZEN_FUNCTION || function->bound)
        return NULL;
    bool is_root = function->origin && function->origin->kind == ORIGIN_root;
    return function->signature ? function->signature : is_root ? u->signature : NULL;
}

static const Loc nowhere = {.code = NULL};

static int columns(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80; /* not the bytes that continue a character of UTF-8 */
    return count;
}

/* The line in which `at` is. */
static ParserWord line_at(const Parser *p, const char *at)
{
    const char *start = at;
    while (start > p->text && start[-1] != '\n')
        start--;
    return (ParserWord){start, strcspn(start, "\n")};
}

/* "what", the line, and a caret under `at`. */
static const char *with_caret(Parser *p, const char *at, const char *what)
{
    ParserWord line = line_at(p, at);
    return arena_printf(&p->u->arena, "%s\n    %.*s\n    %*s^", what, (int)line.length, line.start,
                        columns(line.start, at), "");
}

_Noreturn void parser_refuse(Parser *p, const char *at, const char *what, const char *advice)
{
    error_advise(p->u, advice);
    ParserWord line = line_at(p, at);
    const char *what_is_read = p->names->declarations ? "declaration" : "signature";
    const char *quoted = arena_printf(&p->u->arena, "%s \"%.*s\"", what_is_read, (int)line.length, line.start);
    fail(p->u, nowhere, E_SIGNATURE_SYNTAX, quoted, with_caret(p, at, what));
}

_Noreturn void parser_error(Parser *p, const char *at, const char *what)
{
    parser_refuse(p, at, what,
                  p->names->declarations ? "write: declarations as a header of C has them, behind the preprocessor"
                                         : "write: a signature such as \"float64(float64, intc)\"");
}

_Noreturn void parser_no_arrays(Parser *p, const char *at, TypeId element)
{
    const char *name = type_name(p->u, element);
    parser_refuse(p, at, "C passes no arrays",
                  arena_printf(&p->u->arena, "write: CPointer(%s), and carray(pointer, shape) in the function", name));
}

/* Names of C and Python that aren't near to what they would be called here. */
static const char *foreign_name(const char *name)
{
    static const struct {
        const char *name, *type;
    } names[] = {{"int", "intc (C's int) or int64"},
                 {"float", "float64, or float32 (C's float)"},
                 {"complex", "complex128"},
                 {"long", "long_"},
                 {"unsigned", "uintc"},
                 {"float16", "float32"},
                 {"longdouble", "float64"},
                 {"pointer", "CPointer(float64) or voidptr"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i].name, name))
            return names[i].type;
    return NULL;
}

_Noreturn void parser_unknown_type(Parser *p, const char *name, size_t length)
{
    const char *copy = unit_string(p->u, name, length), *nearest = foreign_name(copy);
    if (!nearest)
        nearest = type_nearest_name(copy);
    const char *advice = advice_on(arena_printf(&p->u->arena, "upcall.types.%s", copy));
    error_advise(p->u, advice);
    if (p->names->declarations)
        error_advise(p->u, arena_printf(&p->u->arena, "write: what it is before it, such as typedef double %s;", copy));
    else if (!nearest && !advice)
        error_advise(p->u, arena_printf(&p->u->arena,
                                        "write: what it is before it, such as typedef double %s; or in types=", copy));
    const char *hint = nearest ? arena_printf(&p->u->arena, "; did you mean %s?", nearest) : "";
    fail(p->u, nowhere, E_TYPE_UNKNOWN, copy, with_caret(p, name, hint));
}

/* The end of the comment that begins there; `at`: none does. */
static const char *behind_comment(const char *at)
{
    const char *end = strncmp(at, "/*", 2) ? NULL : strstr(at + 2, "*/");
    if (end)
        return end + 2;
    return strncmp(at, "//", 2) ? at : at + strcspn(at, "\n");
}

const char *parser_skipped(const char *at)
{
    for (const char *next = NULL; next != at; at = behind_comment(at)) {
        while (isspace((unsigned char)*at))
            at++;
        next = behind_comment(at) == at ? at : NULL;
    }
    return at;
}

static void skip_blanks(Parser *p)
{
    p->at = parser_skipped(p->at);
}

bool parser_accept(Parser *p, char c)
{
    if (*p->at != c)
        return false;
    p->at++;
    skip_blanks(p);
    return true;
}

void parser_expect(Parser *p, char c, const char *what)
{
    if (!parser_accept(p, c))
        parser_error(p, p->at, what);
}

static bool accept_ellipsis(Parser *p)
{
    if (strncmp(p->at, "...", 3))
        return false;
    p->at += 3;
    skip_blanks(p);
    return true;
}

/* type {"," type} up to and with the closing bracket; a comma may stand before it, as in Python. */
static TypeList parse_types_until(Parser *p, char closing)
{
    TypeList list = {0};
    while (!parser_accept(p, closing)) {
        if (accept_ellipsis(p)) {
            list.is_variadic = true;
            parser_expect(p, closing, "nothing stands behind ...");
            break;
        }
        ARENA_PUSH(&p->u->arena, &list, parser_type(p));
        list.ends_in_comma = parser_accept(p, ',');
        if (!list.ends_in_comma && *p->at != closing)
            parser_error(p, p->at, "a comma or a closing parenthesis is expected here");
    }
    return list;
}

static TypeList parse_types(Parser *p)
{
    const char *start = p->at;
    TypeList list = parse_types_until(p, ')');
    if (list.is_variadic)
        parser_error(p, start, "... stands only in the type of a function that is called");
    return list;
}

TypeId parser_sized(Parser *p, const char *at, TypeId type)
{
    if (type_get(p->u, type)->weight > MOST_PARTS)
        parser_error(p, at, "the type has more than 50000 parts");
    if (type_get(p->u, type)->depth > MOST_NESTED)
        parser_error(p, at, "the types are nested too deeply here");
    return type;
}

/* Tuples have no place in memory that C would know of. */
TypeId parser_pointer(Parser *p, const char *at, TypeId element, unsigned flags)
{
    if (type_has_shape(p->u, element, SHAPE_TUPLE))
        parser_error(p, at, "there are no pointers to tuples, only to numbers, void and other pointers");
    if (type_has_shape(p->u, element, SHAPE_NESTED))
        parser_error(p, at, "arrays stand in records; a pointer is to their elements");
    return parser_sized(p, at, type_qualified_pointer(p->u, element, flags));
}

static TypeId parse_pointer(Parser *p)
{
    parser_expect(p, '(', "CPointer is followed by a type in parentheses: CPointer(float64)");
    const char *start = p->at;
    TypeId element = parser_type(p);
    parser_expect(p, ')', "a closing parenthesis is expected here");
    return parser_pointer(p, start, element, 0);
}

static TypeId parse_tuple(Parser *p)
{
    const char *start = p->at;
    parser_expect(p, '(', "Tuple is followed by types in double parentheses: Tuple((float64, int64))");
    if (parser_accept(p, '[')) {
        TypeList list = parse_types_until(p, ']');
        parser_expect(p, ')', "a closing parenthesis is expected here");
        return parser_sized(p, start, type_tuple(p->u, list.items, list.count));
    }
    bool doubled = parser_accept(p, '(');
    TypeList list = parse_types(p);
    if (doubled)
        parser_expect(p, ')', "a second closing parenthesis is expected here");
    return parser_sized(p, start, type_tuple(p->u, list.items, list.count));
}

size_t parser_number(Parser *p, size_t most, const char *what)
{
    const char *start = p->at;
    size_t number = 0;
    while (isdigit((unsigned char)*p->at) && number <= most)
        number = number * 10 + (size_t)(*p->at++ - '0');
    if (p->at == start || number > most)
        parser_error(p, start, what);
    skip_blanks(p);
    return number;
}

static TypeId parse_uniform_tuple(Parser *p)
{
    const char *start = p->at;
    parser_expect(p, '(', "UniTuple is followed by a type and a length: UniTuple(float64, 3)");
    CType item = parser_inner(p);
    bool is_printed = item.name && !strcmp(item.name, "x"); /* "UniTuple(float64 x 3)": as Numba prints them */
    if (!is_printed)
        parser_expect(p, ',', "a comma is expected here: UniTuple(float64, 3)");
    size_t count = parser_number(p, MAX_ITEMS, "a length from 0 to 1000 is expected here");
    parser_expect(p, ')', "a closing parenthesis is expected here");
    TypeId *items = ARENA_ARRAY(&p->u->arena, TypeId, count);
    for (size_t i = 0; i < count; i++)
        items[i] = item.type;
    return parser_sized(p, start, type_tuple(p->u, items, count));
}

/* "array(float64, 1d, C)": as Numba prints them, and a Type that was indexed. */
static TypeId parse_array(Parser *p)
{
    const char *start = p->at;
    parser_expect(p, '(', "the type of the elements is expected here, in parentheses: array(float64, 1d, C)");
    parser_no_arrays(p, start, parser_type(p));
}

static const struct {
    const char *word;
    TypeId (*read)(Parser *p);
} constructors[] = {
    {"CPointer", parse_pointer}, {"Tuple", parse_tuple},    {"UniTuple", parse_uniform_tuple},
    {"array", parse_array},      {"Record", parser_record}, {"nestedarray", parser_nested},
};

bool parser_is_type(const char *at)
{
    ParserWord word = parser_word(at);
    if (!strncmp(at, "types.", 6))
        return true;
    for (size_t i = 0; i < sizeof constructors / sizeof *constructors; i++)
        if (parser_is_word(word, constructors[i].word))
            return true;
    return false;
}

static TypeId parse_named(Parser *p)
{
    if (!strncmp(p->at, "types.", 6)) /* as Numba reads them */
        p->at += 6;
    const char *start = p->at;
    ParserWord word = parser_word(start);
    if (*start == '#')
        parser_refuse(p, start, "there is no preprocessor here",
                      "write: the text that gcc -E makes of it, without its lines that begin with #");
    if (!word.length)
        parser_error(p, start, "the name of a type is expected here");
    p->at += word.length;
    skip_blanks(p);
    for (size_t i = 0; i < sizeof constructors / sizeof *constructors; i++)
        if (parser_is_word(word, constructors[i].word))
            return constructors[i].read(p);
    TypeId type = type_by_name(start, word.length);
    if (type == TYPE_UNKNOWN)
        parser_unknown_type(p, start, word.length);
    return type;
}

static TypeId parse_tuple_literal(Parser *p)
{
    struct RecordText *record = p->record;
    p->record = NULL;
    TypeList list = parse_types(p);
    p->record = record;
    if (list.count == 1 && !list.ends_in_comma)
        return list.items[0];
    return parser_sized(p, p->at, type_tuple(p->u, list.items, list.count));
}

static void check_passed(Parser *p, const char *at, TypeId type)
{
    const char *why = type_get(p->u, type)->stored ? record_not_passed(p->u, type) : NULL;
    if (why)
        parser_refuse(p, at, why, arena_printf(&p->u->arena, "write: CPointer(%s)", type_full_name(p->u, type)));
}

typedef struct Declared {
    CType *items;
    size_t count, capacity;
} Declared;

/* As C passes it: a function as a pointer to it, an array as one to its elements. */
static CType adjusted(Parser *p, const char *at, CType parameter)
{
    if (parameter.is_function)
        parameter.type = parser_sized(p, at, type_function(p->u, &parameter.function));
    else if (parameter.ndim || parameter.is_open)
        parameter.type = parser_pointer(p, at, parameter.type, parameter.flags);
    else if (parameter.type == TYPE_none)
        parser_error(p, at, "an argument can't be void");
    check_passed(p, at, parameter.type);
    parameter.is_function = false;
    return parameter;
}

/* "(void)", which stands for no parameters. */
static bool is_empty(Parser *p)
{
    Parser ahead = *p;
    if (parser_accept(&ahead, ')')) {
        *p = ahead;
        return true;
    }
    if (!parser_is_word(parser_word(p->at), "void"))
        return false;
    ahead.at = parser_skipped(p->at + 4);
    if (!parser_accept(&ahead, ')'))
        return false;
    *p = ahead;
    return true;
}

static Declared read_parameters(Parser *p, bool *is_variadic)
{
    Declared list = {0};
    *is_variadic = false;
    while (list.count ? !parser_accept(p, ')') : !is_empty(p)) {
        const char *start = p->at;
        *is_variadic = accept_ellipsis(p);
        p->is_c |= *is_variadic;
        if (*is_variadic) {
            parser_expect(p, ')', "nothing stands behind ...");
            return list;
        }
        ARENA_PUSH(&p->u->arena, &list, adjusted(p, start, parser_declaration(p)));
        if (!parser_accept(p, ',') && *p->at != ')')
            parser_error(p, p->at, "a comma or a closing parenthesis is expected here");
    }
    return list;
}

static const FormalParameter *parameters_of(Parser *p, const Declared *list)
{
    FormalParameter *parameters = ARENA_ARRAY(&p->u->arena, FormalParameter, list->count);
    bool says_something = false;
    for (size_t i = 0; i < list->count; i++) {
        const CType *item = &list->items[i];
        parameters[i] = (FormalParameter){.name = item->name,
                                          .behind = item->behind,
                                          .is_restrict = item->is_restrict,
                                          .record = type_is_record(p->u, item->type) ? item->record : NULL};
        if (item->ndim && !item->is_open) {
            parameters[i].lengths = parser_resolved_lengths(p, item, list->items, list->count);
            parameters[i].ndim = (int)item->ndim;
        }
        says_something |= item->name != NULL || parameters[i].ndim || item->is_restrict || item->behind ||
                          parameters[i].record;
    }
    return says_something ? parameters : NULL;
}

CType parser_parameters(Parser *p, CType result)
{
    const char *start = p->at;
    parser_accept(p, '(');
    if (result.ndim || result.is_open)
        parser_no_arrays(p, start, result.type);
    check_passed(p, start, result.type);
    CType function = {
        .is_function = true, .function = {.result = result.type, .record = result.record}, .start = result.start};
    p->parameters++;
    parser_check_known(p, start, &(CType){.type = result.type});
    Declared list = read_parameters(p, &function.function.is_variadic);
    p->parameters--;
    TypeId *types = ARENA_ARRAY(&p->u->arena, TypeId, list.count);
    for (size_t i = 0; i < list.count; i++)
        types[i] = list.items[i].type;
    size_t weight = 0;
    for (size_t i = 0; i < list.count && weight <= MOST_PARTS; i++)
        weight += type_get(p->u, parser_sized(p, start, types[i]))->weight;
    parser_sized(p, start, result.type);
    if (weight + type_get(p->u, result.type)->weight > MOST_PARTS)
        parser_error(p, start, "the type has more than 50000 parts");
    function.function.arguments = types;
    function.function.count = list.count;
    function.function.parameters = parameters_of(p, &list);
    return function;
}

TypeId parser_numba_type(Parser *p)
{
    if (parser_accept(p, '^'))
        return parser_numbered(p);
    return parser_accept(p, '(') ? parse_tuple_literal(p) : parse_named(p);
}

CType parser_inner(Parser *p)
{
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the types are nested too deeply here");
    CType type = parser_declaration(p);
    p->depth--;
    return type;
}

TypeId parser_value(Parser *p, const char *at, const CType *type)
{
    if (type->is_function)
        parser_refuse(p, at, "this is a function, not a pointer to one", "write: float64 (*)(float64)");
    if (type->ndim || type->is_open)
        parser_no_arrays(p, at, type->type);
    return type->type;
}

TypeId parser_type(Parser *p)
{
    const char *start = p->at;
    CType type = parser_inner(p);
    return parser_value(p, start, &type);
}

Parser parser_on(Unit *u, const char *text)
{
    Parser p = {.u = u, .text = text, .at = text, .names = ARENA_ARRAY(&u->arena, ParserNames, 1)};
    *p.names = (ParserNames){.items = NULL};
    skip_blanks(&p);
    return p;
}

void parser_end(Parser *p, const char *what)
{
    if (*p->at)
        parser_error(p, p->at, what);
}

/* "float(float)": said in words that both have, for two types. */
static void check_ambiguous(Parser *p)
{
    if (p->ambiguous.length && !p->is_c)
        parser_unknown_type(p, p->ambiguous.start, p->ambiguous.length);
}

static TypeId whole_type(Parser *p)
{
    const char *start = p->at;
    TypeId type = parser_type(p);
    p->is_typedef = false;
    parser_check_known(p, start, &(CType){.type = type});
    parser_end(p, "the type ends here, but the text goes on");
    check_ambiguous(p);
    return type;
}

TypeId type_parse(Unit *u, const char *text)
{
    Parser p = parser_on(u, text);
    return whole_type(&p);
}

TypeId type_parse_within(Unit *u, const char *text, TypeId (*named)(void *context, const char *name), void *context)
{
    Parser first = parser_on(u, text), p = parser_on(u, text);
    TypeId type = whole_type(&first);
    for (size_t i = 0; i < first.names->unknown_count; i++) {
        const char *name = first.names->unknown[i];
        TypeId found = named(context, name);
        if (found != TYPE_UNKNOWN)
            parser_add_name(&p, (ParserName){.name = name, .type = {.type = found}});
    }
    return p.names->count ? whole_type(&p) : type;
}

/* "typedef double real; enum { N = 3 }; real (real x[N])": of what is declared last. */
static CType last_declaration(Parser *p)
{
    for (;;) {
        const char *start = p->at;
        p->is_typedef = false;
        CType base = parser_specifiers(p), type = parser_declarator(p, base);
        while (p->is_typedef && type.name && parser_accept(p, ',')) {
            parser_add_name(p, (ParserName){.name = type.name, .type = type});
            type = parser_declarator(p, base);
        }
        parser_check_known(p, start, &type);
        if (!parser_accept(p, ';') || !*p->at || (type.name && !p->is_typedef))
            return type;
        if (type.name)
            parser_add_name(p, (ParserName){.name = type.name, .type = type});
    }
}

Signature signature_read(Unit *u, const char *text, const char *const **unknown, size_t *unknown_count)
{
    Parser p = parser_on(u, text);
    const char *start = p.at;
    CType type = last_declaration(&p);
    if (!type.is_function && !*p.at && type_has_shape(u, type.type, SHAPE_TUPLE))
        parser_error(&p, start, "it has no result: write that before the arguments, float64(float64, intc)");
    if (!type.is_function && !type_has_shape(u, type.type, SHAPE_FUNCTION))
        parser_error(&p, p.at, "the types of the arguments are expected here, in parentheses: float64(float64, intc)");
    parser_end(&p, "the signature ends here, but the text goes on");
    check_ambiguous(&p);
    *unknown = p.names->unknown;
    *unknown_count = p.names->unknown_count;
    return type.function;
}

Signature signature_parse(Unit *u, const char *text)
{
    const char *const *unknown;
    size_t count;
    return signature_read(u, text, &unknown, &count);
}
