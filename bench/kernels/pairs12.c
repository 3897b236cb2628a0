/* pairs12.c: Squared distances between 12 points in space. */

#include "kernel.h"

typedef void Pairs12(double *p, double *q);

void kernel(double *p, double *q);

void kernel(double *p, double *q)
{
    for (int64_t i = 0; i < 12; i++)
        for (int64_t j = 0; j < 12; j++) {
            double s = 0.0;
            for (int64_t k = 0; k < 3; k++) {
                double d = p[i * 3 + k] - p[j * 3 + k];
                s += d * d;
            }
            q[i * 12 + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Pairs12 *pairs12 = (Pairs12 *)function;
    (void)size;
    for (int64_t pass = 0; pass < passes; pass++)
        pairs12(data[0], data[1]);
    return 0.0;
}
