/* infer_expand.h: what the files of infer_expand share. */
#ifndef UPCALL_INFER_EXPAND_H
#define UPCALL_INFER_EXPAND_H

#include "hir/hir.h"
#include "infer/infer_rules.h"

/* A value of which more is known now. */
typedef struct Expand {
    Infer *in;
    Hir *hir;
    ValueId call;
    BlockId block;
    size_t at;       /* of the call in its block */
    size_t inserted; /* values just before it */
} Expand;

HirValue *expand_call(const Expand *x);
int expand_called_row(const Expand *x); /* of a built-in function; -1: it is none */
bool expand_is_condition(HirOp op);     /* does it ask for the truth of its operands? */

/* A value just before the call; a constant. */
ValueId expand_insert(Expand *x, HirOp op, const ValueId *args, size_t count);
ValueId expand_constant(Expand *x, const Frozen *object);

ValueId expand_item(Expand *x, ValueId tuple, size_t i); /* as it was put into the tuple, where that is known */

/* infer_expand_list.c: argument i becomes an array that is made of it. */
void expand_to_array(Expand *x, size_t i);
void expand_lists(Expand *x);

/* infer_expand_array.c: its operands have types. */
void expand_arrays(Expand *x);

/* infer_expand_string.c: was it an operation on C strings? */
bool expand_string(Expand *x);

/* infer_expand_pointer.c: did a captured pointer of ctypes stand for what it holds? fails E_ARGUMENT */
bool expand_pointers(Expand *x);

/* infer_expand_record.c: was it a call of a struct?
 * fails E_CALLEE, E_CALL_COUNT, E_KEYWORD */
bool expand_record(Expand *x);

/* infer_expand_ufunc.c: is it a ufunc with keywords that mean other operations?
 * fails E_UFUNC_WHERE, E_UFUNC_DTYPE, E_ELEMENT_INPUT, E_ARGUMENT */
bool expand_ufunc(Expand *x);

#endif
