/* lower_sum.c: sums of floats, whose bits depend on how many numbers there are and on nothing else: not on the processor, on strides,
 * or on whether they come from memory.
 *
 *     n < 32:  in order, as C
 *     else     blocks of up to 512, a multiple of 32: 8 sums side by side, each of 4 numbers at a time; their total goes into
 *              hi + lo without rounding (TwoSum); what is left of 32, in order, is added last
 *
 * LLVM vectorises the loop over the 8 sums: so it must not be unrolled before. Numbers that don't lie side by side are brought
 * together in the frame, a block at a time. */
#include <assert.h>

#include "lower/lower_fold.h"

enum { LANES = 8, GROUP = 32, GROUP_SHIFT = 5, BLOCK_GROUPS = 16, BLOCK_SHIFT = 4, BLOCK = GROUP * BLOCK_GROUPS };

/* A total as it is kept between blocks. */
typedef struct Tree {
    TypeId type;
    Variable high, low;
    const LirId *lanes; /* memory of LANES numbers, one a part */
    LirType part;
} Tree;

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static LirId plus(Lower *l, LirId a, LirId b)
{
    int64_t constant;
    if (is_int_constant(l, a, &constant) && !constant)
        return b;
    if (is_int_constant(l, b, &constant) && !constant)
        return a;
    return with_flags(l, emit2(l, LIR_iadd, a, b), LIR_NSW);
}

static LirId times(Lower *l, LirId a, int64_t factor)
{
    int64_t constant;
    if (is_int_constant(l, a, &constant))
        return i64(l, constant * factor);
    return with_flags(l, emit2(l, LIR_imul, a, i64(l, factor)), LIR_NSW);
}

/* Number `index` of a table in the frame. */
static LirId table_address(Lower *l, LirId table, LirType type, LirId index)
{
    return with_flags(l, emit2(l, LIR_ptradd, table, times(l, index, lir_size(type))), LIR_INBOUNDS);
}

static Tree tree_new(Lower *l, TypeId type)
{
    Parts zero = number_parts(l, type, 0.0);
    LirId *lanes = ARENA_ARRAY(&l->u->arena, LirId, zero.count);
    Tree tree = {.type = type, .lanes = lanes, .part = lir_type(l, zero.ids[0])};
    tree.high = variable_of(l, type, zero);
    tree.low = variable_of(l, type, zero);
    for (size_t i = 0; i < zero.count; i++)
        lanes[i] = frame_bytes(l, LANES * lir_size(tree.part));
    return tree;
}

static Parts sum_of_four(Lower *l, const Source *line, LirId first)
{
    Parts x[4];
    for (int i = 0; i < 4; i++)
        x[i] = line_element(l, line, plus(l, first, i64(l, i * LANES)));
    Parts front = add_parts(l, line->type, x[0], x[1]), back = add_parts(l, line->type, x[2], x[3]);
    return add_parts(l, line->type, front, back);
}

static void clear_lanes(Lower *l, const Tree *tree)
{
    LirId zero = float_constant(l, tree->part, 0.0);
    for (size_t i = 0; i < tree->high.count; i++)
        for (int lane = 0; lane < LANES; lane++)
            emit_store(l, table_address(l, tree->lanes[i], tree->part, i64(l, lane)), zero);
}

static void add_to_lane(Lower *l, const Tree *tree, LirId lane, Parts x)
{
    for (size_t i = 0; i < x.count; i++) {
        LirId address = table_address(l, tree->lanes[i], tree->part, lane);
        emit_store(l, address, emit2(l, LIR_fadd, emit_load(l, tree->part, address), x.ids[i]));
    }
}

static LirId total_of_lanes(Lower *l, const Tree *tree, size_t part)
{
    LirId lane[LANES];
    for (int i = 0; i < LANES; i++)
        lane[i] = emit_load(l, tree->part, table_address(l, tree->lanes[part], tree->part, i64(l, i)));
    for (int half = LANES / 2; half; half /= 2)
        for (int i = 0; i < half; i++)
            lane[i] = emit2(l, LIR_fadd, lane[i], lane[i + half]);
    return lane[0];
}

