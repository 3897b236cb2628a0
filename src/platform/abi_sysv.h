/* abi_sysv.h: which registers a value passes in, by the System V ABI of x86-64 (3.2.3). See abi.h. */
#ifndef UPCALL_ABI_SYSV_H
#define UPCALL_ABI_SYSV_H

#include "platform/abi_type.h"

enum { ABI_MOST_REGISTERS = 2 };                             /* for a value */
enum { ABI_NAMELESS_BITS_ALIGN = 0 };                        /* bit-fields without a name align a struct */
enum { ABI_MOST_IN_REGISTERS = 16 };                         /* bytes of a record */
enum { ABI_GENERAL_REGISTERS = 6, ABI_FLOAT_REGISTERS = 8 }; /* for arguments */

/* "Classification": an eightbyte is INTEGER if anything in it is, and NO_CLASS if nothing is in it; what lies unaligned, or is longer
 * than two, is MEMORY. */
static inline AbiValue abi_record(const AbiRecord *record, AbiComponent *words)
{
    AbiValue value = {words, abi_words(record->size), record->size, .by_address = true};
    value.in_memory = record->size > ABI_MOST_REGISTERS * ABI_EIGHTBYTE;
    value.aligned_to_16 = record->alignment == 16;
    for (size_t w = 0; w < value.count; w++)
        words[w] = (AbiComponent){ABI_void, w * ABI_EIGHTBYTE};
    for (size_t i = 0; i < record->count; i++) {
        const AbiComponent *component = &record->components[i];
        AbiComponent *word = &words[component->offset / ABI_EIGHTBYTE];
        if (!abi_is_float(component->type))
            word->type = ABI_u64;
        else if (word->type == ABI_void)
            word->type = ABI_f64;
        value.in_memory |= component->offset % abi_size(component->type) != 0;
    }
    for (size_t w = 0; value.in_memory && w < value.count; w++)
        words[w].type = ABI_u64;
    return value;
}

/*   returns   how many of `registers` are filled in; 0: there is no value, or it passes in memory wherever it stands */
static inline size_t abi_registers(const AbiValue *value, AbiRegister registers[ABI_MOST_REGISTERS])
{
    size_t count = 0;
    if (value->in_memory || value->size > ABI_MOST_REGISTERS * ABI_EIGHTBYTE)
        return 0;
    for (size_t i = 0; i < value->count; i++) {
        const AbiComponent *component = &value->components[i];
        bool is_float = abi_is_float(component->type);
        if (component->type == ABI_void) /* padding: it takes no register */
            continue;
        if (!count || component->offset / ABI_EIGHTBYTE != component[-1].offset / ABI_EIGHTBYTE)
            registers[count++] = (AbiRegister){i, 0, component->type,
                                               component->offset / ABI_EIGHTBYTE * ABI_EIGHTBYTE};
        AbiRegister *last = &registers[count - 1];
        if (last->count++ || component->offset % ABI_EIGHTBYTE)
            last->type = is_float && abi_is_float(last->type) ? ABI_f64 : ABI_u64;
    }
    return count;
}

/* Those that arguments have taken so far. */
typedef struct AbiTaken {
    unsigned general, floats;
} AbiTaken;

/* By the address of a result in memory, which is the first argument. */
static inline AbiTaken abi_taken_by_result(const AbiValue *result)
{
    return (AbiTaken){.general = result->in_memory};
}

/* Take registers for an argument.
 *   returns   false: there aren't enough for all of it, it passes in memory */
static inline bool abi_take(AbiTaken *taken, const AbiRegister *registers, size_t count)
{
    AbiTaken after = *taken;
    for (size_t r = 0; r < count; r++)
        ++*(abi_is_float(registers[r].type) ? &after.floats : &after.general);
    if (!count || after.floats > ABI_FLOAT_REGISTERS || after.general > ABI_GENERAL_REGISTERS)
        return false;
    *taken = after;
    return true;
}

#endif
