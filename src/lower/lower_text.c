/* lower_text.c: what an exception is made with, as a text that upcall/_errors.py reads: a Python list of
 *
 *     ("constant", x)  ("number", "float64", n): the words from n on   ("join", [pieces])
 *     ("string", n, [strings]): that one of them which word n says
 *     ("bytes", n): as many as word n says, of which the first are in the words behind it, and shown
 *     ("format", x, conversion, spec or None)  ("percent", [template, arguments...])  ("format_call", [likewise]) */
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "frozen/builtins.h"
#include "frozen/exception_classes.h"
#include "frozen/frozen.h"
#include "frozen/strings.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "lower/lower_nest.h"
#include "lower/sites.h"
#include "runtime/invocation.h"
#include "types/frozen_text.h"
#include "types/signature.h"
#include "types/stored.h"

typedef struct Writer {
    Lower *l;
    Unit *u;
    const Function *f; /* whose exception it is */
    Text text;
    size_t words; /* before what is written next */
} Writer;

static const HirValue *written(const Writer *w, ValueId v)
{
    return &w->f->hir.values.items[v];
}

static void put_string(Writer *w, const char *string)
{
    text_add(&w->text, "'");
    for (const char *c = string; *c; c++)
        if (*c == '\\' || *c == '\'')
            text_add(&w->text, "\\%c", *c);
        else if ((unsigned char)*c < ' ')
            text_add(&w->text, "\\x%02x", (unsigned)*c);
        else
            text_add(&w->text, "%c", *c);
    text_add(&w->text, "'");
}

static void put_literal(Writer *w, const Frozen *object)
{
    frozen_note_look(object);
    if (object->kind == FROZEN_STRING)
        put_string(w, object->text);
    else if (object->kind == FROZEN_COMPLEX)
        text_add(&w->text, "complex(%.17g, %.17g)", frozen_real(object), frozen_imag(object));
    else if (object->kind != FROZEN_TUPLE)
        text_add(&w->text, "%s", frozen_text(w->u, object));
    else {
        text_add(&w->text, "(");
        for (size_t i = 0; i < object->count; i++) {
            put_literal(w, object->items[i]);
            text_add(&w->text, ", ");
        }
        text_add(&w->text, ")");
    }
}

static void put_constant(Writer *w, const Frozen *object)
{
    text_add(&w->text, "('constant', ");
    put_literal(w, object);
    text_add(&w->text, ")");
}

/* What stands in the text as it is: a number that is data is words. */
static bool is_literal(const HirValue *value)
{
    bool is_data = value->op == HIR_const && frozen_is_number(value->object) && frozen_is_data(value->object);
    return value->op == HIR_const && !is_data;
}

/* One of several: all that there are, and the word that says which. */
static void put_string_of(Writer *w)
{
    text_add(&w->text, "('string', %zu, [", w->words);
    for (size_t i = 0; i < w->u->sites->strings; i++) {
        put_string(w, w->u->strings->items[i]);
        text_add(&w->text, ", ");
    }
    text_add(&w->text, "])");
}

static void put(Writer *w, ValueId v);

static void put_list(Writer *w, const HirValue *value)
{
    text_add(&w->text, "[");
    for (size_t i = 0; i < value->count; i++) {
        put(w, value->args[i]);
        text_add(&w->text, ", ");
    }
    text_add(&w->text, "]");
}

static void put_format(Writer *w, const HirValue *value)
{
    text_add(&w->text, "('format', ");
    put(w, value->args[0]);
    text_add(&w->text, ", %d, ", (int)value->integer);
    if (value->count > 1)
        put(w, value->args[1]);
    else
        text_add(&w->text, "None");
    text_add(&w->text, ")");
}

static void put_leaf(Writer *w, ValueId v)
{
    TypeId type = written(w, v)->type;
    if (type == TYPE_text)
        unsupported(w->l, "a text that differs from way to way");
    if (written(w, v)->op == HIR_call && written(w, v)->builtin == BUILTIN_machine_quoted)
        text_add(&w->text, "('bytes', %zu)", w->words);
    else if (type == TYPE_string)
        put_string_of(w);
    else if (type_is_string(w->u, type))
        put_constant(w, type_get(w->u, type)->object);
    else
        text_add(&w->text, "('number', '%s', %zu)", scalar_info(type)->name, w->words);
    w->words += exception_words(w->u, w->f, v);
}

