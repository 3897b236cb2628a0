/* lir_symbols.c: see lir_symbols.h. */
#include "lir/lir_symbols.h"

#include <string.h>

const RuntimeSymbol lir_symbols[] = {
#define PURE true
#define EFFECT false
#define EMIT false
#define SYMBOL(name, result, a, b, c, d, flag, home)                                                                   \
    {#name, LIR_##result, {LIR_##a, LIR_##b, LIR_##c, LIR_##d}, flag, NULL},
#include "runtime/runtime_symbols.def"
#undef PURE
#undef EFFECT
#undef EMIT
};

const RuntimeSymbol *runtime_symbol(const char *name)
{
    size_t low = 0, high = sizeof lir_symbols / sizeof *lir_symbols;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, lir_symbols[middle].name);
        if (order == 0)
            return &lir_symbols[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
