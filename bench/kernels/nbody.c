/* nbody.c: the accelerations of n bodies, their coordinates in flat arrays. */

#include <math.h>

#include "kernel.h"

typedef void Nbody(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n);

void kernel(double *p, double *q, double *r, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        double ax = 0.0, ay = 0.0, az = 0.0;
        for (int64_t j = 0; j < n; j++) {
            double dx = p[3 * j] - p[3 * i];
            double dy = p[3 * j + 1] - p[3 * i + 1];
            double dz = p[3 * j + 2] - p[3 * i + 2];
            double square = dx * dx + dy * dy + dz * dz + 1e-3;
            double pull = q[j] / (square * sqrt(square));
            ax += pull * dx;
            ay += pull * dy;
            az += pull * dz;
        }
        r[3 * i] = ax;
        r[3 * i + 1] = ay;
        r[3 * i + 2] = az;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Nbody *nbody = (Nbody *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        nbody(data[0], data[1], data[2], size);
    return 0.0;
}
