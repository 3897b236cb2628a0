/* build_parts.h: what the files of build share.
 *
 * Variables of ssa.h: the locals, the exception that is being handled, then three for each stack level: its value; and for an
 * iterator's level its position and its count, since a loop is `for position in 0 ... count - 1: item = iter_item(iterator,
 * position)` here.
 *
 * One Function may be built of several code objects, each with a Builder of its own: that of the Function, which is the
 * root, and those that are inlined into it (build_generator.c). */
#ifndef UPCALL_BUILD_PARTS_H
#define UPCALL_BUILD_PARTS_H

#include "base/dominators.h"
#include "build/build.h"
#include "bytecode/blocks.h"
#include "hir/function.h"
#include "hir/ssa.h"

/* A value that the running instruction took from the stack, and where it stands in the source; line 0: unknown. */
typedef struct Popped {
    ValueId value;
    Span place;
} Popped;

/* A store to a variable that inner functions share. */
typedef struct CellStore {
    int32_t local;
    uint32_t offset; /* in code units */
    Loc loc;
    BlockId block;  /* of HIR */
    ValueId before; /* the first value that may stand behind it there */
    ValueId rebind; /* the HIR_rebind that says so; HIR_NOTHING: nobody has captured the variable by then */
} CellStore;

typedef struct Builder Builder;

/* An inner function that has been made: the value of a HIR_closure. */
typedef struct InnerFunction {
    ValueId value;
    Builder *maker;  /* the code that made it, from its variables */
    uint32_t offset; /* of the instruction, in code units */
} InnerFunction;

/* A generator expression that has been made. */
typedef struct Generator {
    ValueId value; /* HIR_generator; gone once a loop takes the values */
    const Frozen *function;
    Builder *maker; /* the code that it stands in */
} Generator;

/* build_order.c */
typedef struct BlockState {
    bool has_way_back;  /* from a block that isn't before it in the order */
    uint32_t last_back; /* the place in the order of the last such block */
    bool
        has_other_entry; /* such a way back that doesn't always come through the block itself: that loop has two entries */
    bool is_built;
    bool is_late; /* nothing led to it when its turn came, but something may */
} BlockState;

typedef struct OpenLoop {
    uint32_t block; /* its head */
    uint32_t since; /* as in ssa.h; 0: since its head was begun */
} OpenLoop;

/* The constant or argument that the one assignment to a local variable gives it, HIR_NOTHING: it gives none; and the block where
 * it stands, NO_BLOCK: an argument that nothing is assigned to. */
typedef struct Lasting {
    ValueId value;
    uint32_t block;
} Lasting;

struct Builder {
    Unit *u;
    Function *f;
    const Code *code;
    const Frozen *object; /* the function whose code it is: names are looked up from there */
    Builder *root;
    Builder *outer;  /* of a generator expression: the code that it stands in, whose variables it sees; else NULL */
    Builder *taker;  /* of a generator expression: the code whose loop takes the values */
    uint32_t loop;   /* that loop's block in it */
    bool is_inlined; /* a function that takes a generator: all of it stands where it is called */
    Ssa *ssa;
    Variable first_local;
    struct {
        Variable *items; /* by stack level: the first of its variables */
        size_t count, capacity;
    } levels;
    struct {
        Generator *items; /* of the root: all that were made */
        size_t count, capacity;
    } generators;
    struct {
        InnerFunction *items; /* of the root: all that were made */
        size_t count, capacity;
    } inner_functions;
    struct {
        ValueId *items;
        size_t count, capacity;
    } settled;           /* of the root, by phi: build_settled.c */
    uint32_t *stores_of; /* by local: how many instructions assign it; NULL: not counted yet */
    Lasting *lasting;    /* by local; NULL: none so far */
    Instrs instrs;
    Blocks blocks;
    uint32_t *order; /* blocks in reverse postorder */
    size_t order_count;
    uint32_t *position;    /* by block: place in `order` */
    Graph ways_in;         /* by position */
    Dominators dominators; /* by position; .from NULL: there is no loop */
    uint32_t block;        /* that is being built */
    bool may_have_left;    /* what has run of it may have gone to a handler */
    BlockState *states;    /* by block */
    struct {
        OpenLoop *items; /* loops that were begun; of the last ones some may not be made to their ends yet */
        size_t count, capacity;
    } loops;
    BlockId *hir_block;   /* by block, HIR_NOTHING: not reached */
    BlockId *resume;      /* by block that ends in a loop over a generator: where the generator goes on */
    size_t *entry_height; /* by block: levels on the stack where it begins */
    BlockId at;           /* where HIR is appended */
    size_t height;
    Loc loc;                /* of the instruction that runs */
    const Frozen *keywords; /* 3.11, 3.12: for the next call */
    uint32_t offset;        /* of the instruction that runs */
    uint32_t handler;       /* block where its exceptions go, or NO_HANDLER */
    size_t handler_depth;   /* levels of the stack that stay there */
    struct Builder
        *catcher;     /* whose handlers come next: those of the instruction that this code is inlined into; or NULL */
    Variable handled; /* of the root: the exception that is being handled */
    Span place;       /* what it pushes stands there */
    struct {
        Span *items;
        size_t count, capacity;
    } level_places; /* by level: where its value stands; of those that this block has pushed */
    struct {
        Popped *items;
        size_t count, capacity;
    } popped;
    struct {
        CellStore *items;
        size_t count, capacity;
    } stores;
    struct {
        Return *items;
        size_t count, capacity;
    } returns;
};

