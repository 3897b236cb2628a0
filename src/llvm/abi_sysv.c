/* abi_sysv.c: the System V ABI of x86-64, see abi_c.h: the back end's only file that knows it.
 *
 * A structure, or a complex number, passes in up to two registers, eight bytes of it in
 * each: float _Complex is one <2 x float>, double _Complex two doubles. It passes in memory (byval) where it is larger, or where
 * not all of it finds a register; what follows may still take one. Integers narrower than 32 bits come in extended by the
 * caller (GCC and clang do so, whatever the psABI says); of a result nobody reads more than its own bits. How calls from Python
 * pass the same is platform/platform_sysv.c. */
#include "llvm/abi_c.h"

const char *c_extension(AbiType type)
{
    static const char *const extensions[ABI_TYPE_COUNT] = {
        [ABI_bool] = "zeroext", [ABI_i8] = "signext",  [ABI_i16] = "signext",
        [ABI_u8] = "zeroext",   [ABI_u16] = "zeroext",
    };
    return extensions[type];
}

/* What is one number LLVM itself puts into memory where the registers have run out. */
void c_place_argument(CPlace *argument, AbiTaken *taken)
{
    bool is_taken = abi_take(taken, argument->registers, argument->count);
    argument->in_memory = !is_taken && (argument->value->count > 1 || argument->value->by_address);
    argument->param_count = argument->in_memory ? 1 : argument->count;
}

/* One a register. */
LLVMTypeRef c_param_type(Emitter *e, const CPlace *argument, unsigned param)
{
    return c_register_type(e, argument, param);
}

void c_take_registers(Emitter *e, const CPlace *argument, LLVMValueRef v_function, LLVMValueRef *v_registers)
{
    (void)e;
    for (unsigned r = 0; r < argument->count; r++)
        v_registers[r] = LLVMGetParam(v_function, argument->first + r);
}

void c_give_registers(Emitter *e, const CPlace *argument, LLVMValueRef *v_registers, LLVMValueRef *v_params)
{
    (void)e;
    for (unsigned r = 0; r < argument->count; r++)
        v_params[argument->first + r] = v_registers[r];
}

/* byval makes the copy. */
LLVMValueRef c_memory_argument(Emitter *e, const CPlace *argument, LLVMValueRef v_record)
{
    (void)e;
    (void)argument;
    return v_record;
}

void c_add_place_attributes(Emitter *e, const CPlace *argument, LLVMValueRef v, AddAttribute *add)
{
    if (!argument->in_memory)
        return;
    c_add_memory_attribute(e, argument, "byval", v, add);
    add(v, argument->first + 1, emit_attribute(e, "align", argument->value->aligned_to_16 ? 16 : ABI_EIGHTBYTE));
}
