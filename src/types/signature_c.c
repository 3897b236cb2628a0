/* signature_c.c: declarations as C writes them: words in any order, then a declarator, "const double (*f[2])(int n, const double x[n])".
 * A type of Numba's is one more word, and "float64(float64)" a declarator without a name, so there is one grammar.
 *
 *   declaration = word {word} declarator
 *   declarator  = {macro} {"*" {qualifier}} ( [name] | "(" declarator ")" ) { "(" parameters ")" | "[" [length] "]" }
 *
 * What stands around a name binds from the inside out: behind the parentheses first, then in them. So the inside is read last,
 * with the type that the outside has made. A word that is no type's is a macro where a type's word stands beside it or a star behind
 * it in parentheses; before a star it is an opaque handle. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/wording.h"
#include "types/signature_parser.h"
#include "types/stored.h"

enum { MAX_DEPTH = 64 };

/* ---- words ------------------------------------------------------------------------------------------------------------ */

typedef enum {
    C_WORD_none, /* it is no row */
    C_WORD_bool,
    C_WORD_char,
    C_WORD_double,
    C_WORD_float,
    C_WORD_int,
    C_WORD_long,
    C_WORD_short,
    C_WORD_signed,
    C_WORD_unsigned,
    C_WORD_void,
    C_WORD_complex,
    C_WORD_BASE_COUNT,
    C_WORD_const,
    C_WORD_volatile,
    C_WORD_restrict,
    C_WORD_skipped,
    C_WORD_attribute,
    C_WORD_tag,
    C_WORD_enum
} CWordKind;

static const struct {
    const char *word;
    CWordKind kind;
} c_words[] = {
#define C_WORD(word, kind) {word, C_WORD_##kind},
#include "types/c_words.def"
};

static const struct {
    const char *words;
    TypeId type;
} c_bases[] = {
#define C_BASE(words, type) {words, TYPE_##type},
#include "types/c_words.def"
};

enum { TYPE_wchar = (wchar_t)-1 < 0 ? TYPE_int32 : TYPE_uint32 }; /* signed on x86-64, unsigned on AArch64 */

static const struct {
    const char *name;
    TypeId type;
} c_names[] = {
#define C_NAME(name, stands_for) {name, TYPE_##stands_for},
#include "types/c_words.def"
};

static const struct {
    const char *name, *advice;
} c_foreign[] = {
#define C_FOREIGN(name, advice) {name, advice},
#include "types/c_words.def"
};

static const struct {
    const char *name, *pointee;
} c_handles[] = {
#define C_HANDLE(name, pointee) {name, pointee},
#include "types/c_words.def"
};

#define COUNT_OF(rows) (sizeof(rows) / sizeof *(rows))

ParserWord parser_word(const char *at)
{
    const char *end = at;
    while (!isdigit((unsigned char)*at) && (isalnum((unsigned char)*end) || *end == '_'))
        end++;
    return (ParserWord){at, (size_t)(end - at)};
}

bool parser_is_word(ParserWord word, const char *text)
{
    return word.length == strlen(text) && !memcmp(word.start, text, word.length);
}

static CWordKind kind_of(ParserWord word)
{
    for (size_t i = 0; i < COUNT_OF(c_words); i++)
        if (parser_is_word(word, c_words[i].word))
            return c_words[i].kind;
    return C_WORD_none;
}

static bool is_qualifier(ParserWord word)
{
    CWordKind kind = kind_of(word);
    return kind == C_WORD_const || kind == C_WORD_volatile || kind == C_WORD_restrict;
}

/* POINTER_FLAGS. */
static unsigned flags_of(ParserWord qualifier)
{
    CWordKind kind = kind_of(qualifier);
    return kind == C_WORD_const ? ARRAY_READ_ONLY : kind == C_WORD_volatile ? ARRAY_VOLATILE : 0;
}

static TypeId named_type(ParserWord word)
{
    for (size_t i = 0; i < COUNT_OF(c_names); i++)
        if (parser_is_word(word, c_names[i].name))
            return c_names[i].type;
    return type_by_name(word.start, word.length);
}

