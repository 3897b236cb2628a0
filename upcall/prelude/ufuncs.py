"""NumPy's ufuncs on scalars, where they are more than an operation. What is divided by an integer 0 is 0."""

import math

LOG_2 = 0.693147180559945309417232121458176568
LOG2_E = 1.442695040888963407359924681001892137


def floor_divide(a: int, b: int) -> int:
    return a // b if b != 0 else b


def remainder(a: int, b: int) -> int:
    return a % b if b != 0 else b


def divmod_integers(a: int, b: int) -> tuple[int, int]:
    return (a // b, a % b) if b != 0 else (b, b)


def divmod_floats(a: float, b: float) -> tuple[float, float]:
    return a // b, a % b


def fmod(a: int, b: int) -> int:
    """C's: with the sign of a."""
    if b == 0:
        return b
    rest = a % b
    return rest - b if rest != 0 and (a < 0) != (b < 0) else rest


def power(a: int, b: int) -> int:
    result: int = a**b
    return result


def reciprocal_integer(a: int) -> int:
    """1 / a toward zero. NumPy leaves 1 / 0 open."""
    return a if a == 1 or a == -1 else a - a


def reciprocal(a: float) -> float:
    return 1.0 / a


def logaddexp(a: float, b: float) -> float:
    if a == b:
        return a + LOG_2
    difference = a - b
    if difference > 0.0:
        return a + math.log1p(math.exp(-difference))
    return b + math.log1p(math.exp(difference)) if difference <= 0.0 else difference


def logaddexp2(a: float, b: float) -> float:
    if a == b:
        return a + 1.0
    difference = a - b
    if difference > 0.0:
        return a + LOG2_E * math.log1p(math.exp2(-difference))
    return b + LOG2_E * math.log1p(math.exp2(difference)) if difference <= 0.0 else difference
