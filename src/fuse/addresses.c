/* addresses.c: see addresses.h.
 *
 *      p = cast(a, "double *")         p has the address of a
 *      q = p + 1                       q has it, too
 *      s.data = q                      it is stored: p and q last
 *
 * So they do where a phi takes one of them to the next round of the loop that makes `a`. */
#include "fuse/addresses.h"

#include "hir/hir_edit.h"
#include "types/attributes.h"
#include "types/stored.h"
#include "types/types.h"

/* Of memory that others own, or somewhere in a tuple. */
static bool has_addresses(const Unit *u, TypeId type)
{
    if (type == TYPE_UNKNOWN)
        return false;
    const Type *t = type_get(u, type);
    bool is_view = (t->shape == SHAPE_ARRAY || t->shape == SHAPE_RECORD) && !(t->flags & ARRAY_OWNED);
    bool has = is_view || type_is_pointer(u, type);
    for (size_t i = 0; t->shape == SHAPE_TUPLE && i < t->count; i++)
        has |= has_addresses(u, t->items[i]);
    return has;
}

TypeId type_stored(const Unit *u, const Function *f, const HirValue *v)
{
    if (v->op != HIR_setattr && v->op != HIR_setitem)
        return TYPE_UNKNOWN;
    const Type *owner = type_get(u, f->hir.values.items[v->args[0]].type);
    if (v->op == HIR_setitem)
        return owner->element;
    const Type *record = owner->shape == SHAPE_RECORD ? owner : type_get(u, owner->element);
    return v->attribute == ATTRIBUTE_FIELD ? record->stored->fields[v->integer].type : owner->element;
}

/* Has the result addresses that operands have? A pointer that was stored in memory is none of where that lies. */
static bool hands_on(const Unit *u, const Function *f, const HirValue *v)
{
    bool reads = v->op == HIR_getattr || v->op == HIR_getitem;
    if (reads && type_is_pointer(u, v->type))
        return type_has_shape(u, f->hir.values.items[v->args[0]].type, SHAPE_TUPLE);
    return v->op == HIR_iter || has_addresses(u, v->type);
}

typedef struct Addresses {
    Unit *u;
    const Function *f;
    HirUsers users;
    Dominators dominators;
    bool returned;         /* what is returned lasts */
    uint32_t *looks, look; /* by value: the last look that came by */
    ValueList found;
} Addresses;

static const HirValue *value_of(const Addresses *a, ValueId v)
{
    return &a->f->hir.values.items[v];
}

/* What a phi in front of `origin` joins is read when that has been done again. */
static bool is_of_next_round(const Addresses *a, const HirValue *phi, ValueId origin)
{
    return dominates(&a->dominators, phi->block, value_of(a, origin)->block);
}

/* int(p): who knows where that goes. A C function is lent it. */
static bool is_number_of(const Addresses *a, const HirValue *v, size_t operand)
{
    return v->op == HIR_call && !type_has_shape(a->u, value_of(a, v->args[0])->type, SHAPE_FUNCTION) &&
           type_is_integer(v->type) && type_is_pointer(a->u, value_of(a, v->args[operand])->type);
}

/* Does the address of `origin` in the operand last, once the operation is done? */
static bool lasts_behind(const Addresses *a, const HirValue *v, size_t operand, ValueId origin)
{
    switch (v->op) {
    case HIR_phi: return is_of_next_round(a, v, origin);
    case HIR_closure:
    case HIR_exception: return true;
    case HIR_ret: return a->returned;
    case HIR_setattr:
    case HIR_setitem: return operand == v->count - 1 && type_is_pointer(a->u, type_stored(a->u, a->f, v));
    default: return is_number_of(a, v, operand) || (v->target && v->target->function->passes_on);
    }
}

static bool lasts_by(Addresses *a, ValueId user, ValueId held, ValueId origin)
{
    const HirValue *v = value_of(a, user);
    for (size_t i = 0; i < v->count; i++)
        if (v->args[i] == held && lasts_behind(a, v, i, origin))
            return true;
    if (a->looks[user] != a->look && hands_on(a->u, a->f, v)) {
        a->looks[user] = a->look;
        ARENA_PUSH(&a->u->arena, &a->found, user);
    }
    return false;
}

static bool lasts(Addresses *a, ValueId origin)
{
    a->look++;
    a->found.count = 0;
    ARENA_PUSH(&a->u->arena, &a->found, origin);
    for (size_t i = 0; i < a->found.count; i++) {
        ValueId held = a->found.items[i];
        for (uint32_t k = a->users.first[held]; k < a->users.first[held + 1]; k++)
            if (lasts_by(a, a->users.users[k], held, origin))
                return true;
    }
    return false;
}

static Addresses *addresses_new(Unit *u, const Function *f, bool returned)
{
    Addresses *a = ARENA_NEW(&u->arena, Addresses);
    a->u = u;
    a->f = f;
    a->users = hir_users(u, &f->hir);
    a->dominators = hir_dominators(u, &f->hir);
    a->looks = ARENA_ARRAY(&u->arena, uint32_t, f->hir.values.count);
    a->returned = returned;
    return a;
}

Addresses *addresses_of(Unit *u, const Function *f)
{
    return addresses_new(u, f, true);
}

bool address_lasts(Addresses *a, ValueId v)
{
    const HirValue *value = value_of(a, v);
    return value->block != HIR_NOTHING && has_addresses(a->u, value->type) && lasts(a, v);
}

static bool passes_on(Unit *u, const Function *f)
{
    Addresses *a = addresses_new(u, f, false);
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (value_of(a, v)->op == HIR_param && address_lasts(a, v))
            return true;
    return false;
}

void find_passed_on(Unit *u)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = u->functions->count; i-- > 0;) {
            Function *f = u->functions->items[i];
            if (!f->passes_on && passes_on(u, f))
                changed = f->passes_on = true;
        }
    }
}
