/* array_norm.c: A vector divided by its length. */

#include <math.h>

#include "kernel.h"

typedef void ArrayNorm(double *p, int64_t n);

void kernel(double *p, int64_t n);

void kernel(double *p, int64_t n)
{
    double s = 0.0;
    for (int64_t i = 0; i < n; i++)
        s += p[i] * p[i];
    double length = sqrt(s);
    for (int64_t i = 0; i < n; i++)
        p[i] /= length;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayNorm *call = (ArrayNorm *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], size);
    return 0.0;
}
