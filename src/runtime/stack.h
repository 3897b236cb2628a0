/* stack.h: how deep recursion may go. */
#ifndef UPCALL_STACK_H
#define UPCALL_STACK_H

#include <stdint.h>

/* The run-time symbol `upcall_stack_limit`: the address that no frame of a recursive function may reach below. 0: nobody
 * knows (the caller runs on a stack that isn't the thread's own: a coroutine's, a signal handler's), so there is no limit.
 *   reserve   bytes that functions in between, which don't look at the limit, may need */
int64_t upcall_stack_limit(int64_t reserve);

#endif
