/* lower_new.c: memory for arrays that are made: blocks of the invocation's heap, and slots of the frame.
 *
 * An array whose holder nobody else comes to hold (own.h) lies in a slot where it is small: LLVM dissolves those whose loops it
 * unrolls, and malloc and free take as long as a hundred elements. A slot is one for its operation, however often that runs: the array
 * before is gone by then. What a function returns lies in such a slot of its caller, the room that it passes, if the size is constant; it
 * passes none where somebody else comes to hold the result. LLVM takes memory of the frame that nothing was written to for undefined,
 * so `empty` is zeros there. */
#include <assert.h>
#include <string.h>

#include "fuse/own.h"
#include "hir/hir.h"
#include "lower/lower_parts.h"
#include "runtime/heap.h"
#include "runtime/invocation.h"

enum { SLOT_SIZE = 512, MOST_SLOTS = 4096 }; /* bytes: of one array, of all in a function */

static const char new_no_memory[] = "Unable to allocate memory for an array";

/* How the elements begin. */
typedef enum { IS_WRITTEN, IS_ANYTHING, IS_ZERO } Beginning;

typedef struct New {
    Lower *l;
    const Type *type;
    const LirId *lengths;
    LirId size; /* bytes */
    Beginning beginning;
} New;

/* ---- how much ----------------------------------------------------------------------------------------------------------- */

static LirId times(Lower *l, LirId a, LirId b)
{
    int64_t x, y, product;
    if (is_int_constant(l, a, &x) && is_int_constant(l, b, &y) && !__builtin_mul_overflow(x, y, &product))
        return int_constant(l, LIR_i64, product);
    return with_flags(l, emit2(l, LIR_imul, a, b), LIR_NSW);
}

/* Then the product is looked at as such. */
static bool has_constant_size(const New *n)
{
    int64_t size = element_size(n->l->u, n->type->element), length;
    for (int axis = 0; axis < n->type->ndim; axis++)
        if (!is_int_constant(n->l, n->lengths[axis], &length) || __builtin_mul_overflow(size, length, &size))
            return false;
    return true;
}

/* The product of lengths is looked at as a float, which can't wrap. */
static void check_size(const New *n)
{
    Lower *l = n->l;
    if (!n->type->ndim || has_constant_size(n))
        return;
    LirId size = float_constant(l, LIR_f64, (double)element_size(l->u, n->type->element));
    for (int axis = 0; axis < n->type->ndim; axis++)
        size = emit2(l, LIR_fmul, size, emit_cast(l, LIR_sitofp, LIR_f64, n->lengths[axis]));
    raise_if(l, emit2(l, LIR_fgt, size, float_constant(l, LIR_f64, 0x1p60)), "MemoryError", new_no_memory);
}

/* Of one axis: what is stretched may be longer than memory is large. Then it is a size that no block has. */
static LirId byte_count_of_line(const New *n)
{
    Lower *l = n->l;
    int64_t element = element_size(l->u, n->type->element), most = element ? INT64_MAX / element : INT64_MAX, length;
    LirId too_large = int_constant(l, LIR_i64, INT64_MAX);
    if (is_int_constant(l, n->lengths[0], &length) && length > most)
        return too_large;
    LirId size = times(l, int_constant(l, LIR_i64, element), n->lengths[0]);
    if (has_constant_size(n) || most == INT64_MAX)
        return size;
    LirId is_too_long = emit2(l, LIR_sgt, n->lengths[0], int_constant(l, LIR_i64, most));
    return emit_select(l, is_too_long, too_large, size);
}

static LirId byte_count(const New *n)
{
    Lower *l = n->l;
    if (n->type->ndim == 1)
        return byte_count_of_line(n);
    LirId size = int_constant(l, LIR_i64, element_size(l->u, n->type->element));
    check_size(n);
    for (int axis = 0; axis < n->type->ndim; axis++)
        size = times(l, size, n->lengths[axis]);
    return size;
}

/* ---- slots ------------------------------------------------------------------------------------------------------------- */

static bool may_have_slot(const Lower *l, ValueId v)
{
    return v == HIR_NOTHING || (l->f->ownership && !l->f->ownership->escapes[v] && !l->f->ownership->returns[v]);
}

/* ---- in the caller's frame ---- */

/* A recursive function is called before it is known how much room it wants. */
static bool may_have_room(const Lower *l, ValueId v, int64_t size)
{
    bool is_returned = v != HIR_NOTHING && l->f->ownership && !l->f->ownership->escapes[v] &&
                       l->f->ownership->returns[v];
    return is_returned && !l->f->is_recursive && l->f->room + size <= SLOT_SIZE;
}

