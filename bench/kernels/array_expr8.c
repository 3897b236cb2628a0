/* array_expr8.c: An expression of eight operations on three arrays. */

#include "kernel.h"

typedef void ArrayExpr8(double *p, double *q, double *r, double *s, int64_t n);

void kernel(double *p, double *q, double *r, double *s, int64_t n);

void kernel(double *p, double *q, double *r, double *s, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        s[i] = (p[i] + q[i]) * (p[i] - q[i]) / (r[i] * r[i] + 1.0) + 0.5 * p[i] - q[i] * r[i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayExpr8 *call = (ArrayExpr8 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], data[3], size);
    return 0.0;
}
