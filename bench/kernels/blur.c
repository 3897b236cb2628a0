/* blur.c: A 3 x 3 filter in single precision, its weights in an array. */

#include "kernel.h"

typedef void Blur(float *in, float *out, float *weights, int64_t m, int64_t n);

void kernel(float *in, float *out, float *weights, int64_t m, int64_t n);

void kernel(float *in, float *out, float *weights, int64_t m, int64_t n)
{
    for (int64_t i = 1; i < m - 1; i++)
        for (int64_t j = 1; j < n - 1; j++) {
            float s = 0.0f;
            for (int64_t k = 0; k < 3; k++)
                for (int64_t l = 0; l < 3; l++)
                    s += weights[k * 3 + l] * in[(i + k - 1) * n + j + l - 1];
            out[i * n + j] = s;
        }
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Blur *blur = (Blur *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        blur(data[0], data[1], data[2], size, size);
    return 0.0;
}
