/* array_product4.c: The product of two 4 by 4 matrices. */

#include "kernel.h"

typedef void ArrayProduct4(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    (void)n;
    for (int64_t i = 0; i < 4; i++)
        for (int64_t j = 0; j < 4; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 4; k++)
                s += p[i * 4 + k] * q[k * 4 + j];
            r[i * 4 + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayProduct4 *call = (ArrayProduct4 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
