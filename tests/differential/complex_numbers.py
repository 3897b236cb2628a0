"""Complex numbers: operators, conversions, components, and where they come from and go to."""

import operator

import numpy as np

from .harness import differential
from .values import Floats, Integers

BOTH = ("complex128(complex128, complex128)", "complex64(complex64, complex64)")
MIXED = (
    "complex128(complex128, float64)",
    "complex64(complex64, float32)",
    "complex128(complex64, float64)",
    "complex128(complex128, int64)",
    "complex128(complex64, int32)",
    "complex128(complex128, uint64)",
    "complex128(complex64, complex128)",
)
ONE = ("complex128(complex128)", "complex64(complex64)")
WEAK = 0.1 + 2j
SINGLE = np.complex64(1.5 - 0.1j)
DOUBLE = np.complex128(1.5 - 0.1j)


@differential(*BOTH, *MIXED)
def add(a, b):
    return a + b


@differential(*BOTH, *MIXED)
def subtract(a, b):
    return a - b


@differential(*BOTH, *MIXED)
def multiply(a, b):
    return a * b


@differential(*BOTH, *MIXED)
def divide(a, b):
    return a / b


@differential(*MIXED)
def add_to_real(a, b):
    return b + a


@differential(*MIXED)
def subtract_from_real(a, b):
    return b - a


@differential(*MIXED)
def real_times(a, b):
    return b * a


@differential(*MIXED)
def divide_real(a, b):
    return b / a


@differential("complex128(complex128, complex128)", ulp=1)
def power(a, b):
    return a**b


@differential("complex64(complex64, complex64)", ulp=1)
def power_single(a, b):
    return a**b


@differential("complex128(complex128, int64)", "complex64(complex64, float32)", n=Integers(-7, 12))
def power_small(a, n):
    return a**n


@differential("complex128(complex128, int64)", "complex128(complex128, float64)", ulp=1)
def power_real(a, b):
    return a**b


@differential("complex128(float64, complex128)", "complex128(int32, complex128)", ulp=1)
def power_of_real(x, b):
    return x**b


@differential(*ONE)
def squared(z):
    return z**2


@differential(*ONE)
def cubed(z):
    return z**3


@differential(*ONE)
def power_zero(z):
    return z**0 + z**1


@differential(*ONE)
def power_seven(z):
    return z**7.0


@differential(*ONE)
def power_hundred(z):
    return z ** (100 + 0j)


@differential(*ONE)
def power_minus_one(z):
    return z**-1


@differential(*ONE)
def power_minus_three(z):
    return z**-3


@differential(*ONE, ulp=1)
def power_half(z):
    return z**0.5


@differential(*ONE, ulp=1)
def power_beyond(z):
    return z**101


@differential("complex128(complex128)", ulp=1)
def constant_to_power(z):
    return 2**z + 0.5**z


@differential("complex128(complex128, complex128)", ulp=1)
def power_function(a, b):
    return pow(a, b) + operator.pow(a, 3)


@differential(*ONE)
def negated(z):
    return -z


@differential(*ONE)
def plus(z):
    return +z


@differential("float64(complex128)", "float32(complex64)")
def size(z):
    return abs(z)


@differential("float64(complex128)", "float64(complex64)")
def operator_size(z):
    return operator.abs(z) * 2


@differential("boolean(complex128)", "boolean(complex64)")
def truth(z):
    return bool(z)


@differential("int64(complex128)", "int64(complex64)")
def branch(z):
    if not z:
        return 0
    return 2 if z and z.real else 1


@differential("complex128(complex128, complex128)", "complex64(complex64, complex64)")
def either(a, b):
    return a or b


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex64, complex128)")
def equal(a, b):
    return a == b


@differential("boolean(complex128, float64)", "boolean(complex128, int64)", "boolean(complex64, float32)")
def not_equal_real(a, b):
    return a != b


@differential("boolean(complex128)", "boolean(complex64)")
def equal_constant(z):
    return z == 1 or z == 0.5j or z == 0.5


@differential("float64(complex128)", "float32(complex64)")
def parts(z):
    return z.real - z.imag


@differential("float64(float64)", "float64(int32)", "float64(uint64)", "float64(boolean)")
def parts_of_real(x):
    return x.real + 2 * x.imag


@differential("complex128(complex128)", "complex128(complex64)", "complex128(float32)", "complex128(int64)")
def converted(z):
    return complex(z)


@differential("complex128(float64, float64)", "complex128(float32, float32)", "complex128(int64, uint64)")
def made(x, y):
    return complex(x, y)


@differential("complex128(float64)")
def made_by_keyword(x):
    return complex(imag=x) + complex(real=x) + complex()


@differential("complex128(complex128, complex128)", "complex128(complex128, float64)")
def made_of_complex(a, b):
    return complex(a, b)


@differential("complex128(float64)", "complex64(complex64)")
def made_of_text(x):
    return complex("1+2j") * x + complex(" -0.5j ") - float("0.1")


@differential("complex64(complex128)", "complex64(float64)", "complex64(int64)")
def narrowed(z):
    return np.complex64(z)


@differential("complex128(complex64)", "complex128(float32)")
def widened(z):
    return np.complex128(z) + 0.1


@differential("complex64(complex128)", "complex64(float64)", "complex128(int64)", "complex128(boolean)")
def returned(x):
    return x


@differential(*ONE)
def weak_constants(z):
    return 0.1 * z + 2j - z / 3 + (1 + 0.1j) * z


@differential(*ONE)
def weak_global(z):
    return z * WEAK - WEAK


@differential("complex128(complex64)", "complex128(complex128)", "complex128(float32)")
def strong_globals(z):
    return z * SINGLE + DOUBLE * 2


@differential("complex64(float32)")
def weak_complex_and_float32(x):
    return x * 1j + 0.1


@differential(*ONE)
def augmented(z):
    w = z
    w += 1
    w *= 2j
    w -= z
    w /= 3 - 4j
    w **= 2
    return w


@differential("complex128(float64, float64)", x=Floats(-2, 2), y=Floats(-2, 2))
def iterated(x, y):
    c = complex(x, y)
    z = 0j
    for _ in range(30):
        if z.real * z.real + z.imag * z.imag > 4.0:
            break
        z = z * z + c
    return z


def with_factor(factor, shift=1j):
    def scaled(z):
        return z * factor + shift

    return scaled


differential(*ONE)(with_factor(2 - 0.5j))


def turned(z, by=1j):
    return z * by, abs(z)


@differential(*ONE)
def through_function(z):
    w, length = turned(z)
    v, _ = turned(w, by=-0.1j)
    return v + length


@differential(*ONE)
def in_tuple(z):
    pair = (z, abs(z), z * 1j)
    return pair[0] + pair[2] * pair[1]


@differential("complex128(complex128)")
def summed(z):
    return sum((z, 1j, 2, z)) + sum((z, z), 0.5)


@differential("complex128(boolean, complex128, float64)", "complex64(boolean, complex64, float32)")
def joined(choose, z, x):
    value = z if choose else x
    return value * 2


@differential("complex128(complex128*)", "complex64(complex64*)")
def elements(p):
    p[0] = p[1] * 2
    p[1] = 3
    p[2] = p[3].real
    return p[4] + p[0]


@differential("complex128(complex64*, complex128*)")
def other_width(p, q):
    p[0] = q[0]
    q[1] = p[1]
    return q[2] * p[2]


@differential("none(float64*, complex128*)")
def components_to_memory(x, z):
    x[0] = z[0].real
    x[1] = z[0].imag
    z[1] = x[2]
    z[2] = complex(x[3], x[4])
