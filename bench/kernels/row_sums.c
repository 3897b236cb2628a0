/* row_sums.c: the sums of the rows of a matrix. */

#include "kernel.h"

typedef void RowSums(double *in, double *out, int64_t m, int64_t n);

void kernel(double *in, double *out, int64_t m, int64_t n);

void kernel(double *in, double *out, int64_t m, int64_t n)
{
    for (int64_t i = 0; i < m; i++) {
        double s = 0.0;
        for (int64_t j = 0; j < n; j++)
            s += in[i * n + j];
        out[i] = s;
    }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    RowSums *row_sums = (RowSums *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        row_sums(data[0], data[1], size, size);
    return 0.0;
}
