/* good.c: what an object may hold, compiled into one: calls of libm, a switch by jump table, constants that vector code
 * loads, tables with and without pointers, calls that the compiler makes up. test_load.c loads it and runs it. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "../machine_code.h"

double good_libm(double x)
{
    return exp(-x) / pow(x, 2.5) + sin(x) * cos(x) + log(x) + fmod(x, 0.75);
}

/* The address of a run-time symbol and that of a symbol of its own, both by way of the GOT. */
typedef double Function(double);

/* What the compiler gives for a callback. */
__attribute__((section(".text.entry"), naked)) int64_t good_entry(void)
{
    __asm__(TEXT_OF_SUM);
}

__attribute__((noinline)) double good_half(double x)
{
    return x / 2;
}

Function *good_address(int own)
{
    return own ? good_half : (Function *)exp;
}

/* Each way computes something else, so that no table of results can stand for the switch. */
int64_t good_switch(int64_t which, int64_t x)
{
    switch (which) {
    case 0: return x * x;
    case 1: return x - 100;
    case 2: return x ^ 0x55;
    case 3: return x / 3;
    case 4: return good_switch(which + 1, x) + 7;
    case 5: return x << 5;
    case 6: return ~x;
    case 7: return x % 11;
    case 8: return x & 0x3F;
    case 9: return -x;
    default: return 0;
    }
}

static const int64_t squares[] = {0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225};

int64_t good_table(uint64_t i)
{
    return squares[i & 15];
}

static double plus(double x)
{
    return x + 1;
}
static double minus(double x)
{
    return x - 1;
}
static double twice(double x)
{
    return x * 2;
}

static Function *const functions[] = {plus, minus, twice, exp};

double good_pointers(uint64_t i, double x)
{
    return functions[i & 3](x);
}

void good_vector(double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        values[i] = values[i] * 3.5 + (double)(i % 4) - 0.125;
}

void good_signs(float *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        values[i] = -fabsf(values[i]);
}

/* memset, memcpy */
void good_memory(unsigned char *to, const unsigned char *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = 0xAB;
    to += count;
    __builtin_memcpy(to, from, count);
}
