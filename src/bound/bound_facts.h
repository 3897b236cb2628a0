/* bound_facts.h: what the files of bound share: integers as affine sums of atoms, and inequalities that hold at a place.
 *
 * An atom is an integer that isn't a sum of others: an argument, a variable of a loop, an element, the length of an array
 * along an axis. A Fact is `sum >= 0`, true in its block from where the walk made it, and in all blocks that it dominates.
 * It is kept at the latest of its atoms, as a bound of that one by earlier ones; so a proof replaces the latest atom of what
 * it has to show by a bound of it, again and again, until a constant is left. What two facts say together of earlier atoms
 * is made a fact as well, when the second is added.
 *
 * All this is true of integers, not modulo 2**64. The sum of an operation is its value only where that can't wrap. */
#ifndef UPCALL_BOUND_FACTS_H
#define UPCALL_BOUND_FACTS_H

#include "base/table.h"
#include "base/unit.h"
#include "bound/affine.h"
#include "hir/function.h"

typedef struct Fact {
    Affine sum; /* is >= 0 */
    Atom atom;  /* the latest of its atoms */
    BlockId block, made_in;
    size_t next; /* of the same atom, made before this one; NO_FACT: none */
} Fact;

enum { NO_FACT = SIZE_MAX };

/* Of an atom: an interval that it never leaves. */
typedef struct AtomInfo {
    int64_t least, most;
    size_t order; /* of definition */
    BlockId block;
    size_t fact; /* the newest */
} AtomInfo;

/* The array axis whose length an atom is. */
typedef struct LengthAtom {
    ValueId array;
    size_t axis;
} LengthAtom;

/* `sum >= 0` of the one phi in it, taken for true until an edge into its block is found where it isn't. */
typedef struct Guess {
    ValueId phi;
    Affine sum;
    bool stands;
} Guess;

/* What stands in a loop in the place of a product: `factor` times `sum`, times the value `times`. */
typedef struct Product {
    Wide factor;
    Affine sum;
    ValueId times;
} Product;

enum { PRODUCTS = 2 };

/* A sum at its least in a loop. */
typedef struct Least {
    Affine sum; /* unknown: there is none */
    Product products[PRODUCTS];
    size_t count;
} Least;

/* `least >= 0`, to be tested where the loop over `iter` begins. */
typedef struct LoopTest {
    ValueId iter;
    Least least;
} LoopTest;

/* An index that is in range where the tests of that loop hold. */
typedef struct TestedIndex {
    ValueId access, iter;
    size_t axis;
} TestedIndex;

#define TEST_MOST ((Wide)1 << 56)        /* no number of a test is further from 0, or the test fails: it can't wrap */
#define TEST_MOST_FACTOR ((Wide)1 << 28) /* nor the two of a product */

typedef struct Bound {
    Unit *u;
    Function *f;
    BlockId here;      /* where the walk stands: proofs are for this place */
    int steps;         /* what is left for the proof at hand */
    Affine *values;    /* by ValueId, after the walk has come by: the integer as a sum; unknown: it is none */
    Affine *wrapped;   /* by ValueId: equal to this modulo 2**64, which may not be all; unknown: nothing */
    bool only_forward; /* `here` only goes to later blocks: facts that no later block has leave their chains */
    Dominators dominators;
    BlockId *last;      /* by BlockId: the last block that it dominates */
    size_t *order;      /* by ValueId */
    size_t value_count; /* before any test is made: atoms behind are lengths */
    struct {
        AtomInfo *items;
        size_t count, capacity;
    } atoms; /* a value's atom has its ValueId; lengths follow */
    struct {
        LengthAtom *items;
        size_t count, capacity;
    } lengths;
    Table length_table;
    struct {
        Fact *items;
        size_t count, capacity;
    } facts;
    struct {
        Guess *items;
        size_t count, capacity;
    } guesses;             /* those of a phi are neighbours, and those of a block's phis */
    uint32_t *first_guess; /* by phi: its first guess, and 1 more; 0: it has none */
    uint32_t *block_guess; /* by block: likewise of its phis */
    struct {
        LoopTest *items;
        size_t count, capacity;
    } tests;
    struct {
        TestedIndex *items;
        size_t count, capacity;
    } tested;
} Bound;

static inline const HirValue *bound_hir(const Bound *b, ValueId v)
{
    return &b->f->hir.values.items[v];
}

/* ---- bound_facts.c ------------------------------------------------------------------------------------------------ */

