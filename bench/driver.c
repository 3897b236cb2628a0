/* driver.c: time a kernel's drive() over a function pointer.
 * Every worker loads it, so every peer is timed by the same code. */

#include <time.h>

#include "kernels/kernel.h"

typedef double Driver(Function *function, void **data, int64_t size, int64_t passes);

int64_t time_passes(Driver *driver, Function *function, void **data, int64_t size, int64_t passes, int repeats);

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The least time in ns that `passes` passes took, of `repeats` tries. */
int64_t time_passes(Driver *driver, Function *function, void **data, int64_t size, int64_t passes, int repeats)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < repeats; i++) {
        int64_t start = now_ns();
        driver(function, data, size, passes);
        int64_t took = now_ns() - start;
        best = took < best ? took : best;
    }
    return best;
}
