/* lir_symbols.h: what a `call` may name, without addresses: both libraries have it. */
#ifndef UPCALL_LIR_SYMBOLS_H
#define UPCALL_LIR_SYMBOLS_H

#include "runtime/runtime_symbols.h"

extern const RuntimeSymbol lir_symbols[];              /* the rows of runtime_symbols.def */
const RuntimeSymbol *runtime_symbol(const char *name); /* one of them; NULL: there is none */

#endif
