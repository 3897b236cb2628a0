/* lorenz96.c: the right side of Lorenz's model of 1996: neighbours on a ring. */

#include "kernel.h"

typedef void Lorenz96(double t, double *y, double *dy, int64_t n);

void kernel(double t, double *y, double *dy, int64_t n);

void kernel(double t, double *y, double *dy, int64_t n)
{
    (void)t;
    for (int64_t i = 2; i < n - 1; i++)
        dy[i] = (y[i + 1] - y[i - 2]) * y[i - 1] - y[i] + 8.0;
    dy[0] = (y[1] - y[n - 2]) * y[n - 1] - y[0] + 8.0;
    dy[1] = (y[2] - y[n - 1]) * y[0] - y[1] + 8.0;
    dy[n - 1] = (y[0] - y[n - 3]) * y[n - 2] - y[n - 1] + 8.0;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Lorenz96 *lorenz96 = (Lorenz96 *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        lorenz96(0.0, data[0], data[1], size);
    return 0.0;
}