/* What stands behind the word and blanks. */
static const char *behind(ParserWord word)
{
    return parser_skipped(word.start + word.length);
}

static void take(Parser *p, ParserWord word)
{
    p->at = behind(word);
}

const char *parser_behind_parentheses(const char *at)
{
    int depth = 0;
    bool is_quoted = false;
    do {
        is_quoted ^= *at == '"';
        depth += is_quoted ? 0 : *at == '(' ? 1 : *at == ')' ? -1 : 0;
    } while (*at && (at++, depth));
    return at;
}

/* "(...)", with what is in it. */
static void skip_parentheses(Parser *p)
{
    const char *end = parser_behind_parentheses(p->at);
    if (end[-1] != ')')
        parser_error(p, p->at, "this parenthesis isn't closed");
    p->at = parser_skipped(end);
}

static void pass_attribute(Parser *p, ParserWord word)
{
    take(p, word);
    if (*p->at == '(')
        skip_parentheses(p);
}

static void skip_attribute(Parser *p, ParserWord word)
{
    const char *end = behind(word);
    bool lies_in_memory = p->is_in_struct || (p->is_typedef && !p->parameters);
    end = *end == '(' ? parser_behind_parentheses(end) : end;
    for (const char *at = word.start; at < end; at++)
        if (!strncmp(at, "vector_size", 11) || !strncmp(at, "mode(", 5) || !strncmp(at, "mode__(", 7) ||
            (lies_in_memory && (!strncmp(at, "lign", 4) || !strncmp(at, "packed", 6))))
            parser_refuse(p, word.start, "this attribute changes how a value lies in memory",
                          "write: the attribute behind the closing brace of the struct, for all of it");
    pass_attribute(p, word);
}

/* "[[...]]" */
static void skip_attributes(Parser *p)
{
    while (p->at[0] == '[' && p->at[1] == '[') {
        const char *end = strstr(p->at, "]]");
        if (!end)
            parser_error(p, p->at, "this attribute isn't closed");
        p->at = parser_skipped(end + 2);
    }
}

/* ---- specifiers ---------------------------------------------------------------------------------------------------------- */

typedef struct Specifiers {
    unsigned char counts[C_WORD_BASE_COUNT];
    const char *first;  /* base word; NULL: none so far */
    TypeId type;        /* TYPE_UNKNOWN: base words, or nothing so far */
    const char *record; /* the name of `named`, if that is one */
    const CType *named; /* that `type` is of: a word that was declared before */
    unsigned flags;     /* POINTER_FLAGS */
} Specifiers;

static bool has_type(const Specifiers *s)
{
    return s->first || s->type != TYPE_UNKNOWN;
}

/* What compiled code has no type for: in declarations of a library a name, which says no more. */
static TypeId foreign_type(Parser *p, const char *at, const char *name, const char *advice)
{
    if (p->names->declarations)
        return type_opaque(p->u, name);
    parser_refuse(p, at, arena_printf(&p->u->arena, "compiled code has no %s", name),
                  arena_printf(&p->u->arena, "write: %s", advice));
}

/* "int long unsigned": in the order of the kinds, as c_bases has them. */
static TypeId base_type(Parser *p, const Specifiers *s)
{
    static const char *const words[] = {"",     "bool",  "char",   "double",   "float", "int",
                                        "long", "short", "signed", "unsigned", "void",  "complex"};
    const char *text = "";
    for (size_t kind = 1; kind < C_WORD_BASE_COUNT; kind++)
        for (unsigned i = 0; i < s->counts[kind]; i++)
            text = arena_printf(&p->u->arena, "%s%s%s", text, *text ? " " : "", words[kind]);
    for (size_t i = 0; i < COUNT_OF(c_bases); i++)
        if (!strcmp(c_bases[i].words, text))
            return c_bases[i].type;
    if (!strcmp(text, "double long"))
        return foreign_type(p, s->first, "long double", "double");
    if (!strcmp(text, "double long complex"))
        return foreign_type(p, s->first, "long double _Complex", "double _Complex");
    parser_error(p, s->first, "these words are no type together");
}

