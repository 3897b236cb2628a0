"""NumPy's reductions with `out`, `where` or `initial`, made of those without.

What `where` leaves out becomes what changes nothing: 0 of a sum, 1 of a product. Numbers that are given are converted to the
type of the elements, as NumPy does."""

import math

import numpy as np

from .arrays_rank import middles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# ---- what they share


def mask_of(where: "Any", a: "Any") -> "Any":
    """`where` in the shape of the array."""
    mask = np.asarray(where)
    if mask.dtype != np.bool_:
        raise TypeError("where= takes bools")
    return np.broadcast_to(mask, a.shape)


def chosen(a: "Any", where: "Any", instead: "Any") -> "Any":
    if where is None:
        return a
    return np.where(mask_of(where, a), a, instead)


def dtype_of(value: "Any") -> "Any":
    return np.asarray(value).dtype


def is_exact(dtype: "Any") -> bool:
    """Is it of integers or bools?"""
    return bool((np.zeros(1, dtype) * 1.0).dtype != dtype)


def as_number(value: "Any", dtype: "Any") -> "Any":
    """As an element of that type."""
    element = np.zeros(1, dtype)
    element[0] = value
    if is_exact(dtype) and abs(element[0] * 1.0 - value * 1.0) >= 1.0:
        raise OverflowError("initial= is out of bounds for the type of the elements")
    return element[0]


def stored(result: "Any", out: "Any", ufunc: str) -> "Any":
    """The result, or `out` with it."""
    if out is None:
        return result
    if np.ndim(result) != np.ndim(out):
        raise ValueError(
            f"output parameter for reduction operation {ufunc} has the wrong number of dimensions: "
            f"Found {np.ndim(out)} but expected {np.ndim(result)}"
        )
    if np.shape(result) != np.shape(out):
        raise ValueError("output array does not have the shape of the result")
    out[...] = result
    return out


def folded_dtype(x: "Any", dtype: "Any", out: "Any") -> "Any":
    """What is computed in: if nothing is said, what that of `out` and the elements have in common."""
    if dtype is None and out is not None:
        return (np.empty(0, x.dtype) + np.empty(0, out.dtype)).dtype
    return dtype


def same_type(value: "Any", like: "Any") -> "Any":
    return value.astype(dtype_of(like))


# ---- sums and products


