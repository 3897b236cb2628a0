/* machine_x86_64.h: see machine.h. */
#ifndef UPCALL_MACHINE_X86_64_H
#define UPCALL_MACHINE_X86_64_H

#include <elf.h>
#include <stdint.h>

enum { PLATFORM_SLOT_SIZE = 32 };
enum { PLATFORM_FRONT_SIZE = 32, PLATFORM_FRONT_START = 22 };
typedef uint16_t PlatformDiversion;
enum { PLATFORM_STUB_SIZE = 8 };

/* Object files */
enum { PLATFORM_ELF_MACHINE = EM_X86_64, PLATFORM_ELF_FRAMES = SHT_X86_64_UNWIND /* type of .eh_frame */ };
enum { PLATFORM_PADDING = 0xCC /* int3: a byte that is no code, between sections */ };
#define PLATFORM_RELOCATIONS "platform/relocations_x86_64.def"

/* For LLVM */
#define PLATFORM_STACK_REGISTER "rsp"
#define PLATFORM_PROCESSOR_FILE "/" /* it asks the processor: there is no file that must be there */

enum { PLATFORM_PROCESSOR_LEAVES = 12 };
typedef struct PlatformProcessor {
    uint32_t registers[PLATFORM_PROCESSOR_LEAVES][4]; /* eax, ebx, ecx, edx of cpuid */
    uint64_t enabled;                                 /* by the operating system: xgetbv */
} PlatformProcessor;

#endif
