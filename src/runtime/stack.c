/* stack.c: see stack.h. What a thread's stack is, is found out once a thread: that takes the system about a microsecond, of
 * the main thread some more. */
#include "runtime/stack.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include "platform/platform.h"

typedef struct Stack {
    bool asked;
    uintptr_t low, high; /* both 0: unknown */
} Stack;

static _Thread_local Stack own;

/* What is left alone for libm and signal handlers, which the kernel lets run on this stack; and of the main thread's stack,
 * which grows towards what is mapped below, the kernel keeps 1 MiB off that. */
static uintptr_t margin(uintptr_t size)
{
    const uintptr_t least = 16 << 10, most = 2 << 20;
    return size / 8 < least ? least : size / 8 > most ? most : size / 8;
}

int64_t upcall_stack_limit(int64_t reserve)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (!own.asked) {
        int caller_errno = errno;
        Stack stack = {.asked = true};
        if (!platform_stack(&stack.low, &stack.high))
            stack.low = stack.high = 0;
        own = stack;
        errno = caller_errno;
    }
    if (here < own.low || here >= own.high)
        return 0;
    uintptr_t kept = margin(own.high - own.low) + (uintptr_t)reserve;
    return (int64_t)(kept < own.high - own.low ? own.low + kept : own.high);
}
