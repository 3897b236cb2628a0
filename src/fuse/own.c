/* own.c: see own.h.
 *
 * A holder is live from where it begins to hold to the last use of it or of what borrows from it. These are sets of holders, so
 * what there is to do comes out of the usual analysis of live values, backwards over blocks until nothing changes:
 *
 *      x = np.zeros(n)                 x holds
 *      y = x[1:]                       y borrows from x
 *      while c:
 *          z: phi x, t                 x ends on the way in, if nothing behind uses it or y: it moves; else z is retained
 *          t = f(z)                    z ends with it: it is released behind; and if the call raises, beside it
 *      return z                        moves
 *
 * C may keep the address of what it is lent, as long as Python would keep the variable: see `lent`. An address that is stored, or
 * returned, goes who knows where: what lies there is kept until the callback returns. */
#include "fuse/own.h"

#include <assert.h>
#include <string.h>

#include "fuse/addresses.h"
#include "fuse/holders.h"
#include "hir/array_operations.h"
#include "hir/elements.h"
#include "hir/hir_edit.h"
#include "types/types.h"

typedef uint64_t Word; /* 64 members of a set of holders */
enum { WORD_BITS = 64 };

typedef struct Own {
    Unit *u;
    Function *f;
    Ownership *out;
    uint32_t *numbers; /* by value: of a holder, from 1 */
    ValueId *holders;  /* by number, from 0 */
    size_t count, words;
    Word **roots;          /* by value: the holders that it is or borrows from; NULL: none */
    Word **in;             /* by block: live where it begins, behind its phis not counted */
    uint32_t *looks, look; /* by value: the last look at what an operation reads that came by */
} Own;

/* ---- what holds --------------------------------------------------------------------------------------------------------- */

static const HirValue *value_of(const Own *o, ValueId v)
{
    return &o->f->hir.values.items[v];
}

static bool has_owners(const Own *o, const HirValue *v)
{
    return holder_has_owners(o->u, v);
}

/* ---- sets --------------------------------------------------------------------------------------------------------------- */

static Word *set_new(Own *o)
{
    return ARENA_ARRAY(&o->u->arena, Word, o->words);
}

static bool set_has(const Word *set, uint32_t number)
{
    return set[(number - 1) / WORD_BITS] >> (number - 1) % WORD_BITS & 1;
}

static void set_add(Word *set, uint32_t number)
{
    set[(number - 1) / WORD_BITS] |= (Word)1 << (number - 1) % WORD_BITS;
}

static void set_remove(Word *set, uint32_t number)
{
    set[(number - 1) / WORD_BITS] &= ~((Word)1 << (number - 1) % WORD_BITS);
}

/* Was anything new? */
static bool set_join(const Own *o, Word *set, const Word *more)
{
    Word added = 0;
    for (size_t i = 0; more && i < o->words; i++) {
        added |= more[i] & ~set[i];
        set[i] |= more[i];
    }
    return added;
}

static void set_minus(const Own *o, Word *set, const Word *less)
{
    for (size_t i = 0; i < o->words; i++)
        set[i] &= ~less[i];
}

static void set_copy(const Own *o, Word *to, const Word *from)
{
    memcpy(to, from, o->words * sizeof *to);
}

static ValueList list_of(Own *o, const Word *set)
{
    ValueList list = {NULL, 0, 0};
    for (size_t i = 0; i < o->words; i++)
        for (Word left = set[i]; left; left &= left - 1)
            ARENA_PUSH(&o->u->arena, &list, o->holders[i * WORD_BITS + (size_t)__builtin_ctzll(left)]);
    return list;
}

/* ---- what borrows ------------------------------------------------------------------------------------------------------- */

/* In the order of blocks, so that of two holders one of which dominates the other that comes first. */
static void number_holders(Own *o)
{
    const Hir *hir = &o->f->hir;
    o->numbers = ARENA_ARRAY(&o->u->arena, uint32_t, hir->values.count);
    o->holders = ARENA_ARRAY(&o->u->arena, ValueId, hir->values.count);
    for (BlockId b = 0; b < hir->blocks.count; b++) {
        const HirBlock *block = &hir->blocks.items[b];
        for (size_t i = 0; i < block->values.count; i++) {
            ValueId v = block->values.items[i];
            if (!has_owners(o, value_of(o, v)) || !holder_makes(o->u, o->f, v))
                continue;
            o->holders[o->count++] = v;
            o->numbers[v] = (uint32_t)o->count;
            o->out->holds[v] = true;
        }
    }
    o->words = (o->count + WORD_BITS - 1) / WORD_BITS;
}

