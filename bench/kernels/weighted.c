/* weighted.c: A weighted sum by enumerate and zip. */

#include "kernel.h"

typedef double Weighted(double *p, double *q, double *r, int64_t n);

double kernel(double *p, double *q, double *r, int64_t n);

double kernel(double *p, double *q, double *r, int64_t n)
{
    double s = 0.0;
    for (int64_t i = 0; i < n; i++) {
        s += q[i] * p[i];
        r[i] = s;
    }
    return s;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Weighted *weighted = (Weighted *)function;
    double sum = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        sum += weighted(data[0], data[1], data[2], size);
    return sum;
}
