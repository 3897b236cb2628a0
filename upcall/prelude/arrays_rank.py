"""NumPy's functions that ask for elements by their rank: medians, and what arrays_quantiles.py is made of; and averages.

Up to 64 elements are counted: the element of rank k is the largest that has at most k smaller ones. That needs no memory, and has
no branch that can't be predicted. More are copied, and the copy is sorted as far as needed
(Hoare's quickselect, and Shell's sort where the pivots are bad). A nan isn't smaller than anything; whoever asks knows how many
there are."""

import math

import numpy as np

from . import machine
from .arrays import flat
from .arrays_join import product

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COUNTED = 64


# ---- one element by its rank


def valid_count(row: "Any") -> int:
    """How many are no nan."""
    count = 0
    for i in range(len(row)):
        count += row[i] == row[i]
    return count


def least_of(row: "Any") -> "Any":
    least = row[0]
    for i in range(1, len(row)):
        if row[i] < least or least != least:
            least = row[i]
    return least


def two_by_counting(row: "Any", low: int, high: int) -> "Any":
    """The largest ones that have at most so many smaller ones."""
    first = least_of(row)
    second = first
    for i in range(len(row)):
        value = row[i]
        smaller = 0
        for j in range(len(row)):
            smaller += row[j] < value
        first = value if smaller <= low and value > first else first
        second = value if smaller <= high and value > second else second
    return first, second


def copied(row: "Any", count: int) -> "Any":
    """What is no nan."""
    result = np.empty(count, row.dtype)
    if count == len(row):
        result[...] = row
    else:
        at = 0
        for i in range(len(row)):
            if row[i] == row[i] and at < count:
                result[at] = row[i]
                at += 1
    return result


def sort_with_gaps(x: "Any", start: int, end: int) -> None:
    """Shell's: no pivot can be bad for it, and it is short."""
    gap = 1
    while gap < (end - start) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(start + gap, end):
            value = x[i]
            j = i
            while j >= start + gap and x[j - gap] > value:
                x[j] = x[j - gap]
                j -= gap
            x[j] = value
        gap //= 3


