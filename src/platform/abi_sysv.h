/* abi_sysv.h: which registers a value passes in, by the System V ABI of x86-64 (3.2.3). What the compiler library and the run time
 * both must know, so it is no function of either. */
#ifndef UPCALL_ABI_SYSV_H
#define UPCALL_ABI_SYSV_H

#include "platform/abi_type.h"

enum { ABI_EIGHTBYTE = 8, ABI_MOST_REGISTERS = 2 };
enum { ABI_GENERAL_REGISTERS = 6, ABI_SSE_REGISTERS = 8 }; /* for arguments */

/* The components of a value that lie in the same eight bytes. */
typedef struct AbiRegister {
    size_t first, count; /* components */
    bool is_sse;         /* all of them are floats; else a general register takes them */
} AbiRegister;

/*   returns   how many of `registers` are filled in; 0: there is no value, or it passes in memory wherever it stands */
static inline size_t abi_registers(const AbiValue *value, AbiRegister registers[ABI_MOST_REGISTERS])
{
    size_t count = 0;
    if (value->in_memory || value->size > ABI_MOST_REGISTERS * ABI_EIGHTBYTE)
        return 0;
    for (size_t i = 0; i < value->count; i++) {
        const AbiComponent *component = &value->components[i];
        if (component->type == ABI_void) /* padding: it takes no register */
            continue;
        if (!count || component->offset / ABI_EIGHTBYTE != component[-1].offset / ABI_EIGHTBYTE)
            registers[count++] = (AbiRegister){i, 0, true};
        registers[count - 1].count++;
        registers[count - 1].is_sse &= abi_is_float(component->type);
    }
    return count;
}

/* Those that arguments have taken so far. */
typedef struct AbiTaken {
    unsigned general, sse;
} AbiTaken;

/* Take registers for an argument.
 *   returns   false: there aren't enough for all of it, it passes in memory */
static inline bool abi_take(AbiTaken *taken, const AbiRegister *registers, size_t count)
{
    AbiTaken after = *taken;
    for (size_t r = 0; r < count; r++) {
        after.sse += registers[r].is_sse;
        after.general += !registers[r].is_sse;
    }
    if (!count || after.sse > ABI_SSE_REGISTERS || after.general > ABI_GENERAL_REGISTERS)
        return false;
    *taken = after;
    return true;
}

#endif
