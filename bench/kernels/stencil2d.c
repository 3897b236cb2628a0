/* stencil2d.c: jacobi's five-point stencil on a 2-D grid. */

#include "kernel.h"

typedef void Stencil2d(double *in, double *out, int64_t m, int64_t n);

void kernel(double *in, double *out, int64_t m, int64_t n);

void kernel(double *in, double *out, int64_t m, int64_t n)
{
    for (int64_t i = 1; i < m - 1; i++)
        for (int64_t j = 1; j < n - 1; j++)
            out[i * n + j] = 0.25 * (in[(i - 1) * n + j] + in[(i + 1) * n + j] + in[i * n + j - 1] + in[i * n + j + 1]);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Stencil2d *stencil2d = (Stencil2d *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        stencil2d(data[0], data[1], size, size);
    return 0.0;
}
