/* errno.h: errno of C functions that compiled code calls, of each thread. */
#ifndef UPCALL_ERRNO_H
#define UPCALL_ERRNO_H

#include <stdint.h>

void upcall_errno_save(void);             /* right behind the call */
int64_t upcall_errno(void);               /* what was saved last; 0: nothing was */
int64_t upcall_errno_set(int64_t number); /* as if a call had left it, for the next one; what was there */

#endif
