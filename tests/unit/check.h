/* check.h: what the unit tests in C share: checks that are counted and named when they fail. */
#ifndef UPCALL_CHECK_H
#define UPCALL_CHECK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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
