/* abi_call.c: calls of C functions from compiled code. They may do anything: write to memory, call back, throw. */
#include "llvm/abi_c.h"

LLVMValueRef abi_call_c(Emitter *e, size_t prototype, LLVMValueRef v_function, LLVMValueRef *v_args)
{
    CFunction f = c_function(e, &e->lir->prototypes.items[prototype], false);
    LLVMValueRef *v_params = emit_scratch(e, f.param_count, sizeof(void *));
    for (size_t i = 0; i < f.count; v_args += abi_parts(f.arguments[i++].value))
        c_pack_argument(e, &f.arguments[i], v_args, v_params);
    if (f.result.in_memory)
        v_params[f.result.first] = *v_args;
    LLVMValueRef v_call = LLVMBuildCall2(e->builder, f.type, v_function, v_params, f.param_count, "");
    c_add_attributes(e, &f, v_call, LLVMAddCallSiteAttribute);
    if (f.result.value->by_address)
        c_store_result(e, &f.result, v_call, *v_args);
    return v_call;
}

LLVMValueRef abi_c_result(Emitter *e, size_t prototype, LLVMValueRef v_call, size_t index)
{
    const LirPrototype *of = &e->lir->prototypes.items[prototype];
    CFunction f = c_function(e, of, false);
    LLVMValueRef *v_components = emit_scratch(e, of->result.count, sizeof(void *));
    c_unpack_result(e, &f.result, v_call, v_components);
    return v_components[index];
}
