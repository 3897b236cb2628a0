/* lower_parts.c: HIR values as lists of LIR scalars: how many parts a type has, operands, conversions, truth. */
#include <assert.h>
#include <string.h>

#include "frozen/frozen.h"
#include "frozen/strings.h"
#include "hir/fold.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"
#include "types/environment.h"

HirValue *hir_of(const Lower *l, ValueId v)
{
    return hir_value(&l->f->hir, v);
}

static size_t layout_parts(const Layout *layout, LirType *types)
{
    for (size_t i = 0; types && i < layout->count; i++)
        types[i] = component_value(&layout->components[i]);
    return layout->count;
}

static size_t array_parts(const Type *array, LirType *types)
{
    size_t count = 1 + (size_t)array->ndim;
    for (int axis = 0; axis < array->ndim; axis++)
        count += !packed_has(array->packed, array->ndim, axis);
    for (size_t i = 0; types && i < count; i++)
        types[i] = i ? LIR_i64 : LIR_ptr;
    bool is_owned = array->flags & ARRAY_OWNED;
    if (types && is_owned)
        types[count] = LIR_ptr;
    return count + is_owned;
}

static size_t tuple_parts(const Unit *u, const Type *tuple, LirType *types)
{
    size_t count = 0;
    for (size_t i = 0; i < tuple->count; i++)
        count += part_types(u, tuple->items[i], types ? types + count : NULL);
    return count;
}

static size_t equal_parts(LirType type, size_t count, LirType *types)
{
    for (size_t i = 0; types && i < count; i++)
        types[i] = type;
    return count;
}

static size_t iterator_parts(const Unit *u, const Type *t, LirType *types)
{
    switch (t->iterator) {
    case ITERATE_VALUE:
    case ITERATE_ELEMENTS: return part_types(u, t->element, types);
    case ITERATE_INDICES: return equal_parts(LIR_i64, (size_t)t->ndim, types);
    case ITERATE_ENUMERATE: equal_parts(LIR_i64, 1, types); return 1 + tuple_parts(u, t, types ? types + 1 : NULL);
    default: return tuple_parts(u, t, types);
    }
}

size_t part_types(const Unit *u, TypeId type, LirType *types)
{
    const Type *t = type_get(u, type);
    switch (t->shape) {
    case SHAPE_SCALAR:
    case SHAPE_FUNCTION:
    case SHAPE_POINTER: return layout_parts(type_layout(u, type), types);
    case SHAPE_RECORD: return equal_parts(LIR_ptr, t->flags & ARRAY_OWNED ? 2 : 1, types);
    case SHAPE_NESTED: /* no value has these types */
    case SHAPE_BITS:
    case SHAPE_DRAFT:
    case SHAPE_OPAQUE:
    case SHAPE_TEXT: return 0;
    case SHAPE_STRING: return equal_parts(LIR_i32, 1, types);
    case SHAPE_EXCEPTION: return exception_parts(u, types);
    case SHAPE_VALUE: return equal_parts(LIR_ptr, 1, types);
    case SHAPE_FROZEN: return 0;
    case SHAPE_SLICE:
    case SHAPE_CLOSURE:
    case SHAPE_TUPLE: return tuple_parts(u, t, types);
    case SHAPE_RANGE: return equal_parts(LIR_i64, 3, types);
    case SHAPE_ARRAY: return array_parts(t, types);
    case SHAPE_ITERATOR: return iterator_parts(u, t, types);
    case SHAPE_FLAT:
    case SHAPE_FLAGS: return part_types(u, t->element, types);
    }
    return 0;
}

size_t tuple_offset(const Unit *u, TypeId tuple, size_t element)
{
    size_t offset = 0;
    assert(element <= type_get(u, tuple)->count);
    for (size_t i = 0; i < element; i++)
        offset += part_types(u, type_get(u, tuple)->items[i], NULL);
    return offset;
}

Parts parts_new(Lower *l, size_t count)
{
    return (Parts){ARENA_ARRAY(&l->u->arena, LirId, count), count};
}

Parts parts_of(Lower *l, LirId id)
{
    Parts parts = parts_new(l, 1);
    parts.ids[0] = id;
    return parts;
}

Parts parts_slice(Parts parts, size_t first, size_t count)
{
    assert(first + count <= parts.count);
    return (Parts){parts.ids + first, count};
}

LirId component_part(Lower *l, const Component *component, LirId in_memory)
{
    return component_value(component) == LIR_i1 ? is_true(l, in_memory) : in_memory;
}

LirId part_component(Lower *l, const Component *component, LirId part)
{
    return component_value(component) == LIR_i1 ? emit_cast(l, LIR_zext, component->lir, part) : part;
}

