/* lower_parts.h: what the files of lower share.
 *
 * Every HIR value is a flat list of LIR scalars, its parts:
 *   number          one (i1 for a bool); a complex: real, imaginary
 *   pointer         ptr
 *   array           ptr of element 0, ndim lengths, the strides in bytes that its type doesn't imply in the order of axes, all
 *                   i64; if ARRAY_OWNED the ptr of its block, which may be null. See View. Likewise its flags
 *   tuple           the parts of its elements, one after the other
 *   slice           those of start, stop and step; of None none
 *   range           start, stop, step
 *   iterator        see IteratorKind
 *   string          if it is one of several, its number, i32
 *   exception       its status, and the words that numbers of one take: i64
 *   record          ptr; if ARRAY_OWNED the ptr of the block that it is in
 *   None, modules, functions, types, strings: none
 *
 * The order of calls is the order of the code. So of the arguments of one call at most one appends anything: C leaves their
 * order open, and compilers differ. */
#ifndef UPCALL_LOWER_PARTS_H
#define UPCALL_LOWER_PARTS_H

#include "base/table.h"
#include "base/unit.h"
#include "hir/function.h"
#include "hir/operand.h"
#include "lir/lir_build.h"
#include "lower/sites.h"
#include "types/layout.h"
#include "types/stored.h"

/* One argument of a LIR phi: arguments are known block by block, the order of preds only at the end. */
typedef struct PhiEdge {
    LirId phi;
    LirBlockId from;
    LirId value;
} PhiEdge;

/* Where this function raises, itself or in what was inlined. */
typedef struct RaisingPlace {
    Loc loc;
    size_t place;  /* of u->sites: the innermost */
    uint64_t path; /* that leads to it from this function */
} RaisingPlace;

/* The block that raises an exception at a place, and where to: a handler, or LIR_NOTHING. Or one that releases an owner and goes
 * to `next`. Those that operations with other statuses share get the status by a phi. */
typedef struct RaiseBlock {
    int64_t status;
    LirId owner; /* LIR_NOTHING: it raises */
    LirBlockId next, block;
    LirId passed; /* the phi, or LIR_NOTHING */
} RaiseBlock;

/* What an index that may count from the end is, once it is checked. */
typedef struct Position {
    LirId index, length, position;
} Position;

typedef struct Lower {
    Unit *u;
    Function *f;
    LirFunction *out;
    LirBlockId block;   /* where emit() appends */
    Loc loc;            /* of the HIR value being lowered */
    Parts *values;      /* by ValueId; of a const nothing: constants are made where they are used, in the type wanted */
    bool *are_volatile; /* by ValueId: it reads or writes memory that is, by itself or by what is fused into it */
    LirBlockId *begins; /* by BlockId: its first LIR block */
    LirBlockId *latches; /* by BlockId: of a loop with several ways back, where they meet; else LIR_NOTHING */
    Parts *in_latch;     /* by ValueId: of a phi of such a loop, what comes back */
    ValueId *counted;    /* by ValueId: of a loop's position that is the element of a range, the iterator */
    size_t counted_count;
    struct {
        PhiEdge *items;
        size_t count, capacity;
    } edges;
    struct {
        Position *items;
        size_t count, capacity;
    } positions; /* of the HIR block being lowered: counts[i] += 1 checks once */
    struct {
        RaiseBlock *items;
        size_t count, capacity;
    } raises;
    struct {
        LirId *items;
        size_t count, capacity;
    } constants;                                    /* each once; they go to the start of block 0 */
    uint32_t scope_count;                           /* of scope_begin() */
    Table constant_table, place_table, raise_table; /* by hash; places: where the function itself raises */
    Table line_table;                               /* by hash: places of line tables */
    struct {
        RaisingPlace *items;
        size_t count, capacity;
    } raising;
    struct {
        LirId *items;
        size_t count, capacity;
    } prologue;         /* what block 0 does first: the tables of frame_table() */
    LirBlockId handler; /* where the operation being lowered goes when it raises; LIR_NOTHING: out of the function */
    Parts caught;       /* the phis there: the exception */
    bool is_volatile;   /* it reads or writes memory that is: so does each load and store of it */
    ValueId at;         /* that; HIR_NOTHING: what the function begins with */
    ValueList beside;   /* the holders that are left behind where it raises out of the function */
    struct {
        LirId *items;
        size_t count, capacity;
    } held;        /* owners of what it has made so far, released where it raises */
    ValueId taken; /* a holder whose block may be the result's by now; HIR_NOTHING: none */
    LirId left;    /* its owner if it isn't, else null */
    LirId *
        lent; /* by value that holds what C is lent: 1 more than the words of the frame that keep it; 0, or NULL: none yet */
    int64_t slots; /* bytes of the frame that arrays lie in */
    LirId result;  /* where the record goes that is the result; LIR_NOTHING: it is none */
} Lower;

