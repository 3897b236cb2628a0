/* bound_iter.c: what the variables of a loop go over: through enumerate, zip, reversed and the tuples that they give. */
#include "bound/bound_iter.h"

#include <assert.h>

#include "frozen/builtins.h"
#include "hir/function.h"

static const HirValue *value_of(const Function *f, ValueId v)
{
    return &f->hir.values.items[v];
}

static Iterated nothing(void)
{
    return (Iterated){ITERATED_NOTHING, HIR_NOTHING, 0};
}

static int rule_of(const HirValue *v)
{
    return v->op == HIR_call && v->builtin >= 0 ? (int)builtins[v->builtin].rule : -1;
}

/* An element of whatever `source` is; reversed or not makes no difference. */
static Iterated element_of(const Function *f, ValueId source)
{
    if (rule_of(value_of(f, source)) == CALL_REVERSED)
        source = value_of(f, source)->args[1];
    return (Iterated){ITERATED_ELEMENT, source, 0};
}

/* Item `index` of the tuple that each turn of a loop over `source` gives. */
static Iterated part_of(const Function *f, ValueId source, size_t index)
{
    const HirValue *call = value_of(f, source);
    assert(rule_of(call) != CALL_ZIP || 1 + index < call->count);
    switch (rule_of(call)) {
    case CALL_ENUMERATE: return index ? element_of(f, call->args[1]) : (Iterated){ITERATED_NUMBER, source, 0};
    case CALL_ZIP: return element_of(f, call->args[1 + index]);
    case CALL_NDINDEX: return (Iterated){ITERATED_INDEX, source, index};
    case CALL_NDENUMERATE: return index ? nothing() : (Iterated){ITERATED_INDICES, source, 0};
    default: return nothing();
    }
}

Iterated iterated_by(const Function *f, ValueId v)
{
    const HirValue *value = value_of(f, v);
    if (value->op == HIR_iter_item) {
        const HirValue *iterator = value_of(f, value->args[0]);
        return iterator->op == HIR_iter ? element_of(f, iterator->args[0]) : nothing();
    }
    if (value->op != HIR_unpack || value->integer < 0)
        return nothing();
    Iterated tuple = iterated_by(f, value->args[0]);
    if (tuple.kind == ITERATED_INDICES)
        return (Iterated){ITERATED_INDEX, tuple.source, (size_t)value->integer};
    if (tuple.kind != ITERATED_ELEMENT)
        return nothing();
    return part_of(f, tuple.source, (size_t)value->integer);
}
