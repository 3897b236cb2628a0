/* phi_groups.c: phis that only have each other and one value as arguments.
 *
 * Where a loop has two entries a variable that nothing changes in it gets a phi at each,
 *
 *      a = phi(x, b)      b = phi(x, a)
 *
 * of which neither has one distinct argument; both are x. So groups of phis that need each other are looked at, in the order
 * in which they need other groups; of a group with several values from outside those phis may be such a group that have none of
 * them (Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", CC 2013, 3.2; the groups by
 * Tarjan's algorithm, without recursion). */
#include "hir/phi_groups.h"

#include "hir/ssa.h"

typedef struct Visit {
    ValueId phi;
    size_t next; /* argument to look at */
} Visit;

typedef struct Search {
    Unit *u;
    const Hir *hir;
    uint32_t *set;   /* by value: the number of the set of phis that it is in; 0: none */
    uint32_t *found; /* by value: the number of its visit in this set, from 1; 0: not visited */
    uint32_t *low;   /* by value: the first of those on `open` that it leads to */
    bool *is_open;
    ValueId *same; /* the result */
    ValueList open;
    Visit *path;
    struct {
        ValueList *items;
        size_t count, capacity;
    } sets; /* [n - 1] is set n */
    bool any;
} Search;

static ValueId resolved(const Search *s, ValueId v)
{
    while (v != SSA_UNBOUND && s->same[v] != HIR_NOTHING)
        v = s->same[v];
    return v;
}

static bool is_in(const Search *s, ValueId v, uint32_t set)
{
    return v != SSA_UNBOUND && s->set[v] == set;
}

/* ---- one group ------------------------------------------------------------------------------------------------------- */

/* The group is a set of its own now. Its one value from outside; HIR_NOTHING: there are several. `inner` gets the phis that
 * have none. */
static ValueId outer_value(const Search *s, const ValueList *group, uint32_t set, ValueList *inner)
{
    ValueId only = HIR_NOTHING;
    bool several = false;
    for (size_t i = 0; i < group->count; i++) {
        const HirValue *phi = &s->hir->values.items[group->items[i]];
        bool is_inner = true;
        for (size_t k = 0; k < phi->count; k++) {
            ValueId arg = resolved(s, phi->args[k]);
            if (is_in(s, arg, set))
                continue;
            is_inner = false;
            several |= arg == SSA_UNBOUND || (only != HIR_NOTHING && !hir_same_value(s->hir, only, arg));
            only = only == HIR_NOTHING ? arg : only;
        }
        if (is_inner)
            ARENA_PUSH(&s->u->arena, inner, group->items[i]);
    }
    return several ? HIR_NOTHING : only;
}

static uint32_t add_set(Search *s, ValueList phis)
{
    ARENA_PUSH(&s->u->arena, &s->sets, phis);
    for (size_t i = 0; i < phis.count; i++)
        s->set[phis.items[i]] = (uint32_t)s->sets.count;
    return (uint32_t)s->sets.count;
}

/* The last `count` phis of `open` are a group. */
static void judge_group(Search *s, size_t count)
{
    ValueList group = {NULL, 0, 0}, inner = {NULL, 0, 0};
    if (count == 1)
        return;
    for (size_t i = s->open.count - count; i < s->open.count; i++)
        ARENA_PUSH(&s->u->arena, &group, s->open.items[i]);
    ValueId only = outer_value(s, &group, add_set(s, group), &inner);
    s->sets.items[s->sets.count - 1] = (ValueList){NULL, 0, 0};
    if (only == HIR_NOTHING) {
        add_set(s, inner);
        return;
    }
    s->any = true;
    for (size_t i = 0; i < group.count; i++)
        s->same[group.items[i]] = only;
}

/* ---- the groups of a set --------------------------------------------------------------------------------------------- */

static void enter(Search *s, ValueId phi, uint32_t *visits, size_t *depth)
{
    s->found[phi] = s->low[phi] = ++*visits;
    s->is_open[phi] = true;
    ARENA_PUSH(&s->u->arena, &s->open, phi);
    s->path[(*depth)++] = (Visit){phi, 0};
}

static void lower_to(Search *s, ValueId phi, uint32_t number)
{
    if (number < s->low[phi])
        s->low[phi] = number;
}

static void leave(Search *s, ValueId phi)
{
    if (s->low[phi] != s->found[phi])
        return;
    size_t count = 1;
    while (s->open.items[s->open.count - count] != phi)
        count++;
    for (size_t i = s->open.count - count; i < s->open.count; i++)
        s->is_open[s->open.items[i]] = false;
    judge_group(s, count);
    s->open.count -= count;
}

static void visit_from(Search *s, ValueId root, uint32_t set, uint32_t *visits)
{
    size_t depth = 0;
    enter(s, root, visits, &depth);
    while (depth) {
        Visit *top = &s->path[depth - 1];
        const HirValue *phi = &s->hir->values.items[top->phi];
        if (top->next == phi->count) {
            leave(s, top->phi);
            if (--depth)
                lower_to(s, s->path[depth - 1].phi, s->low[top->phi]);
            continue;
        }
        ValueId arg = phi->args[top->next++];
        if (!is_in(s, arg, set))
            continue;
        if (!s->found[arg])
            enter(s, arg, visits, &depth);
        else if (s->is_open[arg])
            lower_to(s, top->phi, s->found[arg]);
    }
}

static void search_set(Search *s, uint32_t set)
{
    ValueList phis = s->sets.items[set - 1];
    uint32_t visits = 0;
    for (size_t i = 0; i < phis.count; i++)
        s->found[phis.items[i]] = 0;
    for (size_t i = 0; i < phis.count; i++)
        if (s->set[phis.items[i]] == set && !s->found[phis.items[i]])
            visit_from(s, phis.items[i], set, &visits);
}

const ValueId *phi_groups_find(Unit *u, const Hir *hir)
{
    size_t count = hir->values.count;
    Search s = {.u = u, .hir = hir};
    ValueList phis = {NULL, 0, 0};
    for (ValueId v = 0; v < count; v++)
        if (hir->values.items[v].op == HIR_phi && hir->values.items[v].block != HIR_NOTHING)
            ARENA_PUSH(&u->arena, &phis, v);
    if (phis.count < 2)
        return NULL;
    s.set = ARENA_ARRAY(&u->arena, uint32_t, count);
    s.found = ARENA_ARRAY(&u->arena, uint32_t, count);
    s.low = ARENA_ARRAY(&u->arena, uint32_t, count);
    s.is_open = ARENA_ARRAY(&u->arena, bool, count);
    s.same = ARENA_ARRAY(&u->arena, ValueId, count);
    s.path = ARENA_ARRAY(&u->arena, Visit, phis.count);
    for (ValueId v = 0; v < count; v++)
        s.same[v] = HIR_NOTHING;
    add_set(&s, phis);
    for (uint32_t set = 1; set <= s.sets.count; set++) /* grows with the groups that are found */
        search_set(&s, set);
    return s.any ? s.same : NULL;
}
