/* lower_tuple_store.c: tuples, records and numbers stored in parts of arrays and in records.
 *
 * A part takes tuples inside one another, one level an axis, or one element for all. A record takes a tuple with a value for each
 * field: then each field of the part is a part itself, which is stored to in turn, as NumPy does it. What of such a tuple is a view
 * is copied first where there may be more than one record to store to. */
#include "lower/lower_nest.h"
#include "lower/lower_parts.h"
#include "types/stored.h"

/* ---- one element for all ------------------------------------------------------------------------------------------------ */

static View new_record(Lower *l, TypeId type, Parts record)
{
    LirId one = int_constant(l, LIR_i64, 1);
    View made = new_temporary(l, type_array(l->u, type, 1, packed_c(1), 0), &one);
    store_stored(l, made.data, type, record);
    return made;
}

/* It may lie in what is stored to: a copy doesn't. LLVM keeps a small one in registers. */
static void store_record(Lower *l, View target, Parts record)
{
    TypeId element = target.type->element;
    bool is_large = type_is_large_record(l->u, element);
    View kept = is_large ? new_record(l, element, record)
                         : one_element(l, frame_bytes(l, element_size(l->u, element)), element);
    if (!is_large)
        store_stored(l, kept.data, element, record);
    store_elements(l, target, elements_of_number(l, element, parts_of(l, kept.data)), true);
    if (is_large)
        end_temporary(l, &kept);
}

void store_given_record(Lower *l, LirId address, TypeId record, Operand given)
{
    if (type_is_record(l->u, given.type))
        store_stored(l, address, record, parts_as(l, given, given.type));
    else
        store_in_view(l, one_element(l, address, record), given);
}

LirId copied_record(Lower *l, TypeId record, Operand given)
{
    LirId address = frame_bytes(l, (element_size(l->u, record) + 7) / 8 * 8);
    store_given_record(l, address, record, given);
    return address;
}

static void store_number(Lower *l, View target, Operand stored)
{
    TypeId element = target.type->element;
    check_held(l, element, stored);
    Parts parts = parts_as(l, stored, type_held(l->u, element));
    if (type_is_record(l->u, element))
        store_record(l, target, parts);
    else
        store_elements(l, target, elements_of_number(l, element, parts), true);
}

/* ---- arrays ------------------------------------------------------------------------------------------------------------- */

static View view_of_operand(Lower *l, Operand array)
{
    return view_of(l, parts_as(l, array, array.type), array.type);
}

static void store_view(Lower *l, View target, View source)
{
    check_stretches(l, (size_t)source.type->ndim, source.lengths, &target);
    assign_elements(l, HIR_NOTHING, target, elements_of_view(l, source));
}

/* ---- tuples, inside one another ----------------------------------------------------------------------------------------- */

/* How many axes they have, and how long these are. */
static size_t find_lengths(Lower *l, TypeId element, TypeId stored, LirId *lengths)
{
    size_t ndim = 0;
    for (; type_is_line(l->u, stored, element); stored = type_get(l->u, stored)->items[0])
        lengths[ndim++] = int_constant(l, LIR_i64, (int64_t)type_get(l->u, stored)->count);
    return ndim;
}

static void store_items(Lower *l, const View *target, int axis, LirId pointer, Operand stored)
{
    TypeId element = target->type->element;
    if (axis == target->type->ndim) {
        store_in_view(l, one_element(l, pointer, element), stored);
        return;
    }
    for (size_t i = 0; i < type_get(l->u, stored.type)->count; i++) {
        LirId at = step_to(l, pointer, int_constant(l, LIR_i64, (int64_t)i), target->strides[axis]);
        store_items(l, target, axis + 1, at, tuple_item(l, stored, i));
    }
}

/* For each position along the axes in front. */
static void store_stretched(Lower *l, View target, size_t ndim, const LirId *lengths, Operand stored)
{
    TypeId type = type_array(l->u, target.type->element, (int)ndim, packed_c((int)ndim), 0);
    View made = new_temporary(l, type, lengths);
    store_items(l, &made, 0, made.data, stored);
    store_view(l, target, made);
    end_temporary(l, &made);
}

