/* runtime_symbols.h: what compiled code may refer to, see runtime_symbols.def. */
#ifndef UPCALL_RUNTIME_SYMBOLS_H
#define UPCALL_RUNTIME_SYMBOLS_H

#include <stdbool.h>

#include "base/lir_type.h"

/* One row per run-time symbol that compiled code may refer to. */
typedef struct RuntimeSymbol {
    const char *name;
    LirType result, arguments[4];
    bool pure;           /* depends on its arguments alone: may be removed, merged and moved (errno is not looked at) */
    const void *address; /* NULL: of libm; and in src/llvm */
} RuntimeSymbol;

#endif
