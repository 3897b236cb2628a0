/* shim.c: what headers and archives take from a glibc newer than the one that a wheel is linked for, by means that the old one has. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

int __xstat(int version, const char *path, void *into);
int __lxstat(int version, const char *path, void *into);
int __fxstat(int version, int file, void *into);
int __fxstatat(int version, int folder, const char *path, void *into, int flags);

#pragma GCC visibility push(hidden)

/* 2.32: false means "perhaps not": libstdc++ then counts references by atomic operations. */
char __libc_single_threaded = 0;

/* 2.33, for statistics that nobody asks for. */
struct mallinfo2 mallinfo2(void)
{
    return (struct mallinfo2){0};
}

/* 2.36, for the names of temporary files. */
uint32_t arc4random(void)
{
    uint32_t value = 0;
    return syscall(SYS_getrandom, &value, sizeof value, 0) == sizeof value ? value : 0;
}

/* 2.33: before, these were functions of libc_nonshared.a, over others with the version of the structure as first argument. Where a
 * file's size has 64 bits anyway, the names with 64 mean the same. sys/stat.h would rename what is defined here. */
#ifdef __aarch64__
enum { STAT_VERSION = 0 };
#else
enum { STAT_VERSION = 1 };
#endif
int stat(const char *path, void *into)
{
    return __xstat(STAT_VERSION, path, into);
}

int lstat(const char *path, void *into)
{
    return __lxstat(STAT_VERSION, path, into);
}

int fstat(int file, void *into)
{
    return __fxstat(STAT_VERSION, file, into);
}

int fstatat(int folder, const char *path, void *into, int flags)
{
    return __fxstatat(STAT_VERSION, folder, path, into, flags);
}

int stat64(const char *path, void *into) __attribute__((alias("stat")));
int lstat64(const char *path, void *into) __attribute__((alias("lstat")));
int fstat64(int file, void *into) __attribute__((alias("fstat")));
int fstatat64(int folder, const char *path, void *into, int flags) __attribute__((alias("fstatat")));

#pragma GCC visibility pop
