"""Functions of arrays that need no loop nest of the compiler's own, in the language."""

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray


def array_equal(a1: "NDArray[Any]", a2: "NDArray[Any]") -> bool:
    """The same shape, and equal elements."""
    if a1.ndim != a2.ndim or a1.shape != a2.shape:
        return False
    for index in np.ndindex(a1.shape):
        if a1[index] != a2[index]:
            return False
    return True
