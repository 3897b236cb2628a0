"""C strings: characters up to a 0, which read as 0 to 255. What they mean as numbers is Python's."""

import math

import numpy as np

from upcall.views import carray

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 2**63 - 1


def equal(s: "Any", constant: bytes) -> bool:
    """Whether the characters are the same; NULL is no string."""
    if s is None:
        return False
    text = machine.text(constant)
    i = 0
    while s[i] == text[i]:
        if s[i] == 0:
            return True
        i += 1
    return False


def differ(s: "Any", constant: bytes) -> bool:
    return not equal(s, constant)


def length(s: "Any") -> int:
    """How many characters stand before the 0."""
    if s is None:
        raise TypeError("object of type 'NoneType' has no len()")
    n = 0
    while s[n] != 0:
        n += 1
    return n


def characters(s: "Any") -> "Any":
    """All of them, to go through."""
    if s is None:
        raise TypeError("'NoneType' object is not iterable")
    return carray(s, length(s))


def elements(constant: bytes) -> "Any":
    """What a constant of bytes is where it is indexed or gone through: small ints."""
    return carray(machine.text(constant), len(constant), np.uint8)


def is_blank(c: int) -> bool:
    return c == 32 or (c >= 9 and c <= 13)


def is_digit(c: int) -> bool:
    return c >= 48 and c <= 57


def behind_blanks(s: "Any", i: int) -> int:
    while is_blank(s[i]):
        i += 1
    return i


def behind_digits(s: "Any", i: int) -> int:
    """Digits, with single underscores between them."""
    while is_digit(s[i]):
        i += 1
        if s[i] == 95 and is_digit(s[i + 1]):
            i += 1
    return i


def behind_exponent(s: "Any", i: int) -> int:
    """An e and digits; none: nothing. -1: an e without digits."""
    if s[i] != 69 and s[i] != 101:
        return i
    start = i + 1
    if s[start] == 43 or s[start] == 45:
        start += 1
    end = behind_digits(s, start)
    return end if end > start else -1


def behind_number(s: "Any", start: int) -> int:
    """-1: there is no number."""
    end = behind_digits(s, start)
    has_digits = end > start
    if s[end] == 46:
        point = end + 1
        end = behind_digits(s, point)
        has_digits = has_digits or end > point
    return behind_exponent(s, end) if has_digits else -1


def has_word(s: "Any", i: int, word: "Any") -> bool:
    """Whether the word stands there, whatever the case of its letters."""
    k = 0
    while word[k] != 0:
        if s[i + k] | 32 != word[k]:
            return False
        k += 1
    return True


def behind_name(s: "Any", i: int) -> int:
    """Behind inf, infinity or nan; -1: there is none."""
    if has_word(s, i, machine.text(b"infinity")):
        return i + 8
    if has_word(s, i, machine.text(b"inf")) or has_word(s, i, machine.text(b"nan")):
        return i + 3
    return -1


def to_float(s: "Any") -> float:
    """As float() of bytes."""
    if s is None:
        raise TypeError("float() argument must be a string or a real number, not 'NoneType'")
    start = behind_blanks(s, 0)
    is_negative = s[start] == 45
    if is_negative or s[start] == 43:
        start += 1
    end = behind_number(s, start)
    is_number = end >= 0
    if not is_number:
        end = behind_name(s, start)
    if end < 0 or s[behind_blanks(s, end)] != 0:
        raise ValueError("could not convert string to float")
    size = machine.string_float(s + start, end - start) if is_number else math.nan if s[start] | 32 == 110 else math.inf
    return -size if is_negative else size


def to_int(s: "Any") -> int:
    """As int() of bytes."""
    if s is None:
        raise TypeError("int() argument must be a string, a bytes-like object or a real number, not 'NoneType'")
    start = behind_blanks(s, 0)
    is_negative = s[start] == 45
    if is_negative or s[start] == 43:
        start += 1
    end = behind_digits(s, start)
    if end == start or s[behind_blanks(s, end)] != 0:
        raise ValueError("invalid literal for int() with base 10")
    n = 0  # the negative of the number: that has the least int, too
    for i in range(start, end):
        if s[i] != 95:
            digit = s[i] - 48
            if n < (digit - LARGEST - 1) // 10 + (1 if (digit - LARGEST - 1) % 10 != 0 else 0):
                raise OverflowError("the result is out of the range of int64")
            n = n * 10 - digit
    if is_negative:
        return n
    if n < -LARGEST:
        raise OverflowError("the result is out of the range of int64")
    return -n
