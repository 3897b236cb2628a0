/* comparator.c: A comparison function for qsort. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

typedef int Comparator(double *p, double *q);

int kernel(double *p, double *q);

int kernel(double *p, double *q)
{
    if (*p < *q)
        return -1;
    if (*p > *q)
        return 1;
    return 0;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Comparator *comparator = (Comparator *)function;
    for (int64_t pass = 0; pass < passes; pass++) {
        memcpy(data[1], data[0], (size_t)size * sizeof(double));
        qsort(data[1], (size_t)size, sizeof(double), (int (*)(const void *, const void *))comparator);
    }
    return 0.0;
}
