/* array_sum_columns.c: The sum of each column. */

#include "kernel.h"

typedef void ArraySumColumns(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n)
{
    for (int64_t j = 0; j < n; j++) {
        double s = 0.0;
        for (int64_t i = 0; i < n; i++)
            s += p[i * n + j];
        q[j] = s;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArraySumColumns *call = (ArraySumColumns *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
