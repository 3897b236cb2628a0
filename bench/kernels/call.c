/* call.c: what a call through a pointer costs: the least that a callback can do. */

#include "kernel.h"

typedef double Call(double x, double y);

double kernel(double x, double y);

double kernel(double x, double y)
{
    return x + y;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Call *call = (Call *)function;
    const double *y = data[0];
    double x = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            x = call(x, y[i]); /* each waits for the one before it */
    return x;
}
