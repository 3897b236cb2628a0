/* platform_x86_64.c: the few machine instructions that upcall writes itself, see platform.h. What the loader does with those
 * of the compiler is in relocations.def. */
#define _GNU_SOURCE
#include "platform/platform.h"

#include <assert.h>
#include <string.h>

enum { TRAP = 0xCC }; /* int3, where nothing is */

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
