/* codegen.cpp: see codegen.h. The one file in C++: the C API builds LLVM's pass manager anew for each module, some hundred passes,
 * which took a third of the compile of a short function. Here it is kept. Between modules nothing in it refers to the last one or
 * its LLVMContext: doInitialization() and doFinalization(), which run for each, renew what does (MachineModuleInfo with its
 * MCContext, the streamer of the AsmPrinter). */
#include "llvm/codegen.h"

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>

struct Codegen {
    llvm::SmallVector<char, 0> bytes;
    llvm::raw_svector_ostream stream{bytes};
    llvm::legacy::PassManager passes;
};

Codegen *codegen_new(LLVMTargetMachineRef machine)
{
    auto *target = reinterpret_cast<llvm::TargetMachine *>(machine); /* as LLVM's own TargetMachineC.cpp */
    auto *codegen = new Codegen;
    if (!target->addPassesToEmitFile(codegen->passes, codegen->stream, nullptr, llvm::CodeGenFileType::ObjectFile))
        return codegen;
    delete codegen;
    return nullptr;
}

void codegen_free(Codegen *codegen)
{
    delete codegen;
}

const char *codegen_run(Codegen *codegen, LLVMModuleRef module, size_t *size)
{
    codegen->bytes.clear();
    codegen->passes.run(*llvm::unwrap(module));
    *size = codegen->bytes.size();
    return codegen->bytes.data();
}
