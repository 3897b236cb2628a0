/* hir_edit.h: changing HIR: values, uses, edges and blocks.
 *
 * An editor is begun for a Hir, works, and is ended; nobody else changes the Hir meanwhile. Each of its steps takes constant
 * time, or as long as what it changes. It keeps
 *   - the rule that the arguments of a block's phis are parallel to its preds: who changes edges changes them here;
 *   - how often each value is used, and which phis a block begins with;
 *   - where each edge is among its block's preds, whose order is free until canonicalise() sorts them.
 * What stands in the place of a replaced value is looked up when an argument is read, by edit_arg(), until edit_end() writes it
 * into all arguments. A removed value's block is HIR_NOTHING; it leaves its block's list with all others in one pass, in
 * edit_sweep(). */
#ifndef UPCALL_HIR_EDIT_H
#define UPCALL_HIR_EDIT_H

#include "base/unit.h"
#include "hir/hir.h"
#include "hir/ssa.h"

typedef struct EditBlock {
    uint32_t phis;     /* how many its list begins with */
    uint32_t place[2]; /* its index among the preds of each successor */
} EditBlock;

typedef struct HirEdit {
    Unit *u;
    Hir *hir;
    ValueId *by;    /* by value: what stands in its place; HIR_NOTHING: itself */
    uint32_t *uses; /* by value: how often it is an argument */
    uint32_t *room; /* by phi: arguments that there is room for; 0: as many as it has */
    EditBlock *blocks;
    uint32_t *tally; /* by value, 0 between calls: edit_feeds_only() */
} HirEdit;

HirEdit edit_begin(Unit *u, Hir *hir);
void edit_end(HirEdit *e); /* arguments name what stands */

/* ---- values ---- */

static inline HirBlock *edit_block(const HirEdit *e, BlockId b)
{
    return &e->hir->blocks.items[b];
}

/* Value i of a block's list. */
static inline HirValue *edit_value(const HirEdit *e, BlockId b, size_t i)
{
    return &e->hir->values.items[e->hir->blocks.items[b].values.items[i]];
}

static inline size_t edit_phis(const HirEdit *e, BlockId b)
{
    return e->blocks[b].phis;
}

HirValue *edit_last(const HirEdit *e, BlockId b);       /* the terminator */
ValueId edit_arg(HirEdit *e, HirValue *v, size_t i);    /* what stands in its place, if it was replaced */
void edit_replace(HirEdit *e, ValueId old, ValueId by); /* `by` also gets the name, if it has none */
void edit_remove(HirEdit *e, ValueId v);
void edit_sweep(HirEdit *e, BlockId b); /* removed values leave the block's list */
bool edit_remove_unused(HirEdit *e);    /* removable values that nothing but such values uses. Was there any? */
/* Nothing uses the phis of b but phis of the successors, on the edges from b, and `also` uses of the first argument of the value
 * behind the phis. */
bool edit_feeds_only(HirEdit *e, BlockId b, const HirValue *also);

/* ---- edges and blocks ---- */

bool edit_is_edge(const HirEdit *e, BlockId from, BlockId to);
uint32_t edit_place(const HirEdit *e, BlockId from, BlockId to); /* among the preds of `to`; there is such an edge */
void edit_cut(HirEdit *e, BlockId from, int successor);
/* The edge leads past the block that it led to, to one behind that. A phi there gets what it gets from the block, or where that
 * is one of the block's own phis, what that one gets on the edge. */
void edit_redirect(HirEdit *e, BlockId from, int successor, BlockId to);
void edit_link(HirEdit *e, BlockId from, int successor, BlockId to); /* to a block without phis */
/* The block ends with a jump to the one successor that is left, if there is one, whatever it ended with. */
void edit_make_jump(HirEdit *e, BlockId b);
void edit_kill(HirEdit *e, BlockId b); /* its values and edges go */
void edit_kill_unreached(HirEdit *e);  /* the blocks that nothing leads to */
void edit_append(HirEdit *e, BlockId b,
                 BlockId tail); /* b's jump goes to `tail`, which has no phis and no other preds: one block */

static inline bool edit_is_dead(const HirEdit *e, BlockId b)
{
    return b != 0 && !e->hir->blocks.items[b].preds.count;
}

/* ---- without an editor ---- */

/* The values, which stand nowhere so far, come before value `at` of the block's list. */
void hir_insert(Unit *u, Hir *hir, BlockId block, size_t at, const ValueId *values, size_t count);
/* A value that nobody uses leaves its block; it is looked for from the block's end. */
void hir_remove(Hir *hir, ValueId v);

/* ---- once for a whole function ---- */

/* Who uses what, as long as nobody changes it. */
typedef struct HirUsers {
    const uint32_t *first; /* by value, and one more: its users are those from users[first[v]] to users[first[v + 1]] */
    const ValueId *users;  /* in order; as often as each has the value as an argument */
} HirUsers;

HirUsers hir_users(Unit *u, const Hir *hir);

/* Nothing is lost with it if nothing uses it: it is PURE, and no operation on arrays that stores or raises. */
bool hir_is_removable(const Unit *u, const HirValue *value);

/* Removable values that nothing uses, and those that only they use, are gone. */
void hir_remove_unused(Unit *u, Function *f);

#endif
