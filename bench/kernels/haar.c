/* haar.c: haar's wavelets: sums and differences of neighbours, a[2 * i + 1]. */

#include "kernel.h"

typedef void Haar(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        out[i] = 0.5 * (in[2 * i] + in[2 * i + 1]);
        out[n + i] = 0.5 * (in[2 * i] - in[2 * i + 1]);
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Haar *haar = (Haar *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        haar(data[0], data[1], size);
    return 0.0;
}