enum { LEVEL_VALUE, LEVEL_POSITION, LEVEL_COUNT, LEVEL_VARIABLES };

/* ---- build_stack.c ---- */

_Noreturn void build_malformed(Builder *b, const char *what); /* bytecode that no compiler makes */
_Noreturn void build_unsupported(Builder *b, const char *construct);

ValueId build_constant(Builder *b, const Frozen *object);
/* build_parameter.c: those of the function's arguments that its declaration has as arrays become views. */
void build_views(Builder *b, ValueId *arguments);
const Frozen *build_constant_of(Builder *b, ValueId v); /* NULL: it is none */
/* Append the operation, whatever its operands are; where it can raise and there is a handler, what follows is in a new block. */
ValueId build_append(Builder *b, HirOp op, const ValueId *args, size_t count);
/* Append the operation, or give the constant that it folds to. */
ValueId build_emit(Builder *b, HirOp op, const ValueId *args, size_t count);
ValueId build_emit1(Builder *b, HirOp op, ValueId a);
ValueId build_emit2(Builder *b, HirOp op, ValueId left, ValueId right);
void build_remove(Builder *b, ValueId v); /* a value that nobody has */
void build_terminate(Builder *b, HirOp op, const ValueId *args, size_t count);

/* Begin an instruction; and end it: what it has appended since there were `before` values gets the places of its operands. */
void build_begin_instr(Builder *b, const Instr *instr);
void build_note_places(Builder *b, size_t before);
void stack_forget_places(Builder *b); /* at the begin of a block */

/* `part` is one of LEVEL_*; levels are counted from the bottom, depths from the top, which is 1. */
Variable stack_variable(Builder *b, size_t level, Variable part);
ValueId stack_read(Builder *b, size_t level, Variable part);
void stack_write(Builder *b, size_t level, Variable part, ValueId v);
size_t stack_depth(Builder *b, size_t n); /* the level at depth n */
void stack_push(Builder *b, ValueId v);
ValueId stack_pop(Builder *b);
void stack_drop(Builder *b, size_t n);
ValueId *stack_pop_many(Builder *b, size_t n); /* the lowest first */
void stack_push_null(Builder *b);
bool stack_is_null(Builder *b, ValueId v);
void stack_swap(Builder *b, size_t n);

/* ---- build.c ---- */

/* A builder of the code of `object` that begins where `b` is.
 *   is_inlined  all of it stands at one place in the user's code, and its variables have no names */
Builder *build_inside(Builder *b, const Frozen *object, bool is_inlined);
void build_step(Builder *b, const Instr *i);
ValueId build_truth(Builder *b, ValueId v); /* bool(v) */

/* ---- build_name.c: one function an instruction ---- */

void build_load_local(Builder *b, int32_t local);
void build_delete_local(Builder *b, int32_t local);
void build_store_local(Builder *b, int32_t local);
void build_load_clear(Builder *b, int32_t local);
void build_load_cell(Builder *b, int32_t local);
void build_store_cell(Builder *b, int32_t local);
void build_load_closure(Builder *b, int32_t local);
void build_load_global(Builder *b, const Instr *instr);
void build_load_attribute(Builder *b, const Instr *instr);
void build_store_attribute(Builder *b, int32_t name);
void build_load_common(Builder *b, int32_t index);
Variable local_variable(const Builder *b, int32_t local);
int32_t local_named(Builder *b, const char *name); /* it is there */
/* The value of a local variable, which may be a phi: so it may turn out that there is none. `free`: other code reads it. */
ValueId build_checked(Builder *b, ValueId v, int32_t local, bool free);
ValueId build_read_cell(Builder *b, int32_t local, bool free);

/* ---- build_tuple.c ---- */

void build_contains(Builder *b, bool inverted);
void build_set(Builder *b, size_t count);
void build_set_item(Builder *b, int32_t depth);
void build_set_update(Builder *b, int32_t depth);
void build_unpack(Builder *b, size_t count);
void build_unpack_rest(Builder *b, int32_t counts);
void build_slice(Builder *b, size_t count); /* of 2 or 3 bounds */
void build_match_sequence(Builder *b);
void build_get_len(Builder *b);

/* ---- build_gather.c: lists and dictionaries of the bytecode's own ---- */

typedef struct Keywords {
    const char **names;
    ValueId *values;
    size_t count;
} Keywords;

