/* collatz.c: how long Collatz's sequence is: // and % of integers. */

#include "kernel.h"

typedef int64_t Collatz(int64_t n);

int64_t kernel(int64_t n);

int64_t kernel(int64_t n)
{
    int64_t steps = 0;
    while (n != 1) {
        if ((n & 1) == 0)
            n >>= 1;
        else
            n = 3 * n + 1;
        steps += 1;
    }
    return steps;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Collatz *collatz = (Collatz *)function;
    (void)data;
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            sum += collatz(i + 1);
    return (double)sum;
}
