/* fnv.c: FNV-1a, 64 bits, over bytes. */

#include "kernel.h"

typedef uint64_t Fnv(uint8_t *p, int64_t n);

uint64_t kernel(uint8_t *p, int64_t n);

uint64_t kernel(uint8_t *p, int64_t n)
{
    uint64_t h = 14695981039346656037u;
    for (int64_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return h;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Fnv *fnv = (Fnv *)function;
    uint64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        sum ^= fnv(data[0], size) + (uint64_t)pass;
    return (double)sum;
}
