"""NumPy's percentiles and quantiles: by all its methods, with weights, and where nan doesn't count."""

import math

import numpy as np

from . import machine
from .arrays import flat
from .arrays_rank import as_number, of_all, of_one_row, of_rows, rows_of, two_of, valid_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# ---- of one row


def rank_above(place: float, stays: bool) -> float:
    """Of a distribution that goes up by steps: that rank where it stays, else the next one."""
    rank = machine.floor(place) + (0.0 if stays else 1.0)
    return rank if rank > 0.0 else 0.0


def takes_element(method: str) -> bool:
    """Is the result one of the elements?"""
    if method == "lower" or method == "higher" or method == "nearest":
        return True
    return method == "inverted_cdf" or method == "closest_observation"


def place_of(n: int, q: float, method: str) -> float:
    """Between which ranks the quantile lies, and where: 1.25 is a quarter of the way from rank 1 to rank 2."""
    if method == "linear":
        return (n - 1) * q
    if method == "lower":
        return machine.floor((n - 1) * q)
    if method == "higher":
        return machine.ceil((n - 1) * q)
    if method == "nearest":
        return machine.rint((n - 1) * q)
    if method == "midpoint":
        return 0.5 * (machine.floor((n - 1) * q) + machine.ceil((n - 1) * q))
    if method == "inverted_cdf":
        return rank_above(n * q - 1, n * q - 1 == machine.floor(n * q - 1))
    if method == "closest_observation":
        place = n * q - 1.5
        return rank_above(place, place == machine.floor(place) and machine.floor(place) % 2.0 == 1.0)
    if method == "interpolated_inverted_cdf":
        return n * q + (0.0 + q * 0.0) - 1
    if method == "averaged_inverted_cdf":
        return n * q - 1
    if method == "hazen":
        return n * q + (0.5 + q * 0.0) - 1
    if method == "weibull":
        return n * q + (0.0 + q * 1.0) - 1
    if method == "median_unbiased":
        return n * q + (1 / 3.0 + q * (1 - 1 / 3.0 - 1 / 3.0)) - 1
    if method == "normal_unbiased":
        return n * q + (3 / 8.0 + q * (1 - 3 / 8.0 - 3 / 8.0)) - 1
    raise ValueError("not a valid method of quantiles")


def way_of(place: float, before: int, method: str) -> float:
    """How far from one rank to the next."""
    if method == "averaged_inverted_cdf":
        return 0.5 if place == before else 1.0
    return place - before


def quantile_of(row: "Any", q: float, dtype: "Any", method: str, skips_nan: bool) -> "Any":
    count = valid_count(row)
    if len(row) == 0 and not skips_nan:
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    if count == 0 or (count < len(row) and not skips_nan):
        return math.nan
    place = place_of(count, q, method)
    before = int(machine.floor(place))
    if place >= count - 1:
        before = count - 1
    if before < 0:
        before = 0
    after = before + 1 if before + 1 < count and place >= 0.0 else before
    low, high = two_of(row, count, before, after)
    if takes_element(method):
        return low
    way = as_number(way_of(place, before, method), dtype)
    difference = high - low
    if way >= 0.5:
        return high - difference * (1 - way)
    return low + difference * way


# ---- with weights: by the inverted distribution


def sort_both(x: "Any", weights: "Any") -> None:
    """Shell's."""
    gap = 1
    while gap < len(x) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, len(x)):
            value = x[i]
            weight = weights[i]
            j = i
            while j >= gap and x[j - gap] > value:
                x[j] = x[j - gap]
                weights[j] = weights[j - gap]
                j -= gap
            x[j] = value
            weights[j] = weight
        gap //= 3


def total_weight(weights: "Any") -> float:
    total = 0.0
    for weight in weights:
        if weight < 0.0:
            raise ValueError("Weights must be non-negative.")
        total += weight
    if total - total != 0.0 or total == 0.0:
        raise ValueError("Weights included NaN, inf or were all zero.")
    return total


def weighted_of(row: "Any", row_weights: "Any", q: float, skips_nan: bool) -> "Any":
    weights = np.empty(len(row), "f8")
    weights[...] = row_weights
    if skips_nan:
        weights[...] = np.where(row == row, weights, 0.0)
    elif valid_count(row) < len(row):
        return math.nan
    x = np.empty(len(row), row.dtype)
    x[...] = row
    sort_both(x, weights)
    total = total_weight(weights)
    share = 0.0
    for i in range(len(x)):
        share += weights[i]
        if share > 0.0 and share / total >= q:
            return x[i]
    return x[-1]


def weights_like(a: "Any", weights: "Any", axis: "Any") -> "Any":
    """In the shape of the array."""
    if weights.ndim == a.ndim:
        if weights.shape != a.shape:
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        return weights
    if axis is None:
        raise TypeError("Axis must be specified when shapes of a and weights differ.")
    if weights.ndim != 1 or len(weights) != a.shape[axis]:
        raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
    return np.moveaxis(np.broadcast_to(weights, np.moveaxis(a, axis, -1).shape), -1, axis)


# ---- of all rows


def quantile_dtype(a: "Any", q: "Any", method: str) -> "Any":
    """That of the elements, where the result is one of them."""
    if method == "lower" or method == "higher" or method == "nearest":
        return a.dtype
    if method == "inverted_cdf" or method == "closest_observation":
        return a.dtype
    return (np.zeros(1, a.dtype) * 1.0 * q).dtype


