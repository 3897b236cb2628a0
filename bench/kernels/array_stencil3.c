/* array_stencil3.c: The second difference by slices. */

#include "kernel.h"

typedef void ArrayStencil3(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n)
{
    for (int64_t i = 1; i < n - 1; i++)
        q[i] = p[i - 1] - 2.0 * p[i] + p[i + 1];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayStencil3 *call = (ArrayStencil3 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
