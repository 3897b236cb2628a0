/* array_product3.c: The product of two 3 by 3 matrices. */

#include "kernel.h"

typedef void ArrayProduct3(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    (void)n;
    for (int64_t i = 0; i < 3; i++)
        for (int64_t j = 0; j < 3; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 3; k++)
                s += p[i * 3 + k] * q[k * 3 + j];
            r[i * 3 + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayProduct3 *call = (ArrayProduct3 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
