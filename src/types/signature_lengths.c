/* signature_lengths.c: the lengths of arrays that are parameters, "double A[m][n]", "double J[n * n]", "double x[3]". */
#include <ctype.h>
#include <string.h>

#include "base/unit.h"
#include "types/signature_parser.h"

enum { MOST_LENGTH = 1 << 30 };

static const char write_length[] =
    "a length is an integer parameter, a number or a product of them: x[n], x[3], x[n * n]";

/* x[static n], x[const restrict n]: is it restrict? */
static bool skip_qualifiers(Parser *p)
{
    bool is_restrict = false;
    static const char *const words[] = {"static", "const", "restrict", "volatile", "__restrict", "__restrict__"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ParserWord word = parser_word(p->at);
        if (!parser_is_word(word, words[i]))
            continue;
        is_restrict |= strstr(words[i], "restrict") != NULL;
        p->at = parser_skipped(p->at + word.length);
        i = SIZE_MAX;
    }
    return is_restrict;
}

static void read_factor(Parser *p, WrittenLength *length)
{
    ParserWord word = parser_word(p->at);
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

/* Of a parameter a product may have words that another parameter means, whatever constant there is of that name. */
static bool is_settled(const Parser *p)
{
    const char *end = p->at + strcspn(p->at, "]");
    return parser_is_constant(p, end) && (!p->parameters || p->at + strcspn(p->at, "+-/%&|^~<>(") < end);
}

static WrittenLength read_length(Parser *p)
{
    const char *start = p->at;
    WrittenLength length = {.constant = 1};
    if (is_settled(p)) {
        length.constant = parser_constant(p);
        if (length.constant < 0 || length.constant > MOST_LENGTH)
            parser_error(p, start, "a length is from 0 to 2**30");
    } else {
        do
            read_factor(p, &length);
        while (parser_accept(p, '*'));
    }
    parser_expect(p, ']', write_length);
    return length;
}

/* Of "vec3 x[2]" with "typedef double vec3[3]": the axes of the elements come last. */
static void add_axes(Parser *p, WrittenLength *lengths, const CType *element, CType *array)
{
    if (array->ndim + element->ndim > MOST_PARAMETER_AXES)
        parser_error(p, p->at, "an array has at most 8 dimensions here");
    if (element->ndim)
        memcpy(lengths + array->ndim, element->lengths, element->ndim * sizeof *lengths);
    array->ndim += element->ndim;
}

CType parser_lengths(Parser *p, CType element)
{
    const CType inner = element;
    element.ndim = 0;
    element.is_restrict = false; /* that was said of the elements */
    WrittenLength *lengths = ARENA_ARRAY(&p->u->arena, WrittenLength, MOST_PARAMETER_AXES);
    const char *start = p->at;
    while (*p->at == '[') {
        const char *axis = p->at;
        parser_accept(p, '[');
        if (*p->at == ':')
            parser_no_arrays(p, start, element.type);
        element.is_restrict |= skip_qualifiers(p);
        if (parser_accept(p, ']')) {
            if (axis != start || (*p->at == '[' && !p->is_in_struct))
                parser_error(p, axis, "a length is expected here: A[m][n]");
            if (inner.ndim)
                parser_error(p, axis, "a length is expected here");
            element.is_open = true;
            continue;
        }
        if (element.ndim == MOST_PARAMETER_AXES)
            parser_error(p, axis, "an array that is a parameter has at most 8 dimensions");
        lengths[element.ndim++] = read_length(p);
    }
    add_axes(p, lengths, &inner, &element);
    element.lengths = lengths;
    p->is_c = true;
    return element;
}

/* SIZE_MAX: there is none of this name. */
static size_t parameter_named(Parser *p, ParserWord name, const CType *parameters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (parameters[i].name && parser_is_word(name, parameters[i].name)) {
            if (!type_is_integer(parameters[i].type))
                parser_error(p, name.start, "the parameter of this name is no integer");
            return i;
        }
    return SIZE_MAX;
}

static void add_constant(Parser *p, ArrayLength *length, ParserWord name)
{
    const ParserName *known = parser_name(p, name);
    if (!known || !known->is_constant)
        parser_error(p, name.start, "there is no parameter of this name");
    if (known->constant < 0 || known->constant > MOST_LENGTH || length->constant * known->constant > MOST_LENGTH)
        parser_error(p, name.start, "a length is from 0 to 2**30");
    length->constant *= known->constant;
}

const ArrayLength *parser_resolved_lengths(Parser *p, const CType *array, const CType *parameters, size_t count)
{
    ArrayLength *lengths = ARENA_ARRAY(&p->u->arena, ArrayLength, array->ndim);
    for (size_t axis = 0; axis < array->ndim; axis++) {
        const WrittenLength *written = &array->lengths[axis];
        lengths[axis] = (ArrayLength){.constant = written->constant};
        for (size_t i = 0; i < written->count; i++) {
            size_t parameter = parameter_named(p, written->factors[i], parameters, count);
            if (parameter == SIZE_MAX)
                add_constant(p, &lengths[axis], written->factors[i]);
            else
                lengths[axis].parameters[lengths[axis].count++] = parameter;
        }
    }
    return lengths;
}
