/* hir.h: the high-level intermediate representation: SSA of Python operations.
 *
 * build makes it without types, infer writes the types in, bound and lower read it. A value is an index into its
 * function's `values`; a block is an index into `blocks`, which are in reverse postorder (a loop's body before its exit).
 *
 * Invariants, checked by verify_hir(): a definition dominates its uses; phis come first in a block, with one argument a
 * predecessor, in the order of preds; a block ends in exactly one terminator; there is one `ret`, unless the function never
 * returns; every block is reached; a block whose only successor has it as its only predecessor doesn't exist (it is one
 * block); `const` values stand in block 0; a guard's operation stands before it, and its successor 1, which has no other
 * predecessor, begins with `caught`. And as build leaves it: no block is empty but for a jump, unless both ways of one branch
 * would meet; no phi has but one distinct argument, and what hir_is_removable() has a use; a guard's operation may raise. */
#ifndef UPCALL_HIR_H
#define UPCALL_HIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/dominators.h"
#include "base/error.h"
#include "types/types.h"

#define HIR_RETURNED                                                                                                   \
    INT64_MAX /* .integer of the phi of the values that the function returns: it has the result's type */

typedef uint32_t ValueId;
typedef uint32_t BlockId;
#define HIR_NOTHING UINT32_MAX

typedef struct ValueList {
    ValueId *items;
    size_t count, capacity;
} ValueList;

typedef struct Frozen Frozen;
typedef struct Function Function;

typedef enum {
#define HIR(name, ...) HIR_##name,
#include "hir/hir_ops.def"
    HIR_OP_COUNT
} HirOp;

typedef enum { /* infer's cases */
               RULE_PARAM,
               RULE_CONST,
               RULE_UNBOUND,
               RULE_CHECKED,
               RULE_JOIN,
               RULE_ARITH,
               RULE_DIVIDE,
               RULE_POWER,
               RULE_BITWISE,
               RULE_SHIFT,
               RULE_UNARY,
               RULE_TRUTH,
               RULE_COMPARE,
               RULE_IDENTITY,
               RULE_TUPLE,
               RULE_SPLICE,
               RULE_UNPACK,
               RULE_REST,
               RULE_SLICE,
               RULE_CONTAINS,
               RULE_ATTRIBUTE,
               RULE_SETATTR,
               RULE_GETITEM,
               RULE_SETITEM,
               RULE_ATOMIC,
               RULE_ATOMIC_FIELD,
               RULE_CALL,
               RULE_GENERATOR,
               RULE_DICT,
               RULE_SET,
               RULE_ITER,
               RULE_COUNT,
               RULE_STEP,
               RULE_MORE,
               RULE_ITEM,
               RULE_NONE,
               RULE_BRANCH,
               RULE_RETURN,
               RULE_CLOSURE,
               RULE_EXCEPTION,
               RULE_RAISE,
               RULE_CAUGHT,
               RULE_RAISED,
               RULE_MATCHES,
               RULE_TEXT
} HirRule;

enum { HIR_FLAG_PURE = 1, HIR_FLAG_ENDS = 2, HIR_FLAG_BINARY = 4, HIR_FLAG_WEAK = 8 };

typedef enum { /* of results and operands; hir_ops.def says what they mean */
               HIR_KIND_NO,
               HIR_KIND_ANY,
               HIR_KIND_BOOL,
               HIR_KIND_INT,
               HIR_KIND_NUMBER,
               HIR_KIND_TUPLE,
               HIR_KIND_SLICE,
               HIR_KIND_TEXT,
               HIR_KIND_CLOSURE,
               HIR_KIND_ITER,
               HIR_KIND_RAISED,
               HIR_KIND_RAISABLE,
               HIR_KIND_CONST,
               HIR_KIND_SAME,
               HIR_KIND_UNBOUND,
               HIR_KIND_DONE,
               HIR_KIND_MAYBE,
               HIR_KIND_MANY
} HirKind;

