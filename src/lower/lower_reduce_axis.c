/* lower_reduce_axis.c: reductions that keep the last axis: memory is read row by row, and the results of a row are in memory, too.
 *
 *     out[:] = start
 *     four rows a pass:  out[j] = step(out[j], step(step(r0[j], r1[j]), step(r2[j], r3[j])))
 *     the rest:          out[j] = step(out[j], r[j])
 *
 * Where a row has few elements each result is folded alone, in the same order. */
#include "lower/lower_reduce.h"

enum { ROWS_SHIFT = 2, SHORT_ROW = 8, GENERAL = LIR_KEEP_ROLLED | LIR_KEEP_SCALAR };

/* How a row is folded. */
typedef enum { ROW_FAST, ROW_GENERAL, ROW_SHORT } RowForm;

bool folds_rows(const Reduction *r)
{
    bool keeps_last = r->ndim > 1 && !(r->axes >> (r->ndim - 1) & 1);
    switch (r->info->fold) {
    case FOLD_SUM:
    case FOLD_PRODUCT:
    case FOLD_MAX:
    case FOLD_MIN:
    case FOLD_ANY:
    case FOLD_ALL:
    case FOLD_COUNT: return keeps_last;
    case FOLD_MEAN: return keeps_last;
    default: return keeps_last && folds_tiles(r);
    }
}

LirId row_out_address(const Rows *rows, LirId j)
{
    LirId bytes = with_flags(rows->l, emit2(rows->l, LIR_imul, j, rows->stride), LIR_NSW);
    return with_flags(rows->l, emit2(rows->l, LIR_ptradd, rows->out, bytes), LIR_INBOUNDS);
}

static Parts step(const Rows *rows, Parts a, Parts b)
{
    return fold_step(rows->l, rows->r, rows->r->type, a, b);
}

LirId row_length(const Rows *rows)
{
    return rows->mapped.walk->lengths[rows->mapped.walk->ndim - 1];
}

static void start_row(const Rows *rows)
{
    Lower *l = rows->l;
    Loop loop = loop_begin(l, row_length(rows));
    loop_body(l, &loop);
    LirId address = row_out_address(rows, loop.index);
    store_walked(l, rows->r->type, address, fold_start(l, rows->r, rows->r->type), rows->scope);
    loop_end(l, &loop, rows->flags);
}

/* At an index of one row, or of ROWS: the last index of those folded goes on by one. */
static Parts fold_column(const Rows *rows, LirId *index, size_t count)
{
    Lower *l = rows->l;
    size_t outer = rows->mapped.walk->ndim - 2;
    LirId first = index[outer];
    Parts x[ROWS];
    for (size_t i = 0; i < count; i++) {
        LirId ahead = int_constant(l, LIR_i64, (int64_t)i);
        index[outer] = i ? with_flags(l, emit2(l, LIR_iadd, first, ahead), LIR_NSW) : first;
        x[i] = mapped_element(l, &rows->mapped, index);
    }
    index[outer] = first;
    if (count < ROWS)
        return x[0];
    Parts front = step(rows, x[0], x[1]), back = step(rows, x[2], x[3]);
    return step(rows, front, back);
}

static void add_rows(const Rows *rows, LirId *index, size_t count, const void *context)
{
    Lower *l = rows->l;
    Loop loop = loop_begin(l, row_length(rows));
    loop_body(l, &loop);
    index[rows->mapped.walk->ndim - 1] = loop.index;
    Parts x = fold_column(rows, index, count);
    LirId address = row_out_address(rows, loop.index);
    Parts so_far = load_written(l, rows->r->type, address, rows->scope);
    store_walked(l, rows->r->type, address, step(rows, so_far, x), rows->scope);
    loop_end(l, &loop, rows->flags);
    (void)context;
}

/* In one column: `result` is a Variable. */
static void add_column(const Rows *rows, LirId *index, size_t count, const void *result)
{
    Parts x = fold_column(rows, index, count);
    variable_set(rows->l, result, step(rows, variable_get(rows->l, result), x));
}

void fold_rows(const Rows *rows, LirId *index, AddRows *add, const void *context)
{
    Lower *l = rows->l;
    const Walk *walk = rows->mapped.walk;
    size_t outer = walk->ndim - 2;
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, outer + 1);
    LirId count = walk->lengths[outer], shift = int_constant(l, LIR_i64, ROWS_SHIFT);
    LirId passes = emit2(l, LIR_lshr, count, shift), done = emit2(l, LIR_shl, passes, shift);
    open_loops(l, walk->lengths, outer, loops, index);
    Loop pass = loop_begin(l, passes);
    loop_body(l, &pass);
    index[outer] = emit2(l, LIR_shl, pass.index, shift);
    add(rows, index, ROWS, context);
    loop_end(l, &pass, LIR_KEEP_ROLLED);
    Loop rest = loop_begin(l, emit2(l, LIR_isub, count, done));
    loop_body(l, &rest);
    index[outer] = with_flags(l, emit2(l, LIR_iadd, done, rest.index), LIR_NSW);
    add(rows, index, 1, context);
    loop_end(l, &rest, LIR_KEEP_ROLLED);
    close_loops(l, loops, outer, LIR_KEEP_ROLLED);
}

LirId count_of_rows(const Rows *rows)
{
    Lower *l = rows->l;
    LirId count = int_constant(l, LIR_i64, 1);
    for (size_t axis = 0; axis + 1 < rows->mapped.walk->ndim; axis++)
        count = length_product(l, count, rows->mapped.walk->lengths[axis]);
    return emit_cast(l, LIR_sitofp, LIR_f64, count);
}

