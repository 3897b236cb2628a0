/* transpose.c: A matrix turned over. */

#include "kernel.h"

typedef void Transpose(double *in, double *out, int64_t m, int64_t n);

void kernel(double *in, double *out, int64_t m, int64_t n);

void kernel(double *in, double *out, int64_t m, int64_t n)
{
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++)
            out[j * m + i] = in[i * n + j];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Transpose *transpose = (Transpose *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        transpose(data[0], data[1], size, size);
    return 0.0;
}
