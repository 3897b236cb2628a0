/* fir.c: A filter with n weights: y[i] is the sum of w[k] * x[i + k]. */

#include "kernel.h"

typedef void Fir(double *p, double *q, double *r, int64_t n, int64_t m);

void kernel(double *p, double *q, double *r, int64_t n, int64_t m);

void kernel(double *p, double *q, double *r, int64_t n, int64_t m)
{
    for (int64_t i = 0; i < n; i++) {
        double s = 0.0;
        for (int64_t k = 0; k < m; k++)
            s += q[k] * p[i + k];
        r[i] = s;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Fir *fir = (Fir *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        fir(data[0], data[1], data[2], size, 16);
    return 0.0;
}
