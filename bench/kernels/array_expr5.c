/* array_expr5.c: An expression of five operations on one array. */

#include "kernel.h"

typedef void ArrayExpr5(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        q[i] = 2.0 * p[i] + p[i] * p[i] - 1.0 / (p[i] + 3.0);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayExpr5 *call = (ArrayExpr5 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
