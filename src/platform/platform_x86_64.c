/* platform_x86_64.c: the few machine instructions that upcall writes itself, see platform.h. What the loader does with those
 * of the compiler is in relocations_x86_64.def. */
#define _GNU_SOURCE
#include "platform/platform.h"

#include <assert.h>
#include <cpuid.h>
#include <string.h>

enum { TRAP = PLATFORM_PADDING };

/* mov r10, [rip + data]; jmp [r10]; int3 ... */
void platform_write_slot(unsigned char *writable, size_t distance)
{
    static const unsigned char bytes[] = {0x4C, 0x8B, 0x15, 0, 0, 0, 0, 0x41, 0xFF, 0x22};
    enum { OPERAND = 3, NEXT = 7 };
    uint32_t displacement = (uint32_t)(distance - NEXT);
    memset(writable, TRAP, PLATFORM_SLOT_SIZE);
    memcpy(writable, bytes, sizeof bytes);
    memcpy(writable + OPERAND, &displacement, sizeof displacement);
}

/* away:  mov r10, slot; jmp r10; int3 ...
 * start: mov r10, environment
 * A diversion is `jmp away` in the place of the first two bytes of that. They are aligned, so other processors see both or
 * neither, as HotSpot counts on when it patches the entries of methods. */
void platform_write_front(unsigned char *writable, const void *environment, const void *slot)
{
    static const unsigned char load[] = {0x49, 0xBA}, jump[] = {0x41, 0xFF, 0xE2};
    memset(writable, TRAP, PLATFORM_FRONT_SIZE);
    unsigned char *to = mempcpy(mempcpy(writable, load, sizeof load), &slot, sizeof slot);
    memcpy(to, jump, sizeof jump);
    to = mempcpy(writable + PLATFORM_FRONT_START, load, sizeof load);
    memcpy(to, &environment, sizeof environment);
}

static_assert(PLATFORM_FRONT_START % sizeof(PlatformDiversion) == 0, "a diversion is one store");
const PlatformDiversion platform_diversion = 0xEB | (0xFE - PLATFORM_FRONT_START) << 8;

/* jmp [rip + target]; int3; int3 */
void platform_write_stub(unsigned char *writable, const unsigned char *executable, const unsigned char *target)
{
    enum { OPERAND = 2, NEXT = 6 };
    int32_t displacement = (int32_t)(target - (executable + NEXT));
    memcpy(writable, (const unsigned char[PLATFORM_STUB_SIZE]){0xFF, 0x25, 0, 0, 0, 0, TRAP, TRAP}, PLATFORM_STUB_SIZE);
    memcpy(writable + OPERAND, &displacement, sizeof displacement);
}

/* Processors watch what is written, at whatever address. */
void platform_code_written(unsigned char *executable, size_t size)
{
    (void)executable, (void)size;
}

/* The leaves of cpuid that LLVM reads, and which bits of them: some tell the core that asks, or the state of its task. */
static const struct {
    uint32_t leaf, subleaf, mask[4]; /* eax, ebx, ecx, edx */
} leaves[] = {
    {0, 0, {~0u, ~0u, ~0u, ~0u}},      /* the last leaf; the vendor */
    {0x80000000, 0, {~0u, 0, 0, 0}},   /* the last one of this range */
    {1, 0, {~0u, 0, ~0u, ~0u}},        /* family, model, stepping; features; ebx: the core */
    {7, 0, {~0u, ~0u, ~0u, ~0u}},      /* more features ... */
    {7, 1, {~0u, ~0u, ~0u, ~0u}},      /* ... */
    {0xD, 1, {~0u, 0, 0, 0}},          /* xsave; ebx: the size of the task's area */
    {0x14, 0, {0, ~0u, 0, 0}},         /* ptwrite */
    {0x19, 0, {0, ~0u, 0, 0}},         /* key locker */
    {0x1E, 1, {~0u, 0, 0, 0}},         /* AMX */
    {0x24, 0, {~0u, ~0u, 0, 0}},       /* AVX10 */
    {0x80000001, 0, {0, 0, ~0u, ~0u}}, /* features */
    {0x80000008, 0, {0, ~0u, 0, 0}},   /* features */
};

static_assert(sizeof leaves / sizeof *leaves == PLATFORM_PROCESSOR_LEAVES, "registers for each");
enum { BASIC_LEAVES, EXTENDED_LEAVES, FEATURES_LEAF };

static void read_leaf(PlatformProcessor *processor, size_t i)
{
    uint32_t leaf = leaves[i].leaf, *to = processor->registers[i];
    size_t range = leaf < leaves[EXTENDED_LEAVES].leaf ? BASIC_LEAVES : EXTENDED_LEAVES;
    if (i > EXTENDED_LEAVES && leaf > processor->registers[range][0])
        return;
    __cpuid_count(leaf, leaves[i].subleaf, to[0], to[1], to[2], to[3]);
    for (size_t k = 0; k < 4; k++)
        to[k] &= leaves[i].mask[k];
}

static uint64_t enabled_state(const uint32_t features[4])
{
    uint32_t low = 0, high = 0;
    if (features[2] & bit_OSXSAVE)
        __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

void platform_processor(PlatformProcessor *processor)
{
    memset(processor, 0, sizeof *processor);
    for (size_t i = 0; i < PLATFORM_PROCESSOR_LEAVES; i++)
        read_leaf(processor, i);
    processor->enabled = enabled_state(processor->registers[FEATURES_LEAF]);
}