enum { DATA, LENGTHS }; /* the first parts of an array */

/* An array with all that its type implies. The strides are in bytes; of an axis of constant length 1 it may be any. */
typedef struct View {
    const Type *type;
    LirId data;
    LirId owner; /* LIR_NOTHING without ARRAY_OWNED */
    const LirId *lengths, *strides;
} View;

/* ---- lower_lines.c: for line tables, where they are asked for ---- */

void begin_lines(Unit *u, const Function *f);
void stand_at(Lower *l, Loc loc); /* what is appended from now on comes from there */
/* In line tables alone: what it raises is raised by its user. Returns where that stands: l->out->place again behind it. */
uint32_t go_for_lines(Lower *l, Loc loc);
const Code *function_at(const Lower *l, Loc loc);

/* ---- lower_emit.c ------------------------------------------------------------------------------------------ */

/* What the functions below are made of: the type of the result is given. */
LirId emit(Lower *l, LirOp op, LirType type, LirId a, LirId b, LirId c);
LirId emit_list(Lower *l, LirOp op, LirType type, const LirId *args, size_t count);
LirId emit_branch(Lower *l, LirId condition, LirBlockId then, LirBlockId otherwise);
/* One operand or two; the type of the result follows from the row of lir_ops.def. */
LirId emit1(Lower *l, LirOp op, LirId a);
LirId emit2(Lower *l, LirOp op, LirId a, LirId b);
LirId emit_cast(Lower *l, LirOp op, LirType type, LirId a);
LirId emit_select(Lower *l, LirId condition, LirId then, LirId otherwise);
LirId emit_call(Lower *l, const char *symbol, LirType type, const LirId *args, size_t count);
LirId emit_load(Lower *l, LirType type, LirId pointer);
LirId emit_store(Lower *l, LirId pointer, LirId value);
LirId emit_atomic_load(Lower *l, LirType type, LirId pointer); /* of memory that other threads use meanwhile */
LirId emit_atomic_store(Lower *l, LirId pointer, LirId value);
LirId emit_atomic_add(Lower *l, LirId pointer, LirId value); /* gives what was there */
LirId with_flags(Lower *l, LirId v, unsigned flags);
/* A loop nest whose stores of that scope write nothing that its loads of that scope read, whichever runs first: the scope begins
 * in front of it. What is read where it is written (b += a: the load of b) has none: 0. */
uint32_t scope_begin(Lower *l);
LirId with_scope(Lower *l, LirId access, uint32_t scope);

LirId int_constant(Lower *l, LirType type, int64_t integer);
LirId float_constant(Lower *l, LirType type, double real);
LirId zero_constant(Lower *l, LirType type); /* of any type: 0, 0.0, null */
LirId record(Lower *l);                      /* the invocation record, of a function that takes it */
bool is_int_constant(const Lower *l, LirId v, int64_t *integer);
LirType lir_type(const Lower *l, LirId v);
int lir_size(LirType type); /* bytes in memory */