/* In the room that the caller passes, which is null if it passes none; `passed` gets it. */
static LirId room_new(Lower *l, int64_t size, LirId *passed)
{
    enum { ALIGN = 16 };
    if (!l->f->room) {
        LirType *params = ARENA_ARRAY(&l->u->arena, LirType, l->out->param_count + 1);
        memcpy(params, l->out->params, l->out->param_count * sizeof *params);
        params[l->out->param_count++] = LIR_ptr;
        l->out->params = params;
    }
    *passed = emit(l, LIR_param, LIR_ptr, LIR_NOTHING, LIR_NOTHING, LIR_NOTHING);
    lir_value(l->out, *passed)->integer = (int64_t)l->out->param_count - 1;
    LirId at = with_flags(l, emit2(l, LIR_ptradd, *passed, int_constant(l, LIR_i64, l->f->room)), LIR_INBOUNDS);
    l->f->room += (size + ALIGN - 1) / ALIGN * ALIGN;
    return at;
}

LirId room_for(Lower *l, const Function *callee)
{
    ValueId v = l->at;
    LirId passed, none = zero_constant(l, LIR_ptr);
    if (may_have_room(l, v, callee->room)) {
        LirId at = room_new(l, callee->room, &passed);
        return emit_select(l, emit2(l, LIR_eq, passed, none), none, at);
    }
    if (!may_have_slot(l, v) || l->slots + callee->room > MOST_SLOTS)
        return none;
    l->slots += callee->room;
    return frame_bytes(l, callee->room);
}

/* ---- where -------------------------------------------------------------------------------------------------------------- */

static LirId block_new(const New *n)
{
    Lower *l = n->l;
    LirId args[] = {record(l), n->size, int_constant(l, LIR_i32, n->beginning == IS_ZERO)};
    LirId block = emit_call(l, "upcall_block_new", LIR_ptr, args, 3);
    raise_if(l, emit2(l, LIR_eq, block, zero_constant(l, LIR_ptr)), "MemoryError", new_no_memory);
    return block;
}

static LirId behind_header(Lower *l, LirId block)
{
    LirId size = int_constant(l, LIR_i64, sizeof(Block));
    return with_flags(l, emit2(l, LIR_ptradd, block, size), LIR_INBOUNDS);
}

static void begin_slot(const New *n, LirId slot)
{
    LirId args[] = {slot, int_constant(n->l, LIR_i32, 0), n->size};
    if (n->beginning != IS_WRITTEN)
        emit_call(n->l, "memset", LIR_ptr, args, 3);
}

static LirId slot_new(const New *n, int64_t size)
{
    Lower *l = n->l;
    LirId slot = frame_bytes(l, size);
    l->slots += size;
    begin_slot(n, slot);
    return slot;
}

static LirId join(Lower *l, LirBlockId first, LirId a, LirBlockId second, LirId b)
{
    LirId phi = phi_begin(l, lir_type(l, a));
    phi_edge(l, phi, first, a);
    phi_edge(l, phi, second, b);
    return phi;
}

/* The slot if the condition holds, else a block: its data, and the owner. */
static void slot_or_block(const New *n, LirId condition, LirId slot, LirId *data, LirId *owner)
{
    Lower *l = n->l;
    LirBlockId small = lir_block_new(l->u, l->out), large = lir_block_new(l->u, l->out);
    LirBlockId after = lir_block_new(l->u, l->out);
    emit_branch(l, condition, small, large);
    l->block = small;
    begin_slot(n, slot);
    lir_jump(l->u, l->out, l->block, after);
    l->block = large;
    LirId block = block_new(n), behind = behind_header(l, block);
    LirBlockId large_end = l->block;
    lir_jump(l->u, l->out, l->block, after);
    l->block = after;
    *data = join(l, small, slot, large_end, behind);
    *owner = join(l, small, zero_constant(l, LIR_ptr), large_end, block);
}

static void small_slot_or_block(const New *n, LirId *data, LirId *owner)
{
    Lower *l = n->l;
    LirId fits = emit2(l, LIR_ule, n->size, int_constant(l, LIR_i64, SLOT_SIZE));
    l->slots += SLOT_SIZE;
    slot_or_block(n, fits, frame_bytes(l, SLOT_SIZE), data, owner);
}

static void room_or_block(const New *n, int64_t size, LirId *data, LirId *owner)
{
    Lower *l = n->l;
    LirId room, at = room_new(l, size, &room);
    slot_or_block(n, emit2(l, LIR_ne, room, zero_constant(l, LIR_ptr)), at, data, owner);
}

/* The block of an operand that ends here, if nobody else holds it and its shape is the same; else a new one. Each element is read
 * before the one at its place is stored, which depends on it: so the nest may be made as for memory of its own. */