static void find_roots_of(Own *o, ValueId v)
{
    const HirValue *value = value_of(o, v);
    if (o->numbers[v]) {
        o->roots[v] = set_new(o);
        set_add(o->roots[v], o->numbers[v]);
        return;
    }
    if (!has_owners(o, value) && !value->fused &&
        value->op != HIR_exception) /* which upcall.Return reads when it is raised */
        return;
    for (size_t i = 0; i < value->count; i++) {
        if (o->roots[value->args[i]] && !o->roots[v])
            o->roots[v] = set_new(o);
        set_join(o, o->roots[v], o->roots[value->args[i]]);
    }
}

/* Arguments come before what is made of them, but for those of phis, which hold. */
static void find_roots(Own *o)
{
    const Hir *hir = &o->f->hir;
    o->roots = ARENA_ARRAY(&o->u->arena, Word *, hir->values.count);
    for (BlockId b = 0; b < hir->blocks.count; b++)
        for (size_t i = 0; i < hir->blocks.items[b].values.count; i++)
            find_roots_of(o, hir->blocks.items[b].values.items[i]);
}

/* ---- what is lent to C -------------------------------------------------------------------------------------------------- */

static ValueId guarded(const Own *o, const HirBlock *block)
{
    const HirValue *end = value_of(o, block->values.items[block->values.count - 1]);
    return end->op == HIR_guard ? end->args[0] : HIR_NOTHING;
}

static Lending lending_of(const Unit *u, const Function *f, const HirValue *v)
{
    if (v->block == HIR_NOTHING)
        return LENDS_NOTHING;
    if (v->op == HIR_setattr || v->op == HIR_setitem)
        return type_is_pointer(u, type_stored(u, f, v)) ? LENDS_FOR_GOOD : LENDS_NOTHING;
    if (v->op == HIR_call && v->target)
        return v->target->function->lends;
    bool gives_address = v->op == HIR_call && (v->builtin < 0 || type_is_pointer(u, v->type));
    return gives_address ? LENDS_TO_C : LENDS_NOTHING;
}

/* The first operand that it lends: those of a store before the last one are where that goes. */
static size_t first_lent(const HirValue *v)
{
    return v->op == HIR_call ? 0 : v->count - 1;
}

static bool has_pointers(const Unit *u, TypeId type)
{
    const Type *t = type_get(u, type);
    bool has = type_is_pointer(u, type);
    for (size_t i = 0; t->shape == SHAPE_TUPLE && i < t->count; i++)
        has |= has_pointers(u, t->items[i]);
    return has;
}

static void mark_all(ValueList values, bool *marks)
{
    for (size_t i = 0; i < values.count; i++)
        marks[values.items[i]] = true;
}

/* What is given, and what a function gives back that lends. An address that lasts keeps it. */
static void find_lent(Own *o)
{
    Word *lent = set_new(o), *kept = set_new(o);
    bool returns_address = o->f->result != TYPE_UNKNOWN && has_pointers(o->u, o->f->result);
    Addresses *addresses = o->f->lends ? addresses_of(o->u, o->f) : NULL;
    for (ValueId v = 0; v < o->f->hir.values.count; v++) {
        const HirValue *value = value_of(o, v);
        Lending lending = lending_of(o->u, o->f, value);
        if (lending == LENDS_NOTHING)
            continue;
        bool is_kept = returns_address || lending == LENDS_FOR_GOOD || (addresses && address_lasts(addresses, v));
        Word *all = is_kept ? kept : lent;
        set_join(o, all, o->roots[v]);
        for (size_t i = first_lent(value); i < value->count; i++)
            set_join(o, all, o->roots[value->args[i]]);
    }
    set_minus(o, lent, kept);
    o->out->lent = list_of(o, lent);
    mark_all(o->out->lent, o->out->is_lent);
    mark_all(list_of(o, kept), o->out->is_kept);
    mark_all(list_of(o, kept), o->out->escapes);
}

/* ---- what is live ------------------------------------------------------------------------------------------------------- */

static size_t place_among(const HirBlock *block, BlockId predecessor)
{
    size_t i = 0;
    while (block->preds.items[i] != predecessor)
        i++;
    return i;
}

