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
    return (Signature){t->items[0], t->items + 1, t->count - 1, (size_t)t->ndim, t->flags & FUNCTION_IS_VARIADIC};
}

static const Loc nowhere = {.code = NULL};

static int columns(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++)
        count += ((unsigned char)*from & 0xC0) != 0x80; /* not the bytes that continue a character of UTF-8 */
    return count;
}

/* "what", the text, and a caret under `at`. */
static const char *with_caret(Parser *p, const char *at, const char *what)
{
    return arena_printf(&p->u->arena, "%s\n    %s\n    %*s^", what, p->text, columns(p->text, at), "");
}

static _Noreturn void fail_at(Parser *p, const char *at, const char *what, const char *advice)
{
    error_advise(p->u, advice);
    const char *quoted = arena_printf(&p->u->arena, "\"%s\"", p->text);
    fail(p->u, nowhere, E_SIGNATURE_SYNTAX, quoted, with_caret(p, at, what));
}

_Noreturn void parser_error(Parser *p, const char *at, const char *what)
{
    fail_at(p, at, what, "write: a signature such as \"float64(float64, intc)\"");
}

static _Noreturn void no_arrays(Parser *p, const char *at, TypeId element)
{
    const char *name = type_name(p->u, element);
    fail_at(p, at, "C passes no arrays",
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

static _Noreturn void unknown_type(Parser *p, const char *name, size_t length)
{
    const char *copy = unit_string(p->u, name, length), *nearest = foreign_name(copy);
    if (!nearest)
        nearest = type_nearest_name(copy);
    error_advise(p->u, advice_on(arena_printf(&p->u->arena, "upcall.types.%s", copy)));
    const char *hint = nearest ? arena_printf(&p->u->arena, "; did you mean %s?", nearest) : "";
    fail(p->u, nowhere, E_TYPE_UNKNOWN, copy, with_caret(p, name, hint));
}

static void skip_blanks(Parser *p)
{
    while (isspace((unsigned char)*p->at))
        p->at++;
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

/* Tuples have no place in memory that C would know of. */
static TypeId pointer_to(Parser *p, const char *at, TypeId element)
{
    if (type_has_shape(p->u, element, SHAPE_TUPLE))
        parser_error(p, at, "there are no pointers to tuples, only to numbers, void and other pointers");
    if (type_has_shape(p->u, element, SHAPE_NESTED))
        parser_error(p, at, "arrays stand in records; a pointer is to their elements");
    return element == TYPE_none ? TYPE_voidptr : type_pointer(p->u, element);
}

static TypeId parse_pointer(Parser *p)
{
    parser_expect(p, '(', "CPointer is followed by a type in parentheses: CPointer(float64)");
    const char *start = p->at;
    TypeId element = parser_type(p);
    parser_expect(p, ')', "a closing parenthesis is expected here");
    return pointer_to(p, start, element);
}

static TypeId parse_tuple(Parser *p)
{
    parser_expect(p, '(', "Tuple is followed by types in double parentheses: Tuple((float64, int64))");
    if (parser_accept(p, '[')) {
        TypeList list = parse_types_until(p, ']');
        parser_expect(p, ')', "a closing parenthesis is expected here");
        return type_tuple(p->u, list.items, list.count);
    }
    bool doubled = parser_accept(p, '(');
    TypeList list = parse_types(p);
    if (doubled)
        parser_expect(p, ')', "a second closing parenthesis is expected here");
    return type_tuple(p->u, list.items, list.count);
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
    parser_expect(p, '(', "UniTuple is followed by a type and a length: UniTuple(float64, 3)");
    TypeId item = parser_type(p);
    if (!parser_accept(p, 'x')) /* "UniTuple(float64 x 3)": as Numba prints them */
        parser_expect(p, ',', "a comma is expected here: UniTuple(float64, 3)");
    size_t count = parser_number(p, MAX_ITEMS, "a length from 0 to 1000 is expected here");
    parser_expect(p, ')', "a closing parenthesis is expected here");
    TypeId *items = ARENA_ARRAY(&p->u->arena, TypeId, count);
    for (size_t i = 0; i < count; i++)
        items[i] = item;
    return type_tuple(p->u, items, count);
}

/* "array(float64, 1d, C)": as Numba prints them, and a Type that was indexed. */
static TypeId parse_array(Parser *p, const char *start)
{
    parser_expect(p, '(', "the type of the elements is expected here, in parentheses: array(float64, 1d, C)");
    no_arrays(p, start, parser_type(p));
}

static bool is_word(const char *start, const char *end, const char *word)
{
    return (size_t)(end - start) == strlen(word) && !memcmp(start, word, strlen(word));
}

static TypeId parse_named(Parser *p)
{
    if (!strncmp(p->at, "types.", 6)) /* as Numba reads them */
        p->at += 6;
    const char *start = p->at;
    while (isalnum((unsigned char)*p->at) || *p->at == '_')
        p->at++;
    const char *end = p->at;
    if (start == end || isdigit((unsigned char)*start))
        parser_error(p, start, "the name of a type is expected here");
    skip_blanks(p);
    if (is_word(start, end, "CPointer"))
        return parse_pointer(p);
    if (is_word(start, end, "Tuple"))
        return parse_tuple(p);
    if (is_word(start, end, "UniTuple"))
        return parse_uniform_tuple(p);
    if (is_word(start, end, "array") && *p->at == '(')
        return parse_array(p, start);
    if (is_word(start, end, "Record") && *p->at == '(')
        return parser_record(p);
    if (is_word(start, end, "nestedarray") && *p->at == '(')
        return parser_nested(p);
    TypeId type = type_by_name(start, (size_t)(end - start));
    if (type == TYPE_UNKNOWN)
        unknown_type(p, start, (size_t)(end - start));
    return type;
}

static TypeId parse_tuple_literal(Parser *p)
{
    TypeList list = parse_types(p);
    if (list.count == 1 && !list.ends_in_comma)
        return list.items[0];
    return type_tuple(p->u, list.items, list.count);
}

static void check_passed(Parser *p, const char *at, TypeId type)
{
    if (type_get(p->u, type)->stored)
        fail_at(p, at, "records are passed by pointer",
                arena_printf(&p->u->arena, "write: CPointer(%s)", type_name(p->u, type)));
}

/* "f(void)" has no arguments, as in C. */
static TypeList parse_arguments(Parser *p, bool may_be_variadic)
{
    const char *start = p->at;
    TypeList list = may_be_variadic ? parse_types_until(p, ')') : parse_types(p);
    if (list.count == 1 && list.items[0] == TYPE_none && !list.is_variadic)
        return (TypeList){0};
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i] == TYPE_none)
            parser_error(p, start, "an argument can't be void");
        check_passed(p, start, list.items[i]);
    }
    return list;
}

