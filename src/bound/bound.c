/* bound.c: which index checks facts about integers prove.
 *
 * One walk in the order of the blocks says of each integer what it is, a sum of atoms, and collects what is known of the atoms
 * from ranges, lengths, branches and earlier checks (bound_facts.h). An index is in range when `index >= 0` and
 * `length - 1 - index >= 0` can be proved from that where it stands. The walk is repeated as long as guesses about the
 * variables of loops are found wrong (bound_phi.c). */
#include "bound/bound.h"

#include <assert.h>
#include <string.h>

#include "bound/bound_checks.h"
#include "bound/bound_facts.h"
#include "frozen/builtins.h"
#include "hir/function.h"
#include "hir/hir_edit.h"

enum { ROUNDS = 8 }; /* of walks; then all guesses go */

/* By block: the last one that it dominates, in the order of blocks. */
static void find_last(Bound *b)
{
    BlockId count = (BlockId)b->f->hir.blocks.count, depth = 0;
    BlockId *at = ARENA_ARRAY(&b->u->arena, BlockId, count), *above = ARENA_ARRAY(&b->u->arena, BlockId, count);
    for (BlockId block = 0; block < count; block++)
        at[b->dominators.from[block]] = block;
    for (BlockId i = 0; i <= count; i++) {
        while (depth && (i == count || !bound_dominates(b, above[depth - 1], at[i]))) {
            BlockId block = above[--depth];
            if (depth && b->last[above[depth - 1]] < b->last[block])
                b->last[above[depth - 1]] = b->last[block];
        }
        if (i < count)
            b->last[above[depth++] = at[i]] = at[i];
    }
}

/* ---- indices ---------------------------------------------------------------------------------------------------------- */

/* What a check that has passed says: -length <= index < length. */
static void add_checked(Bound *b, const Affine *index, const Affine *length, bool not_negative)
{
    Affine negative = affine_times(length, -1);
    if (!not_negative)
        bound_add_order(b, &negative, index, 0);
    bound_add_order(b, index, length, 1);
}

static bool is_in_range(Bound *b, const Affine *index, const Affine *length)
{
    Affine left = affine_plus(*length, -1, index);
    return bound_proves(b, &left, 1);
}

/* Where sums could wrap when they were computed, it may be known by now that they didn't. */
static void retry_atoms(Bound *b, const Affine *sum)
{
    for (int i = 0; i < sum->count; i++)
        if (sum->terms[i].atom < b->f->hir.values.count)
            bound_retry(b, sum->terms[i].atom);
}

/* Does it depend on more than arguments and variables of loops? */
static bool is_irregular(const Bound *b, const Affine *index)
{
    bool irregular = !index->known;
    for (int i = 0; i < index->count; i++) {
        Atom atom = index->terms[i].atom;
        HirOp op = atom < b->f->hir.values.count ? (HirOp)bound_hir(b, atom)->op : HIR_param;
        bool is_sum = atom < b->f->hir.values.count && b->wrapped[atom].known;
        irregular |= op != HIR_param && op != HIR_phi && op != HIR_iter_item && op != HIR_unpack && !is_sum;
    }
    return irregular;
}

static bool pretest_index(Bound *b, ValueId access, size_t k, const Affine *index, const Affine *length)
{
    IndexFacts *facts = &hir_value(&b->f->hir, access)->facts;
    ValueId iter;
    if (k >= 32 || !bound_pretest(b, index, length, &iter))
        return false;
    if (iter == HIR_NOTHING) {
        facts->in_range |= (uint32_t)1 << k;
        facts->not_negative |= (uint32_t)1 << k;
    } else {
        ARENA_PUSH(&b->u->arena, &b->tested, ((TestedIndex){access, iter, k}));
    }
    return true;
}

/* Index k of an access to an array, as a sum; an unsigned one never counts from the end. */
static void judge_index(Bound *b, ValueId access, size_t k, const Affine *index)
{
    HirValue *v = hir_value(&b->f->hir, access);
    Affine length = bound_length(b, v->args[0], k);
    if (!bound_proves(b, index, 0) || !is_in_range(b, index, &length)) {
        retry_atoms(b, &length);
        retry_atoms(b, index);
    }
    bool not_negative = bound_proves(b, index, 0);
    bool in_range = not_negative && is_in_range(b, index, &length);
    if (k < 32) {
        v->facts.not_negative |= (uint32_t)not_negative << k;
        v->facts.in_range |= (uint32_t)in_range << k;
        v->facts.irregular |= (uint32_t)is_irregular(b, index) << k;
    }
    if (in_range)
        return;
    IndexCheck check = {.access = access, .axis = k, .maybe_negative = !not_negative};
    check.maybe_beyond = !is_in_range(b, index, &length);
    check.is_pretested = pretest_index(b, access, k, index, &length);
    if (check.is_pretested && v->facts.in_range >> k & 1)
        return;
    bound_tell(b, &check, index, &length);
    if (b->f->options->boundscheck && index->known)
        add_checked(b, index, &length, not_negative);
}

static void judge_indices(Bound *b, ValueId access)
{
    HirValue *v = hir_value(&b->f->hir, access);
    size_t count = bound_integers_in(b, bound_hir(b, v->args[1])->type);
    v->facts = (IndexFacts){0};
    if (!type_has_shape(b->u, bound_hir(b, v->args[0])->type, SHAPE_ARRAY))
        return;
    b->f->index_count += count;
    for (size_t k = 0; k < count; k++) {
        Affine form = bound_item(b, v->args[1], k);
        judge_index(b, access, k, &form);
    }
}

