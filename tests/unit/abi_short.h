/* abi_short.h: shorthand for values that pass at the C boundary. They live as long as the block that they stand in. */
#ifndef UPCALL_ABI_SHORT_H
#define UPCALL_ABI_SHORT_H

#include "platform/abi_type.h"

#define ABI_VALUE(bytes, ...)                                                                                          \
    ((AbiValue){.components = (const AbiComponent[]){__VA_ARGS__},                                                     \
                .count = sizeof((const AbiComponent[]){__VA_ARGS__}) / sizeof(AbiComponent),                           \
                .size = (bytes)})
#define ABI_VOID ((AbiValue){.count = 0})
#define ABI_C64 ABI_VALUE(8, {ABI_f32, 0}, {ABI_f32, 4})
#define ABI_C128 ABI_VALUE(16, {ABI_f64, 0}, {ABI_f64, 8})
#define ABI(name) ABI_VALUE(abi_size(ABI_##name), {ABI_##name, 0})
#define ABIS(...) (const AbiValue[]){__VA_ARGS__}, sizeof((const AbiValue[]){__VA_ARGS__}) / sizeof(AbiValue)

#endif
