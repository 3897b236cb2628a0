/* infer_complex.c: division and power of complex numbers: which are operations, and which call the prelude.
 *
 * A real operand stays real, see lower_complex.c. A power with a constant exponent that CPython computes by products is
 * products here too; the other powers and divisions by a complex number are plain functions in complexes.py. */
#include <assert.h>

#include "frozen/resolve.h"
#include "hir/hir.h"
#include "hir/numbers.h"
#include "infer/infer_rules.h"

/* The operands as arguments: a call has what it calls before them, and there it is looked at by its type alone. */
static TypeId call_prelude(Infer *in, HirValue *value, const char *name, const TypeId *types)
{
    ValueId args[] = {value->args[0], value->args[0], value->args[1]};
    HirValue call = *value;
    call.args = args;
    call.count = 3;
    TypeId result = infer_converted_call(in, &call, resolve_prelude(in->u, name), types);
    value->target = call.target;
    return result;
}

TypeId infer_complex_operator(Infer *in, HirValue *value, TypeId type)
{
    bool real_a = !type_is_complex(infer_type_of(in, value->args[0]));
    bool real_b = !type_is_complex(infer_type_of(in, value->args[1]));
    int64_t exponent;
    assert(type_is_complex(type) && (!real_a || !real_b));
    assert(value->op == HIR_pow || value->op == HIR_truediv);
    value->target = NULL;
    if (value->op == HIR_pow && number_small_power(&in->f->hir, value->args[1], &exponent))
        return type;
    if (value->op == HIR_truediv && real_b)
        return type;
    if (value->op == HIR_truediv)
        return call_prelude(in, value, real_a ? "complexes:divide_real" : "complexes:divide",
                            (TypeId[]){real_a ? type_component(type) : type, type});
    TypeId result = call_prelude(in, value, "complexes:power", (TypeId[]){TYPE_complex128, TYPE_complex128});
    return result == TYPE_UNKNOWN ? result : type;
}
