/* switch.c: A machine with six instructions: a switch in a loop. */

#include "kernel.h"

typedef int64_t Switch(uint8_t *p, int64_t n, int64_t x);

int64_t kernel(uint8_t *p, int64_t n, int64_t x);

int64_t kernel(uint8_t *p, int64_t n, int64_t x)
{
    for (int64_t i = 0; i < n; i++)
        switch (p[i]) {
        case 0: x += 7; break;
        case 1: x *= 3; break;
        case 2: x ^= x >> 5; break;
        case 3: x -= i; break;
        case 4: x = ~x; break;
        default: x &= 0xFFFFFFFF;
        }
    return x;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Switch *switch_ = (Switch *)function;
    int64_t x = 1;
    for (int64_t pass = 0; pass < passes; pass++)
        x = switch_(data[0], size, x);
    return (double)x;
}
