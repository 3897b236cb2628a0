"""Functions of floats, of math and of NumPy. Those of math get float64; those of NumPy work in the type of their arguments."""

import math

from . import machine


def log(x: float, base: float) -> float:
    """Logarithm to a base."""
    return math.log(x) / math.log(base)


def ulp(x: float) -> float:
    """The distance to the next float away from zero; of the largest float, to the one below."""
    size = math.fabs(x)
    above = math.nextafter(size, math.inf)
    if math.isinf(above) and not math.isinf(size):
        return size - math.nextafter(size, 0.0)
    return size if math.isinf(size) else above - size


def spacing(x: float) -> float:
    """The distance to the next float away from zero, with the sign of x; that of -0.0 is positive."""
    return machine.nextafter(x, machine.copysign(math.inf, x + 0.0)) - x


def nextafter(x: float, y: float, *, steps: float | None = None) -> float:
    """That many floats from x toward y: the bits of positive floats are in order, and so are those of negative ones."""
    x, y = float(x), float(y)
    if steps is None:
        return math.nextafter(x, y)
    if steps < 0:
        raise ValueError("steps must be a non-negative integer")
    if steps == 0 or math.isnan(x):
        return x
    if math.isnan(y) or x == y:
        return y
    count = int(steps)
    from_zero = machine.bits(math.fabs(x))
    until = machine.bits(math.fabs(y))
    if math.copysign(1.0, x) != math.copysign(1.0, y):
        if until <= count - from_zero:
            return y
        if from_zero < count:
            return math.copysign(machine.from_bits(count - from_zero), y)
        return math.copysign(machine.from_bits(from_zero - count), x)
    if from_zero > until:
        return math.copysign(machine.from_bits(from_zero - count), x) if from_zero - until >= count else y
    return math.copysign(machine.from_bits(from_zero + count), x) if until - from_zero >= count else y


def isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """Within either tolerance; only equal to infinities themselves."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if math.isinf(a) or math.isinf(b):
        return False
    difference = math.fabs(b - a)
    allowed = math.fabs(rel_tol * a)
    other = math.fabs(rel_tol * b)
    return difference <= allowed or difference <= other or difference <= abs_tol


def frexp(x: float) -> tuple[float, int]:
    """(m, e) with x = m * 2**e and 0.5 <= |m| < 1."""
    if x == 0.0 or x - x != 0.0:
        return x, 0
    exponent = machine.to_int(machine.logb(x)) + 1
    return machine.ldexp(x, -exponent), exponent


def fraction(x: float) -> float:
    return frexp(x)[0]


def exponent(x: float) -> int:
    return frexp(x)[1]


def modf(x: float) -> tuple[float, float]:
    """The fraction and the whole part, both with the sign of x."""
    whole = machine.trunc(x)
    if whole == x:
        return machine.copysign(0.0, x), x
    return machine.copysign(x - whole, x), whole


def is_integer(x: float) -> bool:
    """Whether it is finite and whole."""
    return math.isfinite(x) and machine.floor(x) == x


def item(x: float) -> float:
    """A float of Python, also of a float32."""
    return float(x)
