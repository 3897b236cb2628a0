/* lower_elements.c: whatever has a shape and an element at each index: trees of scalars, views and operations of them.
 *
 * A tree is made anew for each nest that computes it, from the HIR operations that fuse marked. What stands in it twice is one
 * node, computed once an element. */
#include <assert.h>

#include "base/text.h"
#include "hir/array_operations.h"
#include "lower/lower_nest.h"
#include "lower/sites.h"
#include "runtime/invocation.h"
#include "types/stored.h"

/* ---- shapes ---------------------------------------------------------------------------------------------------------- */

bool same_length(const Lower *l, LirId a, LirId b)
{
    return lir_is_same(l->out, a, b);
}

bool is_length_one(const Lower *l, LirId length)
{
    int64_t constant;
    return is_int_constant(l, length, &constant) && constant == 1;
}

static bool both_constant(const Lower *l, LirId a, LirId b)
{
    int64_t ignored;
    return is_int_constant(l, a, &ignored) && is_int_constant(l, b, &ignored);
}

static LirId is_one(Lower *l, LirId length)
{
    return emit2(l, LIR_eq, length, int_constant(l, LIR_i64, 1));
}

typedef struct Shape {
    size_t ndim;
    const LirId *lengths;
} Shape;

/* The ValueError of shapes that don't match, in NumPy's words. */
typedef struct Mismatch {
    Lower *l;
    Exception exception;
    LirId words[INVOCATION_WORDS];
    Text text; /* exception.arguments */
} Mismatch;

static Mismatch mismatch_begin(Lower *l, const char *message)
{
    Mismatch m = {.l = l, .exception = {.class = "ValueError", .message = message}, .text = {.arena = &l->u->arena}};
    bool has_words = l->at != HIR_NOTHING && hir_shape_words(l->u, &l->f->hir, hir_of(l, l->at));
    if (has_words)
        text_add(&m.text, "[('join', [");
    return m;
}

static void put_words(Mismatch *m, const char *words)
{
    if (m->text.count)
        text_add(&m->text, "('constant', '%s'), ", words);
}

/* (3,) (3,4) */
static void put_shape(Mismatch *m, Shape shape)
{
    put_words(m, "(");
    for (size_t i = 0; m->text.count && i < shape.ndim; i++) {
        text_add(&m->text, "('number', 'int64', %zu), ", m->exception.words);
        m->words[m->exception.words++] = shape.lengths[i];
        put_words(m, i + 1 < shape.ndim || shape.ndim == 1 ? "," : "");
    }
    put_words(m, ")");
}

static void mismatch_end(Mismatch *m)
{
    if (!m->text.count)
        return;
    text_add(&m->text, "])]");
    m->exception.message = NULL;
    m->exception.arguments = m->text.items;
}

static void raise_mismatch(const Mismatch *m, LirId condition)
{
    if (m->exception.words)
        raise_if_with(m->l, condition, &m->exception, m->words);
    else
        raise_if(m->l, condition, m->exception.class, m->exception.message);
}

/* The length that two have in common: where one is 1, the other. */
static LirId common_length(Lower *l, LirId a, LirId b, const Mismatch *mismatch)
{
    if (same_length(l, a, b) || is_length_one(l, b))
        return a;
    if (is_length_one(l, a))
        return b;
    if (both_constant(l, a, b)) {
        raise_mismatch(mismatch, int_constant(l, LIR_i1, 1));
        return a;
    }
    LirId differ = emit2(l, LIR_ne, a, b), a_is_one = is_one(l, a);
    LirId neither = logical_not(l, emit2(l, LIR_or, a_is_one, is_one(l, b)));
    raise_mismatch(mismatch, emit2(l, LIR_and, differ, neither));
    return emit_select(l, a_is_one, b, a);
}

/* A fused value has its lengths alone. */
static Shape shape_of(Lower *l, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    const Type *type = type_get(l->u, value->type);
    if (type->shape != SHAPE_ARRAY)
        return (Shape){0, NULL};
    if (value->fused)
        return (Shape){(size_t)type->ndim, l->values[v].ids};
    return (Shape){(size_t)type->ndim, value_parts(l, v).ids + LENGTHS};
}

/* All that are broadcast, the array that is stored to last. */
static Mismatch operands_mismatch(Lower *l, const Shape *shapes, size_t count, ValueId target)
{
    Mismatch m = mismatch_begin(l, "operands could not be broadcast together");
    put_words(&m, "operands could not be broadcast together with shapes ");
    for (size_t i = 0; i < count; i++) {
        put_shape(&m, shapes[i]);
        put_words(&m, " ");
    }
    if (target != HIR_NOTHING) {
        put_shape(&m, shape_of(l, target));
        put_words(&m, " ");
    }
    mismatch_end(&m);
    return m;
}

