/* array_masks.c: Two comparisons and their conjunction, as bools. */

#include "kernel.h"

typedef void ArrayMasks(double *p, double *q, uint8_t *r, int64_t n);

void kernel(double *p, double *q, uint8_t *r, int64_t n);

void kernel(double *p, double *q, uint8_t *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        r[i] = (p[i] > q[i]) & (q[i] < 0.5);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayMasks *call = (ArrayMasks *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
