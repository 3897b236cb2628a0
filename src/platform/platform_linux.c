/* platform_linux.c: what core asks of Linux, see platform.h. */
#define _GNU_SOURCE
#include "platform/platform.h"

#include <assert.h>
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
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

/* ---- the stack */

/* Of the main thread too: the C library reads /proc/self/maps for what is mapped below, so it needs a free descriptor. */
static bool thread_stack(uintptr_t *low, uintptr_t *high)
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

/* The end of the main thread's stack, where the kernel put the name of the program. */
static uintptr_t main_stack_end(void)
{
    uintptr_t name = getauxval(AT_EXECFN), page = platform_page_size();
    return (name + page) / page * page;
}

/* How far the main thread's stack may grow in any case: when a program begins, the kernel keeps 128 MiB free for it at least. */
static uintptr_t sure_size(const struct rlimit *limit)
{
    return limit->rlim_cur < PLATFORM_STACK_BUDGET ? (uintptr_t)limit->rlim_cur : PLATFORM_STACK_BUDGET;
}

/* The names, arguments and environment of the program lie above the main thread's first frame: 6 MiB at most. */
static bool is_main_stack(uintptr_t high, uintptr_t end)
{
    const uintptr_t most = 16 << 20;
    return high <= end && end - high < most;
}

bool platform_stack(uintptr_t *low, uintptr_t *high)
{
    struct rlimit limit;
    uintptr_t end = main_stack_end();
    if (getrlimit(RLIMIT_STACK, &limit))
        limit.rlim_cur = RLIM_INFINITY;
    if (!thread_stack(low, high)) {
        *high = end;
        *low = end - sure_size(&limit);
        return false;
    }
    bool is_unlimited = limit.rlim_cur == RLIM_INFINITY && is_main_stack(*high, end);
    if (is_unlimited && *high - *low > PLATFORM_STACK_BUDGET)
        *low = *high - PLATFORM_STACK_BUDGET;
    return true;
}

/* ---- executable memory */

/* Whole pages that are written at one address and run at another. */
typedef struct Pages {
    size_t size;
    unsigned char *writable, *executable;
    int file; /* -1: anonymous memory */
} Pages;

/* One way to come by them. Returns NULL, or the call that was refused, with errno; nothing is left of it then. */
typedef const char *Way(Pages *pages);

void platform_unmap(void *address, size_t size)
{
    int error = munmap(address, size);
    assert(!error);
    (void)error;
}

static void close_pages(const Pages *pages)
{
    if (pages->writable)
        platform_unmap(pages->writable, pages->size);
    if (pages->executable)
        platform_unmap(pages->executable, pages->size);
    if (pages->file >= 0)
        close(pages->file);
}

/* Undo what a way has done so far. */
static const char *refused(const Pages *pages, const char *call)
{
    int error = errno;
    close_pages(pages);
    errno = error;
    return call;
}

/* NULL: the kernel refused, with errno. */
static void *map(size_t size, int protection, int file)
{
    void *address = mmap(NULL, size, protection, file < 0 ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED, file, 0);
    return address == MAP_FAILED ? NULL : address;
}

/* Shared anonymous memory, which mremap() from a size of 0 maps again. Executable first: what may be written never becomes
 * executable, which is what PR_SET_MDWE and its like refuse. */
static const char *anonymous_pages(Pages *pages)
{
    pages->executable = map(pages->size, PROT_READ | PROT_EXEC, -1);
    if (!pages->executable)
        return refused(pages, "mmap");
    void *again = mremap(pages->executable, 0, pages->size, MREMAP_MAYMOVE);
    if (again == MAP_FAILED)
        return refused(pages, "mremap");
    pages->writable = again;
    return mprotect(again, pages->size, PROT_READ | PROT_WRITE) ? refused(pages, "mprotect") : NULL;
}

static int memory_file(void)
{
    int file = memfd_create("upcall", MFD_CLOEXEC | MFD_EXEC);
    if (file < 0 && errno == EINVAL)
        file = memfd_create("upcall", MFD_CLOEXEC);
    return file;
}

/* A file that outgrows RLIMIT_FSIZE ends the process, by SIGXFSZ. */
static bool resize_file(int file, size_t size)
{
    struct rlimit limit;
    if (!getrlimit(RLIMIT_FSIZE, &limit) && size > limit.rlim_cur) {
        errno = EFBIG;
        return false;
    }
    return !ftruncate(file, (off_t)size);
}

static const char *file_pages(Pages *pages)
{
    pages->file = memory_file();
    if (pages->file < 0)
        return refused(pages, "memfd_create");
    if (!resize_file(pages->file, pages->size))
        return refused(pages, "ftruncate");
    pages->executable = map(pages->size, PROT_READ | PROT_EXEC, pages->file);
    if (pages->executable)
        pages->writable = map(pages->size, PROT_READ | PROT_WRITE, pages->file);
    return pages->writable ? NULL : refused(pages, "mmap");
}

/* In this order: a file needs a descriptor, and has a limit. */
static const struct {
    const char *name;
    Way *way;
} ways[] = {{"anonymous memory, mapped twice by mremap()", anonymous_pages}, {"a file of memfd_create()", file_pages}};
enum { WAYS = sizeof ways / sizeof *ways };

