/* platform_sysv.c: how C passes arguments and gets a result on x86-64 under the System V ABI: for calls from Python, and for
 * callbacks that are gone. See platform_call.h; how compiled functions do the same is llvm/abi_sysv.c. */
#include "platform/platform_call.h"

#include <assert.h>

static_assert(PLATFORM_GONE_VALUES == 16 && PLATFORM_GONE_STATUS == 1 << 24 && offsetof(ReturnValue, real) == 16 &&
                  offsetof(ReturnValue, memory_size) == 48,
              "platform_gone() below counts on it");

/* r10 is the environment, as for every entry; rbx keeps it, and r12 where a result in memory goes. */
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
        "    pushq %r12\n"
        "    .cfi_adjust_cfa_offset 8\n"
        "    .cfi_rel_offset %r12, 0\n"
        "    subq $8, %rsp\n"
        "    .cfi_adjust_cfa_offset 8\n"
        "    movq %r10, %rbx\n"
        "    movq %rdi, %r12\n"
        "    movq %r10, %rdi\n"
        "    movl $1 << 24, %esi\n"
        "    xorl %edx, %edx\n"
        "    call upcall_report@PLT\n"
        "    movq 16(%rbx), %rax\n"
        "    movq 24(%rbx), %rdx\n"
        "    movsd 32(%rbx), %xmm0\n"
        "    movsd 40(%rbx), %xmm1\n"
        "    movq 64(%rbx), %rcx\n"
        "    testq %rcx, %rcx\n"
        "    je 1f\n"
        "    movq %r12, %rdi\n"
        "    xorl %eax, %eax\n"
        "    rep stosb\n"
        "    movq %r12, %rax\n"
        "1:  addq $8, %rsp\n"
        "    .cfi_adjust_cfa_offset -8\n"
        "    popq %r12\n"
        "    .cfi_adjust_cfa_offset -8\n"
        "    .cfi_restore %r12\n"
        "    popq %rbx\n"
        "    .cfi_adjust_cfa_offset -8\n"
        "    .cfi_restore %rbx\n"
        "    ret\n"
        "    .cfi_endproc\n"
        "    .size platform_gone, .-platform_gone\n");

/* ---- Calls ---- */

typedef struct CallFrame {
    uint64_t general[ABI_GENERAL_REGISTERS], floats[ABI_FLOAT_REGISTERS];
} CallFrame;

const size_t call_frame_size = sizeof(CallFrame);
const size_t call_result_address = offsetof(CallFrame, general);

static size_t next_word(size_t start, unsigned *taken)
{
    return start + ABI_EIGHTBYTE * (size_t)(*taken)++;
}

/* Into registers, or behind what is on the stack so far. */
void call_place_argument(PlatformCall *call, const AbiValue *value, size_t from, AbiTaken *taken)
{
    CallPlace *places = call->places + call->argument_count;
    AbiRegister registers[ABI_MOST_REGISTERS];
    AbiTaken before = *taken;
    size_t count = abi_registers(value, registers), placed = 0;
    if (!abi_take(taken, registers, count)) {
        call->stack_words += value->aligned_to_16 && call->stack_words % 2;
        placed = call_place_memory(places, value, from,
                                   (ptrdiff_t)(sizeof(CallFrame) + call->stack_words * sizeof(uint64_t)));
        call->stack_words += abi_words(value->size);
        count = 0;
    }
    for (size_t r = 0; r < count; r++) {
        size_t at = abi_is_float(registers[r].type) ? next_word(offsetof(CallFrame, floats), &before.floats)
                                                    : next_word(offsetof(CallFrame, general), &before.general);
        placed += call_place_register(places + placed, value, &registers[r], from, (ptrdiff_t)at);
    }
    call->argument_count += placed;
}

static_assert(offsetof(CallFrame, floats) == 48 && sizeof(CallFrame) == 112 && offsetof(ReturnValue, real) == 16,
              "platform_call_frame() below counts on it");

/* It pushes the words of the stack from the last to the first, and so touches the stack page by page: it can't step over the guard. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl platform_call_frame\n"
        ".hidden platform_call_frame\n"
        ".type platform_call_frame, @function\n"
        "platform_call_frame:\n"
        "    .cfi_startproc\n"
        "    pushq %rbp\n"
        "    .cfi_def_cfa_offset 16\n"
        "    .cfi_offset %rbp, -16\n"
        "    movq %rsp, %rbp\n"
        "    .cfi_def_cfa_register %rbp\n"
        "    pushq %rbx\n"
        "    .cfi_offset %rbx, -24\n"
        "    subq $8, %rsp\n"
        "    movq %r8, %rbx\n"
        "    movq %rcx, %r10\n"
        "    movq %rdx, %r11\n"
        "    movq %rdi, %rax\n"
        "    testq %rsi, %rsi\n"
        "    je 2f\n"
        "1:  pushq 104(%rax,%rsi,8)\n"
        "    decq %rsi\n"
        "    jne 1b\n"
        "2:  movsd 48(%rax), %xmm0\n"
        "    movsd 56(%rax), %xmm1\n"
        "    movsd 64(%rax), %xmm2\n"
        "    movsd 72(%rax), %xmm3\n"
        "    movsd 80(%rax), %xmm4\n"
        "    movsd 88(%rax), %xmm5\n"
        "    movsd 96(%rax), %xmm6\n"
        "    movsd 104(%rax), %xmm7\n"
        "    movq (%rax), %rdi\n"
        "    movq 8(%rax), %rsi\n"
        "    movq 16(%rax), %rdx\n"
        "    movq 24(%rax), %rcx\n"
        "    movq 32(%rax), %r8\n"
        "    movq 40(%rax), %r9\n"
        "    call *%r11\n"
        "    movq %rax, (%rbx)\n"
        "    movq %rdx, 8(%rbx)\n"
        "    movsd %xmm0, 16(%rbx)\n"
        "    movsd %xmm1, 24(%rbx)\n"
        "    leaq -8(%rbp), %rsp\n"
        "    popq %rbx\n"
        "    .cfi_restore %rbx\n"
        "    popq %rbp\n"
        "    .cfi_def_cfa %rsp, 8\n"
        "    .cfi_restore %rbp\n"
        "    ret\n"
        "    .cfi_endproc\n"
        "    .size platform_call_frame, .-platform_call_frame\n");
