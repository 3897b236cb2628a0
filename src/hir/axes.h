/* axes.h: functions that view an array with its axes in another order, direction or number: which axis of the result is which. */
#ifndef UPCALL_AXES_H
#define UPCALL_AXES_H

#include "hir/operand.h"

enum { NEW_AXIS = -1 };

typedef struct AxesView {
    int ndim;                    /* of the result */
    int axes[MOST_AXES];         /* of the array; NEW_AXIS: its length is 1 */
    bool is_reversed[MOST_AXES]; /* by axis of the result */
    bool is_dropped[MOST_AXES];  /* by axis of the array: it must have the length 1 */
} AxesView;

/* What a call of such a row of array_functions.def gives. An argument that isn't as it has to be: its number, from 2, and what is
 * expected of it in `expected`; else 0. -1: there are not as many arguments as there have to be. */
int axes_view(Unit *u, const Hir *hir, const HirValue *call, AxesView *view, const char **expected);

Packed axes_packed(const Type *array, const AxesView *view);

#endif
