/* unwind.h: frame tables for whoever unwinds the stack through compiled code: C++ exceptions, pthread_exit(). GIL: not needed. Threads: any. */
#ifndef UPCALL_UNWIND_H
#define UPCALL_UNWIND_H

#include <stdbool.h>

/* The tables (.eh_frame, ending in four bytes of zero) stay where they are until they are forgotten.
 *   returns   false: there is no unwinder, libgcc_s can't be opened */
bool unwind_register(const void *tables);
void unwind_forget(const void *tables);

#endif
