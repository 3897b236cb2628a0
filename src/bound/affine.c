/* affine.c: sums of integers, each times a constant. Numbers that grow beyond any use make a sum unknown. */
#include "bound/affine.h"

#include <assert.h>

#define LIMIT ((Wide)1 << 100) /* of factors and constants: so that no product of two steps overflows */

Affine affine_unknown(void)
{
    return (Affine){.known = false};
}

Affine affine_constant(Wide constant)
{
    return (Affine){.known = true, .constant = constant};
}

Affine affine_atom(Atom atom)
{
    Affine a = affine_constant(0);
    a.count = 1;
    a.terms[0].atom = atom;
    a.terms[0].factor = 1;
    return a;
}

static bool is_small(Wide x)
{
    return x > -LIMIT && x < LIMIT;
}

static void drop_term(Affine *a, int i)
{
    a->terms[i] = a->terms[--a->count];
}

static void add_term(Affine *a, Atom atom, Wide factor)
{
    int i = 0;
    assert(a->known && factor);
    while (i < a->count && a->terms[i].atom != atom)
        i++;
    if (i == AFFINE_TERMS) {
        a->known = false;
        return;
    }
    if (i == a->count) {
        a->terms[a->count].atom = atom;
        a->terms[a->count++].factor = 0;
    }
    a->terms[i].factor += factor;
    a->known &= is_small(a->terms[i].factor);
    if (!a->terms[i].factor)
        drop_term(a, i);
}

static bool product_is_small(Wide x, Wide y)
{
    Wide product;
    return !__builtin_mul_overflow(x, y, &product) && is_small(product);
}

Affine affine_plus(Affine a, Wide factor, const Affine *b)
{
    a.known &= b->known && product_is_small(factor, b->constant);
    if (!a.known || !factor)
        return a;
    a.constant += factor * b->constant;
    a.known = is_small(a.constant);
    for (int i = 0; i < b->count && a.known; i++) {
        a.known = product_is_small(factor, b->terms[i].factor);
        if (a.known)
            add_term(&a, b->terms[i].atom, factor * b->terms[i].factor);
    }
    return a;
}

Affine affine_shifted(Affine a, Wide by)
{
    Affine constant = affine_constant(by);
    return affine_plus(a, 1, &constant);
}

Affine affine_times(const Affine *a, Wide factor)
{
    return affine_plus(affine_constant(0), factor, a);
}

bool affine_is_constant(const Affine *a)
{
    return a->known && !a->count;
}

Wide affine_factor(const Affine *a, Atom atom)
{
    for (int i = 0; i < a->count; i++)
        if (a->terms[i].atom == atom)
            return a->terms[i].factor;
    return 0;
}

bool affine_equal(const Affine *a, const Affine *b)
{
    if (!a->known || !b->known || a->count != b->count || a->constant != b->constant)
        return false;
    for (int i = 0; i < a->count; i++)
        if (affine_factor(b, a->terms[i].atom) != a->terms[i].factor)
            return false;
    return true;
}

static Wide common_divisor(Wide a, Wide b)
{
    while (b) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

Affine affine_reduced(Affine a)
{
    Wide divisor = 0;
    assert(a.known);
    for (int i = 0; i < a.count; i++)
        divisor = common_divisor(divisor, a.terms[i].factor);
    if (divisor <= 1)
        return a;
    for (int i = 0; i < a.count; i++)
        a.terms[i].factor /= divisor;
    a.constant = a.constant / divisor - (a.constant % divisor < 0); /* the sum of the rest is a whole number */
    return a;
}
