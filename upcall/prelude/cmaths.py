"""The functions of cmath, which NumPy's ufuncs on complex numbers share with it.

The formulas are W. Kahan's ("Branch cuts for complex elementary functions", 1987), as CPython uses them: they keep both
parts accurate near 0, near branch cuts and where an intermediate result would overflow. What becomes of infinities and
nan is C's (Annex G of C17), as in CPython from 3.14. They never raise: at a pole the result is infinite, outside the domain nan."""

import math

from . import complexes, machine

LN_2 = 0.6931471805599453
LN_10 = 2.302585092994046
HALF_PI = 1.5707963267948966
LEAST = 2.2250738585072014e-308  # the least normal float
LARGE = 4.49423283715579e307  # a quarter of the largest float: four times it doesn't overflow
ROOT_LARGE = 6.703903964971298e153
LOG_LARGE = 708.3964185322641
ROOT_LEAST = 1.4916681462400413e-154


def times_i(z: complex) -> complex:
    """i * z."""
    return machine.pair(-z.imag, z.real)


def over_i(z: complex) -> complex:
    """z / i."""
    return machine.pair(z.imag, -z.real)


def is_large(z: complex) -> bool:
    """Would the squares of the parts, or four times a part, overflow? Also inf."""
    return math.fabs(z.real) > LARGE or math.fabs(z.imag) > LARGE


def log_of_large(z: complex) -> float:
    """The logarithm of 2 * |z| for a z that is large."""
    return math.log(math.hypot(z.real / 2.0, z.imag / 2.0)) + 2.0 * LN_2


def phase(z: complex) -> float:
    return math.atan2(z.imag, z.real)


def polar(z: complex) -> tuple[float, float]:
    return math.hypot(z.real, z.imag), math.atan2(z.imag, z.real)


def rect(r: float, phi: float) -> complex:
    if phi == 0.0:
        if math.isnan(r):
            return machine.pair(r, 0.0)
        return machine.pair(r, math.copysign(phi, phi * math.copysign(1.0, r)) if math.isinf(r) else r * phi)
    if not math.isfinite(phi):
        if r == 0.0:
            return machine.pair(0.0, 0.0)
        return machine.pair(math.inf if math.isinf(r) else math.nan, math.nan)
    return machine.pair(r * math.cos(phi), r * math.sin(phi))


def isfinite(z: complex) -> bool:
    return math.isfinite(z.real) and math.isfinite(z.imag)


def isinf(z: complex) -> bool:
    return math.isinf(z.real) or math.isinf(z.imag)


def isnan(z: complex) -> bool:
    return math.isnan(z.real) or math.isnan(z.imag)


