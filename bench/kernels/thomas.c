/* thomas.c: A tridiagonal system by elimination, forwards and backwards. */

#include "kernel.h"

typedef void Thomas(double *p, double *q, double *r, double *s, double *t, int64_t n);

void kernel(double *p, double *q, double *r, double *s, double *t, int64_t n);

void kernel(double *p, double *q, double *r, double *s, double *t, int64_t n)
{
    t[0] = r[0] / q[0];
    s[0] = s[0] / q[0];
    for (int64_t i = 1; i < n; i++) {
        double pivot = q[i] - p[i] * t[i - 1];
        t[i] = r[i] / pivot;
        s[i] = (s[i] - p[i] * s[i - 1]) / pivot;
    }
    for (int64_t i = n - 2; i > -1; i--)
        s[i] -= t[i] * s[i + 1];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Thomas *thomas = (Thomas *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        thomas(data[0], data[1], data[2], data[3], data[4], size);
    return 0.0;
}
