/* loop2d.c: out[i, j] = 2 * in[i, j], the loop of the Numba manual's third example. */

#include "kernel.h"

typedef void Loop2d(double *in, double *out, int m, int n);

void kernel(double *in, double *out, int m, int n);

void kernel(double *in, double *out, int m, int n)
{
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++)
            out[i * n + j] = 2 * in[i * n + j];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Loop2d *loop2d = (Loop2d *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        loop2d(data[0], data[1], (int)size, (int)size);
    return 0.0;
}
