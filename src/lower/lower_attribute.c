/* lower_attribute.c: what values say of themselves: a case a row of attributes.def. */
#include <assert.h>
#include <string.h>

#include "lower/lower_parts.h"
#include "types/attributes.h"

static const Type *type_of(const Lower *l, Operand owner)
{
    return type_get(l->u, owner.type);
}

static Parts parts_of_owner(Lower *l, Operand owner)
{
    return parts_as(l, owner, owner.type);
}

static Parts integer(Lower *l, TypeId type, int64_t value)
{
    return parts_of(l, int_constant(l, scalar_lir(type), value));
}

static View owner_view(Lower *l, Operand owner)
{
    return view_of(l, parts_of_owner(l, owner), owner.type);
}

/* ---- arrays --------------------------------------------------------------------------------------------------------- */

static LirId element_bytes(Lower *l, const Type *array)
{
    return int_constant(l, LIR_i64, element_size(l->u, array->element));
}

static Parts lengths(Lower *l, Operand owner)
{
    return parts_slice(parts_of_owner(l, owner), 1, (size_t)type_of(l, owner)->ndim);
}

static LirId element_count(Lower *l, Operand owner)
{
    Parts array_lengths = lengths(l, owner);
    LirId count = array_lengths.count ? array_lengths.ids[0] : int_constant(l, LIR_i64, 1);
    for (size_t axis = 1; axis < array_lengths.count; axis++)
        count = emit2(l, LIR_imul, count, array_lengths.ids[axis]);
    return count;
}

static LirId byte_count(Lower *l, Operand owner)
{
    LirId count = element_count(l, owner);
    return emit2(l, LIR_imul, count, element_bytes(l, type_of(l, owner)));
}

static Parts strides(Lower *l, Operand owner)
{
    View view = owner_view(l, owner);
    Parts parts = parts_new(l, (size_t)view.type->ndim);
    for (int axis = 0; axis < view.type->ndim; axis++)
        parts.ids[axis] = view.strides[axis];
    return parts;
}

static Parts transposed(Lower *l, TypeId type, Operand owner)
{
    int ndim = type_of(l, owner)->ndim, order[MOST_AXES];
    for (int axis = 0; axis < ndim; axis++)
        order[axis] = ndim - 1 - axis;
    return view_with_axes(l, owner_view(l, owner), type, order);
}

static Parts matrices_transposed(Lower *l, TypeId type, Operand owner)
{
    int ndim = type_of(l, owner)->ndim, order[MOST_AXES];
    for (int axis = 0; axis < ndim; axis++)
        order[axis] = axis < ndim - 2 ? axis : 2 * ndim - 3 - axis;
    return view_with_axes(l, owner_view(l, owner), type, order);
}

/* A component of complex elements; of others the array itself. */
static Parts component_of(Lower *l, TypeId type, Operand owner, size_t i)
{
    View view = owner_view(l, owner);
    const Layout *layout = type_layout(l->u, view.type->element);
    if (layout->count == 1)
        return parts_of_owner(l, owner);
    view.data = component_address(l, view.data, &layout->components[i]);
    view.type = type_get(l->u, type);
    return view_parts(l, &view, type);
}

/* ---- their flags ---------------------------------------------------------------------------------------------------- */

static LirId bit(Lower *l, bool value)
{
    return int_constant(l, LIR_i1, value);
}

/* The array that has the flags. */
static View flagged_view(Lower *l, Operand owner)
{
    return view_of(l, parts_of_owner(l, owner), type_of(l, owner)->element);
}

static LirId is_writeable(Lower *l, Operand owner)
{
    return bit(l, !(type_get(l->u, type_of(l, owner)->element)->flags & ARRAY_READ_ONLY));
}

/* NumPy's rule, as below. */
static LirId is_aligned(Lower *l, Operand owner)
{
    View view = flagged_view(l, owner);
    int64_t alignment = (int64_t)type_layout(l->u, view.type->element)->alignment;
    LirId zero = int_constant(l, LIR_i64, 0), one = int_constant(l, LIR_i64, 1), empty = bit(l, false);
    LirId bits = emit_cast(l, LIR_ptrtoint, LIR_i64, view.data);
    for (int axis = 0; axis < view.type->ndim; axis++) {
        LirId is_long = emit2(l, LIR_sgt, view.lengths[axis], one);
        bits = emit2(l, LIR_or, bits, emit_select(l, is_long, view.strides[axis], zero));
        empty = emit2(l, LIR_or, empty, emit2(l, LIR_eq, view.lengths[axis], zero));
    }
    LirId rest = emit2(l, LIR_and, bits, int_constant(l, LIR_i64, alignment - 1));
    return emit2(l, LIR_or, empty, emit2(l, LIR_eq, rest, zero));
}

