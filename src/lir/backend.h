/* backend.h: the one table that _llvm.so exports. LIR in, object bytes out.
 *
 * Threads: any, several at once. Nothing here unwinds, aborts or prints: failures are messages. */
#ifndef UPCALL_BACKEND_H
#define UPCALL_BACKEND_H

#include "lir/lir.h"

enum { BACKEND_VERSION = 19 }; /* raised with every change of this header or of lir.h */

typedef enum { TEXT_NONE = 0, TEXT_LLVM_INPUT = 1, TEXT_LLVM = 2, TEXT_ASM = 4 } BackendText;

typedef struct BackendOptions {
    unsigned texts;             /* BackendText flags: which of the texts below are wanted */
    const char *const *symbols; /* in these texts: lir_written_symbols(); NULL: as in the object */
    const char *cpu;            /* NULL: the host's */
    const char *features;       /* NULL: the host's */
} BackendOptions;

/* All pointers are malloc'd, NULL where not asked for or failed; backend_release() frees them. */
typedef struct BackendResult {
    uint8_t *object; /* an ELF64 relocatable */
    size_t size;
    char *llvm_input, *llvm, *assembly; /* IR before and after optimisation, assembly */
    char *error;                        /* NULL: success */
    uint64_t emitted, optimised;        /* the clock (timing_clock) after these, 0 where not reached */
} BackendResult;

typedef struct Backend {
    unsigned version; /* BACKEND_VERSION it was built with */
    const char *llvm_version;
    const char *(*host_cpu)(void); /* name of the processor and its features, "skylake;+avx2,..." */
    /* module: as lir_read() gives it: blocks are in reverse postorder, and all are reached */
    void (*emit)(const LirModule *module, const BackendOptions *options, BackendResult *result);
    void (*release)(BackendResult *result);
} Backend;

typedef const Backend *BackendOpen(void);
#define BACKEND_SYMBOL "upcall_backend" /* the one exported symbol, a BackendOpen */

#endif
