/* array_squares.c: A weighted sum of squared differences. */

#include "kernel.h"

typedef double ArraySquares(double *p, double *q, double *r, int64_t n);

double kernel(double *p, double *q, double *r, int64_t n);

double kernel(double *p, double *q, double *r, int64_t n)
{
    double s = 0.0;
    for (int64_t i = 0; i < n; i++)
        s += (p[i] - q[i]) * (p[i] - q[i]) * r[i];
    return s;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArraySquares *call = (ArraySquares *)function;
    double total = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        total += call(data[0], data[1], data[2], size);
    return total;
}
