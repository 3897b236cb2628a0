/* call_out.c: Calls of a C function through a pointer. */

#include <math.h>

#include "kernel.h"

typedef double CallOut(int64_t n);

extern double (*called)(double); /* anybody may change it */
double (*called)(double) = floor;

double kernel(int64_t n);

double kernel(int64_t n)
{
    double s = 0.0;
    for (int64_t i = 0; i < n; i++)
        s += called((double)i * 0.5);
    return s;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    CallOut *call = (CallOut *)function;
    double sum = 0.0;
    (void)data;
    for (int64_t pass = 0; pass < passes; pass++)
        sum += call(size);
    return sum;
}
