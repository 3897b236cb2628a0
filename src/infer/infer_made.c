/* infer_made.c: np.finfo, np.iinfo and np.dtype of a dtype that is known only now, from the type of an array or a number. */
#include "base/wording.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"
#include "types/made.h"

/* The dtype that is meant: by a dtype, or by a number of it. NULL: by neither. */
static const Frozen *dtype_meant(Infer *in, TypeId type)
{
    const Type *t = type_get(in->u, type);
    if (type_is_scalar(type))
        return type_get(in->u, infer_dtype(in, type))->object;
    return t->shape == SHAPE_FROZEN && (type_is_scalar(t->object->type) || t->object->handle) ? t->object : NULL;
}

TypeId infer_made(Infer *in, const HirValue *call, const Frozen *maker)
{
    if (maker->text)
        fail(in->u, call->loc, E_CALLEE,
             arena_printf(&in->u->arena, "%s with what isn't constant", maker->description));
    if (call->count != 2 || call->keyword_count)
        fail(in->u, call->loc, E_CALLEE, arena_printf(&in->u->arena, "%s without one dtype alone", maker->description));
    TypeId type = infer_type_of(in, call->args[1]);
    const Frozen *dtype = dtype_meant(in, type);
    const Frozen *made = dtype ? made_of(in->u, infer_place(in, infer_operand(in, call, 1)), maker, dtype) : NULL;
    if (!made || (type_is_scalar(type) && made->kind != FROZEN_INFO)) {
        infer_explain(in, infer_operand(in, call, 1));
        fail(in->u, infer_place(in, infer_operand(in, call, 1)), E_DTYPE, infer_describe_value(in, call->args[1]));
    }
    return type_of_constant(in->u, made);
}
