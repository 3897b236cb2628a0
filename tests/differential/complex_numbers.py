"""Complex numbers: operators, conversions, components, and where they come from and go to."""

import operator

import numpy as np

from upcall import carray, farray

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
COUNT = 3
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


@differential(*ONE)
def conjugate(z):
    return z.conjugate() * 1j


@differential("complex128(complex64)", "complex128(complex128)")
def item(z):
    return z.item() + 0.1


@differential("complex128(complex128, complex128, complex128)", "complex64(complex64, complex64, complex64)")
def nearest_to_zero(a, b, c):
    return min(a, b, c, key=abs) - max((a, b), key=abs)


@differential("complex128(complex128)", "complex128(complex64)", "complex128(float32)", "complex128(int64)")
def converted(z):
    return complex(z)


@differential("complex128(float64, float64)", "complex128(float32, float32)", "complex128(int64, uint64)")
def made(x, y):
    return complex(x, y)


@differential("complex128(float64, float64)", "complex128(float32, int64)")
def made_by_numpy(x, y):
    return np.complex128(x, y) + np.complex64(y, x)


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


@differential("complex64(complex64)", "complex64(float32)")
def components_of_constants(z):
    return WEAK.real * z + (1 - 0.1j).imag + COUNT.real + COUNT.imag * z


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


for number, factor in enumerate((2 - 0.5j, complex(-0.0, float("inf")), 1e-320j, 2.5, np.complex64(0.1 + 0.1j))):
    function = with_factor(factor)
    function.__name__ = f"scaled_{number}"
    differential("complex128(complex128)", "complex128(complex64)", "complex128(float32)")(function)


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


TABLE = np.array([[1 + 2j, -0.5j, 3], [0, 1e300 + 1e300j, -1 - 1j]])
SINGLES = np.array([1 + 2j, 0.1 - 0.3j, -7], dtype=np.complex64)[::-1]


@differential("complex128(complex128, int64, int64)", i=Integers(-3, 2), j=Integers(-4, 3))
def captured_table(z, i, j):
    return TABLE[i, j] * z + SINGLES[j]


@differential("complex64(complex64)")
def captured_singles(z):
    total = np.complex64(0)
    for value in SINGLES:
        total = total * z + value
    return total


@differential("none(complex128*, intc, complex128)", n=Integers(0, 8))
def scaled_in_place(p, n, z):
    a = carray(p, n)
    for i in range(n):
        a[i] *= z
        a[i] += a[i].imag


@differential("complex64(complex64*, float32)")
def view_of_singles(p, x):
    a = carray(p, (2, 4))
    a[0, 1] += x
    a[1, 0] = a[0, 0] / a[1, 1]
    a[1, 2] = abs(a[0, 0])
    return a[0, 1] - a[1, 0]


@differential("complex128(complex128*, intc, intc)", i=Integers(-3, 3), j=Integers(-3, 3))
def fortran_view(p, i, j):
    a = farray(p, (2, 2), np.complex128)
    return a[i, j] - a.T[j, i].conjugate()


@differential("complex128(complex128*)")
def dot(p):
    a = carray(p, (2, 3))
    total = 0j
    for row in a:
        for value in row:
            total += value * value.conjugate()
    return total


@differential("complex128(complex128*)")
def enumerated(p):
    total = 0.0
    for i, (x, y) in enumerate(zip(carray(p, 4), carray(p, 4), strict=False)):
        total = total + i * x * y
    return total


def horner(z, coefficients):
    result = 0j
    for c in coefficients:
        result = result * z + c
    return result


@differential("complex128(complex128)")
def polynomial(z):
    return horner(z, (1, 2.5, -1j, 0.5 + 3j))


def repeated(z, n):
    return z if n == 0 else repeated(z * z + 0.5j, n - 1)


@differential("complex128(complex128, int64)", z=Floats(-1, 1), n=Integers(0, 5))
def recursive(z, n):
    return repeated(z, n)


@differential("complex128(complex128, complex128)")
def swapped(a, b):
    for _ in range(3):
        a, b = b, a + 1j
    return a * 2 - b


@differential("boolean(complex128, complex128)")
def tuples_equal(a, b):
    return (a, 1) == (b, 1)


@differential("boolean(complex128)", "boolean(complex64)")
def found(z):
    return z in (0, 1j, 0.5)


@differential("complex128(float64, int64)", n=Integers(-3, 6))
def unit_root(x, n):
    unit = complex(x, 1 - x)
    unit **= n
    return unit


@differential("float64(complex128, complex128)", "float32(complex64, complex64)")
def distance(a, b):
    return abs(a - b) if a != b else abs(a)


@differential("float64(complex128)")
def chosen_component(z):
    return max(z.real, z.imag) - min(z.real, z.imag)


@differential("complex128(complex64, complex128, float32, float64)")
def mixed_widths(a, b, x, y):
    return (a * x + 1) * 0.1 + (b / y - a) * x
