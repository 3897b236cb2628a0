/* lir_bytes.h: a LIR module as bytes: all that the object depends on, beside the processor and the back end, and nothing else.
 *
 * Two modules have the same bytes where they differ only in what emit doesn't see: names, the numbers of values, blocks and functions,
 * what nothing reaches or uses, the error value of a body that can't raise. The form:
 *
 *     module     functions, as calls lead to them from the first, then the entry
 *     function   flags and fastmath, types of parameters and results, how many blocks; its source if it has lines; blocks in reverse
 *                postorder
 *     block      its values, up to one that ends it
 *     value      operation and whether flags and a scope follow; type, if the row leaves it open; operands, as how far they stand before; targets;
 *                payload; its place if the function has lines
 *     entry      arguments and result, error value and size of the record where they matter
 *
 * A source or a place is the number of one that was written, from 1, or 0 and what it is. Lines are there only where they were asked for
 * (Options.has_lines): then the object depends on them as well.
 *
 * Numbers are LEB128, signed ones zigzag; a float's bits are reversed byte by byte, so that short ones are small. */
#ifndef UPCALL_LIR_BYTES_H
#define UPCALL_LIR_BYTES_H

#include "base/unit.h"
#include "lir/lir.h"

typedef struct LirBytes {
    const uint8_t *items;
    size_t count;
} LirBytes;

LirBytes lir_write(Unit *u, const LirModule *module); /* in the arena */

/* The symbols that aren't written: the entry's, then those of the functions in the order of lir_write(). */
const char *const *lir_written_symbols(Unit *u, const LirModule *module);

/* The module, in the arena, with symbols of ours. Each block of it is reached, and they stand in reverse postorder.
 *   bytes   of lir_write(), of this build: they aren't checked */
LirModule *lir_read(Unit *u, LirBytes bytes);

/* ---- what both directions know of a row ---- */

enum { LIR_BYTES_HAS_FLAGS = 0x80 }; /* beside the operation */
enum { LIR_BYTES_SCOPE_SHIFT = 9 };  /* of a value: the scope above its flags */

enum {
    LIR_BYTES_CAN_RAISE = 1,
    LIR_BYTES_TAKES_RECORD = 2,
    LIR_BYTES_IS_RECURSIVE = 4,
    LIR_BYTES_HAS_LINES = 8,
    LIR_BYTES_FASTMATH_SHIFT = 4
};
/* Of a value at a C boundary. */
enum { LIR_BYTES_BY_ADDRESS = 1, LIR_BYTES_IN_MEMORY = 2, LIR_BYTES_ALIGNED_TO_16 = 4, LIR_BYTES_RESTRICT = 8 };
enum { LIR_BYTES_ELEMENT_SHIFT = 4 }; /* beside those: AbiValue.element */

_Static_assert((int)LIR_OP_COUNT <= LIR_BYTES_HAS_FLAGS, "an operation and a bit fit into a byte");

/* The type of every result of that class; LIR_TYPE_COUNT: it is to be written. */
static inline LirType lir_type_of_kind(LirKind kind)
{
    switch (kind) {
    case LIR_KIND_NO: return LIR_void; /* or the symbol's */
    case LIR_KIND_BIT: return LIR_i1;
    case LIR_KIND_PTR: return LIR_ptr;
    case LIR_KIND_I32: return LIR_i32;
    case LIR_KIND_I64: return LIR_i64;
    default: return LIR_TYPE_COUNT;
    }
}

#endif
