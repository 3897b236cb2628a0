/* stack.h: how deep recursion may go. */
#ifndef UPCALL_STACK_H
#define UPCALL_STACK_H

#include <stdint.h>

/* The run-time symbol `upcall_stack_limit`: the address that no frame of a recursive function may reach below. Where the caller
 * runs on a stack that isn't the thread's own (a coroutine's, a signal handler's) nobody knows how far it reaches: it gets
 * PLATFORM_STACK_BUDGET from there.
 *   reserve   bytes that functions in between, which don't look at the limit, may need */
int64_t upcall_stack_limit(int64_t reserve);

#endif
