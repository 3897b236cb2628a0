/* rotate3.c: Points in space turned by a matrix of 3 by 3. */

#include "kernel.h"

typedef void Rotate3(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < 3; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 3; k++)
                s += p[j * 3 + k] * q[i * 3 + k];
            r[i * 3 + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Rotate3 *rotate3 = (Rotate3 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        rotate3(data[0], data[1], data[2], size);
    return 0.0;
}
