/* taps16.c: A filter of 16 taps over a block of 64 samples. */

#include "kernel.h"

typedef void Taps16(double *p, double *q, double *r);

void kernel(double *p, double *q, double *r);

void kernel(double *p, double *q, double *r)
{
    for (int64_t i = 0; i < 64; i++) {
        double s = 0.0;
        for (int64_t k = 0; k < 16; k++)
            s += p[i + k] * q[k];
        r[i] = s;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Taps16 *taps16 = (Taps16 *)function;
    (void)size;
    for (int64_t pass = 0; pass < passes; pass++)
        taps16(data[0], data[1], data[2]);
    return 0.0;
}
