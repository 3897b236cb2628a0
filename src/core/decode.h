/* decode.h: code units of any supported CPython to instructions of one vocabulary.
 *
 * Tables: opcode_311.def ... opcode_315.def, one row per opcode; chosen by Code.magic. Superinstructions come out as the
 * instructions they stand for, caches and EXTENDED_ARG are gone, jump targets are indices of instructions. */
#ifndef UPCALL_DECODE_H
#define UPCALL_DECODE_H

#include "object.h"
#include "unit.h"

/* What an instruction does to the abstract stack. One case of build.c each; the text is "before -- after", top last. */
typedef enum {
#define MEANING(name, text) M_##name,
#include "meanings.def"
    M_COUNT
} Meaning;

typedef struct Instr {
    uint8_t meaning;    /* Meaning */
    uint8_t opcode;     /* as in the code object, for errors and dumps */
    int32_t arg;        /* as meanings.def says: an index, a count, a HirOp, a depth */
    int32_t extra;      /* second argument where there are two */
    uint32_t target;    /* of a jump: index of an instruction */
    uint32_t offset;    /* in code units, of the opcode in Code.bytes */
    Span span;
} Instr;

typedef struct Instrs {
    Instr *items; /* in the order of the code; handlers' too */
    size_t count, capacity;
} Instrs;

/* fails  E_BYTECODE_VERSION (no table for Code.magic), E_BYTECODE (malformed: truncated, a jump out of the code) */
Instrs decode(Unit *u, const Code *code);

const char *meaning_name(Meaning meaning);
/* The construct that an opcode without a meaning belongs to ("generators", "with statements"); `code` picks the table. */
const char *opcode_construct(const Code *code, uint8_t opcode);
const char *opcode_name(const Code *code, uint8_t opcode);

/* First and last magic number of each supported version: "3.14" for 3627; NULL for an unknown one. */
const char *bytecode_version(uint32_t magic);

#endif
