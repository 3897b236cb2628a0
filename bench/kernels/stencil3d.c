/* stencil3d.c: A seven-point stencil on a 3-D grid. */

#include "kernel.h"

typedef void Stencil3d(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n)
{
#define A(i, j, k) in[((i) * n + (j)) * n + (k)]
    for (int64_t i = 1; i < n - 1; i++)
        for (int64_t j = 1; j < n - 1; j++)
            for (int64_t k = 1; k < n - 1; k++) {
                double around = A(i - 1, j, k) + A(i + 1, j, k) + A(i, j - 1, k) + A(i, j + 1, k);
                out[(i * n + j) * n + k] = around + A(i, j, k - 1) + A(i, j, k + 1) - 6.0 * A(i, j, k);
            }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Stencil3d *stencil3d = (Stencil3d *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        stencil3d(data[0], data[1], size);
    return 0.0;
}
