/* opcodes.c: the opcode tables and what is read off them. A version of CPython is a .def file and a row of `versions`. */
#include "bytecode/opcodes.h"
#include "hir/hir.h"

#include "base/code.h"
#include "bytecode/decode.h"

enum { OPCODES = 256 };

#define ROW(number, name, caches, operand, meaning, detail, construct)                                                 \
    [number] = {#name, caches, OPERAND_##operand, M_##meaning, detail, construct},

static const OpcodeInfo opcodes_311[OPCODES] = {
#define OPCODE(...) ROW(__VA_ARGS__)
#include "bytecode/opcode_311.def"
};

static const OpcodeInfo opcodes_312[OPCODES] = {
#define OPCODE(...) ROW(__VA_ARGS__)
#include "bytecode/opcode_312.def"
};

static const OpcodeInfo opcodes_313[OPCODES] = {
#define OPCODE(...) ROW(__VA_ARGS__)
#include "bytecode/opcode_313.def"
};

static const OpcodeInfo opcodes_314[OPCODES] = {
#define OPCODE(...) ROW(__VA_ARGS__)
#include "bytecode/opcode_314.def"
};

static const OpcodeInfo opcodes_315[OPCODES] = {
#define OPCODE(...) ROW(__VA_ARGS__)
#include "bytecode/opcode_315.def"
};

/* The magic number is frozen with a version's first release candidate; alphas and betas had other opcodes. */
static const struct {
    uint32_t magic;
    const char *version;
    const OpcodeInfo *table;
} versions[] = {
    {3495, "3.11", opcodes_311}, {3531, "3.12", opcodes_312}, {3571, "3.13", opcodes_313},
    {3627, "3.14", opcodes_314}, {3666, "3.15", opcodes_315},
};

static const char *const common_constants[COMMON_COUNT] = {
#define COMMON_CONSTANT(id, text, meaning, arg) [COMMON_##id] = text,
#include "bytecode/common_constants.def"
};

static const struct {
    const char *name;
    Flow flow;
} meanings[M_COUNT] = {
#define MEANING(name, flow, text) [M_##name] = {#name, FLOW_##flow},
#include "bytecode/meanings.def"
};

const OpcodeInfo *opcode_table(uint32_t magic)
{
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (versions[i].magic == magic)
            return versions[i].table;
    return NULL;
}

const char *bytecode_version(uint32_t magic)
{
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (versions[i].magic == magic)
            return versions[i].version;
    return NULL;
}

const char *opcode_name(const Code *code, uint8_t opcode)
{
    const OpcodeInfo *table = opcode_table(code->magic);
    return table && table[opcode].name ? table[opcode].name : "?";
}

const char *opcode_construct(const Code *code, uint8_t opcode)
{
    const OpcodeInfo *table = opcode_table(code->magic);
    return table && table[opcode].construct ? table[opcode].construct : "";
}

const char *meaning_name(Meaning meaning)
{
    return meanings[meaning].name;
}

Flow meaning_flow(Meaning meaning)
{
    return meanings[meaning].flow;
}

const char *common_constant(int32_t arg)
{
    return common_constants[arg];
}