def share_of(q: "Any", scale: float) -> float:
    share = float(q) / scale
    if not 0.0 <= share <= 1.0:
        raise ValueError(
            "Percentiles must be in the range [0, 100]" if scale == 100.0 else "Quantiles must be in the range [0, 1]"
        )
    return share


def quantile_in(
    a: "Any",
    q: "Any",
    scale: float,
    axis: "Any",
    method: str,
    out: "Any",
    keepdims: bool,
    weights: "Any",
    skips_nan: bool,
) -> "Any":
    """Of one q."""
    share = share_of(q, scale)
    if weights is not None:
        return weighted_in(a, share, axis, out, keepdims, weights_like(a, np.asarray(weights), axis), skips_nan)
    dtype = quantile_dtype(a, q, method)
    if axis is None:
        return of_all(quantile_of(flat(a), share, dtype, method, skips_nan), a.shape, dtype, out, keepdims)
    return quantile_in_rows(rows_of(a, axis), share, dtype, axis, method, out, keepdims, skips_nan)


def quantile_in_rows(
    rows: "Any", share: float, dtype: "Any", axis: "Any", method: str, out: "Any", keepdims: bool, skips_nan: bool
) -> "Any":
    if rows.ndim == 1:
        return of_one_row(quantile_of(rows, share, dtype, method, skips_nan), axis, dtype, out, keepdims)
    result = np.empty(rows.shape[:-1], dtype)
    for index in np.ndindex(rows.shape[:-1]):
        result[index] = quantile_of(rows[index], share, dtype, method, skips_nan)
    return of_rows(result, axis, out, keepdims)


def weighted_in(
    a: "Any", share: float, axis: "Any", out: "Any", keepdims: bool, weights: "Any", skips_nan: bool
) -> "Any":
    if axis is None:
        return of_all(weighted_of(flat(a), flat(weights), share, skips_nan), a.shape, a.dtype, out, keepdims)
    return weighted_in_rows(rows_of(a, axis), rows_of(weights, axis), share, axis, out, keepdims, skips_nan)


def weighted_in_rows(
    rows: "Any", weights: "Any", share: float, axis: "Any", out: "Any", keepdims: bool, skips_nan: bool
) -> "Any":
    if rows.ndim == 1:
        return of_one_row(weighted_of(rows, weights, share, skips_nan), axis, rows.dtype, out, keepdims)
    result = np.empty(rows.shape[:-1], rows.dtype)
    for index in np.ndindex(rows.shape[:-1]):
        result[index] = weighted_of(rows[index], weights[index], share, skips_nan)
    return of_rows(result, axis, out, keepdims)


# ---- for each q


def quantiles(
    a: "Any",
    q: "Any",
    scale: float,
    axis: "Any",
    method: str,
    out: "Any",
    keepdims: bool,
    weights: "Any",
    skips_nan: bool,
) -> "Any":
    if weights is not None and method != "inverted_cdf":
        raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")
    if a.dtype == np.bool_ and not takes_element(method):
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, "
            "use the bitwise_xor, the `^` operator, or the logical_xor function instead."
        )
    if np.ndim(q) == 0:
        return quantile_in(a, q, scale, axis, method, out, keepdims, weights, skips_nan)
    return of_each(a, np.asarray(q), scale, axis, method, out, keepdims, weights, skips_nan)


def of_each(
    a: "Any",
    q: "Any",
    scale: float,
    axis: "Any",
    method: str,
    out: "Any",
    keepdims: bool,
    weights: "Any",
    skips_nan: bool,
) -> "Any":
    """One result for each q, along a new first axis."""
    first = quantile_in(a, q[0], scale, axis, method, None, keepdims, weights, skips_nan)
    return filled(first, np.shape(first), a, q, scale, axis, method, out, keepdims, weights, skips_nan)


def filled(
    first: "Any",
    shape: "Any",
    a: "Any",
    q: "Any",
    scale: float,
    axis: "Any",
    method: str,
    out: "Any",
    keepdims: bool,
    weights: "Any",
    skips_nan: bool,
) -> "Any":
    result = np.empty((len(q), *shape), quantile_dtype(a, q, method)) if out is None else out
    result[0] = first
    for i in range(1, len(q)):
        result[i] = quantile_in(a, q[i], scale, axis, method, None, keepdims, weights, skips_nan)
    return result


def percentile(
    a: "Any",
    q: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: "Any" = None,
) -> "Any":
    return quantiles(np.asarray(a), q, 100.0, axis, method, out, keepdims, weights, False)


def quantile(
    a: "Any",
    q: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: "Any" = None,
) -> "Any":
    return quantiles(np.asarray(a), q, 1.0, axis, method, out, keepdims, weights, False)


def nanpercentile(
    a: "Any",
    q: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: "Any" = None,
) -> "Any":
    return quantiles(np.asarray(a), q, 100.0, axis, method, out, keepdims, weights, True)


def nanquantile(
    a: "Any",
    q: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: "Any" = None,
) -> "Any":
    return quantiles(np.asarray(a), q, 1.0, axis, method, out, keepdims, weights, True)