/* "int" alone may be meant as Python's or as C's: anything else that only C has says which. */
static void note_base(Parser *p, const Specifiers *s, CWordKind kind, ParserWord word)
{
    bool is_of_both = kind == C_WORD_int || kind == C_WORD_float || kind == C_WORD_bool || kind == C_WORD_complex;
    if (kind == C_WORD_bool && parser_is_word(word, "bool"))
        return; /* means the same in both */
    if (!is_of_both || parser_is_word(word, "_Complex"))
        p->is_c = true;
    else if (!s->first && !p->ambiguous.length)
        p->ambiguous = (ParserWord){word.start, word.length};
}

static TypeId opaque_type(Parser *p, ParserWord word)
{
    return type_opaque(p->u, unit_string(p->u, word.start, word.length));
}

static bool is_attribute(const char *at)
{
    return kind_of(parser_word(at)) == C_WORD_attribute;
}

static void read_known(Parser *p, Specifiers *s, const ParserName *known, ParserWord word)
{
    s->named = &known->type;
    s->record = type_is_record(p->u, known->type.type) ? known->name : NULL;
    s->type = known->type.type;
    p->is_c = true;
    take(p, word);
}

/* A struct whose braces this stands in. */
static bool read_enclosing(const Parser *p, Specifiers *s, ParserWord name)
{
    for (const ParserBody *body = p->body; body; body = body->outer) {
        if (!body->name.length || body->name.length != name.length ||
            memcmp(body->name.start, name.start, name.length) != 0)
            continue;
        s->type = body->draft;
        return true;
    }
    return false;
}

/* struct T, of which nothing but the name is known, or "struct T { ... }". */
static void read_tag(Parser *p, Specifiers *s, ParserWord tag)
{
    take(p, tag);
    Parser ahead = *p;
    while (is_attribute(ahead.at))
        pass_attribute(&ahead, parser_word(ahead.at));
    ParserWord name = parser_word(ahead.at);
    bool has_body = !name.length || *behind(name) == '{';
    if (kind_of(name) != C_WORD_none)
        parser_error(p, name.start, "the name of the struct is expected here");
    const ParserName *known = name.length ? parser_name(p, name) : NULL;
    p->is_c = true;
    p->at = has_body ? p->at : ahead.at;
    if (has_body) {
        s->type = parser_struct(p, tag);
        s->record = name.length ? unit_string(p->u, name.start, name.length) : NULL;
    } else if (read_enclosing(p, s, name)) {
        take(p, name);
    } else if (known && !known->is_constant) {
        read_known(p, s, known, name);
    } else {
        parser_note_unknown(p, name);
        s->type = opaque_type(p, name);
        take(p, name);
    }
}

/* "enum color : uint8_t". */
static TypeId enum_type_given(Parser *p)
{
    if (*p->at != ':' || !parser_word(parser_skipped(p->at + 1)).length)
        return TYPE_UNKNOWN;
    parser_accept(p, ':');
    const char *start = p->at;
    if (++p->depth > MAX_DEPTH)
        parser_error(p, start, "the types are nested too deeply here");
    TypeId type = parser_specifiers(p).type;
    p->depth--;
    if (!type_is_integer(type))
        parser_error(p, start, "the type of an enum is an integer");
    return type;
}

static void read_enum(Parser *p, Specifiers *s, ParserWord word)
{
    take(p, word);
    bool is_packed = parser_packed(p);
    ParserWord name = parser_word(p->at);
    const ParserName *known = name.length ? parser_name(p, name) : NULL;
    if (kind_of(name) != C_WORD_none)
        parser_error(p, name.start, "the name of the enum is expected here");
    if (name.length)
        take(p, name);
    TypeId given = enum_type_given(p);
    s->type = given == TYPE_UNKNOWN ? TYPE_int32 : given;
    p->is_c = true;
    if (*p->at == '{') {
        TypeId found = parser_enumerators(p, is_packed);
        s->type = given == TYPE_UNKNOWN ? found : given;
        if (name.length)
            parser_add_enum(p, name, s->type);
    } else if (!name.length) {
        parser_error(p, p->at, "the name of the enum is expected here");
    } else if (known && !known->is_constant) {
        s->type = known->type.type;
    } else {
        parser_note_unknown(p, name);
    }
}

