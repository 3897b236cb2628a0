/* abi_aapcs64.h: which registers a value passes in, by the procedure call standard of AArch64 (AAPCS64, 6.8) on Linux. See abi.h. */
#ifndef UPCALL_ABI_AAPCS64_H
#define UPCALL_ABI_AAPCS64_H

#include "platform/abi_type.h"

enum { ABI_MOST_REGISTERS = 4 };                             /* for a value */
enum { ABI_NAMELESS_BITS_ALIGN = 1 };                        /* bit-fields without a name align a struct */
enum { ABI_MOST_IN_REGISTERS = 32 };                         /* bytes of a record */
enum { ABI_GENERAL_REGISTERS = 8, ABI_FLOAT_REGISTERS = 8 }; /* for arguments */

/* "Homogeneous Floating-point Aggregates": of up to four floats, or doubles, and nothing else, not even padding.
 *   returns   of what; ABI_void: it is none */
static inline AbiType abi_homogeneous(const AbiComponent *components, size_t count, size_t size)
{
    AbiType type = count ? components[0].type : ABI_void;
    unsigned seen = 0;
    if (!abi_is_float(type) || size > ABI_MOST_REGISTERS * abi_size(type) || size % abi_size(type))
        return ABI_void;
    for (size_t i = 0; i < count; i++) {
        if (components[i].type != type || components[i].offset % abi_size(type))
            return ABI_void;
        seen |= 1U << components[i].offset / abi_size(type);
    }
    return seen == (1U << size / abi_size(type)) - 1 ? type : ABI_void;
}

/* A record that is aligned to 16 by what is in it lies so on the stack, and begins at an even register; how it is declared itself
 * doesn't count. */
static inline AbiValue abi_record(const AbiRecord *record, AbiComponent *words)
{
    AbiValue value = {words, abi_words(record->size), record->size, .by_address = true};
    value.element = record->is_dense ? abi_homogeneous(record->components, record->count, record->size) : ABI_void;
    value.in_memory = !value.element && record->size > 2 * ABI_EIGHTBYTE;
    value.aligned_to_16 = record->field_alignment == 16;
    for (size_t w = 0; w < value.count; w++)
        words[w] = (AbiComponent){ABI_u64, w * ABI_EIGHTBYTE};
    return value;
}

/* Eight bytes in each. */
static inline size_t abi_general_registers(const AbiValue *value, AbiRegister *registers)
{
    size_t count = abi_words(value->size), first = 0;
    for (size_t r = 0; r < count; r++) {
        size_t next = first;
        while (next < value->count && value->components[next].offset / ABI_EIGHTBYTE == r)
            next++;
        registers[r] = (AbiRegister){first, next - first, ABI_u64, r * ABI_EIGHTBYTE};
        first = next;
    }
    return count;
}

/*   returns   how many of `registers` are filled in; 0: there is no value, or its address passes */
static inline size_t abi_registers(const AbiValue *value, AbiRegister registers[ABI_MOST_REGISTERS])
{
    AbiType element = value->by_address ? value->element
                                        : abi_homogeneous(value->components, value->count, value->size);
    size_t count = element ? value->size / abi_size(element) : 0;
    if (value->in_memory || (!element && value->size > 2 * ABI_EIGHTBYTE))
        return 0;
    for (size_t r = 0; r < count; r++)
        registers[r] = (AbiRegister){r, 1, element, r * abi_size(element)};
    if (element)
        return count;
    if (value->count == 1 && !value->by_address) {
        registers[0] = (AbiRegister){0, 1, value->components[0].type, 0};
        return 1;
    }
    return abi_general_registers(value, registers);
}

/* Those that arguments have taken so far. */
typedef struct AbiTaken {
    unsigned general, floats;
} AbiTaken;

/* The address of a result in memory has a register of its own. */
static inline AbiTaken abi_taken_by_result(const AbiValue *result)
{
    (void)result;
    return (AbiTaken){0};
}

/* Take registers for an argument; where there aren't enough for all of it, nothing that follows gets one of these.
 *   returns   the first of those, all of a kind; -1: it passes on the stack */
static inline int abi_take(AbiTaken *taken, const AbiRegister *registers, size_t count, bool aligned_to_16)
{
    bool is_float = abi_is_float(registers[0].type);
    unsigned *next = is_float ? &taken->floats : &taken->general;
    unsigned most = is_float ? ABI_FLOAT_REGISTERS : ABI_GENERAL_REGISTERS;
    unsigned first = *next + (!is_float && aligned_to_16 && *next % 2);
    *next = first + count <= most ? first + (unsigned)count : most;
    return first + count <= most ? (int)first : -1;
}

#endif
