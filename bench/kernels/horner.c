/* horner.c: A polynomial by Horner's rule, from its highest coefficient down. */

#include "kernel.h"

typedef double Horner(double x, double *coefficients, int64_t n);

double kernel(double x, double *coefficients, int64_t n);

double kernel(double x, double *coefficients, int64_t n)
{
    double s = 0.0;
    for (int64_t i = n - 1; i > -1; i--)
        s = s * x + coefficients[i];
    return s;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Horner *horner = (Horner *)function;
    const double *x = data[1];
    double sum = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < 100; i++)
            sum += horner(x[i], data[0], size);
    return sum;
}