LirId param_at_start(Lower *l, size_t index); /* of the function that is made, good in all of it */
/* That many bytes of the frame, aligned to 16: the same each time, so nothing of it outlives a use. */
LirId frame_bytes(Lower *l, int64_t size);
/* Memory of the frame that holds the values one after another (a bool as a byte), filled where it is used, and if all of
 * them are constants once at the start of the function. */
LirId frame_table(Lower *l, const LirId *values, size_t count);
LirId frame_zeros(Lower *l, size_t words); /* words of the frame that are 0 when the function starts */

LirId phi_begin(Lower *l, LirType type);                          /* before anything else in the block */
void phi_edge(Lower *l, LirId phi, LirBlockId from, LirId value); /* once for each predecessor */
LirBlockId block_begin(Lower *l); /* a new block; what follows is appended to it; jumps to it are the caller's */

bool verifies_proofs(const Lower *l); /* boundscheck="verify" */
_Noreturn void unsupported(Lower *l, const char *construct);

/* ---- lower_parts.c ---------------------------------------------------------------------------------------------- */

HirValue *hir_of(const Lower *l, ValueId v);
/* How many parts a value of the type has; `types` (may be NULL) is filled with theirs. */
size_t part_types(const Unit *u, TypeId type, LirType *types);
Parts parts_new(Lower *l, size_t count);
Parts parts_of(Lower *l, LirId id); /* a list of one */
Parts parts_slice(Parts parts, size_t first, size_t count);
/* What a component of memory holds as a part of a value; and the other way round. */
LirId component_part(Lower *l, const Component *component, LirId in_memory);
LirId part_component(Lower *l, const Component *component, LirId part);
/* An entry of u->environment, as its type. */
Parts environment_value(Lower *l, size_t index);
/* A HIR value as an operand, and all that an operation has. */
Operand fetch(Lower *l, ValueId v);
Operand *fetch_all(Lower *l, const HirValue *v);
Parts parts_as(Lower *l, Operand a, TypeId type); /* converted */
LirId part_as(Lower *l, Operand a, TypeId type);  /* to a type with one part */
/* The same of HIR values: as it is, and converted. */
Parts value_parts(Lower *l, ValueId v);
Parts value_as(Lower *l, ValueId v, TypeId type);
LirId scalar_as(Lower *l, ValueId v, TypeId type);
Parts constant_as(Lower *l, const Frozen *object, TypeId type);
Parts convert(Lower *l, Parts parts, TypeId from, TypeId to);
size_t tuple_offset(const Unit *u, TypeId tuple, size_t element); /* the index of an element's first part */
LirId truth_of(Lower *l, Parts parts, TypeId type);

/* ---- lower_record.c ---------------------------------------------------------------------------------------------- */

void find_records(Unit *u);                   /* set takes_record of each function */
bool record_has_heap(Unit *u);                /* does any function make arrays? */
LirId record_member(Lower *l, size_t offset); /* its address */

/* ---- lower_own.c --------------------------------------------------------------------------------------------------- */

Parts owners_of(Lower *l, Parts parts, TypeId type); /* the owners among the parts of a value */
void retain_owners(Lower *l, Parts parts, TypeId type);
void release_owner(Lower *l, LirId owner); /* may be null */

/* Before the operation `v`, and behind it where it didn't raise. */
void own_begin(Lower *l, ValueId v);
void own_behind(Lower *l, ValueId v);
void own_result(Lower *l, ValueId ret, Parts result); /* before the function returns that */
void own_caught(Lower *l, BlockId handler);           /* where the block begins that an exception leads to */
/* At the end of a block, before the phis of a successor get what they get; is there anything to do? */
void own_edge(Lower *l, BlockId from, size_t successor);
bool own_has_work(const Lower *l, BlockId from, size_t successor);
Parts own_left_behind(Lower *l); /* the owners to release where the operation raises */
void own_leave(Lower *l);        /* an exception leaves the function from here: what is lent to C goes */

