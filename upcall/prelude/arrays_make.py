"""NumPy's functions that make arrays of numbers in a row, and of parts of a matrix."""

import math

import numpy as np

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST = 2.0**57


def count_of_floats(start: float, stop: float, step: float) -> int:
    count = (stop - start) / step
    if count != count:
        raise ValueError("arange: cannot compute length")
    if math.fabs(count) >= MOST:
        raise ValueError("Maximum allowed size exceeded")
    return math.ceil(count) if count > 0.0 else 0


def count_of(start: "Any", stop: "Any", step: "Any") -> int:
    """Of an arange. Integers are counted exactly."""
    if step == 0:
        raise ZeroDivisionError("division by zero")
    return count_of_floats(float(start), float(stop), float(step))


def fill_range(result: "Any", start: "Any", following: "Any") -> None:
    """The first two elements are given, and what the second adds is added again and again."""
    delta = following - start
    for i in range(len(result)):
        result[i] = start + machine.like(i, delta) * delta
    if len(result) > 1:
        result[1] = following


def ranged(start: "Any", stop: "Any", step: "Any", dtype: "Any") -> "Any":
    count = count_of(start, stop, step)
    kind = np.asarray(start + stop + step + np.int64(0)).dtype if dtype is None else dtype  # no float32
    result = np.empty(count, kind)
    fill_range(result, start + 0 * (stop + step), start + step)
    return result


def arange(start: "Any", stop: "Any" = None, step: "Any" = 1, dtype: "Any" = None) -> "Any":
    if stop is None:
        return ranged(0, start, step, dtype)
    return ranged(start, stop, step, dtype)


def fill_line(result: "Any", start: "Any", stop: "Any", endpoint: bool) -> "Any":
    """Along the first axis. The step between the elements, nan where there is one alone."""
    num = len(result)
    parts = num - 1 if endpoint else num
    delta = stop - start
    step = delta * math.nan
    if parts > 0:
        step = delta / machine.like(parts, delta)
        for i in range(num):
            part = machine.like(i, delta)
            result[i] = (part * step if step != 0.0 else part / machine.like(parts, delta) * delta) + start
        if endpoint and num > 1:
            result[num - 1] = stop
    elif num > 0:
        result[0] = start
    return step


def cut_off(line: "Any", result: "Any") -> None:
    for i in range(len(line)):
        result[i] = math.floor(line[i])


def linspace(
    start: "Any",
    stop: "Any",
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: "Any" = None,
) -> "Any":
    """Between two numbers; integers are those below the numbers."""
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    first = start * 1.0
    last = stop * 1.0
    line = np.empty(num, np.asarray(first + last).dtype)
    step = fill_line(line, first, last, endpoint)
    result = as_dtype(line, dtype)
    return (result, step) if retstep else result


def as_dtype(line: "Any", dtype: "Any") -> "Any":
    if dtype is None:
        return line
    return in_place_of(line, np.empty(len(line), dtype))


def in_place_of(line: "Any", result: "Any") -> "Any":
    """Is it of integers? They have no half."""
    if len(result) == 0:
        return result
    result[0] = 0.5
    if result[0] == 0:
        cut_off(line, result)
    else:
        result[...] = line
    return result


def logspace(
    start: "Any",
    stop: "Any",
    num: int = 50,
    endpoint: bool = True,
    base: "Any" = 10.0,
    dtype: "Any" = None,
) -> "Any":
    result = np.power(base, linspace(start, stop, num, endpoint))
    return result if dtype is None else result.astype(dtype)


def diag(v: "Any", k: int = 0) -> "Any":
    """A matrix with that diagonal, or the diagonal of a matrix."""
    a = np.asarray(v)
    if np.ndim(v) == 2:
        return np.diagonal(a, k)
    return with_diagonal(a, k)


def with_diagonal(a: "Any", k: int) -> "Any":
    size = len(a) + abs(k)
    result = np.zeros((size, size), a.dtype)
    for i in range(len(a)):
        result[i + max(-k, 0), i + max(k, 0)] = a[i]
    return result


def tri(N: int, M: "Any" = None, k: int = 0, dtype: "Any" = "f8") -> "Any":
    """Ones at and below a diagonal."""
    result = np.zeros((max(N, 0), max(N if M is None else M, 0)), dtype)
    for i in range(len(result)):
        result[i, : max(i + k + 1, 0)] = 1
    return result


def keep_upper(a: "Any", k: int, result: "Any") -> None:
    for i in range(len(a)):
        at = max(i + k, 0)
        result[i, at:] = a[i, at:]


def keep_lower(a: "Any", k: int, result: "Any") -> None:
    for i in range(len(a)):
        end = max(i + k + 1, 0)
        result[i, :end] = a[i, :end]


def parts_of(a: "Any", k: int, keep: "Any") -> "Any":
    """Of each matrix, the last two axes; a vector is each row of a matrix."""
    if a.ndim == 1:
        return parts_of(np.broadcast_to(a, (len(a), len(a))), k, keep)
    result = np.zeros(a.shape, a.dtype)
    for index in np.ndindex(a.shape[:-2]):
        keep(a[index], k, result[index])
    return result


def triu(m: "Any", k: int = 0) -> "Any":
    return parts_of(np.asarray(m), k, keep_upper)


def tril(m: "Any", k: int = 0) -> "Any":
    return parts_of(np.asarray(m), k, keep_lower)
