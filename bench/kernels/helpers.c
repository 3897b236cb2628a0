/* helpers.c: calls of functions that call functions. */

#include "kernel.h"

typedef void Helpers(double *in, double *out, int64_t n);

void kernel(double *in, double *out, int64_t n);

static double square(double x)
{
    return x * x;
}

static double smooth(double x)
{
    return 3.0 * square(x) - 2.0 * x * square(x);
}

static double limited(double x)
{
    return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : smooth(x);
}

void kernel(double *in, double *out, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        out[i] = limited(in[i]);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Helpers *helpers = (Helpers *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        helpers(data[0], data[1], size);
    return 0.0;
}
