/* array_single.c: a * b + c in single precision. */

#include "kernel.h"

typedef void ArraySingle(float *p, float *q, float *r, float *s, int64_t n);

void kernel(float *p, float *q, float *r, float *s, int64_t n);

void kernel(float *p, float *q, float *r, float *s, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        s[i] = p[i] * q[i] + 2.0f * r[i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArraySingle *call = (ArraySingle *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], data[3], size);
    return 0.0;
}
