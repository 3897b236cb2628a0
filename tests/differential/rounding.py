"""round(x, digits), and pow() with a modulus: exact, whatever it takes."""

from __future__ import annotations

from .harness import differential
from .values import Floats, Integers

FLOATS = ("float64(float64, intc)", "float32(float32, intc)")
WHOLE = ("int64(int64, intc)", "int64(int8, intc)", "uint64(uint64, intc)", "int64(boolean, intc)")
MODULUS = ("int64(int64, int64, int64)", "uint64(uint64, uint64, uint64)", "int64(int16, int16, int16)")


@differential(*FLOATS, digits=Integers(-4, 24))
def to_digits(x, digits):
    return round(x, digits)


@differential("float64(float64, intc)", digits=Integers(-330, 330))
def to_any_digits(x, digits):
    return round(x, digits)


@differential("float64(float64, int64)")
def to_drawn_digits(x, digits):
    return round(x, digits)


@differential("float64(intc, intc)", n=Integers(-120, 120), digits=Integers(0, 3))
def halves(n, digits):
    return round(n / 8, digits)


@differential("float64(intc)", n=Integers(-3000, 3000))
def hundredths(n):
    return round(n / 1000, 2)


@differential("float64(float64)", x=Floats(-1e6, 1e6))
def money(x):
    return round(x, 2) - round(x, 1)


@differential("float64(float64)", "float64(int64)")
def to_thousands(x):
    return round(x, -3)


@differential("float64(float64, intc)", "int64(int64, intc)", digits=Integers(-2, 2))
def by_constant(x, digits):
    return round(x, 0) if digits > 0 else round(x, -1) if digits < 0 else round(x)


@differential(*WHOLE, digits=Integers(-22, 2))
def to_multiples(n, digits):
    return round(n, digits)


@differential("int64(int64)", n=Integers(-260, 260))
def to_tens(n):
    return round(n, -1)


@differential("float64(float64, intc)", x=Floats(-1e300, 1e300), digits=Integers(-309, -290))
def of_large(x, digits):
    return round(x, digits)


@differential("float64(intc, intc)", n=Integers(-30, 30), digits=Integers(300, 325))
def of_tiny(n, digits):
    return round(n * 5e-324 * 2.0**40, digits)


@differential(*MODULUS)
def power_modulo(base, exp, mod):
    return pow(base, exp, mod)


@differential("int64(intc, intc, intc)", base=Integers(-7, 7), exp=Integers(-3, 5), mod=Integers(-8, 8))
def small_power_modulo(base, exp, mod):
    return pow(base, exp, mod)


@differential("int64(int64)")
def fermat(n):
    return pow(n, -1, 1_000_000_007) if n % 1_000_000_007 else 0
