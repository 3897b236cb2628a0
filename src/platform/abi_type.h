/* abi_type.h: what passes at a C boundary. */
#ifndef UPCALL_ABI_TYPE_H
#define UPCALL_ABI_TYPE_H

/* One argument or the result as a C compiler sees it. Components are consecutive parameters of the entry's body. */
typedef enum {
    ABI_void,
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
    ABI_c64,
    ABI_c128 /* float _Complex, double _Complex: two components */
} AbiType;

#endif
