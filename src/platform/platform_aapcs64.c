/* platform_aapcs64.c: how C passes arguments and gets a result on AArch64 (AAPCS64) under Linux: for calls from Python, and for
 * callbacks that are gone. See platform_call.h; how compiled functions do the same is llvm/abi_aapcs64.c. */
#include "platform/platform_call.h"

#include <assert.h>

static_assert(PLATFORM_GONE_VALUES == 16 && PLATFORM_GONE_STATUS == 0x100 << 16 && offsetof(ReturnValue, real) == 16 &&
                  offsetof(ReturnValue, memory_size) == 48,
              "platform_gone() below counts on it");

/* x15 is the environment, as for every entry, and x8 where a result in memory goes. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl platform_gone\n"
        ".hidden platform_gone\n"
        ".type platform_gone, %function\n"
        "platform_gone:\n"
        "    .cfi_startproc\n"
        "    stp x29, x30, [sp, #-32]!\n"
        "    .cfi_def_cfa_offset 32\n"
        "    .cfi_offset x29, -32\n"
        "    .cfi_offset x30, -24\n"
        "    mov x29, sp\n"
        "    stp x15, x8, [sp, #16]\n"
        "    mov x0, x15\n"
        "    mov x1, #0x100 << 16\n"
        "    mov x2, #0\n"
        "    bl upcall_report\n"
        "    ldp x9, x10, [sp, #16]\n"
        "    ldp x0, x1, [x9, #16]\n"
        "    ldp d0, d1, [x9, #32]\n"
        "    ldp d2, d3, [x9, #48]\n"
        "    ldr x11, [x9, #64]\n"
        "    cbz x11, 2f\n"
        "1:  subs x11, x11, #1\n"
        "    strb wzr, [x10, x11]\n"
        "    b.ne 1b\n"
        "2:  ldp x29, x30, [sp], #32\n"
        "    .cfi_def_cfa_offset 0\n"
        "    .cfi_restore x29\n"
        "    .cfi_restore x30\n"
        "    ret\n"
        "    .cfi_endproc\n"
        "    .size platform_gone, .-platform_gone\n");

/* ---- Calls ---- */

typedef struct CallFrame {
    uint64_t general[ABI_GENERAL_REGISTERS], floats[ABI_FLOAT_REGISTERS];
    uint64_t result; /* x8 */
    uint64_t unused; /* the words of the stack are aligned to 16, too */
} CallFrame;

const size_t call_frame_size = sizeof(CallFrame);
const size_t call_result_address = offsetof(CallFrame, result);

/* `size` bytes on the stack: where they are in the room. */
static ptrdiff_t next_on_stack(PlatformCall *call, size_t size, bool aligned_to_16)
{
    call->stack_words += aligned_to_16 && call->stack_words % 2;
    size_t at = sizeof(CallFrame) + call->stack_words * sizeof(uint64_t);
    call->stack_words += abi_words(size);
    return (ptrdiff_t)at;
}

/* A copy for the callee, which the frame has the address of. */
static void place_copy(PlatformCall *call, const AbiValue *value, size_t from, AbiTaken *taken)
{
    const AbiRegister address = {0, 1, ABI_ptr, 0};
    int first = abi_take(taken, &address, 1, false);
    ptrdiff_t at = first < 0 ? next_on_stack(call, sizeof(uint64_t), false)
                             : (ptrdiff_t)(offsetof(CallFrame, general) + (size_t)first * sizeof(uint64_t));
    ptrdiff_t copy = call_place_address(call, at, value->size);
    call->argument_count += call_place_memory(call->places + call->argument_count, value, from, copy);
}

void call_place_argument(PlatformCall *call, const AbiValue *value, size_t from, AbiTaken *taken)
{
    AbiRegister registers[ABI_MOST_REGISTERS];
    size_t count = abi_registers(value, registers);
    if (!count) {
        place_copy(call, value, from, taken);
        return;
    }
    CallPlace *places = call->places + call->argument_count;
    int first = abi_take(taken, registers, count, value->aligned_to_16);
    if (first < 0) {
        ptrdiff_t at = next_on_stack(call, value->size, value->aligned_to_16);
        call->argument_count += call_place_memory(places, value, from, at);
        return;
    }
    size_t at = abi_is_float(registers[0].type) ? offsetof(CallFrame, floats) : offsetof(CallFrame, general);
    at += (size_t)first * sizeof(uint64_t);
    for (size_t r = 0; r < count; r++, at += sizeof(uint64_t)) {
        size_t placed = call_place_register(places, value, &registers[r], from, (ptrdiff_t)at);
        call->argument_count += placed;
        places += placed;
    }
}

static_assert(offsetof(CallFrame, floats) == 64 && offsetof(CallFrame, result) == 128 && sizeof(CallFrame) == 144 &&
                  offsetof(ReturnValue, real) == 16,
              "platform_call_frame() below counts on it");

/* It pushes the words of the stack from the last to the first, and so touches the stack page by page: it can't step over the guard. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl platform_call_frame\n"
        ".hidden platform_call_frame\n"
        ".type platform_call_frame, %function\n"
        "platform_call_frame:\n"
        "    .cfi_startproc\n"
        "    stp x29, x30, [sp, #-32]!\n"
        "    .cfi_def_cfa_offset 32\n"
        "    .cfi_offset x29, -32\n"
        "    .cfi_offset x30, -24\n"
        "    mov x29, sp\n"
        "    .cfi_def_cfa_register x29\n"
        "    str x19, [sp, #16]\n"
        "    .cfi_offset x19, -16\n"
        "    mov x19, x4\n"
        "    mov x15, x3\n"
        "    mov x16, x2\n"
        "    mov x9, x0\n"
        "    cbz x1, 2f\n"
        "    add x10, x9, #144\n"
        "    add x10, x10, x1, lsl #3\n"
        "1:  ldp x11, x12, [x10, #-16]!\n"
        "    stp x11, x12, [sp, #-16]!\n"
        "    subs x1, x1, #2\n"
        "    b.ne 1b\n"
        "2:  ldp d0, d1, [x9, #64]\n"
        "    ldp d2, d3, [x9, #80]\n"
        "    ldp d4, d5, [x9, #96]\n"
        "    ldp d6, d7, [x9, #112]\n"
        "    ldp x0, x1, [x9]\n"
        "    ldp x2, x3, [x9, #16]\n"
        "    ldp x4, x5, [x9, #32]\n"
        "    ldp x6, x7, [x9, #48]\n"
        "    ldr x8, [x9, #128]\n"
        "    blr x16\n"
        "    stp x0, x1, [x19]\n"
        "    stp d0, d1, [x19, #16]\n"
        "    stp d2, d3, [x19, #32]\n"
        "    mov sp, x29\n"
        "    .cfi_def_cfa_register sp\n"
        "    ldr x19, [sp, #16]\n"
        "    .cfi_restore x19\n"
        "    ldp x29, x30, [sp], #32\n"
        "    .cfi_def_cfa_offset 0\n"
        "    .cfi_restore x29\n"
        "    .cfi_restore x30\n"
        "    ret\n"
        "    .cfi_endproc\n"
        "    .size platform_call_frame, .-platform_call_frame\n");