static bool is_access(const HirValue *v)
{
    return v->op == HIR_getitem || v->op == HIR_setitem || v->op == HIR_atomic_add;
}

static void judge(Bound *b, ValueId id)
{
    HirValue *v = hir_value(&b->f->hir, id);
    if (is_access(v))
        judge_indices(b, id);
    else if (hir_shape_argument(v) != HIR_NOTHING)
        bound_view(b, id);
    else if (v->op == HIR_iter)
        bound_range(b, id);
}

/* ---- the walk ----------------------------------------------------------------------------------------------------------- */

static void forget_all(Bound *b)
{
    b->facts.count = 0;
    b->tests.count = b->tested.count = 0;
    b->f->checks.count = b->f->index_count = 0;
    for (size_t i = 0; i < b->atoms.count; i++) {
        AtomInfo *atom = &b->atoms.items[i];
        atom->fact = NO_FACT;
        atom->least = i < b->f->hir.values.count ? INT64_MIN : 0; /* behind the values come lengths */
        atom->most = INT64_MAX;
    }
    for (ValueId v = 0; v < b->f->hir.values.count; v++)
        b->values[v] = b->wrapped[v] = affine_unknown();
}

/* What is known since `mark` is known only where the last operation of the block didn't raise. */
static void leave_out_handler(Bound *b, size_t mark)
{
    BlockId to = b->f->hir.blocks.items[b->here].successors[0];
    assert(mark <= b->facts.count && to != HIR_NOTHING);
    if (b->f->hir.blocks.items[to].preds.count > 1)
        bound_forget(b, mark);
    for (size_t i = mark; i < b->facts.count; i++)
        b->facts.items[i].block = to;
}

static bool is_guarded(const Bound *b, const HirBlock *block, size_t i)
{
    return i + 2 == block->values.count && bound_hir(b, block->values.items[i + 1])->op == HIR_guard;
}

static void walk(Bound *b)
{
    const Hir *hir = &b->f->hir;
    forget_all(b);
    b->only_forward = true;
    for (BlockId block = 0; block < hir->blocks.count; block++) {
        const HirBlock *here = &hir->blocks.items[block];
        Condition condition;
        b->here = block;
        if (here->preds.count == 1 && bound_condition(b, here->preds.items[0], block, &condition))
            bound_assume(b, &condition);
        for (size_t i = 0; i < here->values.count; i++) {
            size_t mark = bound_mark(b);
            b->values[here->values.items[i]] = bound_form(b, here->values.items[i]);
            judge(b, here->values.items[i]);
            if (is_guarded(b, here, i))
                leave_out_handler(b, mark);
        }
    }
}

static void drop_guesses(Bound *b)
{
    for (size_t i = 0; i < b->guesses.count; i++)
        b->guesses.items[i].stands = false;
}

static void add_atoms(Bound *b)
{
    const Hir *hir = &b->f->hir;
    size_t order = 0;
    for (ValueId v = 0; v < hir->values.count; v++)
        ARENA_PUSH(&b->u->arena, &b->atoms, ((AtomInfo){INT64_MIN, INT64_MAX, 0, hir->values.items[v].block, NO_FACT}));
    for (BlockId block = 0; block < hir->blocks.count; block++)
        for (size_t i = 0; i < hir->blocks.items[block].values.count; i++) {
            ValueId v = hir->blocks.items[block].values.items[i];
            b->order[v] = b->atoms.items[v].order = ++order;
        }
}

/* Is there anything to prove? */
static bool has_checks(const Bound *b)
{
    for (ValueId v = 0; v < b->f->hir.values.count; v++) {
        const HirValue *value = bound_hir(b, v);
        if (value->block != HIR_NOTHING && bound_is_call(value, CALL_RANGE) && value->count > 3)
            return true;
        if (value->block != HIR_NOTHING &&
            (is_access(value) ? type_has_shape(b->u, bound_hir(b, value->args[0])->type, SHAPE_ARRAY)
                              : bound_is_call(value, CALL_CARRAY) || bound_is_call(value, CALL_FARRAY)))
            return true;
    }
    return false;
}

/* Walk until all guesses hold. */
static void prove(Bound *b)
{
    walk(b);
    bound_guess(b);
    if (!b->guesses.count)
        return;
    walk(b);
    for (int round = 0; !bound_test_guesses(b); round++) {
        if (round == ROUNDS)
            drop_guesses(b);
        walk(b);
    }
}

void bound(Unit *u, Function *f)
{
    Bound b = {.u = u, .f = f, .value_count = f->hir.values.count};
    if (!has_checks(&b))
        return;
    b.values = ARENA_ARRAY(&u->arena, Affine, f->hir.values.count);
    b.wrapped = ARENA_ARRAY(&u->arena, Affine, f->hir.values.count);
    b.order = ARENA_ARRAY(&u->arena, size_t, f->hir.values.count);
    b.dominators = hir_dominators(u, &f->hir);
    b.last = ARENA_ARRAY(&u->arena, BlockId, f->hir.blocks.count);
    find_last(&b);
    add_atoms(&b);
    prove(&b);
    bound_chain_all(&b);
    bound_make_tests(&b);
}
