/* sieve.c: the sieve of Eratosthenes, over bytes. */

#include "kernel.h"

typedef int64_t Sieve(uint8_t *p, int64_t n);

int64_t kernel(uint8_t *p, int64_t n);

int64_t kernel(uint8_t *p, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        p[i] = 0;
    int64_t count = 0;
    for (int64_t i = 2; i < n; i++)
        if (p[i] == 0) {
            count++;
            for (int64_t j = i * i; j < n; j += i)
                p[j] = 1;
        }
    return count;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Sieve *sieve = (Sieve *)function;
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        sum += sieve(data[0], size);
    return (double)sum;
}
