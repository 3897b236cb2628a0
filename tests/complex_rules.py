"""What operators and cmath's functions give for complex numbers, on NumPy's scalars: the rules that oracle.py carries out.

CPython 3.14's, whatever Python runs this: a real operand has no imaginary part, and division recovers infinities and zeros.
They are written out here because they must hold in single precision too; test_oracle.py compares them with Python's own.
The deliberate differences:

- `product`: the plain formula, as NumPy's; CPython 3.14 puts infinities right that come out as nan
- `quotient`: by 0 doesn't raise, it gives what NumPy has for it
- `power`: 0 to a power whose real part isn't positive is nan, but z ** 0 is 1; overflow is inf; z ** 2 is z * z
- `quiet_cmath`: cmath's functions don't raise; NumPy's function of that name says what they give"""

from __future__ import annotations

import cmath
import math
import sys
from typing import Any

import numpy as np

MOST_PRODUCTS = 100

Parts = tuple[Any, Any]  # the imaginary part of a real number is None


def total(a: Parts, b: Parts) -> Parts:
    return a[0] + b[0], b[1] if a[1] is None else a[1] if b[1] is None else a[1] + b[1]


def difference(a: Parts, b: Parts) -> Parts:
    return a[0] - b[0], a[1] if b[1] is None else -b[1] if a[1] is None else a[1] - b[1]


def product(a: Parts, b: Parts) -> Parts:
    if a[1] is None:
        return a[0] * b[0], a[0] * b[1]
    if b[1] is None:
        return a[0] * b[0], a[1] * b[0]
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def corner(part: Any) -> Any:
    return np.copysign(part.dtype.type(np.isinf(part)), part)


def recovered(a: Parts, b: Parts) -> Parts | None:
    """Annex G of C: what isn't nan although the formula says so."""
    if np.isinf(a).any() and np.isfinite(b).all():
        x, y = corner(a[0]), corner(a[1])
        return np.inf * (x * b[0] + y * b[1]), np.inf * (y * b[0] - x * b[1])
    if np.isinf(b).any() and np.isfinite(a).all():
        x, y = corner(b[0]), corner(b[1])
        return 0.0 * (a[0] * x + a[1] * y), 0.0 * (a[1] * x - a[0] * y)
    return None


def recovered_real(a: Any, b: Parts) -> Parts | None:
    if np.isinf(b).any() and np.isfinite(a):
        return 0.0 * (a * corner(b[0])), 0.0 * (-a * corner(b[1]))
    return None


def smith(a: Parts, c: Any, d: Any) -> Parts:
    """a / (c + di) where |c| >= |d|."""
    ratio = d / c
    below = c + d * ratio
    if a[1] is None:
        return a[0] / below, -a[0] * ratio / below
    return (a[0] + a[1] * ratio) / below, (a[1] - a[0] * ratio) / below


def smith_upright(a: Parts, c: Any, d: Any) -> Parts:
    """a / (c + di) where |c| < |d|."""
    ratio = c / d
    below = c * ratio + d
    if a[1] is None:
        return a[0] * ratio / below, -a[0] / below
    return (a[0] * ratio + a[1]) / below, (a[1] * ratio - a[0]) / below


def quotient(a: Parts, b: Parts) -> Parts:
    c, d = b
    if d is None:
        return a[0] / c, a[1] / c
    if c == 0 and d == 0:
        return a[0] / abs(c), (abs(c) if a[1] is None else a[1]) / abs(c)
    result = smith(a, c, d) if abs(c) >= abs(d) else smith_upright(a, c, d)
    if np.isnan(result).all():
        return (recovered_real(a[0], b) if a[1] is None else recovered(a, b)) or result
    return result


def powers(z: Parts, n: int) -> Parts:
    one = z[0].dtype.type(1)
    result = (one, one * 0)
    while n:
        if n & 1:
            result = product(result, z)
        n >>= 1
        if n:
            z = product(z, z)
    return result


def general_power(a: Parts, b: Parts) -> Parts:
    """By size and angle; each function as math has it, without exceptions."""
    size, angle = np.hypot(*map(np.float64, a)), math.atan2(a[1], a[0])
    length = np.float64(quiet(math.pow, np.power, size, b[0]))
    phase = np.float64(angle) * b[0]
    if b[1] != 0:
        length = length * quiet(math.exp, np.exp, np.float64(-angle) * b[1])
        phase = phase + b[1] * quiet(math.log, np.log, size)
    return length * quiet(math.cos, np.cos, phase), length * quiet(math.sin, np.sin, phase)


def power(a: Parts, b: Parts) -> Parts:
    """Of two complex numbers in double precision."""
    zero = a[0] == 0 and a[1] == 0
    if zero and (b[1] != 0 or b[0] != 0):
        return (np.float64(0), np.float64(0)) if b[0] > 0 else (np.float64(np.nan), np.float64(np.nan))
    if b[1] == 0 and abs(b[0]) <= MOST_PRODUCTS and b[0] == np.floor(b[0]):
        n = int(b[0])
        if n == 2:
            return product(a, a)
        return powers(a, n) if n > 0 else quotient((np.float64(1), np.float64(0)), powers(a, -n))
    return general_power(a, b)


def quiet(function: Any, ufunc: Any, *arguments: Any) -> Any:
    try:
        return function(*map(float, arguments))
    except (ValueError, OverflowError):
        return ufunc(*arguments)


NAMES = {
    "acos": "arccos",
    "acosh": "arccosh",
    "asin": "arcsin",
    "asinh": "arcsinh",
    "atan": "arctan",
    "atanh": "arctanh",
}


NEWER = {"acosh", "tan", "tanh"}  # CPython 3.14 has the values of a newer C for nan, as NumPy's functions do


def quiet_cmath(name: str, *arguments: Any, **keywords: Any) -> Any:
    """Of Python's numbers; a complex number, a float, a bool, or a tuple of floats."""
    if name == "log" and len(arguments) == 2:
        above, below = (quiet_cmath("log", z) for z in arguments)
        parts = [(np.float64(z.real), np.float64(z.imag)) for z in (above, below)]
        return complex(*quotient(*parts))
    if name in NEWER and sys.version_info < (3, 14) and cmath.isnan(*arguments):
        return complex(getattr(np, NAMES.get(name, name))(np.complex128(*arguments)))
    try:
        return getattr(cmath, name)(*arguments, **keywords)
    except (ValueError, OverflowError):
        if keywords:
            raise
        if name == "phase":  # versions before 3.12 raise for a subnormal angle
            return math.atan2(arguments[0].imag, arguments[0].real)
        if name == "rect":
            return complex(math.inf if math.isinf(arguments[0]) else math.nan, math.nan)
        if name == "polar":
            return math.inf, quiet_cmath("phase", *arguments)
        if name == "sin":  # turned, also where C leaves a sign open
            turned = quiet_cmath("sinh", complex(-arguments[0].imag, arguments[0].real))
            return complex(turned.imag, -turned.real)
        return complex(getattr(np, NAMES.get(name, name))(np.complex128(*arguments)))
