/* array_rows.c: A matrix times a row, which is stretched over its rows. */

#include "kernel.h"

typedef void ArrayRows(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            r[i * n + j] = p[i * n + j] * q[j];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayRows *call = (ArrayRows *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
