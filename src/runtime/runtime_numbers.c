/* runtime_numbers.c: see runtime_numbers.h. The prelude does the ordinary cases; what comes here may be slow. */
#include "runtime/runtime_numbers.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- round to decimal digits --------------------------------------------------------------------------------------- */

enum {
    MOST_DIGITS = 323,   /* behind the point: more change no float */
    LEAST_DIGITS = -308, /* with fewer, every float is 0 */
    EXACT_DIGITS = 770,  /* no float has more */
    TEXT_SIZE = 800,
    SHORTEST = 17 /* digits that tell every float from its neighbours */
};

/* A decimal number: its digits without a point, and what 10 is raised to before the first one. */
typedef struct Decimal {
    char digits[TEXT_SIZE];
    int exponent;
} Decimal;

/* |x| rounded to `count` digits behind the first one, ties to even. The locale may write the point in its own way. */
static void decimal_of(Decimal *decimal, double x, int count)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "%.*e", count, fabs(x));
    int length = 0;
    for (const char *c = text; *c != 'e'; c++)
        if (*c >= '0' && *c <= '9')
            decimal->digits[length++] = *c;
    decimal->digits[length] = '\0';
    decimal->exponent = atoi(strchr(text, 'e') + 1);
}

static double float_of(const char *digits, int exponent)
{
    char text[TEXT_SIZE + 16];
    snprintf(text, sizeof text, "%se%d", digits, exponent);
    return strtod(text, NULL);
}

static bool is_above_half(const char *digits)
{
    return *digits > '5' || (*digits == '5' && digits[1 + strspn(digits + 1, "0")]);
}

static double rounded_size(double x, int digits)
{
    Decimal decimal;
    decimal_of(&decimal, x, EXACT_DIGITS);
    int count = decimal.exponent + digits; /* digits that are left, behind the first one */
    if (count >= SHORTEST)
        return fabs(x);
    if (count < 0)
        return count == -1 && is_above_half(decimal.digits) ? float_of("1", -digits) : 0.0;
    decimal_of(&decimal, x, count);
    return float_of(decimal.digits, decimal.exponent - count);
}

double upcall_round(double x, int64_t digits)
{
    if (!isfinite(x) || x == 0.0 || digits > MOST_DIGITS)
        return x;
    return copysign(digits < LEAST_DIGITS ? 0.0 : rounded_size(x, (int)digits), x);
}

/* ---- powers modulo ---------------------------------------------------------------------------------------------------- */

static uint64_t multiply(uint64_t a, uint64_t b, uint64_t modulus)
{
    return (uint64_t)((unsigned __int128)a * b % modulus);
}

uint64_t upcall_word_power_modulo(uint64_t base, uint64_t exponent, uint64_t modulus)
{
    uint64_t result = 1 % modulus;
    base %= modulus;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = multiply(result, base, modulus);
        base = multiply(base, base, modulus);
    }
    return result;
}

/* Euclid's algorithm, which keeps `a` as a multiple of `base`. */
static uint64_t inverse(uint64_t base, uint64_t modulus)
{
    __int128 factor = 1, next_factor = 0;
    uint64_t a = base, b = modulus;
    while (b) {
        uint64_t quotient = a / b, rest = a % b;
        __int128 following = factor - (__int128)quotient * next_factor;
        a = b, b = rest;
        factor = next_factor, next_factor = following;
    }
    factor %= (__int128)modulus;
    return (uint64_t)(factor < 0 ? factor + (__int128)modulus : factor);
}

int64_t upcall_power_modulo(int64_t base, int64_t exponent, int64_t modulus)
{
    uint64_t size = modulus < 0 ? 0 - (uint64_t)modulus : (uint64_t)modulus;
    uint64_t factor = (base < 0 ? 0 - (uint64_t)base : (uint64_t)base) % size;
    if (base < 0 && factor)
        factor = size - factor;
    if (exponent < 0)
        factor = inverse(factor, size);
    uint64_t power = upcall_word_power_modulo(factor, exponent < 0 ? 0 - (uint64_t)exponent : (uint64_t)exponent, size);
    return (int64_t)(modulus < 0 && power ? power - size : power);
}

/* ---- floats written out ------------------------------------------------------------------------------------------------ */

enum { MOST_EXPONENT = 1000000 }; /* beyond any float, whatever digits there are */

static int64_t exponent_of(const char *text, int64_t count, int64_t stride)
{
    int64_t exponent = 0;
    for (int64_t i = 0; i < count; i++) {
        char c = text[i * stride];
        if (c >= '0' && c <= '9' && exponent < INT64_MAX / 100)
            exponent = exponent * 10 + c - '0';
    }
    return count && *text == '-' ? -exponent : exponent;
}

/* Of digits beyond those that a float may need it only matters whether one isn't 0. */
double upcall_string_float(const char *text, int64_t count, int64_t stride)
{
    char digits[TEXT_SIZE];
    int kept = 0;
    int64_t exponent = 0, i = 0;
    bool behind_point = false, is_above = false;
    for (; i < count && text[i * stride] != 'e' && text[i * stride] != 'E'; i++) {
        char c = text[i * stride];
        bool is_digit = c >= '0' && c <= '9', is_kept = kept < EXACT_DIGITS && (kept || c != '0');
        behind_point |= c == '.';
        if (is_digit && is_kept)
            digits[kept++] = c;
        is_above |= is_digit && !is_kept && kept && c != '0';
        exponent += is_digit ? (!is_kept && kept) - behind_point : 0;
    }
    if (!kept)
        return 0.0;
    if (is_above) {
        digits[kept++] = '1';
        exponent--;
    }
    digits[kept] = '\0';
    exponent += i < count ? exponent_of(text + (i + 1) * stride, count - i - 1, stride) : 0;
    exponent = exponent > MOST_EXPONENT ? MOST_EXPONENT : exponent < -MOST_EXPONENT ? -MOST_EXPONENT : exponent;
    return float_of(digits, (int)exponent);
}
