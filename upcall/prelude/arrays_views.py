"""Functions that give an array of the same elements in another shape."""

import numpy as np

from . import arrays_flat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def atleast_1d(ary: "Any") -> "Any":
    if np.ndim(ary) == 0:
        return np.asarray(ary).reshape(1)
    return ary


def atleast_2d(ary: "Any") -> "Any":
    if np.ndim(ary) == 0:
        return np.asarray(ary).reshape(1, 1)
    if np.ndim(ary) == 1:
        return ary[None]
    return ary


def real(val: "Any") -> "Any":
    """Of numbers, too."""
    return val.real


def imag(val: "Any") -> "Any":
    """Of numbers, too."""
    return val.imag


def rot90(m: "Any", k: int = 1, axes: "Any" = (0, 1)) -> "Any":
    """By so many quarters of a turn, from the first of two axes to the second."""
    turns = k % 4
    if turns == 0:
        return m[...]
    if turns == 1:
        return np.swapaxes(np.flip(m, axes[1]), axes[0], axes[1])
    if turns == 2:
        return np.flip(m, axes)
    return np.flip(np.swapaxes(m, axes[0], axes[1]), axes[1])


def first(a: "Any") -> "Any":
    if np.ndim(a) == 0:
        return a[()]
    if np.ndim(a) == 1:
        return a[0]
    return first(a[0])


def item(a: "Any", *args: "Any") -> "Any":
    if len(args) == 0:
        if a.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return first(a)
    if len(args) == 1 and np.ndim(a) != 1:
        return arrays_flat.item(a, args[0])
    return a[args]


def truth(a: "Any") -> bool:
    if a.size == 0:
        raise ValueError(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty."
        )
    if a.size > 1:
        raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
    return bool(first(a))
