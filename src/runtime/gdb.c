/* gdb.c: see gdb.h. gdb sets a breakpoint in __jit_debug_register_code(), and reads the descriptor there, or when it is attached. The names
 * and the form of both are gdb's. They are this library's own, whoever else in the process has the same: gdb looks into each. */
#include "runtime/gdb.h"

#include <stdint.h>
#include <stdlib.h>

#include "platform/platform.h"

#define SEEN_BY_GDB __attribute__((visibility("protected"), used))

struct GdbObject { /* struct jit_code_entry */
    GdbObject *next, *previous;
    const void *object;
    uint64_t size;
};

enum { NO_ACTION, REGISTER, UNREGISTER };

typedef struct Descriptor { /* struct jit_descriptor */
    uint32_t version, action;
    GdbObject *relevant, *first;
} Descriptor;

extern Descriptor __jit_debug_descriptor;
void __jit_debug_register_code(void);

SEEN_BY_GDB Descriptor __jit_debug_descriptor = {.version = 1};

SEEN_BY_GDB __attribute__((noinline)) void __jit_debug_register_code(void)
{
    __asm__ volatile("" ::"r"(&__jit_debug_descriptor)
                     : "memory"); /* like no other: the linker folds equal functions */
}

static PlatformLock lock = PLATFORM_LOCK_INIT; /* of the descriptor and its list */

static void before_fork(void)
{
    platform_lock(&lock);
}

static void after_fork(void)
{
    platform_unlock(&lock);
}

__attribute__((constructor)) static void watch_forks(void)
{
    platform_at_fork(before_fork, after_fork, after_fork);
}

static void tell(uint32_t action, GdbObject *object)
{
    __jit_debug_descriptor.action = action;
    __jit_debug_descriptor.relevant = object;
    __jit_debug_register_code();
    __jit_debug_descriptor.action = NO_ACTION;
    __jit_debug_descriptor.relevant = NULL;
}

GdbObject *gdb_register(void *object, size_t size)
{
    GdbObject *entry = malloc(sizeof *entry);
    if (!entry) {
        free(object);
        return NULL;
    }
    platform_lock(&lock);
    GdbObject *first = __jit_debug_descriptor.first;
    *entry = (GdbObject){first, NULL, object, size};
    if (first)
        first->previous = entry;
    __jit_debug_descriptor.first = entry;
    tell(REGISTER, entry);
    platform_unlock(&lock);
    return entry;
}

void gdb_forget(GdbObject *entry)
{
    if (!entry)
        return;
    platform_lock(&lock);
    if (entry->previous)
        entry->previous->next = entry->next;
    else
        __jit_debug_descriptor.first = entry->next;
    if (entry->next)
        entry->next->previous = entry->previous;
    tell(UNREGISTER, entry);
    platform_unlock(&lock);
    free((void *)(uintptr_t)entry->object);
    free(entry);
}
