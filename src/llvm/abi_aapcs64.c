/* abi_aapcs64.c: the procedure call standard of AArch64 on Linux, see abi_c.h: the back end's only file that knows it.
 *
 * Each value is one parameter, as clang makes it, of a type that LLVM puts into registers whole or not at all: [3 x float] is a homogeneous
 * aggregate, [2 x i64] another structure of up to 16 bytes, i128 one that is aligned so. A larger one is a pointer to a copy that the caller makes. No
 * number is extended: nobody reads more than its own bits. How calls from Python pass the same is platform/platform_aapcs64.c. */
#include "llvm/abi_c.h"

const char *c_extension(AbiType type)
{
    (void)type;
    return NULL;
}

void c_place_argument(CPlace *argument, AbiTaken *taken)
{
    (void)taken;
    argument->in_memory = !argument->count;
    argument->param_count = 1;
}

static bool is_homogeneous(const CPlace *argument)
{
    return abi_is_float(argument->registers[0].type);
}

/* One integer, in an even register and the next. */
static bool is_pair(const CPlace *argument)
{
    return argument->count == 2 && argument->value->aligned_to_16 && !is_homogeneous(argument);
}

LLVMTypeRef c_param_type(Emitter *e, const CPlace *argument, unsigned param)
{
    (void)param;
    if (is_pair(argument))
        return LLVMIntTypeInContext(e->context, 128);
    LLVMTypeRef type = c_register_type(e, argument, 0);
    return argument->count == 1 ? type : LLVMArrayType2(type, argument->count);
}

static LLVMValueRef bits_of_word(Emitter *e, unsigned r)
{
    return LLVMConstInt(LLVMIntTypeInContext(e->context, 128), 64 * r, false);
}

void c_take_registers(Emitter *e, const CPlace *argument, LLVMValueRef v_function, LLVMValueRef *v_registers)
{
    LLVMValueRef v_param = LLVMGetParam(v_function, argument->first);
    v_registers[0] = v_param;
    for (unsigned r = 0; argument->count > 1 && r < argument->count; r++)
        v_registers[r] = is_pair(argument)
                             ? LLVMBuildTrunc(e->builder, LLVMBuildLShr(e->builder, v_param, bits_of_word(e, r), ""),
                                              e->types[LIR_i64], "")
                             : LLVMBuildExtractValue(e->builder, v_param, r, "");
}

static LLVMValueRef pair_of(Emitter *e, LLVMValueRef *v_registers)
{
    LLVMTypeRef type = LLVMIntTypeInContext(e->context, 128);
    LLVMValueRef v_low = LLVMBuildZExt(e->builder, v_registers[0], type, "");
    LLVMValueRef v_high = LLVMBuildZExt(e->builder, v_registers[1], type, "");
    return LLVMBuildOr(e->builder, v_low, LLVMBuildShl(e->builder, v_high, bits_of_word(e, 1), ""), "");
}

void c_give_registers(Emitter *e, const CPlace *argument, LLVMValueRef *v_registers, LLVMValueRef *v_params)
{
    LLVMValueRef v_param = v_registers[0];
    if (is_pair(argument)) {
        v_param = pair_of(e, v_registers);
    } else if (argument->count > 1) {
        v_param = LLVMGetPoison(c_param_type(e, argument, 0));
        for (unsigned r = 0; r < argument->count; r++)
            v_param = LLVMBuildInsertValue(e->builder, v_param, v_registers[r], r, "");
    }
    v_params[argument->first] = v_param;
}

LLVMValueRef c_memory_argument(Emitter *e, const CPlace *argument, LLVMValueRef v_record)
{
    LLVMValueRef v_copy = c_frame_of(e, argument->value->size);
    LLVMSetAlignment(v_copy, 16);
    c_copy_record(e, argument, v_copy, v_record);
    return v_copy;
}

/* Where it lies on the stack; else LLVM would put an array of floats where the next four bytes are. */
void c_add_place_attributes(Emitter *e, const CPlace *argument, LLVMValueRef v, AddAttribute *add)
{
    if (argument->count > 1 && is_homogeneous(argument))
        add(v, argument->first + 1,
            emit_attribute(e, "alignstack", argument->value->aligned_to_16 ? 16 : ABI_EIGHTBYTE));
}
