"""Methods of NumPy's ufuncs: `accumulate` along an axis, and `outer` of all pairs."""

import numpy as np

from .arrays_scan import along, cumprod, cumsum, room_for_sums

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def add_accumulate(array: "Any", axis: "Any" = 0, dtype: "Any" = None, out: "Any" = None) -> "Any":
    return cumsum(array, axis, dtype, out)


def multiply_accumulate(array: "Any", axis: "Any" = 0, dtype: "Any" = None, out: "Any" = None) -> "Any":
    return cumprod(array, axis, dtype, out)


def rise(row: "Any") -> None:
    """Each element becomes the largest of those up to it."""
    for i in range(1, len(row)):
        row[i] = np.maximum(row[i - 1], row[i])


def fall(row: "Any") -> None:
    for i in range(1, len(row)):
        row[i] = np.minimum(row[i - 1], row[i])


def own_dtype(a: "Any", dtype: "Any", out: "Any") -> "Any":
    if dtype is not None:
        return dtype
    return a.dtype if out is None else out.dtype


def maximum_accumulate(array: "Any", axis: "Any" = 0, dtype: "Any" = None, out: "Any" = None) -> "Any":
    a = np.asarray(array)
    return along(room_for_sums(a, own_dtype(a, dtype, out), out), axis, rise)


def minimum_accumulate(array: "Any", axis: "Any" = 0, dtype: "Any" = None, out: "Any" = None) -> "Any":
    a = np.asarray(array)
    return along(room_for_sums(a, own_dtype(a, dtype, out), out), axis, fall)


def with_axes_behind(a: "Any", shape: "Any") -> "Any":
    """As many of length 1 as the shape is long."""
    return with_axes_behind(np.expand_dims(a, -1), shape[1:]) if shape else a


def spread(a: "Any", b: "Any") -> "Any":
    """So that a broadcast pairs each of its elements with each of b."""
    return with_axes_behind(np.asarray(a), b.shape)


def add_outer(A: "Any", B: "Any") -> "Any":
    return spread(A, np.asarray(B)) + np.asarray(B)


def subtract_outer(A: "Any", B: "Any") -> "Any":
    return spread(A, np.asarray(B)) - np.asarray(B)


def multiply_outer(A: "Any", B: "Any") -> "Any":
    return spread(A, np.asarray(B)) * np.asarray(B)


def divide_outer(A: "Any", B: "Any") -> "Any":
    return spread(A, np.asarray(B)) / np.asarray(B)


def maximum_outer(A: "Any", B: "Any") -> "Any":
    return np.maximum(spread(A, np.asarray(B)), np.asarray(B))


def minimum_outer(A: "Any", B: "Any") -> "Any":
    return np.minimum(spread(A, np.asarray(B)), np.asarray(B))