/* Their lengths are those of the part; only in one dimension a single one is stretched. */
static void store_tuple(Lower *l, View target, Operand stored)
{
    LirId lengths[MOST_AXES];
    size_t ndim = find_lengths(l, target.type->element, stored.type, lengths), wanted = (size_t)target.type->ndim;
    if (wanted == 1 && type_get(l->u, stored.type)->count == 1) {
        store_in_view(l, target, tuple_item(l, stored, 0));
    } else if (ndim < wanted) {
        store_stretched(l, target, ndim, lengths, stored);
    } else {
        check_equal(l, ndim, lengths, &target);
        store_items(l, &target, 0, target.data, stored);
    }
}

/* ---- records ------------------------------------------------------------------------------------------------------------ */

/* What is stored in a field of each of the records, whole. */
typedef struct Leaf {
    View target;
    Operand stored;
    View kept; /* a copy of that; without a type if there is none */
} Leaf;

typedef struct Leaves {
    Leaf *items;
    size_t count, capacity;
} Leaves;

static bool goes_by_fields(const Lower *l, const View *target, Operand stored)
{
    TypeId element = target->type->element;
    bool is_tuple = type_has_shape(l->u, stored.type, SHAPE_TUPLE) && !type_is_line(l->u, stored.type, element);
    return type_is_record(l->u, element) && (is_tuple || type_is_scalar(stored.type));
}

static void find_leaves(Lower *l, View target, Operand stored, Leaves *leaves)
{
    if (!goes_by_fields(l, &target, stored)) {
        ARENA_PUSH(&l->u->arena, leaves, ((Leaf){.target = target, .stored = stored}));
        return;
    }
    bool is_tuple = type_has_shape(l->u, stored.type, SHAPE_TUPLE);
    const Stored *record = type_get(l->u, target.type->element)->stored;
    for (size_t i = 0; i < record->count; i++) {
        Operand item = is_tuple ? tuple_item(l, stored, i) : stored;
        find_leaves(l, field_of_each(l, &record->fields[i], target), item, leaves);
    }
}

static void keep(Lower *l, Leaf *leaf)
{
    const Type *t = type_get(l->u, leaf->stored.type);
    if (t->shape == SHAPE_RECORD) {
        leaf->kept = new_record(l, type_of_record(l->u, leaf->stored.type), leaf->stored.parts);
        leaf->stored.parts = record_parts(l, leaf->kept.data, leaf->kept.owner, leaf->stored.type);
    } else if (t->shape == SHAPE_ARRAY) {
        View source = view_of_operand(l, leaf->stored);
        leaf->kept = new_temporary(l, leaf->stored.type, source.lengths);
        store_elements(l, leaf->kept, elements_of_view(l, source), true);
    }
}

static void store_leaf(Lower *l, const Leaf *leaf)
{
    const Type *t = type_get(l->u, leaf->stored.type);
    if (t->shape == SHAPE_ARRAY)
        store_view(l, leaf->target, leaf->kept.type ? leaf->kept : view_of_operand(l, leaf->stored));
    else if (t->shape == SHAPE_TUPLE)
        store_tuple(l, leaf->target, leaf->stored);
    else
        store_number(l, leaf->target, leaf->stored);
}

void store_in_view(Lower *l, View target, Operand stored)
{
    Leaves leaves = {NULL, 0, 0};
    find_leaves(l, target, stored, &leaves);
    for (size_t i = 0; target.type->ndim && leaves.count > 1 && i < leaves.count; i++)
        keep(l, &leaves.items[i]);
    for (size_t i = 0; i < leaves.count; i++)
        store_leaf(l, &leaves.items[i]);
    for (size_t i = leaves.count; i-- > 0;)
        if (leaves.items[i].kept.type)
            end_temporary(l, &leaves.items[i].kept);
}