static bool is_phi(const Own *o, const HirBlock *block, size_t i)
{
    return i < block->values.count && value_of(o, block->values.items[i])->op == HIR_phi;
}

/* Live at the end of the block: what its successors use, and what their phis get on the edges. */
static void live_at_end(const Own *o, BlockId b, Word *live)
{
    const HirBlock *block = &o->f->hir.blocks.items[b];
    memset(live, 0, o->words * sizeof *live);
    for (size_t k = 0; k < hir_successor_count(block); k++) {
        const HirBlock *to = &o->f->hir.blocks.items[block->successors[k]];
        size_t place = to->preds.count ? place_among(to, b) : 0;
        set_join(o, live, o->in[block->successors[k]]);
        for (size_t i = 0; is_phi(o, to, i); i++)
            set_join(o, live, o->roots[value_of(o, to->values.items[i])->args[place]]);
    }
}

static void add_uses(const Own *o, ValueId v, Word *live)
{
    const HirValue *value = value_of(o, v);
    for (size_t i = 0; i < value->count; i++)
        set_join(o, live, o->roots[value->args[i]]);
}

/* Before the value, if `live` is what is live behind it. */
static void step_back(const Own *o, ValueId v, Word *live)
{
    if (o->numbers[v])
        set_remove(live, o->numbers[v]);
    if (value_of(o, v)->op != HIR_phi)
        add_uses(o, v, live);
}

static void find_live(Own *o)
{
    size_t blocks = o->f->hir.blocks.count;
    Word *live = set_new(o);
    o->in = ARENA_ARRAY(&o->u->arena, Word *, blocks);
    for (BlockId b = 0; b < blocks; b++)
        o->in[b] = set_new(o);
    for (bool changed = true; changed;) {
        changed = false;
        for (BlockId b = (BlockId)blocks; b-- > 0;) {
            const HirBlock *block = &o->f->hir.blocks.items[b];
            live_at_end(o, b, live);
            for (size_t i = block->values.count; i-- > 0;)
                step_back(o, block->values.items[i], live);
            changed |= set_join(o, o->in[b], live);
        }
    }
}

/* ---- what there is to do ------------------------------------------------------------------------------------------------ */

static void mark_roots(Own *o, ValueId v, bool *marks)
{
    if (o->roots[v])
        mark_all(list_of(o, o->roots[v]), marks);
}

static bool returns_owners(const Own *o)
{
    return o->f->result != TYPE_UNKNOWN && type_has_owners(o->u, o->f->result);
}

/* Does the value end there, and has nobody else had its counts? Those of a tuple are those of its elements. */
static bool gives_away(const Own *o, ValueId v, const Word *live, Word *moved)
{
    uint32_t number = o->numbers[v];
    bool gives = number && !set_has(live, number) && !set_has(moved, number);
    if (gives)
        set_add(moved, number);
    if (number || value_of(o, v)->op != HIR_tuple)
        return gives;
    for (size_t i = 0; i < value_of(o, v)->count; i++) {
        ValueId item = value_of(o, v)->args[i];
        if (has_owners(o, value_of(o, item)) && !gives_away(o, item, live, moved))
            return false;
    }
    return true;
}

/* May the argument move to who gets it there? Then `moved` has its holders. */
static bool may_move(Own *o, ValueId argument, const Word *live, Word *moved)
{
    Word *all = set_new(o);
    set_copy(o, all, moved);
    if (!gives_away(o, argument, live, all))
        return false;
    set_copy(o, moved, all);
    return true;
}

static void move_to_phis(Own *o, BlockId b, BlockId to, Word *moved)
{
    const HirBlock *block = &o->f->hir.blocks.items[to];
    size_t place = place_among(block, b);
    bool *behind_return = returns_owners(o) ? o->out->returns : NULL;
    bool *marks = hir_successor_count(block) ? o->out->escapes : behind_return;
    for (size_t i = 0; is_phi(o, block, i); i++) {
        ValueId phi = block->values.items[i], argument = value_of(o, phi)->args[place];
        if (!has_owners(o, value_of(o, phi)))
            continue;
        if (!o->out->phi_moves[phi])
            o->out->phi_moves[phi] = ARENA_ARRAY(&o->u->arena, bool, block->preds.count);
        if (marks)
            mark_roots(o, argument, marks);
        o->out->phi_moves[phi][place] = may_move(o, argument, o->in[to], moved);
    }
}

