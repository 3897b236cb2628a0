/* platform_sysv.c: how C passes arguments and gets a result on x86-64 under the System V ABI: for calls from Python, and for
 * callbacks that are gone. See platform.h; how compiled functions do the same is llvm/abi_sysv.c. */
#include "platform/platform.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "platform/abi_sysv.h"

/* "Classification": an eightbyte is INTEGER if anything in it is, and NO_CLASS if nothing is in it; what lies unaligned, or is longer
 * than two, is MEMORY. */
AbiValue platform_record(const AbiComponent *components, size_t count, size_t size, AbiComponent *words)
{
    AbiValue value = {words, (size + ABI_EIGHTBYTE - 1) / ABI_EIGHTBYTE, size, .by_address = true};
    value.in_memory = size > ABI_MOST_REGISTERS * ABI_EIGHTBYTE;
    for (size_t w = 0; w < value.count; w++)
        words[w] = (AbiComponent){ABI_void, w * ABI_EIGHTBYTE};
    for (size_t i = 0; i < count; i++) {
        AbiComponent *word = &words[components[i].offset / ABI_EIGHTBYTE];
        if (!abi_is_float(components[i].type))
            word->type = ABI_u64;
        else if (word->type == ABI_void)
            word->type = ABI_f64;
        value.in_memory |= components[i].offset % abi_size(components[i].type) != 0;
    }
    for (size_t w = 0; value.in_memory && w < value.count; w++)
        words[w].type = ABI_u64;
    return value;
}

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
    ReturnValue value = {.memory_size = result->in_memory ? result->size : 0};
    AbiRegister registers[ABI_MOST_REGISTERS];
    size_t count = abi_registers(result, registers), integers = 0, reals = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t *to = registers[i].is_sse ? &value.real[reals++] : &value.integer[integers++];
        *to = register_bits(result, &registers[i], words);
    }
    return value;
}

