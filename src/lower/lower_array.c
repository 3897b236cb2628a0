/* lower_array.c: elements of pointers and arrays, and rows.
 *
 * The parts of an array are its data, its lengths and its strides in bytes (lower_parts.h). An address is data + i * stride
 * + j * stride, the slowest axis first so that LLVM hoists the row out of the inner loop. These products and sums carry
 * NSW and INBOUNDS: where one overflowed the element would lie outside any memory, and so would a C program's.
 *
 * An index check is: negative: add the length (a select); then one unsigned compare. LLVM vectorises through that form and
 * not through others (DESIGN, "Checked by default"). An index that has nothing to do with the loop's variables, one that
 * was read from memory, is compared first, and what is negative is seen to elsewhere. What bound has proved is left away:
 * HirValue.facts. */
#include <assert.h>
#include <string.h>

#include "hir/array_index.h"
#include "hir/hir.h"
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"

/* Bytes from one element of a contiguous array to the next. */
int64_t element_size(const Unit *u, TypeId element)
{
    return (int64_t)type_layout(u, element)->size;
}

/* ---- elements ------------------------------------------------------------------------------------------------------- */

LirId step_to(Lower *l, LirId pointer, LirId position, LirId stride)
{
    LirId bytes = with_flags(l, emit2(l, LIR_imul, position, stride), LIR_NSW);
    return with_flags(l, emit2(l, LIR_ptradd, pointer, bytes), LIR_INBOUNDS);
}

LirId component_address(Lower *l, LirId pointer, const Component *component)
{
    if (!component->offset)
        return pointer;
    LirId offset = int_constant(l, LIR_i64, (int64_t)component->offset);
    return with_flags(l, emit2(l, LIR_ptradd, pointer, offset), LIR_INBOUNDS);
}

/* Elements of a pointer are aligned as C has it, those of an array may lie anywhere. */
static LirId aligned(Lower *l, LirId access, const Type *owner)
{
    if (owner->shape == SHAPE_ARRAY)
        lir_value(l->out, access)->integer = 1;
    return access;
}

/* What `pointer` into `owner` points to, as the type that its elements have when read. */
static Parts load_element(Lower *l, LirId pointer, LirId block, const Type *owner)
{
    const Layout *layout = type_layout(l->u, owner->element);
    if (!layout->components)
        return load_stored(l, pointer, block, owner->element);
    Parts parts = parts_new(l, layout->count);
    for (size_t i = 0; i < parts.count; i++) {
        const Component *component = &layout->components[i];
        LirId v = emit_load(l, component->lir, component_address(l, pointer, component));
        parts.ids[i] = component_part(l, component, aligned(l, v, owner));
    }
    return convert(l, parts, owner->element, type_of_value(owner->element));
}

void store_element(Lower *l, LirId pointer, const Type *owner, Parts value)
{
    const Layout *layout = type_layout(l->u, owner->element);
    if (!layout->components)
        store_stored(l, pointer, owner->element, value);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId v = part_component(l, component, value.ids[i]);
        aligned(l, emit_store(l, component_address(l, pointer, component), v), owner);
    }
}

/* ---- indices -------------------------------------------------------------------------------------------------------- */

static size_t index_count(const Lower *l, ValueId index)
{
    const Type *type = type_get(l->u, hir_of(l, index)->type);
    return type->shape == SHAPE_TUPLE ? type->count : 1;
}

static TypeId index_type(const Lower *l, ValueId index, size_t k)
{
    TypeId type = hir_of(l, index)->type;
    return type_has_shape(l->u, type, SHAPE_TUPLE) ? type_get(l->u, type)->items[k] : type;
}

/* Integer k of an index, alone or in a tuple, as i64. */
LirId index_number(Lower *l, ValueId index, size_t k)
{
    TypeId type = hir_of(l, index)->type;
    Parts parts = value_parts(l, index);
    size_t first = type_has_shape(l->u, type, SHAPE_TUPLE) ? tuple_offset(l->u, type, k) : 0;
    return convert_real(l, parts.ids[first], index_type(l, index, k), TYPE_int64);
}