/* high + low + x, rounded in low alone. */
static void add_without_loss(Lower *l, const Tree *tree, size_t part, LirId x)
{
    LirId high = emit_load(l, tree->part, tree->high.slots[part]),
          low = emit_load(l, tree->part, tree->low.slots[part]);
    LirId sum = emit2(l, LIR_fadd, high, x), added = emit2(l, LIR_fsub, sum, high);
    LirId lost_of_high = emit2(l, LIR_fsub, high, emit2(l, LIR_fsub, sum, added));
    LirId lost = emit2(l, LIR_fadd, lost_of_high, emit2(l, LIR_fsub, x, added));
    emit_store(l, tree->high.slots[part], sum);
    emit_store(l, tree->low.slots[part], emit2(l, LIR_fadd, low, lost));
}

/* The numbers of the line from `first` on, 32 times `groups`. */
static void add_block(Lower *l, const Tree *tree, const Source *line, LirId first, LirId groups)
{
    clear_lanes(l, tree);
    Loop group = loop_begin(l, groups);
    loop_body(l, &group);
    LirId base = plus(l, first, times(l, group.index, GROUP));
    Loop lane = loop_begin(l, i64(l, LANES));
    loop_body(l, &lane);
    add_to_lane(l, tree, lane.index, sum_of_four(l, line, plus(l, base, lane.index)));
    loop_end(l, &lane, LIR_KEEP_ROLLED);
    loop_end(l, &group, LIR_KEEP_ROLLED);
    for (size_t part = 0; part < tree->high.count; part++)
        add_without_loss(l, tree, part, total_of_lanes(l, tree, part));
}

/* inf - inf is nan in what is lost. */
static Parts tree_total(Lower *l, const Tree *tree)
{
    Parts high = variable_get(l, &tree->high), low = variable_get(l, &tree->low);
    Parts total = parts_new(l, high.count);
    for (size_t i = 0; i < high.count; i++) {
        LirId sum = emit2(l, LIR_fadd, high.ids[i], low.ids[i]);
        total.ids[i] = emit_select(l, emit2(l, LIR_fne, sum, sum), high.ids[i], sum);
    }
    return total;
}

static LirId groups_of(Lower *l, LirId count)
{
    int64_t constant;
    if (is_int_constant(l, count, &constant))
        return i64(l, constant >> GROUP_SHIFT);
    return emit2(l, LIR_lshr, count, i64(l, GROUP_SHIFT));
}

static Parts add_step(Lower *l, const Source *s, const void *context, Parts so_far, Parts x)
{
    (void)context;
    return add_parts(l, s->type, so_far, x);
}

/* ---- over a line ------------------------------------------------------------------------------------------------------- */

static void add_blocks(Lower *l, const Source *line, LirId groups, const Variable *total)
{
    Tree tree = tree_new(l, line->type);
    LirId rounded = plus(l, groups, i64(l, BLOCK_GROUPS - 1));
    Loop block = loop_begin(l, emit2(l, LIR_lshr, rounded, i64(l, BLOCK_SHIFT)));
    loop_body(l, &block);
    LirId before = times(l, block.index, BLOCK_GROUPS), left = emit2(l, LIR_isub, groups, before);
    LirId is_last = emit2(l, LIR_slt, left, i64(l, BLOCK_GROUPS));
    LirId here = emit_select(l, is_last, left, i64(l, BLOCK_GROUPS));
    add_block(l, &tree, line, times(l, before, GROUP), here);
    loop_end(l, &block, LIR_KEEP_ROLLED);
    variable_set(l, total, tree_total(l, &tree));
}

/* What is left of a line behind its groups: in order, in front of `total`. */
static Parts with_rest(Lower *l, const Source *line, LirId groups, LirId count, Parts total)
{
    LinePart rest = {.line = line, .first = times(l, groups, GROUP)};
    rest.count = emit2(l, LIR_and, count, i64(l, GROUP - 1));
    int64_t constant;
    Source s = line_part(
        &rest, is_int_constant(l, count, &constant) ? 0 : LIR_KEEP_ROLLED); /* each waits for the one before */
    Variable sum = variable_of(l, line->type, number_parts(l, line->type, 0.0));
    fold_in_order(l, &s, add_step, NULL, &sum);
    return add_parts(l, line->type, total, variable_get(l, &sum));
}

static Parts sum_in_order(Lower *l, const Source *s)
{
    Variable sum = variable_of(l, s->type, number_parts(l, s->type, 0.0));
    fold_in_order(l, s, add_step, NULL, &sum);
    return variable_get(l, &sum);
}