def sum(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    x = chosen(np.asarray(a), where, 0)
    total = np.sum(x, axis=axis, dtype=folded_dtype(x, dtype, out), keepdims=keepdims)
    return stored(total if initial is None else total + as_number(initial, dtype_of(total)), out, "add")


def nansum(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    x = chosen(np.asarray(a), where, 0)
    total = np.nansum(x, axis=axis, dtype=folded_dtype(x, dtype, out), keepdims=keepdims)
    return stored(total if initial is None else total + as_number(initial, dtype_of(total)), out, "add")


def add_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return sum(array, axis, dtype, out, keepdims, initial, where)


def prod(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    x = chosen(np.asarray(a), where, 1)
    product = np.prod(x, axis=axis, dtype=folded_dtype(x, dtype, out), keepdims=keepdims)
    return stored(product if initial is None else product * as_number(initial, dtype_of(product)), out, "multiply")


def nanprod(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    x = chosen(np.asarray(a), where, 1)
    product = np.nanprod(x, axis=axis, dtype=folded_dtype(x, dtype, out), keepdims=keepdims)
    return stored(product if initial is None else product * as_number(initial, dtype_of(product)), out, "multiply")


def multiply_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return prod(array, axis, dtype, out, keepdims, initial, where)


# ---- means


def numbers(a: "Any") -> "Any":
    """Integers as float64."""
    return a * 1.0


def count_of(mask: "Any", axis: "Any", keepdims: bool) -> "Any":
    return np.count_nonzero(mask, axis=axis, keepdims=keepdims)


def mean_where(x: "Any", mask: "Any", axis: "Any", dtype: "Any", keepdims: bool) -> "Any":
    total = np.sum(np.where(mask, numbers(x), 0), axis=axis, dtype=dtype, keepdims=keepdims)
    return same_type(total / count_of(mask, axis, keepdims), total)


def mean(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    *,
    where: "Any" = None,
) -> "Any":
    x = np.asarray(a)
    if where is None:
        return stored(np.mean(x, axis=axis, dtype=dtype, keepdims=keepdims), out, "add")
    return stored(mean_where(x, mask_of(where, x), axis, dtype, keepdims), out, "add")


def valid(x: "Any", where: "Any") -> "Any":
    """Which elements count where nan doesn't."""
    if where is None:
        return x == x
    return (x == x) & mask_of(where, x)


def nanmean(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    *,
    where: "Any" = None,
) -> "Any":
    x = np.asarray(a)
    return stored(mean_where(x, valid(x, where), axis, dtype, keepdims), out, "add")


# ---- variances


def size_squared(d: "Any") -> "Any":
    return np.real(d * np.conj(d))


def variance_where(
    x: "Any", mask: "Any", axis: "Any", dtype: "Any", freedom: "Any", keepdims: bool, mean: "Any"
) -> "Any":
    """`freedom`: the degrees of freedom in the shape of the result."""
    centre = mean_where(x, mask, axis, dtype, True) if mean is None else mean
    total = np.sum(np.where(mask, size_squared(numbers(x) - centre), 0), axis=axis, keepdims=keepdims)
    return same_type(total / freedom, total if dtype is None else np.zeros(1, dtype))


def freedom_of(count: "Any", ddof: "Any", correction: "Any", otherwise: float) -> "Any":
    """The degrees of freedom, and what they are where they aren't positive."""
    freedom = count * 1.0 - (ddof if correction is None else correction)
    return np.where(freedom > 0.0, freedom, otherwise)


def ddof_of(ddof: "Any", correction: "Any") -> "Any":
    if correction is None:
        return ddof
    return correction


def var(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    ddof: "Any" = 0,
    keepdims: bool = False,
    *,
    where: "Any" = None,
    mean: "Any" = None,
    correction: "Any" = None,
) -> "Any":
    x = np.asarray(a)
    if where is None and mean is None:
        ordinary = np.var(x, axis=axis, dtype=dtype, ddof=ddof_of(ddof, correction), keepdims=keepdims)
        return stored(ordinary, out, "add")
    mask = mask_of(True if where is None else where, x)
    freedom = freedom_of(count_of(mask, axis, keepdims), ddof, correction, 0.0)
    return stored(variance_where(x, mask, axis, dtype, freedom, keepdims, mean), out, "add")


def std(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    ddof: "Any" = 0,
    keepdims: bool = False,
    *,
    where: "Any" = None,
    mean: "Any" = None,
    correction: "Any" = None,
) -> "Any":
    variance = var(a, axis, dtype, None, ddof, keepdims, where=where, mean=mean, correction=correction)
    check_root(variance, variance if out is None else out)
    return stored(np.sqrt(variance), out, "add")


def check_root(variance: "Any", out: "Any") -> None:
    """NumPy's roots of them lie in what is given out: that is of their kind."""
    np.sqrt(np.empty(0, np.asarray(variance).dtype), out=np.empty(0, np.asarray(out).dtype))


def nanvar(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    ddof: "Any" = 0,
    keepdims: bool = False,
    *,
    where: "Any" = None,
    mean: "Any" = None,
    correction: "Any" = None,
) -> "Any":
    x = np.asarray(a)
    mask = valid(x, where)
    otherwise = 0.0 if is_exact(x.dtype) else math.nan
    freedom = freedom_of(count_of(mask, axis, keepdims), ddof, correction, otherwise)
    return stored(variance_where(x, mask, axis, dtype, freedom, keepdims, mean), out, "add")


def nanstd(
    a: "Any",
    axis: "Any" = None,
    dtype: "Any" = None,
    out: "Any" = None,
    ddof: "Any" = 0,
    keepdims: bool = False,
    *,
    where: "Any" = None,
    mean: "Any" = None,
    correction: "Any" = None,
) -> "Any":
    variance = nanvar(a, axis, dtype, None, ddof, keepdims, where=where, mean=mean, correction=correction)
    check_root(variance, variance if out is None else out)
    return stored(np.sqrt(variance), out, "add")


# ---- the largest and least


def in_shape_of(counts: "Any", first: "Any", dtype: "Any") -> "Any":
    if np.ndim(counts) == 0:
        return first
    return np.where(counts == 0, first, first).astype(dtype)


def folded(x: "Any", fold: "Any", choose: "Any", first: "Any", axis: "Any", keepdims: bool) -> "Any":
    if x.size == 0:
        return in_shape_of(np.count_nonzero(x, axis=axis, keepdims=keepdims), first, x.dtype)
    return choose(fold(x, axis=axis, keepdims=keepdims), first)


def extreme(
    x: "Any", fold: "Any", choose: "Any", axis: "Any", keepdims: bool, initial: "Any", where: "Any", ufunc: str
) -> "Any":
    if initial is None:
        if where is not None:
            raise ValueError(
                f"reduction operation '{ufunc}' does not have an identity, so to use a where mask one has to specify "
                "'initial'"
            )
        return fold(x, axis=axis, keepdims=keepdims)
    first = as_number(initial, x.dtype)
    return folded(chosen(x, where, first), fold, choose, first, axis, keepdims)


def max(
    a: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return stored(extreme(np.asarray(a), np.max, np.maximum, axis, keepdims, initial, where, "maximum"), out, "maximum")


def min(
    a: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return stored(extreme(np.asarray(a), np.min, np.minimum, axis, keepdims, initial, where, "minimum"), out, "minimum")


def nanmax(
    a: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return stored(extreme(np.asarray(a), np.nanmax, np.fmax, axis, keepdims, initial, where, "fmax"), out, "fmax")


def nanmin(
    a: "Any",
    axis: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return stored(extreme(np.asarray(a), np.nanmin, np.fmin, axis, keepdims, initial, where, "fmin"), out, "fmin")


def maximum_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return max(array, axis, out, keepdims, initial, where)


def minimum_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    return min(array, axis, out, keepdims, initial, where)


def ptp(a: "Any", axis: "Any" = None, out: "Any" = None, keepdims: bool = False) -> "Any":
    return stored(np.ptp(np.asarray(a), axis=axis, keepdims=keepdims), out, "maximum")


def argmax(a: "Any", axis: "Any" = None, out: "Any" = None, *, keepdims: bool = False) -> "Any":
    return stored_position(np.argmax(np.asarray(a), axis=axis, keepdims=keepdims), out, "argmax")


def argmin(a: "Any", axis: "Any" = None, out: "Any" = None, *, keepdims: bool = False) -> "Any":
    return stored_position(np.argmin(np.asarray(a), axis=axis, keepdims=keepdims), out, "argmin")


def stored_position(result: "Any", out: "Any", name: str) -> "Any":
    if out is None:
        return result
    if np.shape(result) != np.shape(out):
        raise ValueError(f"output array does not match result of np.{name}.")
    if (np.empty(0, out.dtype) + np.empty(0, np.int64)).dtype != np.int64:
        raise TypeError("Cannot cast array data of out to dtype('int64') according to the rule 'safe'")
    out[...] = result
    return out


def with_instead_of_nan(x: "Any", axis: "Any", instead: float) -> "Any":
    valid = x == x
    if x.size != 0 and not np.all(np.any(valid, axis=axis)):
        raise ValueError("All-NaN slice encountered")
    return np.where(valid, x, np.full(1, instead).astype(x.dtype)[0]).astype(x.dtype)


def nanargmax(a: "Any", axis: "Any" = None, out: "Any" = None, *, keepdims: bool = False) -> "Any":
    x = with_instead_of_nan(np.asarray(a), axis, -math.inf)
    return stored_position(np.argmax(x, axis=axis, keepdims=keepdims), out, "argmax")


def nanargmin(a: "Any", axis: "Any" = None, out: "Any" = None, *, keepdims: bool = False) -> "Any":
    x = with_instead_of_nan(np.asarray(a), axis, math.inf)
    return stored_position(np.argmin(x, axis=axis, keepdims=keepdims), out, "argmin")


# ---- truth


def any(a: "Any", axis: "Any" = None, out: "Any" = None, keepdims: bool = False, *, where: "Any" = None) -> "Any":
    return stored(np.any(chosen(np.asarray(a), where, False), axis=axis, keepdims=keepdims), out, "logical_or")


def all(a: "Any", axis: "Any" = None, out: "Any" = None, keepdims: bool = False, *, where: "Any" = None) -> "Any":
    return stored(np.all(chosen(np.asarray(a), where, True), axis=axis, keepdims=keepdims), out, "logical_and")


def logical_or_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    result = any(array, axis, None, keepdims, where=where)
    return stored(result if initial is None else np.logical_or(result, initial), out, "logical_or")


def logical_and_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    result = all(array, axis, None, keepdims, where=where)
    return stored(result if initial is None else np.logical_and(result, initial), out, "logical_and")


# ---- others


def logaddexp_of(row: "Any") -> "Any":
    total = np.sum(row[:0]) - np.inf
    for x in row:
        total = np.logaddexp(total, x)
    return total


def logaddexp_reduce(
    array: "Any",
    axis: "Any" = 0,
    dtype: "Any" = None,
    out: "Any" = None,
    keepdims: bool = False,
    initial: "Any" = None,
    where: "Any" = None,
) -> "Any":
    total = middles(chosen(np.asarray(array), where, -math.inf), logaddexp_of, axis, None, keepdims)
    return stored(
        total if initial is None else np.logaddexp(total, as_number(initial, dtype_of(total))), out, "logaddexp"
    )
