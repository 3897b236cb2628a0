/* gather.c: elements picked by an array of indices. */

#include "kernel.h"

typedef void Gather(double *p, int64_t *q, double *r, int64_t n, int64_t m);

void kernel(double *p, int64_t *q, double *r, int64_t n, int64_t m);

void kernel(double *p, int64_t *q, double *r, int64_t n, int64_t m)
{
    (void)m;
    for (int64_t i = 0; i < n; i++)
        r[i] = p[q[i]];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Gather *gather = (Gather *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        gather(data[0], data[1], data[2], size, 500);
    return 0.0;
}
