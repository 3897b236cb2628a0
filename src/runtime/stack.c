/* stack.c: see stack.h. What a thread's stack is, is found out once a thread: that takes the system about a microsecond, of
 * the main thread some more. Where the system doesn't say it is asked each time. */
#include "runtime/stack.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include "platform/platform.h"

typedef struct Stack {
    uintptr_t low, high;
} Stack;

static _Thread_local Stack own; /* all 0: unknown so far */

/* What is left alone for libm and signal handlers, which the kernel lets run on this stack; and of the main thread's stack,
 * which grows towards what is mapped below, the kernel keeps 1 MiB off that. */
static uintptr_t margin(uintptr_t size)
{
    const uintptr_t least = 16 << 10, most = 2 << 20;
    return size / 8 < least ? least : size / 8 > most ? most : size / 8;
}

static Stack thread_stack(void)
{
    if (own.high)
        return own;
    int caller_errno = errno;
    Stack stack;
    if (platform_stack(&stack.low, &stack.high))
        own = stack;
    errno = caller_errno;
    return stack;
}

int64_t upcall_stack_limit(int64_t reserve)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    Stack stack = thread_stack();
    if (here < stack.low || here >= stack.high)
        return (int64_t)(here - PLATFORM_STACK_BUDGET);
    uintptr_t kept = margin(stack.high - stack.low) + (uintptr_t)reserve;
    return (int64_t)(kept < stack.high - stack.low ? stack.low + kept : stack.high);
}
