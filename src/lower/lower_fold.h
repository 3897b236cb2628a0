/* lower_fold.h: sums and other folds over whatever has an element at each index, for reductions and products.
 *
 * A Source is lengths and a function from an index to an element, already in the type that is folded. A fold comes in two forms
 * that give the same bits: over a line (one axis, neighbours side by side: LLVM vectorises it), and over any axes (one loop
 * nest, which is neither vectorised nor unrolled). What changes while a loop runs is a Variable, bytes of the frame: LLVM makes SSA of
 * it. */
#ifndef UPCALL_LOWER_FOLD_H
#define UPCALL_LOWER_FOLD_H

#include "lower/lower_nest.h"

typedef struct Variable {
    const LirType *types;
    LirId *slots;
    size_t count;
} Variable;

Variable variable_new(Lower *l, TypeId type);
Variable variable_of(Lower *l, TypeId type, Parts parts); /* a new one that holds them */
Parts variable_get(Lower *l, const Variable *variable);
void variable_set(Lower *l, const Variable *variable, Parts parts);

typedef struct Source Source;
struct Source {
    size_t ndim;
    const LirId *lengths;
    TypeId type;
    Parts (*at)(Lower *l, const Source *s, const LirId *index);
    unsigned flags;      /* of the loops over it, as of loop_end() */
    const void *context; /* of at() */
};

/* Of one axis: its length, and an element. */
LirId line_length(const Source *line);
Parts line_element(Lower *l, const Source *line, LirId index);

/* `count` elements of a line from `first` on, as a line: `part` must outlive what is made of it. */
typedef struct LinePart {
    const Source *line;
    LirId first, count;
} LinePart;

Source line_part(const LinePart *part, unsigned flags);

/* How many elements, if that is a constant of at most 31; -1: otherwise. */
int64_t few_in(const Lower *l, const Source *s);

/* a + b and a * b of one type, as elements of arrays: bools by or and and. */
Parts add_parts(Lower *l, TypeId type, Parts a, Parts b);
Parts multiply_parts(Lower *l, TypeId type, Parts a, Parts b);

/* The parts of the number in that type. */
Parts number_parts(Lower *l, TypeId type, double real);

/* One loop an axis, from the outermost. */
void open_loops(Lower *l, const LirId *lengths, size_t ndim, Loop *loops, LirId *index);
void close_loops(Lower *l, Loop *loops, size_t ndim, unsigned flags);

/* result = step(result, element), in C order. */
typedef Parts Step(Lower *l, const Source *s, const void *context, Parts so_far, Parts x);
void fold_in_order(Lower *l, const Source *s, Step *step, const void *context, const Variable *result);

/* ---- lower_sum.c ---- */

/* The sum, of floats by the tree of ARRAYS.md: a function of how many there are. 0 of none. */
Parts sum_of_line(Lower *l, const Source *line);
Parts sum_of_any(Lower *l, const Source *s);

#endif
