"""NumPy's functions that put arrays together.

The arrays stand in a tuple, whose elements may be of any dtypes: so the functions here call themselves with the rest of it."""

import numpy as np

from .arrays import each_with_1_axis, each_with_2_axes, flat, with_2_axes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def common_dtype(first: "Any", *others: "Any") -> "Any":
    if not others:
        return first.dtype
    return np.where(np.empty(0, np.bool_), np.empty(0, first.dtype), np.empty(0, common_dtype(*others))).dtype


def total_length(axis: "Any", model: "Any", number: int, first: "Any", *others: "Any") -> int:
    if np.ndim(first) != np.ndim(model):
        raise ValueError(
            "all the input arrays must have same number of dimensions, but the array at index 0 has "
            f"{np.ndim(model)} dimension(s) and the array at index {number} has {np.ndim(first)} dimension(s)"
        )
    length: int = first.shape[axis]
    return length + total_length(axis, model, number + 1, *others) if others else length


def check_lengths(part: "Any", other: "Any", axis: int, number: int) -> None:
    """Both have the axis first, along which their lengths may differ."""
    for k in range(1, other.ndim):
        if part.shape[k] != other.shape[k]:
            place = k if k > axis else k - 1
            raise ValueError(
                "all the input array dimensions except for the concatenation axis must match exactly, "
                f"but along dimension {place}, the array at index 0 has size {other.shape[k]} "
                f"and the array at index {number} has size {part.shape[k]}"
            )


def put_in(target: "Any", axis: "Any", at: int, number: int, first: "Any", *others: "Any") -> None:
    """Each array behind the one before; `target` has the axis first."""
    part = np.moveaxis(first, axis, 0)
    check_lengths(part, target, axis if axis >= 0 else axis + target.ndim, number)
    target[at : at + len(part)] = part
    if others:
        put_in(target, axis, at + len(part), number + 1, *others)


def concatenate(arrays: "Any", axis: "Any" = 0, out: "Any" = None, dtype: "Any" = None) -> "Any":
    if axis is None:
        return joined(flattened(*arrays), 0, out, dtype)
    return joined(as_arrays(*arrays), axis, out, dtype)


def joined(arrays: "Any", axis: "Any", out: "Any", dtype: "Any") -> "Any":
    first = arrays[0]
    if np.ndim(first) == 0:
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    shape = (*first.shape[:axis], total_length(axis, first, 0, *arrays), *first.shape[axis:][1:])
    if out is not None:
        if out.shape != shape:
            raise ValueError("Output array is the wrong shape")
        put_in(np.moveaxis(out, axis, 0), axis, 0, 0, *arrays)
        return out
    result = np.empty(shape, common_dtype(*arrays) if dtype is None else dtype)
    put_in(np.moveaxis(result, axis, 0), axis, 0, 0, *arrays)
    return result


def as_arrays(first: "Any", *others: "Any") -> "Any":
    """Tuples and lists among them are arrays, too."""
    return (np.asarray(first), *as_arrays(*others)) if others else (np.asarray(first),)


def flattened(first: "Any", *others: "Any") -> "Any":
    if not others:
        return (flat(first),)
    return (flat(first), *flattened(*others))


def with_axis(axis: "Any", shape: "Any", first: "Any", *others: "Any") -> "Any":
    """Each array with a new axis of length 1."""
    part = np.asarray(first)
    if part.shape != shape:
        raise ValueError("all input arrays must have the same shape")
    if not others:
        return (np.expand_dims(part, axis),)
    return (np.expand_dims(part, axis), *with_axis(axis, shape, *others))


def stack(arrays: "Any", axis: "Any" = 0, out: "Any" = None, dtype: "Any" = None) -> "Any":
    return concatenate(with_axis(axis, np.asarray(arrays[0]).shape, *arrays), axis, out, dtype)


def vstack(tup: "Any", dtype: "Any" = None) -> "Any":
    return concatenate(each_with_2_axes(*tup), 0, None, dtype)


def hstack(tup: "Any", dtype: "Any" = None) -> "Any":
    parts = each_with_1_axis(*tup)
    return along_second(parts[0], parts, dtype)


def along_second(first: "Any", parts: "Any", dtype: "Any") -> "Any":
    if first.ndim == 1:
        return concatenate(parts, 0, None, dtype)
    return concatenate(parts, 1, None, dtype)


def with_3_axes(a: "Any") -> "Any":
    return np.asarray(a) if np.ndim(a) >= 3 else np.expand_dims(with_2_axes(a), 2)


def each_with_3_axes(first: "Any", *others: "Any") -> "Any":
    return (with_3_axes(first), *each_with_3_axes(*others)) if others else (with_3_axes(first),)


def dstack(tup: "Any") -> "Any":
    return concatenate(each_with_3_axes(*tup), 2)


def append(arr: "Any", values: "Any", axis: "Any" = None) -> "Any":
    return concatenate((arr, values), axis)


def as_columns(first: "Any", *others: "Any") -> "Any":
    if not others:
        return (as_column(np.asarray(first)),)
    return (as_column(np.asarray(first)), *as_columns(*others))


