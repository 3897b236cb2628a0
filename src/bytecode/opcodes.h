/* opcodes.h: the opcode tables of all supported versions; only decode's files look inside. */
#ifndef UPCALL_OPCODES_H
#define UPCALL_OPCODES_H

#include <stdint.h>

/* How the argument of an opcode is read: one case of read_operand() in decode.c. "detail" is the row's column. */
typedef enum {
    OPERAND_NO,        /* none; .arg is the detail */
    OPERAND_NO_EXTRA,  /* none; .extra is the detail */
    OPERAND_RAW,       /* as it stands */
    OPERAND_COUNT,     /* how many levels; .extra is the detail */
    OPERAND_DEPTH,     /* a depth of the stack, from 1 */
    OPERAND_REST,      /* how many levels before a starred one, and above 8 bits how many behind it */
    OPERAND_SLICE,     /* 2 or 3 levels */
    OPERAND_CONST,     /* index of a constant */
    OPERAND_KEYWORDS,  /* index of a constant that is a tuple of strings */
    OPERAND_COMMON,    /* index of a row of common_constants.def, below the detail */
    OPERAND_NAME,      /* index of a name; .extra is the detail */
    OPERAND_NAME_NULL, /* index of a name above bit 0; where that is set, .extra is the detail: where the NULL goes */
    OPERAND_LOCAL,     /* index of a local */
    OPERAND_LOCALS,   /* indices of two locals in 4 bits each, high first: two instructions, the detail is the second */
    OPERAND_BINARY,   /* NB_ADD ...; the detail is 1 where NB_SUBSCR is among them */
    OPERAND_COMPARE,  /* the comparison above as many bits as the detail says; bit 4 of 5: converted to bool */
    OPERAND_IDENTITY, /* 0: is, 1: is not */
    OPERAND_INVERT,   /* 0: in, 1: not in */
    OPERAND_INTRINSIC, /* which intrinsic function; unary plus is one */
    OPERAND_RAISE,     /* how many of exception and cause */
    OPERAND_ITER,      /* 0: iter(), else what `yield from` needs; .extra is the detail */
    OPERAND_FOR,       /* distance forward; the detail is 16 * levels popped when exhausted + levels of the iterator */
    OPERAND_FORWARD,   /* distance forward in code units, from behind the caches */
    OPERAND_BACKWARD,  /* distance backward from there */
    OPERAND_PREFIX     /* EXTENDED_ARG: the high bits of the next one's argument */
} OperandKind;

typedef struct OpcodeInfo {
    const char *name; /* NULL: no such opcode */
    uint8_t caches, operand, meaning, detail;
    const char *construct; /* "" where it has a meaning */
} OpcodeInfo;

enum {
#define COMMON_CONSTANT(id, text, meaning, arg) COMMON_##id,
#include "bytecode/common_constants.def"
    COMMON_COUNT
};

/* The 256 rows of the version whose releases write `magic`; NULL: no such version. */
const OpcodeInfo *opcode_table(uint32_t magic);

#endif
