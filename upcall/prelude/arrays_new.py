"""Arrays that begin with one thing all over, or on a diagonal."""

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def fill(a: "Any", value: "Any") -> None:
    a[...] = value


def eye(N: int, M: "Any" = None, k: int = 0, dtype: "Any" = "f8") -> "Any":
    columns = N if M is None else M
    result = np.zeros((N, columns), dtype)
    for i in range(max(0, -k), min(N, columns - k)):
        result[i, i + k] = 1
    return result


def identity(n: int, dtype: "Any" = "f8") -> "Any":
    return eye(n, None, 0, dtype)