enum { /* fields of a HirValue that an operation uses */
       HIR_USES_OBJECT = 1,
       HIR_USES_INTEGER = 2,
       HIR_USES_SIZE = 4,
       HIR_USES_TEXT = 8,
       HIR_USES_REST = 16,
       HIR_USES_KEYWORDS = 32,
       HIR_USES_SPREAD = 64,
       HIR_USES_OWNER = 128,
       HIR_USES_IN_PLACE = 256,
       HIR_USES_CALLEE = 512,
       HIR_USES_TARGET = 1024,
       HIR_USES_FACTS = 2048,
       HIR_USES_ATTRIBUTE = 4096
};

/* What `bound` proved of a getitem or setitem, a bit an index: lower leaves these parts of the check away. */
typedef struct IndexFacts {
    uint32_t not_negative; /* index k >= 0: no length to add */
    uint32_t in_range;     /* index k needs no check at all */
    uint32_t irregular;    /* index k doesn't go up or down with a loop: no address of it can be vectorised */
    ValueId *fails;        /* index k needs a check only where that bool is true; HIR_NOTHING: always. NULL: all do */
} IndexFacts;

enum { WHOLE = UINT32_MAX, NO_ARGUMENT = UINT32_MAX };

/* What a call passes to a Python function: the parts of these values, one after another, are its parameters' parts. */
typedef struct Passed {
    size_t argument; /* of the call, where 0 is what is called; NO_ARGUMENT: `constant`, or nothing at all */
    size_t element;  /* of the tuple that this is; WHOLE: the argument itself */
    TypeId type;     /* to convert to */
    const Frozen *constant;
    bool converted; /* whatever it is, it gets that type: it isn't passed as a constant */
} Passed;

typedef struct CallTarget {
    Function *function;
    Passed *passed;
    size_t count;
    bool is_builtin; /* an operator or a built-in function of the caller: what it raises is raised by the call */
} CallTarget;

typedef struct HirValue {
    uint8_t op;     /* HirOp */
    bool spread;    /* call: args[1] is a tuple of the positional arguments */
    bool has_owner; /* call: args[0] is a method, args[1] what it was taken from */
    bool has_rest;  /* unpack: args[0] may have more elements than .size: a starred variable takes them */
    bool is_step;   /* infer put it before the operation that it is a part of (infer_expand.c) */
    bool
        is_memory; /* getattr, getitem, unpack, iter_item: characters as memory, not the string in it (infer_expand_string.c) */
    bool in_place;     /* an augmented assignment: a += b */
    uint8_t attribute; /* getattr, setattr, after infer: AttributeId (attributes.h) */
    bool weak;         /* after infer: arithmetic of weak numbers alone, see operand.h */
    bool fused;        /* after fuse: an array that is never in memory: its users compute its elements */
    BlockId block;     /* HIR_NOTHING: removed */
    TypeId type;       /* TYPE_UNKNOWN before infer; TYPE_none where there is no value */
    ValueId *args;
    size_t count;         /* of args */
    const Span *places;   /* of args, where they stand in the source (line 0: unknown); NULL: all unknown */
    const Frozen *object; /* const; getattr: the constant that it is, after infer */
    const char *text;     /* getattr, setattr: the attribute's name; check_bound: the variable's */
    int64_t integer;      /* param, unpack, rest, getattr of a field: index; phi: its variable, for the order of phis;
                             check_bound: is the variable free in what reads it? */
    size_t size;          /* unpack, rest: the length that the tuple must have, or have at least */
    const char *const *keywords; /* call: names of the last `keyword_count` args */
    size_t keyword_count;
    int builtin;              /* call, after infer: BuiltinId, or -1 */
    const CallTarget *target; /* call of a Python function, operator that is one of the prelude; after infer */
    const Passed *fields;     /* call that makes a named tuple, after infer: of what */
    IndexFacts facts;
    Loc loc;
    const char *name; /* the local variable it was first stored in, or NULL: for dumps and errors */
} HirValue;

