/* array_shift.c: Products and shifts of 32-bit integers. */

#include "kernel.h"

typedef void ArrayShift(int32_t *p, int32_t *q, int32_t *r, int64_t n);

void kernel(int32_t *p, int32_t *q, int32_t *r, int64_t n);

void kernel(int32_t *p, int32_t *q, int32_t *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        r[i] = p[i] * 3 + (q[i] >> 2);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayShift *call = (ArrayShift *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
