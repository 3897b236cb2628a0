/* infer_call.h: what the files of infer share. */
#ifndef UPCALL_INFER_CALL_H
#define UPCALL_INFER_CALL_H

#include "unit.h"

typedef struct Infer {
    Unit *u;
    Function *f;
} Infer;

TypeId infer_type_of(const Infer *in, ValueId v);
const char *infer_describe(const Infer *in, ValueId v); /* "float64[:]", "a dict", "None": for errors */

TypeId infer_constant_type(Unit *u, const Object *object);

/* The type of a call of a Python function: its result's, TYPE_UNKNOWN as long as that isn't known. Sets call->target.
 * fails E_CALL. infer_function.c */
TypeId infer_function_call(Infer *in, HirValue *call, const Object *function);

/* The type of a call whose arguments all have types; sets call->builtin. */
TypeId infer_call(Infer *in, HirValue *call);

#endif
