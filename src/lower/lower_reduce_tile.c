/* lower_reduce_tile.c: reductions that keep the last axis and need more than one number a result, or go over the elements twice: var, std,
 * ptp, argmax, argmin, nanmean. Memory is read row by row, a tile of columns at a time, whose numbers are in the frame:
 *
 *     for each tile:  a[:] = start;  four rows a pass, as in lower_reduce_axis.c;  means, the same for their deviations;  out[:] = ... */
#include "lower/lower_reduce.h"

enum { TILE = 64, TILE_SHIFT = 6 };

/* A number for each column of a tile. */
typedef struct Numbers {
    TypeId type;
    size_t count;     /* of parts */
    LirType types[2]; /* of these */
    LirId memory[2];
} Numbers;

typedef struct Tile {
    const Rows *rows;
    LirId first, width; /* of its columns */
} Tile;

/* A fold of all rows into a numbers. */
typedef struct Pass {
    const Tile *tile;
    Numbers numbers;
    Fold fold;
    Mapping mapping;
    const Numbers *means; /* of MAP_DEVIATION */
} Pass;

static Numbers numbers_new(Lower *l, TypeId type)
{
    Numbers numbers = {.type = type, .count = part_types(l->u, type, NULL)};
    part_types(l->u, type, numbers.types);
    for (size_t i = 0; i < numbers.count; i++)
        numbers.memory[i] = frame_bytes(l, TILE * lir_size(numbers.types[i]));
    return numbers;
}

static LirId numbers_address(Lower *l, const Numbers *numbers, size_t part, LirId j)
{
    LirId size = int_constant(l, LIR_i64, lir_size(numbers->types[part]));
    LirId bytes = with_flags(l, emit2(l, LIR_imul, j, size), LIR_NSW);
    return with_flags(l, emit2(l, LIR_ptradd, numbers->memory[part], bytes), LIR_INBOUNDS);
}

static Parts numbers_get(Lower *l, const Numbers *numbers, LirId j)
{
    Parts parts = parts_new(l, numbers->count);
    for (size_t i = 0; i < parts.count; i++)
        parts.ids[i] = emit_load(l, numbers->types[i], numbers_address(l, numbers, i, j));
    return parts;
}

static void numbers_set(Lower *l, const Numbers *numbers, LirId j, Parts parts)
{
    for (size_t i = 0; i < parts.count; i++)
        emit_store(l, numbers_address(l, numbers, i, j), parts.ids[i]);
}

static Loop each_column(const Tile *tile)
{
    Loop loop = loop_begin(tile->rows->l, tile->width);
    loop_body(tile->rows->l, &loop);
    return loop;
}

static LirId column_of(const Tile *tile, LirId j)
{
    return with_flags(tile->rows->l, emit2(tile->rows->l, LIR_iadd, tile->first, j), LIR_NSW);
}

static size_t last_axis(const Rows *rows)
{
    return rows->mapped.walk->ndim - 1;
}

static LirId ahead(Lower *l, LirId row, size_t i)
{
    return i ? with_flags(l, emit2(l, LIR_iadd, row, int_constant(l, LIR_i64, (int64_t)i)), LIR_NSW) : row;
}

/* The elements of one row, or of several, from `index` on. */
static void elements_of_rows(const Rows *rows, const Mapping *mapping, LirId *index, size_t count, Parts *out)
{
    Mapped mapped = {rows->mapped.elements, rows->mapped.walk, mapping};
    size_t outer = last_axis(rows) - 1;
    LirId row = index[outer];
    for (size_t i = 0; i < count; i++) {
        index[outer] = ahead(rows->l, row, i);
        out[i] = mapped_element(rows->l, &mapped, index);
    }
    index[outer] = row;
}

/* ---- folds ----------------------------------------------------------------------------------------------------------------- */

static Reduction reduction_of(const Pass *p, ReductionInfo *info)
{
    Reduction r = *p->tile->rows->r;
    *info = *r.info;
    info->fold = p->fold;
    r.info = info;
    return r;
}

static Parts step(const Pass *p, Parts a, Parts b)
{
    ReductionInfo info;
    Reduction r = reduction_of(p, &info);
    return fold_step(p->tile->rows->l, &r, p->numbers.type, a, b);
}

static void add_to_numbers(const Rows *rows, LirId *index, size_t count, const void *context)
{
    const Pass *p = context;
    Lower *l = rows->l;
    Mapping mapping = p->mapping;
    Parts x[ROWS];
    Loop loop = each_column(p->tile);
    index[last_axis(rows)] = column_of(p->tile, loop.index);
    if (p->means)
        mapping.mean = numbers_get(l, p->means, loop.index);
    elements_of_rows(rows, &mapping, index, count, x);
    if (count == ROWS) {
        Parts front = step(p, x[0], x[1]), back = step(p, x[2], x[3]);
        x[0] = step(p, front, back);
    }
    numbers_set(l, &p->numbers, loop.index, step(p, numbers_get(l, &p->numbers, loop.index), x[0]));
    loop_end(l, &loop, rows->flags);
}