static void put(Writer *w, ValueId v)
{
    const HirValue *value = written(w, v);
    if (is_literal(value)) {
        put_constant(w, value->object);
        return;
    }
    switch (value->op) {
    case HIR_format: put_format(w, value); break;
    case HIR_text:
        text_add(&w->text, "('%s', ", strcmp(value->text, "format") ? value->text : "format_call");
        put_list(w, value);
        text_add(&w->text, ")");
        break;
    default: put_leaf(w, v);
    }
}

const char *exception_arguments(Lower *l, const Function *f, ValueId v)
{
    Writer writer = {.l = l, .u = l->u, .f = f, .text = {.arena = &l->u->arena}};
    const HirValue *exception = written(&writer, v);
    const HirValue *first = exception->count ? written(&writer, exception->args[0]) : NULL;
    /* A site with an empty message is one without. */
    if (!first || (exception->count == 1 && first->op == HIR_const && first->object->kind == FROZEN_STRING &&
                   *first->object->text))
        return NULL;
    put_list(&writer, exception);
    assert(writer.words <= INVOCATION_WORDS);
    return writer.text.items;
}

/* ---- the words ---- */

static bool has_parts(const HirValue *value)
{
    return value->op == HIR_format || value->op == HIR_text || value->op == HIR_exception;
}

static bool is_early_return(const HirValue *value)
{
    return value->op == HIR_exception && exception_is_return(value->object->text);
}

/* Of a record its memory. */
static size_t result_words(const Unit *u, TypeId result)
{
    if (type_is_record(u, result))
        return (type_layout(u, result)->size + sizeof(uint64_t) - 1) / sizeof(uint64_t);
    return result == TYPE_none ? 0 : part_types(u, result, NULL);
}

size_t exception_words(const Unit *u, const Function *f, ValueId v)
{
    const HirValue *value = &f->hir.values.items[v];
    size_t words = 0;
    if (is_literal(value))
        return 0;
    if (is_early_return(value))
        return result_words(u, u->signature->result);
    if (!has_parts(value))
        return part_types(u, value->type, NULL); /* it is a number or a text: infer refuses others */
    for (size_t i = 0; i < value->count; i++)
        words += exception_words(u, f, value->args[i]);
    return words;
}

static LirId word_of(Lower *l, LirId part)
{
    LirType type = lir_type(l, part);
    if (type == LIR_ptr)
        return emit_cast(l, LIR_ptrtoint, LIR_i64, part);
    if (type == LIR_f32 || type == LIR_f64)
        part = emit_cast(l, LIR_bitcast, type == LIR_f32 ? LIR_i32 : LIR_i64, part);
    return lir_type(l, part) == LIR_i64 ? part : emit_cast(l, LIR_zext, LIR_i64, part);
}

static size_t put_record(Lower *l, LirId address, LirId *words)
{
    size_t count = result_words(l->u, l->u->signature->result);
    for (size_t i = 0; i < count; i++) {
        LirId at = emit2(l, LIR_ptradd, address, int_constant(l, LIR_i64, (int64_t)(i * sizeof(uint64_t))));
        words[i] = emit_load(l, LIR_i64, with_flags(l, at, LIR_INBOUNDS));
    }
    return count;
}

/* What C gets. */
static size_t put_result(Lower *l, const HirValue *made, LirId *words)
{
    TypeId result = l->u->signature->result;
    if (result == TYPE_none)
        return 0;
    if (type_is_record(l->u, result))
        return put_record(l, copied_record(l, result, fetch(l, made->args[0])), words);
    Parts parts = made->count ? value_as(l, made->args[0], result) : constant_as(l, frozen_none(l->u), result);
    for (size_t i = 0; i < parts.count; i++)
        words[i] = word_of(l, parts.ids[i]);
    return parts.count;
}

size_t put_exception_words(Lower *l, ValueId v, LirId *words)
{
    const HirValue *value = hir_of(l, v);
    size_t count = 0;
    if (is_early_return(value))
        return put_result(l, value, words);
    if (has_parts(value)) {
        for (size_t i = 0; i < value->count; i++)
            count += put_exception_words(l, value->args[i], words + count);
        return count;
    }
    for (count = 0; count < exception_words(l->u, l->f, v); count++)
        words[count] = word_of(l, value_parts(l, v).ids[count]);
    return count;
}

/* ---- one of several strings ---- */

LirId string_constant(Lower *l, const Frozen *string)
{
    return int_constant(l, LIR_i32, (int64_t)string_number(l->u, string->text));
}

LirId lower_string_comparison(Lower *l, HirOp op, const Operand *ops)
{
    LirId a = part_as(l, ops[0], TYPE_string), b = part_as(l, ops[1], TYPE_string);
    return emit2(l, op == HIR_eq ? LIR_eq : LIR_ne, a, b);
}
