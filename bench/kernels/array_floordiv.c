/* array_floordiv.c: Quotients of 32-bit integers, rounded down, 0 where the divisor is 0. */

#include "kernel.h"

typedef void ArrayFloordiv(int32_t *p, int32_t *q, int32_t *r, int64_t n);

void kernel(int32_t *p, int32_t *q, int32_t *r, int64_t n);

static int32_t floor_quotient(int32_t a, int32_t b)
{
    if (b == 0)
        return 0;
    int32_t quotient = (int32_t)((int64_t)a / b);
    return quotient - (a % b != 0 && (a < 0) != (b < 0));
}

void kernel(int32_t *p, int32_t *q, int32_t *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        r[i] = floor_quotient(p[i], q[i]);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayFloordiv *call = (ArrayFloordiv *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
