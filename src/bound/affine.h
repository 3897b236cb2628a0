/* affine.h: sums of integers, each times a constant: 2 * i + n - 1, exactly, as in arithmetic and not modulo 2**64. */
#ifndef UPCALL_AFFINE_H
#define UPCALL_AFFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 Wide; /* room for sums of products of machine integers */

typedef uint32_t Atom; /* an integer that is known by its bounds alone: see bound_facts.h */

enum { AFFINE_TERMS = 5 };

typedef struct Affine {
    bool known; /* false: too large or too many terms, or nothing is known */
    int count;
    Wide constant;
    struct {
        Atom atom;
        Wide factor; /* never 0; each atom once */
    } terms[AFFINE_TERMS];
} Affine;

Affine affine_unknown(void);
Affine affine_constant(Wide constant);
Affine affine_atom(Atom atom);
/* a + factor * b */
Affine affine_plus(Affine a, Wide factor, const Affine *b);
Affine affine_shifted(Affine a, Wide by);
Affine affine_times(const Affine *a, Wide factor);
bool affine_is_constant(const Affine *a); /* known, and without atoms */
bool affine_equal(const Affine *a, const Affine *b);
Wide affine_factor(const Affine *a, Atom atom); /* 0 where it isn't there */
/* Of a >= 0: the same for integers, with the least factors. */
Affine affine_reduced(Affine a);

#endif
