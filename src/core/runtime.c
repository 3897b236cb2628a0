/* runtime.c: the addresses of the symbols that compiled code may refer to, see runtime_symbols.def. */
#include <math.h>
#include <string.h>

#include "load.h"
#include "report.h"

enum { PURE = true, EFFECT = false, EMIT = false };

const RuntimeSymbol runtime_symbols[] = {
#define SYMBOL(name, result, a, b, c, d, flag)                                                                         \
    {#name, LIR_##result, {LIR_##a, LIR_##b, LIR_##c, LIR_##d}, flag, (const void *)name},
#include "runtime_symbols.def"
};

const size_t runtime_symbol_count = sizeof runtime_symbols / sizeof runtime_symbols[0];
