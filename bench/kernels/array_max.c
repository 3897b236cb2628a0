/* array_max.c: The largest element, nan if there is one. */

#include "kernel.h"

typedef double ArrayMax(double *p, int64_t n);

double kernel(double *p, int64_t n);

double kernel(double *p, int64_t n)
{
    double best = p[0];
    for (int64_t i = 1; i < n; i++)
        best = p[i] > best || p[i] != p[i] ? p[i] : best;
    return best;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayMax *call = (ArrayMax *)function;
    double total = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        total += call(data[0], size);
    return total;
}
