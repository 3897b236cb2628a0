/* array_expr2.c: 2 * a + b: an expression of two operations. */

#include "kernel.h"

typedef void ArrayExpr2(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        r[i] = 2.0 * p[i] + q[i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayExpr2 *call = (ArrayExpr2 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