static const Packed C_ORDER = {1, 0}, FORTRAN_ORDER = {0, 1};

static LirId is_contiguous(Lower *l, Operand owner, Packed order)
{
    View view = flagged_view(l, owner);
    return view_is_contiguous(l, &view, order);
}

static LirId is_contiguous_in_some_order(Lower *l, Operand owner)
{
    LirId in_fortran_order = is_contiguous(l, owner, FORTRAN_ORDER);
    return emit2(l, LIR_or, in_fortran_order, is_contiguous(l, owner, C_ORDER));
}

static LirId is_contiguous_in_fortran_order_alone(Lower *l, Operand owner)
{
    LirId in_fortran_order = is_contiguous(l, owner, FORTRAN_ORDER);
    return emit2(l, LIR_and, in_fortran_order, logical_not(l, is_contiguous(l, owner, C_ORDER)));
}

static LirId is_behaved(Lower *l, Operand owner)
{
    LirId aligned = is_aligned(l, owner);
    return emit2(l, LIR_and, aligned, is_writeable(l, owner));
}

static LirId is_behaved_and_contiguous(Lower *l, Operand owner)
{
    LirId contiguous = is_contiguous(l, owner, C_ORDER);
    return emit2(l, LIR_and, contiguous, is_behaved(l, owner));
}

/* ---- numbers -------------------------------------------------------------------------------------------------------- */

static Parts real_part(Lower *l, TypeId type, Operand owner)
{
    return type_is_complex(owner.type) ? parts_slice(parts_of_owner(l, owner), 0, 1) : parts_as(l, owner, type);
}

static Parts imaginary_part(Lower *l, TypeId type, Operand owner)
{
    return type_is_complex(owner.type) ? parts_slice(parts_of_owner(l, owner), 1, 1)
                                       : parts_of(l, zero_constant(l, scalar_lir(type)));
}

/* ---- upcall.Value -------------------------------------------------------------------------------------------------- */

static const Layout *held_layout(Lower *l, Operand owner)
{
    return type_layout(l->u, type_of(l, owner)->element);
}

/* A component at a time: of a complex number, another thread may see one part new and one old. */
static Parts held_number(Lower *l, TypeId type, Operand owner)
{
    const Layout *layout = held_layout(l, owner);
    LirId pointer = part_as(l, owner, owner.type);
    Parts parts = parts_new(l, layout->count);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId v = emit_atomic_load(l, component->lir, component_address(l, pointer, component));
        parts.ids[i] = component_part(l, component, v);
    }
    return convert(l, parts, type_of(l, owner)->element, type);
}

static void store_held(Lower *l, const HirValue *v)
{
    Operand owner = fetch(l, v->args[0]), number = fetch(l, v->args[1]);
    TypeId element = type_of(l, owner)->element;
    const Layout *layout = held_layout(l, owner);
    check_held(l, element, number);
    Parts parts = parts_as(l, number, element);
    LirId pointer = part_as(l, owner, owner.type);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId part = part_component(l, component, parts.ids[i]);
        emit_atomic_store(l, component_address(l, pointer, component), part);
    }
}

void lower_setattr(Lower *l, const HirValue *v)
{
    if (v->attribute == ATTRIBUTE_FIELD)
        lower_field_store(l, v);
    else
        store_held(l, v);
}

/* ---- slices ----------------------------------------------------------------------------------------------------------- */

static Parts bound_of(Lower *l, Operand slice, size_t i)
{
    TypeId bound = type_of(l, slice)->items[i];
    return parts_slice(parts_of_owner(l, slice), tuple_offset(l->u, slice.type, i), part_types(l->u, bound, NULL));
}

/* ---- all ------------------------------------------------------------------------------------------------------------ */

