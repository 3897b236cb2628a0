/* array_columns.c: A matrix minus a column, which is stretched over its columns. */

#include "kernel.h"

typedef void ArrayColumns(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            r[i * n + j] = p[i * n + j] - q[i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayColumns *call = (ArrayColumns *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], data[2], size);
    return 0.0;
}
