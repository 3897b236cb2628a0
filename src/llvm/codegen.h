/* codegen.h: LLVM's code generation for one target machine, kept from one module to the next. C, for the rest of src/llvm. */
#ifndef UPCALL_CODEGEN_H
#define UPCALL_CODEGEN_H

#include <llvm-c/TargetMachine.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct Codegen Codegen;

/* The machine stays the caller's, and lives longer. NULL: it makes no objects. */
Codegen *codegen_new(LLVMTargetMachineRef machine);
void codegen_free(Codegen *codegen);

/* The module as an object file, whose bytes stay until the next call; the module is of no other use after it. After a fatal error
 * neither may be touched again. */
const char *codegen_run(Codegen *codegen, LLVMModuleRef module, size_t *size);

#ifdef __cplusplus
}
#endif
#endif
