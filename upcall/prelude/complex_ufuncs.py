"""NumPy's ufuncs on complex numbers, where cmath has none of that name. Those that order numbers compare the real parts first."""

import math

from . import cmaths, complexes, machine

LOG_2 = 0.693147180559945309417232121458176568
LOG2_E = 1.442695040888963407359924681001892137
LOG10_E = 0.434294481903251827651128918916605082


def angle(z: complex, deg: bool = False) -> float:
    """The angle in radians, or in degrees."""
    result = machine.atan2(z.imag, z.real)
    return result * (180.0 / math.pi) if deg else result


def power(a: complex, b: complex) -> complex:
    """The first power is the number itself, whatever its parts."""
    return a if b.real == 1.0 and b.imag == 0.0 else complexes.power(a, b)


def is_complex(z: complex) -> bool:
    return z.imag != 0.0


def is_real(z: complex) -> bool:
    return z.imag == 0.0


def less(a: complex, b: complex) -> bool:
    if a.real == b.real:
        return a.imag < b.imag
    return a.real < b.real and not (math.isnan(a.imag) or math.isnan(b.imag))


def less_equal(a: complex, b: complex) -> bool:
    if a.real == b.real:
        return a.imag <= b.imag
    return a.real < b.real and not (math.isnan(a.imag) or math.isnan(b.imag))


def greater(a: complex, b: complex) -> bool:
    return less(b, a)


def greater_equal(a: complex, b: complex) -> bool:
    return less_equal(b, a)


def maximum(a: complex, b: complex) -> complex:
    return a if cmaths.isnan(a) or less_equal(b, a) else b


def minimum(a: complex, b: complex) -> complex:
    return a if cmaths.isnan(a) or less_equal(a, b) else b


def fmax(a: complex, b: complex) -> complex:
    return a if cmaths.isnan(b) or less_equal(b, a) else b


def fmin(a: complex, b: complex) -> complex:
    return a if cmaths.isnan(b) or less_equal(a, b) else b


def square(z: complex) -> complex:
    return z * z


def reciprocal(z: complex) -> complex:
    """Smith's rule."""
    if abs(z.imag) <= abs(z.real):
        ratio = z.imag / z.real
        denominator = z.real + z.imag * ratio
        return machine.pair(1.0 / denominator, -ratio / denominator)
    ratio = z.real / z.imag
    denominator = z.real * ratio + z.imag
    return machine.pair(ratio / denominator, -1.0 / denominator)


def divide(a: complex, b: complex) -> complex:
    """Smith's rule with one division less, as NumPy has it."""
    c = b.real
    d = b.imag
    if abs(c) >= abs(d):
        if c == 0.0:
            return machine.pair(a.real / abs(c), a.imag / abs(c))
        ratio = d / c
        scale = 1.0 / (c + d * ratio)
        return machine.pair((a.real + a.imag * ratio) * scale, (a.imag - a.real * ratio) * scale)
    ratio = c / d
    scale = 1.0 / (d + c * ratio)
    return machine.pair((a.real * ratio + a.imag) * scale, (a.imag * ratio - a.real) * scale)


def sign(z: complex) -> complex:
    """z / |z|, 0 of 0. An infinite size leaves the part that is infinite, else the imaginary one."""
    size = abs(z)
    if math.isinf(size) and not (math.isinf(z.real) and math.isinf(z.imag)):
        if math.isinf(z.real):
            return machine.pair(machine.copysign(1.0, z.real), machine.copysign(0.0, size))
        return machine.pair(machine.copysign(0.0, size), machine.copysign(1.0, z.imag))
    return machine.pair(size, size) if size == 0.0 else machine.pair(z.real / size, z.imag / size)


def rint(z: complex) -> complex:
    return machine.pair(machine.rint(z.real), machine.rint(z.imag))


def exp2(z: complex) -> complex:
    return cmaths.exp(machine.pair(z.real * LOG_2, z.imag * LOG_2))


def expm1(z: complex) -> complex:
    half = math.sin(z.imag / 2.0)
    real = math.expm1(z.real) * math.cos(z.imag) - 2.0 * half * half
    return machine.pair(real, math.exp(z.real) * math.sin(z.imag))


def log2(z: complex) -> complex:
    natural = cmaths.log(z)
    return machine.pair(natural.real * LOG2_E, natural.imag * LOG2_E)


def log10(z: complex) -> complex:
    natural = cmaths.log(z)
    return machine.pair(natural.real * LOG10_E, natural.imag * LOG10_E)


def log1p(z: complex) -> complex:
    size = math.hypot(z.real + 1.0, z.imag)
    return machine.pair(math.log(size), math.atan2(z.imag, z.real + 1.0))
