"""Functions that give an array of the same elements in another shape."""

import numpy as np

from . import arrays_flat, machine
from .arrays import each_with_1_axis, each_with_2_axes, with_1_axis, with_2_axes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def atleast_1d(*arys: "Any") -> "Any":
    return with_1_axis(arys[0]) if len(arys) == 1 else each_with_1_axis(*arys)


def atleast_2d(*arys: "Any") -> "Any":
    return with_2_axes(arys[0]) if len(arys) == 1 else each_with_2_axes(*arys)


def with_3_axes(a: "Any") -> "Any":
    if np.ndim(a) >= 3:
        return np.asarray(a)
    matrix = with_2_axes(a)
    return matrix[:, :, None]


def each_with_3_axes(first: "Any", *others: "Any") -> "Any":
    return (with_3_axes(first), *each_with_3_axes(*others)) if others else (with_3_axes(first),)


def atleast_3d(*arys: "Any") -> "Any":
    return with_3_axes(arys[0]) if len(arys) == 1 else each_with_3_axes(*arys)


def matrix_transpose(x: "Any") -> "Any":
    return np.asarray(x).mT


def common_length(a: int, b: int) -> int:
    if a not in (b, 1) and b != 1:
        raise ValueError("shape mismatch: objects cannot be broadcast to a single shape")
    return b if a == 1 else a


def common_shape(a: "Any", b: "Any") -> "Any":
    if len(a) < len(b):
        return common_shape(b, a)
    if len(b) == 0:
        return a
    if len(a) > len(b):
        return (a[0], *common_shape(a[1:], b))
    return (common_length(a[0], b[0]), *common_shape(a[1:], b[1:]))


def shape_of_all(first: "Any", *others: "Any") -> "Any":
    return common_shape(np.shape(first), shape_of_all(*others)) if others else np.shape(first)


def each_in_shape(shape: "Any", first: "Any", *others: "Any") -> "Any":
    one = (np.broadcast_to(first, shape),)
    return (*one, *each_in_shape(shape, *others)) if others else one


def broadcast_arrays(*args: "Any") -> "Any":
    """Read-only views."""
    return each_in_shape(shape_of_all(*args), *args)


def diagonal(a: "Any", offset: int = 0, axis1: "Any" = 0, axis2: "Any" = 1) -> "Any":
    """Read-only, along the last axis."""
    matrices = np.moveaxis(np.asarray(a), (axis1, axis2), (-2, -1))
    part = matrices[..., max(-offset, 0) :, max(offset, 0) :]
    *lengths, rows, columns = part.shape
    *strides, down, right = part.strides
    line = machine.strided(part, (*lengths, min(rows, columns)), (*strides, down + right))
    return np.broadcast_to(line, line.shape)


def real(val: "Any") -> "Any":
    """Of numbers, too."""
    return val.real


def imag(val: "Any") -> "Any":
    """Of numbers, too."""
    return val.imag


def imag_of_reals(a: "Any") -> "Any":
    """Read-only zeros."""
    return np.broadcast_to(np.zeros_like(a, order="A"), a.shape)


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


def frombuffer(buffer: "Any", dtype: "Any" = "f8", count: int = -1, offset: int = 0) -> "Any":
    """The memory of a contiguous array as one of numbers of this type."""
    memory = buffer.reshape(-1).view("u1")
    if offset < 0 or offset > len(memory):
        raise ValueError(f"offset must be non-negative and no greater than buffer length ({len(memory)})")
    rest = memory[offset:]
    size = np.empty(0, dtype).itemsize
    if count < 0:
        if len(rest) % size != 0:
            raise ValueError("buffer size must be a multiple of element size")
        return rest.view(dtype)
    if len(rest) < count * size:
        raise ValueError("buffer is smaller than requested size")
    return rest[: count * size].view(dtype)
