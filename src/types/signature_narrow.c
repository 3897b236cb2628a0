/* signature_narrow.c: what the annotations of the Python function say of arguments beside the declaration: to what a pointer points, and
 * how many elements lie there. The function gets the same word, seen as that; C's prototype stays as it was declared. */
#include <assert.h>

#include "base/unit.h"
#include "types/signature_parser.h"

static bool is_some_memory(const Unit *u, TypeId declared)
{
    return type_is_untyped(u, declared) || (type_has_shape(u, declared, SHAPE_POINTER) &&
                                            type_has_shape(u, type_get(u, declared)->element, SHAPE_OPAQUE));
}

/* The pointer, to memory of which that much more is known. */
static TypeId qualified(Unit *u, TypeId pointer, unsigned flags)
{
    const Type *to = type_get(u, pointer);
    if (pointer == TYPE_voidptr)
        return type_qualified_pointer(u, TYPE_none, flags);
    return to->shape == SHAPE_POINTER ? type_qualified_pointer(u, to->element, flags | to->flags) : pointer;
}

/* The pointer that it is inside, TYPE_UNKNOWN: they contradict one another. What is const stays so. */
static TypeId narrowed(Unit *u, TypeId declared, TypeId annotated, unsigned behind)
{
    if (declared == annotated)
        return declared;
    if (!type_is_pointer(u, declared) || !type_is_pointer(u, annotated))
        return TYPE_UNKNOWN;
    if (is_some_memory(u, declared))
        return qualified(u, annotated, behind | type_get(u, declared)->flags);
    const Type *from = type_get(u, declared), *to = type_get(u, annotated);
    if (from->shape != SHAPE_POINTER || to->shape != SHAPE_POINTER || from->element != to->element)
        return TYPE_UNKNOWN;
    return qualified(u, annotated, from->flags);
}

static _Noreturn void contradicts(Unit *u, const char *name, const char *text, TypeId declared)
{
    fail(u, (Loc){.code = NULL}, E_ANNOTATION, name, text, type_name(u, declared));
}

/* For the names in lengths. */
static const CType *as_declared(Unit *u, const Signature *signature, const char *const *names)
{
    CType *parameters = ARENA_ARRAY(&u->arena, CType, signature->count);
    for (size_t i = 0; i < signature->count; i++)
        parameters[i] = (CType){.type = signature->arguments[i], .name = names[i]};
    return parameters;
}

static void narrow(Unit *u, const Signature *signature, size_t i, const char *const *names, const char *text,
                   TypeId *inside, FormalParameter *formal)
{
    Parser p = parser_on(u, text);
    CType annotated = parser_declaration(&p);
    parser_end(&p, "the type ends here, but the text goes on");
    bool is_array = annotated.ndim || annotated.is_open;
    if (annotated.is_function)
        annotated.type = type_function(u, &annotated.function);
    else if (is_array || type_get(u, annotated.type)->shape == SHAPE_RECORD)
        annotated.type = parser_pointer(&p, text, annotated.type, annotated.flags);
    *inside = narrowed(u, signature->arguments[i], annotated.type, formal->behind);
    if (*inside == TYPE_UNKNOWN || (formal->ndim && annotated.ndim))
        contradicts(u, names[i], text, signature->arguments[i]);
    formal->is_restrict |= annotated.is_restrict;
    if (!annotated.ndim || annotated.is_open)
        return;
    formal->lengths = parser_resolved_lengths(&p, &annotated, as_declared(u, signature, names), signature->count);
    formal->ndim = (int)annotated.ndim;
}

void signature_narrow(Unit *u, Signature *signature, const char *const *names, const char *const *texts)
{
    TypeId *inside = arena_copy(&u->arena, signature->arguments, signature->count * sizeof *inside);
    FormalParameter *parameters = ARENA_ARRAY(&u->arena, FormalParameter, signature->count);
    for (size_t i = 0; i < signature->count; i++) {
        if (signature->parameters)
            parameters[i] = signature->parameters[i];
        if (texts[i])
            narrow(u, signature, i, names, texts[i], &inside[i], &parameters[i]);
    }
    signature->inside = inside;
    signature->parameters = parameters;
}

TypeId signature_inside(const Signature *signature, size_t i)
{
    assert(i < signature->count);
    return signature->inside ? signature->inside[i] : signature->arguments[i];
}
