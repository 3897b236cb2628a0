/* array_bytes.c: Floats stored into bytes: toward zero, clamped to 32 bits, the low byte. */

#include "kernel.h"

typedef void ArrayBytes(double *p, uint8_t *q, int64_t n);

void kernel(double *p, uint8_t *q, int64_t n);

static int32_t clamped(double x)
{
    if (x != x)
        return 0;
    return x < -2147483648.0 ? INT32_MIN : x > 2147483647.0 ? INT32_MAX : (int32_t)x;
}

void kernel(double *p, uint8_t *q, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        q[i] = (uint8_t)clamped(p[i] * 255.0);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayBytes *call = (ArrayBytes *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
