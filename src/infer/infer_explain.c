/* infer_explain.c: what errors say of operands: their types, where those come from, what to write instead. */
#include <string.h>

#include "build/functions.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/frozen_text.h"

enum { LONGEST_SHOWN = 30 }; /* bytes of a constant text that stands in an error as it is */

const char *infer_describe(const Infer *in, Operand a)
{
    if (a.constant && a.constant->kind == FROZEN_NONE)
        return "None";
    if (a.constant && a.constant->kind == FROZEN_INT)
        return "int";
    if (a.constant && a.constant->kind == FROZEN_BIG)
        return a.constant->description;
    if (a.constant && a.constant->kind == FROZEN_STRING && strlen(a.constant->text) <= LONGEST_SHOWN &&
        !strpbrk(a.constant->text, "\n\r\t"))
        return frozen_text(in->u, a.constant);
    return type_name(in->u, a.type);
}

Loc infer_place(const Infer *in, Operand a)
{
    Loc loc = infer_current(in)->loc;
    return a.place ? (Loc){.code = loc.code, .span = *a.place} : loc;
}

/* "float64[:], from line 3": a type, with where it comes from unless that is what is shown anyway. */
static const char *origin_of(const Infer *in, Operand a, int line)
{
    const char *type = infer_describe(in, a);
    if (a.value == HIR_NOTHING)
        return type;
    const HirValue *value = hir_value(&in->f->hir, a.value);
    if (value->op == HIR_param)
        return arena_printf(&in->u->arena, function_is_declared(in->f) ? "%s, from the signature" : "%s, an argument",
                            type);
    if (value->op == HIR_const || value->op == HIR_phi || value->loc.span.line == line || value->loc.span.line <= 0)
        return type;
    return arena_printf(&in->u->arena, "%s, from line %d", type, value->loc.span.line);
}

/* A note at the operand; `is_said`: the error's text tells its type. */
static void explain(const Infer *in, Operand a, bool is_said)
{
    Loc loc = infer_place(in, a);
    const char *name = a.value == HIR_NOTHING ? NULL : hir_value(&in->f->hir, a.value)->name;
    const char *origin = origin_of(in, a, loc.span.line);
    if ((is_said && !strcmp(origin, infer_describe(in, a))) || (!a.place && !name))
        return;
    error_note(in->u, loc, a.place ? origin : arena_printf(&in->u->arena, "%s: %s", name, origin));
}

void infer_explain(const Infer *in, Operand a)
{
    explain(in, a, true);
}

const char *infer_advice(const Infer *in, TypeId id)
{
    const Type *type = type_get(in->u, id);
    if (type_is_untyped(in->u, id))
        return "write: carray(pointer, shape, dtype) first, an array of numbers";
    if (type->shape == SHAPE_POINTER && type_has_shape(in->u, type->element, SHAPE_OPAQUE))
        return "write: a call of a function of its library; what it points to isn't known here";
    if (type_is_c_string(in->u, id) || type_is_characters(in->u, id))
        return "write: what C strings have, len(s), s[i], s == b\"x\", or a loop over the characters; there are no new "
               "strings";
    if (type->shape == SHAPE_POINTER)
        return "write: carray(pointer, shape) first, an array with a length and axes";
    if (type->shape == SHAPE_ARRAY)
        return "write: a loop over the elements";
    if (type->shape == SHAPE_RECORD)
        return "write: r.x or r[\"x\"], for a field";
    if (type->shape == SHAPE_VALUE)
        return "write: .value, for its number";
    if (type->shape == SHAPE_FROZEN && type->object->kind == FROZEN_STRING)
        return "write: integers; of strings compiled code knows only constants";
    if (type->shape != SHAPE_FROZEN || type->object->kind != FROZEN_OTHER)
        return NULL;
    if (type->object->text)
        return type->object->text;
    const char *advice = type->object->path ? builtin_advice(in->u, type->object->path) : NULL;
    return advice ? advice
                  : "write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's "
                    "alone";
}

_Noreturn void infer_bad_operands(Infer *in, HirOp op, const Operand *ops)
{
    Loc loc = infer_current(in)->loc;
    const char *symbol = hir_ops[op].text;
    HirRule rule = hir_ops[op].rule;
    size_t count = hir_operand_count(op);
    if (count == 2)
        infer_advise_string(in, ops[0].type, ops[1].type);
    bool of_bits = op == HIR_invert || rule == RULE_BITWISE || rule == RULE_SHIFT;
    for (size_t i = count; i-- > 0;) {
        if (!in->u->error.advice)
            error_advise(in->u, infer_advice(in, ops[i].type));
        if (of_bits && type_is_float(ops[i].type))
            error_advise(in->u, "write: int(x), for the bits of an integer");
        if (rule == RULE_COMPARE && type_is_complex(ops[i].type))
            error_advise(in->u, "write: abs(z) or z.real; complex numbers have no order");
    }
    for (size_t i = 0; i < count; i++)
        explain(in, ops[i], count == 1);
    if (count == 1)
        fail(in->u, loc, E_OPERAND, symbol, infer_describe(in, ops[0]));
    fail(in->u, loc, E_OPERANDS, infer_describe(in, ops[0]), symbol, infer_describe(in, ops[1]));
}