static void run_pass(const Pass *p)
{
    const Rows *rows = p->tile->rows;
    ReductionInfo info;
    Reduction r = reduction_of(p, &info);
    Loop loop = each_column(p->tile);
    numbers_set(rows->l, &p->numbers, loop.index, fold_start(rows->l, &r, p->numbers.type));
    loop_end(rows->l, &loop, rows->flags);
    fold_rows(rows, ARENA_ARRAY(&rows->l->u->arena, LirId, rows->mapped.walk->ndim), add_to_numbers, p);
}

static bool skips_nan(const Reduction *r)
{
    return r->info->flags & REDUCE_SKIPS_NAN && (type_is_float(r->element) || type_is_complex(r->element));
}

static Numbers folded(const Tile *tile, Fold fold, Mapping mapping, const Numbers *means)
{
    Pass p = {.tile = tile, .fold = fold, .mapping = mapping, .means = means};
    p.numbers = numbers_new(tile->rows->l, mapping.to);
    run_pass(&p);
    return p.numbers;
}

/* ---- results ----------------------------------------------------------------------------------------------------------------- */

static void store_result(const Tile *tile, LirId j, Parts result)
{
    const Rows *rows = tile->rows;
    store_walked(rows->l, rows->r->type, row_out_address(rows, column_of(tile, j)), result, rows->scope);
}

/* How many elements count in each column; in all of them the same where nan does: then no numbers is needed. */
typedef struct Counts {
    bool differ;
    Numbers numbers;
} Counts;

static Counts counts_of(const Tile *tile)
{
    const Reduction *r = tile->rows->r;
    Counts counts = {.differ = skips_nan(r)};
    if (counts.differ)
        counts.numbers = folded(tile, FOLD_SUM, (Mapping){.map = MAP_NOT_NAN, .from = r->element, .to = TYPE_int64},
                                NULL);
    return counts;
}

static LirId count_at(const Tile *tile, const Counts *counts, LirId j)
{
    Lower *l = tile->rows->l;
    if (!counts->differ)
        return count_of_rows(tile->rows);
    return emit_cast(l, LIR_sitofp, LIR_f64, numbers_get(l, &counts->numbers, j).ids[0]);
}

static Numbers sums_of(const Tile *tile, TypeId type)
{
    const Reduction *r = tile->rows->r;
    return folded(tile, FOLD_SUM, (Mapping){.map = MAP_VALUE, .from = type, .to = type, .skips_nan = skips_nan(r)},
                  NULL);
}

static void divide_numbers(const Tile *tile, const Numbers *sums, const Counts *counts)
{
    Lower *l = tile->rows->l;
    Loop loop = each_column(tile);
    Parts sum = numbers_get(l, sums, loop.index);
    LirId count = count_at(tile, counts, loop.index);
    numbers_set(l, sums, loop.index, divided_by_count(l, sums->type, sum, count));
    loop_end(l, &loop, tile->rows->flags);
}

static void store_means(const Tile *tile)
{
    Lower *l = tile->rows->l;
    Numbers sums = sums_of(tile, tile->rows->r->type);
    Counts counts = counts_of(tile);
    divide_numbers(tile, &sums, &counts);
    Loop loop = each_column(tile);
    store_result(tile, loop.index, numbers_get(l, &sums, loop.index));
    loop_end(l, &loop, tile->rows->flags);
}

static void store_variances(const Tile *tile)
{
    Lower *l = tile->rows->l;
    const Reduction *r = tile->rows->r;
    TypeId type = type_is_complex(r->element) ? r->element : r->type;
    Numbers means = sums_of(tile, type);
    Counts counts = counts_of(tile);
    divide_numbers(tile, &means, &counts);
    Mapping deviation = {.map = MAP_DEVIATION, .from = type, .to = r->type, .skips_nan = skips_nan(r)};
    Numbers squares = folded(tile, FOLD_SUM, deviation, &means);
    Loop loop = each_column(tile);
    LirId freedom = freedom_of(l, r, count_at(tile, &counts, loop.index));
    Parts result = divided_by_count(l, r->type, numbers_get(l, &squares, loop.index), freedom);
    if (r->info->fold == FOLD_SPREAD)
        result = parts_of(l, emit1(l, LIR_fsqrt, result.ids[0]));
    store_result(tile, loop.index, result);
    loop_end(l, &loop, tile->rows->flags);
}

