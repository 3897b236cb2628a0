/* infer.h: types to a fixpoint. */
#ifndef UPCALL_INFER_H
#define UPCALL_INFER_H

#include "base/unit.h"

/* Give every value its type, and every call its built-in function or the Python function that it goes to, which is built
 * and inferred along.
 * Needs:  u->functions->items[0], built.   Keeps: what the function means.
 * Leaves: u->functions: all that are called, each once for its bindings; no TYPE_UNKNOWN; each operation has
 *         types that its row in hir_ops.def allows. What follows a call that never comes back is gone.
 * fails   where a rule has no type for its operands; the error names the types and where they came from */
void infer(Unit *u);

#endif
