/* infer_exception.c: exceptions that are made, raised and caught, and e.args, whose type is like that of a variable: each
 * `raise` that leads there is one way to it. */
#include <assert.h>

#include "build/build.h"
#include "frozen/builtins.h"
#include "frozen/exception_classes.h"
#include "hir/canonical.h"
#include "infer/infer_origins.h"
#include "infer/infer_rules.h"
#include "runtime/invocation.h"
#include "types/signature.h"
#include "types/stored.h"

static bool is_literal(const Frozen *object)
{
    if (object->kind != FROZEN_TUPLE)
        return frozen_is_number(object) || object->kind == FROZEN_NONE || object->kind == FROZEN_STRING;
    for (size_t i = 0; i < object->count; i++)
        if (!is_literal(object->items[i]))
            return false;
    return true;
}

/* A number, a text, or what stands in the code as it is. */
static bool can_be_shown(const Infer *in, ValueId v)
{
    const HirValue *value = hir_value(&in->f->hir, v);
    if (value->op == HIR_const)
        return is_literal(value->object);
    if (value->op == HIR_call && value->builtin == BUILTIN_machine_quoted)
        return true;
    return value->type == TYPE_text || type_is_string(in->u, value->type) ||
           (type_is_scalar(value->type) && value->type != TYPE_none);
}

static void check_shown(Infer *in, const HirValue *value, const char *of)
{
    for (size_t i = 0; i < value->count; i++)
        if (!can_be_shown(in, value->args[i]))
            fail(in->u, value->loc, E_EXCEPTION_ARGUMENT, of, infer_describe_value(in, value->args[i]));
}

/* What it is made of lies in the words of the exception. */
static void check_returned_record(Infer *in, const HirValue *value, TypeId from, TypeId to)
{
    if (type_layout(in->u, to)->size > INVOCATION_WORDS * sizeof(uint64_t))
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "upcall.Return with a record of more than 128 bytes");
    if (type_has_shape(in->u, from, SHAPE_TUPLE) && record_is_nested(in->u, to)) {
        error_advise(in->u, "write: the record itself, which has been filled before");
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT,
             "upcall.Return with a tuple for arrays or records in a record");
    }
}

/* What C gets, as by a `return` of the callback. */
static void check_early_return(Infer *in, const HirValue *value)
{
    TypeId to = in->u->signature->result;
    size_t count = value->count;
    const char *given = !count ? "nothing" : count > 1 ? "several values" : infer_describe_value(in, value->args[0]);
    const char *wanted = to == TYPE_none ? "nothing" : type_name(in->u, to);
    TypeId from = count ? infer_arg_type(in, value, 0) : TYPE_none;
    if (type_is_record(in->u, to))
        check_returned_record(in, value, from, to);
    if (count > 1 || (!type_converts(in->u, from, to) && !infer_gives_record(in, from, to)))
        fail(in->u, value->loc, E_EARLY_RETURN, wanted, given);
}

TypeId infer_made_exception(Infer *in, const HirValue *value)
{
    if (exception_class(value->object->text) < 0)
        fail(in->u, value->loc, E_RAISE, value->object->description);
    if (exception_is_return(value->object->text)) {
        check_early_return(in, value);
        return TYPE_exception;
    }
    check_shown(in, value, value->object->text);
    return TYPE_exception;
}

TypeId infer_text(Infer *in, const HirValue *value)
{
    check_shown(in, value, "a text");
    return TYPE_text;
}

static bool is_class(const Frozen *object)
{
    return object->kind == FROZEN_EXCEPTION && exception_class(object->text) >= 0;
}

/* A NULL is the exception that is being handled where there is none: that raises RuntimeError. But what is handled where
 * a function is called from can't be known in it. */
TypeId infer_raised(Infer *in, const HirValue *value)
{
    const HirValue *exception = hir_value(&in->f->hir, value->args[0]);
    bool is_none = exception->op == HIR_const && exception->object == &build_null;
    if (is_none && in->f->caller)
        fail(in->u, value->loc, E_UNSUPPORTED_CONSTRUCT, "a `raise` of the exception that a caller handles");
    bool known = is_none || (exception->op == HIR_const && is_class(exception->object));
    if (!known && exception->type != TYPE_exception)
        fail(in->u, value->loc, E_RAISE, infer_describe_value(in, value->args[0]));
    return value->op == HIR_raise ? TYPE_none : TYPE_exception;
}

static bool are_classes(const Frozen *object)
{
    if (object->kind != FROZEN_TUPLE)
        return is_class(object);
    for (size_t i = 0; i < object->count; i++)
        if (!is_class(object->items[i]))
            return false;
    return true;
}

TypeId infer_match(Infer *in, const HirValue *value)
{
    const HirValue *classes = hir_value(&in->f->hir, value->args[1]);
    if (classes->op != HIR_const || !are_classes(classes->object))
        fail(in->u, value->loc, E_EXCEPT, infer_describe_value(in, value->args[1]));
    return TYPE_boolean;
}

/* ---- e.args ---- */

static TypeId made_with(Infer *in, const Making *origin)
{
    const Hir *hir = &origin->function->hir;
    const HirValue *made = &hir->values.items[origin->value];
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, made->count + 1);
    for (size_t i = 0; i < made->count; i++) {
        items[i] = hir->values.items[made->args[i]].type;
        if (items[i] == TYPE_UNKNOWN)
            return TYPE_UNKNOWN;
    }
    return type_tuple(in->u, items, made->count);
}

static _Noreturn void two_kinds(Infer *in, const HirValue *value, const Making *a, const Making *b)
{
    const char *first = type_name(in->u, made_with(in, a)), *second = type_name(in->u, made_with(in, b));
    error_note(in->u, a->loc, first);
    error_note(in->u, b->loc, second);
    fail(in->u, value->loc, E_EXCEPTION_KINDS, first, second);
}

TypeId infer_exception_args(Infer *in, const HirValue *value)
{
    in->f->looks_back = true;
    Origins origins = origins_of(in->u, in->f, value->args[0], value->block);
    TypeId type = TYPE_UNKNOWN;
    const Making *first = NULL;
    for (size_t i = 0; i < origins.made.count; i++) {
        const Making *origin = &origins.made.items[i];
        TypeId other = made_with(in, origin);
        if (other == TYPE_UNKNOWN)
            continue;
        type = first ? type_join(in->u, type, other) : other;
        first = first ? first : origin;
        if (type == TYPE_UNKNOWN)
            two_kinds(in, value, first, origin);
    }
    bool is_end = hir_ends_with(&in->f->hir, (ValueId)(value - in->f->hir.values.items));
    assert(!is_end || type == TYPE_UNKNOWN);
    return is_end ? TYPE_none : type;
}

bool infer_is_weak_argument(const Infer *in, const HirValue *args, size_t i)
{
    in->f->looks_back = true;
    Origins origins = origins_of(in->u, in->f, args->args[0], args->block);
    if (origins.made.count != 1)
        return false;
    const Hir *hir = &origins.made.items[0].function->hir;
    return operand_of(hir, hir->values.items[origins.made.items[0].value].args[i]).weak;
}

bool infer_end_readers(Unit *u, Function *f)
{
    ValueList ends = {NULL, 0, 0};
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (origins_are_read(&f->hir, v) && hir_value(&f->hir, v)->type == TYPE_UNKNOWN)
            ARENA_PUSH(&u->arena, &ends, v);
    if (ends.count)
        hir_end_after(u, f, &ends);
    return ends.count;
}
