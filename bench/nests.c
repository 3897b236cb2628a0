/* nests.c: time the loop nests of nests.py. What LLVM's tools make of one is linked with this file too, for upcall_report(). */

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

typedef void Nest(void *p, void *q, void *r, int64_t n);

int64_t time_nest(Nest *nest, void *p, void *q, void *r, int64_t n, int64_t calls);
void upcall_report(const void *env, int64_t status, const void *record);

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ns that these calls took. */
int64_t time_nest(Nest *nest, void *p, void *q, void *r, int64_t n, int64_t calls)
{
    int64_t start = now_ns();
    for (int64_t i = 0; i < calls; i++)
        nest(p, q, r, n);
    return now_ns() - start;
}

/* No nest raises. */
void upcall_report(const void *env, int64_t status, const void *record)
{
    (void)env, (void)status, (void)record;
    abort();
}
