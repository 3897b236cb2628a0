/* array_complex.c: z * w + z of complex numbers. */

#include "kernel.h"

typedef void ArrayComplex(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        double re = p[2 * i] * q[2 * i] - p[2 * i + 1] * q[2 * i + 1];
        double im = p[2 * i] * q[2 * i + 1] + p[2 * i + 1] * q[2 * i];
        r[2 * i] = re + p[2 * i];
        r[2 * i + 1] = im + p[2 * i + 1];
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayComplex *call = (ArrayComplex *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