static void divide_row(const Rows *rows)
{
    Lower *l = rows->l;
    LirId divisor = count_of_rows(rows);
    Loop loop = loop_begin(l, row_length(rows));
    loop_body(l, &loop);
    LirId address = row_out_address(rows, loop.index);
    Parts sum = load_written(l, rows->r->type, address, rows->scope);
    store_walked(l, rows->r->type, address, divided_by_count(l, rows->r->type, sum, divisor), rows->scope);
    loop_end(l, &loop, rows->flags);
}

static void reduce_row(const Rows *rows)
{
    LirId *index = ARENA_ARRAY(&rows->l->u->arena, LirId, rows->mapped.walk->ndim);
    start_row(rows);
    fold_rows(rows, index, add_rows, NULL);
    if (rows->r->info->fold == FOLD_MEAN)
        divide_row(rows);
}

static void reduce_columns(const Rows *rows)
{
    Lower *l = rows->l;
    TypeId type = rows->r->type;
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, rows->mapped.walk->ndim);
    Loop loop = loop_begin(l, row_length(rows));
    loop_body(l, &loop);
    index[rows->mapped.walk->ndim - 1] = loop.index;
    Variable result = variable_of(l, type, fold_start(l, rows->r, type));
    fold_rows(rows, index, add_column, &result);
    Parts x = variable_get(l, &result);
    if (rows->r->info->fold == FOLD_MEAN)
        x = divided_by_count(l, type, x, count_of_rows(rows));
    store_walked(l, type, row_out_address(rows, loop.index), x, 0);
    loop_end(l, &loop, GENERAL);
}

/* ---- all rows of results ------------------------------------------------------------------------------------------------------ */

typedef struct Results {
    Lower *l;
    const Reduction *r;
    Elements *elements;
    const View *out;
    Walk walk; /* of all axes */
    Mapping mapping;
} Results;

/* The axis of the result that is axis `axis` of the elements. */
static size_t result_axis(const Reduction *r, size_t axis)
{
    size_t place = 0;
    for (size_t before = 0; before < axis; before++)
        place += !(r->axes >> before & 1) || r->keeps;
    return place;
}

static LirId row_address(const Results *s, const LirId *kept)
{
    Lower *l = s->l;
    LirId address = s->out->data;
    for (size_t axis = 0, left = 0; axis + 1 < (size_t)s->r->ndim; axis++) {
        if (s->r->axes >> axis & 1)
            continue;
        LirId bytes = with_flags(l, emit2(l, LIR_imul, kept[left++], s->out->strides[result_axis(s->r, axis)]),
                                 LIR_NSW);
        address = with_flags(l, emit2(l, LIR_ptradd, address, bytes), LIR_INBOUNDS);
    }
    return address;
}

/* For each index of the axes that are kept but the last. */
static void each_row(const Results *s, RowForm form)
{
    Lower *l = s->l;
    size_t ndim = (size_t)s->r->ndim, count = 0;
    uint32_t axes = s->r->axes | 1u << (ndim - 1);
    LirId *lengths = ARENA_ARRAY(&l->u->arena, LirId, ndim), *kept = ARENA_ARRAY(&l->u->arena, LirId, ndim);
    for (size_t axis = 0; axis < ndim; axis++)
        if (!(axes >> axis & 1))
            lengths[count++] = s->walk.lengths[axis];
    Loop *loops = ARENA_ARRAY(&l->u->arena, Loop, count);
    open_loops(l, lengths, count, loops, kept);
    Walk part = walk_part(l, s->elements, &s->walk, axes, kept);
    LirId stride = s->out->strides[result_axis(s->r, ndim - 1)];
    Rows rows = {.l = l, .r = s->r, .mapped = {s->elements, &part, &s->mapping}, .stride = stride};
    rows.out = row_address(s, kept);
    rows.flags = form == ROW_FAST ? 0 : GENERAL;
    rows.scope = s->walk.scope;
    if (folds_tiles(s->r))
        reduce_tiles(&rows);
    else if (form == ROW_SHORT)
        reduce_columns(&rows);
    else
        reduce_row(&rows);
    close_loops(l, loops, count, LIR_KEEP_ROLLED);
}

static void rows_where(const Results *s, LirId holds, RowForm form, LirBlockId otherwise, LirBlockId done)
{
    Lower *l = s->l;
    LirBlockId here = lir_block_new(l->u, l->out);
    emit_branch(l, holds, here, otherwise);
    l->block = here;
    each_row(s, form);
    lir_jump(l->u, l->out, l->block, done);
    l->block = otherwise;
}

void reduce_rows(Lower *l, const Reduction *r, Elements *e, const View *out)
{
    Results general = {.l = l, .r = r, .elements = e, .out = out, .walk = walk_general(l, e, NULL)};
    general.mapping = mapping_of(r);
    Results fast = general;
    size_t last = fast.walk.ndim - 1;
    LirId length = general.walk.lengths[last], most = int_constant(l, LIR_i64, SHORT_ROW);
    LirBlockId done = lir_block_new(l->u, l->out);
    int64_t constant;
    if (!is_int_constant(l, length, &constant) && !folds_tiles(r))
        rows_where(&general, emit2(l, LIR_slt, length, most), ROW_SHORT, lir_block_new(l->u, l->out), done);
    LirId holds = walk_side_by_side(l, e, &fast.walk, last);
    fast.walk.scope = scope_begin(l);
    for (size_t i = 0; i < e->tree->views.count; i++)
        fast.walk.views[i].in_scope = true;
    bool always = is_int_constant(l, holds, &constant);
    if (!always)
        rows_where(&fast, holds, ROW_FAST, lir_block_new(l->u, l->out), done);
    each_row(always ? &fast : &general, always ? ROW_FAST : ROW_GENERAL);
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
}
