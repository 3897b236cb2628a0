/* infer_record.c: what can be stored in arrays and in records, and records taken apart. */
#include "base/text.h"
#include "frozen/frozen.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/stored.h"

static bool is_tuple(const Infer *in, TypeId type)
{
    return type_has_shape(in->u, type, SHAPE_TUPLE);
}

static bool is_for_fields(const Infer *in, TypeId element, TypeId stored)
{
    return is_tuple(in, stored) && !type_is_line(in->u, stored, element);
}

/* ---- stores ------------------------------------------------------------------------------------------------------------- */

static bool fills_field(const Infer *in, TypeId field, TypeId stored)
{
    const Type *nested = type_get(in->u, field);
    if (type_is_open_array(in->u, field))
        return false;
    return nested->shape == SHAPE_NESTED ? infer_is_stored(in, nested->element, nested->ndim, stored)
                                         : infer_is_stored(in, field, NO_AXES, stored);
}

static bool fills_fields(const Infer *in, TypeId element, TypeId stored)
{
    const Stored *record = type_get(in->u, element)->stored;
    const Type *tuple = is_for_fields(in, element, stored) ? type_get(in->u, stored) : NULL;
    bool fills = !record->is_partial && (tuple ? tuple->count == record->count : type_is_scalar(stored));
    for (size_t i = 0; fills && i < record->count; i++)
        fills = fills_field(in, record->fields[i].type, tuple ? tuple->items[i] : stored);
    return fills;
}

static bool fills_element(const Infer *in, TypeId element, TypeId stored)
{
    element = type_held(in->u, element);
    if (type_is_record(in->u, element))
        return type_is_record(in->u, stored) ? type_of_record(in->u, stored) == element
                                             : fills_fields(in, element, stored);
    if (type_is_scalar(element) && type_is_scalar(stored))
        return type_is_complex(element) || !type_is_complex(stored);
    return type_converts(in->u, stored, element) || type_is_address(in->u, stored, element);
}

/* Tuples inside one another, as many as there are axes and as long as those beside them, with elements in the innermost. */
static bool fits_axes(const Infer *in, TypeId element, int axes, TypeId stored)
{
    const Type *t = type_get(in->u, stored);
    if (!axes)
        return (type_is_record(in->u, element) || type_is_scalar(element)) && fills_element(in, element, stored);
    bool fits = t->count && type_is_line(in->u, stored, element);
    for (size_t i = 0; fits && i < t->count; i++)
        fits = fits_axes(in, element, axes - 1, t->items[i]) &&
               (axes == 1 || type_get(in->u, t->items[i])->count == type_get(in->u, t->items[0])->count);
    return fits;
}

bool infer_is_stored(const Infer *in, TypeId element, int ndim, TypeId stored)
{
    const Type *t = type_get(in->u, stored);
    if (ndim != NO_AXES && t->shape == SHAPE_ARRAY)
        return t->element == element ||
               (type_is_scalar(t->element) && type_is_scalar(element) && fills_element(in, element, t->element));
    if (ndim != NO_AXES && type_is_line(in->u, stored, element))
        return fits_axes(in, element, ndim, stored);
    return fills_element(in, element, stored);
}

/* NumPy's words. */
const char *infer_advice_on_fields(const Infer *in, TypeId element, TypeId stored)
{
    if (!type_is_record(in->u, element) || type_is_record(in->u, stored))
        return NULL;
    const Stored *record = type_get(in->u, element)->stored;
    size_t count = type_get(in->u, stored)->count;
    if (record->is_partial)
        return "write: the fields one by one; compiled code doesn't know all of them";
    if (is_for_fields(in, element, stored) && count != record->count)
        return arena_printf(
            &in->u->arena,
            "write: a value for each field; a tuple of length %zu isn't assigned to a structure with %zu fields", count,
            record->count);
    return is_tuple(in, stored) ? "write: a tuple with a value for each field; records of an array in a list" : NULL;
}

/* ---- comparing ---------------------------------------------------------------------------------------------------------- */

static bool is_whole(const Infer *in, TypeId stored)
{
    const Type *t = type_get(in->u, stored);
    bool whole = !t->stored || (!t->stored->is_partial && !t->stored->is_open);
    for (size_t i = 0; t->shape == SHAPE_RECORD && whole && i < t->stored->count; i++)
        whole = is_whole(in, t->stored->fields[i].type);
    return whole && (t->shape != SHAPE_NESTED || is_whole(in, t->element));
}

bool infer_records_compare(const Infer *in, TypeId a, TypeId b)
{
    return type_is_record(in->u, a) && type_is_record(in->u, b) &&
           type_of_record(in->u, a) == type_of_record(in->u, b) && is_whole(in, a);
}

/* ---- unpacking ---------------------------------------------------------------------------------------------------------- */

bool infer_unpacks_record(Infer *in, HirValue *value)
{
    TypeId owner = infer_arg_type(in, value, 0);
    if (!type_is_record(in->u, owner) || value->has_rest)
        return false;
    const Stored *record = type_get(in->u, owner)->stored;
    if (record->is_partial || record->count != value->size)
        return false;
    value->op = HIR_getattr;
    value->text = record->fields[value->integer].name;
    value->integer = 0;
    value->size = 0;
    return true;
}
