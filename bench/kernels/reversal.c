/* reversal.c: an array read backwards: a[n - 1 - i]. */

#include "kernel.h"

typedef void Reversal(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        out[i] = 3.0 * in[n - 1 - i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Reversal *reversal = (Reversal *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        reversal(data[0], data[1], size);
    return 0.0;
}
