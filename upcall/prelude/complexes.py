"""Complex numbers: Python's operators and built-in functions on them. What gets no other type works in that of its arguments."""

import math

from . import machine

MOST_PRODUCTS = 100.0


def make(real: float = 0.0, imag: float = 0.0) -> complex:
    """complex(real, imag) of real numbers."""
    return machine.pair(float(real), float(imag))


def make_of_complex(real: complex, imag: complex | None = None) -> complex:
    """complex(real, imag) where one of them is complex itself: real + imag * 1j."""
    if imag is None:
        return machine.pair(float(real.real), float(real.imag))
    return machine.pair(float(real.real) - float(imag.imag), float(imag.real) + float(real.imag))


def absolute(z: complex) -> float:
    """The distance from 0."""
    return machine.hypot(z.real, z.imag)


def conjugate(z: complex) -> complex:
    """The imaginary part negated."""
    return machine.pair(z.real, -z.imag)


def corner(x: float) -> float:
    """1 where x is infinite, else 0, with the sign of x: Annex G of C looks at infinities so."""
    return machine.copysign(1.0, x) if math.isinf(x) else machine.copysign(0.0, x)


def divide(a: complex, b: complex) -> complex:
    """Smith's rule: both parts are divided by the larger part of the divisor first. Infinities and zeros that come out as
    nan are put right, as in CPython; what is divided by 0 is what NumPy makes of it."""
    c = b.real
    d = b.imag
    if abs(c) >= abs(d):
        ratio = d / c
        denominator = c + d * ratio
        real = (a.real + a.imag * ratio) / denominator
        imag = (a.imag - a.real * ratio) / denominator
    else:
        ratio = c / d
        denominator = c * ratio + d
        real = (a.real * ratio + a.imag) / denominator
        imag = (a.imag * ratio - a.real) / denominator
    if math.isnan(real) and math.isnan(imag):
        return recovered_quotient(a, b, machine.pair(real, imag))
    return machine.pair(real, imag)


def recovered_quotient(a: complex, b: complex, quotient: complex) -> complex:
    """inf / finite is infinite and finite / inf is 0, also where a part is nan; what is left is a divisor of 0, and nan."""
    c = b.real
    d = b.imag
    if c == 0.0 and d == 0.0:
        return machine.pair(a.real / abs(c), a.imag / abs(c))
    if (math.isinf(a.real) or math.isinf(a.imag)) and math.isfinite(c) and math.isfinite(d):
        x = corner(a.real)
        y = corner(a.imag)
        return machine.pair(math.inf * (x * c + y * d), math.inf * (y * c - x * d))
    if (math.isinf(c) or math.isinf(d)) and math.isfinite(a.real) and math.isfinite(a.imag):
        x = corner(c)
        y = corner(d)
        return machine.pair(0.0 * (a.real * x + a.imag * y), 0.0 * (a.imag * x - a.real * y))
    return quotient


def divide_real(a: float, b: complex) -> complex:
    """The same for a real number a, which has no imaginary part that counts."""
    c = b.real
    d = b.imag
    if abs(c) >= abs(d):
        ratio = d / c
        denominator = c + d * ratio
        real = a / denominator
        imag = -a * ratio / denominator
    else:
        ratio = c / d
        denominator = c * ratio + d
        real = a * ratio / denominator
        imag = -a / denominator
    if math.isnan(real) and math.isnan(imag):
        return recovered_quotient_of_real(a, b, machine.pair(real, imag))
    return machine.pair(real, imag)


def recovered_quotient_of_real(a: float, b: complex, quotient: complex) -> complex:
    c = b.real
    d = b.imag
    if c == 0.0 and d == 0.0:
        return machine.pair(a / abs(c), math.nan)
    if math.isfinite(a) and (math.isinf(c) or math.isinf(d)):
        return machine.pair(0.0 * (a * corner(c)), 0.0 * (-a * corner(d)))
    return quotient


def products(z: complex, n: int) -> complex:
    """z ** n of a positive n, by squaring."""
    result = machine.pair(1.0, 0.0)
    while n > 0:
        if n & 1 == 1:
            result = result * z
        n >>= 1
        if n > 0:
            z = z * z
    return result


def power(a: complex, b: complex) -> complex:
    """Whole exponents up to 100 are products, others go by size and angle, as in CPython. 0 to a power whose real part isn't
    positive is nan, as in NumPy."""
    if a.real == 0.0 and a.imag == 0.0 and (b.imag != 0.0 or b.real != 0.0):
        return machine.pair(0.0, 0.0) if b.real > 0.0 else machine.pair(math.nan, math.nan)
    if b.imag == 0.0 and abs(b.real) <= MOST_PRODUCTS and machine.floor(b.real) == b.real:
        n = machine.to_int(b.real)
        if n == 2:
            return a * a
        return products(a, n) if n > 0 else divide(machine.pair(1.0, 0.0), products(a, -n))
    size = math.hypot(a.real, a.imag)
    angle = math.atan2(a.imag, a.real)
    length = math.pow(size, b.real)
    phase = angle * b.real
    if b.imag != 0.0:
        length *= math.exp(-angle * b.imag)
        phase += b.imag * math.log(size)
    return machine.pair(length * math.cos(phase), length * math.sin(phase))