Parts environment_value(Lower *l, size_t index)
{
    assert(index < l->u->environment->count);
    const EnvEntry *entry = &l->u->environment->items[index];
    const Layout *layout = type_layout(l->u, entry->type);
    Parts parts = parts_new(l, layout->count);
    for (size_t i = 0; i < parts.count; i++) {
        const Component *component = &layout->components[i];
        LirId v = emit(l, LIR_env, component->lir, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
        lir_value(l->out, v)->integer = (int64_t)(entry->offset + component->offset);
        parts.ids[i] = component_part(l, component, v);
    }
    return parts;
}

static Parts convert_tuple(Lower *l, Parts parts, TypeId from, TypeId to)
{
    Parts result = parts_new(l, part_types(l->u, to, NULL));
    assert(type_get(l->u, from)->count == type_get(l->u, to)->count);
    for (size_t i = 0; i < type_get(l->u, to)->count; i++) {
        TypeId item = type_get(l->u, from)->items[i], wanted = type_get(l->u, to)->items[i];
        Parts part = parts_slice(parts, tuple_offset(l->u, from, i), part_types(l->u, item, NULL));
        Parts converted = convert(l, part, item, wanted);
        memcpy(result.ids + tuple_offset(l->u, to, i), converted.ids, converted.count * sizeof *converted.ids);
    }
    return result;
}

static Parts convert_number(Lower *l, Parts parts, TypeId from, TypeId to)
{
    if (to == TYPE_boolean)
        return parts_of(l, truth_of(l, parts, from));
    if (!type_is_complex(to))
        return parts_of(l, convert_real(l, parts.ids[0], from, to));
    TypeId component = type_component(to);
    TypeId given = type_is_complex(from) ? type_component(from) : from;
    Parts result = parts_new(l, 2);
    result.ids[0] = convert_real(l, parts.ids[0], given, component);
    result.ids[1] = parts.count == 2 ? convert_real(l, parts.ids[1], given, component)
                                     : float_constant(l, scalar_lir(component), 0.0);
    return result;
}

/* C knows nothing of strides. */
static void check_contiguous(Lower *l, const View *view)
{
    const Packed c_order = {1, 0}, fortran_order = {0, 1};
    if (packed_is_c(view->type->packed, view->type->ndim) || packed_is_f(view->type->packed, view->type->ndim))
        return;
    LirId in_c_order = view_is_contiguous(l, view, c_order);
    LirId holds = emit2(l, LIR_or, in_c_order, view_is_contiguous(l, view, fortran_order));
    raise_if(l, logical_not(l, holds), "ValueError", "an array that is passed to C must be contiguous");
}

/* Where it begins. */
static LirId address_of_memory(Lower *l, Parts parts, TypeId type)
{
    if (!type_has_shape(l->u, type, SHAPE_ARRAY))
        return parts.ids[0];
    View view = view_of(l, parts, type);
    check_contiguous(l, &view);
    return view.data;
}

static bool is_memory(const Lower *l, TypeId type)
{
    TypeShape shape = type_get(l->u, type)->shape;
    return shape == SHAPE_ARRAY || shape == SHAPE_RECORD || shape == SHAPE_VALUE;
}

Parts convert(Lower *l, Parts parts, TypeId from, TypeId to)
{
    if (type_is_pointer(l->u, to) && is_memory(l, from))
        return parts_of(l, address_of_memory(l, parts, from));
    if (from == TYPE_none && type_is_pointer(l->u, to))
        return parts_of(l, emit(l, LIR_null, LIR_ptr, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING));
    if (type_is_bytes(l->u, from) && type_is_pointer(l->u, to))
        return parts_of(l, static_bytes(l, type_get(l->u, from)->object));
    if (type_is_bytes(l->u, from) && type_is_characters(l->u, to))
        return constant_characters(l, type_get(l->u, from)->object, to);
    if (type_has_shape(l->u, from, SHAPE_FROZEN) && type_is_pointer(l->u, to)) /* a cfunc */
        return environment_value(l, environment_entry(l->u, type_get(l->u, from)->object, 0, TYPE_voidptr));
    if (to == TYPE_text)
        return parts_new(l, 0);
    if (to == TYPE_string && from != to)
        return parts_of(l, string_constant(l, type_get(l->u, from)->object));
    if (from == to || !parts.count)
        return parts;
    if (type_is_scalar(from) && type_is_scalar(to))
        return convert_number(l, parts, from, to);
    assert(parts.count == part_types(l->u, from, NULL));
    if (type_is_scalar(from) && type_is_pointer(l->u, to))
        return parts_of(l, pointer_of_address(l, parts.ids[0], from));
    if (type_is_pointer(l->u, from) && type_is_scalar(to))
        return parts_of(l, address_of_pointer(l, parts.ids[0], to));
    if (type_has_shape(l->u, to, SHAPE_FLAT))
        return convert(l, parts, type_get(l->u, from)->element, type_get(l->u, to)->element);
    if (type_has_shape(l->u, to, SHAPE_ARRAY)) {
        View view = view_of(l, parts, from);
        return view_parts(l, &view, to);
    }
    if (type_has_shape(l->u, to, SHAPE_RECORD))
        return record_parts(l, parts.ids[0], parts.count > 1 ? parts.ids[1] : LIR_NOTHING, to);
    bool has_items = type_has_shape(l->u, to, SHAPE_TUPLE) || type_has_shape(l->u, to, SHAPE_CLOSURE) ||
                     type_has_shape(l->u, to, SHAPE_SLICE);
    return has_items ? convert_tuple(l, parts, from, to) : parts;
}

static Parts constant_parts(Lower *l, const Frozen *object, TypeId type)
{
    if (type_is_scalar(type))
        return constant_scalar(l, object, type);
    if (type == TYPE_string)
        return parts_of(l, string_constant(l, object));
    if (object->kind == FROZEN_ARRAY)
        return captured_array(l, object);
    if (object->kind == FROZEN_VALUE || object->kind == FROZEN_RECORD || object->kind == FROZEN_FOREIGN)
        return environment_value(l, environment_entry(l->u, object, 0, TYPE_voidptr));
    if (object->kind != FROZEN_TUPLE && object->kind != FROZEN_SLICE)
        return parts_new(l, 0);
    Parts result = parts_new(l, part_types(l->u, type, NULL));
    assert(object->count == type_get(l->u, type)->count);
    for (size_t i = 0; i < object->count; i++) {
        Parts item = constant_parts(l, object->items[i], type_get(l->u, type)->items[i]);
        memcpy(result.ids + tuple_offset(l->u, type, i), item.ids, item.count * sizeof *item.ids);
    }
    return result;
}

Parts constant_as(Lower *l, const Frozen *object, TypeId type)
{
    return object->kind == FROZEN_NONE ? convert(l, parts_new(l, 0), TYPE_none, type) : constant_parts(l, object, type);
}

Operand fetch(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    Operand a = operand_of(&l->f->hir, v);
    /* An exception is made where it is raised, so that none that isn't has a site. */
    a.parts = value->op == HIR_exception ? lower_exception(l, v, value->loc) : l->values[v];
    return a;
}

Operand *fetch_all(Lower *l, const HirValue *v)
{
    Operand *ops = ARENA_ARRAY(&l->u->arena, Operand, v->count);
    for (size_t i = 0; i < v->count; i++)
        ops[i] = fetch(l, v->args[i]);
    return ops;
}

Parts parts_as(Lower *l, Operand a, TypeId type)
{
    if (!a.constant)
        return convert(l, a.parts, a.type, type);
    if (type_is_scalar(a.type) && type_is_scalar(type))
        return constant_scalar(l, a.constant, type);
    return convert(l, constant_parts(l, a.constant, a.type), a.type, type);
}

LirId part_as(Lower *l, Operand a, TypeId type)
{
    Parts parts = parts_as(l, a, type);
    assert(parts.count == 1);
    return parts.ids[0];
}

Parts value_parts(Lower *l, ValueId v)
{
    return value_as(l, v, hir_of(l, v)->type);
}

Parts value_as(Lower *l, ValueId v, TypeId type)
{
    return parts_as(l, fetch(l, v), type);
}

LirId scalar_as(Lower *l, ValueId v, TypeId type)
{
    return part_as(l, fetch(l, v), type);
}

LirId truth_of(Lower *l, Parts parts, TypeId type)
{
    switch (type_get(l->u, type)->shape) {
    case SHAPE_SCALAR:
        if (!parts.count)
            return int_constant(l, LIR_i1, 0); /* None */
        if (parts.count == 2) {
            LirId real = is_true(l, parts.ids[0]), imaginary = is_true(l, parts.ids[1]);
            return emit2(l, LIR_or, real, imaginary);
        }
        return is_true(l, parts.ids[0]);
    case SHAPE_STRING:
        return emit2(l, LIR_ne, parts.ids[0], int_constant(l, LIR_i32, (int64_t)string_number(l->u, "")));
    case SHAPE_FUNCTION:
    case SHAPE_POINTER: return is_true(l, parts.ids[0]);
    case SHAPE_TUPLE: return int_constant(l, LIR_i1, type_get(l->u, type)->count > 0);
    case SHAPE_RANGE: return is_true(l, range_count(l, parts));
    case SHAPE_FROZEN: return int_constant(l, LIR_i1, frozen_truth(type_get(l->u, type)->object) == TRUTH_TRUE);
    default: unsupported(l, "the truth of this value");
    }
}
