/* array_sum.c: The sum of an array. */

#include "kernel.h"

typedef double ArraySum(double *p, int64_t n);

double kernel(double *p, int64_t n);

double kernel(double *p, int64_t n)
{
    double s = 0.0;
    for (int64_t i = 0; i < n; i++)
        s += p[i];
    return s;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArraySum *call = (ArraySum *)function;
    double total = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        total += call(data[0], size);
    return total;
}