/* ---- lower_scalar.c ---------------------------------------------------------------------------------------------- */

LirType scalar_lir(TypeId type);         /* of one component of a scalar as a value (a bool is an i1) */
LirType real_lir(Lower *l, TypeId type); /* of a number that isn't complex */
bool is_unsigned(TypeId type);           /* widened with zeros, compared unsigned */
bool is_integral(TypeId type);           /* an integer or a bool */
bool is_float_lir(LirType type);
TypeId type_of_number(const Frozen *object); /* of a constant */
LirId convert_real(Lower *l, LirId v, TypeId from, TypeId to);
Parts constant_scalar(Lower *l, const Frozen *object, TypeId type);
LirId logical_not(Lower *l, LirId bit);
LirId is_true(Lower *l, LirId v); /* of a number or a pointer: it isn't 0 */
LirId is_zero(Lower *l, LirId v);
LirId is_negative(Lower *l, LirId v);

/* ---- lower.c ------------------------------------------------------------------------------------------------------ */

bool gives_record(const Unit *u, const Function *f);                  /* by value, to C */
size_t predecessor_index(const HirBlock *block, BlockId predecessor); /* among its preds */

/* ---- lower_operator.c -------------------------------------------------------------------------------------------- */

/* The result, of type `type`, of an operator on one operand or two (hir_ops.def). `target`: the function of the prelude that infer
 * made of it, or NULL. */
Parts lower_operator(Lower *l, HirOp op, TypeId type, const Operand *ops, const CallTarget *target);
/* NumPy's error, where the type of an operation is known from the source. */
void check_constants(Lower *l, TypeId type, const Operand *ops, size_t count);
/* Ints beyond 64 bits have no arithmetic but among floats. */
void check_big(Lower *l, const Operand *ops, size_t count);
/* Of what is stored as that type or converted to it by name. */
void check_held(Lower *l, TypeId type, Operand a);

/* lower_divide.c: // and %, and the remainder of C of integers, of elements: 0 where an integer is divided by 0. */
LirId element_divide(Lower *l, HirOp op, LirId a, LirId b, bool without_sign);
LirId element_remainder(Lower *l, LirId a, LirId b, bool without_sign);
/* lower_power.c: ** of elements of the real type `type`. An exponent that isn't constant has that type, and isn't negative. */
LirId element_power(Lower *l, TypeId type, LirId base, Operand exponent);

LirId lower_truediv(Lower *l, TypeId type, const Operand *ops);          /* lower_divide.c */
LirId lower_divide(Lower *l, HirOp op, TypeId type, const Operand *ops); /* // and % */
LirId lower_pow(Lower *l, TypeId type, const Operand *ops);              /* lower_power.c */
LirId lower_comparison(Lower *l, HirOp op, const Operand *ops);          /* lower_compare.c */
LirId lower_identity(Lower *l, HirOp op, const Operand *ops);

/* ---- lower_number.c ---------------------------------------------------------------------------------------------- */

/* A call of a row of number_functions.def. */
typedef struct NumberCall {
    int builtin;
    size_t count; /* of arguments */
    const CallTarget *target;
} NumberCall;

/* `args` as of a HIR_call: the arguments from [1] on. */
Parts lower_number(Lower *l, const NumberCall *call, TypeId type, const Operand *args);

/* ---- lower_elementwise.c ----------------------------------------------------------------------------------------- */

/* An element, of the type of v's elements, of an elementwise operation (element_op(), hir/elements.h). `elements` are those of its
 * operands, in the order of ElementOp: of an array one as memory has it (the parts of its type), of a scalar what fetch() gives.
 * Nothing is raised; blocks may begin, and l->block is the last of them. */
