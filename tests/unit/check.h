/* check.h: what the unit tests in C share: checks that are counted and named when they fail. */
#ifndef UPCALL_CHECK_H
#define UPCALL_CHECK_H

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_size_t checks_passed, checks_failed;

static inline bool check(bool ok, const char *what, const char *file, int line)
{
    atomic_fetch_add(ok ? &checks_passed : &checks_failed, 1);
    if (!ok)
        fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    return ok;
}

#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)

/* Let the system refuse two of its calls from now on, as a seccomp filter of a container does. The same twice: one.
 *   returns   false: it has no such filters, as under qemu */
static inline bool deny(unsigned first, unsigned second)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, first, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, second, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    CHECK(!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    bool denied = !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    CHECK(denied || errno == EINVAL);
    return denied;
}

enum { SKIPPED = 77 }; /* the status by which meson knows it */

/* A test that is run with "memfd" runs where memory can't be mapped twice but by that. */
static inline void check_begin(int argument_count, char **arguments)
{
    if (argument_count > 1 && !strcmp(arguments[1], "memfd") && !deny(SYS_mremap, SYS_mremap))
        exit(SKIPPED);
}

/* To be returned by main(). */
static inline int check_summary(void)
{
    printf("%zu passed, %zu failed\n", (size_t)checks_passed, (size_t)checks_failed);
    return checks_failed || !checks_passed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* ASan's malloc isn't usable in the child of a process with several threads (GCC 12): it may wait for a lock for good. */
#if defined(__SANITIZE_ADDRESS__)
enum { FORKS_AMONG_THREADS = 0 };
#else
enum { FORKS_AMONG_THREADS = 1 };
#endif

/* Run `body` in a child that is killed when it hangs. Its status as waitpid() gives it; 0 if all its checks passed. */
static inline int in_child(void (*body)(void))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        checks_failed = 0;
        body();
        fflush(NULL);
        _exit(checks_failed ? EXIT_FAILURE : EXIT_SUCCESS);
    }
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child ? status : -1;
}

/* The permissions of the mapping that holds `address`, as /proc/self/maps prints them; "" where nothing is mapped. */
typedef struct Permissions {
    char text[5];
} Permissions;

static inline Permissions permissions_at(const void *address)
{
    Permissions found = {""};
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long start, end;
        char text[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, text) == 3 && (unsigned long)address - start < end - start)
            snprintf(found.text, sizeof found.text, "%s", text);
    }
    if (maps)
        fclose(maps);
    return found;
}

/* The memory at `address` as a number: equal where the same memory is mapped; 0: it is no shared memory. */
static inline unsigned long memory_at(const void *address)
{
    unsigned long found = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long start, end, inode;
        if (sscanf(line, "%lx-%lx %*s %*x %*s %lu", &start, &end, &inode) == 3 &&
            (unsigned long)address - start < end - start)
            found = inode;
    }
    if (maps)
        fclose(maps);
    return found;
}

/* How many mappings of this process are writable and executable. */
static inline size_t writable_code_mappings(void)
{
    size_t count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!maps)
        return SIZE_MAX;
    char line[512];
    while (fgets(line, sizeof line, maps)) {
        char text[5];
        if (sscanf(line, "%*x-%*x %4s", text) == 1 && text[1] == 'w' && text[2] == 'x')
            count++;
    }
    fclose(maps);
    return count;
}

#endif
