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

/* --- infer_iter.c --- */

/* The type of iter(iterable). fails E_NOT_ITERABLE, E_ITERATOR_USE */
TypeId infer_iterator(Infer *in, const HirValue *user, ValueId iterable);
/* Is it a call of enumerate, zip, reversed, np.ndindex or np.ndenumerate? Then its type. */
bool infer_iterator_call(Infer *in, const HirValue *call, TypeId *type);

/* The type of a call whose arguments all have types; sets call->builtin. */
TypeId infer_call(Infer *in, HirValue *call);

#endif
