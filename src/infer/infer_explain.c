/* infer_explain.c: what errors say of operands: their types, where those come from, what to write instead. */
#include <string.h>

#include "base/wording.h"
#include "build/functions.h"
#include "frozen/object.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/object_text.h"

enum { LONGEST_SHOWN = 30 }; /* bytes of a constant text that stands in an error as it is */

const char *infer_describe(const Infer *in, ValueId v)
{
    const HirValue *value = &in->f->hir.values.items[v];
    if (value->op == HIR_const && value->object->kind == OBJECT_NONE)
        return "None";
    if (value->op == HIR_const && value->object->kind == OBJECT_INT)
        return "int";
    if (value->op == HIR_const && value->object->kind == OBJECT_STRING &&
        strlen(value->object->text) <= LONGEST_SHOWN && !strpbrk(value->object->text, "\n\r\t"))
        return object_text(in->u, value->object);
    return type_name(in->u, value->type);
}

Loc infer_place(const HirValue *value, size_t i)
{
    bool known = value->places && i < value->count && value->places[i].line > 0;
    return known ? (Loc){value->loc.code, value->places[i]} : value->loc;
}

/* "float64[:], from line 3": a type, with where it comes from unless that is what is shown anyway. */
static const char *origin_of(const Infer *in, ValueId v, int line)
{
    const HirValue *value = &in->f->hir.values.items[v];
    const char *type = infer_describe(in, v);
    if (value->op == HIR_param)
        return arena_printf(&in->u->arena, function_is_declared(in->f) ? "%s, from the signature" : "%s, an argument",
                            type);
    if (value->op == HIR_const || value->op == HIR_phi || value->loc.span.line == line || value->loc.span.line <= 0)
        return type;
    return arena_printf(&in->u->arena, "%s, from line %d", type, value->loc.span.line);
}

void infer_explain(const Infer *in, const HirValue *value, size_t i)
{
    Loc loc = infer_place(value, i);
    const char *name = in->f->hir.values.items[value->args[i]].name;
    const char *origin = origin_of(in, value->args[i], loc.span.line);
    bool places_it = value->places && value->places[i].line > 0;
    bool is_said = !(hir_ops[value->op].flags & HIR_FLAG_BINARY) && !strcmp(origin, infer_describe(in, value->args[i]));
    if (is_said || (!places_it && !name))
        return;
    error_note(in->u, loc, places_it ? origin : arena_printf(&in->u->arena, "%s: %s", name, origin));
}

const char *infer_advice(const Infer *in, ValueId v)
{
    const Type *type = type_get(in->u, infer_type_of(in, v));
    if (infer_type_of(in, v) == TYPE_voidptr)
        return "write: carray(pointer, shape, dtype) first, an array of numbers";
    if (type->shape == SHAPE_POINTER)
        return "write: carray(pointer, shape) first, an array with a length and axes";
    if (type->shape == SHAPE_ARRAY)
        return "write: a loop over the elements";
    if (type->shape == SHAPE_OBJECT && type->object->kind == OBJECT_STRING)
        return "write: integers; of strings compiled code knows only constants";
    if (type->shape != SHAPE_OBJECT || type->object->kind != OBJECT_OTHER)
        return NULL;
    const char *advice = type->object->path ? advice_on(type->object->path) : NULL;
    return advice ? advice
                  : "write: numbers as globals, plain attributes, a tuple or a NumPy array; other objects are Python's "
                    "alone";
}

_Noreturn void infer_bad_operands(Infer *in, const HirValue *value)
{
    const char *symbol = hir_ops[value->op].text;
    HirRule rule = hir_ops[value->op].rule;
    bool of_bits = value->op == HIR_invert || rule == RULE_BITWISE || rule == RULE_SHIFT;
    for (size_t i = value->count; i-- > 0;) {
        if (!in->u->error.advice)
            error_advise(in->u, infer_advice(in, value->args[i]));
        if (of_bits && type_is_float(infer_arg_type(in, value, i)))
            error_advise(in->u, "write: int(x), for the bits of an integer");
        if (rule == RULE_COMPARE && type_is_complex(infer_arg_type(in, value, i)))
            error_advise(in->u, "write: abs(z) or z.real; complex numbers have no order");
    }
    for (size_t i = 0; i < value->count; i++)
        infer_explain(in, value, i);
    if (value->count == 1)
        fail(in->u, value->loc, E_OPERAND, symbol, infer_describe(in, value->args[0]));
    fail(in->u, value->loc, E_OPERANDS, infer_describe(in, value->args[0]), symbol, infer_describe(in, value->args[1]));
}
