"""Products of arrays of more than two axes and of numbers, in place, and with `out`: made of those of vectors and matrices."""

import numpy as np

from .arrays import flat, with_1_axis
from .arrays_join import product

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def product_dtype(a: "Any", b: "Any") -> "Any":
    return (np.zeros(1, a.dtype) * np.zeros(1, b.dtype)).dtype


def stored(result: "Any", out: "Any") -> "Any":
    """The result, or `out` with it, cast as a ufunc does."""
    if out is None:
        return result
    if np.shape(result) != np.shape(out):
        raise ValueError("the output array does not have the shape of the product")
    return np.multiply(result, True, out=out)


# ---- stacks of matrices


def common_length(n: int, m: int) -> int:
    if n == m or m == 1:
        return n
    if n == 1:
        return m
    raise ValueError("operands could not be broadcast together: the stacks of matrices don't match")


def common_shape(a: "Any", b: "Any") -> "Any":
    if not a:
        return b
    if not b:
        return a
    return (*common_shape(a[:-1], b[:-1]), common_length(a[-1], b[-1]))


def of_matrices(a: "Any", b: "Any") -> "Any":
    """Of the last two axes."""
    if a.shape[-1] != b.shape[-2]:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {b.shape[-2]} is different from {a.shape[-1]})"
        )
    shape = common_shape(a.shape[:-2], b.shape[:-2])
    left = np.broadcast_to(a, (*shape, *a.shape[-2:]))
    right = np.broadcast_to(b, (*shape, *b.shape[-2:]))
    result = np.empty((*shape, a.shape[-2], b.shape[-1]), product_dtype(a, b))
    for index in np.ndindex(shape):
        result[index] = left[index] @ right[index]
    return result


def stacks(a: "Any", b: "Any") -> "Any":
    if a.ndim <= 2 and b.ndim <= 2:
        return a @ b
    if b.ndim == 1:
        return of_matrices(a, np.expand_dims(b, 1))[..., 0]
    if a.ndim == 1:
        return of_matrices(np.expand_dims(a, 0), b)[..., 0, :]
    return of_matrices(a, b)


def matmul(x1: "Any", x2: "Any", out: "Any" = None) -> "Any":
    return stored(stacks(np.asarray(x1), np.asarray(x2)), out)


def matmul_in_place(a: "Any", b: "Any") -> "Any":
    """a @= b"""
    if a.ndim < 1 or b.ndim < 2:
        raise ValueError(
            "inplace matrix multiplication requires the first operand to have at least one and the second at least two "
            "dimensions."
        )
    result = stacks(a, b)
    if a.shape[-1] != result.shape[-1]:
        raise ValueError(
            "matmul: Output operand 0 has a mismatch in its core dimension 1, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {a.shape[-1]} is different from {result.shape[-1]})"
        )
    return stored(result, a)


# ---- sums over one axis of each


def rows(a: "Any") -> "Any":
    """The last axis and all others."""
    return np.reshape(np.ascontiguousarray(a), (product(a.shape[:-1]), a.shape[-1]))


def of_rows(a: "Any", b: "Any", axis: int) -> "Any":
    """Of all rows of `a` with all of `b`, whose last axis was axis number `axis`."""
    if a.shape[-1] != b.shape[-1]:
        raise ValueError(f"shapes not aligned: {a.shape[-1]} (dim {a.ndim - 1}) != {b.shape[-1]} (dim {axis})")
    return np.reshape(rows(a) @ rows(b).T, (*a.shape[:-1], *b.shape[:-1]))


def dot_of(a: "Any", b: "Any") -> "Any":
    if a.ndim <= 2 and b.ndim <= 2:
        return np.dot(a, b)
    if b.ndim == 1:
        return of_rows(a, b, 0)
    return of_rows(a, np.moveaxis(b, -2, -1), b.ndim - 2)


def dot(a: "Any", b: "Any", out: "Any" = None) -> "Any":
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return stored(a * b, out)
    return stored(dot_of(np.asarray(a), np.asarray(b)), out)


def inner_of(a: "Any", b: "Any") -> "Any":
    if a.ndim <= 2 and b.ndim <= 2:
        return np.inner(a, b)
    return of_rows(a, b, b.ndim - 1)


def inner(a: "Any", b: "Any") -> "Any":
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    return inner_of(np.asarray(a), np.asarray(b))


# ---- of all elements


def vdot(a: "Any", b: "Any") -> "Any":
    return np.vdot(flat(with_1_axis(a)), flat(with_1_axis(b)))


def outer(a: "Any", b: "Any", out: "Any" = None) -> "Any":
    return stored(np.outer(flat(with_1_axis(a)), flat(with_1_axis(b))), out)