Parts lower_element(Lower *l, const HirValue *v, const Operand *elements);
/* Of a call of a row ELEMENT with numbers alone: its value. */
Parts lower_element_function(Lower *l, const HirValue *v);
/* What the operation raises where it stands, before any loop: an int that is no number of the elements' type, a negative power. */
void check_element_operands(Lower *l, const HirValue *v);
/* An element in another type, as NumPy casts what is stored in an array. */
Parts element_as(Lower *l, Parts parts, TypeId from, TypeId to);

/* ---- lower_entry.c ----------------------------------------------------------------------------------------------- */

void lower_entry(Unit *u, const Function *f); /* fills u->lir->entry, from u->signature. f: the callback */

struct LirPrototype prototype_of(Unit *u, const struct Signature *signature);

/* ---- lower_pointer.c ---------------------------------------------------------------------------------------------- */

LirId static_bytes(Lower *l,
                   const Frozen *bytes); /* where the constant lies, with a 0 behind it, as long as the code does */
Parts constant_characters(Lower *l, const Frozen *bytes, TypeId type); /* the same, with its length: an array */
Parts lower_string_float(Lower *l, const HirValue *v);
LirId lower_pointer_arithmetic(Lower *l, HirOp op, const Operand *ops);
LirId pointer_of_address(Lower *l, LirId address, TypeId type); /* which is an integer of that type */
LirId address_of_pointer(Lower *l, LirId pointer, TypeId type); /* as an integer of that type */

/* ---- lower_c_call.c ---------------------------------------------------------------------------------------------- */

Parts place_of_result(Lower *l,
                      TypeId record); /* memory for one that a function gives by value: its address, and the owner */
Parts lower_set_errno(Lower *l, const HirValue *v);
Parts lower_c_call(Lower *l, const HirValue *v); /* a call through a pointer to a C function */

/* ---- lower_call.c ------------------------------------------------------------------------------------------------ */

/* `args` are what infer found the target for: [0] is what is called. */
Parts lower_target(Lower *l, const CallTarget *target, const Operand *args, TypeId type);
Parts passed_parts(Lower *l, const Passed *passed, const Operand *args);
void lower_callees(Unit *u, const Function *f); /* those not begun: so their sites come before its own */

void find_constant_results(Lower *l); /* of the function that is done: Function.constants */

/* Block 0 of a recursive function: raise RecursionError where the stack runs out, else go to the block that HIR begins in. */
void check_stack(Lower *l);
/* When all functions are lowered: tell those that ask for the stack's limit how much is needed beyond it. */
void set_stack_reserve(Unit *u);

/* ---- lower_raise.c ----------------------------------------------------------------------------------------------- */

/* End the block with an exception of that class; or where the condition holds, and go on where it doesn't. To the handler of the
 * operation being lowered, else out of the function. infer_raises() knows that the operation raises it. */
void raise_here(Lower *l, const char *class, const char *message);
void raise_if(Lower *l, LirId condition, const char *class, const char *message);
/* With arguments that have words: the function takes the record. */
void raise_if_with(Lower *l, LirId condition, const Exception *exception, const LirId *words);
/* With boundscheck="verify": leave the function where what was proved doesn't hold, for this is a bug of ours: no handler in
 * this function catches it, and what knows which exceptions are raised doesn't count it. */
void bug_if(Lower *l, LirId condition, const char *message);

/* End the block with what a call raised: where it did, through this call; of a built-in function, as if the call itself had. */
void raise_called(Lower *l, LirId status, const CallTarget *target);
void raise_again(Lower *l, Parts exception); /* one that is a value */

int64_t status_at(Lower *l, Loc loc, const Exception *exception); /* raised there, in this function */
void leave_with(Lower *l, int64_t status); /* out of the function, whose words lie in the record */
size_t exception_number(Lower *l, const Exception *exception);

/* ---- lower_exception.c ------------------------------------------------------------------------------------------------- */

Parts lower_exception(Lower *l, ValueId v, Loc loc); /* of an instance or a class that is raised at `loc` */
void lower_raise(Lower *l, ValueId v);
LirId lower_matches(Lower *l, const HirValue *v);
Exception exception_made(Lower *l, const Function *f, ValueId v); /* by a HIR_exception, or of a class */