typedef struct HirBlock {
    struct {
        ValueId *items;
        size_t count, capacity;
    } values;
    struct {
        BlockId *items;
        size_t count, capacity;
    } preds;
    BlockId successors[2]; /* HIR_NOTHING where unused */
} HirBlock;

typedef struct Hir {
    struct {
        HirValue *items;
        size_t count, capacity;
    } values;
    struct {
        HirBlock *items;
        size_t count, capacity;
    } blocks;
} Hir;

typedef struct HirOpInfo {
    const char *name;
    uint8_t rule, flags, raises; /* RAISES_ flags of exception_classes.h */
    uint8_t result, operands[3]; /* HirKind */
    uint16_t uses;               /* HIR_USES_* */
    const char *text;
} HirOpInfo;

extern const HirOpInfo hir_ops[HIR_OP_COUNT];
HirOp hir_op_named(const char *name); /* a table of ours names it: it is there */
bool hir_is_operator(HirOp op);       /* of numbers, or of whole arrays */
/* How many operands it takes, MAYBE and MANY not counted. */
size_t hir_operand_count(HirOp op);

static inline HirValue *hir_value(Hir *hir, ValueId v)
{
    return &hir->values.items[v];
}

/* Element `index` of a tuple: what it was made of, where that is known in this function; else the tuple that it is an
 * element of before any joining and slicing. */
typedef struct HirItem {
    ValueId value;          /* or HIR_NOTHING */
    const Frozen *constant; /* or NULL */
    ValueId tuple;
    size_t index;
} HirItem;

HirItem hir_item(const Unit *u, const Hir *hir, ValueId tuple, size_t index);
/* Which element of a tuple an unpack or a getitem gives; -1: that isn't known, or `v` is something else. */
int64_t hir_element_index(const Unit *u, const Hir *hir, ValueId v);
/* The index as a tuple counts: a frozen integer, from 0; -1: it is none, or out of range. */
int64_t hir_tuple_index(const Hir *hir, ValueId index, size_t count);

/* The operand of the call that this is or is a part of; HIR_NOTHING: it is a constant. An operator that is a call has its operands
 * as arguments from 1 on. */
ValueId hir_passed_value(const HirValue *call, const Passed *passed);

/* The same value at run time for sure: one value, or equal constants. */
bool hir_same_value(const Hir *hir, ValueId a, ValueId b);

/* The argument of a call of a built-in function, by position or by keyword; HIR_NOTHING: it isn't given. */
ValueId hir_call_argument(const HirValue *call, size_t position, const char *name);
/* An int or a tuple of them: the shape of the array that a call makes or views; HIR_NOTHING: it is another call, or shapes it after
 * another array. */
ValueId hir_shape_argument(const HirValue *call);

/* Does the guard at the end of its block watch it? */
bool hir_is_guarded(const Hir *hir, ValueId v);

BlockId hir_block_new(Unit *u, Hir *hir);
/* A value that belongs to `block` but stands in no list yet; hir_append() also puts it at the block's end. */
ValueId hir_value_new(Unit *u, Hir *hir, BlockId block, HirOp op, Loc loc, const ValueId *args, size_t count);
ValueId hir_append(Unit *u, Hir *hir, BlockId block, HirOp op, Loc loc, const ValueId *args, size_t count);
size_t hir_successor_count(const HirBlock *block);
/* Which blocks all ways to a block lead through. */
Dominators hir_dominators(Unit *u, const Hir *hir);

/* The text of one function, values numbered in order, types after infer; in the arena. */
const char *hir_print(Unit *u, const Function *f);

/* What has been done with a function. ORDER HIR_STATES: each is more than the one before. */
typedef enum {
    HIR_IS_BUILT,    /* no value has a type */
    HIR_IS_TYPED,    /* some have, for infer isn't through; calls may have been expanded */
    HIR_IS_INFERRED, /* all have */
    HIR_IS_BOUND
} HirState;

/* Asserts the invariants above, and that values are what their rows in hir_ops.def say. The driver calls it between passes. */
void verify_hir(Unit *u, const Function *f, HirState state);

#endif
