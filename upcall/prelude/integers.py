"""math's functions of integers, and those that NumPy's ufuncs share with them. They work in the type of their arguments."""

import math

from . import machine

LARGEST = 2**63 - 1
LARGEST_WORD = 2**64 - 1


def gcd2(a: int, b: int) -> int:
    """Euclid's."""
    while b != 0:
        a, b = b, a % b
    return a if a >= 0 else -a


def lcm2(a: int, b: int) -> int:
    """|a| // gcd * |b|, 0 where one of them is 0."""
    divisor = gcd2(a, b)
    if divisor == 0:
        return divisor
    a = a if a >= 0 else -a
    b = b if b >= 0 else -b
    return a // divisor * b


def gcd(*integers: int) -> int:
    """Of any number of integers; 0 of none."""
    result = 0
    for n in integers:
        result = gcd2(result, n)
    return result


def lcm(*integers: int) -> int:
    """Of any number of integers; 1 of none."""
    result = 1
    for n in integers:
        result = lcm2(result, n)
    return result


def factorial(n: int) -> int:
    """20! is the last one that has 64 bits."""
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    if n > 20:
        raise OverflowError("the result is out of the range of int64")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


def perm(n: int, k: int | None = None) -> int:
    """n! / (n - k)!"""
    if k is None:
        return factorial(n)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    result = 1
    for factor in range(n - k + 1, n + 1):
        if result > LARGEST // factor:
            raise OverflowError("the result is out of the range of int64")
        result *= factor
    return result


def comb(n: int, k: int) -> int:
    """n! / (k! (n - k)!): what comb(n, 1), comb(n, 2) ... have in common with the next divisor is divided out first."""
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    fewer = k if k <= n - k else n - k
    result = 1
    for i in range(1, fewer + 1):
        common = gcd2(result, i)
        factor = (n - fewer + i) // (i // common)
        result //= common
        if result > LARGEST // factor:
            raise OverflowError("the result is out of the range of int64")
        result *= factor
    return result


def isqrt(n: int) -> int:
    """The float root is at most one off."""
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return n
    root = machine.to_int(math.sqrt(n))
    while root > n // root:
        root -= 1
    while root + 1 <= n // (root + 1):
        root += 1
    return root


def power_modulo(base: int, exponent: int, modulus: int) -> int:
    """pow() with three arguments."""
    if modulus == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if exponent < 0 and gcd2(base, modulus) != 1:
        raise ValueError("base is not invertible for the given modulus")
    return machine.power_modulo(base, exponent, modulus)


def bit_count(n: int) -> int:
    """Ones in the absolute value."""
    return int(machine.bit_count(n))


def ones_below(n: int) -> int:
    """The first bit that is 1, and all below it."""
    n |= n >> 1
    n |= n >> 2
    n |= n >> 4
    n |= n >> 8
    n |= n >> 16
    return n | n >> 32


def bit_length(n: int) -> int:
    """Of the absolute value, which has 64 bits for the least int."""
    value = int(n)
    if value < -LARGEST:
        return 64
    return int(machine.bit_count(ones_below(-value if value < 0 else value)))


def bit_length_of_word(n: int) -> int:
    """bit_length of a uint64 (or a narrower one)."""
    return int(machine.bit_count(ones_below(n | LARGEST_WORD - LARGEST_WORD)))
