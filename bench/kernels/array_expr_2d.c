/* array_expr_2d.c: (a - b) * c of matrices. */

#include "kernel.h"

typedef void ArrayExpr2d(double *p, double *q, double *r, double *s, int64_t n);

void kernel(double *p, double *q, double *r, double *s, int64_t n);

void kernel(double *p, double *q, double *r, double *s, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            s[i * n + j] = (p[i * n + j] - q[i * n + j]) * r[i * n + j];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayExpr2d *call = (ArrayExpr2d *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], data[3], size);
    return 0.0;
}
