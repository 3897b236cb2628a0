"""math's functions of several numbers: of tuples and of arrays with one dimension, which they go through more than once."""

import math

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FRACTION = 2**52 - 1  # of the bits of a float64
HIDDEN = 2**52
WIDTH = 30  # bits of a window
MASK = 2**30 - 1


def prod(values: "Iterable[float]", start: float = 1) -> float:
    """The product, from `start` on."""
    result = start
    for value in values:
        result = result * value
    return result


def window(x: float, position: int) -> int:
    """The bits of x in a window of the fixed-point number whose last bit is 2**-1074, with the sign of x."""
    bits = machine.bits(math.fabs(x))
    exponent = bits >> 52
    mantissa = bits & FRACTION
    if exponent > 0:
        mantissa |= HIDDEN
        exponent -= 1
    shift = exponent - WIDTH * position
    if shift >= WIDTH or shift <= -53:
        return 0
    part = (mantissa << shift if shift >= 0 else mantissa >> -shift) & MASK
    return part if x > 0.0 else -part


def is_negative(values: "Iterable[float]", first: int, last: int) -> bool:
    """Of the exact sum: what is carried out of the last window."""
    carry = 0
    for position in range(first, last):
        total = carry
        for value in values:
            total += window(machine.to_float(value), position)
        carry = total >> WIDTH
    return carry < 0


def fsum(values: "Iterable[float]") -> float:
    """The exact sum, rounded once.

    It is made window by window, from the low end, with a carry; so it needs no memory but the last three windows and
    whether anything is below them. The first bits of those three, with that as the last bit, round as the sum does."""
    plain = 0.0
    finite = True
    first = 100
    last = 0
    for value in values:
        x = machine.to_float(value)
        plain += x
        finite = finite and x - x == 0.0
        exponent = machine.bits(math.fabs(x)) >> 52
        lowest = (exponent - 1 if exponent > 0 else 0) // WIDTH
        first = lowest if lowest < first else first
        last = lowest if lowest > last else last
    if not finite or first > last:
        return plain
    last += 5  # a mantissa is in up to three windows, and the carry of 2**30 values in two more
    sign = -1 if is_negative(values, first, last) else 1
    carry = high = middle = low = 0
    kept_high = kept_middle = kept_low = kept_at = 0
    below = kept_below = False
    for position in range(first, last):
        total = carry
        for value in values:
            total += sign * window(machine.to_float(value), position)
        carry = total >> WIDTH
        below = below or low != 0
        low = middle
        middle = high
        high = total & MASK
        if high != 0:
            kept_high = high
            kept_middle = middle
            kept_low = low
            kept_below = below
            kept_at = position
    if kept_high == 0:
        return 0.0
    top = kept_high << WIDTH | kept_middle
    shift = 0
    while top >> 59 == 0:
        top <<= 1
        shift += 1
    top |= kept_low >> (WIDTH - shift)
    if kept_below or kept_low & (MASK >> shift) != 0:
        top |= 1
    return math.ldexp(machine.to_float(sign * top), WIDTH * (kept_at - 1) - shift - 1074)


def add_square(high: float, low: float, x: float) -> tuple[float, float]:
    """high + low + x * x, to about twice the digits of a float."""
    square = x * x
    rest = machine.fma(x, x, -square)
    total = high + square
    added = total - high
    lost = (high - (total - added)) + (square - added)
    return total, low + (lost + rest)


def root_of(high: float, low: float, exponent: int) -> float:
    """sqrt(high + low) * 2**exponent; one step of Newton's after the root of the first part."""
    root = math.sqrt(high)
    root += (machine.fma(-root, root, high) + low) / (2.0 * root)
    return math.ldexp(root, exponent)


def norm(*coordinates: float) -> float:
    """The Euclidean norm, scaled by a power of 2 so that nothing overflows; inf where one is inf, even beside nan."""
    largest = 0.0
    special = 0.0
    for x in coordinates:
        size = math.fabs(x)
        special += x - x
        largest = size if size > largest else largest
    if largest == math.inf or largest == 0.0 or special != 0.0:
        return math.inf if largest == math.inf else largest + special
    exponent = machine.to_int(machine.logb(largest))
    high = 0.0
    low = 0.0
    for x in coordinates:
        high, low = add_square(high, low, math.ldexp(x, -exponent))
    return root_of(high, low, exponent)


def dist(p: "Sequence[float]", q: "Sequence[float]") -> float:
    """The norm of p - q."""
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    largest = 0.0
    special = 0.0
    for a, b in zip(p, q):  # noqa: B905
        difference = machine.to_float(a) - machine.to_float(b)
        size = math.fabs(difference)
        special += difference - difference
        largest = size if size > largest else largest
    if largest == math.inf or largest == 0.0 or special != 0.0:
        return math.inf if largest == math.inf else largest + special
    exponent = machine.to_int(machine.logb(largest))
    high = 0.0
    low = 0.0
    for a, b in zip(p, q):  # noqa: B905
        difference = machine.to_float(a) - machine.to_float(b)
        high, low = add_square(high, low, math.ldexp(difference, -exponent))
    return root_of(high, low, exponent)


def sumprod(p: "Sequence[float]", q: "Sequence[float]") -> float:
    """The sum of the products of floats, as math's: to about three times the digits of a float."""
    if len(p) != len(q):
        raise ValueError("Inputs are not the same length")
    high = 0.0
    low = 0.0
    tiny = 0.0
    plain = 0.0
    for a, b in zip(p, q):  # noqa: B905
        x = machine.to_float(a)
        y = machine.to_float(b)
        product = x * y
        rest = machine.fma(x, y, -product)
        plain += product
        total, lost = two_sum(high, product)
        first, first_lost = two_sum(low, rest)
        second, second_lost = two_sum(first, lost)
        high = total
        low = second
        tiny += first_lost + second_lost
    if plain - plain != 0.0:
        return plain
    last, last_lost = two_sum(low, tiny)
    result, result_lost = two_sum(high, last)
    return result + (result_lost + last_lost)


def two_sum(a: float, b: float) -> tuple[float, float]:
    """a + b rounded, and what that lost."""
    total = a + b
    added = total - a
    return total, (a - (total - added)) + (b - added)
