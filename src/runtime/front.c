/* front.c: see front.h. Its instructions are platform_x86_64.c's or platform_aarch64.c's. */
#include "runtime/front.h"

#include <stdatomic.h>

#include "platform/platform.h"

unsigned char *front_new(Memory room, const void *environment, const void *slot)
{
    if (!room.size || !memory_may_keep())
        return NULL;
    platform_write_front(room.writable, environment, slot);
    return memory_publish(room) ? room.executable + PLATFORM_FRONT_START : NULL;
}

bool front_divert(unsigned char *front)
{
    const PlatformDiversion *start = (const PlatformDiversion *)(const void *)front;
    if (*start == platform_diversion)
        return true;
    memory_keep(front - PLATFORM_FRONT_START, PLATFORM_FRONT_SIZE);
    return memory_store(front, platform_diversion);
}
