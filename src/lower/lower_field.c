/* lower_field.c: records and their fields, and arrays inside records.
 *
 * The value of a record is its address. Nothing says how it is aligned, so its fields are loaded and stored as bytes are: on the
 * machines that there are, that costs nothing. */
#include <assert.h>
#include <string.h>

#include "hir/hir.h"
#include "lower/lower_parts.h"
#include "types/attributes.h"
#include "types/stored.h"

enum { MOST_WORDS = 16 }; /* of a record that is copied without a call */

static LirId at_offset(Lower *l, LirId pointer, size_t offset)
{
    if (!offset)
        return pointer;
    return with_flags(l, emit2(l, LIR_ptradd, pointer, int_constant(l, LIR_i64, (int64_t)offset)), LIR_INBOUNDS);
}

static LirId unaligned(Lower *l, LirId access)
{
    lir_value(l->out, access)->integer = 1;
    return access;
}

/* ---- copying -------------------------------------------------------------------------------------------------------- */

/* Of the words of a record, from the widest to a byte: the next one that fits. */
static LirType next_word(size_t left)
{
    return left >= 8 ? LIR_i64 : left >= 4 ? LIR_i32 : left >= 2 ? LIR_i16 : LIR_i8;
}

/* All is loaded before anything is stored: the two may overlap. */
static void copy_words(Lower *l, LirId to, LirId from, size_t size)
{
    LirId words[MOST_WORDS + 3];
    size_t count = 0;
    for (size_t at = 0; at < size; at += (size_t)lir_size(next_word(size - at)))
        words[count++] = unaligned(l, emit_load(l, next_word(size - at), at_offset(l, from, at)));
    count = 0;
    for (size_t at = 0; at < size; at += (size_t)lir_size(next_word(size - at)))
        unaligned(l, emit_store(l, at_offset(l, to, at), words[count++]));
}

static void copy_bytes(Lower *l, LirId to, LirId from, size_t size)
{
    if (size <= 8 * MOST_WORDS)
        copy_words(l, to, from, size);
    else
        emit_call(l, "memmove", LIR_ptr, (LirId[]){to, from, int_constant(l, LIR_i64, (int64_t)size)}, 3);
}

/* ---- memory as values ----------------------------------------------------------------------------------------------- */

static Parts nested_view(Lower *l, LirId pointer, const Type *nested)
{
    int ndim = nested->ndim;
    int64_t stride = element_size(l->u, nested->element);
    Parts parts = parts_new(l, 1 + 2 * (size_t)ndim);
    parts.ids[DATA] = pointer;
    for (int axis = ndim - 1; axis >= 0; axis--) {
        parts.ids[1 + axis] = int_constant(l, LIR_i64, nested->stored->lengths[axis]);
        parts.ids[1 + ndim + axis] = int_constant(l, LIR_i64, stride);
        stride *= nested->stored->lengths[axis];
    }
    return parts;
}

Parts load_stored(Lower *l, LirId pointer, TypeId stored)
{
    const Type *type = type_get(l->u, stored);
    if (type->shape == SHAPE_RECORD)
        return parts_of(l, pointer);
    if (type->shape == SHAPE_NESTED)
        return nested_view(l, pointer, type);
    const Layout *layout = type_layout(l->u, stored);
    Parts parts = parts_new(l, layout->count);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId v = emit_load(l, component->lir, component_address(l, pointer, component));
        parts.ids[i] = component_part(l, component, unaligned(l, v));
    }
    return convert(l, parts, stored, type_of_value(stored));
}

void store_stored(Lower *l, LirId pointer, TypeId stored, Parts value)
{
    const Layout *layout = type_layout(l->u, stored);
    assert(!type_has_shape(l->u, stored, SHAPE_NESTED));
    if (type_is_record(l->u, stored))
        copy_bytes(l, pointer, value.ids[0], layout->size);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId v = part_component(l, component, value.ids[i]);
        unaligned(l, emit_store(l, component_address(l, pointer, component), v));
    }
}

/* ---- fields --------------------------------------------------------------------------------------------------------- */

static const Field *field_of(Lower *l, const HirValue *v)
{
    const Type *owner = type_get(l->u, hir_of(l, v->args[0])->type);
    const Type *record = owner->shape == SHAPE_RECORD ? owner : type_get(l->u, owner->element);
    assert(v->attribute == ATTRIBUTE_FIELD && (size_t)v->integer < record->stored->count);
    return &record->stored->fields[v->integer];
}

/* The field of every element: the array, begun at the field. */
static Parts field_of_array(Lower *l, const Field *field, const HirValue *v, Parts array)
{
    const Type *inner = type_get(l->u, field->type);
    size_t ndim = (size_t)type_get(l->u, v->type)->ndim;
    size_t own = inner->shape == SHAPE_NESTED ? (size_t)inner->ndim : 0, outer = ndim - own;
    Parts result = parts_new(l, 1 + 2 * ndim);
    memcpy(result.ids + 1, array.ids + 1, outer * sizeof *result.ids);
    memcpy(result.ids + 1 + ndim, array.ids + 1 + outer, outer * sizeof *result.ids);
    result.ids[DATA] = at_offset(l, array.ids[DATA], field->offset);
    if (!own)
        return result;
    Parts view = nested_view(l, result.ids[DATA], inner);
    memcpy(result.ids + 1 + outer, view.ids + 1, own * sizeof *result.ids);
    memcpy(result.ids + 1 + ndim + outer, view.ids + 1 + own, own * sizeof *result.ids);
    return result;
}

Parts lower_field(Lower *l, const HirValue *v)
{
    const Field *field = field_of(l, v);
    Parts owner = value_parts(l, v->args[0]);
    if (type_has_shape(l->u, hir_of(l, v->args[0])->type, SHAPE_ARRAY))
        return field_of_array(l, field, v, owner);
    return load_stored(l, at_offset(l, owner.ids[0], field->offset), field->type);
}

void lower_field_store(Lower *l, const HirValue *v)
{
    const Field *field = field_of(l, v);
    check_held(l, field->type, fetch(l, v->args[1]));
    Parts value = type_is_record(l->u, field->type) ? value_parts(l, v->args[1]) : value_as(l, v->args[1], field->type);
    LirId record = value_parts(l, v->args[0]).ids[0];
    store_stored(l, at_offset(l, record, field->offset), field->type, value);
}
