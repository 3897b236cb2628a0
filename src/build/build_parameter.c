/* build_parameter.c: arrays that a declaration has as parameters, "double x[n]": C passes a pointer, and the function gets a view. */
#include "build/build_parts.h"

#include "frozen/builtins.h"
#include "hir/fold.h"
#include "types/signature.h"

static const Frozen parameter = {FROZEN_BUILTIN, .builtin = BUILTIN_parameter, .description = "a parameter"};

static ValueId length_value(Builder *b, const ArrayLength *length, const ValueId *arguments)
{
    ValueId v = HIR_NOTHING;
    for (size_t i = 0; i < length->count; i++) {
        ValueId factors[] = {v, arguments[length->parameters[i]]};
        v = v == HIR_NOTHING ? factors[1] : build_append(b, HIR_mul, factors, 2);
    }
    ValueId constant = v == HIR_NOTHING || length->constant != 1 ? build_constant(b, frozen_int(b->u, length->constant))
                                                                 : HIR_NOTHING;
    if (v == HIR_NOTHING || constant == HIR_NOTHING)
        return v == HIR_NOTHING ? constant : v;
    return build_append(b, HIR_mul, (ValueId[]){v, constant}, 2);
}

static ValueId view_value(Builder *b, const FormalParameter *formal, size_t i, const ValueId *arguments)
{
    ValueId *lengths = ARENA_ARRAY(&b->u->arena, ValueId, formal->ndim);
    for (int axis = 0; axis < formal->ndim; axis++)
        lengths[axis] = length_value(b, &formal->lengths[axis], arguments);
    ValueId shape = formal->ndim == 1 ? lengths[0] : build_append(b, HIR_tuple, lengths, (size_t)formal->ndim);
    return build_append(b, HIR_call, (ValueId[]){build_constant(b, &parameter), arguments[i], shape}, 3);
}

void build_views(Builder *b, ValueId *arguments)
{
    const Signature *signature = b->object->signature ? b->object->signature : b->f->index ? NULL : b->u->signature;
    if (!signature || !signature->parameters)
        return;
    ValueId *passed = arena_copy(&b->u->arena, arguments, signature->count * sizeof *arguments);
    for (size_t i = 0; i < signature->count; i++)
        if (signature->parameters[i].ndim)
            arguments[i] = view_value(b, &signature->parameters[i], i, passed);
}
