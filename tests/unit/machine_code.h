/* machine_code.h: the few instructions that unit tests have of their own. Entries are as the compiler makes them: the environment
 * comes in r10 or x15. */
#ifndef UPCALL_MACHINE_CODE_H
#define UPCALL_MACHINE_CODE_H

/* int(void): 42
 * int64_t(int64_t), an entry: the sum of the argument and the environment's first value; the same, and one of doubles, as text
 * an entry: it goes on to a function, whose second argument is the environment */
#if defined(__aarch64__)
static const unsigned char code_of_42[] = {0x40, 0x05, 0x80, 0x52, 0xC0, 0x03, 0x5F, 0xD6};
static const unsigned char code_of_sum[] = {0xF0, 0x09, 0x40, 0xF9, 0x00, 0x00, 0x10, 0x8B, 0xC0, 0x03, 0x5F, 0xD6};
#define TEXT_OF_SUM "ldr x16, [x15, #16]\n add x0, x0, x16\n ret\n"
#define TEXT_OF_REAL_SUM "ldr d1, [x15, #16]\n fadd d0, d0, d1\n ret\n"
#define TEXT_OF_ENVIRONMENT_TO(function) "mov x1, x15\n b " function "\n"
#else
static const unsigned char code_of_42[] = {0xB8, 0x2A, 0x00, 0x00, 0x00, 0xC3};
static const unsigned char code_of_sum[] = {0x49, 0x8B, 0x42, 0x10, 0x48, 0x01, 0xF8, 0xC3};
#define TEXT_OF_SUM "movq 16(%r10), %rax\n addq %rdi, %rax\n ret\n"
#define TEXT_OF_REAL_SUM "addsd 16(%r10), %xmm0\n ret\n"
#define TEXT_OF_ENVIRONMENT_TO(function) "movq %r10, %rsi\n jmp " function "\n"
#endif

#endif
