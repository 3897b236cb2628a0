/* infer_rules.h: what the files of infer share. */
#ifndef UPCALL_INFER_RULES_H
#define UPCALL_INFER_RULES_H

#include "base/unit.h"
#include "hir/function.h"

typedef struct Infer {
    Unit *u;
    Function *f;
    bool expanded; /* some values may have lost their last use */
} Infer;

TypeId infer_type_of(const Infer *in, ValueId v);
TypeId infer_arg_type(const Infer *in, const HirValue *value, size_t i); /* of operand i */

/* ---- infer_explain.c ---- */

_Noreturn void infer_bad_operands(Infer *in, const HirValue *value); /* of an operator */
const char *infer_describe(const Infer *in, ValueId v);              /* "float64[:]", "a dict", "None": for errors */
/* Where operand i stands; where that isn't known, the whole operation. */
Loc infer_place(const HirValue *value, size_t i);
/* Have the error show operand i: its type, and where that comes from. */
void infer_explain(const Infer *in, const HirValue *value, size_t i);
const char *infer_advice(const Infer *in, ValueId v); /* what to write instead of an operand of this type, or NULL */
_Noreturn void infer_bad_argument(Infer *in, const HirValue *call, size_t i, const char *expected); /* i: from 0 */
_Noreturn void infer_bad_count(Infer *in, const HirValue *call); /* of a built-in function: E_CALL_COUNT */
_Noreturn void infer_bad_keyword(Infer *in, const HirValue *call, const char *keyword); /* E_KEYWORD */

/* ---- infer.c ---- */

TypeId infer_constant_type(Unit *u, const Object *object);

/* The type of a value whose operands all have types. */
TypeId infer_operation(Infer *in, HirValue *value);

TypeId infer_operator(Infer *in, HirValue *value); /* infer_operator.c */

/* ---- infer_join.c ---- */

/* A phi. fails E_KINDS_MEET, E_FUNCTIONS_MEET; E_RETURN_* where it is what the function returns */
TypeId infer_phi(Infer *in, const HirValue *phi);
void infer_return(Infer *in, ValueId v);
/* Does this call only raise, and what stands behind it goes when the round is over? */
bool infer_comes_not_back(const Function *f, ValueId v);

/* The type of a call of a Python function: its result's, TYPE_UNKNOWN as long as that isn't known. Sets call->target.
 *   passed_as   what all arguments but None are converted to; TYPE_UNKNOWN: they are passed as they are
 * fails E_CALL. infer_function.c */
TypeId infer_function_call(Infer *in, HirValue *call, const Object *function, TypeId passed_as);

/* The same where each argument is converted to the type of its own; TYPE_UNKNOWN: it is passed as it is. */
TypeId infer_converted_call(Infer *in, HirValue *call, const Object *function, const TypeId *types);

/* --- infer_complex.c: operators on complex numbers that are functions of the prelude --- */

/* The type of a / b and a ** b of the complex type `type`; sets value->target where that is a call. */
TypeId infer_complex_operator(Infer *in, HirValue *value, TypeId type);

/* When all types are known. fails E_CAPTURE_CHANGES. infer_fleeting.c */
void infer_check_fleeting(Unit *u, Function *f);

/* The type of a call of a row of number_functions.def. infer_number.c */
TypeId infer_number_call(Infer *in, HirValue *call);
/* A call of sum or math.prod, with its start. infer_sum.c */
TypeId infer_sum(Infer *in, HirValue *call);

/* ---- infer_exception.c ---- */

TypeId infer_made_exception(Infer *in, const HirValue *value); /* fails E_RAISE, E_EXCEPTION_ARGUMENT */
TypeId infer_text(Infer *in, const HirValue *value);           /* fails E_EXCEPTION_ARGUMENT */
TypeId infer_raised(Infer *in, const HirValue *value);         /* fails E_RAISE */
TypeId infer_match(Infer *in, const HirValue *value);          /* fails E_EXCEPT */
/* e.args: what the `raise` statements that lead there have in common; TYPE_UNKNOWN: none does yet.
 * fails E_EXCEPTION_KINDS */