static bool has_bit(uint32_t bits, size_t k)
{
    return k < 32 && bits >> k & 1;
}

void check_is_there(Lower *l, const HirValue *v)
{
    const Type *owner = type_get(l->u, hir_of(l, v->args[0])->type);
    if (owner->shape != SHAPE_ARRAY || !(owner->flags & ARRAY_IS_OPTIONAL) || !l->f->options->boundscheck)
        return;
    LirId is_there = is_true(l, value_parts(l, v->args[0]).ids[DATA]);
    raise_if(l, logical_not(l, is_there), "TypeError",
             v->op == HIR_setitem ? "'NoneType' object does not support item assignment"
                                  : "'NoneType' object is not subscriptable");
}

/* None has no elements, so it is told from other arrays where the check has failed. */
static void check_position(Lower *l, const HirValue *v, size_t k, LirId position, LirId length)
{
    if (!l->f->options->boundscheck)
        return;
    const char *message = arena_printf(&l->u->arena, "index is out of bounds for axis %zu", k);
    LirId is_beyond = emit2(l, LIR_uge, position, length);
    if (!(type_get(l->u, hir_of(l, v->args[0])->type)->flags & ARRAY_IS_OPTIONAL)) {
        raise_if(l, is_beyond, "IndexError", message);
        return;
    }
    LirBlockId beyond = lir_block_new(l->u, l->out), goes_on = lir_block_new(l->u, l->out);
    with_flags(l, emit_branch(l, is_beyond, beyond, goes_on), LIR_UNLIKELY);
    l->block = beyond;
    check_is_there(l, v);
    raise_here(l, "IndexError", message);
    l->block = goes_on;
}

/* As LLVM vectorises it: a select, then the check. */
static LirId position_by_select(Lower *l, const HirValue *v, size_t k, LirId index, LirId length)
{
    LirId negative = emit2(l, LIR_slt, index, int_constant(l, LIR_i64, 0));
    LirId position = emit_select(l, negative, emit2(l, LIR_iadd, index, length), index);
    check_position(l, v, k, position, length);
    return position;
}

/* Go on in block `after` with `index`, coming from `before`, or with `other`, coming from here. */
static LirId join_positions(Lower *l, LirBlockId before, LirId index, LirId other, LirBlockId after)
{
    LirBlockId end = l->block;
    lir_jump(l->u, l->out, end, after);
    l->block = after;
    LirId position = phi_begin(l, LIR_i64);
    phi_edge(l, position, before, index);
    phi_edge(l, position, end, other);
    return position;
}

/* One compare where the index is in range and counts from the beginning; all else is out of the way. */
static LirId position_by_branch(Lower *l, const HirValue *v, size_t k, LirId index, LirId length)
{
    LirBlockId before = l->block, rare = lir_block_new(l->u, l->out), after = lir_block_new(l->u, l->out);
    bool is_checked = l->f->options->boundscheck;
    LirId is_rare = is_checked ? emit2(l, LIR_uge, index, length)
                               : emit2(l, LIR_slt, index, int_constant(l, LIR_i64, 0));
    with_flags(l, emit_branch(l, is_rare, rare, after), LIR_UNLIKELY);
    l->block = rare;
    LirId from_end = emit2(l, LIR_iadd, index, length);
    check_position(l, v, k, from_end, length);
    return join_positions(l, before, index, from_end, after);
}

/* The index itself where the tests before the loop hold: which of the two doesn't change in the loop, so LLVM makes two of it,
 * and the one without checks is as in C. */
static LirId position_by_test(Lower *l, const HirValue *v, size_t k, LirId index, LirId length, LirId fails)
{
    LirBlockId before = l->block, slow = lir_block_new(l->u, l->out), after = lir_block_new(l->u, l->out);
    with_flags(l, emit_branch(l, fails, slow, after), LIR_UNLIKELY);
    l->block = slow;
    return join_positions(l, before, index, position_by_select(l, v, k, index, length), after);
}

