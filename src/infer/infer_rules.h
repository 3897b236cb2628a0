/* infer_rules.h: what the files of infer share. */
#ifndef UPCALL_INFER_RULES_H
#define UPCALL_INFER_RULES_H

#include "base/unit.h"
#include "hir/function.h"
#include "hir/operand.h"

typedef struct Infer {
    Unit *u;
    Function *f;
    bool expanded; /* some values may have lost their last use */
    ValueId at;    /* whose type is asked for */
} Infer;

/* A call as its rules see it: that of a HIR value, or one that an operator means. */
typedef struct Call {
    const Operand *args; /* args[0] is what is called */
    size_t count;
    const char *const *keywords; /* names of the last `keyword_count` args */
    size_t keyword_count;
    bool has_owner;           /* args[1] is what a method was taken from */
    bool is_operator;         /* it stands for an operator */
    int builtin;              /* BuiltinId, or -1 */
    const CallTarget *target; /* found: the Python function that it goes to */
    const Passed *fields;     /* found: what the named tuple is made of */
} Call;

TypeId infer_type_of(const Infer *in, ValueId v);
TypeId infer_arg_type(const Infer *in, const HirValue *value, size_t i); /* of operand i */
const HirValue *infer_current(const Infer *in);                          /* in->at */
Operand infer_operand(const Infer *in, const HirValue *value, size_t i);

/* ---- infer_explain.c ---- */

_Noreturn void infer_bad_operands(Infer *in, HirOp op, const Operand *ops);
const char *infer_describe(const Infer *in, Operand a); /* "float64[:]", "a dict", "None": for errors */
const char *infer_describe_value(const Infer *in, ValueId v);
Loc infer_place(const Infer *in, Operand a); /* where it stands; where that isn't known, the whole operation */
/* Have the error show the operand: its type, and where that comes from. */
void infer_explain(const Infer *in, Operand a);
const char *infer_advice(const Infer *in, TypeId type); /* what to write instead of an operand of this type, or NULL */

/* ---- infer.c ---- */

/* The type of a value whose operands all have types. */
TypeId infer_operation(Infer *in, HirValue *value);

/* ---- infer_operator.c ---- */

/* The type of an operator's result; hir_ops.def says whether it has one operand or two. `target`: the function of the prelude
 * that it is a call of, or NULL. */
TypeId infer_operator(Infer *in, HirOp op, const Operand *ops, const CallTarget **target);

/* ---- infer_join.c ---- */

/* A phi. fails E_KINDS_MEET, E_FUNCTIONS_MEET; E_RETURN_* where it is what the function returns */
TypeId infer_phi(Infer *in, const HirValue *phi);
/* A variable that is an int beyond 64 bits here and an int on another way has no type, nor have the elements of such a tuple.
 * fails E_CONSTANT_BIG */
void infer_check_big(Infer *in, ValueId v);
void infer_return(Infer *in, ValueId v);
/* Does this call only raise, and what stands behind it goes when the round is over? */
bool infer_comes_not_back(const Function *f, ValueId v);

/* ---- infer_function.c ---- */

/* The type of a call of a Python function: its result's, TYPE_UNKNOWN as long as that isn't known. Sets call->target.
 *   passed_as   what all arguments but None are converted to; TYPE_UNKNOWN: they are passed as they are
 * fails E_CALL */
TypeId infer_function_call(Infer *in, Call *call, const Frozen *function, TypeId passed_as);

/* The same where each argument is converted to the type of its own; TYPE_UNKNOWN: it is passed as it is. */
TypeId infer_converted_call(Infer *in, Call *call, const Frozen *function, const TypeId *types);
/* A call of a named tuple's class; sets call->fields. fails E_CALL */
TypeId infer_named_tuple(Infer *in, Call *call, const Frozen *class);

/* --- infer_complex.c: operators on complex numbers that are functions of the prelude --- */

/* The type of a / b and a ** b of the complex type `type`; sets the target where that is a call. */
TypeId infer_complex_division(Infer *in, const Operand *ops, TypeId type, const CallTarget **target);
TypeId infer_complex_power(Infer *in, const Operand *ops, TypeId type, const CallTarget **target);

/* When all types are known. fails E_CAPTURE_CHANGES. infer_fleeting.c */
void infer_check_fleeting(Unit *u, Function *f);

/* The type of a call of a row of number_functions.def. infer_number.c */
TypeId infer_number_call(Infer *in, Call *call);
/* A call of sum or math.prod, with its start. infer_sum.c */
TypeId infer_sum(Infer *in, Call *call);

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

