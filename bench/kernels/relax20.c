/* relax20.c: One step of relaxation on a grid of 20 by 20. */

#include "kernel.h"

typedef void Relax20(double *p, double *q);

void kernel(double *p, double *q);

void kernel(double *p, double *q)
{
    for (int64_t i = 1; i < 19; i++)
        for (int64_t j = 1; j < 19; j++) {
            double around = p[(i - 1) * 20 + j] + p[(i + 1) * 20 + j] + p[i * 20 + j - 1] + p[i * 20 + j + 1];
            q[i * 20 + j] = 0.25 * around;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Relax20 *relax20 = (Relax20 *)function;
    (void)size;
    for (int64_t pass = 0; pass < passes; pass++)
        relax20(data[0], data[1]);
    return 0.0;
}
