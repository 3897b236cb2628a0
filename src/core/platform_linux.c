/* platform_linux.c: what core asks of Linux, see platform.h. */
#define _GNU_SOURCE
#include "platform.h"

#include <assert.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U /* Linux 6.3; older kernels refuse it */
#endif

void platform_lock(PlatformLock *lock)
{
    pthread_mutex_lock(lock);
}

void platform_unlock(PlatformLock *lock)
{
    pthread_mutex_unlock(lock);
}

void platform_at_fork(void (*before)(void), void (*after_parent)(void), void (*after_child)(void))
{
    int error = pthread_atfork(before, after_parent, after_child);
    assert(!error);
    (void)error;
}

void platform_sleep(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

size_t platform_page_size(void)
{
    static _Atomic size_t size;
    if (!size)
        size = (size_t)sysconf(_SC_PAGESIZE);
    return size;
}

/* Of the main thread too: the C library looks up how far RLIMIT_STACK lets it grow, and what is mapped below. */
bool platform_stack(uintptr_t *low, uintptr_t *high)
{
    pthread_attr_t attributes;
    void *address = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes))
        return false;
    bool known = !pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_destroy(&attributes);
    *low = (uintptr_t)address;
    *high = *low + size;
    return known;
}

static int memory_file(void)
{
    int file = memfd_create("upcall", MFD_CLOEXEC | MFD_EXEC);
    if (file < 0 && errno == EINVAL)
        file = memfd_create("upcall", MFD_CLOEXEC);
    return file;
}

static bool write_file(int file, const void *bytes, size_t size, size_t offset)
{
    return pwrite(file, bytes, size, (off_t)offset) == (ssize_t)size;
}

static bool map_twice(int file, size_t size, unsigned char **writable, unsigned char **executable)
{
    if (ftruncate(file, (off_t)size))
        return false;
    void *data = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (data == MAP_FAILED)
        return false;
    void *code = mmap(NULL, size, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
    if (code == MAP_FAILED) {
        munmap(data, size);
        return false;
    }
    *writable = data;
    *executable = code;
    return true;
}

bool platform_map_dual(size_t size, unsigned char **writable, unsigned char **executable)
{
    int file = memory_file();
    if (file < 0)
        return false;
    bool mapped = map_twice(file, size, writable, executable);
    close(file); /* the mappings hold the memory */
    return mapped;
}

void platform_unmap(void *address, size_t size)
{
    int error = munmap(address, size);
    assert(!error);
    (void)error;
}

static bool write_slots(int file, size_t size)
{
    enum { BATCH = 256 };
    unsigned char code[BATCH * PLATFORM_SLOT_SIZE];
    assert(size % sizeof code == 0);
    for (size_t i = 0; i < BATCH; i++)
        platform_write_slot(code + i * PLATFORM_SLOT_SIZE, size);
    for (size_t done = 0; done < size; done += sizeof code)
        if (!write_file(file, code, sizeof code, done))
            return false;
    return true;
}

/* Data first, for both halves; then the code over the lower one. */
static unsigned char *map_slots(int file, size_t size)
{
    unsigned char *base = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return NULL;
    if (mmap(base, size, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED) {
        munmap(base, 2 * size);
        return NULL;
    }
    return base;
}

unsigned char *platform_map_slots(size_t size)
{
    int file = memory_file();
    if (file < 0)
        return NULL;
    unsigned char *base = write_slots(file, size) ? map_slots(file, size) : NULL;
    close(file);
    return base;
}

/* The kernel lets no thread fetch from the page while it is being replaced. Where anonymous memory may not become executable
 * a file's may, as everywhere here. */
bool platform_patch_page(unsigned char *page, size_t offset, const void *bytes, size_t size)
{
    size_t page_size = platform_page_size();
    int file = memory_file();
    if (file < 0)
        return false;
    bool done = write_file(file, page, page_size, 0) && write_file(file, bytes, size, offset) &&
                mmap(page, page_size, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, file, 0) == page;
    close(file);
    return done;
}

void *platform_library_symbol(const char *path, const char *symbol, const char **error)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *address = library ? dlsym(library, symbol) : NULL;
    if (!address)
        *error = dlerror();
    return address;
}
