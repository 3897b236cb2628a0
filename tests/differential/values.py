"""The values that arguments take: edge values of each type, and Hypothesis strategies which mix them with any others.

An argument is described by something with `edges()`, a list, and `strategy()`. `Scalar(type)` is the default for a
number; `Integers` limits one (a loop count, an index), `Memory` is an array behind a pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from hypothesis import strategies as st
from oracle import DTYPES


class Argument(Protocol):
    def edges(self) -> list[Any]: ...

    def strategy(self) -> st.SearchStrategy[Any]: ...


def float_edges(name: str) -> list[Any]:
    """Zeros, ones, halves, the ends of every range that a conversion or an algorithm may have, and what isn't finite."""
    scalar = np.dtype(DTYPES[name]).type
    info = np.finfo(scalar)
    one = scalar(1)
    positive = [
        0.0,
        1.0,
        0.5,
        1.5,
        2.0,
        2.5,
        3.0,
        0.1,
        7.0,
        1e10,
        2.0**31,
        2.0**53 - 1,
        2.0**53,
        2.0**63,
        2.0**64,
        np.inf,
    ]
    ends = [info.smallest_subnormal, info.tiny, info.max, np.nextafter(one, scalar(2)), np.nextafter(one, scalar(0))]
    below = np.nextafter(scalar(2.0**63), scalar(0))
    values = [scalar(x) for x in [*positive, *ends, below]]
    return [*values, *(-x for x in values), scalar(np.nan)]


def complex_edges(name: str) -> list[Any]:
    """Both parts take the values at which an algorithm may turn."""
    scalar = np.dtype(DTYPES[name]).type
    info = np.finfo(scalar)
    positive = [0.0, 1.0, 0.5, info.smallest_subnormal, info.tiny, info.max, np.inf]
    parts = [*positive, *(-x for x in positive), np.nan]
    return [scalar(complex(x, y)) for x in parts for y in parts]


def integer_limits(name: str) -> tuple[int, int]:
    info = np.iinfo(DTYPES[name])
    return int(info.min), int(info.max)


def integer_edges(name: str) -> list[int]:
    """Small numbers, powers of two with their neighbours and the ends of the type."""
    low, high = integer_limits(name)
    powers = [2**n + d for n in (7, 8, 15, 16, 31, 32, 53, 62, 63) for d in (-1, 0, 1)]
    values = [0, 1, 2, 3, 5, 10, *powers, low, low + 1, high - 1, high]
    return sorted({v for x in values for v in (x, -x) if low <= v <= high}, key=lambda v: (abs(v), v))


class Scalar:
    """Any number of a type."""

    def __init__(self, name: str):
        self.name = name

    def edges(self) -> list[Any]:
        if self.name == "boolean":
            return [False, True]
        if self.name.startswith("complex"):
            return complex_edges(self.name)
        return float_edges(self.name) if self.name.startswith("float") else integer_edges(self.name)

    def strategy(self) -> st.SearchStrategy[Any]:
        if self.name == "boolean":
            return st.booleans()
        if self.name.startswith("float"):
            scalar = np.dtype(DTYPES[self.name]).type
            drawn: st.SearchStrategy[Any] = st.floats(width=scalar().itemsize * 8).map(scalar)
        elif self.name.startswith("complex"):
            scalar = np.dtype(DTYPES[self.name]).type
            part = st.floats(width=scalar().itemsize * 4)
            drawn = st.builds(complex, part, part).map(scalar) | st.complex_numbers(max_magnitude=100).map(scalar)
        else:
            drawn = st.integers(*integer_limits(self.name))
        return st.sampled_from(self.edges()) | drawn


class Integers:
    """An integer from `low` to `high`, both included; all of them are edges."""

    def __init__(self, low: int, high: int):
        self.low = low
        self.high = high

    def edges(self) -> list[Any]:
        return list(range(self.low, self.high + 1))

    def strategy(self) -> st.SearchStrategy[Any]:
        return st.integers(self.low, self.high)


class Floats:
    """A float64 from `low` to `high`, for functions of libm whose arguments must stay reasonable."""

    def __init__(self, low: float, high: float):
        self.low = low
        self.high = high

    def edges(self) -> list[Any]:
        return [np.float64(x) for x in np.linspace(self.low, self.high, 41)]

    def strategy(self) -> st.SearchStrategy[Any]:
        return st.floats(self.low, self.high).map(np.float64)


class Memory:
    """`count` elements of a type behind a pointer: edge values, other edge values, and plain small numbers."""

    def __init__(self, name: str, count: int, values: Sequence[Any] | None = None):
        self.name = name
        self.count = count
        self.values = values

    def buffer(self, values: Sequence[Any]) -> np.ndarray:
        return np.resize(np.array(values, dtype=DTYPES[self.name]), self.count)

    def edges(self) -> list[Any]:
        if self.values is not None:
            return [self.buffer(self.values)]
        edges = Scalar(self.name).edges()
        return [self.buffer(edges), self.buffer(edges[::-1]), self.buffer(range(self.count))]

    def strategy(self) -> st.SearchStrategy[Any]:
        element = st.sampled_from(list(self.values)) if self.values is not None else Scalar(self.name).strategy()
        return st.lists(element, min_size=self.count, max_size=self.count).map(self.buffer)
