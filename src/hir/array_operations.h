/* array_operations.h: what fuse and lower ask of operations on whole arrays: which are elementwise, which operands they want element by
 * element, and what they write. */
#ifndef UPCALL_ARRAY_OPERATIONS_H
#define UPCALL_ARRAY_OPERATIONS_H

#include "hir/hir.h"

/* Gives it an array each of whose elements depends on the elements of its operands at the same index alone? */
bool hir_is_elementwise(const Unit *u, const Hir *hir, const HirValue *v);
/* Of such an operation: those operands, arrays and scalars, in the order of the arguments. How many; `out` has room for v->count. */
size_t hir_element_operands(const Unit *u, const Hir *hir, const HirValue *v, ValueId *out);
/* The array that an elementwise operation writes its result to: of a += b, a; of a call, its `out`. HIR_NOTHING: a new one. */
ValueId hir_stored_into(const Unit *u, const Hir *hir, const HirValue *v);

/* The operands of which the loop nest of an operation asks for each element once: of an elementwise operation, of a store to a part of
 * an array, of a reduction. How many; `out` has room for v->count. */
size_t hir_nest_operands(const Unit *u, const Hir *hir, const HirValue *v, ValueId *out);
/* How many axes such a nest has: an operand with fewer is stretched. */
int hir_nest_axes(Unit *u, const Hir *hir, const HirValue *v);

/* A store of a large record to a part of an array: as the record may lie there, it is copied first. */
bool hir_spreads_large_record(Unit *u, const Hir *hir, const HirValue *v);

/* np.asarray(x) of what is such an array is x. */
bool hir_gives_argument(const Hir *hir, const HirValue *v);

/* A store of a tuple with tuples, arrays or records in it: they may not fit, and go through memory where they are for many records. */
bool hir_stores_nested(const Unit *u, const Hir *hir, const HirValue *v);

/* After fuse: does it take a block of the heap, for a new array or as a temporary of a store that may overlap what it reads? */
bool hir_may_make_block(Unit *u, const Hir *hir, const HirValue *v);

/* Shapes that don't match raise a ValueError that names them: how many lengths these have; 0: nothing can mismatch, or there are more
 * than an exception holds. */
size_t hir_shape_words(Unit *u, const Hir *hir, const HirValue *v);
/* Is there an int among the operands that is known when it runs? If it isn't one of the elements' numbers, the OverflowError names it. */
bool hir_names_integer(const Unit *u, const Hir *hir, const HirValue *v);
/* How many words the exceptions of an operation on arrays have at most. */
size_t hir_raised_words(Unit *u, const Hir *hir, const HirValue *v);

/* The axes of an array that are 1 long whatever the values are, as bits; of what isn't an array none. `known`: by value, those of its
 * arguments. */
uint64_t hir_axes_of_one(Unit *u, const Hir *hir, ValueId v, const uint64_t *known);

#endif
