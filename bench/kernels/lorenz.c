/* lorenz.c: the right side of Lorenz's equations. */

#include "kernel.h"

typedef void Lorenz(double t, double *y, double *dy);

void kernel(double t, double *y, double *dy);

void kernel(double t, double *y, double *dy)
{
    (void)t;
    dy[0] = 10.0 * (y[1] - y[0]);
    dy[1] = y[0] * (28.0 - y[2]) - y[1];
    dy[2] = y[0] * y[1] - 8.0 / 3.0 * y[2];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Lorenz *lorenz = (Lorenz *)function;
    double *y = data[0], *dy = data[1];
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            lorenz(0.0, y + 3 * i, dy + 3 * i);
    return 0.0;
}
