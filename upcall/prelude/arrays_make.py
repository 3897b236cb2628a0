"""NumPy's functions that make arrays of numbers in a row, and of parts of a matrix."""

import math

import numpy as np

from . import machine
from .arrays import flat

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
    """The first two elements are given, and what the second adds is added again and again, in the type of the elements."""
    if len(result) > 0:
        result[0] = start
    if len(result) > 1:
        result[1] = following
        first = result[0]
        delta = result[1] - first
        for i in range(2, len(result)):
            result[i] = first + machine.like(i, delta) * delta


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


def between(start: "Any", stop: "Any", num: int, endpoint: bool) -> "Any":
    """Between the elements of two arrays, along a new first axis; and the steps."""
    delta = stop - start
    line = np.empty((num, *delta.shape), delta.dtype)
    parts = num - 1 if endpoint else num
    step = delta * math.nan
    if parts <= 0:
        line[...] = start
        return line, step
    step[...] = delta / parts
    by_parts = bool(np.any(step == 0))
    for i in range(num):
        line[i] = (i / parts * delta if by_parts else i * step) + start
    if endpoint:
        line[num - 1] = stop
    return line, step


def as_dtype(line: "Any", dtype: "Any") -> "Any":
    """Integers are those below the numbers."""
    if dtype is None:
        return line
    return in_place_of(line, np.empty(line.shape, dtype))


def in_place_of(line: "Any", result: "Any") -> "Any":
    is_exact = (np.zeros(1, result.dtype) * 1.0).dtype != result.dtype
    if is_exact:
        result[...] = np.floor(line)
    else:
        result[...] = line
    return result


def line_of(start: "Any", stop: "Any", num: int, endpoint: bool) -> "Any":
    """The numbers, and the step."""
    line = np.empty(num, np.asarray(start + stop).dtype)
    step = fill_line(line, start, stop, endpoint)
    return line, step


def as_inexact(x: "Any") -> "Any":
    if np.ndim(x) == 0:
        return x * 1.0
    return np.asarray(x) * 1.0


def lines_of(start: "Any", stop: "Any", num: int, endpoint: bool) -> "Any":
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    if np.ndim(start) == 0 and np.ndim(stop) == 0:
        return line_of(start * 1.0, stop * 1.0, num, endpoint)
    return between(as_inexact(start), as_inexact(stop), num, endpoint)


def linspace(
    start: "Any",
    stop: "Any",
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: "Any" = None,
    axis: int = 0,
) -> "Any":
    """Between two numbers, or those of two arrays."""
    line, step = lines_of(start, stop, num, endpoint)
    result = np.moveaxis(as_dtype(line, dtype), 0, axis)
    return (result, step) if retstep else result


def logspace(
    start: "Any",
    stop: "Any",
    num: int = 50,
    endpoint: bool = True,
    base: "Any" = 10.0,
    dtype: "Any" = None,
    axis: int = 0,
) -> "Any":
    if np.ndim(base) != 0:
        raise TypeError("np.logspace takes one base")
    result = np.power(base, linspace(start, stop, num, endpoint, axis=axis))
    return result if dtype is None else result.astype(dtype)


def geomspace(
    start: "Any",
    stop: "Any",
    num: int = 50,
    endpoint: bool = True,
    dtype: "Any" = None,
    axis: int = 0,
) -> "Any":
    if np.any(start == 0) or np.any(stop == 0):
        raise ValueError("Geometric sequence cannot include zero")
    line = geometric(start * 1.0, stop * 1.0, num, endpoint)
    result = np.moveaxis(line, 0, axis)
    return result if dtype is None else result.astype(dtype)


def geometric(start: "Any", stop: "Any", num: int, endpoint: bool) -> "Any":
    """Along the first axis; of negative numbers, that of the positive ones."""
    sign = np.sign(start)
    line = logspace(np.log10(start / sign), np.log10(stop / sign), num, endpoint)
    if num > 0:
        line[0] = start / sign
    if num > 1 and endpoint:
        line[num - 1] = stop / sign
    return line * sign


def diag(v: "Any", k: int = 0) -> "Any":
    """A matrix with that diagonal, or the diagonal of a matrix."""
    a = np.asarray(v)
    if np.ndim(v) == 2:
        return np.diagonal(a, k)
    return with_diagonal(a, k)


def diagflat(v: "Any", k: int = 0) -> "Any":
    """All elements on that diagonal of a matrix."""
    return with_diagonal(flat(v), k)


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