/* ---- lower_exception_words.c ------------------------------------------------------------------------------------------- */

size_t exception_parts(const Unit *u, LirType *types); /* how many; `types` (may be NULL) is filled with theirs */
LirId place_of_word(Lower *l, size_t word);            /* in the record */
/* Put the words of an exception where the caller finds them; and find them, after a call with that status. */
void leave_exception(Lower *l, Parts exception);
void leave_made_exception(Lower *l, ValueId made); /* a HIR_exception or a class */
Parts take_exception(Lower *l, LirId status);
/* An exception as a value: `made` is a HIR_exception or a class; HIR_NOTHING: it has no words. */
Parts new_exception(Lower *l, LirId status, ValueId made);
Parts lower_exception_args(Lower *l, const HirValue *v); /* getattr args */

/* ---- lower_text.c ------------------------------------------------------------------------------------------------ */

/* One of u->strings: its number. */
LirId string_constant(Lower *l, const Frozen *string);
LirId lower_string_comparison(Lower *l, HirOp op, const Operand *ops); /* == and != */

/* What the HIR_exception is made with, as text. NULL: nothing, or one constant string. */
const char *exception_arguments(Lower *l, const Function *f, ValueId exception);
/* The numbers in it, or in one of its arguments: how many words they take, and these words. */
size_t exception_words(const Unit *u, const Function *f, ValueId v);
size_t put_exception_words(Lower *l, ValueId v, LirId *words);

/* ---- lower_complex.c --------------------------------------------------------------------------------------------- */

Parts lower_complex_operator(Lower *l, HirOp op, TypeId type, const Operand *ops, const CallTarget *target);
LirId lower_complex_comparison(Lower *l, HirOp op, const Operand *ops); /* == and != */

/* ---- lower_array.c ----------------------------------------------------------------------------------------------- */

Parts lower_getitem(Lower *l, const HirValue *v);
Parts lower_atomic_add(Lower *l, const HirValue *v);
Parts add_atomically(Lower *l, LirId address, TypeId stored, ValueId added,
                     TypeId result); /* one word; what was there */
void lower_setitem(Lower *l, const HirValue *v);
/* What `v`, a getitem or a setitem, names with its integers: item k of the index as a position along the axis, which is in range;
 * the address behind all of them. */
LirId index_position(Lower *l, const HirValue *v, size_t k, size_t axis, LirId length);
LirId element_address(Lower *l, const HirValue *v, const View *array);
void check_is_there(Lower *l, const HirValue *v);      /* an array that may be None: raises TypeError */
LirId index_number(Lower *l, ValueId index, size_t k); /* integer k of an index or a shape, alone or in a tuple: i64 */
LirId step_to(Lower *l, LirId pointer, LirId position, LirId stride); /* an element in the same array */
void store_element(Lower *l, LirId pointer, const Type *owner,
                   Parts value); /* of `owner`, a pointer's or an array's type */
LirId component_address(Lower *l, LirId pointer, const Component *component); /* of what `pointer` points to */
int64_t element_size(const Unit *u, TypeId element); /* bytes from one to the next of a contiguous array */

/* ---- lower_assign.c ---------------------------------------------------------------------------------------------- */

/* Of hir_is_elementwise(): an array; of a fused one nothing but its lengths. */
Parts lower_array_operation(Lower *l, ValueId v);

/* ---- lower_slice.c ------------------------------------------------------------------------------------------------ */

View indexed_view(Lower *l, const HirValue *v); /* the part of an array that a getitem or a setitem names */

/* ---- lower_axes.c ------------------------------------------------------------------------------------------------- */

Parts lower_array_view(Lower *l, const HirValue *v); /* a call of a VIEW row */

/* ---- lower_view.c ------------------------------------------------------------------------------------------------- */

