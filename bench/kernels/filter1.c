/* filter1.c: A recursive filter of first order, of doubles, by a while loop. */

#include "kernel.h"

typedef void Filter1(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n)
{
    int64_t i = 1;
    while (i < n) {
        out[i] = 0.75 * out[i - 1] + 0.25 * in[i];
        i += 1;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Filter1 *filter1 = (Filter1 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        filter1(data[0], data[1], size);
    return 0.0;
}