/* Put what the call, or the store to fields, at `at` of a block means before it and in its place: where to go on inferring. infer_expand.c
 * fails E_SPLICE where what stands behind * is no tuple. */
size_t infer_expand(Infer *in, BlockId block, size_t at);

/* ---- infer_call.c ---- */

/* The type of a call whose arguments all have types; sets builtin, target and fields. */
TypeId infer_call(Infer *in, HirValue *call);
/* Errors of built-in functions. `number`: of the argument, from 1 */
_Noreturn void infer_bad_argument(Infer *in, int builtin, size_t number, Operand argument, const char *expected);
_Noreturn void infer_bad_count(Infer *in, int builtin, size_t given);
_Noreturn void infer_bad_keyword(Infer *in, int builtin, const char *keyword);

/* ---- infer_string.c ---- */

void infer_advise_string(Infer *in, TypeId a, TypeId b); /* of what is compared */
void infer_advise_stored_string(Infer *in, TypeId stored, TypeId to);
const char *infer_string_in_prelude(Infer *in,
                                    const HirValue *call); /* len(), int(), float() of one; NULL: another call */
TypeId infer_string_call(Infer *in, const Call *call);     /* of machine.string */

/* ---- infer_pointer.c ---- */

TypeId infer_pointer_arithmetic(Infer *in, HirOp op, const Operand *ops);
TypeId infer_pointer_cast(Infer *in, Operand a, TypeId to); /* one of them is a pointer */
TypeId infer_cast(Infer *in, const Call *call);
TypeId infer_pointer_type(Infer *in, const Call *call);    /* CPointer(type) */
void infer_advise_cast(Infer *in, TypeId from, TypeId to); /* where a pointer isn't taken for another */

/* ---- infer_c_call.c ---- */

/* A call through a pointer to a C function. fails E_ARGUMENT, E_CALL_COUNT, E_KEYWORD */
TypeId infer_c_call(Infer *in, const HirValue *call);

/* ---- infer_reduce.c ---- */

/* A call of a row with the rule REDUCE. fails E_ARGUMENT, E_CALL_COUNT, E_KEYWORD, E_DTYPE */
TypeId infer_reduce(Infer *in, const HirValue *call);
/* The function of the prelude for a reduction with `out`, `where`, `initial` and their like; NULL: it is another call. */
const char *infer_reduce_in_prelude(const Infer *in, const HirValue *call);

/* ---- infer_product.c ---- */

TypeId infer_matmul(Infer *in, const Operand *factors); /* of arrays. fails E_OPERANDS */
/* A call of a product. fails E_ARGUMENT, E_CALL_COUNT */
TypeId infer_product(Infer *in, const HirValue *call);
/* The function of the prelude for a product of other arrays than those, or with `out`; NULL: it is another call. */
const char *infer_product_in_prelude(const Infer *in, const HirValue *call);

/* ---- infer_view.c: pointers and arrays ---- */

/* A call of carray or farray. fails E_DTYPE, E_DTYPE_MISSING, E_DTYPE_MISMATCH, E_ARGUMENT, E_CALL_COUNT, E_KEYWORD */
TypeId infer_view(Infer *in, const HirValue *call, Packed order(int ndim));
TypeId infer_parameter(Infer *in, const HirValue *call); /* of an array that is one */
/* The element type that an argument names, a dtype; TYPE_none: `dtype` is HIR_NOTHING or None. fails E_DTYPE */
TypeId infer_dtype_argument(Infer *in, const HirValue *call, ValueId dtype);
/* How many axes the first argument, a shape, says. fails E_ARGUMENT */
int infer_shape_argument(Infer *in, const HirValue *call, ValueId shape);
/* owner[index], and owner[index] = value, of a pointer or an array. fails E_INDEX, E_NOT_INDEXABLE, E_STORE, E_READ_ONLY */
TypeId infer_element(Infer *in, const HirValue *value);
TypeId infer_atomic_add(Infer *in, const HirValue *value);
TypeId infer_atomic_field(Infer *in, HirValue *value);
/* What is added, operand i, to a number that the first one leads to.   fails E_READ_ONLY, E_STORE */
void infer_atomic_addend(Infer *in, const HirValue *value, size_t i, TypeId stored);
void infer_element_store(Infer *in, const HirValue *value);
/* Operand `operand` is stored where an element lies. fails E_STORE */
void infer_stored(Infer *in, const HirValue *value, size_t operand, TypeId element);
bool infer_is_by_reference(const Infer *in, ValueId v); /* ctypes.byref(x), ctypes.pointer(x) */
void infer_part_stored(Infer *in, const HirValue *value, size_t operand, TypeId element, int ndim);

