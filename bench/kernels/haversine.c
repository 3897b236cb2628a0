/* haversine.c: the distance of two points on a sphere: scalar math. */

#include <math.h>

#include "kernel.h"

typedef double Haversine(double lat1, double lon1, double lat2, double lon2);

double kernel(double lat1, double lon1, double lat2, double lon2);

double kernel(double lat1, double lon1, double lat2, double lon2)
{
    double a = sin(0.5 * (lat2 - lat1));
    double b = sin(0.5 * (lon2 - lon1));
    double h = a * a + cos(lat1) * cos(lat2) * b * b;
    return 2.0 * asin(sqrt(h));
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Haversine *haversine = (Haversine *)function;
    const double *x = data[0];
    double sum = 0.0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            sum += haversine(x[i], x[i + 1], x[i + 2], x[i + 3]);
    return sum;
}
