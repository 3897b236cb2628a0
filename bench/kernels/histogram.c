/* histogram.c: A histogram: counts[bin[i]] += 1. */

#include "kernel.h"

typedef void Histogram(int32_t *p, int64_t n, int64_t *q, int64_t m);

void kernel(int32_t *p, int64_t n, int64_t *q, int64_t m);

void kernel(int32_t *p, int64_t n, int64_t *q, int64_t m)
{
    (void)m;
    for (int64_t i = 0; i < n; i++)
        q[p[i]] += 1;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Histogram *histogram = (Histogram *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        histogram(data[0], size, data[1], 100);
    return 0.0;
}
