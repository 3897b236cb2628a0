/* dct8.c: A cosine transform of a block of 8 by 8: rows, then columns, by a matrix. */

#include "kernel.h"

typedef void Dct8(double *p, double *q, double *r);

void kernel(double *p, double *q, double *r);

void kernel(double *p, double *q, double *r)
{
    for (int64_t i = 0; i < 8; i++)
        for (int64_t j = 0; j < 8; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 8; k++)
                s += q[i * 8 + k] * p[j * 8 + k];
            r[i * 8 + j] = s;
        }
    for (int64_t i = 0; i < 8; i++)
        for (int64_t j = 0; j < 8; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 8; k++)
                s += p[i * 8 + k] * r[k * 8 + j];
            q[i * 8 + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Dct8 *dct8 = (Dct8 *)function;
    (void)size;
    for (int64_t pass = 0; pass < passes; pass++)
        dct8(data[0], data[1], data[2]);
    return 0.0;
}