bool bound_dominates(const Bound *b, BlockId above, BlockId below);
void bound_set_interval(Bound *b, Atom atom, Wide least, Wide most); /* clipped to what an int64 can be */
Atom bound_length_atom(Bound *b, ValueId array, size_t axis);

void bound_add(Bound *b, const Affine *sum);                               /* sum >= 0 from here on */
void bound_add_order(Bound *b, const Affine *x, const Affine *y, Wide by); /* x + by <= y from here on */
Wide bound_least(Bound *b, const Affine *sum);              /* the best lower bound found; BOUND_NONE: none */
bool bound_proves(Bound *b, const Affine *sum, Wide least); /* sum >= least, here */
bool bound_fits(Bound *b, const Affine *sum);               /* in an int64, here */
#define BOUND_NONE (-((Wide)1 << 120))
/* Facts added since then go. */
/* Put facts into the chains of their atoms again: those made in blocks up to that one, from *next on. */
void bound_chain_up_to(Bound *b, BlockId block, size_t *next);
void bound_unchain(Bound *b);
void bound_chain_all(Bound *b); /* for proofs anywhere */
size_t bound_mark(const Bound *b);
void bound_forget(Bound *b, size_t mark);

/* ---- bound_reason.c ----------------------------------------------------------------------------------------------- */

struct IndexCheck;
/* Note a check that is left, with the reason. */
void bound_tell(Bound *b, struct IndexCheck *check, const Affine *index, const Affine *length);

/* ---- bound_value.c ------------------------------------------------------------------------------------------------ */

Affine bound_form(Bound *b, ValueId v); /* what an integer is, and facts of it; to be called where it is defined */
/* Where more has become known of `v`, its sum may be its value: then that is a fact from here on. */
void bound_retry(Bound *b, ValueId v);
bool bound_is_call(const HirValue *v, int rule); /* of a built-in function with that BuiltinRule */
bool bound_int_constant(const Bound *b, ValueId v, int64_t *integer);

/* ---- bound_length.c ----------------------------------------------------------------------------------------------- */

Affine bound_length(Bound *b, ValueId array, size_t axis);
size_t bound_integers_in(const Bound *b, TypeId index);    /* how many an index has; 0: it isn't of integers alone */
bool bound_is_length(Bound *b, ValueId v, Affine *length); /* len(x), x.shape[k], x.size */
void bound_view(Bound *b, ValueId v); /* carray or farray: which lengths to check; behind it they hold */
Affine bound_of_object(const Frozen *object);
/* Of constants that are one object, the first. */
ValueId bound_first_same(const Bound *b, ValueId constant);
/* Number k of a value that is a number, a tuple made here, a frozen tuple; else unknown. */
Affine bound_item(const Bound *b, ValueId v, size_t k);

/* ---- bound_loop.c ------------------------------------------------------------------------------------------------- */

/* The bounds of range(...), as sums. */
typedef struct Range {
    Affine start, stop, step;
} Range;

Range bound_range_of(const Bound *b, const HirValue *call);
void bound_range(Bound *b, ValueId iter); /* facts of `iter` over a range with a step, for lower */
bool bound_iterated(Bound *b, ValueId v); /* facts of the atom `v` if it is a variable of a `for` loop */

/* ---- bound_pretest.c ------------------------------------------------------------------------------------------------ */

/* Are there tests before a loop that put that index in range? They are added to b->tests, and *iter is the loop's;
 * HIR_NOTHING: it is in range without. */
bool bound_pretest(Bound *b, const Affine *index, const Affine *length, ValueId *iter);

/* ---- bound_pretest_hir.c --------------------------------------------------------------------------------------------------- */

void bound_make_tests(Bound *b); /* after the last walk: b->tests as HIR, for the indices b->tested */

/* ---- bound_branch.c ----------------------------------------------------------------------------------------------- */

typedef struct Condition {
    HirOp op;     /* lt ... ge */
    ValueId x, y; /* y HIR_NOTHING: 0 */
} Condition;

/* What is true on the way from `from` to `to`. */
bool bound_condition(const Bound *b, BlockId from, BlockId to, Condition *condition);
void bound_assume(Bound *b, const Condition *condition);
Affine bound_side(const Bound *b, ValueId side);

/* ---- bound_phi.c -------------------------------------------------------------------------------------------------- */

void bound_guess(Bound *b);          /* after a walk: make the guesses */
void bound_phi(Bound *b, ValueId v); /* in a walk: take those of this phi for true */
bool bound_test_guesses(Bound *b);   /* after a walk: drop those that it doesn't prove; false: there was one */

#endif