static Parts attribute_of(Lower *l, AttributeId attribute, TypeId type, Operand owner)
{
    const Type *of = type_of(l, owner);
    switch (attribute) {
    case ATTRIBUTE_array_ndim: return integer(l, type, of->ndim);
    case ATTRIBUTE_array_size: return parts_of(l, element_count(l, owner));
    case ATTRIBUTE_array_itemsize: return parts_of(l, element_bytes(l, of));
    case ATTRIBUTE_array_nbytes: return parts_of(l, byte_count(l, owner));
    case ATTRIBUTE_array_shape: return lengths(l, owner);
    case ATTRIBUTE_array_strides: return strides(l, owner);
    case ATTRIBUTE_array_T: return transposed(l, type, owner);
    case ATTRIBUTE_array_mT: return matrices_transposed(l, type, owner);
    case ATTRIBUTE_array_real: return component_of(l, type, owner, 0);
    case ATTRIBUTE_array_imag: return component_of(l, type, owner, 1);
    case ATTRIBUTE_slice_start:
    case ATTRIBUTE_slice_stop:
    case ATTRIBUTE_slice_step: return bound_of(l, owner, (size_t)(attribute - ATTRIBUTE_slice_start));
    case ATTRIBUTE_array_ctypes:
    case ATTRIBUTE_array_data:
    case ATTRIBUTE_array_flat:
    case ATTRIBUTE_flat_base:
    case ATTRIBUTE_array_flags: return parts_of_owner(l, owner);
    case ATTRIBUTE_flags_contiguous:
    case ATTRIBUTE_flags_c_contiguous: return parts_of(l, is_contiguous(l, owner, C_ORDER));
    case ATTRIBUTE_flags_f_contiguous: return parts_of(l, is_contiguous(l, owner, FORTRAN_ORDER));
    case ATTRIBUTE_flags_forc: return parts_of(l, is_contiguous_in_some_order(l, owner));
    case ATTRIBUTE_flags_fnc: return parts_of(l, is_contiguous_in_fortran_order_alone(l, owner));
    case ATTRIBUTE_flags_writeable: return parts_of(l, is_writeable(l, owner));
    case ATTRIBUTE_flags_aligned: return parts_of(l, is_aligned(l, owner));
    case ATTRIBUTE_flags_behaved: return parts_of(l, is_behaved(l, owner));
    case ATTRIBUTE_flags_carray: return parts_of(l, is_behaved_and_contiguous(l, owner));
    case ATTRIBUTE_value_value: return held_number(l, type, owner);
    case ATTRIBUTE_value_address:
        return parts_of(l, emit_cast(l, LIR_ptrtoint, LIR_i64, part_as(l, owner, owner.type)));
    case ATTRIBUTE_pointer_contents: return record_parts(l, part_as(l, owner, owner.type), LIR_NOTHING, type);
    case ATTRIBUTE_dtype_itemsize: return integer(l, type, element_size(l->u, of->object->type));
    case ATTRIBUTE_number_real: return real_part(l, type, owner);
    case ATTRIBUTE_number_imag: return imaginary_part(l, type, owner);
    case ATTRIBUTE_integer_numerator: return parts_as(l, owner, type);
    case ATTRIBUTE_integer_denominator: return integer(l, type, 1);
    case ATTRIBUTE_scalar_ndim: return integer(l, type, 0);
    case ATTRIBUTE_scalar_size: return integer(l, type, 1);
    case ATTRIBUTE_scalar_itemsize:
    case ATTRIBUTE_scalar_nbytes: return integer(l, type, element_size(l->u, owner.type));
#define METHOD(owner, name, builtin) case ATTRIBUTE_##owner##_##name:
#include "types/methods.def"
    case ATTRIBUTE_array_dtype:
    case ATTRIBUTE_scalar_dtype:
    case ATTRIBUTE_value_type:
    case ATTRIBUTE_scalar_shape:
    case ATTRIBUTE_named__fields: return parts_new(l, 0); /* the type says it */
    case ATTRIBUTE_FIELD:
    case ATTRIBUTE_CONSTANT:
    case ATTRIBUTE_exception_args:
    case ATTRIBUTE_NONE:
    case ATTRIBUTE_COUNT: break;
    }
    assert(false && "no attribute of an operand");
    return parts_new(l, 0);
}

static bool is_tuple(const Lower *l, const HirValue *v)
{
    return type_has_shape(l->u, hir_of(l, v->args[0])->type, SHAPE_TUPLE);
}

Parts lower_attribute(Lower *l, const HirValue *v)
{
    switch (v->attribute) {
    case ATTRIBUTE_FIELD: return is_tuple(l, v) ? tuple_element(l, v->args[0], (size_t)v->integer) : lower_field(l, v);
    case ATTRIBUTE_CONSTANT: return constant_as(l, v->object, v->type);
    case ATTRIBUTE_exception_args: return lower_exception_args(l, v);
    default: return attribute_of(l, (AttributeId)v->attribute, v->type, fetch(l, v->args[0]));
    }
}
