/* median.c: the median of a window by insertion sort, as generic_filter calls it. */

#include <string.h>

#include "kernel.h"

typedef int Median(double *buffer, int64_t n, double *result, void *user_data);

int kernel(double *buffer, int64_t n, double *result, void *user_data);

int kernel(double *buffer, int64_t n, double *result, void *user_data)
{
    (void)user_data;
    for (int64_t i = 1; i < n; i++) {
        double x = buffer[i];
        int64_t j = i - 1;
        while (j >= 0 && buffer[j] > x) {
            buffer[j + 1] = buffer[j];
            j -= 1;
        }
        buffer[j + 1] = x;
    }
    result[0] = buffer[n / 2];
    return 1;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Median *median = (Median *)function;
    double *windows = data[0], *buffer = data[1], *result = data[2];
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < 100; i++) {
            memcpy(buffer, windows + i * size, (size_t)size * sizeof *buffer);
            median(buffer, size, result + i, NULL);
        }
    return 0.0;
}
