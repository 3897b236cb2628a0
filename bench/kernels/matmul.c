/* matmul.c: A product of square matrices, the loops in the order i, k, j. */

#include "kernel.h"

typedef void Matmul(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++)
            r[i * n + j] = 0.0;
        for (int64_t k = 0; k < n; k++) {
            double x = p[i * n + k];
            for (int64_t j = 0; j < n; j++)
                r[i * n + j] += x * q[k * n + j];
        }
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Matmul *matmul = (Matmul *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        matmul(data[0], data[1], data[2], size);
    return 0.0;
}