/* ---- infer_record.c: what is stored in arrays and records ---- */

enum { NO_AXES = -1 }; /* of an element; a part of an array may have 0 */

/* Can what is of type `stored` be stored in an element, or in a part of an array with so many axes? A part takes an array, tuples
 * inside one another, and what each element takes; a record takes one of its type, a tuple with a value for each field, and a
 * number for all of them. */
/* What a function with that result gives: a record by value lies in memory made for it, as a new array does. */
TypeId infer_given_by_c(const Infer *in, TypeId result);
/* Is it a record that C gets by value, or a tuple of what fills it? */
bool infer_gives_record(const Infer *in, TypeId from, TypeId to);
bool infer_is_stored(const Infer *in, TypeId element, int ndim, TypeId stored);
const char *infer_advice_on_fields(const Infer *in, TypeId element, TypeId stored); /* if not; NULL: there is none */
/* Has == a meaning? They are records of one type, of which compiled code knows all fields. */
bool infer_records_compare(const Infer *in, TypeId a, TypeId b);
/* Is it an unpacking of a record? Then it becomes the attribute. */
bool infer_unpacks_record(Infer *in, HirValue *value);

/* ---- infer_axes.c ---- */

TypeId infer_array_view(Infer *in, const HirValue *call); /* of a VIEW row */

/* ---- infer_make.c ---- */

/* A call of a MAKE row of array_functions.def. fails E_DTYPE, E_ARGUMENT, E_CALL_COUNT, E_KEYWORD, E_STORE */
TypeId infer_make(Infer *in, const HirValue *call);

/* ---- infer_elementwise.c: operations on whole arrays, element by element ---- */

bool infer_is_elementwise(const Infer *in, const HirValue *value);
/* Its type, an array; sets builtin and target. fails E_OPERAND, E_OPERANDS, E_ARGUMENT, E_ELEMENT_CAST, E_READ_ONLY */
TypeId infer_elementwise(Infer *in, HirValue *value);
/* A call of a row ELEMENT with numbers alone. */
TypeId infer_element_function(Infer *in, HirValue *value);

/* ---- infer_attribute.c ---- */

/* Of owner.name; sets value->attribute. fails E_ATTRIBUTE, E_ATTRIBUTE_UNKNOWN, E_EXCEPTION_KINDS */
TypeId infer_attribute(Infer *in, HirValue *value);
void infer_attribute_store(Infer *in, HirValue *value); /* owner.name = value. fails E_UNSUPPORTED_CONSTRUCT, E_STORE */
/* Is it flags["C_CONTIGUOUS"] of an array, or record["x"], read or written? Then it becomes the attribute. fails E_FIELD */
bool infer_named_item(Infer *in, HirValue *item);
bool infer_stores_array(
    Infer *in, const HirValue *setattr); /* to a field that is an array, or to one of all records of an array */
bool infer_is_text_field(const Infer *in, const HirValue *value); /* does it read or store a field `char name[N]`? */
TypeId infer_dtype(Infer *in, TypeId element);                    /* of the object x.dtype */

/* ---- infer_made.c ---- */

/* The type of what np.finfo and its like make of a dtype. fails E_DTYPE, E_CALLEE */
TypeId infer_made(Infer *in, const HirValue *call, const Frozen *maker);

/* ---- infer_tuple.c ---- */

TypeId infer_tuple_arithmetic(Infer *in, HirOp op, const Operand *ops);
TypeId infer_tuple_comparison(Infer *in, HirOp op, const Operand *ops);
TypeId infer_tuple_identity(Infer *in, HirOp op, const Operand *ops);
TypeId infer_tuple_item(Infer *in, const HirValue *value);       /* fails E_TUPLE_INDEX, E_TUPLE_RANGE, E_TUPLE_SLICE */
TypeId infer_contains(Infer *in, Operand item, Operand in_what); /* fails E_CONTAINS */
TypeId infer_unpacked(Infer *in, const HirValue *value);
TypeId infer_rest(Infer *in, const HirValue *value);
TypeId infer_splice(Infer *in, const HirValue *value);
TypeId infer_slice(Infer *in, const HirValue *value);
/* Element `i` of a tuple, as what it was made of where that is known. */
Operand infer_item(const Infer *in, Operand tuple, size_t i);
bool infer_is_weak_item(const Infer *in, const HirValue *value);
bool infer_equality_exists(Infer *in, TypeId a, TypeId b); /* between elements of tuples */

/* ---- infer_tuple_call.c ---- */

/* Is it a call of tuple(), or of a method of tuples? Then its type. */
bool infer_tuple_call(Infer *in, HirValue *call, TypeId *type);

#endif
