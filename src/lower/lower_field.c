/* lower_field.c: records and their fields, and arrays inside records.
 *
 * The value of a record is its address. Nothing says how it is aligned, so its fields are loaded and stored as bytes are: on the
 * machines that there are, that costs nothing. */
#include <assert.h>
#include <string.h>

#include "hir/hir.h"
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "types/attributes.h"
#include "types/stored.h"

LirId at_offset(Lower *l, LirId pointer, size_t offset)
{
    if (!offset)
        return pointer;
    return with_flags(l, emit2(l, LIR_ptradd, pointer, int_constant(l, LIR_i64, (int64_t)offset)), LIR_INBOUNDS);
}

LirId unaligned(Lower *l, LirId access)
{
    lir_value(l->out, access)->integer = 1;
    return access;
}

/* ---- copying -------------------------------------------------------------------------------------------------------- */

/* All is loaded before anything is stored: the two may overlap. */
static void copy_words(Lower *l, LirId to, LirId from, const Layout *words)
{
    LirId *loaded = ARENA_ARRAY(&l->u->arena, LirId, words->count);
    for (size_t i = 0; i < words->count; i++)
        loaded[i] = unaligned(
            l, emit_load(l, words->components[i].lir, component_address(l, from, &words->components[i])));
    for (size_t i = 0; i < words->count; i++)
        unaligned(l, emit_store(l, component_address(l, to, &words->components[i]), loaded[i]));
}

static void copy_record(Lower *l, LirId to, LirId from, TypeId record)
{
    const Layout *words = type_moved_layout(l->u, record);
    if (words->count)
        copy_words(l, to, from, words);
    else
        emit_call(l, "memmove", LIR_ptr, (LirId[]){to, from, int_constant(l, LIR_i64, (int64_t)words->size)}, 3);
}

/* ---- memory as values ----------------------------------------------------------------------------------------------- */

static Parts nested_array(Lower *l, LirId pointer, LirId owner, TypeId stored)
{
    TypeId array = type_when_read(l->u, stored, owner == LIR_NOTHING ? 0 : ARRAY_OWNED);
    const Type *nested = type_get(l->u, stored);
    Parts parts = parts_new(l, part_types(l->u, array, NULL));
    parts.ids[DATA] = pointer;
    for (int axis = 0; axis < nested->ndim; axis++)
        parts.ids[LENGTHS + axis] = int_constant(l, LIR_i64, nested->stored->lengths[axis]);
    if (owner != LIR_NOTHING)
        parts.ids[LENGTHS + nested->ndim] = owner;
    return parts;
}

Parts record_parts(Lower *l, LirId pointer, LirId owner, TypeId type)
{
    Parts parts = parts_new(l, part_types(l->u, type, NULL));
    parts.ids[0] = pointer;
    if (parts.count > 1)
        parts.ids[1] = owner == LIR_NOTHING ? zero_constant(l, LIR_ptr) : owner;
    return parts;
}

View one_element(Lower *l, LirId pointer, TypeId element)
{
    TypeId type = type_array(l->u, element, 0, packed_c(0), 0);
    return (View){type_get(l->u, type), pointer, LIR_NOTHING, NULL, NULL};
}

Parts load_stored(Lower *l, LirId pointer, LirId owner, TypeId stored)
{
    const Type *type = type_get(l->u, stored);
    if (type->shape == SHAPE_RECORD)
        return record_parts(l, pointer, owner, type_when_read(l->u, stored, owner == LIR_NOTHING ? 0 : ARRAY_OWNED));
    if (type_is_open_array(l->u, stored))
        return parts_of(l, pointer);
    if (type->shape == SHAPE_NESTED)
        return nested_array(l, pointer, owner, stored);
    if (type->shape == SHAPE_BITS)
        return load_bits(l, pointer, stored);
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
        copy_record(l, pointer, value.ids[0], stored);
    else if (type_has_shape(l->u, stored, SHAPE_BITS))
        store_bits(l, pointer, stored, value.ids[0]);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId v = part_component(l, component, value.ids[i]);
        unaligned(l, emit_store(l, component_address(l, pointer, component), v));
    }
}

/* ---- fields --------------------------------------------------------------------------------------------------------- */

const Field *field_of(const Lower *l, const HirValue *v)
{
    const Type *owner = type_get(l->u, hir_of(l, v->args[0])->type);
    const Type *record = owner->shape == SHAPE_RECORD ? owner : type_get(l->u, owner->element);
    assert(v->attribute == ATTRIBUTE_FIELD && (size_t)v->integer < record->stored->count);
    return &record->stored->fields[v->integer];
}

/* The array, begun at the field. */
View field_of_each(Lower *l, const Field *field, View array)
{
    TypeId type = type_field_of_array(l->u, type_intern(l->u, *array.type), field);
    int ndim = type_get(l->u, type)->ndim, outer = array.type->ndim;
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, ndim), *strides = ARENA_ARRAY(&l->u->arena, LirId, ndim);
    for (int axis = 0; axis < outer; axis++) { /* a record alone has none */
        lengths[axis] = array.lengths[axis];
        strides[axis] = array.strides[axis];
    }
    array.data = at_offset(l, array.data, field->offset);
    if (ndim > outer) {
        TypeId inner = type_when_read(l->u, field->type, 0);
        View nested = view_of(l, nested_array(l, array.data, LIR_NOTHING, field->type), inner);
        memcpy(lengths + outer, nested.lengths, (size_t)(ndim - outer) * sizeof *lengths);
        memcpy(strides + outer, nested.strides, (size_t)(ndim - outer) * sizeof *strides);
    }
    array.type = type_get(l->u, type);
    array.lengths = lengths;
    array.strides = strides;
    return array;
}

Parts lower_field(Lower *l, const HirValue *v)
{
    const Field *field = field_of(l, v);
    TypeId type = hir_of(l, v->args[0])->type;
    Parts owner = value_parts(l, v->args[0]);
    if (type_has_shape(l->u, type, SHAPE_ARRAY)) {
        View part = field_of_each(l, field, view_of(l, owner, type));
        return view_parts(l, &part, v->type);
    }
    LirId block = owner.count > 1 ? owner.ids[1] : LIR_NOTHING; /* of a record; a pointer is alone */
    return load_stored(l, at_offset(l, owner.ids[0], field->offset), block, field->type);
}

void lower_field_store(Lower *l, const HirValue *v)
{
    const Field *field = field_of(l, v);
    TypeId stored = hir_of(l, v->args[1])->type;
    if (type_is_record(l->u, field->type) && !type_is_record(l->u, stored)) {
        LirId address = at_offset(l, value_parts(l, v->args[0]).ids[0], field->offset);
        Operand value = fetch(l, v->args[1]);
        store_in_view(l, one_element(l, address, field->type), value);
        return;
    }
    check_held(l, field->type, fetch(l, v->args[1]));
    Parts value = type_is_record(l->u, field->type) ? value_parts(l, v->args[1])
                                                    : value_as(l, v->args[1], type_held(l->u, field->type));
    LirId record = value_parts(l, v->args[0]).ids[0];
    store_stored(l, at_offset(l, record, field->offset), field->type, value);
}

Parts lower_atomic_field(Lower *l, const HirValue *v)
{
    const Field *field = field_of(l, v);
    check_held(l, field->type, fetch(l, v->args[1]));
    LirId address = at_offset(l, value_parts(l, v->args[0]).ids[0], field->offset);
    return add_atomically(l, address, field->type, v->args[1], v->type);
}
