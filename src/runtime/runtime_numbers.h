/* runtime_numbers.h: functions of numbers that compiled code calls: what takes more than 64 bits or the digits of a float.
 * GIL: not needed. Threads: any. They neither fail nor allocate. */
#ifndef UPCALL_RUNTIME_NUMBERS_H
#define UPCALL_RUNTIME_NUMBERS_H

#include <stdint.h>

/* The float nearest to x rounded to so many decimal digits (negative: before the point), ties of x to even, as CPython's
 * round(). Infinite where that is too large for a float, and where x is. */
double upcall_round(double x, int64_t digits);

/* base ** exponent % modulus with the sign of the modulus, which isn't 0. Where the exponent is negative, base and modulus
 * have no common divisor: then it is a power of the inverse. */
int64_t upcall_power_modulo(int64_t base, int64_t exponent, int64_t modulus);
uint64_t upcall_word_power_modulo(uint64_t base, uint64_t exponent, uint64_t modulus);

/* The float nearest to what so many characters say, which are a number as Python writes them: digits with one point at most and
 * underscores, then perhaps e and a power of 10. Infinite where it is too large. */
double upcall_string_float(const char *text, int64_t count, int64_t stride);

#endif
