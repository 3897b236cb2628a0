/* lower_reduce.h: what the files of reductions share. */
#ifndef UPCALL_LOWER_REDUCE_H
#define UPCALL_LOWER_REDUCE_H

#include "hir/reductions.h"
#include "lower/lower_fold.h"

/* ---- lower_reduce_elements.c: elements as they are folded ---- */

typedef enum {
    MAP_VALUE,     /* the element */
    MAP_TRUTH,     /* whether it isn't 0 */
    MAP_COUNT,     /* the same as 0 or 1 */
    MAP_NOT_NAN,   /* 1 where it isn't nan, else 0 */
    MAP_DEVIATION, /* |element - mean|**2 */
} Map;

typedef struct Mapping {
    Map map;
    TypeId from; /* the element is converted to that first */
    TypeId to;   /* what it is mapped to */
    bool skips_nan;
    double instead_of_nan;
    Parts mean;
} Mapping;

typedef struct Mapped {
    Elements *elements;
    const Walk *walk;
    const Mapping *mapping;
} Mapped;

/* All that a walk goes over. `is_line`: along its last axis alone, the others being 1 long. */
Source mapped_source(Lower *l, const Mapped *mapped, bool is_line, unsigned flags);
Parts mapped_element(Lower *l, const Mapped *mapped, const LirId *index);

LirId any_part_is_nan(Lower *l, Parts x); /* of a float or a complex number */
Parts select_parts(Lower *l, LirId condition, Parts a, Parts b);

/* A part of the walk: its axes that `axes` names, at an index of the others. */
Walk walk_part(Lower *l, const Elements *e, const Walk *walk, uint32_t axes, const LirId *others);
/* From now on neighbours along an axis lie side by side, in all views that have it: where that holds. */
LirId walk_side_by_side(Lower *l, const Elements *e, Walk *walk, size_t axis);
/* How many elements it goes over. */
LirId walk_count(Lower *l, const Walk *walk);

/* ---- lower_extreme.c: max, min, argmax, argmin, any, all ---- */

/* What a fold begins with, and its step: of FOLD_SUM, PRODUCT, MAX, MIN, ANY, ALL, COUNT. */
Parts fold_start(Lower *l, const Reduction *r, TypeId type);
Parts fold_step(Lower *l, const Reduction *r, TypeId type, Parts so_far, Parts x);
/* Of MAX, MIN, ANY, ALL over a line, and of all of these over any source. */
Parts fold_line(Lower *l, const Reduction *r, const Source *line);
Parts fold_any(Lower *l, const Reduction *r, const Source *s);
/* The position of the largest or least element. The line may be asked for an element twice. */
LirId position_in_line(Lower *l, const Reduction *r, const Source *line);
LirId position_in_any(Lower *l, const Reduction *r, const Source *s);
/* Not even nan is better than nan. */
LirId is_better(Lower *l, const Reduction *r, TypeId type, Parts x, Parts than);

/* ---- lower_reduce_axis.c: with the last axis kept ---- */

enum { ROWS = 4 }; /* a pass */

/* Results of one row: what is folded goes over the axes of `rows` but the last, which is that of the results. */
typedef struct Rows {
    Lower *l;
    const Reduction *r;
    Mapped mapped;
    LirId out, stride; /* of the results */
    uint32_t scope;
    unsigned flags;
} Rows;

bool folds_rows(const Reduction *r);
void reduce_rows(Lower *l, const Reduction *r, Elements *e, const View *out);
LirId row_length(const Rows *rows);
LirId row_out_address(const Rows *rows, LirId column);
LirId count_of_rows(const Rows *rows); /* f64 */
/* Calls `add` for ROWS rows at a time, and for one: `index` is that of the first but for the last axis, which is add's. */
typedef void AddRows(const Rows *rows, LirId *index, size_t count, const void *context);
void fold_rows(const Rows *rows, LirId *index, AddRows *add, const void *context);

/* ---- lower_reduce_tile.c: the same for folds of more than one number a result ---- */

bool folds_tiles(const Reduction *r);
void reduce_tiles(const Rows *rows);

/* ---- lower_reduce.c ---- */

/* Of folds that go step by step: how elements are mapped. */
Mapping mapping_of(const Reduction *r);
/* The degrees of freedom: n - ddof, and with nan skipped nan where that isn't positive; else at least 0. */
LirId freedom_of(Lower *l, const Reduction *r, LirId count_as_float);
Parts range_between(Lower *l, TypeId type, Parts most, Parts least);
/* sum / count, in the precision of NumPy: float32 by way of float64. */
Parts divided_by_count(Lower *l, TypeId type, Parts sum, LirId count_as_float);

#endif
