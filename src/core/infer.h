/* infer.h: types to a fixpoint. */
#ifndef UPCALL_INFER_H
#define UPCALL_INFER_H

#include "unit.h"

/* Give every value of f->hir its type, and every call its built-in function.
 * Needs:  HIR as build() leaves it; f->parameters, f->result.   Keeps: values, blocks, order.
 * Leaves: no TYPE_UNKNOWN; each operation is one that lower has code for with these types.
 * fails   where a rule has no type for its operands; the error names the types and where they came from */
void infer(Unit *u, Function *f);

#endif