void build_list(Builder *b, size_t count);
void build_list_item(Builder *b, int32_t depth, bool is_spliced); /* depth: of the list, below the item */
void build_list_to_tuple(Builder *b);
void build_dictionary(Builder *b, size_t count);    /* of names and values in turn */
void build_dictionary_of(Builder *b, size_t count); /* of values, and above them the tuple of their names */
void build_dictionary_item(Builder *b, int32_t depth);
/* The entries of a dictionary. false: it is none that was made here. */
bool build_entries_of(Builder *b, ValueId v, Keywords *out);
/* The items of a tuple that was made here, or is a constant; NULL: they aren't known. */
const ValueId *build_items_of(Builder *b, ValueId tuple, size_t *count);
void build_name_lists(Builder *b); /* at the end, when what nobody uses is gone */

/* ---- build_function.c ---- */

void build_call(Builder *b, const Instr *instr);
void build_call_spread(Builder *b, const Instr *instr);
ValueId build_make_exception(Builder *b, const Frozen *class, const ValueId *args, size_t count);

/* ---- build_closure.c ---- */

void build_begin(Builder *b); /* block 0: what the variables are bound to */
void build_make_function(Builder *b, int32_t attributes);
void build_function_attribute(Builder *b, int32_t which);
/* The local variable holds `v`: if that is an inner function made here, the function with what its variables hold now.
 * HIR_NOTHING: it is none. */
ValueId build_function_now(Builder *b, int32_t local, ValueId v);
void build_note_fleeting(Builder *b); /* when all blocks are there: f->fleeting, and the HIR_rebinds */

/* ---- build_order.c ---- */

void build_order_blocks(Builder *b);
void build_blocks(Builder *b); /* all that is reached from block 0 */
/* The loop that is being begun goes on inside what was made by now: the loops of a generator expression. */
void build_open_loop(Builder *b);

/* ---- build_settled.c ---- */

bool build_is_made_here(const Builder *b, ValueId v);
/* `v`, or the inner function made by this code that the local variable holds then, whatever ways are still missing. */
ValueId build_settled(Builder *b, int32_t local, ValueId v);
/* The local variable is assigned `v` here. */
void build_note_lasting(Builder *b, int32_t local, ValueId v);
void build_note_argument(Builder *b, int32_t local, ValueId v);
/* The constant or argument that the local variable holds here, in each turn of whatever loop; HIR_NOTHING: none, or that isn't
 * known. */
ValueId build_lasting(const Builder *b, int32_t local);

/* ---- build_known.c ---- */

const Frozen *build_known(Builder *b, ValueId v); /* what it is whenever the function runs; NULL: that isn't known */

/* ---- build_control.c ---- */

/* Make control go from HIR block `from` to an instruction block, with the stack as it is now. */
void build_go(Builder *b, BlockId from, uint32_t to, int successor);
void build_block(Builder *b, uint32_t index, bool is_complete); /* is_complete: all ways into it are there */
void build_seal_loops(Builder *b);
ValueId build_returned(Builder *b); /* goes to a block where all returns meet: the value there */
void build_return(Builder *b);
void build_get_iter(Builder *b, int32_t levels);
ValueId build_iterator(Builder *b, ValueId v);          /* iter(v) */
void build_push_iterator(Builder *b, ValueId iterator); /* at its beginning */

/* ---- build_try.c: exceptions and their handlers; one function an instruction ---- */

void build_begin_handling(Builder *b);   /* at the function's begin */
void build_guard(Builder *b, ValueId v); /* what has just been appended can raise */
void build_raise(Builder *b, int32_t count);
void build_reraise(Builder *b);
void build_push_exception(Builder *b);
void build_pop_exception(Builder *b);
void build_match_exception(Builder *b);

/* ---- build_text.c: texts that exceptions are made with ---- */

void build_format(Builder *b, int32_t how);
void build_string(Builder *b, size_t count);
/* "..." % value; HIR_NOTHING: it is another %. */
ValueId build_percent(Builder *b, ValueId left, ValueId right);
/* "...".format(values); HIR_NOTHING: it is another call. */
ValueId build_format_call(Builder *b, const ValueId *args, size_t count, const Frozen *keywords);

/* ---- build_generator.c ---- */

bool build_is_generator(Builder *b, ValueId v);
ValueId build_value_on_entry(Builder *b, size_t level); /* of a loop whose head this block is */
/* End block `loop`, which loops over what is in that level, if that is a generator. */
bool build_take_values(Builder *b, uint32_t loop, size_t level);
void build_yield(Builder *b, uint32_t next);
/* The value of a call that makes a generator, or that takes one, which is inlined; HIR_NOTHING: it is another call.
 *   args[0]   what is called; the last arguments are those of `keywords`, NULL or a tuple of strings */
ValueId build_generator_call(Builder *b, const ValueId *args, size_t count, const Frozen *keywords);
void build_check_generators(Builder *b); /* at the end: nobody has a generator whose values were taken elsewhere */

#endif
