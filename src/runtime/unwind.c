/* unwind.c: see unwind.h. The unwinder is libgcc_s, which the C library itself opens for pthread_exit(): nothing is linked with it. */
#include "runtime/unwind.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

typedef void Tell(const void *tables);

static Tell *register_frame, *deregister_frame;

static void open_unwinder(void)
{
    void *library = dlopen("libgcc_s.so.1", RTLD_NOW | RTLD_LOCAL); /* never closed */
    if (!library)
        return;
    register_frame = (Tell *)dlsym(library, "__register_frame");
    deregister_frame = (Tell *)dlsym(library, "__deregister_frame");
}

bool unwind_register(const void *tables)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, open_unwinder);
    if (!register_frame || !deregister_frame)
        return false;
    register_frame(tables);
    return true;
}

void unwind_forget(const void *tables)
{
    deregister_frame(tables);
}
