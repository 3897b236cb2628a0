/* effects.c: what operations may write, see effects.h. */
#include "fuse/effects.h"

#include "frozen/builtins.h"
#include "hir/array_operations.h"
#include "hir/c_calls.h"
#include "hir/elements.h"

Effects effects_begin(Unit *u, Function *f)
{
    return (Effects){u, f, ARENA_ARRAY(&u->arena, Effect, u->functions->count)};
}

/* ---- whose memory it is ------------------------------------------------------------------------------------------------- */

typedef enum { MEMORY_OUTSIDE, MEMORY_NEW, MEMORY_ANY } MemoryKind;

typedef struct Memory {
    MemoryKind kind;
    ValueId made_by; /* NEW: the operation */
} Memory;

static bool is_call_by(const HirValue *v, BuiltinRule rule)
{
    return v->op == HIR_call && v->builtin >= 0 && builtins[v->builtin].rule == rule;
}

static bool is_memory(const Effects *e, const Hir *hir, ValueId v)
{
    return hir_is_array(e->u, hir, v) || type_has_shape(e->u, hir->values.items[v].type, SHAPE_RECORD);
}

/* What is given an array may give it back. */
static bool is_new(const Effects *e, ValueId array)
{
    const HirValue *v = hir_value(&e->f->hir, array);
    if (hir_is_elementwise(e->u, &e->f->hir, v))
        return hir_stored_into(e->u, &e->f->hir, v) == HIR_NOTHING;
    if (is_call_by(v, CALL_REDUCE) || (v->op == HIR_matmul && !v->in_place))
        return hir_is_array(e->u, &e->f->hir, array);
    bool is_made = is_call_by(v, CALL_MAKE);
    for (size_t i = 1; is_made && i < v->count; i++)
        is_made = !hir_is_array(e->u, &e->f->hir, v->args[i]);
    return is_made;
}

ValueId effects_viewed(const Effects *e, ValueId array)
{
    const HirValue *v = hir_value(&e->f->hir, array);
    size_t owner = v->op == HIR_call;
    bool is_view = v->op == HIR_getitem || v->op == HIR_getattr || (is_call_by(v, CALL_VIEW) && v->count > 1);
    if (is_view && is_memory(e, &e->f->hir, v->args[owner]))
        return v->args[owner];
    return hir_stored_into(e->u, &e->f->hir, v);
}

/* A pointer that isn't an argument may lead back to what the function has lent. */
static bool is_outside(const Effects *e, const HirValue *v)
{
    if (e->f->lends && (is_call_by(v, CALL_CARRAY) || is_call_by(v, CALL_FARRAY)))
        v = hir_value(&e->f->hir, v->args[1]);
    return v->op == HIR_param || v->op == HIR_const || is_call_by(v, CALL_CARRAY) || is_call_by(v, CALL_FARRAY);
}

static Memory memory_of(const Effects *e, ValueId array)
{
    for (ValueId of = effects_viewed(e, array); of != HIR_NOTHING; of = effects_viewed(e, array))
        array = of;
    const HirValue *v = hir_value(&e->f->hir, array);
    if (is_new(e, array))
        return (Memory){MEMORY_NEW, array};
    return (Memory){is_outside(e, v) ? MEMORY_OUTSIDE : MEMORY_ANY, HIR_NOTHING};
}

static bool may_be_one(Memory a, Memory b)
{
    if (a.kind == MEMORY_ANY || b.kind == MEMORY_ANY)
        return true;
    return a.kind == b.kind && a.made_by == b.made_by;
}

/* ---- what is written ------------------------------------------------------------------------------------------------------ */

static Effect effect_of_function(Effects *e, const Function *f);

/* a.fill(x) */
static bool fills(const Effects *e, const Hir *hir, const HirValue *v)
{
    return is_call_by(v, CALL_MAKE) && !type_has_shape(e->u, v->type, SHAPE_ARRAY) && v->count > 1 &&
           hir_is_array(e->u, hir, v->args[1]);
}

/* A C function may write anything. */
static bool calls_c(const Effects *e, const Hir *hir, const HirValue *v)
{
    return v->op == HIR_call && is_c_function(e->u, operand_of(hir, v->args[0]));
}

/* Of a call: of what it calls. One that is recursive is taken to write. */
static bool call_writes(Effects *e, const Hir *hir, const HirValue *call)
{
    if (calls_c(e, hir, call))
        return true;
    if (call->target && effect_of_function(e, call->target->function) == EFFECT_WRITES)
        return true;
    return fills(e, hir, call) || hir_stored_into(e->u, hir, call) != HIR_NOTHING;
}

static bool writes(Effects *e, const Hir *hir, const HirValue *v)
{
    switch ((HirOp)v->op) {
    case HIR_atomic_add:
    case HIR_atomic_field:
    case HIR_setitem:
    case HIR_setattr: return true;
    case HIR_call: return call_writes(e, hir, v);
    default: return hir_stored_into(e->u, hir, v) != HIR_NOTHING;
    }
}

static Effect effect_of_function(Effects *e, const Function *f)
{
    if (e->functions[f->index] != EFFECT_UNKNOWN)
        return e->functions[f->index];
    e->functions[f->index] = EFFECT_WRITES;
    for (ValueId v = 0; v < f->hir.values.count; v++)
        if (f->hir.values.items[v].block != HIR_NOTHING && writes(e, &f->hir, &f->hir.values.items[v]))
            return EFFECT_WRITES;
    return e->functions[f->index] = EFFECT_NONE;
}

/* The array, or the pointer, that an operation which isn't a call of a function writes through; HIR_NOTHING: that isn't known. */
static ValueId written(const Effects *e, const HirValue *v)
{
    if (v->op == HIR_setitem || v->op == HIR_setattr || v->op == HIR_atomic_add || v->op == HIR_atomic_field)
        return v->args[0];
    if (v->op == HIR_call && fills(e, &e->f->hir, v))
        return v->args[1];
    return hir_stored_into(e->u, &e->f->hir, v);
}

bool effects_may_meet(const Effects *e, ValueId a, ValueId b)
{
    return may_be_one(memory_of(e, a), memory_of(e, b));
}

bool effects_may_write(Effects *e, const HirValue *operation, ValueId array)
{
    if (!writes(e, &e->f->hir, operation))
        return false;
    bool is_call = operation->target || calls_c(e, &e->f->hir, operation);
    ValueId target = is_call ? HIR_NOTHING : written(e, operation);
    return target == HIR_NOTHING || may_be_one(memory_of(e, target), memory_of(e, array));
}
