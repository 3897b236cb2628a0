/* operand.h: what the rules of infer and lower take, so that a rule doesn't ask where its operands come from. A case for a HIR
 * operation fetches them; two elements of tuples, or of arrays, are operands without being HIR values. */
#ifndef UPCALL_OPERAND_H
#define UPCALL_OPERAND_H

#include "hir/hir.h"

/* LIR values, one after the other: see lower_parts.h. */
typedef struct Parts {
    LirId *ids;
    size_t count;
} Parts;

/* A number is weak that takes the type of what it meets (SEMANTICS, NEP 50): a literal, a captured Python number, or what
 * arithmetic of such numbers gives, which Python computes with its own int and float. */
typedef struct Operand {
    TypeId type;
    bool weak;
    bool
        is_sized; /* types.int64(n), np.int64(n): of that type by name, where others are int64 because Python's ints are */
    const Frozen *constant; /* the frozen object that it is, or NULL */
    ValueId value; /* the HIR value that it is, or a part of which; HIR_NOTHING: none. For errors and identity alone */
    size_t first;  /* the part of `value` that it begins with */
    const Span *place; /* where it stands in the source; NULL: that isn't known */
    Parts parts;       /* in lower. A constant has none: it is made where it is used, in the type wanted there */
} Operand;

Operand operand_of(const Hir *hir, ValueId v);
Operand operand_of_constant(const Frozen *object, TypeId type);
Operand operand_of_type(TypeId type); /* something of that type that is known at run time */

/* Are they the same value at run time, or the same part of one? */
bool operands_are_one(Operand a, Operand b);
/* Is it an int constant that isn't among the numbers of this sized type? */
bool operand_is_beyond(Operand a, TypeId type);
/* May it be stored as that type or converted to it by name? Not a constant of Python's, cut off, that an integer type hasn't. */
bool operand_is_held(Operand a, TypeId type);
/* Is it an int constant beyond 64 bits? It is a float beside floats, has its place in the order of ints, and no arithmetic. */
bool operand_is_big(Operand a);
/* One of these that is big, with no float among the others; NULL: there is none. */
const Operand *operands_big(const Operand *ops, size_t count);
/* type_promote() of two; TYPE_UNKNOWN: there is no such type. */
TypeId operands_promote(Operand a, Operand b);
/* Is base ** exponent of integers a float? A negative constant exponent makes it one (SEMANTICS, "Numbers"); but of sized integers
 * NumPy raises ValueError. */
bool operands_power_is_float(Operand base, Operand exponent);
/* Is it a constant whole number from 0 to 100? CPython multiplies for those powers of a complex number. */
bool operand_small_power(Operand exponent, int64_t *whole);
/* Arithmetic of weak numbers alone is weak. */
bool operands_are_weak(const Operand *ops, size_t count);

#endif
