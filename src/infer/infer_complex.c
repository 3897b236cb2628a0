/* infer_complex.c: division and power of complex numbers: which are operations, and which call the prelude.
 *
 * A real operand stays real, see lower_complex.c. A power with a constant exponent that CPython computes by products is
 * products here too; the other powers and divisions by a complex number are plain functions in complexes.py. */
#include <assert.h>

#include "frozen/resolve.h"
#include "infer/infer_rules.h"

/* The operands as arguments, converted to these types. */
static TypeId call_prelude(Infer *in, const char *name, const Operand *ops, const TypeId *types,
                           const CallTarget **target)
{
    const Frozen *function = resolve_prelude(in->u, name);
    Operand args[] = {operand_of_constant(function, type_frozen(in->u, function)), ops[0], ops[1]};
    Call call = {.args = args, .count = 3, .builtin = -1, .is_operator = true};
    TypeId result = infer_converted_call(in, &call, function, types);
    *target = call.target;
    return result;
}

TypeId infer_complex_division(Infer *in, const Operand *ops, TypeId type, const CallTarget **target)
{
    assert(type_is_complex(type) && (type_is_complex(ops[0].type) || type_is_complex(ops[1].type)));
    if (!type_is_complex(ops[1].type))
        return type;
    bool real_dividend = !type_is_complex(ops[0].type);
    return call_prelude(in, real_dividend ? "complexes:divide_real" : "complexes:divide", ops,
                        (TypeId[]){real_dividend ? type_component(type) : type, type}, target);
}

TypeId infer_complex_power(Infer *in, const Operand *ops, TypeId type, const CallTarget **target)
{
    int64_t exponent;
    assert(type_is_complex(type) && (type_is_complex(ops[0].type) || type_is_complex(ops[1].type)));
    if (operand_small_power(ops[1], &exponent))
        return type;
    TypeId result = call_prelude(in, "complexes:power", ops, (TypeId[]){TYPE_complex128, TYPE_complex128}, target);
    return result == TYPE_UNKNOWN ? result : type;
}
