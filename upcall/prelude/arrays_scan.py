"""NumPy's functions that go along an axis and keep what was before: sums so far, differences; and what is one expression.

The axis is moved to the end, and what is done to one row is a function of its own: `np.ndindex(())` has one index, (), so it
is the same for one axis and for many."""

import numpy as np

from .arrays import flat
from .arrays_join import concatenate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def room_for_sums(a: "Any", dtype: "Any", out: "Any") -> "Any":
    """An array of the shape of `a` for its sums, with its elements in it."""
    if out is not None:
        if out.shape != a.shape:
            raise ValueError("provided out is the wrong size for the accumulation.")
        out[...] = a
        return out
    result = np.empty(a.shape, np.asarray(np.sum(np.empty(0, a.dtype))).dtype if dtype is None else dtype)
    result[...] = a
    return result


def add_up(row: "Any") -> None:
    """Each element becomes the sum of those up to it."""
    if len(row) == 0:
        return
    total = row[0]
    for i in range(1, len(row)):
        total = total + row[i]
        row[i] = total


def multiply_up(row: "Any") -> None:
    """Each element becomes the product of those up to it."""
    if len(row) == 0:
        return
    total = row[0]
    for i in range(1, len(row)):
        total = total * row[i]
        row[i] = total


def along(result: "Any", axis: "Any", accumulate: "Any") -> "Any":
    rows = np.moveaxis(result, axis, -1)
    for index in np.ndindex(rows.shape[:-1]):
        accumulate(rows[index])
    return result


def cumsum(a: "Any", axis: "Any" = None, dtype: "Any" = None, out: "Any" = None) -> "Any":
    if axis is None:
        return along(room_for_sums(flat(a), dtype, out), -1, add_up)
    return along(room_for_sums(np.asarray(a), dtype, out), axis, add_up)


def cumprod(a: "Any", axis: "Any" = None, dtype: "Any" = None, out: "Any" = None) -> "Any":
    if axis is None:
        return along(room_for_sums(flat(a), dtype, out), -1, multiply_up)
    return along(room_for_sums(np.asarray(a), dtype, out), axis, multiply_up)


def without_nan(a: "Any", instead: int) -> "Any":
    return np.where(a == a, a, instead)


def nancumsum(a: "Any", axis: "Any" = None, dtype: "Any" = None, out: "Any" = None) -> "Any":
    return cumsum(without_nan(np.asarray(a), 0), axis, dtype, out)


def nancumprod(a: "Any", axis: "Any" = None, dtype: "Any" = None, out: "Any" = None) -> "Any":
    return cumprod(without_nan(np.asarray(a), 1), axis, dtype, out)


def subtract_neighbours(row: "Any", result: "Any") -> None:
    for i in range(len(result)):
        result[i] = row[i + 1] * 1 - row[i] * 1  # NumPy doesn't subtract bools


def differences(a: "Any") -> "Any":
    """Along the last axis. Of bools they are whether the two differ, which is what is stored of 1 and -1."""
    result = np.empty((*a.shape[:-1], max(a.shape[-1] - 1, 0)), a.dtype)
    for index in np.ndindex(a.shape[:-1]):
        subtract_neighbours(a[index], result[index])
    return result


def at_end(value: "Any", rows: "Any", axis: "Any") -> "Any":
    """What `prepend` and `append` are; a number stands at the end of each row."""
    if np.ndim(value) == 0:
        return np.broadcast_to(np.asarray(value), (*rows.shape[:-1], 1))
    return np.moveaxis(np.asarray(value), axis, -1)


def with_ends(rows: "Any", prepend: "Any", append: "Any", axis: "Any") -> "Any":
    if prepend is not None and append is not None:
        return concatenate((at_end(prepend, rows, axis), rows, at_end(append, rows, axis)), -1)
    if prepend is not None:
        return concatenate((at_end(prepend, rows, axis), rows), -1)
    return rows if append is None else concatenate((rows, at_end(append, rows, axis)), -1)