TypeId infer_exception_args(Infer *in, const HirValue *value);
/* Is argument `i` a literal, of the one `raise` that leads there? */
bool infer_is_weak_argument(const Infer *in, const HirValue *args, size_t i);
/* When all types are known: no exception that a `raise` makes gets to an e.args that has none, so the code behind it goes.
 * Was there any? */
bool infer_end_readers(Unit *u, Function *f);

/* --- infer_iter.c --- */

/* The type of iter(args[operand]) of `user`. fails E_NOT_ITERABLE, E_ITERATOR_USE */
TypeId infer_iterator(Infer *in, const HirValue *user, size_t operand);
/* Is it a call of enumerate, zip, reversed, np.ndindex or np.ndenumerate? Then its type. */
bool infer_iterator_call(Infer *in, const HirValue *call, TypeId *type);

/* Put what the call at `at` of a block means before it and in its place: where to go on inferring. infer_expand.c
 * fails E_SPLICE where what stands behind * is no tuple. */
size_t infer_expand(Infer *in, BlockId block, size_t at);

/* The type of a call whose arguments all have types; sets call->builtin. */
TypeId infer_call(Infer *in, HirValue *call);

/* ---- infer_view.c: pointers and arrays ---- */

/* A call of carray or farray. fails E_DTYPE, E_DTYPE_MISSING, E_DTYPE_MISMATCH, E_ARGUMENT, E_CALL_COUNT, E_KEYWORD */
TypeId infer_view(Infer *in, const HirValue *call, char layout);
/* owner[index], and owner[index] = value, of a pointer or an array. fails E_INDEX, E_NOT_INDEXABLE, E_STORE, E_READ_ONLY */
TypeId infer_element(Infer *in, const HirValue *value);
void infer_element_store(Infer *in, const HirValue *value);

/* ---- infer_attribute.c ---- */

/* Of owner.name; sets value->attribute. fails E_ATTRIBUTE, E_ATTRIBUTE_UNKNOWN, E_EXCEPTION_KINDS */
TypeId infer_attribute(Infer *in, HirValue *value);
/* Is it flags["C_CONTIGUOUS"] of an array? Then it becomes the attribute of flags. */
bool infer_named_flag(const Infer *in, HirValue *getitem);
TypeId infer_dtype(Infer *in, TypeId element); /* of the object x.dtype */

/* ---- infer_made.c ---- */

/* The type of what np.finfo and its like make of a dtype. fails E_DTYPE, E_CALLEE */
TypeId infer_made(Infer *in, const HirValue *call, const Object *maker);

/* ---- infer_tuple.c ---- */

bool infer_on_tuples(const Infer *in, const HirValue *value); /* is an operand a tuple? */
TypeId infer_tuple_arithmetic(Infer *in, const HirValue *value);
TypeId infer_tuple_comparison(Infer *in, const HirValue *value);
TypeId infer_tuple_identity(Infer *in, const HirValue *value);
TypeId infer_tuple_item(Infer *in, const HirValue *value); /* fails E_TUPLE_INDEX, E_TUPLE_RANGE, E_TUPLE_SLICE */
TypeId infer_contains(Infer *in, const HirValue *value);
TypeId infer_unpacked(Infer *in, const HirValue *value);
TypeId infer_rest(Infer *in, const HirValue *value);
TypeId infer_splice(Infer *in, const HirValue *value);
TypeId infer_slice(Infer *in, const HirValue *value);
bool infer_is_weak_item(const Infer *in, const HirValue *value);
bool infer_equality_exists(Infer *in, TypeId a, TypeId b); /* between elements of tuples */

/* ---- infer_tuple_call.c ---- */

/* Is it a call of tuple(), or of a method of tuples? Then its type. */
bool infer_tuple_call(Infer *in, HirValue *call, TypeId *type);
/* A call of a named tuple's class; sets call->target. fails E_CALL. infer_function.c */
TypeId infer_named_tuple(Infer *in, HirValue *call, const Object *class);

/* Can a value of type `from` be passed, returned or stored where `to` is declared? No float becomes an integer by itself. */
bool infer_converts(const Infer *in, TypeId from, TypeId to);

#endif
