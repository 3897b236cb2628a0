/* bisection.c: binary search in a sorted array. */

#include "kernel.h"

typedef int64_t Bisection(double *p, int64_t n, double x);

int64_t kernel(double *p, int64_t n, double x);

int64_t kernel(double *p, int64_t n, double x)
{
    int64_t low = 0, high = n;
    while (low < high) {
        int64_t middle = (low + high) >> 1;
        if (p[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Bisection *bisection = (Bisection *)function;
    const double *x = data[1];
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            sum += bisection(data[0], size, x[i]);
    return (double)sum;
}
