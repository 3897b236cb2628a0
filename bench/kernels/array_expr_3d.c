/* array_expr_3d.c: a * b + 1 of arrays of three dimensions. */

#include "kernel.h"

typedef void ArrayExpr3d(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            for (int64_t k = 0; k < n; k++) {
                int64_t at = (i * n + j) * n + k;
                r[at] = p[at] * q[at] + 1.0;
            }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayExpr3d *call = (ArrayExpr3d *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