def pivot_of(x: "Any", start: int, end: int) -> "Any":
    """The middle one of three."""
    a = x[start]
    b = x[start + (end - start) // 2]
    c = x[end - 1]
    low = a if a < b else b
    high = b if a < b else a
    rest = c if c < high else high
    return rest if low < rest else low


def put_at(x: "Any", rank: int) -> None:
    """Move elements until the one at `rank` is where it would be if all were sorted, with none that is larger before it."""
    start = 0
    end = len(x)
    bad = 0
    while end - start > 1:
        pivot = pivot_of(x, start, end)
        i = start
        j = end - 1
        while i <= j:
            while x[i] < pivot:
                i += 1
            while pivot < x[j]:
                j -= 1
            if i <= j:
                x[i], x[j] = x[j], x[i]
                i += 1
                j -= 1
        size = end - start
        if rank <= j:
            end = j + 1
        elif rank >= i:
            start = i
        else:
            return
        bad += end - start > size - size // 8
        if bad > 8:
            sort_with_gaps(x, start, end)
            return


def two_by_moving(x: "Any", low: int, high: int) -> "Any":
    put_at(x, low)
    first = x[low]
    second = first
    if high > low:
        second = x[high]
        for i in range(high, len(x)):
            second = x[i] if x[i] < second else second
    return first, second


def two_of(row: "Any", count: int, low: int, high: int) -> "Any":
    """The elements of the ranks `low` and `high`, which is the same or one more, of the `count` elements that are no nan."""
    if len(row) <= COUNTED:
        return two_by_counting(row, low, high)
    return two_by_moving(copied(row, count), low, high)


# ---- for each row


def rows_of(a: "Any", axis: "Any") -> "Any":
    """The axes that are given, at most three, are one, the last."""
    if np.ndim(axis) == 0:
        return np.moveaxis(a, axis, -1)
    if len(axis) == 1:
        return np.moveaxis(a, axis, (-1,))
    if len(axis) == 2:
        moved = np.moveaxis(a, axis, (-2, -1))
        return np.reshape(np.ascontiguousarray(moved), (*moved.shape[:-2], product(moved.shape[-2:])))
    rows = np.moveaxis(a, axis, (-3, -2, -1))
    return np.reshape(np.ascontiguousarray(rows), (*rows.shape[:-3], product(rows.shape[-3:])))


def mean_dtype(a: "Any") -> "Any":
    """That of the mean of elements."""
    return (np.zeros(1, a.dtype) * 1.0).dtype


def as_number(value: "Any", dtype: "Any") -> "Any":
    return machine.like(value, np.zeros(1, dtype)[0])


def zero_axes(value: "Any", dtype: "Any") -> "Any":
    result = np.empty((), dtype)
    result[()] = value
    return result


def with_ones(result: "Any", shape: "Any") -> "Any":
    """As many axes of length 1 as the shape is long."""
    return with_ones(np.expand_dims(result, 0), shape[1:]) if shape else result


def put_out(result: "Any", out: "Any") -> "Any":
    out[...] = result
    return out


def of_all(value: "Any", shape: "Any", dtype: "Any", out: "Any", keepdims: bool) -> "Any":
    """The result of all elements of an array of that shape."""
    if keepdims:
        result = with_ones(zero_axes(value, dtype), shape)
        return result if out is None else put_out(result, out)
    return as_number(value, dtype) if out is None else put_out(value, out)


def of_one_row(value: "Any", axis: "Any", dtype: "Any", out: "Any", keepdims: bool) -> "Any":
    if keepdims:
        result = np.expand_dims(zero_axes(value, dtype), axis)
        return result if out is None else put_out(result, out)
    return as_number(value, dtype) if out is None else put_out(value, out)


def of_rows(result: "Any", axis: "Any", out: "Any", keepdims: bool) -> "Any":
    kept = np.expand_dims(result, axis) if keepdims else result
    return kept if out is None else put_out(kept, out)


def middles(a: "Any", function: "Any", axis: "Any", out: "Any", keepdims: bool) -> "Any":
    if axis is None:
        return of_all(function(flat(a)), a.shape, mean_dtype(a), out, keepdims)
    return middles_of_rows(rows_of(a, axis), function, axis, out, keepdims)


def middles_of_rows(rows: "Any", function: "Any", axis: "Any", out: "Any", keepdims: bool) -> "Any":
    if rows.ndim == 1:
        return of_one_row(function(rows), axis, mean_dtype(rows), out, keepdims)
    result = np.empty(rows.shape[:-1], mean_dtype(rows))
    for index in np.ndindex(rows.shape[:-1]):
        result[index] = function(rows[index])
    return of_rows(result, axis, out, keepdims)


# ---- medians


def middle_of(row: "Any", count: int) -> "Any":
    first, second = two_of(row, count, (count - 1) // 2, count // 2)
    if count % 2 == 1:
        return first * 1.0
    return (first * 1.0 + second * 1.0) / 2


def median_of(row: "Any") -> "Any":
    count = valid_count(row)
    if count < len(row) or count == 0:
        return math.nan
    return middle_of(row, count)


def nanmedian_of(row: "Any") -> "Any":
    count = valid_count(row)
    if count == 0:
        return math.nan
    return middle_of(row, count)


def median(
    a: "Any", axis: "Any" = None, out: "Any" = None, overwrite_input: bool = False, keepdims: bool = False
) -> "Any":
    return middles(np.asarray(a), median_of, axis, out, keepdims)


def nanmedian(
    a: "Any", axis: "Any" = None, out: "Any" = None, overwrite_input: bool = False, keepdims: bool = False
) -> "Any":
    return middles(np.asarray(a), nanmedian_of, axis, out, keepdims)


# ---- averages


def has_zero(scale: "Any") -> bool:
    return bool(np.any(scale == 0.0))


def average(
    a: "Any", axis: "Any" = None, weights: "Any" = None, returned: bool = False, *, keepdims: bool = False
) -> "Any":
    x = np.asarray(a)
    if weights is None:
        mean = np.mean(x, axis=axis, keepdims=keepdims)
        if np.size(mean) == 0:
            raise ZeroDivisionError("division by zero")
        return (mean, mean * 0.0 + x.size / np.size(mean)) if returned else mean
    return weighted(x, np.asarray(weights), axis, returned, keepdims)


def weighted(x: "Any", weights: "Any", axis: "Any", returned: bool, keepdims: bool) -> "Any":
    if x.ndim == weights.ndim:
        if x.shape != weights.shape:
            if axis is None:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        return over(x, weights, axis, returned, keepdims)
    if axis is None:
        raise TypeError("Axis must be specified when shapes of a and weights differ.")
    rows = np.moveaxis(x, axis, -1)
    if weights.ndim != 1 or len(weights) != rows.shape[-1]:
        raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
    average, scale = over(rows, np.broadcast_to(weights, rows.shape), -1, True, False)
    if keepdims:
        return (
            (np.expand_dims(average, axis), np.expand_dims(scale, axis)) if returned else np.expand_dims(average, axis)
        )
    return (average, scale) if returned else average


def over(x: "Any", weights: "Any", axis: "Any", returned: bool, keepdims: bool) -> "Any":
    product = (x * 1.0) * weights
    scale = np.sum(weights, axis=axis, dtype=product.dtype, keepdims=keepdims)
    if has_zero(scale):
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    average = np.sum(product, axis=axis, keepdims=keepdims) / scale
    return (average, scale) if returned else average
