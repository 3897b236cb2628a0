/* infer_raises.h: which exceptions an operation may raise by itself. */
#ifndef UPCALL_INFER_RAISES_H
#define UPCALL_INFER_RAISES_H

#include "frozen/exception_classes.h"
#include "hir/function.h"

/* RAISES_ flags: not what a function raises that it calls. Needs the types; 0 where one of the operands' isn't known (yet). */
unsigned infer_raises(Unit *u, const Function *f, const HirValue *v);

#endif
