/* integrand.c: exp(-t) / t**2, the integrand of the Numba manual's second example. */

#include <math.h>

#include "kernel.h"

typedef double Integrand(double t);

double kernel(double t);

double kernel(double t)
{
    return exp(-t) / (t * t);
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Integrand *integrand = (Integrand *)function;
    const double *t = data[0];
    double sum = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            sum += integrand(t[i]);
    return sum;
}