static bool open_pages(Pages *pages, size_t size)
{
    for (size_t i = 0; i < WAYS; i++) {
        *pages = (Pages){.size = size, .file = -1};
        if (!ways[i].way(pages))
            return true;
    }
    return false;
}

bool platform_map_dual(size_t size, unsigned char **writable, unsigned char **executable)
{
    Pages pages;
    if (!open_pages(&pages, size))
        return false;
    if (pages.file >= 0)
        close(pages.file); /* the mappings hold the memory */
    *writable = pages.writable;
    *executable = pages.executable;
    return true;
}

unsigned char *platform_map_writable_code(size_t size)
{
    void *address = mmap(NULL, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return address == MAP_FAILED ? NULL : address;
}

/* What stood at `to` goes as they come, and no thread can fetch from there in between. */
static bool move_executable(Pages *pages, unsigned char *to)
{
    void *moved;
    if (pages->file < 0)
        moved = mremap(pages->executable, pages->size, pages->size, MREMAP_MAYMOVE | MREMAP_FIXED, to);
    else
        moved = mmap(to, pages->size, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED, pages->file, 0);
    if (moved == to && pages->file < 0)
        pages->executable = NULL;
    return moved == to;
}

bool platform_replace(unsigned char *at, const void *bytes, size_t size)
{
    Pages pages;
    if (!open_pages(&pages, size))
        return false;
    memcpy(pages.writable, bytes, size);
    bool done = move_executable(&pages, at);
    close_pages(&pages);
    return done;
}

/* Without a file: whoever closes all descriptors, as daemons do, would close it. */
bool platform_map_again(unsigned char *at, const unsigned char *code, size_t size)
{
    void *again = mremap((void *)(uintptr_t)code, 0, size, MREMAP_MAYMOVE);
    if (again == MAP_FAILED)
        return false;
    Pages pages = {.size = size, .executable = again, .file = -1};
    bool done = move_executable(&pages, at);
    close_pages(&pages);
    return done;
}

unsigned char *platform_map_data(size_t size)
{
    void *address = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return address == MAP_FAILED ? NULL : address;
}

const char *platform_code_way(size_t i, char *refusal, size_t size)
{
    if (i == WAYS)
        return NULL;
    Pages pages = {.size = platform_page_size(), .file = -1};
    const char *call = ways[i].way(&pages);
    *refusal = 0;
    if (call)
        snprintf(refusal, size, "%s(): %s", call, strerror(errno));
    else
        close_pages(&pages);
    return ways[i].name;
}

bool platform_refuses_code(char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < WAYS; i++) {
        char refusal[100];
        platform_code_way(i, refusal, sizeof refusal);
        if (!*refusal || errno == ENOMEM)
            return false;
        length += (size_t)snprintf(text + length, size - length, "%s%s", i ? "; " : "", refusal);
        if (length >= size)
            length = size - 1;
    }
    return true;
}

void *platform_library_symbol(const char *path, const char *symbol, const char **error)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *address = library ? dlsym(library, symbol) : NULL;
    if (!address)
        *error = dlerror();
    return address;
}

const void *platform_math_function(const char *name)
{
    static _Atomic(void *) libm; /* open for good */
    if (!libm)
        libm = dlopen("libm.so.6", RTLD_LAZY | RTLD_LOCAL);
    return libm ? dlsym(libm, name) : NULL;
}

typedef struct BuildSearch {
    uintptr_t address;
    uint8_t *id;
    size_t size;
    bool found;
} BuildSearch;

static bool holds(const struct dl_phdr_info *info, uintptr_t address)
{
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD && address - info->dlpi_addr - header->p_vaddr < header->p_memsz)
            return true;
    }
    return false;
}

/* A segment of notes: each is a head, a name and what it says, padded to words of 4 bytes. */
static void read_notes(BuildSearch *search, const char *at, const char *end)
{
    const ElfW(Nhdr) * note;
    for (size_t name, size; end - at > (ptrdiff_t)sizeof *note; at += sizeof *note + name + size) {
        note = (const void *)at;
        name = (note->n_namesz + 3) & ~(size_t)3;
        size = (note->n_descsz + 3) & ~(size_t)3;
        if (note->n_type == NT_GNU_BUILD_ID && note->n_descsz == search->size &&
            note->n_namesz == sizeof ELF_NOTE_GNU) {
            memcpy(search->id, at + sizeof *note + name, search->size);
            search->found = true;
        }
    }
}

static int search_build_id(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    BuildSearch *search = context;
    if (!holds(info, search->address))
        return 0;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        const char *start = (const char *)(uintptr_t)(info->dlpi_addr + header->p_vaddr);
        if (header->p_type == PT_NOTE)
            read_notes(search, start, start + header->p_memsz);
    }
    return 1;
}

bool platform_build_id(const void *address, uint8_t *id, size_t size)
{
    BuildSearch search = {(uintptr_t)address, id, size, false};
    dl_iterate_phdr(search_build_id, &search);
    return search.found;
}