View view_of(Lower *l, Parts parts, TypeId type);
/* As parts of an array of `type`, whose packed axes are packed in the view too. What has no owner gets null, if the type wants one. */
Parts view_parts(Lower *l, const View *v, TypeId type);
/* The view with other axes: `order[i]` is which of its axes is axis i of the result, of `type`. */
Parts view_with_axes(Lower *l, View v, TypeId type, const int *order);

/* Without gaps in that order, {1, 0}: C's or {0, 1}: Fortran's, by NumPy's rule. */
LirId view_is_contiguous(Lower *l, const View *view, Packed order);

Parts lower_view(Lower *l, const HirValue *v);      /* a call of carray or farray */
Parts lower_parameter(Lower *l, const HirValue *v); /* a view that is a parameter */
/* A length that a call was given, of its result: raises NumPy's errors. */
void check_length(Lower *l, const HirValue *v, size_t axis, LirId length);
Parts lower_len(Lower *l, const HirValue *v);
Parts captured_array(Lower *l, const Frozen *object);

/* ---- lower_new.c --------------------------------------------------------------------------------------------------- */

/* Memory of an array that the operation makes, whose elements the caller writes, all of them, before anything can read one. Raises
 * MemoryError. If the operation raises later, it is released.
 *   v        the HIR value whose result it is
 *   type     of it: ARRAY_OWNED, in C or Fortran order
 *   lengths  one an axis, not negative; each at most type_longest_axis() */
View new_array(Lower *l, ValueId v, TypeId type, const LirId *lengths);
/* The same, gone before the operation ends; temporaries end in the opposite order. The function has to take the record: lower_record.c */
View new_temporary(Lower *l, TypeId like, const LirId *lengths);
void end_temporary(Lower *l, const View *temporary);
LirId room_for(Lower *l, const Function *callee); /* what a call passes for what the callee returns */
Parts new_empty(Lower *l, ValueId v, TypeId type, const LirId *lengths, bool is_zero); /* nobody writes its elements */

/* ---- lower_make.c ------------------------------------------------------------------------------------------------- */

Parts lower_make(Lower *l, const HirValue *v); /* a call of a MAKE row */

/* ---- lower_reduce.c, lower_product.c -------------------------------------------------------------------------------- */

Parts lower_reduce(Lower *l, const HirValue *v);                   /* a call of a row with the rule REDUCE */
Parts lower_product(Lower *l, const HirValue *v);                  /* ... that is a product */
Parts lower_matmul(Lower *l, TypeId type, const Operand *factors); /* of arrays */

/* ---- lower_attribute.c ------------------------------------------------------------------------------------------- */

Parts lower_attribute(Lower *l, const HirValue *v); /* getattr */
void lower_setattr(Lower *l, const HirValue *v);

/* ---- lower_record_compare.c --------------------------------------------------------------------------------------- */

LirId lower_record_comparison(Lower *l, HirOp op, const Operand *ops); /* == and != of records of one type */

/* ---- lower_field.c ------------------------------------------------------------------------------------------------ */

const Field *field_of(const Lower *l, const HirValue *v); /* that a getattr or a setattr names */
Parts lower_field(Lower *l, const HirValue *v); /* getattr of a field of a record, or of the records of an array */
void lower_field_store(Lower *l, const HirValue *v);
Parts lower_atomic_field(Lower *l, const HirValue *v);
/* What lies at `pointer`, of whatever has a layout, as it is when read (type_when_read()); and a value of that type stored there: a
 * record is copied. Neither asks for any alignment.
 *   owner   of the memory, for a view of it; LIR_NOTHING: it has none */
Parts load_stored(Lower *l, LirId pointer, LirId owner, TypeId stored);
void store_stored(Lower *l, LirId pointer, TypeId stored, Parts value);
Parts record_parts(Lower *l, LirId pointer, LirId owner, TypeId type);
LirId at_offset(Lower *l, LirId pointer, size_t offset);
LirId unaligned(Lower *l, LirId access);                      /* a load or a store that asks for no alignment */
View one_element(Lower *l, LirId pointer, TypeId element);    /* what lies there, as an array without axes */
View field_of_each(Lower *l, const Field *field, View array); /* of each record of an array */