/* What is live at the end of a block, or is of use to the operation that its guard stands for, and not where the edge leads. */
static void plan_edges(Own *o, BlockId b, const Word *live)
{
    const HirBlock *block = &o->f->hir.blocks.items[b];
    ValueId operation = guarded(o, block);
    Word *ends = set_new(o), *moved = set_new(o);
    for (size_t k = 0; k < hir_successor_count(block); k++) {
        set_copy(o, ends, live);
        memset(moved, 0, o->words * sizeof *moved);
        if (operation != HIR_NOTHING) {
            add_uses(o, operation, ends);
            if (o->numbers[operation] && k == 0)
                set_add(ends, o->numbers[operation]);
            else if (o->numbers[operation])
                set_remove(ends, o->numbers[operation]);
        }
        move_to_phis(o, b, block->successors[k], moved);
        set_minus(o, ends, o->in[block->successors[k]]);
        set_minus(o, ends, moved);
        o->out->on_edge[b][k] = list_of(o, ends);
    }
}

/* A call may give back what it is given. */
static void plan_escape(Own *o, ValueId v)
{
    const HirValue *value = value_of(o, v);
    bool gives_back = value->target && value->target->function->gives_back && has_owners(o, value);
    for (size_t i = 0; i < value->count && (gives_back || (value->op == HIR_ret && returns_owners(o))); i++)
        mark_roots(o, value->args[i], gives_back ? o->out->escapes : o->out->returns);
}

/* Of an elementwise operation: is the holder read, and at the index of the result alone? Of operands that are used twice once. */
static bool reads_at_its_place(const Own *o, ValueId v, ValueId holder, bool *reads)
{
    ElementOp operation;
    if (o->looks[v] == o->look)
        return true;
    o->looks[v] = o->look;
    bool at_its_place = element_op(o->u, &o->f->hir, value_of(o, v), &operation);
    for (size_t i = 0; at_its_place && i < operation.count; i++) {
        ValueId operand = operation.operands[i];
        if (value_of(o, operand)->fused)
            at_its_place = reads_at_its_place(o, operand, holder, reads);
        else if (operand == holder)
            *reads = true;
        else
            at_its_place = !o->roots[operand] || !set_has(o->roots[operand], o->numbers[holder]);
    }
    return at_its_place;
}

static ValueId taken_by(Own *o, ValueId v, ValueList ends)
{
    for (size_t i = 0; hir_is_array(o->u, &o->f->hir, v) && i < ends.count; i++) {
        ValueId holder = ends.items[i];
        bool reads = false;
        o->look++;
        if (holder != v && value_of(o, holder)->type == value_of(o, v)->type &&
            reads_at_its_place(o, v, holder, &reads) && reads)
            return holder;
    }
    return HIR_NOTHING;
}

static void plan_return(Own *o, ValueId v, Word *ends)
{
    Word *none = set_new(o), *moved = set_new(o);
    o->out->moves[v] = returns_owners(o) && may_move(o, value_of(o, v)->args[0], none, moved);
    set_minus(o, ends, moved);
}

/* Also operators on arrays. */
static bool may_raise(const Own *o, const HirValue *value)
{
    return !(hir_ops[value->op].flags & HIR_FLAG_ENDS || hir_is_removable(o->u, value));
}

/* `live` is what is live behind it, `ends` room for a set. */
static void plan_value(Own *o, ValueId v, const Word *live, Word *ends)
{
    const HirValue *value = value_of(o, v);
    memset(ends, 0, o->words * sizeof *ends);
    if (value->op != HIR_phi)
        add_uses(o, v, ends);
    if (o->out->is_caught && may_raise(o, value)) {
        Word *before = set_new(o);
        set_copy(o, before, live);
        set_join(o, before, ends);
        if (o->numbers[v])
            set_remove(before, o->numbers[v]);
        o->out->beside[v] = list_of(o, before);
    }
    if (o->numbers[v])
        set_add(ends, o->numbers[v]);
    set_minus(o, ends, live);
    if (value->op == HIR_ret)
        plan_return(o, v, ends);
    o->out->behind[v] = list_of(o, ends);
    if (o->numbers[v] && value->op != HIR_phi)
        o->out->takes[v] = taken_by(o, v, o->out->behind[v]);
}

