/* signature_prototype.c: signatures as C's text: "double (int, const double *)". */
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "types/signature.h"
#include "types/stored.h"

static const char *qualifiers(const Type *pointer)
{
    static const char *const words[] = {"", "const ", "volatile ", "const volatile "};
    return words[(pointer->flags & ARRAY_READ_ONLY ? 1 : 0) + (pointer->flags & ARRAY_VOLATILE ? 2 : 0)];
}

/* "double", "double *", "double **", "double *const *"; of what C has no name for its own. `record`: the name of one; NULL: that isn't
 * known. */
static const char *c_type(Unit *u, TypeId type, const char *record)
{
    if (type < TYPE_SCALAR_COUNT)
        return scalar_info(type)->c_name;
    if (type_is_record(u, type)) /* one without a name is told by its place alone */
        return record ? arena_printf(&u->arena, "struct %s", record) : "struct";
    if (!type_has_shape(u, type, SHAPE_POINTER))
        return type_full_name(u, type);
    const Type *pointer = type_get(u, type);
    const char *element = type_is_record(u, pointer->element) ? "void" : c_type(u, pointer->element, NULL);
    const char *words = qualifiers(pointer);
    bool is_of_pointer = element[strlen(element) - 1] == '*';
    return is_of_pointer ? arena_printf(&u->arena, "%s%s*", element, words)
                         : arena_printf(&u->arena, "%s%s *", words, element);
}

static const char *declared(Unit *u, TypeId type, const char *record, const char *declarator, bool is_named);

static const char *argument_list(Unit *u, const Signature *signature)
{
    Text text = {.arena = &u->arena};
    for (size_t i = 0; i < signature->count; i++) {
        const char *record = signature->parameters ? signature->parameters[i].record : NULL;
        text_add(&text, "%s%s", i ? ", " : "", declared(u, signature->arguments[i], record, "", false));
    }
    if (signature->is_variadic)
        text_add(&text, text.count ? ", ..." : "...");
    return text.count ? text.items : "void";
}

/* As type_name() does it, in C's words. */
static const char *declared(Unit *u, TypeId type, const char *record, const char *declarator, bool is_named)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_FUNCTION) {
        Signature signature = type_signature(u, type);
        const char *text = arena_printf(&u->arena, "(*%s)(%s)", declarator, argument_list(u, &signature));
        return declared(u, signature.result, NULL, text, true);
    }
    if (t->shape == SHAPE_POINTER && type_leads_to_function(u, type))
        return declared(u, t->element, NULL, arena_printf(&u->arena, "%s*%s", qualifiers(t), declarator), true);
    const char *text = c_type(u, type, record);
    bool is_close = !*declarator || (text[strlen(text) - 1] == '*' && is_named);
    return arena_printf(&u->arena, "%s%s%s", text, is_close ? "" : " ", declarator);
}

const char *signature_prototype(Unit *u, const Signature *signature, const char *name)
{
    const char *text = arena_printf(&u->arena, "%s(%s)", name, argument_list(u, signature));
    return declared(u, signature->result, signature->record, text, *name);
}
