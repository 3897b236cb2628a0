/* lir_share.c: what is computed twice is computed once.
 *
 * lower asks for the strides of an array, or for the end of a slice, wherever it needs them. A pure operation on the same operands as
 * one whose block dominates its own goes, and its users take that one. Blocks are walked in an order in which those that one
 * dominates follow it at once: so of equal operations the last that stayed is the only one that can serve. */
#include "lir/lir_build.h"

#include "base/table.h"

typedef struct Share {
    LirFunction *f;
    LirTree tree;
    LirId *same;  /* by value: what serves for it, mostly itself */
    LirId *stays; /* by value in the table: the last one like it that stayed */
    Table table;
} Share;

/* ---- what is the same ------------------------------------------------------------------------------------------------- */

static bool is_pure(const LirValue *v)
{
    return (lir_ops[v->op].flags & (LIR_FLAG_PURE | LIR_FLAG_LIST)) == LIR_FLAG_PURE;
}

/* But for the operands. */
static bool is_alike(const LirValue *v, const LirValue *other)
{
    bool same_payload = lir_ops[v->op].payload == LIR_PAYLOAD_NONE || v->integer == other->integer;
    return v->op == other->op && v->type == other->type && v->flags == other->flags && same_payload;
}

static bool is_same(const LirFunction *f, LirId a, LirId b, int depth)
{
    if (a == b || a == LIR_NOTHING || b == LIR_NOTHING)
        return a == b;
    const LirValue *v = &f->values.items[a], *other = &f->values.items[b];
    return depth && is_pure(v) && is_alike(v, other) && is_same(f, v->a, other->a, depth - 1) &&
           is_same(f, v->b, other->b, depth - 1) && is_same(f, v->c, other->c, depth - 1);
}

bool lir_is_same(const LirFunction *f, LirId a, LirId b)
{
    enum { DEPTH = 6 }; /* of an operation that is used twice both uses are looked at */
    return is_same(f, a, b, DEPTH);
}

/* ---- what goes ---------------------------------------------------------------------------------------------------------- */

typedef struct Wanted {
    const Share *s;
    const LirValue *value;
} Wanted;

static bool is_wanted(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    const LirValue *v = w->value, *other = lir_value(w->s->f, number);
    bool commutes = lir_ops[v->op].flags & LIR_FLAG_COMMUTES && v->a == other->b && v->b == other->a;
    return is_alike(v, other) && (commutes || (v->a == other->a && v->b == other->b && v->c == other->c));
}

static uint32_t hash_of(const LirValue *v)
{
    bool commutes = lir_ops[v->op].flags & LIR_FLAG_COMMUTES && v->a > v->b;
    uint32_t hash = hash_with(hash_with(v->op, commutes ? v->b : v->a), commutes ? v->a : v->b);
    return lir_ops[v->op].payload == LIR_PAYLOAD_NONE ? hash_with(hash, v->c) : hash_with(hash, (uint64_t)v->integer);
}

static bool reaches(const Share *s, LirId above, LirId v)
{
    LirBlockId there = lir_value(s->f, above)->block, here = lir_value(s->f, v)->block;
    return dominates(&s->tree.dominators, s->tree.rank[there], s->tree.rank[here]);
}

static void take(const Share *s, LirId *operand)
{
    if (*operand != LIR_NOTHING)
        *operand = s->same[*operand];
}

static void take_operands(const Share *s, LirValue *v)
{
    take(s, &v->a);
    take(s, &v->b);
    take(s, &v->c);
}

/* Does it stay? */
static bool look_at(Unit *u, Share *s, LirId id)
{
    LirValue *v = lir_value(s->f, id);
    take_operands(s, v);
    if (!is_pure(v))
        return true;
    if ((v->op == LIR_and || v->op == LIR_or) && v->a == v->b) {
        s->same[id] = v->a;
        return false;
    }
    uint32_t hash = hash_of(v), found = table_find(&s->table, hash, is_wanted, &(Wanted){s, v});
    if (found == TABLE_NOTHING)
        table_add(&u->arena, &s->table, hash, found = id);
    else if (reaches(s, s->stays[found], id)) {
        s->same[id] = s->stays[found];
        return false;
    }
    s->stays[found] = id;
    return true;
}

static void look_at_block(Unit *u, Share *s, LirBlock *block)
{
    size_t count = 0;
    for (size_t i = 0; i < block->count; i++)
        if (look_at(u, s, block->items[i]))
            block->items[count++] = block->items[i];
    block->count = count;
}

/* What phis and calls get may stand in blocks that come later, and blocks that nothing leads to aren't walked. */
static void take_rest(Share *s)
{
    for (LirId v = 0; v < s->f->values.count; v++) {
        take_operands(s, lir_value(s->f, v));
        for (size_t i = 0; i < lir_value(s->f, v)->count; i++)
            take(s, &lir_value(s->f, v)->args[i]);
    }
}

void lir_share(Unit *u, LirFunction *f)
{
    Share s = {.f = f, .tree = lir_tree(u, f)};
    size_t count = s.tree.count;
    LirBlockId *walk = ARENA_ARRAY(&u->arena, LirBlockId, count);
    s.same = ARENA_ARRAY(&u->arena, LirId, f->values.count);
    s.stays = ARENA_ARRAY(&u->arena, LirId, f->values.count);
    for (LirId v = 0; v < f->values.count; v++)
        s.same[v] = v;
    for (size_t i = 0; i < count; i++)
        walk[s.tree.dominators.from[i]] = s.tree.order[i];
    for (size_t i = 0; i < count; i++)
        look_at_block(u, &s, &f->blocks.items[walk[i]]);
    take_rest(&s);
}
