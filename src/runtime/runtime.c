/* runtime.c: the addresses of the symbols that compiled code may refer to, see runtime_symbols.def. */
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "platform/platform.h"
#include "runtime/errno.h"
#include "runtime/heap.h"
#include "runtime/load.h"
#include "runtime/report.h"
#include "runtime/runtime_numbers.h"
#include "runtime/runtime_symbols.h"
#include "runtime/stack.h"

/* libgcc's, which no header declares; only their addresses are taken. */
void __divti3(void);
void __modti3(void);
void __udivti3(void);
void __umodti3(void);
void __powidf2(void);
void __powisf2(void);

enum { PURE = true, EFFECT = false, EMIT = false };

const RuntimeSymbol runtime_symbols[] = {
#define HERE(name) ((const void *)name)
#define LIBM(name) NULL
#define SYMBOL(name, result, a, b, c, d, flag, home)                                                                   \
    {#name, LIR_##result, {LIR_##a, LIR_##b, LIR_##c, LIR_##d}, flag, home(name)},
#include "runtime/runtime_symbols.def"
};

const size_t runtime_symbol_count = sizeof runtime_symbols / sizeof runtime_symbols[0];

const void *runtime_address(const RuntimeSymbol *symbol)
{
    return symbol->address ? symbol->address : platform_math_function(symbol->name);
}
