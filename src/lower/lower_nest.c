/* lower_nest.c: loops over elements, and the nests that store them.
 *
 *     fast?                         what types, constants and the target's being new imply isn't tested
 *       yes   for ... for ...       one scope: no store writes what is read; LLVM vectorises without checks of its own
 *       no    for ... for ...       any lengths and strides; neither vectorised nor unrolled
 *
 * Where the target may overlap what is read, lower_overlap.c decides what that means for the general nest. */
#include <assert.h>

#include "lower/lower_nest.h"
#include "types/stored.h"

/* ---- loops ----------------------------------------------------------------------------------------------------------- */

Loop loop_begin(Lower *l, LirId count)
{
    Loop loop = {.before = l->block, .count = count};
    loop.header = lir_block_new(l->u, l->out);
    lir_jump(l->u, l->out, l->block, loop.header);
    l->block = loop.header;
    loop.index = phi_begin(l, LIR_i64);
    phi_edge(l, loop.index, loop.before, int_constant(l, LIR_i64, 0));
    return loop;
}

void loop_body(Lower *l, Loop *loop)
{
    LirBlockId body = lir_block_new(l->u, l->out);
    loop->exit = lir_block_new(l->u, l->out);
    emit_branch(l, emit2(l, LIR_slt, loop->index, loop->count), body, loop->exit);
    l->block = body;
}

void loop_end(Lower *l, Loop *loop, unsigned flags)
{
    LirId next = with_flags(l, emit2(l, LIR_iadd, loop->index, int_constant(l, LIR_i64, 1)), LIR_NSW | LIR_NUW);
    phi_edge(l, loop->index, l->block, next);
    with_flags(l, lir_jump(l->u, l->out, l->block, loop->header), flags);
    l->block = loop->exit;
}

/* ---- stores ------------------------------------------------------------------------------------------------------------ */

typedef struct Store {
    View target;
    Elements *source;
    bool is_new;
    ValueId array;
    Overlap overlap; /* of more than a few elements */
} Store;

/* Of loads of what may come from any of the views. */
static uint32_t read_scope(const Store *store, const Walk *walk)
{
    bool all = true;
    for (size_t i = 0; i < store->source->tree->views.count; i++)
        all &= walk->views[i].in_scope;
    return all ? walk->scope : 0;
}

static Parts element_to_store(Lower *l, const Store *store, const Walk *walk, const LirId *index)
{
    Operand element = element_at(l, store->source, walk, index);
    TypeId wanted = store->target.type->element;
    if (type_is_record(l->u, wanted))
        return load_walked(l, wanted, element.parts.ids[0], read_scope(store, walk));
    return element.type == wanted ? element.parts : element_as(l, element.parts, element.type, wanted);
}

static void store_one(Lower *l, const Store *store, const Walk *walk, const LirId *index)
{
    Parts value = element_to_store(l, store, walk, index);
    LirId address = walked_address(l, &walk->target, walk, index);
    store_walked(l, store->target.type->element, address, value, walk->scope);
}

/* The index of the loop in one dimension, counted from a start; else the loop's. */
static LirId counted_from(Lower *l, const Detour *detour, LirId index)
{
    if (detour->step == LIR_NOTHING)
        return index;
    LirId steps = emit2(l, LIR_imul, index, detour->step);
    return emit2(l, LIR_iadd, detour->start, steps);
}

static void store_nest(Lower *l, const Store *store, const Walk *walk, const Detour *detour, unsigned flags)
{
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, walk->ndim);
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, walk->ndim);
    for (size_t axis = 0; axis < walk->ndim; axis++) {
        loops[axis] = loop_begin(l, walk->lengths[axis]);
        loop_body(l, &loops[axis]);
        index[axis] = counted_from(l, detour, loops[axis].index);
    }
    store_one(l, store, walk, index);
    for (size_t axis = walk->ndim; axis-- > 0;)
        loop_end(l, &loops[axis], flags);
}

static const Detour straight = {LIR_NOTHING, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING};

/* The operand whose block the target lies in, unless a new one had to be made, is read from the target: the scope would say of
 * the load that nothing writes there. So what isn't there yet is copied. The fast nest stretches nothing. */
static void read_taken(Lower *l, const Store *store, const View *taken)
{
    LirBlockId copies = lir_block_new(l->u, l->out), ready = lir_block_new(l->u, l->out);
    LirId size = int_constant(l, LIR_i64, element_size(l->u, taken->type->element));
    for (int axis = 0; axis < taken->type->ndim; axis++)
        size = length_product(l, size, store->target.lengths[axis]);
    emit_branch(l, emit2(l, LIR_ne, taken->data, store->target.data), copies, ready);
    l->block = copies;
    emit_call(l, "memmove", LIR_ptr, (LirId[]){store->target.data, taken->data, size}, 3);
    lir_jump(l->u, l->out, l->block, ready);
    l->block = ready;
}

