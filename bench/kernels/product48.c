/* product48.c: A product of matrices of 48 by 48, a constant, the loops in the order i, j, k. */

#include "kernel.h"

typedef void Product48(double *p, double *q, double *r);

void kernel(double *p, double *q, double *r);

void kernel(double *p, double *q, double *r)
{
    for (int64_t i = 0; i < 48; i++)
        for (int64_t j = 0; j < 48; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 48; k++)
                s += p[i * 48 + k] * q[k * 48 + j];
            r[i * 48 + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Product48 *product48 = (Product48 *)function;
    (void)size;
    for (int64_t pass = 0; pass < passes; pass++)
        product48(data[0], data[1], data[2]);
    return 0.0;
}
