/* array_count.c: How many elements are above a half. */

#include "kernel.h"

typedef double ArrayCount(double *p, int64_t n);

double kernel(double *p, int64_t n);

double kernel(double *p, int64_t n)
{
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        count += p[i] > 0.5;
    return (double)count;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayCount *call = (ArrayCount *)function;
    double total = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        total += call(data[0], size);
    return total;
}
