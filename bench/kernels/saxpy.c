/* saxpy.c: A * x + y in single precision. */

#include "kernel.h"

typedef void Saxpy(float a, float *p, float *q, int64_t n);

void kernel(float a, float *p, float *q, int64_t n);

void kernel(float a, float *p, float *q, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        q[i] = a * p[i] + q[i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Saxpy *saxpy = (Saxpy *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        saxpy(0.25f, data[0], data[1], size);
    return 0.0;
}
