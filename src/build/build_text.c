/* build_text.c: texts made of numbers: f-strings, "..." % x, "...".format(x). Compiled code makes none: they are what an
 * exception is made with, and Python puts them together when it shows the exception. */
#include "build/build_parts.h"
#include "frozen/frozen.h"
#include "hir/hir.h"

#include <string.h>

enum { WITH_SPEC = 4 };

static ValueId append(Builder *b, HirOp op, const ValueId *args, size_t count)
{
    return hir_append(b->u, &b->f->hir, b->at, op, b->loc, args, count);
}

/* From 3.13 a conversion and what formats its text are two instructions. */
void build_format(Builder *b, int32_t how)
{
    if (how < 0 || how >= 2 * WITH_SPEC)
        build_malformed(b, "a conversion to text that there isn't");
    ValueId spec = how & WITH_SPEC ? stack_pop(b) : HIR_NOTHING, v = stack_pop(b);
    HirOp op = (HirOp)hir_value(&b->f->hir, v)->op;
    bool is_text = op == HIR_format || op == HIR_text;
    if (how & ~WITH_SPEC) {
        v = append(b, HIR_format, &v, 1);
        hir_value(&b->f->hir, v)->integer = how & ~WITH_SPEC;
        is_text = true;
    }
    if (spec != HIR_NOTHING)
        v = append(b, HIR_format, (ValueId[]){v, spec}, 2);
    else if (!is_text)
        v = append(b, HIR_format, &v, 1);
    stack_push(b, v);
}

static ValueId text_of(Builder *b, const char *how, const ValueId *args, size_t count)
{
    ValueId v = append(b, HIR_text, args, count);
    hir_value(&b->f->hir, v)->text = how;
    return v;
}

static bool is_string(Builder *b, ValueId v)
{
    const Frozen *object = build_constant_of(b, v);
    return object && object->kind == FROZEN_STRING;
}

/* 3.12 joins an empty text to what a nested {} gives. */
void build_string(Builder *b, size_t count)
{
    ValueId *pieces = stack_pop_many(b, count);
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (!is_string(b, pieces[i]) || *build_constant_of(b, pieces[i])->text)
            pieces[left++] = pieces[i];
    stack_push(b, left == 1 ? pieces[0] : text_of(b, "join", pieces, left));
}

ValueId build_percent(Builder *b, ValueId left, ValueId right)
{
    const HirValue *tuple = hir_value(&b->f->hir, right);
    const Frozen *object = build_constant_of(b, right);
    bool is_tuple = tuple->op == HIR_tuple, is_constant = object && object->kind == FROZEN_TUPLE;
    size_t count = is_tuple ? tuple->count : is_constant ? object->count : 1;
    if (!is_string(b, left))
        return HIR_NOTHING;
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    args[0] = left;
    for (size_t i = 0; i < count; i++)
        args[1 + i] = is_tuple      ? hir_value(&b->f->hir, right)->args[i]
                      : is_constant ? build_constant(b, object->items[i])
                                    : right;
    return text_of(b, "percent", args, count + 1);
}

ValueId build_format_call(Builder *b, const ValueId *args, size_t count, const Frozen *keywords)
{
    const HirValue *method = hir_value(&b->f->hir, args[0]);
    if (keywords || method->op != HIR_getattr || strcmp(method->text, "format") || !is_string(b, method->args[0]))
        return HIR_NOTHING;
    ValueId *all = arena_copy(&b->u->arena, args, count * sizeof *args);
    all[0] = method->args[0];
    return text_of(b, "format", all, count);
}
