/* array_stencil5.c: The 5-point stencil by slices. */

#include "kernel.h"

typedef void ArrayStencil5(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n)
{
    for (int64_t i = 1; i < n - 1; i++)
        for (int64_t j = 1; j < n - 1; j++)
            q[i * n + j] = 0.25 * (p[(i - 1) * n + j] + p[(i + 1) * n + j] + p[i * n + j - 1] + p[i * n + j + 1]);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayStencil5 *call = (ArrayStencil5 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