def diff(a: "Any", n: int = 1, axis: "Any" = -1, prepend: "Any" = None, append: "Any" = None) -> "Any":
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    if n == 0:
        return a
    if np.ndim(a) == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    result = differences(with_ends(np.moveaxis(np.asarray(a), axis, -1), prepend, append, axis))
    if n > 1:
        for _ in range(n - 1):
            result = differences(result)
    return np.moveaxis(result, -1, axis)


def cross_of_last(x: "Any", y: "Any") -> "Any":
    if x.shape[-1] != 3 or y.shape[-1] != 3:
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 3)")
    result = x * y
    result[..., 0:1] = x[..., 1:2] * y[..., 2:3] - x[..., 2:3] * y[..., 1:2]
    result[..., 1:2] = x[..., 2:3] * y[..., 0:1] - x[..., 0:1] * y[..., 2:3]
    result[..., 2:3] = x[..., 0:1] * y[..., 1:2] - x[..., 1:2] * y[..., 0:1]
    return result


def cross(a: "Any", b: "Any", axisa: "Any" = -1, axisb: "Any" = -1, axisc: "Any" = -1, axis: "Any" = None) -> "Any":
    """Of vectors of 3."""
    x = np.asarray(a)
    y = np.asarray(b)
    if axis is not None:
        return np.moveaxis(cross_of_last(np.moveaxis(x, axis, -1), np.moveaxis(y, axis, -1)), -1, axis)
    return np.moveaxis(cross_of_last(np.moveaxis(x, axisa, -1), np.moveaxis(y, axisb, -1)), -1, axisc)


def trace(
    a: "Any", offset: int = 0, axis1: "Any" = 0, axis2: "Any" = 1, dtype: "Any" = None, out: "Any" = None
) -> "Any":
    matrices = np.moveaxis(np.asarray(a), (axis1, axis2), (-2, -1))
    if out is None:
        return traces(matrices, offset, dtype)
    out[...] = traces(matrices, offset, dtype)
    return out


def traces(matrices: "Any", offset: int, dtype: "Any") -> "Any":
    if matrices.ndim == 2:
        return np.sum(np.diagonal(matrices, offset), dtype=dtype)
    kind = np.asarray(np.sum(np.empty(0, matrices.dtype), dtype=dtype)).dtype
    result = np.empty(matrices.shape[:-2], kind)
    for index in np.ndindex(matrices.shape[:-2]):
        result[index] = np.sum(np.diagonal(matrices[index], offset), dtype=dtype)
    return result


def allclose(a: "Any", b: "Any", rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> bool:
    return bool(np.all(np.isclose(a, b, rtol, atol, equal_nan)))


def interpolated(x: "Any", xp: "Any", fp: "Any", left: "Any", right: "Any") -> "Any":
    """At one place: the values on both sides of it joined by a line."""
    if x != x and len(xp) > 1:
        return x
    if x < xp[0]:
        return left
    last = len(xp) - 1
    if x > xp[last]:
        return right
    low = 0
    high = last + 1
    while high - low > 1:
        middle = (low + high) // 2
        if x >= xp[middle]:
            low = middle
        else:
            high = middle
    if low == last or x == xp[low]:
        return fp[low] * 1.0
    slope = (fp[low + 1] - fp[low]) / (xp[low + 1] - xp[low])
    result = slope * (x - xp[low]) + fp[low]
    if result != result:
        result = slope * (x - xp[low + 1]) + fp[low + 1]
        if result != result and fp[low] == fp[low + 1]:
            result = fp[low]
    return result


def interp(x: "Any", xp: "Any", fp: "Any", left: "Any" = None, right: "Any" = None) -> "Any":
    """In double; `xp` goes up."""
    if len(xp) == 0:
        raise ValueError("array of sample points is empty")
    if len(xp) != len(fp):
        raise ValueError("fp and xp are not of the same length.")
    below = fp[0] if left is None else left
    above = fp[-1] if right is None else right
    if np.ndim(x) == 0:
        return float(interpolated(float(x), xp, fp, below, above))
    places = np.asarray(x)
    result = np.empty(places.shape, "f8")
    for index in np.ndindex(places.shape):
        result[index] = interpolated(float(places[index]), xp, fp, below, above)
    return result