static bool has_tree(TypeId type)
{
    return type_is_float(type) || type_is_complex(type);
}

Parts sum_of_line(Lower *l, const Source *line)
{
    if (!has_tree(line->type) || few_in(l, line) >= 0)
        return sum_in_order(l, line);
    LirId count = line_length(line), groups = groups_of(l, count);
    Variable total = variable_of(l, line->type, number_parts(l, line->type, 0.0));
    LirBlockId many = lir_block_new(l->u, l->out), done = lir_block_new(l->u, l->out);
    emit_branch(l, emit2(l, LIR_ne, groups, i64(l, 0)), many, done);
    l->block = many;
    add_blocks(l, line, groups, &total);
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
    return with_rest(l, line, groups, count, variable_get(l, &total));
}

/* ---- over whatever there is ---------------------------------------------------------------------------------------------- */

/* A block of numbers in the frame. */
typedef struct Buffer {
    Source line;
    const LirId *tables; /* one a part */
    LirType part;
    LirId length;
    Variable used; /* how many there are */
} Buffer;

static Parts buffer_at(Lower *l, const Source *s, const LirId *index)
{
    const Buffer *buffer = s->context;
    Parts parts = parts_new(l, part_types(l->u, s->type, NULL));
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = emit_load(l, buffer->part, table_address(l, buffer->tables[i], buffer->part, index[0]));
    return parts;
}

static Buffer *buffer_new(Lower *l, TypeId type)
{
    Buffer *buffer = ARENA_NEW(&l->u->arena, Buffer);
    Parts zero = number_parts(l, type, 0.0);
    LirId *tables = ARENA_ARRAY(&l->u->arena, LirId, zero.count);
    buffer->part = lir_type(l, zero.ids[0]);
    for (size_t i = 0; i < zero.count; i++)
        tables[i] = frame_bytes(l, BLOCK * lir_size(buffer->part));
    buffer->tables = tables;
    buffer->length = i64(l, BLOCK);
    buffer->used = variable_of(l, TYPE_int64, parts_of(l, i64(l, 0)));
    buffer->line = (Source){1, &buffer->length, type, buffer_at, 0, buffer};
    return buffer;
}

/* ... and where the block is full, it is added. */
static void put_number(Lower *l, const Tree *tree, const Buffer *buffer, Parts x)
{
    LirId used = variable_get(l, &buffer->used).ids[0], more = plus(l, used, i64(l, 1));
    for (size_t i = 0; i < x.count; i++)
        emit_store(l, table_address(l, buffer->tables[i], buffer->part, used), x.ids[i]);
    LirBlockId full = lir_block_new(l->u, l->out), next = lir_block_new(l->u, l->out);
    variable_set(l, &buffer->used, parts_of(l, more));
    emit_branch(l, emit2(l, LIR_eq, more, i64(l, BLOCK)), full, next);
    l->block = full;
    LirId groups = i64(l, BLOCK_GROUPS);
    add_block(l, tree, &buffer->line, i64(l, 0), groups);
    variable_set(l, &buffer->used, parts_of(l, i64(l, 0)));
    lir_jump(l->u, l->out, l->block, next);
    l->block = next;
}

static void put_all(Lower *l, const Tree *tree, const Buffer *buffer, const Source *s)
{
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, s->ndim);
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, s->ndim);
    open_loops(l, s->lengths, s->ndim, loops, index);
    put_number(l, tree, buffer, s->at(l, s, index));
    close_loops(l, loops, s->ndim, s->flags);
}

Parts sum_of_any(Lower *l, const Source *s)
{
    if (!has_tree(s->type) || few_in(l, s) >= 0)
        return sum_in_order(l, s);
    Tree tree = tree_new(l, s->type);
    Buffer *buffer = buffer_new(l, s->type);
    put_all(l, &tree, buffer, s);
    LirId used = variable_get(l, &buffer->used).ids[0], groups = groups_of(l, used);
    LirBlockId some = lir_block_new(l->u, l->out), done = lir_block_new(l->u, l->out);
    emit_branch(l, emit2(l, LIR_ne, groups, i64(l, 0)), some, done);
    l->block = some;
    add_block(l, &tree, &buffer->line, i64(l, 0), groups);
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
    return with_rest(l, &buffer->line, groups, used, tree_total(l, &tree));
}
