"""Python's built-in functions of several values. What `min` and `max` return of two equal ones is the first, as in Python."""

import math

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EXACT = 22  # 10**22 is the last power of 10 that a float64 is exactly
POWERS = tuple(float(10**n) for n in range(EXACT + 1))
INTEGER_POWERS: tuple[int, ...] = tuple(10**n for n in range(19))
WORD_POWERS: tuple[int, ...] = tuple(10**n for n in range(20))
WHOLE = 2.0**53
HALF_OF_19 = 5 * 10**18
LARGEST = 2**63 - 1
LARGEST_WORD = 2**64 - 1


def divmod_(a: float, b: float) -> tuple[float, float]:
    """The quotient rounded down, and the rest."""
    return a // b, a % b


def min_of_two(a: float, b: float) -> float:
    """The smaller of two."""
    if b < a:
        return machine.meet(b, a)
    return machine.meet(a, b)


def max_of_two(a: float, b: float) -> float:
    """The larger of two."""
    if b > a:
        return machine.meet(b, a)
    return machine.meet(a, b)


def itself(x: float) -> float:
    return x


def min_of(
    values: "Iterable[float]", *, key: "Callable[[float], float] | None" = None, default: float | None = None
) -> float:
    """The smallest element. A generator can be gone through in one place only, and `default` decides in which."""
    best: float
    result: float
    if key is None:
        key = itself
    empty = True
    if default is None:
        for value in values:
            rank = key(value)
            if empty or rank < best:  # noqa: F821
                best = rank
                result = value
                empty = False
        if empty:
            raise ValueError("min() iterable argument is empty")
    else:
        result = default
        for value in values:
            rank = key(value)
            if empty or rank < best:
                best = rank
                result = value
                empty = False
    return result


def max_of(
    values: "Iterable[float]", *, key: "Callable[[float], float] | None" = None, default: float | None = None
) -> float:
    """The largest element. A generator can be gone through in one place only, and `default` decides in which."""
    best: float
    result: float
    if key is None:
        key = itself
    empty = True
    if default is None:
        for value in values:
            rank = key(value)
            if empty or rank > best:  # noqa: F821
                best = rank
                result = value
                empty = False
        if empty:
            raise ValueError("max() iterable argument is empty")
    else:
        result = default
        for value in values:
            rank = key(value)
            if empty or rank > best:
                best = rank
                result = value
                empty = False
    return result


def total(values: "Iterable[complex]", start: complex = 0) -> complex:
    """The sum of integers or complex numbers, from `start` on, in the order of the values."""
    result = start
    for value in values:
        result = result + value
    return result


def total_of_floats(values: "Iterable[float]", start: float = 0) -> float:
    """The same of floats, in double; what each addition loses is added at the end (Neumaier 1974), as CPython does."""
    result = machine.to_float(start)
    lost = 0.0
    for value in values:
        x = machine.to_float(value)
        added = result + x
        lost += (result - added) + x if math.fabs(result) >= math.fabs(x) else (x - added) + result
        result = added
    if lost != 0.0 and lost - lost == 0.0:
        result += lost
    return machine.like(result, start)


def total_of_any(values: "Iterable[complex]", start: complex = 0) -> complex:
    """The same of numbers of a kind that isn't known yet, those of a generator; what an addition loses is found without a
    comparison (Knuth)."""
    result = start
    lost = start - start
    for value in values:
        added = result + value
        second = added - result
        lost = lost + ((result - (added - second)) + (value - second))
        result = added
    if lost != 0 and lost - lost == 0:
        result = result + lost
    return result


def any_of(values: "Iterable[float]") -> bool:
    """Whether an element is true."""
    for value in values:  # noqa: SIM110
        if value:
            return True
    return False


def all_of(values: "Iterable[float]") -> bool:
    """Whether each element is true."""
    for value in values:  # noqa: SIM110
        if not value:
            return False
    return True


def nearest(x: float, rest: float) -> float:
    """The whole number nearest to x + rest, where x is that sum rounded to a float: so `rest` only decides ties."""
    below = machine.floor(x)
    if x - below == 0.5 and rest != 0.0:
        return below + 1.0 if rest > 0.0 else below
    return machine.rint(x)


def round_scaled(x: float, digits: int) -> float:
    """To at most 22 digits on either side of the point. The power of 10 is exact, and so is the whole number, of 53 bits
    at most: the one rounding is that of the last line. From 2**53 on, the digits asked for are finer than x itself."""
    if digits >= 0:
        power = POWERS[digits]
        scaled = x * power
        rest = machine.fma(x, power, -scaled)
    else:
        power = POWERS[-digits]
        scaled = x / power
        rest = machine.fma(-scaled, power, x)
    if not math.fabs(scaled) < WHOLE:
        return x
    whole = nearest(scaled, rest)
    return math.copysign(whole / power if digits >= 0 else whole * power, x)


def round_float(x: float, digits: int) -> float:
    """As repr() would show it with so many digits, and read back."""
    wide = float(x)
    if not math.isfinite(wide):
        return x
    if digits <= EXACT and digits >= -EXACT:
        return machine.like(round_scaled(wide, digits), x)
    result = machine.like(machine.round_decimal(wide, digits), x)
    if math.isinf(result):
        raise OverflowError("rounded value too large to represent")
    return result


def round_int(n: int, digits: int) -> int:
    """To a multiple of a power of 10."""
    value = int(n)
    if digits >= 0:
        return value
    if digits < -19:
        return 0
    if digits == -19:
        if value > HALF_OF_19 or value < -HALF_OF_19:
            raise OverflowError("the result is out of the range of int64")
        return 0
    power = INTEGER_POWERS[-digits]
    rest = value % power
    half = power // 2
    if rest < half or (rest == half and value // power % 2 == 0):
        if value < -LARGEST - 1 + rest:
            raise OverflowError("the result is out of the range of int64")
        return value - rest
    if value > LARGEST - (power - rest):
        raise OverflowError("the result is out of the range of int64")
    return value + (power - rest)


def round_word(n: int, digits: int) -> int:
    """round_int of a uint64."""
    if digits >= 0:
        return n
    if digits < -19:
        return n - n
    power = WORD_POWERS[-digits]
    rest = n % power
    half = power // 2
    if rest < half or (rest == half and n // power % 2 == 0):
        return n - rest
    if n > LARGEST_WORD - (power - rest):
        raise OverflowError("the result is out of the range of uint64")
    return n + (power - rest)
