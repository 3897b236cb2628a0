/* inline.h: calls of small functions become what they do, so that array operations of both sides are of one function. */
#ifndef UPCALL_INLINE_H
#define UPCALL_INLINE_H

#include "base/unit.h"

/* Put what is called in the place of its call, where arrays pass between the two and the callee is one block. LLVM inlines the rest.
 * Needs:  types.   Keeps: them; blocks and edges.   Breaks: ids of values.
 * Leaves: Loc.inlined of what was put in: tracebacks have the frames that there were. Functions that nothing calls any more are gone. */
void inline_calls(Unit *u);

#endif
