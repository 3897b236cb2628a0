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
    return a.shape


def size(a: "Any", axis: "Any" = None) -> "Any":
    if np.ndim(a) == 0:
        return 1
    return a.size if axis is None else a.shape[axis]