static void take_or_make(const New *n, ValueId operand, LirId *data, LirId *owner)
{
    Lower *l = n->l;
    View old = view_of(l, l->values[operand], hir_of(l, operand)->type);
    LirBlockId looks = lir_block_new(l->u, l->out), makes = lir_block_new(l->u, l->out);
    LirBlockId after = lir_block_new(l->u, l->out);
    LirId fits = emit2(l, LIR_ne, old.owner, zero_constant(l, LIR_ptr));
    for (int axis = 0; axis < n->type->ndim; axis++)
        if (n->lengths[axis] != old.lengths[axis])
            fits = emit2(l, LIR_and, fits, emit2(l, LIR_eq, n->lengths[axis], old.lengths[axis]));
    emit_branch(l, fits, looks, makes);
    l->block = looks;
    LirId holders = emit_load(l, LIR_i64, old.owner);
    emit_branch(l, emit2(l, LIR_eq, holders, int_constant(l, LIR_i64, 1)), after, makes);
    l->block = makes;
    LirId block = block_new(n), behind = behind_header(l, block);
    LirBlockId made = l->block;
    lir_jump(l->u, l->out, made, after);
    l->block = after;
    *data = join(l, looks, old.data, made, behind);
    *owner = join(l, looks, old.owner, made, block);
    l->left = join(l, looks, zero_constant(l, LIR_ptr), made, old.owner);
    l->taken = operand;
}

/* By a length that is 1 for good: the result fits into its block where it is as small, and what is in the block isn't at its place. */
static bool is_stretched(const New *n, ValueId operand)
{
    Lower *l = n->l;
    View old = view_of(l, l->values[operand], hir_of(l, operand)->type);
    int64_t length;
    for (int axis = 0; axis < n->type->ndim; axis++)
        if (n->lengths[axis] != old.lengths[axis] && is_int_constant(l, old.lengths[axis], &length) && length == 1)
            return true;
    return false;
}

static void place(const New *n, ValueId v, LirId *data, LirId *owner)
{
    Lower *l = n->l;
    int64_t size;
    ValueId operand = l->f->ownership && v != HIR_NOTHING ? l->f->ownership->takes[v] : HIR_NOTHING;
    bool has_slot = may_have_slot(l, v), is_constant = is_int_constant(l, n->size, &size);
    size = is_constant && size > 0 ? size : 1; /* less: empty, or a length that has raised */
    if (has_slot && is_constant && size <= SLOT_SIZE && l->slots + size <= MOST_SLOTS) {
        *data = slot_new(n, size);
        *owner = zero_constant(l, LIR_ptr);
    } else if (has_slot && !is_constant && l->slots + SLOT_SIZE <= MOST_SLOTS) {
        small_slot_or_block(n, data, owner);
    } else if (is_constant && may_have_room(l, v, size)) {
        room_or_block(n, size, data, owner);
    } else if (operand != HIR_NOTHING && !is_stretched(n, operand)) {
        take_or_make(n, operand, data, owner);
    } else {
        *owner = block_new(n);
        *data = behind_header(l, *owner);
    }
}

static View make(Lower *l, ValueId v, TypeId type, const LirId *lengths, Beginning beginning)
{
    New n = {.l = l, .type = type_get(l->u, type), .lengths = lengths, .beginning = beginning};
    Parts parts = parts_new(l, part_types(l->u, type, NULL));
    assert(n.type->flags & ARRAY_OWNED &&
           (packed_is_c(n.type->packed, n.type->ndim) || packed_is_f(n.type->packed, n.type->ndim)));
    n.size = byte_count(&n);
    place(&n, v, &parts.ids[DATA], &parts.ids[parts.count - 1]);
    for (int axis = 0; axis < n.type->ndim; axis++)
        parts.ids[LENGTHS + axis] = lengths[axis];
    ARENA_PUSH(&l->u->arena, &l->held, parts.ids[parts.count - 1]);
    return view_of(l, parts, type);
}

View new_array(Lower *l, ValueId v, TypeId type, const LirId *lengths)
{
    return make(l, v, type, lengths, IS_WRITTEN);
}

Parts new_empty(Lower *l, ValueId v, TypeId type, const LirId *lengths, bool is_zero)
{
    View array = make(l, v, type, lengths, is_zero ? IS_ZERO : IS_ANYTHING);
    return view_parts(l, &array, type);
}

View new_temporary(Lower *l, TypeId like, const LirId *lengths)
{
    const Type *t = type_get(l->u, like);
    TypeId type = type_array(l->u, t->element, t->ndim,
                             packed_is_f(t->packed, t->ndim) ? packed_f(t->ndim) : packed_c(t->ndim), ARRAY_OWNED);
    return make(l, HIR_NOTHING, type, lengths, IS_WRITTEN);
}

void end_temporary(Lower *l, const View *temporary)
{
    assert(l->held.count && l->held.items[l->held.count - 1] == temporary->owner);
    release_owner(l, temporary->owner);
    l->held.count--;
}
