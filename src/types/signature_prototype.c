/* signature_prototype.c: signatures as C's text: "double (int, const double *)". */
#include <string.h>

#include "base/unit.h"
#include "types/signature.h"
#include "types/stored.h"

static const char *function_text(Unit *u, TypeId function, const char *name)
{
    Signature signature = type_signature(u, function);
    return signature_prototype(u, &signature, name);
}

/* "double", "double *", "double **"; a type that C has no name for is a void pointer's pointee only: its own name. */
static const char *c_type(Unit *u, TypeId type)
{
    if (type < TYPE_SCALAR_COUNT)
        return scalar_info(type)->c_name;
    if (type_is_record(u, type))
        return "struct"; /* its name is the Python side's */
    if (type_has_shape(u, type, SHAPE_FUNCTION))
        return function_text(u, type, "(*)");
    if (!type_has_shape(u, type, SHAPE_POINTER))
        return type_name(u, type);
    const Type *pointer = type_get(u, type);
    const char *element = type_is_record(u, pointer->element) ? "void" : c_type(u, pointer->element);
    size_t length = strlen(element);
    bool is_const = pointer->flags & ARRAY_READ_ONLY, is_of_pointer = length && element[length - 1] == '*';
    return arena_printf(&u->arena, "%s%s%s%s*", is_const && !is_of_pointer ? "const " : "", element,
                        is_const && is_of_pointer ? "const " : "", is_of_pointer ? "" : " ");
}

const char *signature_prototype(Unit *u, const Signature *signature, const char *name)
{
    const char *result = c_type(u, signature->result);
    size_t length = strlen(result);
    const char *blank = length && result[length - 1] == '*' && *name ? "" : " ";
    const char *text = arena_printf(&u->arena, "%s%s%s(%s", result, blank, name, signature->count ? "" : "void");
    for (size_t i = 0; i < signature->count; i++)
        text = arena_printf(&u->arena, "%s%s%s", text, i ? ", " : "", c_type(u, signature->arguments[i]));
    return arena_printf(&u->arena, "%s%s)", text, signature->is_variadic ? ", ..." : "");
}
