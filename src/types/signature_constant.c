/* signature_constant.c: constant expressions of integers, "(1 << 3) | FLAG": C's operators between numbers and constants, by precedence. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "types/drafts.h"
#include "types/layout.h"
#include "types/signature_parser.h"

enum { MAX_DEPTH = 64 };

static const struct {
    const char *text;
    int precedence;
} operators[] = {{"<<", 4}, {">>", 4}, {"|", 1}, {"^", 2}, {"&", 3}, {"+", 5}, {"-", 5}, {"*", 6}, {"/", 6}, {"%", 6}};

static int64_t expression(Parser *p, int least);

static int64_t number(Parser *p)
{
    const char *start = p->at;
    char *end;
    errno = 0;
    uint64_t value = strtoull(start, &end, 0);
    if (end == start || errno)
        parser_error(p, start, "an integer constant is expected here");
    end += strspn(end, "uUlL");
    if (isalnum((unsigned char)*end) || *end == '.' || *end == '_')
        parser_error(p, start, "an integer constant is expected here");
    p->at = parser_skipped(end);
    return (int64_t)value;
}

static int64_t character(Parser *p)
{
    const char *at = p->at;
    if (!at[1] || at[1] == '\\' || at[2] != '\'')
        parser_error(p, at, "an integer constant is expected here");
    p->at = parser_skipped(at + 3);
    return at[1];
}

static int64_t operand(Parser *p);

static int64_t signed_operand(Parser *p, char sign)
{
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the expression is nested too deeply here");
    int64_t value = operand(p);
    p->depth--;
    return sign == '-' ? (int64_t)-(uint64_t)value : sign == '~' ? ~value : value;
}

static bool is_measure(ParserWord word)
{
    static const char *const words[] = {"sizeof", "_Alignof", "alignof", "__alignof__", "__alignof"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (parser_is_word(word, words[i]))
            return true;
    return false;
}

static const Layout *layout_of(Parser *p, const char *at, const CType *type)
{
    bool is_known = type->type != TYPE_none && !type->is_function && !type->is_open &&
                    type_has_layout(p->u, type->type) && !draft_is_open(p->u, type->type);
    if (!is_known)
        parser_refuse(p, at, "nothing is known of its size here", "write: the number");
    return type_layout(p->u, type->type);
}

/* "sizeof(int)" */
static int64_t measured(Parser *p, ParserWord word)
{
    const char *start = p->at = parser_skipped(word.start + word.length);
    if (!parser_accept(p, '(') || !parser_begins_type(p, p->at))
        parser_refuse(p, start, "a type in parentheses is expected here", "write: sizeof(double), or the number");
    const CType type = parser_declarator(p, parser_specifiers(p));
    const Layout *layout = layout_of(p, start, &type);
    parser_expect(p, ')', "a closing parenthesis is expected here");
    int64_t size = (int64_t)layout->size;
    for (size_t axis = 0; axis < type.ndim; axis++)
        if (type.lengths[axis].count || __builtin_mul_overflow(size, type.lengths[axis].constant, &size))
            parser_error(p, start, "this has no value");
    return parser_is_word(word, "sizeof") ? size : (int64_t)layout->alignment;
}

/* "(int)x", behind the parenthesis. */
static int64_t converted(Parser *p)
{
    const char *start = p->at;
    const CType type = parser_declarator(p, parser_specifiers(p));
    if (!type_is_integer(type.type) || type.ndim || type.is_function)
        parser_error(p, start, "the type of an integer is expected here");
    parser_expect(p, ')', "a closing parenthesis is expected here");
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the expression is nested too deeply here");
    int64_t value = operand(p), least, most;
    p->depth--;
    if (!type_limits(type.type, &least, &most))
        return value;
    uint64_t span = (uint64_t)most - (uint64_t)least + 1;
    return (int64_t)(((uint64_t)value - (uint64_t)least) % span + (uint64_t)least);
}

static int64_t operand(Parser *p)
{
    char sign = *p->at;
    ParserWord word = parser_word(p->at);
    const ParserName *known = word.length ? parser_name(p, word) : NULL;
    if (is_measure(word))
        return measured(p, word);
    if (parser_accept(p, '(')) {
        if (parser_begins_type(p, p->at))
            return converted(p);
        int64_t value = expression(p, 1);
        parser_expect(p, ')', "a closing parenthesis is expected here");
        return value;
    }
    if (parser_accept(p, '-') || parser_accept(p, '+') || parser_accept(p, '~'))
        return signed_operand(p, sign);
    if (*p->at == '\'')
        return character(p);
    if (!word.length)
        return number(p);
    if (!known || !known->is_constant)
        parser_error(p, p->at, "there is no constant of this name");
    p->at = parser_skipped(word.start + word.length);
    return known->constant;
}

/* Wraps at 64 bits. */
static int64_t applied(Parser *p, const char *at, int64_t a, int64_t b)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    bool shifts = *at == '<' || *at == '>', divides = *at == '/' || *at == '%';
    if ((shifts && y > 63) || (divides && (!b || (b == -1 && a == INT64_MIN))))
        parser_error(p, at, "this has no value");
    switch (*at) {
    case '<': return (int64_t)(x << y);
    case '>': return a >> b;
    case '|': return a | b;
    case '^': return a ^ b;
    case '&': return a & b;
    case '+': return (int64_t)(x + y);
    case '-': return (int64_t)(x - y);
    case '*': return (int64_t)(x * y);
    case '/': return a / b;
    default: return a % b;
    }
}

static int64_t expression(Parser *p, int least)
{
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the expression is nested too deeply here");
    int64_t value = operand(p);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const char *at = p->at;
        size_t length = strlen(operators[i].text);
        if (operators[i].precedence < least || strncmp(at, operators[i].text, length))
            continue;
        p->at = parser_skipped(at + length);
        value = applied(p, at, value, expression(p, operators[i].precedence + 1));
        i = SIZE_MAX;
    }
    p->depth--;
    return value;
}

int64_t parser_constant(Parser *p)
{
    return expression(p, 1);
}

bool parser_is_constant(const Parser *p, const char *end)
{
    const char *at = p->at;
    while (at < end) {
        bool is_conversion = *at == '(' && parser_begins_type(p, parser_skipped(at + 1));
        if (is_conversion || is_measure(parser_word(at))) {
            at = parser_behind_parentheses(at + strcspn(at, "("));
            continue;
        }
        ParserWord word = parser_word(at);
        const ParserName *known = word.length ? parser_name(p, word) : NULL;
        if (word.length ? !(known && known->is_constant)
                        : !isdigit((unsigned char)*at) && !strchr(" \t()+-*/%&|^~<>", *at))
            return false;
        const char *next = at + (word.length ? word.length : 1);
        while (!word.length && isdigit((unsigned char)*at) && isalnum((unsigned char)*next))
            next++;
        at = next;
    }
    return p->at < end;
}
