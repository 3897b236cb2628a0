"""math's functions of several numbers: of arrays and tuples."""

from __future__ import annotations

from collections.abc import Iterable


def prod(values: Iterable[float], *, start: float = 1) -> float:
    """The product, from `start` on."""
    result = start
    for value in values:
        result = result * value
    return result