const LirId *operation_lengths(Lower *l, const HirValue *v)
{
    size_t ndim = (size_t)type_get(l->u, v->type)->ndim;
    ValueId *operands = ARENA_ARRAY(&l->u->arena, ValueId, v->count);
    size_t count = hir_element_operands(l->u, &l->f->hir, v, operands);
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, ndim);
    Shape *shapes = ARENA_ARRAY(&l->u->arena, Shape, count);
    for (size_t i = 0; i < count; i++)
        shapes[i] = shape_of(l, operands[i]);
    Mismatch mismatch = operands_mismatch(l, shapes, count, hir_stored_into(l->u, &l->f->hir, v));
    for (size_t axis = 0; axis < ndim; axis++)
        lengths[axis] = int_constant(l, LIR_i64, 1);
    for (size_t i = 0; i < count; i++) {
        assert(shapes[i].ndim <= ndim);
        for (size_t axis = 0; axis < shapes[i].ndim; axis++) {
            LirId *length = &lengths[ndim - shapes[i].ndim + axis];
            *length = common_length(l, *length, shapes[i].lengths[axis], &mismatch);
        }
    }
    return lengths;
}

/* ---- stores ---- */

static void check_stretch(Lower *l, LirId length, LirId wanted, const Mismatch *mismatch)
{
    if (same_length(l, length, wanted) || is_length_one(l, length))
        return;
    if (both_constant(l, length, wanted)) {
        raise_mismatch(mismatch, int_constant(l, LIR_i1, 1));
        return;
    }
    LirId differ = emit2(l, LIR_ne, length, wanted);
    LirId is_longer = emit2(l, LIR_ne, length, int_constant(l, LIR_i64, 1));
    raise_mismatch(mismatch, emit2(l, LIR_and, differ, is_longer));
}

static Mismatch store_mismatch(Lower *l, Shape stored, Shape target)
{
    Mismatch m = mismatch_begin(l, "could not broadcast input array into its place");
    bool is_part = l->at != HIR_NOTHING && hir_of(l, l->at)->op == HIR_setitem;
    put_words(&m,
              is_part ? "could not broadcast input array from shape " : "non-broadcastable output operand with shape ");
    put_shape(&m, is_part ? stored : target);
    put_words(&m, is_part ? " into shape " : " doesn\\'t match the broadcast shape ");
    put_shape(&m, is_part ? target : stored);
    mismatch_end(&m);
    return m;
}

void check_stretches(Lower *l, size_t ndim, const LirId *lengths, const View *target)
{
    size_t wanted = (size_t)target->type->ndim;
    Mismatch mismatch = store_mismatch(l, (Shape){ndim, lengths}, (Shape){wanted, target->lengths});
    for (size_t axis = 0; axis < ndim; axis++) {
        bool has_axis = axis + wanted >= ndim; /* what is in front of it must be of length 1 */
        check_stretch(l, lengths[axis], has_axis ? target->lengths[axis + wanted - ndim] : int_constant(l, LIR_i64, 1),
                      &mismatch);
    }
}

void check_equal(Lower *l, size_t ndim, const LirId *lengths, const View *target)
{
    Mismatch mismatch = store_mismatch(l, (Shape){ndim, lengths}, (Shape){ndim, target->lengths});
    assert(ndim == (size_t)target->type->ndim);
    for (size_t axis = 0; axis < ndim; axis++)
        if (!same_length(l, lengths[axis], target->lengths[axis]))
            raise_mismatch(&mismatch, emit2(l, LIR_ne, lengths[axis], target->lengths[axis]));
}

/* ---- trees ------------------------------------------------------------------------------------------------------------ */

static Elements *node_new(Lower *l, ElementsTree *tree, Elements node)
{
    Elements *e = ARENA_NEW(&l->u->arena, Elements);
    *e = node;
    e->tree = tree;
    return e;
}

static Elements *add_view(Lower *l, ElementsTree *tree, View view, ValueId v)
{
    for (size_t i = 0; i < tree->views.count; i++)
        if (v != HIR_NOTHING && tree->views.items[i]->value == v)
            return tree->views.items[i];
    Elements *e = node_new(l, tree, (Elements){.kind = ELEMENTS_VIEW, .type = view.type->element, .value = v});
    e->view = view;
    e->ndim = (size_t)view.type->ndim;
    e->lengths = view.lengths;
    e->number = tree->views.count;
    ARENA_PUSH(&l->u->arena, &tree->views, e);
    return e;
}

static Elements *add_value(Lower *l, ElementsTree *tree, ValueId v);

static Elements *add_operation(Lower *l, ElementsTree *tree, ValueId v, const LirId *lengths)
{
    for (size_t i = 0; i < tree->operations.count; i++)
        if (tree->operations.items[i]->value == v)
            return tree->operations.items[i];
    const HirValue *value = hir_of(l, v);
    const Type *type = type_get(l->u, value->type);
    Elements *e = node_new(l, tree, (Elements){.kind = ELEMENTS_OPERATION, .type = type->element, .value = v});
    ValueId *operands = ARENA_ARRAY(&l->u->arena, ValueId, value->count);
    e->ndim = (size_t)type->ndim;
    e->lengths = lengths;
    e->operand_count = hir_element_operands(l->u, &l->f->hir, value, operands);
    e->operands = ARENA_ARRAY(&l->u->arena, Elements *, e->operand_count);
    for (size_t i = 0; i < e->operand_count; i++)
        e->operands[i] = add_value(l, tree, operands[i]);
    ARENA_PUSH(&l->u->arena, &tree->operations, e);
    return e;
}

