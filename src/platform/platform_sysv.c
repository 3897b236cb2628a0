/* platform_sysv.c: how C gets a result on x86-64 under the System V ABI, for callbacks that are gone. See platform.h; how compiled
 * functions return is llvm/abi.c. */
#include "platform/platform.h"

#include <assert.h>
#include <stddef.h>

/* System V ABI, 3.2.3: integers in rax and rdx, floats in xmm0 and xmm1; both halves of a float _Complex in xmm0. */
ReturnValue platform_return_value(AbiType result, const uint64_t bits[2])
{
    switch (result) {
    case ABI_f32:
    case ABI_f64: return (ReturnValue){.real = {bits[0]}};
    case ABI_c64: return (ReturnValue){.real = {(bits[0] & UINT32_MAX) | bits[1] << 32}};
    case ABI_c128: return (ReturnValue){.real = {bits[0], bits[1]}};
    case ABI_void: return (ReturnValue){.integer = {0}};
    default: return (ReturnValue){.integer = {bits[0]}};
    }
}

static_assert(PLATFORM_GONE_VALUES == 16 && PLATFORM_GONE_STATUS == -1 && offsetof(ReturnValue, real) == 16,
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
        "    movl $-1, %esi\n"
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