/* Does one of the tests before the loop fail that stand for the check of index k? LIR_NOTHING: there are none. */
static LirId test_fails(Lower *l, const HirValue *v, size_t k)
{
    ValueId fails = v->facts.fails ? v->facts.fails[k] : HIR_NOTHING;
    return fails == HIR_NOTHING ? LIR_NOTHING : value_parts(l, fails).ids[0];
}

/* With boundscheck="verify", what bound has proved of index k holds. */
static void verify_facts(Lower *l, const HirValue *v, size_t k, LirId index, LirId length)
{
    if (has_bit(v->facts.in_range, k))
        bug_if(l, emit2(l, LIR_uge, index, length), "a proved index check failed (in range): a bug of upcall's");
    else if (has_bit(v->facts.not_negative, k))
        bug_if(l, emit2(l, LIR_slt, index, int_constant(l, LIR_i64, 0)),
               "a proved index check failed (not negative): a bug of upcall's");
    LirId fails = test_fails(l, v, k);
    if (fails == LIR_NOTHING)
        return;
    LirId holds = logical_not(l, fails);
    LirId is_wrong = emit2(l, LIR_and, holds, emit2(l, LIR_uge, index, length));
    bug_if(l, is_wrong, "a proved index check failed (tested before the loop): a bug of upcall's");
}

/* Index k of a getitem or setitem as a position, which is not negative. The exception is NumPy's. */
LirId index_position(Lower *l, const HirValue *v, size_t k, size_t axis, LirId length)
{
    LirId index = index_number(l, v->args[1], k);
    if (verifies_proofs(l))
        verify_facts(l, v, k, index, length);
    if (has_bit(v->facts.in_range, k))
        return index;
    bool counts_from_begin = has_bit(v->facts.not_negative, k) || is_unsigned(index_type(l, v->args[1], k));
    LirId fails = test_fails(l, v, k);
    if (counts_from_begin && fails == LIR_NOTHING) {
        check_position(l, v, axis, index, length);
        return index;
    }
    for (size_t i = 0; i < l->positions.count; i++)
        if (l->positions.items[i].index == index && l->positions.items[i].length == length)
            return l->positions.items[i].position;
    LirId position;
    if (fails != LIR_NOTHING)
        position = position_by_test(l, v, axis, index, length, fails);
    else if (has_bit(v->facts.irregular, k))
        position = position_by_branch(l, v, axis, index, length);
    else
        position = position_by_select(l, v, axis, index, length);
    ARENA_PUSH(&l->u->arena, &l->positions, ((Position){index, length, position}));
    return position;
}

/* Behind so many positions, the slowest axis first. */
static LirId address_of(Lower *l, const View *array, const LirId *positions, int count)
{
    LirId pointer = array->data;
    for (int k = 0; k < count; k++) {
        int axis = packed_axis(array->type->packed, count, k);
        pointer = step_to(l, pointer, positions[axis], array->strides[axis]);
    }
    return pointer;
}

LirId element_address(Lower *l, const HirValue *v, const View *array)
{
    size_t count = index_count(l, v->args[1]);
    LirId *positions = ARENA_ARRAY(&l->u->arena, LirId, count);
    assert(count <= (size_t)array->type->ndim);
    for (size_t k = 0; k < count; k++)
        positions[k] = index_position(l, v, k, k, array->lengths[k]);
    return address_of(l, array, positions, (int)count);
}

/* The array without its first axes, beginning at `pointer`. */
static Parts sub_array(Lower *l, View array, TypeId type, LirId pointer)
{
    int count = array.type->ndim - type_get(l->u, type)->ndim;
    View row = {type_get(l->u, type), pointer, array.owner, array.lengths + count, array.strides + count};
    return view_parts(l, &row, type);
}

Parts array_element(Lower *l, Parts array, TypeId type, const LirId *positions)
{
    View view = view_of(l, array, type);
    return load_element(l, address_of(l, &view, positions, view.type->ndim), view.owner, view.type);
}