bool parser_begins_type(const Parser *p, const char *at)
{
    ParserWord word = parser_word(at);
    const ParserName *known = word.length ? parser_name(p, word) : NULL;
    return word.length && (kind_of(word) != C_WORD_none || named_type(word) != TYPE_UNKNOWN ||
                           parser_is_type(word.start) || (known && !known->is_constant));
}

/* TYPE_UNKNOWN: it is none of them. */
static TypeId named_foreign(Parser *p, ParserWord word)
{
    for (size_t i = 0; i < COUNT_OF(c_foreign); i++)
        if (parser_is_word(word, c_foreign[i].name))
            return foreign_type(p, word.start, c_foreign[i].name, c_foreign[i].advice);
    return TYPE_UNKNOWN;
}

/* As an argument it is a pointer; elsewhere it is an array of what only a compiler knows. */
static TypeId named_handle(Parser *p, ParserWord word)
{
    for (size_t i = 0; i < COUNT_OF(c_handles); i++)
        if (parser_is_word(word, c_handles[i].name))
            return p->parameters ? type_pointer(p->u, type_opaque(p->u, c_handles[i].pointee))
                                 : foreign_type(p, word.start, c_handles[i].name, "a pointer to it");
    return TYPE_UNKNOWN;
}

static bool is_starred(const char *at)
{
    for (ParserWord word = parser_word(at); is_qualifier(word); word = parser_word(at))
        at = behind(word);
    return *at == '*';
}

/* Words that are no rows, the last of them before a star? */
static bool ends_in_handle(const char *at)
{
    enum { MOST_MACROS = 16 };
    for (int i = 0; i < MOST_MACROS; i++) {
        ParserWord word = parser_word(at);
        if (!word.length || kind_of(word) != C_WORD_none)
            return false;
        at = behind(word);
        if (is_starred(at))
            return true;
    }
    return false;
}

/* "f(x, y) double x, y;", behind x: is a declaration behind the parentheses? */
static bool is_old_style(const Parser *p, const char *at)
{
    while (*at == ',')
        at = behind(parser_word(parser_skipped(at + 1)));
    return p->parameters == 1 && *at == ')' && parser_begins_type(p, parser_skipped(at + 1));
}

/* A word that is no row: a type's name, or a macro. false: it is the declarator's. */
static bool read_name(Parser *p, Specifiers *s, ParserWord word)
{
    if (has_type(s))
        return false;
    const ParserName *known = parser_name(p, word);
    if (known && !known->is_constant) {
        read_known(p, s, known, word);
        return true;
    }
    if (parser_is_type(word.start)) { /* const CPointer(double), const Record(...) * */
        s->type = parser_numba_type(p);
        return true;
    }
    TypeId ways[] = {named_type(word), named_handle(p, word), named_foreign(p, word)};
    for (size_t i = 0; i < COUNT_OF(ways) && s->type == TYPE_UNKNOWN; i++)
        s->type = ways[i];
    if (s->type != TYPE_UNKNOWN) {
        take(p, word);
        return true;
    }
    const char *next = behind(word);
    bool is_handle = is_starred(next);
    if (!is_handle &&
        (parser_begins_type(p, next) || ends_in_handle(next))) { /* SQLITE_API double f, LUA_API lua_State *f */
        take(p, word);
        return true;
    }
    if (!is_handle && is_old_style(p, next))
        parser_refuse(p, word.start, "parameters whose types stand behind them are C as it was before 1989",
                      "write: the types in the parentheses, double f(double x)");
    if (!is_handle)
        parser_unknown_type(p, word.start, word.length);
    parser_note_unknown(p, word);
    s->type = opaque_type(p, word);
    p->is_c = true;
    take(p, word);
    return true;
}