static void plan_block(Own *o, BlockId b, Word *live, Word *ends)
{
    const HirBlock *block = &o->f->hir.blocks.items[b];
    ValueId operation = guarded(o, block);
    live_at_end(o, b, live);
    plan_edges(o, b, live);
    for (size_t i = block->values.count; i-- > 0;) {
        ValueId v = block->values.items[i];
        plan_escape(o, v);
        if (v != operation)
            plan_value(o, v, live, ends);
        step_back(o, v, live);
    }
}

static bool has_any_owner(const Own *o)
{
    for (ValueId v = 0; v < o->f->hir.values.count; v++)
        if (has_owners(o, value_of(o, v)))
            return true;
    return false;
}

static Ownership *ownership_new(Unit *u, const Hir *hir)
{
    size_t values = hir->values.count;
    Ownership *out = ARENA_NEW(&u->arena, Ownership);
    out->holds = ARENA_ARRAY(&u->arena, bool, values);
    out->escapes = ARENA_ARRAY(&u->arena, bool, values);
    out->returns = ARENA_ARRAY(&u->arena, bool, values);
    out->takes = ARENA_ARRAY(&u->arena, ValueId, values);
    for (ValueId v = 0; v < values; v++)
        out->takes[v] = HIR_NOTHING;
    out->is_lent = ARENA_ARRAY(&u->arena, bool, values);
    out->is_kept = ARENA_ARRAY(&u->arena, bool, values);
    out->moves = ARENA_ARRAY(&u->arena, bool, values);
    out->phi_moves = ARENA_ARRAY(&u->arena, bool *, values);
    out->behind = ARENA_ARRAY(&u->arena, ValueList, values);
    out->beside = ARENA_ARRAY(&u->arena, ValueList, values);
    out->on_edge = arena_alloc(&u->arena, hir->blocks.count * sizeof *out->on_edge);
    return out;
}

static void own_function(Unit *u, Function *f, bool is_caught)
{
    Own o = {.u = u, .f = f};
    if (!has_any_owner(&o))
        return;
    o.out = f->ownership = ownership_new(u, &f->hir);
    o.out->is_caught = is_caught;
    o.looks = ARENA_ARRAY(&u->arena, uint32_t, f->hir.values.count);
    number_holders(&o);
    find_roots(&o);
    find_lent(&o);
    find_live(&o);
    Word *live = set_new(&o), *ends = set_new(&o);
    for (BlockId b = 0; b < f->hir.blocks.count; b++)
        plan_block(&o, b, live, ends);
}

/* ---- functions ---------------------------------------------------------------------------------------------------------- */

/* Whatever a function calls with a guard is caught, and all that such a function calls. */
static bool add_caught(const Function *f, bool *caught)
{
    bool changed = false;
    for (BlockId b = 0; b < f->hir.blocks.count; b++) {
        const HirBlock *block = &f->hir.blocks.items[b];
        const HirValue *end = &f->hir.values.items[block->values.items[block->values.count - 1]];
        for (size_t i = 0; i < block->values.count; i++) {
            const CallTarget *target = f->hir.values.items[block->values.items[i]].target;
            bool is_guarded = end->op == HIR_guard && end->args[0] == block->values.items[i];
            if (!target || caught[target->function->index] || !(caught[f->index] || is_guarded))
                continue;
            changed = caught[target->function->index] = true;
        }
    }
    return changed;
}

/* To whom, at the most, does it give the address of anything that has owners? */
static Lending most_lent(const Unit *u, const Function *f)
{
    Lending most = LENDS_NOTHING;
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        const HirValue *value = &f->hir.values.items[v];
        Lending lending = lending_of(u, f, value);
        for (size_t i = first_lent(value); lending > most && i < value->count; i++)
            if (holder_has_owners(u, &f->hir.values.items[value->args[i]]))
                most = lending;
    }
    return most;
}

void find_lending(Unit *u)
{
    bool lends = false;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = u->functions->count; i-- > 0;) {
            Function *f = u->functions->items[i];
            Lending before = f->lends;
            f->lends = most_lent(u, f);
            changed |= f->lends != before;
            lends |= f->lends != LENDS_NOTHING;
        }
    }
    if (lends)
        find_passed_on(u);
}

void own(Unit *u)
{
    bool *caught = ARENA_ARRAY(&u->arena, bool, u->functions->count);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < u->functions->count; i++)
            changed |= add_caught(u->functions->items[i], caught);
    }
    find_given_back(u);
    for (size_t i = 0; i < u->functions->count; i++)
        own_function(u, u->functions->items[i], caught[i]);
}
