/* errno.c: see runtime/errno.h. */
#include "runtime/errno.h"

#include <errno.h>

static _Thread_local int saved;

void upcall_errno_save(void)
{
    saved = errno;
}

int64_t upcall_errno_set(int64_t number)
{
    int before = saved;
    saved = errno = (int)number;
    return before;
}

int64_t upcall_errno(void)
{
    return saved;
}