static bool read_word(Parser *p, Specifiers *s)
{
    ParserWord word = parser_word(p->at);
    CWordKind kind = kind_of(word);
    bool is_field = kind == C_WORD_tag && has_type(s); /* int class; */
    if (!word.length || is_field ||
        (kind == C_WORD_none && parser_is_type(p->at) && !has_type(s))) /* const Record(...) */
        return false;
    switch (kind) {
    case C_WORD_none: return read_name(p, s, word);
    case C_WORD_tag: read_tag(p, s, word); return true;
    case C_WORD_enum: read_enum(p, s, word); return true;
    case C_WORD_attribute: skip_attribute(p, word); return true;
    case C_WORD_const:
    case C_WORD_volatile:
    case C_WORD_restrict: s->flags |= flags_of(word); break;
    case C_WORD_skipped: p->is_typedef |= parser_is_word(word, "typedef"); break;
    default:
        if (s->type != TYPE_UNKNOWN)
            parser_error(p, word.start, "there is a type already");
        note_base(p, s, kind, word);
        s->first = s->first ? s->first : word.start;
        s->counts[kind]++;
        take(p, word);
        return true;
    }
    p->is_c = true;
    take(p, word);
    return true;
}

/* ---- declarators --------------------------------------------------------------------------------------------------------- */

static CType pointer_to(Parser *p, CType to)
{
    if (to.ndim && p->names->declarations)
        return (CType){.type = parser_pointer(p, to.start, TYPE_none, to.flags), .start = to.start};
    if (to.ndim)
        parser_refuse(p, to.start, "compiled code has no pointers to arrays", "write: a pointer to the first element");
    if (to.is_function)
        return (CType){.type = parser_sized(p, to.start, type_function(p->u, &to.function)),
                       .function = to.function,
                       .start = to.start};
    unsigned behind = to.type == TYPE_none ? to.flags : 0;
    return (CType){.type = parser_pointer(p, to.start, to.type, to.flags), .start = to.start, .behind = behind};
}

/* "(*...", "(XMLCALL *f)(...", "((*...", "(f)(...": what stands in the parentheses is a declarator. Else they are parameters. */
static bool is_grouped(const Parser *p, const char *open)
{
    const char *at = open;
    while (*open == '(') {
        at = parser_skipped(open + 1);
        if (*at != '(')
            break;
        open = at;
    }
    if (*open != '(' || *at == '*')
        return *open == '(';
    ParserWord name = parser_word(at);
    const char *closing = name.length && kind_of(name) == C_WORD_none ? behind(name) : at;
    if (*closing == ')' && *parser_skipped(closing + 1) == '(') /* a function gives no function */
        return true;
    const char *inside = at;
    for (ParserWord word = parser_word(at); word.length; word = parser_word(at)) {
        if (parser_begins_type(p, at) && kind_of(word) != C_WORD_attribute && kind_of(word) != C_WORD_skipped)
            return false;
        at = behind(word);
    }
    if (at == inside || (*at != '*' && *at != ')'))
        return false;
    const char *next = parser_skipped(parser_behind_parentheses(open));
    return *next == '(' || *next == '[';
}

/* A word that another word or a star follows, not only attributes. */
static bool is_macro(Parser ahead, ParserWord word)
{
    take(&ahead, word);
    while (is_attribute(ahead.at))
        pass_attribute(&ahead, parser_word(ahead.at));
    return *ahead.at == '*' || parser_word(ahead.at).length;
}

static void skip_macros(Parser *p)
{
    for (ParserWord word = parser_word(p->at); word.length; word = parser_word(p->at)) {
        if (is_attribute(p->at))
            skip_attribute(p, word);
        else if (is_qualifier(word) || kind_of(word) == C_WORD_skipped || is_macro(*p, word))
            take(p, word);
        else
            return;
    }
}

/* "int f(int) LIBRARY_DEPRECATED(2, 3)" */
static bool is_macro_behind(const Parser *p, ParserWord word)
{
    bool is_capital = word.length > 0;
    for (size_t i = 0; i < word.length; i++)
        is_capital &= !islower((unsigned char)word.start[i]);
    return is_capital && !parser_begins_type(p, word.start);
}

