/* platform_sysv.c: how C gets a result on x86-64 under the System V ABI, for callbacks that are gone. See platform.h; how compiled
 * functions return is llvm/abi_sysv.c. */
#include "platform/platform.h"

#include <assert.h>
#include <stddef.h>

#include "platform/abi_sysv.h"

static uint64_t low_bytes(uint64_t word, size_t size)
{
    return size < sizeof word ? word & ((UINT64_C(1) << 8 * size) - 1) : word;
}

/* What the register holds: its components side by side. */
static uint64_t register_bits(const AbiValue *value, const AbiRegister *part, const uint64_t *words)
{
    uint64_t bits = 0;
    for (size_t i = part->first; i < part->first + part->count; i++) {
        const AbiComponent *component = &value->components[i];
        bits |= low_bytes(words[i], abi_size(component->type)) << 8 * (component->offset % ABI_EIGHTBYTE);
    }
    return bits;
}

/* Integers come in rax and rdx, floats in xmm0 and xmm1. */
ReturnValue platform_return_value(const AbiValue *result, const uint64_t *words)
{
    ReturnValue value = {.integer = {0}};
    AbiRegister registers[ABI_MOST_REGISTERS];
    size_t count = abi_registers(result, registers), integers = 0, reals = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t *to = registers[i].is_sse ? &value.real[reals++] : &value.integer[integers++];
        *to = register_bits(result, &registers[i], words);
    }
    return value;
}

static_assert(PLATFORM_GONE_VALUES == 16 && PLATFORM_GONE_STATUS == 1 << 24 && offsetof(ReturnValue, real) == 16,
              "platform_gone() below counts on it");

/* r10 is the environment, as for every entry; rbx keeps it, and pushing that aligns the stack. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl platform_gone\n"
        ".hidden platform_gone\n"
        ".type platform_gone, @function\n"
        "platform_gone:\n"
        "    .cfi_startproc\n"
        "    pushq %rbx\n"
        "    .cfi_adjust_cfa_offset 8\n"
        "    .cfi_rel_offset %rbx, 0\n"
        "    movq %r10, %rbx\n"
        "    movq %r10, %rdi\n"
        "    movl $1 << 24, %esi\n"
        "    xorl %edx, %edx\n"
        "    call upcall_report@PLT\n"
        "    movq 16(%rbx), %rax\n"
        "    movq 24(%rbx), %rdx\n"
        "    movsd 32(%rbx), %xmm0\n"
        "    movsd 40(%rbx), %xmm1\n"
        "    popq %rbx\n"
        "    .cfi_adjust_cfa_offset -8\n"
        "    .cfi_restore %rbx\n"
        "    ret\n"
        "    .cfi_endproc\n"
        "    .size platform_gone, .-platform_gone\n");