/* What is read at its place is no business of the scope's: its address is the target's, as LLVM sees. */
static void store_fast(Lower *l, const Store *store, Walk *walk)
{
    for (size_t i = 0; i < store->source->tree->views.count; i++) {
        const Elements *view = store->source->tree->views.items[i];
        if (l->taken != HIR_NOTHING && view->value == l->taken) {
            read_taken(l, store, &view->view);
            store->overlap.is_at_place[i] = true;
        }
    }
    walk->scope = scope_begin(l);
    for (size_t i = 0; i < store->source->tree->views.count; i++)
        if (store->overlap.is_at_place[i]) {
            walk->views[i] = walk->target;
            walk->views[i].in_scope = false;
        }
    store_nest(l, store, walk, &straight, 0);
}

/* ---- the general nest ---- */

/* The temporary, which the general nest has filled: its strides are those of the walk. */
static void copy_back(Lower *l, const Store *store, const Walk *walk, const Walked *target, const Detour *detour)
{
    LirBlockId copies = lir_block_new(l->u, l->out), done = lir_block_new(l->u, l->out);
    emit_branch(l, detour->is_temporary, copies, done);
    l->block = copies;
    Walk back = *walk;
    back.views = ARENA_NEW(&l->u->arena, Walked);
    back.views[0] = walk->target;
    back.target = *target;
    Store copy = {.target = store->target, .source = elements_of_view(l, store->target)};
    store_nest(l, &copy, &back, &straight, LIR_KEEP_SCALAR | LIR_KEEP_ROLLED);
    release_owner(l, detour->owner);
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
}

static void store_general(Lower *l, const Store *store)
{
    Walk walk = walk_general(l, store->source, &store->target);
    Walked target = walk.target;
    Detour detour = find_detour(l, &store->overlap, &walk);
    store_nest(l, store, &walk, &detour, LIR_KEEP_SCALAR | LIR_KEEP_ROLLED);
    if (detour.is_temporary != LIR_NOTHING)
        copy_back(l, store, &walk, &target, &detour);
}

/* ---- few elements ---- */

enum { FEW = 16 };

/* How many there are; -1: more than a few, or that isn't known. */
static int64_t few_elements(const Lower *l, const View *target)
{
    int64_t count = 1, length;
    if (type_is_large_record(l->u, target->type->element)) /* copied when it is stored */
        return -1;
    for (int axis = 0; axis < target->type->ndim; axis++) {
        if (!is_int_constant(l, target->lengths[axis], &length) || length > FEW || count * length > FEW)
            return -1;
        count *= length;
    }
    return count;
}

static void next_index(Lower *l, const Walk *walk, LirId *index)
{
    int64_t at, length;
    for (size_t axis = walk->ndim; axis-- > 0;) {
        is_int_constant(l, index[axis], &at);
        is_int_constant(l, walk->lengths[axis], &length);
        index[axis] = int_constant(l, LIR_i64, at + 1 < length ? at + 1 : 0);
        if (at + 1 < length)
            return;
    }
}

/* All are computed before the first is stored. */
static void store_few(Lower *l, const Store *store, int64_t count)
{
    Walk walk = walk_general(l, store->source, &store->target);
    Parts *values = ARENA_ARRAY(&l->u->arena, Parts, count);
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, walk.ndim);
    for (size_t axis = 0; axis < walk.ndim; axis++)
        index[axis] = int_constant(l, LIR_i64, 0);
    for (int64_t i = 0; i < count; i++, next_index(l, &walk, index))
        values[i] = element_to_store(l, store, &walk, index);
    for (int64_t i = 0; i < count; i++, next_index(l, &walk, index))
        store_walked(l, store->target.type->element, walked_address(l, &walk.target, &walk, index), values[i], 0);
}

/* ---- both nests ---- */

static void store_many(Lower *l, Store *store)
{
    LirId holds;
    int64_t always;
    Walk fast = walk_fast(l, store->source, &store->target, &holds);
    store->overlap = find_overlap(l, &store->target, store->source, store->is_new, store->array);
    holds = both_hold(l, holds, store->overlap.all_apart);
    if (is_int_constant(l, holds, &always) && always) {
        store_fast(l, store, &fast);
        return;
    }
    LirBlockId general = lir_block_new(l->u, l->out), done = lir_block_new(l->u, l->out);
    LirBlockId quick = lir_block_new(l->u, l->out);
    emit_branch(l, holds, quick, general);
    l->block = quick;
    store_fast(l, store, &fast);
    lir_jump(l->u, l->out, l->block, done);
    l->block = general;
    store_general(l, store);
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
}

static void store_all(Lower *l, Store *store)
{
    int64_t few = few_elements(l, &store->target);
    if (few >= 0)
        store_few(l, store, few);
    else
        store_many(l, store);
}

void store_elements(Lower *l, View target, Elements *source, bool is_new)
{
    store_all(l, &(Store){.target = target, .source = source, .is_new = is_new, .array = HIR_NOTHING});
}

void assign_elements(Lower *l, ValueId array, View target, Elements *source)
{
    store_all(l, &(Store){.target = target, .source = source, .array = array});
}
