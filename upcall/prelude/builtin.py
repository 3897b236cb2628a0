"""Python's built-in functions of several values. What `min` and `max` return of two equal ones is the first, as in Python."""

from __future__ import annotations

from collections.abc import Iterable


def divmod_(a: float, b: float) -> tuple[float, float]:
    """The quotient rounded down, and the rest."""
    return a // b, a % b


def min2(a: float, b: float) -> float:
    """The smaller of two."""
    if b < a:
        return b
    return a


def max2(a: float, b: float) -> float:
    """The larger of two."""
    if b > a:
        return b
    return a


def min3(a: float, b: float, c: float) -> float:
    """The smallest of three."""
    return min2(min2(a, b), c)


def max3(a: float, b: float, c: float) -> float:
    """The largest of three."""
    return max2(max2(a, b), c)


def min4(a: float, b: float, c: float, d: float) -> float:
    """The smallest of four."""
    return min2(min3(a, b, c), d)


def max4(a: float, b: float, c: float, d: float) -> float:
    """The largest of four."""
    return max2(max3(a, b, c), d)


def min_of(values: Iterable[float]) -> float:
    """The smallest element."""
    result: float
    empty = True
    for value in values:
        if empty or value < result:  # noqa: F821
            result = value
            empty = False
    if empty:
        raise ValueError("min() iterable argument is empty")
    return result


def max_of(values: Iterable[float]) -> float:
    """The largest element."""
    result: float
    empty = True
    for value in values:
        if empty or value > result:  # noqa: F821
            result = value
            empty = False
    if empty:
        raise ValueError("max() iterable argument is empty")
    return result


def total(values: Iterable[float], start: float = 0) -> float:
    """The sum, from `start` on, in the order of the values."""
    result = start
    for value in values:
        result = result + value
    return result


def any_of(values: Iterable[float]) -> bool:
    """Whether an element is true."""
    for value in values:  # noqa: SIM110
        if value:
            return True
    return False


def all_of(values: Iterable[float]) -> bool:
    """Whether each element is true."""
    for value in values:  # noqa: SIM110
        if not value:
            return False
    return True
