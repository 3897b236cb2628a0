/* abi_c.h: how C functions take their arguments and give their result, in LLVM's terms: for the entry, which C calls (abi_entry.c),
 * and for the C functions that compiled code calls (abi_call.c). What all ABIs have alike is abi_c.c, the rest one file a machine:
 * abi_sysv.c, abi_aapcs64.c. */
#ifndef UPCALL_ABI_C_H
#define UPCALL_ABI_C_H

#include "platform/abi.h"
#include "llvm/emit.h"

/* An argument, or the result. */
typedef struct CPlace {
    const AbiValue *value;
    AbiRegister registers[ABI_MOST_REGISTERS];
    unsigned count;              /* registers */
    unsigned first, param_count; /* LLVM parameters */
    bool in_memory;              /* there is one, a pointer to the value */
} CPlace;

typedef struct CFunction {
    LLVMTypeRef type;
    CPlace *arguments;
    size_t count;
    unsigned param_count; /* LLVM's, also of those that stand for `...` */
    CPlace result;
} CFunction;

/* In the memory of emit_scratch().
 *   has_env   parameter 0 is the environment */
CFunction c_function(Emitter *e, const LirPrototype *prototype, bool has_env);
void c_add_attributes(Emitter *e, const CFunction *f, LLVMValueRef v, AddAttribute *add);

/* In the function: the components of an argument, or its address; and to leave it. */
void c_unpack_argument(Emitter *e, const CPlace *argument, LLVMValueRef v_function, LLVMValueRef *v_components);
void c_return(Emitter *e, const CPlace *result, LLVMValueRef *v_components);
/* Where a record that is the result goes: the caller's memory or the frame's; and to leave the function with what is there. */
LLVMValueRef c_result_place(Emitter *e, const CPlace *result, LLVMValueRef v_function);
void c_return_record(Emitter *e, const CPlace *result, LLVMValueRef v_place);

/* At a call: an argument into its places among v_params, of which there are param_count; and what the call gave. */
void c_pack_argument(Emitter *e, const CPlace *argument, LLVMValueRef *v_components, LLVMValueRef *v_params);
void c_store_result(Emitter *e, const CPlace *result, LLVMValueRef v_call, LLVMValueRef v_place); /* a record */
void c_unpack_result(Emitter *e, const CPlace *result, LLVMValueRef v_call, LLVMValueRef *v_components);

/* A place on the frame of the function that is being filled, taken once however often it is come by. */
LLVMValueRef c_frame_of(Emitter *e, size_t size);
void c_copy_record(Emitter *e, const CPlace *place, LLVMValueRef v_to, LLVMValueRef v_from);
LLVMTypeRef c_register_type(Emitter *e, const CPlace *place, unsigned r);
void c_add_memory_attribute(Emitter *e, const CPlace *place, const char *name, LLVMValueRef v, AddAttribute *add);

/* ---- What a machine has ---- */

const char *
c_extension(AbiType type); /* the attribute of a number that the caller extends to a register; NULL: it doesn't */
void c_place_argument(CPlace *argument,
                      AbiTaken *taken); /* sets param_count and in_memory, what stands before is there */
LLVMTypeRef c_param_type(Emitter *e, const CPlace *argument, unsigned param);
/* What the registers of an argument hold, out of the parameters and into them. */
void c_take_registers(Emitter *e, const CPlace *argument, LLVMValueRef v_function, LLVMValueRef *v_registers);
void c_give_registers(Emitter *e, const CPlace *argument, LLVMValueRef *v_registers, LLVMValueRef *v_params);
LLVMValueRef c_memory_argument(Emitter *e, const CPlace *argument,
                               LLVMValueRef v_record); /* that passes for it in memory */
void c_add_place_attributes(Emitter *e, const CPlace *argument, LLVMValueRef v, AddAttribute *add);

/* abi_entry.c: the function of LirEntry. */
void abi_emit_entry(Emitter *e);

/* abi_call.c: a call_c, and one of its results. */
LLVMValueRef abi_call_c(Emitter *e, size_t prototype, LLVMValueRef v_function, LLVMValueRef *v_args);
LLVMValueRef abi_c_result(Emitter *e, size_t prototype, LLVMValueRef v_call, size_t index);

#endif
