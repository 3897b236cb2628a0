/* array_where.c: A choice between two values, element by element. */

#include "kernel.h"

typedef void ArrayWhere(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n);

void kernel(double *p, double *q, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        q[i] = p[i] > 0.5 ? p[i] : 0.1 * p[i];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayWhere *call = (ArrayWhere *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], data[1], size);
    return 0.0;
}
