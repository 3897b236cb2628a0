"""The prelude's functions of arrays, run by CPython, against NumPy's: so that what is compiled is right to begin with."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from upcall.prelude import arrays, arrays_join, arrays_make, arrays_quantiles, arrays_rank, arrays_reduce, arrays_scan

REAL = ["b1", "i1", "u1", "i4", "u4", "i8", "u8", "f4", "f8"]
ALL = [*REAL, "c8", "c16"]
SMALL = {"min_value": -4, "max_value": 4}


def elements(dtype: str, with_nan: bool = False) -> st.SearchStrategy[Any]:
    """Small numbers, so that sums are exact; halves, zeros of both signs, nan where it is asked for."""
    if dtype == "b1":
        return st.booleans()
    if dtype[0] in "iu":
        return st.integers(0 if dtype[0] == "u" else -4, 5)
    special = [0.0, -0.0, 1.5, np.inf, np.nan] if with_nan else [0.0, -0.0, 1.5]
    real = st.sampled_from(special) | st.integers(-4, 4).map(float)
    return real if dtype[0] == "f" else st.builds(complex, real, st.integers(-4, 4))


@st.composite
def drawn(draw, dtypes=REAL, min_dims=1, max_dims=3, shape=None, max_side=4, with_nan=False, min_side=0):
    dtype = draw(st.sampled_from(dtypes))
    if shape is None:
        shape = draw(hnp.array_shapes(min_dims=min_dims, max_dims=max_dims, min_side=min_side, max_side=max_side))
    a = draw(hnp.arrays(dtype, shape, elements=elements(dtype, with_nan)))
    if a.ndim == 0:
        return a
    return draw(st.sampled_from([a, np.asfortranarray(a), a[::-1], np.repeat(a, 2, axis=-1)[..., ::2]]))


def outcome(function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return function(*arguments, **keywords)
        except (ValueError, TypeError, ZeroDivisionError, IndexError) as error:
            return error


def check(function: Callable[..., Any], *arguments: Any, rtol: float = 0.0, **keywords: Any) -> None:
    name = function.__name__
    ours = outcome(function, arguments, keywords)
    theirs = outcome(getattr(np, name), arguments, keywords)
    compare(ours, theirs, rtol, f"{name}{arguments!r} {keywords!r}\nours {ours!r}\ntheirs {theirs!r}")


def compare(ours: Any, theirs: Any, rtol: float, text: str) -> None:
    if isinstance(theirs, Exception) or isinstance(ours, Exception):
        assert isinstance(ours, Exception), text
        assert isinstance(theirs, type(ours)), text
    elif isinstance(theirs, tuple):
        assert len(ours) == len(theirs), text
        for a, b in zip(ours, theirs, strict=True):
            compare(a, b, rtol, text)
    else:
        a, b = np.asarray(ours), np.asarray(theirs)
        assert a.shape == b.shape, text
        assert a.dtype == b.dtype, text
        np.testing.assert_allclose(a, b, rtol=rtol, atol=0, err_msg=text)


def axes(a: np.ndarray) -> st.SearchStrategy[Any]:
    return st.none() | st.integers(-a.ndim, a.ndim - 1) if a.ndim else st.none()


def some_axes(a: np.ndarray) -> st.SearchStrategy[Any]:
    pairs = st.lists(st.integers(0, a.ndim - 1), min_size=1, max_size=2, unique=True).map(tuple)
    return axes(a) | pairs


@given(st.data())
@pytest.mark.parametrize("function", [arrays_scan.cumsum, arrays_scan.cumprod])
def test_scans(function, data):
    a = data.draw(drawn(ALL))
    dtype = data.draw(st.sampled_from([None, "f4", "f8", "i4", "u1"] if a.dtype.kind != "c" else [None, "c16"]))
    check(function, a, axis=data.draw(axes(a)), dtype=dtype)


@given(st.data())
def test_diff(data):
    a = data.draw(drawn(ALL))
    n = data.draw(st.integers(-1, 3))
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    ends = {}
    if a.dtype.kind != "b":
        shape = list(a.shape)
        shape[axis] = data.draw(st.integers(0, 2))
        end = st.integers(-3, 3) | st.just(1.5) | drawn(["f8"], shape=tuple(shape))
        ends = data.draw(st.dictionaries(st.sampled_from(["prepend", "append"]), end))
    check(arrays_scan.diff, a, n, axis, **ends)


@given(st.data())
def test_cross(data):
    kinds = [k for k in ALL if k != "b1"]
    shape = data.draw(st.sampled_from([(3,), (2, 3), (1, 3), (3, 2, 3), (4,)]))
    a, b = data.draw(drawn(kinds, shape=(3,))), data.draw(drawn(kinds, shape=shape))
    check(arrays_scan.cross, a, b)
    check(arrays_scan.cross, b, a)
    c, d = data.draw(drawn(kinds, shape=(2, 3))), data.draw(drawn(kinds, shape=(3, 2)))
    check(arrays_scan.cross, c, d, axisb=0, axisc=data.draw(st.integers(-2, 1)))
    check(arrays_scan.cross, d, c.T, axis=0)
    check(arrays_scan.cross, (1, 2, 3), (0.5, 1.0, 0.0))


@given(st.data())
def test_trace(data):
    a = data.draw(drawn(ALL, min_dims=2))
    check(arrays_scan.trace, a, data.draw(st.integers(-3, 3)), dtype=data.draw(st.sampled_from([None, "c16"])))
    check(arrays_scan.trace, a, 0, -1, 0)


@given(st.data())
def test_equality(data):
    a = data.draw(drawn(with_nan=True))
    b = data.draw(drawn(shape=a.shape, with_nan=True) | st.just(a) | drawn())
    check(arrays.array_equal, a, b)
    check(arrays.array_equal, a, b, equal_nan=True)
    if a.shape == b.shape:
        check(arrays_scan.allclose, a.astype("f8"), b.astype("f8"), 0.0, 1.0)
        check(arrays_scan.allclose, a.astype("f8"), b.astype("f8"), equal_nan=True)
    check(arrays_scan.allclose, 1.0, a.astype("f8"))


@given(st.data())
def test_interp(data):
    xp = np.array(sorted(data.draw(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=5, unique=True))))
    fp = data.draw(drawn(["f8"], shape=xp.shape, with_nan=True))
    x = data.draw(drawn(["f8", "i4"], with_nan=True) | st.floats(-6.0, 6.0) | st.integers(-6, 6))
    ends = data.draw(st.dictionaries(st.sampled_from(["left", "right"]), st.sampled_from([-9.0, np.nan])))
    check(arrays_scan.interp, x, xp, fp, **ends)
    check(arrays_scan.interp, np.array([np.nan, -1.0, 1.0]), xp[:1], fp[:1], **ends)
    with pytest.raises(ValueError, match="array of sample points is empty"):  # NumPy 2.5 too, but for no `x`
        arrays_scan.interp(1.0, xp[:0], fp[:0])


@given(st.data())
def test_concatenate(data):
    a = data.draw(drawn(ALL))
    axis = data.draw(st.none() | st.integers(-a.ndim, a.ndim - 1))
    parts = [a]
    for _ in range(data.draw(st.integers(0, 2))):
        shape = list(a.shape)
        shape[axis or 0] = data.draw(st.integers(0, 3))
        parts.append(data.draw(drawn(ALL, shape=tuple(shape)) | drawn(ALL)))
    check(arrays_join.concatenate, tuple(parts), axis)
    if len({p.ndim for p in parts}) == 1:
        check(arrays_join.concatenate, tuple(parts), axis, dtype="c16")
    check(arrays_join.hstack, tuple(parts))
    check(arrays_join.vstack, tuple(parts))
    check(arrays_join.column_stack, tuple(parts))


@given(st.data())
def test_stack(data):
    a = data.draw(drawn(ALL, min_dims=0))
    others = data.draw(st.lists(drawn(ALL, shape=a.shape) | drawn(ALL), max_size=2))
    parts = (a, *others)
    check(arrays_join.stack, parts, data.draw(st.integers(-a.ndim - 1, a.ndim)))
    check(arrays_join.hstack, (1.0, 2))
    check(arrays_join.vstack, (1.0, a)) if a.shape == (1,) else None


@given(st.data())
def test_tile_and_repeat(data):
    a = data.draw(drawn(ALL, min_dims=0))
    reps = data.draw(st.integers(0, 3) | st.lists(st.integers(0, 2), min_size=1, max_size=4).map(tuple))
    check(arrays_join.tile, a, reps)
    if a.ndim:
        axis = data.draw(axes(a))
        check(arrays_join.repeat, a, data.draw(st.integers(-1, 3)), axis)
        length = a.size if axis is None else a.shape[axis]
        counts = data.draw(hnp.arrays("i4", st.sampled_from([length, 1, length + 1]), elements=st.integers(0, 3)))
        check(arrays_join.repeat, a, counts, axis)


@given(st.data())
def test_meshgrid(data):
    xi = data.draw(st.lists(drawn(max_dims=1), min_size=1, max_size=3))
    sparse, indexing = data.draw(st.booleans()), data.draw(st.sampled_from(["xy", "ij"]))
    check(arrays_join.meshgrid, *xi, sparse=sparse, indexing=indexing)


@given(st.data())
def test_arange(data):
    number = st.integers(-6, 6) | st.sampled_from([0.5, -1.25, 3.0, np.float32(0.25), np.nan, np.inf])
    for count in 1, 2, 3:
        check(arrays_make.arange, *(data.draw(number) for _ in range(count)))
    check(arrays_make.arange, data.draw(st.integers(0, 9)), dtype=data.draw(st.sampled_from(["f4", "u1", "c8"])))


@given(st.data())
def test_linspace(data):
    number = st.integers(-6, 6) | st.sampled_from([0.5, -1.25, 1e10, np.float32(0.3)])
    start, stop, num, endpoint = (
        data.draw(number),
        data.draw(number),
        data.draw(st.integers(-1, 9)),
        data.draw(st.booleans()),
    )
    check(arrays_make.linspace, start, stop, num, endpoint)
    check(arrays_make.linspace, float(start), float(stop), num, endpoint, retstep=True)
    check(arrays_make.linspace, start, stop, num, dtype=data.draw(st.sampled_from(["f4", "i4", "f8"])))
    check(
        arrays_make.logspace,
        float(start) / 10,
        0.5,
        num,
        endpoint,
        data.draw(st.sampled_from([10.0, 2, 2.5])),
        rtol=1e-14,
    )


@given(st.data())
def test_linspace_of_arrays(data):
    start = data.draw(drawn(["f8", "i4", "f4"], max_dims=2))
    stop = data.draw(drawn(["f8", "i4"], shape=start.shape) | st.just(2.5))
    num, endpoint = data.draw(st.integers(0, 5)), data.draw(st.booleans())
    axis = data.draw(st.sampled_from([0, -1]))
    check(arrays_make.linspace, start, stop, num, endpoint, axis=axis, rtol=1e-6)
    check(arrays_make.linspace, start, stop, num, endpoint, dtype="i4")
    if num > 1:
        check(arrays_make.linspace, start * 1.0, stop, num, endpoint, retstep=True, axis=axis, rtol=1e-6)
    check(arrays_make.logspace, start / 4.0, 1.0, num, endpoint, base=2.0, axis=axis, rtol=1e-6)


@given(st.data())
def test_geomspace(data):
    number = st.sampled_from([1.0, 2, 0.5, 1000, 3.25])
    sign = data.draw(st.sampled_from([1, -1]))
    start, stop = sign * data.draw(number), sign * data.draw(number)
    num, endpoint = data.draw(st.integers(0, 7)), data.draw(st.booleans())
    check(arrays_make.geomspace, start, stop, num, endpoint, rtol=1e-13)
    check(arrays_make.geomspace, start, stop, num, endpoint, dtype="f4", rtol=1e-6)
    a = np.array([[1.0, 2.0, -3.0]])
    check(arrays_make.geomspace, a, a * start, num, endpoint, axis=data.draw(st.sampled_from([0, -1])), rtol=1e-13)
    check(arrays_make.geomspace, 0.0, a)


def test_linspace_of_what_is_too_small():
    check(arrays_make.linspace, 0.0, 5e-324, 5)


@given(st.data())
def test_diagonals(data):
    k = data.draw(st.integers(-3, 3))
    check(arrays_make.diag, data.draw(drawn(ALL, max_dims=2)), k)
    a = data.draw(drawn(ALL))
    check(arrays_make.triu, a, k)
    check(arrays_make.tril, a, k)
    check(
        arrays_make.tri,
        data.draw(st.integers(0, 3)),
        data.draw(st.none() | st.integers(0, 3)),
        k,
        data.draw(st.sampled_from(["f8", "i4"])),
    )


@given(st.data())
@pytest.mark.parametrize("function", [arrays_rank.median, arrays_rank.nanmedian])
def test_medians(function, data):
    a = data.draw(drawn(with_nan=True))
    check(function, a, data.draw(some_axes(a)), keepdims=data.draw(st.booleans()))


METHODS = (
    "linear lower higher nearest midpoint hazen weibull median_unbiased normal_unbiased interpolated_inverted_cdf "
    "averaged_inverted_cdf inverted_cdf closest_observation"
)


@given(st.data())
@pytest.mark.parametrize("method", METHODS.split())
def test_quantiles(method, data):
    a = data.draw(drawn(["f4", "f8", "u1", "i4"], with_nan=True, min_side=1))
    strong = [] if a.dtype == "f4" else [np.float64(0.7), (0.1, 0.5)]  # whose type NumPy lets depend on nan
    q = data.draw(st.sampled_from([0.0, 0.25, 0.3, 1.0, -0.5, *strong]))
    keywords = {"axis": data.draw(some_axes(a)), "keepdims": data.draw(st.booleans()), "method": method}
    check(arrays_quantiles.quantile, a, q, rtol=1e-15 if a.dtype != "f4" else 1e-6, **keywords)
    p = data.draw(st.sampled_from([0, 25, 50.0, 100, 101, *(100 * np.array(q) for q in strong)]))
    check(arrays_quantiles.percentile, a, p, rtol=1e-15 if a.dtype != "f4" else 1e-6, **keywords)


@given(st.data())
@pytest.mark.parametrize("method", ["linear", "inverted_cdf", "closest_observation", "higher"])
def test_quantiles_without_nan(method, data):
    a = data.draw(drawn(["f8", "i4"], with_nan=True, min_side=1))
    keywords = {"axis": data.draw(some_axes(a)), "keepdims": data.draw(st.booleans()), "method": method}
    q = data.draw(st.sampled_from([0.0, 0.3, 1.0, 1.5, (0.1, 0.5)]))
    check(arrays_quantiles.nanquantile, a, q, rtol=1e-15, **keywords)
    check(arrays_quantiles.nanpercentile, a, 40.0, rtol=1e-15, **keywords)


@given(st.data())
def test_weighted_quantiles(data):
    a = data.draw(drawn(["f8", "i4"], min_side=1))
    axis = data.draw(axes(a))
    shape = a.shape if data.draw(st.booleans()) or axis is None else (a.shape[axis],)
    weights = data.draw(hnp.arrays("f8", shape, elements=st.sampled_from([0.0, 0.5, 1.0, 3.0])))
    q = data.draw(st.sampled_from([0.0, 0.25, 0.6, 1.0, (0.1, 0.5)]))
    keywords = {"axis": axis, "keepdims": data.draw(st.booleans()), "weights": weights}
    check(
        arrays_quantiles.quantile,
        a,
        q,
        method=data.draw(st.sampled_from(["inverted_cdf"] * 9 + ["linear"])),
        **keywords,
    )


@given(st.data())
@pytest.mark.parametrize("name", ["nanargmax", "nanargmin", "nancumsum", "nancumprod"])
def test_without_nan(name, data):
    is_scan = "cum" in name
    a = data.draw(drawn(REAL, with_nan=True))
    keywords = {} if is_scan else {"keepdims": data.draw(st.booleans())}
    check(getattr(arrays_scan if is_scan else arrays_reduce, name), a, axis=data.draw(axes(a)), **keywords)


@given(st.data())
def test_of_many(data):
    n = data.draw(st.integers(60, 300))
    seed = np.random.default_rng(data.draw(st.integers(0, 1000)))
    a = data.draw(
        st.sampled_from(
            [seed.random(n), seed.integers(0, 5, n), np.arange(n), -np.arange(n), np.resize([1.0, np.nan], n)]
        )
    )
    check(arrays_rank.median, a)
    check(arrays_rank.nanmedian, a)
    check(arrays_quantiles.percentile, a, 30, rtol=1e-15)


def test_selection_ends_on_bad_input():
    """Where each pivot is nearly the least, another sort takes over."""
    n = 2000
    x = np.concatenate([np.arange(n), np.arange(n)[::-1], np.zeros(n), np.arange(n) % 7]).astype(float)
    for rank in 0, 1, len(x) // 2, len(x) - 1:
        y = x.copy()
        arrays_rank.put_at(y, rank)
        assert (y[:rank] <= y[rank]).all()
        assert (y[rank:] >= y[rank]).all()
        assert y[rank] == np.sort(x)[rank]
    y = np.array([5.0, 1.0, 4.0, 1.0, 9.0, 0.0])
    arrays_rank.sort_with_gaps(y, 0, len(y))
    assert (y == np.sort(y)).all()


@given(st.data())
def test_average(data):
    a = data.draw(drawn(min_side=1, dtypes=["i4", "u1", "f4", "f8", "c16"]))
    axis = data.draw(axes(a))
    keepdims, returned = data.draw(st.booleans()), data.draw(st.booleans())
    check(arrays_rank.average, a, axis, None, returned, keepdims=keepdims, rtol=1e-6)
    shape = a.shape if data.draw(st.booleans()) or axis is None else (a.shape[axis],)
    weights = data.draw(drawn(["f8", "i4", "f4"], shape=shape))
    check(arrays_rank.average, a, axis, weights, returned, keepdims=keepdims, rtol=1e-5)


FOLDS = "sum prod mean var std max min any all nansum nanprod nanmean nanvar nanstd nanmax nanmin"


@settings(max_examples=30)
@given(st.data())
@pytest.mark.parametrize("name", FOLDS.split())
def test_reductions_of_some(name, data):
    """`where`, `initial` and `out`."""
    has_order = name.endswith(("max", "min"))
    a = data.draw(drawn(REAL, with_nan=True) if has_order or data.draw(st.booleans()) else drawn(ALL))
    keywords = {"axis": data.draw(some_axes(a)), "keepdims": data.draw(st.booleans())}
    if data.draw(st.booleans()):
        keywords["where"] = data.draw(hnp.arrays("?", data.draw(st.sampled_from([a.shape, a.shape[-1:], ()]))))
    if name.endswith(("sum", "prod")) or has_order:
        keywords |= data.draw(
            st.dictionaries(st.just("initial"), st.sampled_from([2, 1.5] if a.dtype != "?" else [True]))
        )
    if name.endswith(("var", "std")):
        keywords |= data.draw(st.dictionaries(st.sampled_from(["ddof", "correction"]), st.integers(0, 2), max_size=1))
    function = getattr(arrays_reduce, name)
    check(function, a, rtol=1e-6, **keywords)
    result = outcome(function, (a,), keywords)
    if isinstance(result, Exception):
        return
    dtype = np.asarray(result).dtype
    shape = data.draw(st.sampled_from([np.shape(result), (5, *np.shape(result)), (*np.shape(result)[:-1], 7)]))
    ours, theirs = np.zeros(shape, dtype), np.zeros(shape, dtype)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        if shape != np.shape(result):
            with pytest.raises(ValueError, match="output"):
                function(a, **keywords, out=ours)
            return
        assert function(a, **keywords, out=ours) is ours
        getattr(np, name)(a, **keywords, out=theirs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_each_takes_what_numpy_takes():
    """By the same names, in the same order, as far as they go."""
    modules = arrays, arrays_join, arrays_make, arrays_quantiles, arrays_rank, arrays_reduce, arrays_scan
    for module in modules:
        for name, function in vars(module).items():
            theirs = getattr(np, name, None)
            if getattr(function, "__module__", "") != module.__name__ or theirs is None:
                continue
            try:
                names = list(inspect.signature(theirs).parameters)
            except ValueError:
                continue
            ours = list(inspect.signature(function).parameters)
            positional_only = {"start"} if name == "arange" else set()
            assert [n for n in ours if n not in positional_only] == [n for n in names if n in ours], name
