/* array_index.h: what an index says of the axes of an array: integers, slices, None, ..., one of them or a tuple. */
#ifndef UPCALL_ARRAY_INDEX_H
#define UPCALL_ARRAY_INDEX_H

#include "hir/operand.h"

typedef enum {
    INDEX_WHOLE,   /* the axis as it is */
    INDEX_SLICE,   /* a part of the axis */
    INDEX_INTEGER, /* one position: the result hasn't the axis */
    INDEX_NEW      /* an axis of length 1 that the array hasn't */
} IndexKind;

typedef struct IndexStep {
    IndexKind kind;
    int axis;    /* of the array; of a new one, the next */
    size_t item; /* of the index, if it is a slice or an integer */
} IndexStep;

/* An index taken apart, in the order of axes. */
typedef struct ArrayIndex {
    IndexStep *steps;
    size_t count;
    int ndim;              /* of the result */
    bool goes_by_integers; /* alone, of the first axes: step k is item k */
    bool is_element;       /* there is one for each axis */
} ArrayIndex;

/* false: an array of so many axes can't be indexed with it. */
bool array_index(Unit *u, TypeId index, int ndim, ArrayIndex *result);

/* The type of array[index], a part of the array; TYPE_UNKNOWN: it has no such index. Of an element: as memory has it. */
TypeId array_part_type(Unit *u, const Hir *hir, TypeId array, ValueId index);

/* Item `i` of an index, which may be no tuple; and of a slice its start, stop or step: constants where they are known. */
Operand index_item(const Unit *u, const Hir *hir, ValueId index, size_t i);
Operand slice_bound(const Unit *u, const Hir *hir, Operand slice, size_t k);
enum { SLICE_START, SLICE_STOP, SLICE_STEP };

/* Is the axis there as it is, by a slice too: a[:], a[0:]? */
bool index_keeps_axis(const Unit *u, const Hir *hir, ValueId index, const IndexStep *step);

/* May array[index] raise IndexError; and ValueError, for a slice with the step 0? */
bool index_may_be_beyond(Unit *u, const Hir *hir, TypeId array, ValueId index);
bool index_may_stand_still(Unit *u, const Hir *hir, TypeId array, ValueId index);

#endif
