"""Arrays that begin with one thing all over, or on a diagonal."""

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def fill(a: "Any", value: "Any") -> None:
    a[...] = value


def full_of(shape: "Any", fill_value: "Any", dtype: "Any" = None, order: "Any" = "C") -> "Any":
    """Of an array, which is stretched."""
    value = np.asarray(fill_value)
    result = np.empty(shape, value.dtype if dtype is None else dtype, order)
    result[...] = value
    return result


def full_like_of(a: "Any", fill_value: "Any", dtype: "Any" = None, order: "Any" = "K") -> "Any":
    result = np.empty_like(a, dtype, order)
    result[...] = np.asarray(fill_value)
    return result


def of_range(object: "Any", dtype: "Any" = None) -> "Any":
    result = np.empty(len(object), "i8" if dtype is None else dtype)
    for i, number in enumerate(object):
        result[i] = number
    return result


def fromiter(iter: "Any", dtype: "Any", count: int = -1) -> "Any":
    """What a loop over numbers gives, `count` of them or all: then the array grows with them."""
    result = np.empty(count if count >= 0 else 16, dtype)
    n = 0
    for number in iter:
        if count == 0:
            break
        if n == len(result):
            result = twice_as_long(result)
        result[n] = number
        n += 1
        if n == count:
            break
    if n < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {n} items.")
    return result[:n]


def twice_as_long(a: "Any") -> "Any":
    result = np.empty(2 * len(a), a.dtype)
    result[: len(a)] = a
    return result


def eye(N: int, M: "Any" = None, k: int = 0, dtype: "Any" = "f8", order: "Any" = "C") -> "Any":
    columns = N if M is None else M
    result = np.zeros((N, columns), dtype, order)
    for i in range(max(0, -k), min(N, columns - k)):
        result[i, i + k] = 1
    return result


def identity(n: int, dtype: "Any" = "f8") -> "Any":
    return eye(n, None, 0, dtype)