/* ---- lower_bits.c ------------------------------------------------------------------------------------------------- */

/* A bit-field whose first byte `pointer` points to: as load_stored(); and a number of its element stored in it. */
Parts load_bits(Lower *l, LirId pointer, TypeId stored);
void store_bits(Lower *l, LirId pointer, TypeId stored, LirId value);
bool bits_hold(const Unit *u, TypeId stored, const Frozen *constant); /* true: also of what is no bit-field */

/* ---- lower_iter.c ------------------------------------------------------------------------------------------------ */

Parts lower_range(Lower *l, const HirValue *v);
LirId lower_iter_count(Lower *l, const HirValue *v);
LirId lower_iter_next(Lower *l, const HirValue *v);
LirId lower_iter_more(Lower *l, const HirValue *v);
void check_strict(Lower *l, Parts iterator, TypeId type); /* raises where zip(strict=True) has unequal lengths */
Parts lower_iter_item(Lower *l, const HirValue *v);

Parts lower_iterator(Lower *l, const HirValue *v); /* a call of enumerate, zip, reversed, np.ndindex, np.ndenumerate */
/* Of whatever can be looped over: how many elements, and the one at a position below that, of type_of_item(). */
LirId sequence_count(Lower *l, Parts sequence, TypeId type);
Parts sequence_item(Lower *l, Parts sequence, TypeId type, LirId position);

/* x in range, of a value of any type */
LirId range_has(Lower *l, Parts range, Parts x, TypeId type);
/* lower_range.c: positions that are the elements of a range themselves, see there. */
void find_counted(Lower *l);
bool is_counted(const Lower *l, ValueId position);
LirId counted_start(Lower *l, ValueId position);
LirId counted_next(Lower *l, ValueId position);
LirId counted_more(Lower *l, ValueId position);

LirId range_count(Lower *l, Parts range);
/* An element or a sub-array of an array at `position` along its first axis, which is in range. */
Parts array_element(Lower *l, Parts array, TypeId type, const LirId *positions); /* one position an axis, in range */
Parts array_item(Lower *l, Parts array, TypeId type, LirId position);

/* ---- lower_tuple.c ----------------------------------------------------------------------------------------------- */

Parts lower_tuple(Lower *l, const HirValue *v); /* tuple, closure, slice */
Parts lower_unpack(Lower *l, const HirValue *v);
Parts lower_rest(Lower *l, const HirValue *v);
Parts lower_splice(Lower *l, const HirValue *v);
Parts lower_tuple_arith(Lower *l, HirOp op, TypeId type, const Operand *ops); /* + and * */
Parts lower_tuple_item(Lower *l, const HirValue *v);
Parts tuple_element(Lower *l, ValueId tuple, size_t i);
/* The element of a tuple at a position that is in range, as the type that its elements have in common. */
Parts tuple_at(Lower *l, Parts tuple, TypeId type, LirId position);

/* ---- lower_tuple_compare.c --------------------------------------------------------------------------------------- */

Operand tuple_item(Lower *l, Operand tuple, size_t i); /* an element as an operand */
LirId lower_tuple_comparison(Lower *l, HirOp op, const Operand *ops);
LirId lower_contains(Lower *l, Operand item, Operand container);
LirId tuple_has_at(Lower *l, Operand item, Operand tuple, size_t i); /* element i is the item, or equal to it */

/* ---- lower_tuple_call.c ------------------------------------------------------------------------------------------ */

Parts lower_named_tuple(Lower *l, const HirValue *v); /* a call with fields */
Parts lower_tuple_call(Lower *l, const HirValue *v);  /* of tuple(), index, count */

#endif