/* Behind a result: "(*)(types)", a pointer to a function. */
static bool is_function(const Parser *p)
{
    const char *at = p->at + 1;
    while (*p->at == '(' && isspace((unsigned char)*at))
        at++;
    return *p->at == '(' && *at == '*';
}

static TypeId parse_function(Parser *p, const char *start, TypeId result)
{
    parser_accept(p, '(');
    parser_accept(p, '*');
    parser_expect(p, ')', "a closing parenthesis is expected here: float64 (*)(float64)");
    check_passed(p, start, result);
    parser_expect(p, '(', "the types of the arguments are expected here, in parentheses: float64 (*)(float64)");
    TypeList list = parse_arguments(p, true);
    return type_function(
        p->u,
        &(Signature){.result = result, .arguments = list.items, .count = list.count, .is_variadic = list.is_variadic});
}

TypeId parser_type(Parser *p)
{
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the types are nested too deeply here");
    const char *start = p->at;
    TypeId type = parser_accept(p, '(') ? parse_tuple_literal(p) : parse_named(p);
    while (parser_accept(p, '*'))
        type = pointer_to(p, start, type);
    while (is_function(p))
        type = parse_function(p, start, type);
    if (*p->at == '[')
        no_arrays(p, p->at, type);
    p->depth--;
    return type;
}

static Parser parser_on(Unit *u, const char *text)
{
    Parser p = {.u = u, .text = text, .at = text};
    skip_blanks(&p);
    return p;
}

static void expect_end(Parser *p, const char *what)
{
    if (*p->at)
        parser_error(p, p->at, what);
}

TypeId type_parse(Unit *u, const char *text)
{
    Parser p = parser_on(u, text);
    TypeId type = parser_type(&p);
    expect_end(&p, "the type ends here, but the text goes on");
    return type;
}

Signature signature_parse(Unit *u, const char *text)
{
    Parser p = parser_on(u, text);
    TypeId result = parser_type(&p);
    if (!*p.at && type_has_shape(u, result, SHAPE_TUPLE))
        parser_error(&p, p.text, "it has no result: write that before the arguments, float64(float64, intc)");
    check_passed(&p, p.text, result);
    parser_expect(&p, '(', "the types of the arguments are expected here, in parentheses: float64(float64, intc)");
    TypeList list = parse_arguments(&p, false);
    expect_end(&p, "the signature ends here, but the text goes on");
    return (Signature){.result = result, .arguments = list.items, .count = list.count};
}

static const char *function_text(Unit *u, TypeId function, const char *name)
{
    Signature signature = type_signature(u, function);
    return signature_prototype(u, &signature, name);
}

/* "double", "double *", "double **"; a type that C has no name for is a void pointer's pointee only: its own name. */
static const char *c_type(Unit *u, TypeId type)
{
    if (type < TYPE_SCALAR_COUNT)
        return scalar_info(type)->c_name;
    if (type_is_record(u, type))
        return "void"; /* its name is the Python side's */
    if (type_has_shape(u, type, SHAPE_FUNCTION))
        return function_text(u, type, "(*)");
    if (!type_has_shape(u, type, SHAPE_POINTER))
        return type_name(u, type);
    const char *element = c_type(u, type_get(u, type)->element);
    size_t length = strlen(element);
    return arena_printf(&u->arena, "%s%s*", element, length && element[length - 1] == '*' ? "" : " ");
}

const char *signature_prototype(Unit *u, const Signature *signature, const char *name)
{
    const char *result = c_type(u, signature->result);
    size_t length = strlen(result);
    const char *blank = length && result[length - 1] == '*' && *name ? "" : " ";
    const char *text = arena_printf(&u->arena, "%s%s%s(%s", result, blank, name, signature->count ? "" : "void");
    for (size_t i = 0; i < signature->count; i++)
        text = arena_printf(&u->arena, "%s%s%s", text, i ? ", " : "", c_type(u, signature->arguments[i]));
    return arena_printf(&u->arena, "%s%s)", text, signature->is_variadic ? ", ..." : "");
}
