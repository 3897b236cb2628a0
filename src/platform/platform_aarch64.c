/* platform_aarch64.c: the few machine instructions that upcall writes itself, see platform.h. What the loader does with those
 * of the compiler is in relocations_aarch64.def. They are written down as the Arm Architecture Reference Manual does (DDI 0487).
 *
 * No landing pads (bti) stand where code is entered, since executable memory is mapped without PROT_BTI; branches go by x16, which
 * landing pads of libraries accept. Return addresses that libraries sign are theirs alone. */
#define _GNU_SOURCE
#include "platform/platform.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/membarrier.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform/field.h"

enum { WORD = 4 }; /* bytes of an instruction */

enum { X15 = 15, X16 = 16 };
static const uint32_t nop = 0xD503201F, br = 0xD61F0000, b = 0x14000000;
static const uint32_t ldr = 0xF9400000, ldr_literal = 0x58000000, adrp = 0x90000000;

static uint32_t branch_to(unsigned reg)
{
    return br | reg << 5;
}

static uint32_t load(unsigned to, unsigned base)
{
    return ldr | base << 5 | to;
}

/* `field` of the instruction at `at` */
static void write_number(Field field, unsigned char *at, uint64_t number)
{
    const char *why = field_write(field, at, number);
    assert(!why);
    (void)why;
}

/* ldr x15, data; ldr x16, [x15]; br x16 */
void platform_write_slot(unsigned char *writable, size_t distance)
{
    const uint32_t code[] = {ldr_literal | X15, load(X16, X15), branch_to(X16)};
    memset(writable, PLATFORM_PADDING, PLATFORM_SLOT_SIZE);
    memcpy(writable, code, sizeof code);
    write_number(FIELD_IMM19, writable, distance);
}

/* The layout of a front. */
typedef struct Front {
    const void *slot, *environment;
    uint32_t away[2];  /* ldr x16, slot; br x16 */
    uint32_t start[2]; /* nop; ldr x15, environment */
} Front;

enum { AWAY = offsetof(Front, away), START = offsetof(Front, start), LOAD = START + WORD };

static_assert(sizeof(Front) == PLATFORM_FRONT_SIZE && (int)START == (int)PLATFORM_FRONT_START, "a front");
static_assert(START % sizeof(PlatformDiversion) == 0, "a diversion is one store");

/* A diversion is `b away` in the place of the nop: these two are among the instructions of which another processor runs
 * either one or the other while the word changes (B2.2.5, "Concurrent modification and execution of instructions"). */
const PlatformDiversion platform_diversion = b | (((uint32_t)AWAY - START) / WORD & 0x3FFFFFF);

void platform_write_front(unsigned char *writable, const void *environment, const void *slot)
{
    Front front = {slot, environment, {ldr_literal | X16, branch_to(X16)}, {nop, ldr_literal | X15}};
    unsigned char *bytes = (unsigned char *)&front;
    write_number(FIELD_IMM19, bytes + AWAY, offsetof(Front, slot) - (uint64_t)AWAY);
    write_number(FIELD_IMM19, bytes + LOAD, offsetof(Front, environment) - (uint64_t)LOAD);
    memcpy(writable, &front, sizeof front);
}

/* adrp x16, target; ldr x16, [x16, target]; br x16 */
void platform_write_stub(unsigned char *writable, const unsigned char *executable, const unsigned char *target)
{
    const uint64_t page = ~(uint64_t)0xFFF; /* of adrp */
    const uint32_t code[PLATFORM_STUB_SIZE / WORD] = {adrp | X16, load(X16, X16), branch_to(X16), PLATFORM_PADDING};
    memcpy(writable, code, sizeof code);
    write_number(FIELD_PAGE21, writable, ((uintptr_t)target & page) - ((uintptr_t)executable & page));
    write_number(FIELD_IMM12_8, writable + WORD, (uintptr_t)target);
}

/* ---- caches of instructions */

static bool synchronise(void)
{
    return !syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0);
}

/* Clearing reaches the caches of all cores (ic ivau), at the address where the code runs. What a core has fetched ahead goes by a
 * context synchronisation event on that core alone (B2.2.5): the kernel makes one on each core that runs a thread of this process,
 * once it has been told that this will be asked. Where a sandbox refuses, what a core has fetched stays until its next interrupt:
 * quarantines keep the memory of old code from being written before. */
void platform_code_written(unsigned char *executable, size_t size)
{
    __builtin___clear_cache((char *)executable, (char *)executable + size);
    if (synchronise() || errno != EPERM)
        return;
    syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0);
    synchronise();
}

/* ---- the processor */

#ifndef AT_HWCAP3
#define AT_HWCAP3 29
#define AT_HWCAP4 30
#endif

static const unsigned long capability_words[] = {AT_HWCAP, AT_HWCAP2, AT_HWCAP3, AT_HWCAP4};
static_assert(sizeof capability_words / sizeof *capability_words == PLATFORM_PROCESSOR_WORDS, "a word for each");

/* What Linux answers is what all cores have, whichever asks: that is so of each of these. */
#define READ(name)                                                                                                     \
    ({                                                                                                                 \
        uint64_t value;                                                                                                \
        __asm__("mrs %0, " name : "=r"(value));                                                                        \
        value;                                                                                                         \
    })
static void read_registers(uint64_t registers[PLATFORM_PROCESSOR_REGISTERS])
{
    const uint64_t values[] = {
        READ("S3_0_C0_C4_0"), /* ID_AA64PFR0_EL1 */
        READ("S3_0_C0_C4_1"), /* ID_AA64PFR1_EL1 */
        READ("S3_0_C0_C4_4"), /* ID_AA64ZFR0_EL1 */
        READ("S3_0_C0_C4_5"), /* ID_AA64SMFR0_EL1 */
        READ("S3_0_C0_C6_0"), /* ID_AA64ISAR0_EL1 */
        READ("S3_0_C0_C6_1"), /* ID_AA64ISAR1_EL1 */
        READ("S3_0_C0_C6_2"), /* ID_AA64ISAR2_EL1 */
        READ("S3_0_C0_C7_0"), /* ID_AA64MMFR0_EL1 */
        READ("S3_0_C0_C7_2"), /* ID_AA64MMFR2_EL1 */
    };
    static_assert(sizeof values == PLATFORM_PROCESSOR_REGISTERS * sizeof *registers, "one for each");
    memcpy(registers, values, sizeof values);
}
#undef READ

/* Of the machine's first core: cores of one machine may differ in this (big.LITTLE), and a thread goes from one to another. LLVM
 * chooses by all of them; where it would choose otherwise for the same first core the code is slower at worst. */
static uint64_t read_first_core(void)
{
    char text[32] = "";
    int file = open("/sys/devices/system/cpu/cpu0/regs/identification/midr_el1", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    return length > 0 ? strtoull(text, NULL, 16) : 0;
}

/* Read once: the file isn't worth as much as a compile. */
static uint64_t first_core(void)
{
    static _Atomic uint64_t known;
    static _Atomic bool is_known;
    if (!is_known) {
        known = read_first_core();
        is_known = true;
    }
    return known;
}

void platform_processor(PlatformProcessor *processor)
{
    memset(processor, 0, sizeof *processor);
    for (size_t i = 0; i < PLATFORM_PROCESSOR_WORDS; i++)
        processor->capabilities[i] = getauxval(capability_words[i]);
    if (processor->capabilities[0] & HWCAP_CPUID)
        read_registers(processor->registers);
    processor->first_core = first_core();
}
