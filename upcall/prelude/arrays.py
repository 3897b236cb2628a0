"""Functions of arrays that need no loop nest of the compiler's own, in the language."""

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray


def array_equal(a1: "NDArray[Any]", a2: "NDArray[Any]", equal_nan: bool = False) -> bool:
    """The same shape, and equal elements."""
    if np.ndim(a1) != np.ndim(a2):
        return False
    return equal_arrays(np.asarray(a1), np.asarray(a2), equal_nan)


def equal_arrays(a1: "NDArray[Any]", a2: "NDArray[Any]", equal_nan: bool) -> bool:
    if a1.shape != a2.shape:
        return False
    for index in np.ndindex(a1.shape):
        a = a1[index]
        b = a2[index]
        if a != b and not (equal_nan and a != a and b != b):
            return False
    return True


def shape(a: "Any") -> "Any":
    """Of a number too."""
    if np.ndim(a) == 0:
        return ()
    return np.asarray(a).shape


def size(a: "Any", axis: "Any" = None) -> "Any":
    if np.ndim(a) == 0:
        return 1
    return np.asarray(a).size if axis is None else np.asarray(a).shape[axis]


def flat(a: "Any") -> "Any":
    """All elements in C's order: a view where they lie so."""
    return np.ravel(np.ascontiguousarray(a))


def with_1_axis(a: "Any") -> "Any":
    return np.expand_dims(np.asarray(a), 0) if np.ndim(a) == 0 else np.asarray(a)


def with_2_axes(a: "Any") -> "Any":
    return np.asarray(a) if np.ndim(a) >= 2 else np.expand_dims(with_1_axis(a), 0)


def each_with_1_axis(first: "Any", *others: "Any") -> "Any":
    return (with_1_axis(first), *each_with_1_axis(*others)) if others else (with_1_axis(first),)


def each_with_2_axes(first: "Any", *others: "Any") -> "Any":
    return (with_2_axes(first), *each_with_2_axes(*others)) if others else (with_2_axes(first),)