def as_column(a: "Any") -> "Any":
    return a if a.ndim > 1 else with_2_axes(a).T


def column_stack(tup: "Any") -> "Any":
    return concatenate(as_columns(*tup), 1)


def ones_for(count: "Any") -> "Any":
    """As many as the tuple is long."""
    return (1, *ones_for(count[1:])) if count else ()


def products(a: "Any", b: "Any") -> "Any":
    """Of two tuples of one length, element by element."""
    return (a[0] * b[0], *products(a[1:], b[1:])) if a else ()


def pairs(a: "Any", b: "Any") -> "Any":
    """The elements of two tuples in turn."""
    return (a[0], b[0], *pairs(a[1:], b[1:])) if a else ()


def lay(target: "Any", source: "Any") -> None:
    """The axes of `target` are in turn how often, and those of `source`."""
    if source.ndim == 1:
        target[...] = source
    else:
        for k in range(target.shape[0]):
            for i in range(len(source)):
                lay(target[k, i], source[i])


def tiled(a: "Any", counts: "Any") -> "Any":
    if np.ndim(a) < len(counts):
        return tiled(np.expand_dims(a, 0), counts)
    if np.ndim(a) > len(counts):
        return tiled(a, (1, *counts))
    result = np.empty(products(a.shape, counts), a.dtype)
    if a.ndim > 0:
        lay(np.reshape(result, pairs(counts, a.shape)), a)
    else:
        result[...] = a
    return result


def tile(A: "Any", reps: "Any") -> "Any":
    if np.ndim(reps) == 0:
        return tiled(np.asarray(A), (reps,))
    return tiled(np.asarray(A), reps)


def repeat_rows(a: "Any", repeats: int) -> "Any":
    if repeats < 0 and len(a) > 0:
        raise ValueError("repeats may not contain negative values.")
    result = np.empty((len(a) * repeats, *a.shape[1:]), a.dtype)
    for i in range(len(a)):
        result[i * repeats : (i + 1) * repeats] = a[i]
    return result


def repeat_each(a: "Any", repeats: "Any") -> "Any":
    """Row i as often as element i says."""
    if len(repeats) == 1:
        return repeat_rows(a, int(repeats[0]))
    if len(repeats) != len(a):
        raise ValueError(f"operands could not be broadcast together with shape ({len(a)},) ({len(repeats)},)")
    total = 0
    for count in repeats:
        if count < 0:
            raise ValueError("repeats may not contain negative values.")
        total += int(count)
    result = np.empty((total, *a.shape[1:]), a.dtype)
    at = 0
    for i in range(len(a)):
        count = int(repeats[i])
        result[at : at + count] = a[i]
        at += count
    return result


def repeat(a: "Any", repeats: "Any", axis: "Any" = None) -> "Any":
    if axis is None:
        return repeated(flat(a), repeats)
    return np.moveaxis(repeated(np.moveaxis(np.asarray(a), axis, 0), repeats), 0, axis)


def repeated(rows: "Any", repeats: "Any") -> "Any":
    if np.ndim(repeats) == 0:
        return repeat_rows(rows, repeats)
    return repeat_each(rows, np.asarray(repeats))


def lengths(first: "Any", *others: "Any") -> "Any":
    return (first.size, *lengths(*others)) if others else (first.size,)


def product(numbers: "Any") -> int:
    result = 1
    for n in numbers:
        result *= n
    return result


def grids(shape: "Any", before: int, first: "Any", *others: "Any") -> "Any":
    """One array of that shape for each: what it holds changes along its own axis, behind `before` elements of those before it."""
    result = np.empty(shape, first.dtype)
    flat = np.reshape(result, (before, first.size, product(shape) // max(before * first.size, 1)))
    flat[...] = np.reshape(first, (1, first.size, 1))
    if not others:
        return (result,)
    return (result, *grids(shape, before * first.size, *others))


def open_grids(after: "Any", before: "Any", first: "Any", *others: "Any") -> "Any":
    """The same with length 1 along all axes but its own: each of `before` and `after` stands for an axis."""
    own = np.reshape(first, (*ones_for(before), first.size, *ones_for(others)))
    if not others:
        return (own,)
    return (own, *open_grids(after, (*before, 0), *others))


def with_two_swapped(a: "Any", b: "Any", *others: "Any") -> "Any":
    return (b, a, *others)


def all_flat(first: "Any", *others: "Any") -> "Any":
    return (flat(first), *all_flat(*others)) if others else (flat(first),)


def meshgrid(*xi: "Any", copy: bool = True, sparse: bool = False, indexing: str = "xy") -> "Any":
    parts = all_flat(*xi)
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    if indexing == "xy" and len(xi) > 1:
        swapped = with_two_swapped(*parts)
        return with_two_swapped(*grids_of(sparse, *swapped))
    return grids_of(sparse, *parts)


def grids_of(sparse: bool, *parts: "Any") -> "Any":
    if sparse:
        return copies(*open_grids((), (), *parts))
    return grids(lengths(*parts), 1, *parts)


def copies(first: "Any", *others: "Any") -> "Any":
    return (first.copy(), *copies(*others)) if others else (first.copy(),)