static void store_ranges(const Tile *tile)
{
    Lower *l = tile->rows->l;
    TypeId type = tile->rows->r->type;
    Mapping value = {.map = MAP_VALUE, .from = type, .to = type};
    Numbers most = folded(tile, FOLD_MAX, value, NULL), least = folded(tile, FOLD_MIN, value, NULL);
    Loop loop = each_column(tile);
    Parts lowest = numbers_get(l, &least, loop.index);
    store_result(tile, loop.index, range_between(l, type, numbers_get(l, &most, loop.index), lowest));
    loop_end(l, &loop, tile->rows->flags);
}

/* ---- positions ----------------------------------------------------------------------------------------------------------------- */

typedef struct Positions {
    const Tile *tile;
    Numbers best, position;
    Mapping mapping;
} Positions;

static void look_at_rows(const Rows *rows, LirId *index, size_t count, const void *context)
{
    const Positions *p = context;
    Lower *l = rows->l;
    size_t outer = last_axis(rows) - 1;
    Parts x[ROWS];
    Loop loop = each_column(p->tile);
    index[outer + 1] = column_of(p->tile, loop.index);
    elements_of_rows(rows, &p->mapping, index, count, x);
    Parts best = numbers_get(l, &p->best, loop.index), position = numbers_get(l, &p->position, loop.index);
    for (size_t i = 0; i < count; i++) {
        LirId better = is_better(l, rows->r, p->best.type, x[i], best);
        best = select_parts(l, better, x[i], best);
        position = select_parts(l, better, parts_of(l, ahead(l, index[outer], i)), position);
    }
    numbers_set(l, &p->best, loop.index, best);
    numbers_set(l, &p->position, loop.index, position);
    loop_end(l, &loop, rows->flags);
}

static void begin_with_first_row(const Positions *p, LirId *index)
{
    const Rows *rows = p->tile->rows;
    Lower *l = rows->l;
    Parts x, zero = parts_of(l, int_constant(l, LIR_i64, 0));
    for (size_t axis = 0; axis < last_axis(rows); axis++)
        index[axis] = zero.ids[0];
    Loop loop = each_column(p->tile);
    index[last_axis(rows)] = column_of(p->tile, loop.index);
    elements_of_rows(rows, &p->mapping, index, 1, &x);
    numbers_set(l, &p->best, loop.index, x);
    numbers_set(l, &p->position, loop.index, zero);
    loop_end(l, &loop, rows->flags);
}

static void store_positions(const Tile *tile)
{
    const Rows *rows = tile->rows;
    Lower *l = rows->l;
    TypeId element = rows->r->element;
    Positions p = {.tile = tile, .mapping = {.map = MAP_VALUE, .from = element, .to = element}};
    LirId *index = ARENA_ARRAY(&l->u->arena, LirId, rows->mapped.walk->ndim);
    p.best = numbers_new(l, element);
    p.position = numbers_new(l, TYPE_int64);
    begin_with_first_row(&p, index);
    fold_rows(rows, index, look_at_rows, &p);
    Loop loop = each_column(tile);
    store_result(tile, loop.index, numbers_get(l, &p.position, loop.index));
    loop_end(l, &loop, rows->flags);
}

/* ---- tiles --------------------------------------------------------------------------------------------------------------------- */

bool folds_tiles(const Reduction *r)
{
    switch (r->info->fold) {
    case FOLD_MEAN: return r->info->flags & REDUCE_SKIPS_NAN;
    case FOLD_VARIANCE:
    case FOLD_SPREAD:
    case FOLD_RANGE:
    case FOLD_ARGMAX:
    case FOLD_ARGMIN: return true;
    default: return false;
    }
}

static void store_tile(const Tile *tile)
{
    switch (tile->rows->r->info->fold) {
    case FOLD_MEAN: store_means(tile); break;
    case FOLD_RANGE: store_ranges(tile); break;
    case FOLD_ARGMAX:
    case FOLD_ARGMIN: store_positions(tile); break;
    default: store_variances(tile); break;
    }
}

void reduce_tiles(const Rows *rows)
{
    Lower *l = rows->l;
    LirId length = row_length(rows), whole = int_constant(l, LIR_i64, TILE),
          shift = int_constant(l, LIR_i64, TILE_SHIFT);
    LirId rounded = with_flags(l, emit2(l, LIR_iadd, length, int_constant(l, LIR_i64, TILE - 1)), LIR_NSW);
    Loop loop = loop_begin(l, emit2(l, LIR_lshr, rounded, shift));
    loop_body(l, &loop);
    Tile tile = {.rows = rows, .first = emit2(l, LIR_shl, loop.index, shift)};
    LirId left = emit2(l, LIR_isub, length, tile.first);
    tile.width = emit_select(l, emit2(l, LIR_slt, left, whole), left, whole);
    store_tile(&tile);
    loop_end(l, &loop, LIR_KEEP_ROLLED);
}
