"""a.flat: the elements of an array in C's order, whatever its strides; views of nothing, so parts are copies."""

import numpy as np

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def position_of(a: "Any", index: int) -> int:
    """Counted from the beginning."""
    if index < -a.size or index >= a.size:
        raise IndexError(f"index {index} is out of bounds for size {a.size}")
    return index + a.size if index < 0 else index


def element(a: "Any", position: int) -> "Any":
    if np.ndim(a) == 0:
        return a[()]
    if np.ndim(a) == 1:
        return a[position]
    inner = a.size // len(a)
    return element(a[position // inner], position % inner)


def put(a: "Any", position: int, value: "Any") -> None:
    if np.ndim(a) == 0:
        a[()] = value
    elif np.ndim(a) == 1:
        a[position] = value
    else:
        inner = a.size // len(a)
        put(a[position // inner], position % inner, value)


def item(a: "Any", index: int) -> "Any":
    return element(a, position_of(a, index))


def part(a: "Any", index: "Any") -> "Any":
    return np.ravel(a)[index].copy()


def store(a: "Any", index: int, value: "Any") -> None:
    put(a, position_of(a, index), value)


def store_in_turn(line: "Any", values: "Any") -> None:
    k = 0
    for i in range(len(line)):
        line[i] = values[k]
        k = k + 1 if k + 1 < len(values) else 0


def store_part(a: "Any", index: "Any", values: "Any") -> None:
    """Again and again, if there are fewer; none, if there are none."""
    given = np.ravel(np.array(values, a.dtype))
    if len(given) == 0:
        return
    if a.flags.c_contiguous:
        store_in_turn(np.ravel(machine.packed(a))[index], given)
        return
    positions = np.arange(a.size)[index]
    for i in range(len(positions)):
        put(a, positions[i], given[i % len(given)])
