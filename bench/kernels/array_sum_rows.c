/* array_sum_rows.c: The sum of each row. */

#include "kernel.h"

typedef void ArraySumRows(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        double s = 0.0;
        for (int64_t j = 0; j < n; j++)
            s += p[i * n + j];
        q[i] = s;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArraySumRows *call = (ArraySumRows *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
