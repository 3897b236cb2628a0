/* perf_map.c: see perf_map.h. The format is that of tools/perf/Documentation/jit-interface.txt in Linux: "START SIZE NAME", in hex. */
#include "runtime/perf_map.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/debug.h"

/* A file that outgrows RLIMIT_FSIZE ends the process, by SIGXFSZ. */
static bool has_room(int file, size_t more)
{
    struct stat found;
    struct rlimit limit;
    return !fstat(file, &found) && !getrlimit(RLIMIT_FSIZE, &limit) && (rlim_t)found.st_size + more <= limit.rlim_cur;
}

void perf_map_note(const void *code, size_t size, const char *name)
{
    char path[40], line[400];
    if (!debug_asks("perf"))
        return;
    snprintf(path, sizeof path, "/tmp/perf-%ld.map", (long)getpid());
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    int length = snprintf(line, sizeof line, "%jx %zx %.300s\n", (uintmax_t)(uintptr_t)code, size, name);
    if (has_room(file, (size_t)length)) {
        ssize_t written = write(file, line, (size_t)length); /* one piece: threads don't mix */
        (void)written;
    }
    close(file);
}