static Elements *add_value(Lower *l, ElementsTree *tree, ValueId v)
{
    const HirValue *value = hir_of(l, v);
    if (value->fused)
        return add_operation(l, tree, v, l->values[v].ids);
    if (type_has_shape(l->u, value->type, SHAPE_ARRAY))
        return add_view(l, tree, view_of(l, value_parts(l, v), value->type), v);
    if (type_is_record(l->u, value->type))
        return add_view(l, tree, one_element(l, value_parts(l, v).ids[0], type_of_record(l->u, value->type)), v);
    Elements *e = node_new(l, tree, (Elements){.kind = ELEMENTS_SCALAR, .type = value->type, .value = v});
    e->scalar = fetch(l, v);
    return e;
}

Elements *elements_of(Lower *l, ValueId v)
{
    return add_value(l, ARENA_NEW(&l->u->arena, ElementsTree), v);
}

Elements *elements_of_number(Lower *l, TypeId type, Parts parts)
{
    ElementsTree *tree = ARENA_NEW(&l->u->arena, ElementsTree);
    Elements *e = node_new(l, tree, (Elements){.kind = ELEMENTS_SCALAR, .type = type, .value = HIR_NOTHING});
    e->scalar = operand_of_type(type);
    e->scalar.parts = parts;
    return e;
}

Elements *elements_of_view(Lower *l, View view)
{
    return add_view(l, ARENA_NEW(&l->u->arena, ElementsTree), view, HIR_NOTHING);
}

Elements *elements_of_operation(Lower *l, ValueId v, const LirId *lengths)
{
    return add_operation(l, ARENA_NEW(&l->u->arena, ElementsTree), v, lengths);
}

/* ---- an element ------------------------------------------------------------------------------------------------------- */

static LirId in_scope(Lower *l, LirId access, uint32_t scope)
{
    lir_value(l->out, access)->integer = 1; /* elements may lie anywhere */
    lir_value(l->out, access)->scope = scope;
    return access;
}

static Parts load_element(Lower *l, TypeId element, LirId address, uint32_t scope, unsigned flags)
{
    const Layout *layout = type_moved_layout(l->u, element);
    if (!layout->count)
        return parts_of(l, address);
    Parts parts = parts_new(l, layout->count);
    for (size_t i = 0; i < parts.count; i++) {
        const Component *component = &layout->components[i];
        LirId v = emit_load(l, component->lir, component_address(l, address, component));
        parts.ids[i] = component_part(l, component, with_flags(l, in_scope(l, v, scope), flags));
    }
    return parts;
}

Parts load_walked(Lower *l, TypeId element, LirId address, uint32_t scope)
{
    return load_element(l, element, address, scope, 0);
}

Parts load_written(Lower *l, TypeId element, LirId address, uint32_t scope)
{
    return load_element(l, element, address, scope, scope ? LIR_STORED : 0);
}

void store_walked(Lower *l, TypeId element, LirId address, Parts value, uint32_t scope)
{
    const Layout *layout = type_moved_layout(l->u, element);
    if (!layout->count)
        store_stored(l, address, element, value);
    for (size_t i = 0; i < layout->count; i++) {
        const Component *component = &layout->components[i];
        LirId v = part_component(l, component, value.ids[i]);
        in_scope(l, emit_store(l, component_address(l, address, component), v), scope);
    }
}

static Operand operand_at(Lower *l, Elements *e, const Walk *walk, const LirId *index);

static Parts computed(Lower *l, Elements *e, const Walk *walk, const LirId *index)
{
    if (e->round == e->tree->round)
        return e->element;
    const HirValue *v = hir_of(l, e->value);
    Operand *operands = ARENA_ARRAY(&l->u->arena, Operand, e->operand_count);
    for (size_t i = 0; i < e->operand_count; i++)
        operands[i] = operand_at(l, e->operands[i], walk, index);
    uint32_t user = go_for_lines(l, v->loc);
    e->element = lower_element(l, v, operands);
    l->out->place = user;
    e->round = e->tree->round;
    return e->element;
}

static Operand operand_at(Lower *l, Elements *e, const Walk *walk, const LirId *index)
{
    if (e->kind == ELEMENTS_SCALAR)
        return e->scalar;
    Operand a = operand_of_type(e->type);
    if (e->kind == ELEMENTS_OPERATION) {
        a.parts = computed(l, e, walk, index);
        return a;
    }
    if (e->round != e->tree->round) {
        const Walked *view = &walk->views[e->number];
        LirId address = walked_address(l, view, walk, index);
        bool is_record = type_is_record(l->u, e->type);
        e->element = is_record ? parts_of(l, address)
                               : load_walked(l, e->type, address, view->in_scope ? walk->scope : 0);
        e->round = e->tree->round;
    }
    a.parts = e->element;
    return a;
}

Operand element_at(Lower *l, Elements *e, const Walk *walk, const LirId *index)
{
    e->tree->round++;
    return operand_at(l, e, walk, index);
}
