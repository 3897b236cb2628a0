/* emit.h: what the files of src/llvm share. Nothing of it leaves the library. */
#ifndef UPCALL_EMIT_H
#define UPCALL_EMIT_H

#include <llvm-c/Core.h>
#include <llvm-c/TargetMachine.h>

#include "lir/backend.h"
#include "platform/machine.h"
#include "llvm/codegen.h"

typedef struct Scratch Scratch;
typedef struct Lines Lines;

/* One module on its way from LIR to LLVM IR. */
typedef struct Emitter {
    const LirModule *lir;
    LLVMContextRef context;
    LLVMModuleRef module;
    LLVMBuilderRef builder;
    LLVMTypeRef types[LIR_TYPE_COUNT]; /* of values */
    LLVMValueRef *bodies;              /* by index in lir->functions */
    uint64_t env_size;                 /* bytes of the environment that the module reads */
    bool calls_c;                      /* some function calls a C function, which may throw */
    LLVMBasicBlockRef leave;           /* the one return of the function that is being filled; NULL: none yet (abi.c) */
    LLVMValueRef *v_leave;             /* its phis: the status, then the results */
    bool has_loop;                     /* some function jumps back; set by emit_module() */
    bool has_counted_loop;             /* ... as often as is known; likewise */
    Lines *lines;                      /* NULL: none are wanted */
    Scratch *scratch;                  /* memory of emit_scratch() */
} Emitter;

/* Stop this compile with a message. Only inside Backend.emit(); unwinds C frames and nothing else. backend.c */
_Noreturn void backend_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

_Noreturn void backend_fail_with(char *message, void (*dispose)(char *message)); /* one of LLVM's own */

/* emit.c: fill e->module from e->lir; e->lir, context, module and builder are set. */
void emit_module(Emitter *e);
void *emit_scratch(Emitter *e, size_t count, size_t size); /* zeroed; goes with emit_free_scratch() */
void emit_free_scratch(Emitter *e);
LLVMAttributeRef emit_attribute(Emitter *e, const char *name, uint64_t value);
LLVMTypeRef emit_memory_type(Emitter *e, LirType type); /* how a value lies in memory: an i1 is a byte */
LLVMValueRef emit_load(Emitter *e, LirType type, LLVMValueRef v_address, unsigned align);
LLVMValueRef emit_store(Emitter *e, LirType type, LLVMValueRef v_value, LLVMValueRef v_address, unsigned align);
LLVMValueRef emit_offset(Emitter *e, LLVMValueRef v_base, uint64_t bytes);
void emit_unlikely(Emitter *e, LLVMValueRef v_branch); /* the branch's first target is cold */

/* abi.c: conventions of calls. Bodies first: parameter 0 is the environment, then the scalars, then the invocation
 * record if the function takes it. */
LLVMValueRef abi_declare_body(Emitter *e, const LirFunction *f);
LLVMValueRef abi_body_record(const LirFunction *f, LLVMValueRef v_function); /* the parameter; NULL: it takes none */
LLVMValueRef abi_call_body(Emitter *e, size_t function, LLVMValueRef v_env, LLVMValueRef v_record, LLVMValueRef *v_args,
                           size_t count);
LLVMValueRef abi_body_status(Emitter *e, const LirFunction *f, LLVMValueRef v_call); /* an i64 */
LLVMValueRef abi_body_result(Emitter *e, const LirFunction *f, LLVMValueRef v_call, size_t index);
void abi_return(Emitter *e, const LirFunction *f, LLVMValueRef *v_results);
void abi_raise(Emitter *e, const LirFunction *f, LLVMValueRef v_status);
LLVMValueRef abi_declare_runtime(Emitter *e, const char *symbol);
LLVMTypeRef abi_struct(Emitter *e, LLVMTypeRef *fields, size_t count);

/* To a function or at a call. */
typedef void AddAttribute(LLVMValueRef v, LLVMAttributeIndex index, LLVMAttributeRef attribute);
void abi_add_function_attributes(Emitter *e, LLVMValueRef v_function);
void abi_add_env_attributes(Emitter *e, LLVMValueRef v, AddAttribute *add); /* of parameter 0 */

/* lines.c: line tables; nothing where e->lir has none. */
void lines_begin(Emitter *e);
void lines_function(Emitter *e, LLVMValueRef v_function, const LirFunction *f); /* it is filled from now on */
void lines_entry(Emitter *e, LLVMValueRef v_entry);                             /* likewise */
void lines_at(Emitter *e, const LirFunction *f, LirId v);                       /* that value is emitted from now on */
void lines_end(Emitter *e);
void lines_dispose(Emitter *e); /* before the module goes */

/* symbols.c: the permitted run-time symbols. */
const char *first_foreign_symbol(const uint8_t *object, size_t size); /* undefined and not permitted; NULL: none */

/* target.c: the machine. */
void target_initialise(void); /* once a process */
const char *target_host(void);
typedef struct Target {
    LLVMTargetMachineRef machine;
    Codegen *codegen;
} Target;
void target_take(Target *target, const BackendOptions *options); /* not shared until given back */
void target_give_back(Target *target, const BackendOptions *options);
void target_dispose(Target *target); /* it may be NULLs */
void target_optimise(const Emitter *e, LLVMTargetMachineRef machine);
LLVMMemoryBufferRef target_assembly(LLVMModuleRef module, LLVMTargetMachineRef machine);

#endif
