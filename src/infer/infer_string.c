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

void infer_advise_string(Infer *in, TypeId a, TypeId b)
{
    const Unit *u = in->u;
    bool has_bytes = type_is_bytes(u, a) || type_is_bytes(u, b);
    if ((type_is_c_string(u, a) && is_text(u, b)) || (type_is_c_string(u, b) && is_text(u, a)))
        error_advise(in->u, "write: b\"x\", bytes as C has them");
    if (has_bytes && (is_to_bytes(u, a) || is_to_bytes(u, b)))
        error_advise(in->u, "write: upcall.cast(s, \"char *\"), if that is a C string");
}

const char *infer_string_in_prelude(Infer *in, const HirValue *call)
{
    if (call->count != 2 || call->keyword_count || !type_is_c_string(in->u, infer_type_of(in, call->args[1])))
        return NULL;
    switch (call->builtin) {
    case BUILTIN_len: return "strings:length";
    case BUILTIN_int: return "strings:to_int";
    case BUILTIN_float: return "strings:to_float";
    default: return NULL;
    }
}
