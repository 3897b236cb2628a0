/* unbound.c: locals that may have no value when they are read.
 *
 * build puts a check_bound behind each read of a phi. Here it turns out which phis have no value on some way: those that
 * SSA_UNBOUND reaches through phis. A check of another one goes. Beside each of them comes a companion, a phi of bools that
 * says whether there is a value; the check gets it as its second argument, and the ways without a value get HIR_unbound,
 * which has no type. Bytecode marks such reads only from 3.12 on, so its own marks aren't looked at. */
#include <assert.h>
#include <string.h>

#include "build/build.h"
#include "hir/fold.h"
#include "hir/function.h"
#include "hir/hir_edit.h"
#include "hir/ssa.h"

typedef struct Unbound {
    Unit *u;
    Hir *hir;
    bool *maybe;         /* by value: a phi that may have no value */
    ValueId *companion;  /* by value: its companion, HIR_NOTHING: none so far */
    ValueId *stands_for; /* by value: what replaces a check that is needless */
    ValueId yes, no, nothing;
    ValueList left; /* phis to look at */
} Unbound;

static bool has_no_value_once(const HirValue *phi)
{
    for (size_t i = 0; i < phi->count; i++)
        if (phi->args[i] == SSA_UNBOUND)
            return true;
    return false;
}

/* Mark the phi; what it reaches is looked at later. */
static void mark(Unbound *n, ValueId v)
{
    if (hir_value(n->hir, v)->op != HIR_phi || n->maybe[v])
        return;
    n->maybe[v] = true;
    ARENA_PUSH(&n->u->arena, &n->left, v);
}

static void find_unbound(Unbound *n)
{
    HirUsers users = hir_users(n->u, n->hir);
    n->maybe = ARENA_ARRAY(&n->u->arena, bool, n->hir->values.count);
    for (ValueId v = 0; v < n->hir->values.count; v++)
        if (has_no_value_once(hir_value(n->hir, v)))
            mark(n, v);
    while (n->left.count) {
        ValueId v = n->left.items[--n->left.count];
        for (uint32_t i = users.first[v]; i < users.first[v + 1]; i++)
            mark(n, users.users[i]);
    }
}

/* A value of block 0, before all others there. */
static ValueId first_value(Unbound *n, HirOp op, const Frozen *object)
{
    ValueId v = hir_value_new(n->u, n->hir, 0, op, (Loc){.code = NULL}, NULL, 0);
    hir_value(n->hir, v)->object = object;
    hir_insert(n->u, n->hir, 0, 0, &v, 1);
    return v;
}

/* A companion gets its arguments in complete_companions(), and its place in its block when all are there. */
static ValueId companion_of(Unbound *n, ValueId phi)
{
    if (n->companion[phi] != HIR_NOTHING)
        return n->companion[phi];
    HirValue like = *hir_value(n->hir, phi);
    assert(like.op == HIR_phi && n->maybe[phi]);
    ValueId v = hir_value_new(n->u, n->hir, like.block, HIR_phi, like.loc, like.args, like.count);
    n->companion[phi] = v;
    hir_value(n->hir, v)->integer = like.integer;
    ARENA_PUSH(&n->u->arena, &n->left, phi);
    return v;
}

static ValueId has_value(Unbound *n, ValueId v)
{
    return v == SSA_UNBOUND ? n->no : n->maybe[v] ? companion_of(n, v) : n->yes;
}

static void complete_companions(Unbound *n)
{
    for (size_t k = 0; k < n->left.count; k++) { /* grows */
        ValueId phi = n->left.items[k], companion = n->companion[phi];
        for (size_t i = 0; i < hir_value(n->hir, phi)->count; i++) {
            ValueId *arg = &hir_value(n->hir, phi)->args[i], bound = has_value(n, *arg);
            arg = &hir_value(n->hir, phi)->args[i]; /* values may have moved */
            hir_value(n->hir, companion)->args[i] = bound;
            if (*arg == SSA_UNBOUND)
                *arg = n->nothing;
        }
    }
}

/* Before all that their blocks begin with. */
static void place_companions(Unbound *n)
{
    ValueList *of_block = ARENA_ARRAY(&n->u->arena, ValueList, n->hir->blocks.count);
    for (size_t i = n->left.count; i-- > 0;) {
        ValueId v = n->companion[n->left.items[i]];
        ARENA_PUSH(&n->u->arena, &of_block[hir_value(n->hir, v)->block], v);
    }
    for (BlockId b = 0; b < n->hir->blocks.count; b++)
        if (of_block[b].count)
            hir_insert(n->u, n->hir, b, 0, of_block[b].items, of_block[b].count);
}

static void complete_check(Unbound *n, ValueId check)
{
    HirValue *value = hir_value(n->hir, check);
    ValueId checked = value->args[0];
    assert(value->count == 1);
    if (!n->maybe[checked]) {
        n->stands_for[check] = checked;
        value->op = HIR_phi; /* no uses are left: it goes with the other unused values */
        return;
    }
    ValueId bound = companion_of(n, checked);
    value = hir_value(n->hir, check);
    value->args = arena_copy(&n->u->arena, (ValueId[]){checked, bound}, 2 * sizeof(ValueId));
    value->count = 2;
}

static ValueId original(const Unbound *n, ValueId v)
{
    while (v != SSA_UNBOUND && n->stands_for[v] != HIR_NOTHING)
        v = n->stands_for[v];
    return v;
}

static void replace_checks(Unbound *n)
{
    for (ValueId v = 0; v < n->hir->values.count; v++) {
        HirValue *value = hir_value(n->hir, v);
        for (size_t i = 0; i < value->count; i++)
            value->args[i] = original(n, value->args[i]);
    }
}

static ValueId *no_values(Unbound *n, size_t count)
{
    ValueId *values = ARENA_ARRAY(&n->u->arena, ValueId, count);
    memset(values, 0xFF, count * sizeof *values);
    return values;
}

void resolve_unbound(Unit *u, Function *f)
{
    Unbound unbound = {.u = u, .hir = &f->hir};
    Unbound *n = &unbound;
    size_t count = f->hir.values.count;
    bool *checks = ARENA_ARRAY(&u->arena, bool, count), any = false;
    for (ValueId v = 0; v < count; v++)
        any |= checks[v] = hir_value(n->hir, v)->op == HIR_check_bound;
    if (!any)
        return;
    find_unbound(n);
    n->companion = no_values(n, 2 * count + 3); /* companions have no companions */
    n->stands_for = no_values(n, 2 * count + 3);
    n->yes = first_value(n, HIR_const, frozen_bool(u, true));
    n->no = first_value(n, HIR_const, frozen_bool(u, false));
    n->nothing = first_value(n, HIR_unbound, NULL);
    for (ValueId v = 0; v < count; v++)
        if (checks[v])
            complete_check(n, v);
    complete_companions(n);
    place_companions(n);
    replace_checks(n);
}
