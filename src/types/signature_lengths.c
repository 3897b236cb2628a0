/* signature_lengths.c: the lengths of arrays that are parameters, "double A[m][n]", "double J[n * n]", "double x[3]". */
#include <ctype.h>
#include <string.h>

#include "base/unit.h"
#include "types/signature_parser.h"

enum { MOST_LENGTH = 1 << 30 };

static const char write_length[] =
    "a length is an integer parameter, a number or a product of them: x[n], x[3], x[n * n]";

static ParserWord word_at(const char *at)
{
    size_t length = 0;
    while (!isdigit((unsigned char)*at) && (isalnum((unsigned char)at[length]) || at[length] == '_'))
        length++;
    return (ParserWord){at, length};
}

static bool is_word(ParserWord word, const char *text)
{
    return word.length == strlen(text) && !memcmp(word.start, text, word.length);
}

/* x[static n], x[const restrict n] */
static void skip_qualifiers(Parser *p)
{
    static const char *const words[] = {"static", "const", "restrict", "volatile", "__restrict", "__restrict__"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ParserWord word = word_at(p->at);
        if (!is_word(word, words[i]))
            continue;
        p->at = parser_skipped(p->at + word.length);
        i = SIZE_MAX;
    }
}

static void read_factor(Parser *p, WrittenLength *length)
{
    ParserWord word = word_at(p->at);
    if (!word.length) {
        length->constant *= (int64_t)parser_number(p, MOST_LENGTH, write_length);
        if (length->constant > MOST_LENGTH)
            parser_error(p, word.start, "the array is too long");
        return;
    }
    if (length->count == MOST_LENGTH_FACTORS)
        parser_error(p, word.start, write_length);
    length->factors[length->count++] = word;
    p->at = parser_skipped(p->at + word.length);
}

static WrittenLength read_length(Parser *p)
{
    WrittenLength length = {.constant = 1};
    do
        read_factor(p, &length);
    while (parser_accept(p, '*'));
    parser_expect(p, ']', write_length);
    return length;
}

CType parser_lengths(Parser *p, CType element)
{
    WrittenLength *lengths = ARENA_ARRAY(&p->u->arena, WrittenLength, MOST_PARAMETER_AXES);
    const char *start = p->at;
    while (*p->at == '[') {
        const char *axis = p->at;
        parser_accept(p, '[');
        if (*p->at == ':')
            parser_no_arrays(p, start, element.type);
        skip_qualifiers(p);
        if (parser_accept(p, ']')) {
            if (axis != start || *p->at == '[')
                parser_error(p, axis, "a length is expected here: A[m][n]");
            element.is_open = true;
            return element;
        }
        if (element.ndim == MOST_PARAMETER_AXES)
            parser_error(p, axis, "an array that is a parameter has at most 8 dimensions");
        lengths[element.ndim++] = read_length(p);
    }
    element.lengths = lengths;
    p->is_c = true;
    return element;
}

static size_t parameter_named(Parser *p, ParserWord name, const CType *parameters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (parameters[i].name && is_word(name, parameters[i].name)) {
            if (!type_is_integer(parameters[i].type))
                parser_error(p, name.start, "the parameter of this name is no integer");
            return i;
        }
    parser_error(p, name.start, "there is no parameter of this name");
}

const ArrayLength *parser_resolved_lengths(Parser *p, const CType *array, const CType *parameters, size_t count)
{
    ArrayLength *lengths = ARENA_ARRAY(&p->u->arena, ArrayLength, array->ndim);
    for (size_t axis = 0; axis < array->ndim; axis++) {
        lengths[axis] = (ArrayLength){.constant = array->lengths[axis].constant, .count = array->lengths[axis].count};
        for (size_t i = 0; i < lengths[axis].count; i++)
            lengths[axis].parameters[i] = parameter_named(p, array->lengths[axis].factors[i], parameters, count);
    }
    return lengths;
}
