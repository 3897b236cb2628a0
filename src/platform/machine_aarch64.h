/* machine_aarch64.h: see machine.h. */
#ifndef UPCALL_MACHINE_AARCH64_H
#define UPCALL_MACHINE_AARCH64_H

#include <elf.h>
#include <stdint.h>

enum { PLATFORM_SLOT_SIZE = 32 };
enum { PLATFORM_FRONT_SIZE = 32, PLATFORM_FRONT_START = 24 };
typedef uint32_t PlatformDiversion;
enum { PLATFORM_STUB_SIZE = 16 };

/* Object files */
enum { PLATFORM_ELF_MACHINE = EM_AARCH64, PLATFORM_ELF_FRAMES = SHT_PROGBITS /* type of .eh_frame */ };
enum { PLATFORM_PADDING = 0 /* udf: a byte that is no code, between sections */ };
#define PLATFORM_RELOCATIONS "platform/relocations_aarch64.def"

/* For LLVM */
#define PLATFORM_STACK_REGISTER "sp"
#define PLATFORM_PROCESSOR_FILE "/proc/cpuinfo" /* where it reads of the processor */

enum { PLATFORM_PROCESSOR_WORDS = 4, PLATFORM_PROCESSOR_REGISTERS = 9 };
typedef struct PlatformProcessor {
    uint64_t capabilities[PLATFORM_PROCESSOR_WORDS]; /* AT_HWCAP, AT_HWCAP2 ... */
    uint64_t registers[PLATFORM_PROCESSOR_REGISTERS];
    uint64_t first_core; /* its MIDR_EL1: who makes it, which */
} PlatformProcessor;

#endif
