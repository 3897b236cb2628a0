"""Arrays in order, and elements moved along an axis; polynomials and integrals of samples."""

import numpy as np

from .arrays import flat
from .arrays_rank import sort_with_gaps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sort_row(x: "Any") -> None:
    """In place; what isn't a number is last."""
    end = len(x)
    i = 0
    while i < end:
        value = x[i]
        if value != value:
            end -= 1
            x[i] = x[end]
            x[end] = value
        else:
            i += 1
    sort_with_gaps(x, 0, end)


def sort_in_place(a: "Any", axis: "Any" = -1) -> None:
    rows = np.moveaxis(a, axis, -1)
    for index in np.ndindex(rows.shape[:-1]):
        sort_row(rows[index])


def sort(a: "Any", axis: "Any" = -1) -> "Any":
    if axis is None:
        result = np.array(flat(a))
        sort_row(result)
        return result
    result = np.array(a)
    sort_in_place(result, axis)
    return result


def rolled(rows: "Any", shift: int) -> "Any":
    result = np.empty(rows.shape, rows.dtype)
    count = len(rows)
    if count > 0:
        first = shift % count
        result[first:] = rows[: count - first]
        result[:first] = rows[count - first :]
    return result


def roll(a: "Any", shift: int, axis: "Any" = None) -> "Any":
    """What leaves at one end comes in at the other."""
    if axis is None:
        return np.reshape(rolled(flat(a), shift), np.asarray(a).shape)
    return np.moveaxis(rolled(np.moveaxis(np.asarray(a), axis, 0), shift), 0, axis)


def trapezoid(y: "Any", x: "Any" = None, dx: "Any" = 1.0, axis: "Any" = -1) -> "Any":
    """The integral of what is straight between samples, dx apart or at x, along one axis."""
    rows = np.moveaxis(np.asarray(y), axis, -1)
    if x is None:
        return np.sum(dx * (rows[..., 1:] + rows[..., :-1]) / 2.0, axis=-1)
    places = np.asarray(x) if np.ndim(x) == 1 else np.moveaxis(np.asarray(x), axis, -1)
    return np.sum((places[..., 1:] - places[..., :-1]) * (rows[..., 1:] + rows[..., :-1]) / 2.0, axis=-1)


def polyval(p: "Any", x: "Any") -> "Any":
    """Horner's rule; the highest power is first."""
    if len(p) == 0:
        return 0 * x
    result = 0 * x + p[0]
    for i in range(1, len(p)):
        result = result * x + p[i]
    return result