static CType array_of(Parser *p, CType type)
{
    type = parser_lengths(p, type);
    while (is_attribute(p->at))
        skip_attribute(p, parser_word(p->at));
    return type;
}

static CType suffixes(Parser *p, CType type)
{
    for (;;) {
        ParserWord word = parser_word(p->at);
        if (p->at[0] == '[' && p->at[1] == '[')
            skip_attributes(p);
        else if (kind_of(word) == C_WORD_attribute)
            skip_attribute(p, word);
        else if (type.is_function && is_macro_behind(p, word))
            pass_attribute(p, word);
        else if (*p->at == '(' && !type.is_function)
            type = parser_parameters(p, type);
        else
            return *p->at == '[' ? array_of(p, type) : type;
    }
}

static CType grouped(Parser *p, CType type)
{
    Parser inside = *p;
    inside.at = parser_skipped(p->at + 1);
    skip_parentheses(p);
    type = suffixes(p, type);
    inside.depth++;
    type = parser_declarator(&inside, type);
    if (*inside.at != ')')
        parser_error(p, inside.at, "a closing parenthesis is expected here");
    p->is_c = true;
    return type;
}

CType parser_declarator(Parser *p, CType type)
{
    if (++p->depth > MAX_DEPTH)
        parser_error(p, p->at, "the types are nested too deeply here");
    skip_macros(p);
    for (int depth = 0; parser_accept(p, '*'); depth++) {
        if (depth == MAX_DEPTH)
            parser_error(p, p->at, "the types are nested too deeply here");
        p->is_c = true;
        type = pointer_to(p, type);
        for (ParserWord word = parser_word(p->at); is_qualifier(word); word = parser_word(p->at)) {
            type.flags |= flags_of(word);
            type.is_restrict |= kind_of(word) == C_WORD_restrict;
            take(p, word);
        }
        skip_macros(p);
    }
    if (*p->at == '&')
        parser_refuse(p, p->at, "compiled code has no references", "write: T *, a pointer");
    ParserWord name = parser_word(p->at);
    if (is_grouped(p, p->at)) {
        type = grouped(p, type);
    } else {
        if (name.length) {
            p->is_c = true;
            take(p, name);
        }
        type = suffixes(p, type);
        type.name = name.length ? unit_string(p->u, name.start, name.length) : NULL;
    }
    p->depth--;
    return type;
}

CType parser_specifiers(Parser *p)
{
    Specifiers s = {.type = TYPE_UNKNOWN};
    const char *start = p->at;
    skip_attributes(p);
    if (!parser_is_type(p->at) || kind_of(parser_word(p->at)) != C_WORD_none)
        while (read_word(p, &s))
            skip_attributes(p);
    if (!has_type(&s))
        s.type = parser_numba_type(p);
    ParserWord word = parser_word(p->at);
    while (is_qualifier(word)) { /* double const */
        s.flags |= flags_of(word);
        take(p, word);
        word = parser_word(p->at);
    }
    CType type = s.named ? *s.named : (CType){.type = s.first ? base_type(p, &s) : s.type};
    type.flags |= s.flags;
    type.record = s.record;
    type.start = start;
    type.name = NULL;
    return type;
}

void parser_check_known(Parser *p, const char *at, const CType *type)
{
    bool is_by_name = p->names->declarations ||
                      (p->is_typedef && !p->parameters); /* what is in a struct is known to whoever reads them */
    if (!is_by_name && !type->is_function && type_has_shape(p->u, type->type, SHAPE_OPAQUE))
        parser_refuse(p, at, arena_printf(&p->u->arena, "nothing says what is in %s", type_name(p->u, type->type)),
                      "write: its fields before it, or a pointer to it");
}

CType parser_declaration(Parser *p)
{
    const char *start = p->at;
    CType type = parser_declarator(p, parser_specifiers(p));
    parser_check_known(p, start, &type);
    return type;
}
