/* holders.c: see holders.h. */
#include "fuse/holders.h"

#include "frozen/builtins.h"
#include "hir/array_operations.h"
#include "hir/elements.h"
#include "types/types.h"

bool holder_has_owners(const Unit *u, const HirValue *v)
{
    return v->block != HIR_NOTHING && v->type != TYPE_UNKNOWN && type_has_owners(u, v->type);
}

static bool call_makes(const Unit *u, const Function *f, const HirValue *v)
{
    if (v->builtin < 0 && !v->target) /* a C function gives no other arrays */
        return type_has_shape(u, v->type, SHAPE_RECORD);
    BuiltinRule rule = v->builtin < 0 ? CALL_PRELUDE : builtins[v->builtin].rule;
    return v->target || rule == CALL_REDUCE || (rule == CALL_MAKE && !hir_gives_argument(&f->hir, v));
}

/* What is stored in an array that is there is that array. */
bool holder_makes(Unit *u, const Function *f, ValueId v)
{
    const HirValue *value = &f->hir.values.items[v];
    ElementOp operation;
    if (value->op == HIR_phi)
        return true;
    if (value->fused)
        return false;
    if (hir_is_array(u, &f->hir, v) && element_op(u, &f->hir, value, &operation))
        return operation.target == HIR_NOTHING;
    return value->op == HIR_call ? call_makes(u, f, value) : value->op == HIR_matmul;
}

/* ---- what functions give back ------------------------------------------------------------------------------------------- */

static bool any_argument(const HirValue *v, const bool *given)
{
    bool any = false;
    for (size_t i = 0; i < v->count; i++)
        any |= given[v->args[i]];
    return any;
}

/* May the value be in memory of what the function was given? `given` knows it of its arguments, so far. */
static bool is_given(Unit *u, const Function *f, ValueId v, const bool *given)
{
    const HirValue *value = &f->hir.values.items[v];
    if (!holder_has_owners(u, value))
        return false;
    bool is_made = value->op != HIR_phi && holder_makes(u, f, v);
    bool may_be = !is_made || (value->target && value->target->function->gives_back);
    return value->op == HIR_param || (may_be && any_argument(value, given));
}

static bool gives_back(Unit *u, const Function *f)
{
    bool *given = ARENA_ARRAY(&u->arena, bool, f->hir.values.count), gives = false;
    for (bool changed = true; changed;) {
        changed = false;
        for (ValueId v = 0; v < f->hir.values.count; v++)
            if (!given[v] && is_given(u, f, v, given))
                changed = given[v] = true;
    }
    for (ValueId v = 0; v < f->hir.values.count; v++) {
        const HirValue *value = &f->hir.values.items[v];
        gives |= value->op == HIR_ret && value->block != HIR_NOTHING && any_argument(value, given);
    }
    return gives;
}

void find_given_back(Unit *u)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = u->functions->count; i-- > 0;) {
            Function *f = u->functions->items[i];
            bool may_give = f->result != TYPE_UNKNOWN && type_has_owners(u, f->result);
            if (may_give && !f->gives_back && gives_back(u, f))
                changed = f->gives_back = true;
        }
    }
}