Parts array_item(Lower *l, Parts array, TypeId type, LirId position)
{
    View view = view_of(l, array, type);
    LirId pointer = step_to(l, view.data, position, view.strides[0]);
    return view.type->ndim == 1 ? load_element(l, pointer, view.owner, view.type)
                                : sub_array(l, view, type_row(l->u, type, 1), pointer);
}

static LirId pointer_element(Lower *l, const HirValue *v, TypeId element)
{
    LirId stride = int_constant(l, LIR_i64, element_size(l->u, element)), index = index_number(l, v->args[1], 0);
    return step_to(l, value_parts(l, v->args[0]).ids[0], index, stride);
}

static bool names_element(const Lower *l, const HirValue *v, TypeId array)
{
    ArrayIndex index;
    return array_index(l->u, hir_of(l, v->args[1])->type, type_get(l->u, array)->ndim, &index) && index.is_element;
}

Parts lower_getitem(Lower *l, const HirValue *v)
{
    TypeId owner = hir_of(l, v->args[0])->type;
    const Type *type = type_get(l->u, owner);
    switch (type->shape) {
    case SHAPE_POINTER: return load_element(l, pointer_element(l, v, type->element), LIR_NOTHING, type);
    case SHAPE_TUPLE: return lower_tuple_item(l, v);
    case SHAPE_ARRAY: {
        if (!names_element(l, v, owner)) {
            View part = indexed_view(l, v);
            return view_parts(l, &part, v->type);
        }
        View array = view_of(l, value_parts(l, v->args[0]), owner);
        return load_element(l, element_address(l, v, &array), array.owner, type);
    }
    default: unsupported(l, arena_printf(&l->u->arena, "an element of %s", type_name(l->u, owner)));
    }
}

static LirId stored_address(Lower *l, const HirValue *v, TypeId owner)
{
    if (type_has_shape(l->u, owner, SHAPE_POINTER))
        return pointer_element(l, v, type_get(l->u, owner)->element);
    View view = view_of(l, value_parts(l, v->args[0]), owner);
    return element_address(l, v, &view);
}

Parts add_atomically(Lower *l, LirId address, TypeId stored, ValueId added, TypeId result)
{
    const Component *component = &type_layout(l->u, stored)->components[0];
    LirId word = part_component(l, component, value_as(l, added, stored).ids[0]);
    Parts old = parts_of(l, component_part(l, component, emit_atomic_add(l, address, word)));
    return convert(l, old, stored, result);
}

/* Of an array, a pointer or a Value. */
Parts lower_atomic_add(Lower *l, const HirValue *v)
{
    TypeId owner = hir_of(l, v->args[0])->type, element = type_get(l->u, owner)->element;
    check_held(l, element, fetch(l, v->args[2]));
    LirId address = type_has_shape(l->u, owner, SHAPE_VALUE) ? value_parts(l, v->args[0]).ids[0]
                                                             : stored_address(l, v, owner);
    return add_atomically(l, address, element, v->args[2], v->type);
}

/* The value is computed and converted before the index is checked, as in Python. */
void lower_setitem(Lower *l, const HirValue *v)
{
    TypeId owner = hir_of(l, v->args[0])->type;
    const Type *type = type_get(l->u, owner);
    if (type->shape != SHAPE_POINTER && type->shape != SHAPE_ARRAY)
        unsupported(l, arena_printf(&l->u->arena, "assignment to an element of %s", type_name(l->u, owner)));
    TypeId element = type->element;
    if (type->shape == SHAPE_ARRAY && !names_element(l, v, owner)) {
        lower_store_part(l, v, indexed_view(l, v));
        return;
    }
    if (type_is_record(l->u, element) && !type_is_record(l->u, hir_of(l, v->args[2])->type)) {
        Operand stored = fetch(l, v->args[2]);
        store_in_view(l, one_element(l, stored_address(l, v, owner), element), stored);
        return;
    }
    check_held(l, element, fetch(l, v->args[2]));
    Parts value = value_as(l, v->args[2], element);
    store_element(l, stored_address(l, v, owner), type, value);
}
