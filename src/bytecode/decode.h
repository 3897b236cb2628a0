/* decode.h: code units of any supported CPython to instructions of one vocabulary.
 *
 * Tables: opcode_311.def ... opcode_315.def, one row per opcode; chosen by Code.magic. Superinstructions come out as the
 * instructions they stand for, caches and EXTENDED_ARG are gone, jump targets are indices of instructions. */
#ifndef UPCALL_DECODE_H
#define UPCALL_DECODE_H

#include "base/unit.h"
#include "frozen/frozen.h"

/* What an instruction does to the abstract stack. One case of build.c each; the text is "before -- after", top last. */
typedef enum {
#define MEANING(name, ...) M_##name,
#include "bytecode/meanings.def"
    M_COUNT
} Meaning;

/* Where control goes on behind an instruction; meanings.def says what they mean. */
typedef enum { FLOW_NEXT, FLOW_TEST, FLOW_JUMP, FLOW_YIELD, FLOW_LEAVE, FLOW_STOP } Flow;

typedef struct Instr {
    uint8_t meaning;        /* Meaning */
    uint8_t opcode;         /* as in the code object, for errors and dumps */
    bool is_second;         /* of two that one opcode stands for: its span is the first's */
    int32_t arg;            /* as meanings.def says: an index, a count, a HirOp, a depth */
    int32_t extra;          /* second argument where there are two */
    uint32_t target;        /* of a jump: index of an instruction */
    uint32_t offset;        /* in code units, of the opcode in Code.bytes */
    uint32_t handler;       /* index of the instruction where its exceptions go, or NO_HANDLER */
    uint32_t handler_depth; /* levels of the stack that stay there, below the exception */
    Span span;              /* parts that the code object doesn't say are -1 */
} Instr;

enum { NO_HANDLER = UINT32_MAX };

typedef struct Instrs {
    Instr *items; /* in the order of the code; handlers' too; at least one */
    size_t count, capacity;
} Instrs;

/* fails  E_BYTECODE_VERSION (no table for Code.magic), E_BYTECODE (malformed: truncated, a jump out of the code or into the
 *        middle of an instruction, an index beyond locals, constants or names, a broken location table)
 * What meanings.def promises of indices and of the last instruction holds for everything that is returned. */
Instrs decode(Unit *u, const Code *code);

/* The text of the stage "bytecode": a line an instruction, with the version's opcode beside its meaning; in the arena. */
const char *decode_print(Unit *u, const Code *code, const Instrs *instrs);

/* One Span for each of the code's `units` code units. fails E_BYTECODE. For decode(); decode_locations.c */
void decode_locations(Unit *u, const Code *code, Span *spans, size_t units);

/* Fill Instr.handler and its depth. A handler that only tidies up (variables of an inlined comprehension, the name behind
 * `as`) on the way out of the function is none; one that leads to another handler stays. `index` gives the instruction of a
 * code unit. fails E_BYTECODE. For decode(); decode_handlers.c */
void decode_handlers(Unit *u, const Code *code, Instrs *instrs, const uint32_t *index, size_t units);

const char *meaning_name(Meaning meaning);
Flow meaning_flow(Meaning meaning);
/* The construct that an opcode without a meaning belongs to ("generators", "with statements"); `code` picks the table. */
const char *opcode_construct(const Code *code, uint8_t opcode);
const char *opcode_name(const Code *code, uint8_t opcode); /* "LOAD_FAST"; "?" for a number without a row */
/* What load_common loads: the name of a builtin, or "" for the empty string. */
const char *common_constant(int32_t arg);

/* "3.14" for 3627, the magic number of its releases; NULL for an unknown one. */
const char *bytecode_version(uint32_t magic);

#endif
