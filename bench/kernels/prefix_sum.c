/* prefix_sum.c: A running sum in place: a[i] += a[i - 1]. */

#include "kernel.h"

typedef void PrefixSum(int64_t *p, int64_t n);

void kernel(int64_t *p, int64_t n);

void kernel(int64_t *p, int64_t n)
{
    for (int64_t i = 1; i < n; i++)
        p[i] += p[i - 1];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    PrefixSum *prefix_sum = (PrefixSum *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        prefix_sum(data[0], size);
    return 0.0;
}
