/* elements.h: operations whose element at an index depends on the elements of their operands there: which they are, what their
 * operands are, and what type is computed in.
 *
 * Operators are NumPy's ufuncs, rows of number_functions.def; the others are rows of array_functions.def with the rule ELEMENT. */
#ifndef UPCALL_ELEMENTS_H
#define UPCALL_ELEMENTS_H

#include "frozen/builtins.h"
#include "hir/operand.h"

enum { MOST_ELEMENTS = 8 }; /* operands of one operation */

typedef struct ElementOp {
    int builtin;                     /* BuiltinId: that of the ufunc, for an operator */
    size_t count;                    /* of .operands */
    ValueId operands[MOST_ELEMENTS]; /* that have elements: arrays, and scalars, which are the same everywhere */
    size_t arguments[MOST_ELEMENTS]; /* where they stand in the args of the HIR value */
    ValueId target;                  /* the array that the results are stored in; HIR_NOTHING: a new one */
} ElementOp;

bool hir_is_array(const Unit *u, const Hir *hir, ValueId v);

/* Where among the arguments by position, from 1, a call's output may stand; 0: nowhere. */
size_t element_out_position(int builtin);

/* Is it such an operation, by what it is called and its arguments' types, which are known? No 0-d array is among them without
 * others (infer_expand.c reads those). */
bool element_op(const Unit *u, const Hir *hir, const HirValue *v, ElementOp *op);

/* The ufunc of an operator: BUILTIN_numpy_add; -1: it has none. */
int element_row(HirOp op);
/* That of a function of Python's that asks its argument: abs(a); a ufunc's own; -1: neither. */
int element_row_of_call(int builtin);

/* An element of the operand: of an array as memory has it, strong; a scalar as it is, but an int is weak, as Python's. */
Operand element_operand(Unit *u, const Hir *hir, ValueId v);

/* What two elements have in common: NumPy's result_type. TYPE_UNKNOWN: nothing. */
TypeId element_promote(Operand a, Operand b);
TypeId element_common(const Operand *ops, size_t count); /* of several; None doesn't count */
/* The float type of what isn't complex: of integers with up to 16 bits and bools float32, of others float64. */
TypeId element_float(TypeId type);

/* The type that a ufunc's elements are converted to; TYPE_UNKNOWN: it refuses them. Comparisons keep integers as they are, == and !=
 * take what isn't a number too. */
TypeId element_loop(int builtin, const Operand *ops, size_t count);
bool element_compares(int builtin);    /* is it a comparison? */
bool element_is_function(int builtin); /* a function of elements that is no ufunc */
/* // % and ** have code of their own for elements, which raises nothing. */
bool element_is_division(int builtin, TypeId loop);
/* Of real numbers, and squares; of integers a negative exponent raises before the loops. */
bool element_is_power(int builtin, TypeId loop, const Operand *ops);

/* Are the elements of `v` looked at before the loop, too? Those of a signed exponent of integers: a negative one raises there. */
bool element_is_checked(Unit *u, const Hir *hir, const HirValue *operation, ValueId v);

/* The type that operand `i` of a row ELEMENT is converted to; TYPE_UNKNOWN: it stays as it is, or they have none in common. */
TypeId element_wanted(int builtin, const Operand *ops, size_t count, size_t i);
/* The kind of the elements, as names of the prelude end: "int", "float", "complex". */
const char *element_kind(TypeId type);

/* NumPy's casting rule "same_kind": of what is stored in the target of an operation. */
bool element_same_kind(TypeId from, TypeId to);
/* NumPy's name of an element's type: "uint8", "bool". */
const char *element_dtype(TypeId type);

#endif