def isclose(a: complex, b: complex, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """Within either tolerance; only equal to infinities themselves."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    x = complex(a)
    y = complex(b)
    if x == y:
        return True
    if isinf(x) or isinf(y):
        return False
    difference = complexes.absolute(x - y)
    if difference <= rel_tol * complexes.absolute(y) or difference <= rel_tol * complexes.absolute(x):
        return True
    return difference <= abs_tol


def exp(z: complex) -> complex:
    x = z.real
    y = z.imag
    if y == 0.0:
        return machine.pair(math.exp(x), y)
    if not math.isfinite(y):
        if x == -math.inf:
            return machine.pair(0.0, 0.0)
        return machine.pair(x if x == math.inf else math.nan, math.nan)
    if x > LOG_LARGE:
        size = math.exp(x - 1.0)
        return machine.pair(size * math.cos(y) * math.e, size * math.sin(y) * math.e)
    size = math.exp(x)
    return machine.pair(size * math.cos(y), size * math.sin(y))


def log_of_size(z: complex) -> float:
    """log(|z|): near 1 by what |z|**2 differs from 1, and without overflow or subnormal squares."""
    x = math.fabs(z.real)
    y = math.fabs(z.imag)
    if math.isinf(x) or math.isinf(y):
        return math.inf
    if x > LARGE or y > LARGE:
        return math.log(math.hypot(x / 2.0, y / 2.0)) + LN_2
    if x < LEAST and y < LEAST:
        if x == 0.0 and y == 0.0:
            return -math.inf
        return math.log(math.hypot(machine.ldexp(x, 53), machine.ldexp(y, 53))) - 53.0 * LN_2
    size = math.hypot(x, y)
    if 0.71 <= size <= 1.73:
        larger = x if x > y else y
        smaller = y if x > y else x
        return math.log1p((larger - 1.0) * (larger + 1.0) + smaller * smaller) / 2.0
    return math.log(size)


def log(z: complex) -> complex:
    angle = math.atan2(z.imag, z.real)
    if not isfinite(z) and not isinf(z):
        return machine.pair(math.nan, math.nan)
    return machine.pair(log_of_size(z), angle)


def log_to_base(z: complex, base: complex) -> complex:
    return log(z) / log(base)


def log10(z: complex) -> complex:
    natural = log(z)
    return machine.pair(natural.real / LN_10, natural.imag / LN_10)


def sqrt_of_special(z: complex) -> complex:
    """Of inf and nan."""
    if math.isinf(z.imag):
        return machine.pair(math.inf, z.imag)
    if z.real == math.inf:
        return machine.pair(z.real, z.imag if math.isnan(z.imag) else math.copysign(0.0, z.imag))
    if z.real == -math.inf:
        if math.isnan(z.imag):
            return machine.pair(z.imag, math.inf)
        return machine.pair(0.0, math.copysign(math.inf, z.imag))
    return machine.pair(math.nan, math.nan)


def sqrt(z: complex) -> complex:
    if not isfinite(z):
        return sqrt_of_special(z)
    if z.real == 0.0 and z.imag == 0.0:
        return machine.pair(0.0, z.imag)
    x = math.fabs(z.real)
    y = math.fabs(z.imag)
    if x < LEAST and y < LEAST:
        x = machine.ldexp(x, 53)
        larger = machine.ldexp(math.sqrt(x + math.hypot(x, machine.ldexp(y, 53))), -27)
    else:
        x /= 8.0
        larger = 2.0 * math.sqrt(x + math.hypot(x, y / 8.0))
    smaller = y / (2.0 * larger)
    if z.real >= 0.0:
        return machine.pair(larger, math.copysign(smaller, z.imag))
    return machine.pair(smaller, math.copysign(larger, z.imag))


def cosh(z: complex) -> complex:
    x = z.real
    y = z.imag
    if y == 0.0:
        return machine.pair(math.cosh(x), 0.0 if math.isnan(x) else y * math.copysign(1.0, x))
    if not math.isfinite(y):
        if x == 0.0:
            return machine.pair(math.nan, 0.0)
        return machine.pair(math.inf if math.isinf(x) else math.nan, math.nan)
    if math.fabs(x) > LOG_LARGE:
        nearer = x - math.copysign(1.0, x)
        return machine.pair(math.cos(y) * math.cosh(nearer) * math.e, math.sin(y) * math.sinh(nearer) * math.e)
    return machine.pair(math.cos(y) * math.cosh(x), math.sin(y) * math.sinh(x))


def sinh(z: complex) -> complex:
    x = z.real
    y = z.imag
    if y == 0.0:
        return machine.pair(math.sinh(x), y)
    if not math.isfinite(y):
        if x == 0.0:
            return machine.pair(0.0 if math.isnan(y) else x, math.nan)
        return machine.pair(math.inf if math.isinf(x) else math.nan, math.nan)
    if math.fabs(x) > LOG_LARGE:
        nearer = x - math.copysign(1.0, x)
        return machine.pair(math.cos(y) * math.sinh(nearer) * math.e, math.sin(y) * math.cosh(nearer) * math.e)
    return machine.pair(math.cos(y) * math.sinh(x), math.sin(y) * math.cosh(x))


def tanh(z: complex) -> complex:
    x = z.real
    y = z.imag
    if y == 0.0:
        return machine.pair(math.tanh(x), y)
    if not math.isfinite(y):
        if math.isinf(x):
            return machine.pair(math.copysign(1.0, x), 0.0)
        return machine.pair(x if x == 0.0 else math.nan, math.nan)
    if math.fabs(x) > LOG_LARGE:
        small = 4.0 * math.sin(y) * math.cos(y) * math.exp(-2.0 * math.fabs(x))
        return machine.pair(math.copysign(1.0, x), small)
    a = math.tanh(x)
    b = math.tan(y)
    c = 1.0 / math.cosh(x)
    product = a * b
    denominator = 1.0 + product * product
    return machine.pair(a * (1.0 + b * b) / denominator, b / denominator * c * c)


def cos(z: complex) -> complex:
    return cosh(times_i(z))


def sin(z: complex) -> complex:
    return over_i(sinh(times_i(z)))


def tan(z: complex) -> complex:
    return over_i(tanh(times_i(z)))


def acos_of_special(z: complex) -> complex:
    """Of inf and nan."""
    if isinf(z):
        angle = math.atan2(math.fabs(z.imag), z.real)
        return machine.pair(angle, math.inf if math.isnan(z.imag) else math.copysign(math.inf, -z.imag))
    return machine.pair(HALF_PI if z.real == 0.0 else math.nan, math.nan)


def acos(z: complex) -> complex:
    if not isfinite(z):
        return acos_of_special(z)
    if is_large(z):
        size = log_of_large(z)
        return machine.pair(math.atan2(math.fabs(z.imag), z.real), math.copysign(size, -z.imag))
    a = sqrt(machine.pair(1.0 - z.real, -z.imag))
    b = sqrt(machine.pair(1.0 + z.real, z.imag))
    return machine.pair(2.0 * math.atan2(a.real, b.real), math.asinh(b.real * a.imag - b.imag * a.real))


def acosh(z: complex) -> complex:
    if not isfinite(z):
        if isinf(z):
            return machine.pair(math.inf, math.atan2(z.imag, z.real))
        return machine.pair(math.nan, HALF_PI if z.real == 0.0 else math.nan)
    if is_large(z):
        return machine.pair(log_of_large(z), math.atan2(z.imag, z.real))
    a = sqrt(machine.pair(z.real - 1.0, z.imag))
    b = sqrt(machine.pair(z.real + 1.0, z.imag))
    return machine.pair(math.asinh(a.real * b.real + a.imag * b.imag), 2.0 * math.atan2(a.imag, b.real))


def asinh_of_special(z: complex) -> complex:
    """Of inf and nan."""
    if isinf(z):
        size = math.inf if math.isnan(z.real) else math.copysign(math.inf, z.real)
        return machine.pair(size, math.atan2(z.imag, math.fabs(z.real)))
    return machine.pair(math.nan, z.imag if z.imag == 0.0 else math.nan)


def asinh(z: complex) -> complex:
    if not isfinite(z):
        return asinh_of_special(z)
    if is_large(z):
        return machine.pair(math.copysign(log_of_large(z), z.real), math.atan2(z.imag, math.fabs(z.real)))
    a = sqrt(machine.pair(1.0 + z.imag, -z.real))
    b = sqrt(machine.pair(1.0 - z.imag, z.real))
    angle = math.atan2(z.imag, a.real * b.real - a.imag * b.imag)
    return machine.pair(math.asinh(a.real * b.imag - b.real * a.imag), angle)


def asin(z: complex) -> complex:
    return over_i(asinh(times_i(z)))


def atanh_of_special(z: complex) -> complex:
    """Of inf and nan."""
    zero = 0.0 if math.isnan(z.real) else math.copysign(0.0, z.real)
    if isinf(z):
        if math.isnan(z.imag):
            return machine.pair(zero, math.nan)
        return machine.pair(zero, math.copysign(HALF_PI, z.imag))
    return machine.pair(z.real if z.real == 0.0 else math.nan, math.nan)


def atanh_of_right(z: complex) -> complex:
    """Where the real part isn't negative."""
    x = z.real
    y = math.fabs(z.imag)
    if x > ROOT_LARGE or y > ROOT_LARGE:
        half = math.hypot(x / 2.0, y / 2.0)
        return machine.pair(x / 4.0 / half / half, -math.copysign(HALF_PI, -z.imag))
    if x == 1.0 and y < ROOT_LEAST:
        if y == 0.0:
            return machine.pair(math.inf, z.imag)
        size = -math.log(math.sqrt(y) / math.sqrt(math.hypot(y, 2.0)))
        return machine.pair(size, math.copysign(math.atan2(2.0, -y) / 2.0, z.imag))
    size = math.log1p(4.0 * x / ((1.0 - x) * (1.0 - x) + y * y)) / 4.0
    return machine.pair(size, -math.atan2(-2.0 * z.imag, (1.0 - x) * (1.0 + x) - y * y) / 2.0)


def atanh(z: complex) -> complex:
    if not isfinite(z):
        return atanh_of_special(z)
    return -atanh_of_right(-z) if math.copysign(1.0, z.real) < 0.0 else atanh_of_right(z)


def atan(z: complex) -> complex:
    return over_i(atanh(times_i(z)))
