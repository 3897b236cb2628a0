/* abi_type.h: what passes at a C boundary: values as lists of the numbers and pointers that lie in them. How it passes: abi.h. */
#ifndef UPCALL_ABI_TYPE_H
#define UPCALL_ABI_TYPE_H

#include <stdbool.h>
#include <stddef.h>

/* One number or pointer as a C compiler sees it. */
typedef enum {
    ABI_void, /* of no component */
    ABI_bool, /* _Bool: i8 0 or 1, zero-extended by the caller; an i1 in the body */
    ABI_i8,
    ABI_i16,
    ABI_i32,
    ABI_i64, /* sign-extended where narrower than a register */
    ABI_u8,
    ABI_u16,
    ABI_u32,
    ABI_u64,
    ABI_f32,
    ABI_f64,
    ABI_ptr,
    ABI_TYPE_COUNT
} AbiType;

typedef struct AbiComponent {
    AbiType type;
    size_t offset; /* bytes from where the value begins */
} AbiComponent;

/* One argument or the result. A number or a pointer is one component; more are a structure, and a complex number passes as one
 * of two floats does. In a body the components are consecutive scalars. */
typedef struct AbiValue {
    const AbiComponent *components; /* by offset */
    size_t count;                   /* 0: void */
    size_t size;                    /* bytes in memory */
    bool
        by_address; /* a record, its components are its words (abi_record()); a body gets an argument's address, and behind
                      * the arguments that of where the result goes */
    bool in_memory; /* such a one that passes in no register */
    AbiType
        element; /* such a one is of this float alone and passes so; ABI_void: in general registers, or as its words tell */
    bool aligned_to_16; /* such a one lies so on the stack; others as the words there */
    bool is_restrict;   /* an argument, a pointer: nothing else leads to what is written through it */
} AbiValue;

/* A record as C describes it. */
typedef struct AbiRecord {
    const AbiComponent *components; /* its numbers and pointers, which stand in any order and may overlap */
    size_t count;
    size_t size, alignment; /* bytes */
    size_t field_alignment; /* that its fields ask for */
    bool is_dense; /* fields fill it, and each record in it, to the last byte; none is an array without elements */
} AbiRecord;

/* Components that lie in the same eight bytes, which one register takes. */
typedef struct AbiRegister {
    size_t first, count; /* components */
    AbiType
        type; /* the component's if there is one alone, at the register's beginning; else u64, or f64: all are floats */
    size_t offset; /* bytes from where the value begins */
} AbiRegister;

enum { ABI_EIGHTBYTE = 8 };

static inline size_t abi_words(size_t size)
{
    return (size + ABI_EIGHTBYTE - 1) / ABI_EIGHTBYTE;
}

static inline size_t abi_parts(const AbiValue *argument) /* scalars in a body */
{
    return argument->by_address ? 1 : argument->count;
}

static inline bool abi_is_float(AbiType type)
{
    return type == ABI_f32 || type == ABI_f64;
}

static inline size_t abi_size(AbiType type) /* bytes in memory */
{
    static const unsigned char sizes[ABI_TYPE_COUNT] = {0, 1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8};
    return sizes[type];
}

#endif
