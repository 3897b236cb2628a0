/* platform_linux.c: Linux on x86-64, see platform.h. Mappings, fork handlers, the few machine instructions that upcall
 * writes itself, and the compiler library. */
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

#include "compile.h"
#include "slot.h"

enum { TRAP = 0xCC }; /* int3, where nothing is */

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

/* mov r10, [rip + data]; jmp [r10]; int3 ...   `distance` from a slot's code to its data is the same for each. */
static void slot_code(unsigned char code[PLATFORM_SLOT_SIZE], size_t distance)
{
    static const unsigned char bytes[] = {0x4C, 0x8B, 0x15, 0, 0, 0, 0, 0x41, 0xFF, 0x22};
    enum { OPERAND = 3, NEXT = 7 };
    uint32_t displacement = (uint32_t)(distance - NEXT);
    memset(code, TRAP, PLATFORM_SLOT_SIZE);
    memcpy(code, bytes, sizeof bytes);
    memcpy(code + OPERAND, &displacement, sizeof displacement);
}

static bool write_slots(int file, size_t size)
{
    enum { BATCH = 256 };
    unsigned char code[BATCH * PLATFORM_SLOT_SIZE];
    assert(size % sizeof code == 0);
    for (size_t i = 0; i < BATCH; i++)
        slot_code(code + i * PLATFORM_SLOT_SIZE, size);
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

/* away:  mov r10, slot; jmp r10; int3 ...
 * start: mov r10, environment
 * A diversion is `jmp away` in the place of the first two bytes of that. They are aligned, so other processors see both or
 * neither, as HotSpot counts on when it patches the entries of methods. */
void platform_write_front(unsigned char *writable, const void *environment, const void *slot)
{
    static const unsigned char load[] = {0x49, 0xBA}, jump[] = {0x41, 0xFF, 0xE2};
    memset(writable, TRAP, PLATFORM_FRONT_SIZE);
    unsigned char *to = mempcpy(mempcpy(writable, load, sizeof load), &slot, sizeof slot);
    memcpy(to, jump, sizeof jump);
    to = mempcpy(writable + PLATFORM_FRONT_START, load, sizeof load);
    memcpy(to, &environment, sizeof environment);
}

static_assert(PLATFORM_FRONT_START % sizeof(PlatformDiversion) == 0, "a diversion is one store");
const PlatformDiversion platform_diversion = 0xEB | (0xFE - PLATFORM_FRONT_START) << 8;

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

/* jmp [rip + target]; int3; int3 */
void platform_write_stub(unsigned char *writable, const unsigned char *executable, const unsigned char *target)
{
    enum { OPERAND = 2, NEXT = 6 };
    int32_t displacement = (int32_t)(target - (executable + NEXT));
    memcpy(writable, (const unsigned char[PLATFORM_STUB_SIZE]){0xFF, 0x25, 0, 0, 0, 0, TRAP, TRAP}, PLATFORM_STUB_SIZE);
    memcpy(writable + OPERAND, &displacement, sizeof displacement);
}

/* System V ABI, 3.2.3: integers in rax and rdx, floats in xmm0 and xmm1; both halves of a float _Complex in xmm0. */
ReturnValue platform_return_value(AbiType result, const uint64_t bits[2])
{
    switch (result) {
    case ABI_f32:
    case ABI_f64: return (ReturnValue){.real = {bits[0]}};
    case ABI_c64: return (ReturnValue){.real = {(bits[0] & UINT32_MAX) | bits[1] << 32}};
    case ABI_c128: return (ReturnValue){.real = {bits[0], bits[1]}};
    default: return (ReturnValue){.integer = {bits[0]}};
    }
}

static_assert(ENVIRONMENT_VALUES == 16 && offsetof(ReturnValue, real) == 16 && STATUS_GONE == -1,
              "platform_gone() below counts on it");

/* r10 is the environment, as for every entry; rbx keeps it, and pushing that aligns the stack. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl platform_gone\n"
        ".hidden platform_gone\n"
        ".type platform_gone, @function\n"
        "platform_gone:\n"
        "    .cfi_startproc\n"
        "    pushq %rbx\n"
        "    .cfi_adjust_cfa_offset 8\n"
        "    .cfi_rel_offset %rbx, 0\n"
        "    movq %r10, %rbx\n"
        "    movq %r10, %rdi\n"
        "    movl $-1, %esi\n"
        "    call upcall_report@PLT\n"
        "    movq 16(%rbx), %rax\n"
        "    movq 24(%rbx), %rdx\n"
        "    movsd 32(%rbx), %xmm0\n"
        "    movsd 40(%rbx), %xmm1\n"
        "    popq %rbx\n"
        "    .cfi_adjust_cfa_offset -8\n"
        "    .cfi_restore %rbx\n"
        "    ret\n"
        "    .cfi_endproc\n"
        "    .size platform_gone, .-platform_gone\n");

/* Two threads may come here at once: both open the same library, and one of the two handles is never used. */
const Backend *backend_open(Unit *u, const char *path)
{
    static _Atomic(const Backend *) opened;
    if (opened)
        return opened;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        fail(u, (Loc){0}, E_BACKEND_MISSING, path, arena_printf(&u->arena, "%s", dlerror()));
    BackendOpen *open = (BackendOpen *)dlsym(library, BACKEND_SYMBOL);
    if (!open)
        fail(u, (Loc){0}, E_BACKEND_MISSING, path, "it has no " BACKEND_SYMBOL "()");
    const Backend *backend = open();
    if (backend->version != BACKEND_VERSION)
        fail(u, (Loc){0}, E_BACKEND_MISSING, path,
             arena_printf(&u->arena, "its version is %u, not %u", backend->version, (unsigned)BACKEND_VERSION));
    opened = backend;
    return backend;
}
