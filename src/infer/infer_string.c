/* infer_string.c: C strings in calls and errors; comparisons are calls by then, see infer_expand_string.c. */
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "infer/infer_rules.h"

static bool is_to_bytes(const Unit *u, TypeId type)
{
    return type_is_untyped(u, type) ||
           (type_has_shape(u, type, SHAPE_POINTER) &&
            (type_get(u, type)->element == TYPE_uint8 || type_get(u, type)->element == TYPE_int8));
}

static bool is_text(const Unit *u, TypeId type)
{
    return type_is_string(u, type) || type == TYPE_text;
}

static bool is_string(const Unit *u, TypeId type)
{
    return type_is_c_string(u, type) || type_is_characters(u, type) || type_is_bytes(u, type);
}

void infer_advise_string(Infer *in, TypeId a, TypeId b)
{
    const Unit *u = in->u;
    bool has_bytes = type_is_bytes(u, a) || type_is_bytes(u, b);
    if ((is_string(u, a) && is_text(u, b)) || (is_string(u, b) && is_text(u, a)))
        error_advise(in->u, "write: b\"x\", bytes as C has them");
    if (has_bytes && (is_to_bytes(u, a) || is_to_bytes(u, b)))
        error_advise(in->u, "write: upcall.cast(s, \"char *\"), if that is a C string");
}

void infer_advise_stored_string(Infer *in, TypeId stored, TypeId to)
{
    if (type_is_bytes(in->u, stored) && type_is_c_string(in->u, to))
        error_advise(in->u, "write: const char * where it is stored; nobody may write to a constant");
    if (is_string(in->u, stored) && to == TYPE_char)
        error_advise(in->u,
                     "write: a loop over the characters, 120 for b\"x\"; a field char name[N] takes all at once");
}

static void check_base(Infer *in, const HirValue *call)
{
    TypeId base = call->count > 2 ? infer_type_of(in, call->args[2]) : TYPE_int64;
    if (!type_is_integer(base) && base != TYPE_boolean)
        infer_bad_argument(in, call->builtin, 2, infer_operand(in, call, 2), "an integer");
}

const char *infer_string_in_prelude(Infer *in, const HirValue *call)
{
    TypeId first = call->count > 1 ? infer_type_of(in, call->args[1]) : TYPE_none;
    bool is_choice = call->count > 2 && type_has_shape(in->u, infer_type_of(in, call->args[2]), SHAPE_TUPLE);
    if (!is_string(in->u, first))
        return NULL;
    switch (call->builtin) {
    case BUILTIN_len: return type_is_characters(in->u, first) || call->count > 2 ? NULL : "strings:length";
    case BUILTIN_int: check_base(in, call); return "strings:to_int";
    case BUILTIN_float: return call->count > 2 ? NULL : "strings:to_float";
    case BUILTIN_string_startswith: return is_choice ? "strings:starts_with_one" : NULL;
    case BUILTIN_string_endswith: return is_choice ? "strings:ends_with_one" : NULL;
    default: return NULL;
    }
}

TypeId infer_string_call(Infer *in, const Call *call)
{
    TypeId type = call->args[1].type;
    if (!type_is_characters(in->u, type) && !type_is_bytes(in->u, type))
        fail(in->u, infer_current(in)->loc, E_STRING_NEEDED, infer_describe(in, call->args[1]));
    return type_is_bytes(in->u, type) ? type_constant_characters(in->u) : type;
}