static_assert(PLATFORM_GONE_VALUES == 16 && PLATFORM_GONE_STATUS == 1 << 24 && offsetof(ReturnValue, real) == 16 &&
                  offsetof(ReturnValue, memory_size) == 32,
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
        "    movq 48(%rbx), %rcx\n"
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

/* The room of a call: the registers' words, and behind them those of the stack. */
typedef struct CallFrame {
    uint64_t general[ABI_GENERAL_REGISTERS], sse[ABI_SSE_REGISTERS];
    uint64_t stack[];
} CallFrame;

/* Where a component passes. */
typedef struct CallPlace {
    AbiType type;
    size_t at; /* bytes into the CallFrame; of the result, into the ReturnValue */
} CallPlace;

struct PlatformCall {
    size_t argument_count, result_count; /* components */
    size_t stack_words;                  /* even: the stack stays aligned */
    bool returns_in_memory;              /* its address is the first argument */
    CallPlace places[];                  /* of the arguments, then of the result */
};

static size_t next_word(size_t start, unsigned *taken)
{
    return start + ABI_EIGHTBYTE * (size_t)(*taken)++;
}

/* The places of the components that lie in one register, whose word is `at` bytes in. */
static void place_register(CallPlace *places, const AbiValue *value, const AbiRegister *part, size_t at)
{
    for (size_t c = part->first; c < part->first + part->count; c++)
        places[c] = (CallPlace){value->components[c].type, at + value->components[c].offset % ABI_EIGHTBYTE};
}

/* One argument, into registers or behind what is on the stack so far. */
static void place_argument(PlatformCall *call, CallPlace *places, const AbiValue *value, AbiTaken *taken)
{
    AbiRegister registers[ABI_MOST_REGISTERS];
    AbiTaken before = *taken;
    size_t count = abi_registers(value, registers);
    if (!abi_take(taken, registers, count)) {
        call->stack_words += value->aligned_to_16 && call->stack_words % 2;
        size_t start = offsetof(CallFrame, stack) + call->stack_words * sizeof(uint64_t);
        for (size_t c = 0; c < value->count; c++)
            places[c] = (CallPlace){value->components[c].type, start + value->components[c].offset};
        call->stack_words += (value->size + ABI_EIGHTBYTE - 1) / ABI_EIGHTBYTE;
        return;
    }
    for (size_t r = 0; r < count; r++) {
        size_t at = registers[r].is_sse ? next_word(offsetof(CallFrame, sse), &before.sse)
                                        : next_word(offsetof(CallFrame, general), &before.general);
        place_register(places, value, &registers[r], at);
    }
}

static void place_result(CallPlace *places, const AbiValue *result)
{
    AbiRegister registers[ABI_MOST_REGISTERS];
    AbiTaken taken = {0};
    size_t count = abi_registers(result, registers);
    for (size_t r = 0; r < count; r++) {
        size_t at = registers[r].is_sse ? next_word(offsetof(ReturnValue, real), &taken.sse)
                                        : next_word(offsetof(ReturnValue, integer), &taken.general);
        place_register(places, result, &registers[r], at);
    }
}

PlatformCall *platform_call_new(const AbiValue *arguments, size_t count, const AbiValue *result)
{
    size_t components = 0;
    for (size_t i = 0; i < count; i++)
        components += arguments[i].count;
    PlatformCall *call = calloc(1, sizeof *call + (components + result->count) * sizeof(CallPlace));
    if (!call)
        return NULL;
    call->returns_in_memory = result->in_memory;
    AbiTaken taken = {.general = result->in_memory};
    for (size_t i = 0; i < count; call->argument_count += arguments[i++].count)
        place_argument(call, call->places + call->argument_count, &arguments[i], &taken);
    call->stack_words += call->stack_words % 2;
    call->result_count = result->in_memory ? 0 : result->count;
    place_result(call->places + components, result);
    return call;
}

size_t platform_call_room(const PlatformCall *call)
{
    return sizeof(CallFrame) / sizeof(uint64_t) + call->stack_words;
}

/* A component as the caller leaves it in a word of its own; of a float the rest doesn't count. */
static uint64_t extended(AbiType type, uint64_t word)
{
    switch (type) {
    case ABI_bool: return low_bytes(word, 1) != 0;
    case ABI_i8: return (uint64_t)(int8_t)word;
    case ABI_i16: return (uint64_t)(int16_t)word;
    case ABI_i32: return (uint64_t)(int32_t)word;
    default: return low_bytes(word, abi_size(type));
    }
}

/* Where a component begins an eightbyte it fills that; others that lie there come after it. */
static void put_component(unsigned char *frame, const CallPlace *place, uint64_t word)
{
    uint64_t value = extended(place->type, word);
    if (place->type == ABI_void)
        return;
    if (place->at % ABI_EIGHTBYTE)
        memcpy(frame + place->at, &value, abi_size(place->type));
    else
        memcpy(frame + place->at, &value, sizeof value);
}

static uint64_t taken_component(const ReturnValue *value, const CallPlace *place)
{
    uint64_t words[offsetof(ReturnValue, memory_size) / sizeof(uint64_t)];
    memcpy(words, value, sizeof words);
    return low_bytes(words[place->at / ABI_EIGHTBYTE] >> 8 * (place->at % ABI_EIGHTBYTE), abi_size(place->type));
}

/* The words of the stack from the last to the first, then the registers, and a call with the environment in r10. */
void platform_call_frame(const CallFrame *frame, size_t stack_words, const void *entry, const void *environment,
                         ReturnValue *value);

void platform_call(const PlatformCall *call, const void *entry, const void *environment, const uint64_t *arguments,
                   uint64_t *result, uint64_t *room)
{
    const CallPlace *results = call->places + call->argument_count;
    ReturnValue value;
    for (size_t i = 0; i < call->argument_count; i++)
        put_component((unsigned char *)room, &call->places[i], arguments[i]);
    if (call->returns_in_memory)
        ((CallFrame *)(void *)room)->general[0] = (uint64_t)(uintptr_t)result;
    platform_call_frame((const CallFrame *)room, call->stack_words, entry, environment, &value);
    for (size_t i = 0; i < call->result_count; i++)
        result[i] = taken_component(&value, &results[i]);
}

static_assert(offsetof(CallFrame, sse) == 48 && offsetof(CallFrame, stack) == 112 && offsetof(ReturnValue, real) == 16,
              "platform_call_frame() below counts on it");

/* The loop touches the stack page by page, so that it can't step over the guard. */
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
