/* distance.c: the edit distance of two texts, by a table. */

#include "kernel.h"

typedef int64_t Distance(uint8_t *p, uint8_t *q, int32_t *r, int64_t m, int64_t n);

int64_t kernel(uint8_t *p, uint8_t *q, int32_t *r, int64_t m, int64_t n);

int64_t kernel(uint8_t *p, uint8_t *q, int32_t *r, int64_t m, int64_t n)
{
    int64_t width = n + 1;
    for (int64_t i = 0; i < m + 1; i++)
        r[i * width] = (int32_t)i;
    for (int64_t j = 0; j < width; j++)
        r[j] = (int32_t)j;
    for (int64_t i = 1; i < m + 1; i++)
        for (int64_t j = 1; j < width; j++) {
            int64_t best = r[(i - 1) * width + j - 1];
            if (p[i - 1] != q[j - 1])
                best += 1;
            if ((int64_t)r[(i - 1) * width + j] + 1 < best)
                best = (int64_t)r[(i - 1) * width + j] + 1;
            if ((int64_t)r[i * width + j - 1] + 1 < best)
                best = (int64_t)r[i * width + j - 1] + 1;
            r[i * width + j] = (int32_t)best;
        }
    return r[m * width + n];
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Distance *distance = (Distance *)function;
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        sum += distance(data[0], data[1], data[2], size, size);
    return (double)sum;
}
