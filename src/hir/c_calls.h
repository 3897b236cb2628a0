/* c_calls.h: calls of C functions: which function it is, where several go by one name, and what its arguments are passed as. */
#ifndef UPCALL_C_CALLS_H
#define UPCALL_C_CALLS_H

#include "hir/operand.h"
#include "types/signature.h"

typedef struct CCall {
    const Frozen *function; /* NULL: a pointer that is known at run time */
    size_t which;           /* of several, which it is */
    Signature
        signature; /* with those that aren't given, and those behind `...` as C promotes them; TYPE_UNKNOWN: it doesn't */
    size_t given; /* how many the call gives */
} CCall;

bool is_c_function(const Unit *u, Operand callee);

/*   ops, count   the callee, then the arguments. Where they suit none of several functions it is the first one */
CCall c_call_of(Unit *u, const Operand *ops, size_t count);

/* May it be passed as that type? As in a store; but `void *` is also any other pointer, as in C, and memory is where it begins. */
bool c_call_passes(Unit *u, Operand a, TypeId to);

#endif
