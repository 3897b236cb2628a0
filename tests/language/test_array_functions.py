"""NumPy's functions of arrays that the prelude has, compiled, against NumPy: over dtypes, layouts, shapes, axes and errors.

Each case is a function of arrays. It is compiled into a callback that stores its result where NumPy's fits: of the same shape, and
with as wide elements."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import compiling
import numpy as np
import pytest

from upcall import carray, farray

BUFFERS: dict[str, str] = {
    "b1": "boolean",
    "i1": "int8",
    "u1": "uint8",
    "i4": "int32",
    "u4": "uint32",
    "i8": "int64",
    "u8": "uint64",
    "f4": "float32",
    "f8": "float64",
    "c8": "complex64",
    "c16": "complex128",
}
REAL = ["b1", "i1", "u1", "i4", "u4", "i8", "u8", "f4", "f8"]
NUMBERS = [name for name in BUFFERS if name != "b1"]


def values(dtype: str, shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    """Small numbers in no order, some of them twice: sums are exact."""
    numbers = np.random.default_rng([seed, *shape]).integers(0, 5, shape)
    if dtype[0] in "fc" or dtype[0] == "i":
        numbers = numbers - 2
    if dtype[0] in "fc":
        numbers = numbers * 0.5
    if dtype[0] == "c":
        numbers = numbers + 1j * np.flip(numbers)
    return numbers.astype(dtype)


Case = Callable[..., Any]


def as_argument(a: np.ndarray, layout: str) -> np.ndarray:
    """The memory that is handed over, from whose start all is reached."""
    if layout == "F":
        return np.asfortranarray(a)
    if layout == "strided":
        wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
        wide[..., ::2] = a
        return wide
    return np.ascontiguousarray(a[::-1] if layout == "reversed" else a)


def name_of(a: np.ndarray) -> str:
    return BUFFERS[a.dtype.str.lstrip("<|=>")]


def reader(a: np.ndarray, layout: str) -> Callable[[Any], Any]:
    """Gives, in compiled code, the array back from the pointer."""
    shape, dtype = a.shape, a.dtype
    wide = (*shape[:-1], 2 * shape[-1]) if shape else ()
    if layout == "F":
        return lambda p: farray(p, shape, dtype)
    if layout == "strided":
        return lambda p: carray(p, wide, dtype)[..., ::2]
    if layout == "reversed":
        return lambda p: carray(p, shape, dtype)[::-1]
    return lambda p: carray(p, shape, dtype)


def check(case: Case, *arrays: np.ndarray, layout: str = "C", rtol: float = 0.0) -> None:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            expected = np.asarray(case(*arrays))
            error = None
        except (ValueError, ZeroDivisionError, TypeError, IndexError) as exception:
            expected, error = np.zeros(0), exception
    out = np.zeros(expected.shape, expected.dtype)
    read = [reader(a, layout) for a in arrays]
    width = np.zeros(1, np.int64)
    shape = expected.shape
    signature = f"void({name_of(out)}*, int64*{''.join(f', {name_of(a)}*' for a in arrays)})"
    compiled = compiling.cfunc(signature)(callback(case, read, shape, error is not None))
    memory = [as_argument(a, layout) for a in arrays]
    if error is not None:
        with pytest.raises(type(error)):
            compiled(out, width, *memory)
        return
    compiled(out, width, *memory)
    note = f"{[(a.shape, a.dtype) for a in arrays]} {layout}"
    assert width[0] in (0, expected.itemsize), note
    np.testing.assert_allclose(out, expected, rtol=rtol, atol=0, err_msg=note)


def callback(case: Case, read: list[Any], shape: tuple[int, ...], raises: bool) -> Case:
    one, two = read[0], read[-1]

    def store(out: Any, width: Any, result: Any) -> None:
        if raises:
            return
        if np.ndim(result) > 0:
            target = carray(out, shape)
            if target.shape != result.shape:
                raise AssertionError("another shape")
            width[0] = result.itemsize
            target[...] = result
        else:
            carray(out, ())[()] = result

    if len(read) == 1:
        return lambda out, width, p: store(out, width, case(one(p)))
    return lambda out, width, p, q: store(out, width, case(one(p), two(q)))


def named(text: str) -> Case:
    """The function of `a` that has this text."""
    function = eval(f"lambda a: {text}", {"np": np})
    function.__name__ = text
    return function


def each(dtypes: list[str], shape: tuple[int, ...], *texts: str) -> list[Any]:
    return [pytest.param(text, dtype, shape, id=f"{text}-{dtype}") for text in texts for dtype in dtypes]


SCANS = [
    *each(list(BUFFERS), (7,), "np.cumsum(a)", "np.cumprod(a)", "np.diff(a)"),
    *each(["i4", "f8"], (3, 4), "np.cumsum(a)", "np.cumsum(a, axis=0)", "np.cumsum(a, 1)", "np.cumprod(a, -1)"),
    *each(["u1", "f4"], (2, 3, 4), "np.cumsum(a, axis=1)", "np.diff(a, axis=0)", "np.diff(a, 2)", "a.cumsum(2)"),
    *each(["f8"], (5,), "np.cumsum(a, dtype=np.float32)", "a.cumprod()", "np.diff(a, 0)", "np.diff(a, n=5)"),
    *each(["f8"], (5,), "np.diff(a, prepend=1.0)", "np.diff(a, append=a[:2])", "np.diff(a, -1)"),
    *each(["i4"], (2, 3), "np.diff(a, prepend=0, axis=0)", "np.diff(a, prepend=0, append=1)"),
    *each(
        ["i4", "u1", "f8", "c16"],
        (3, 4),
        "np.trace(a)",
        "np.trace(a, 1)",
        "a.trace(-1)",
        "np.trace(a, dtype=np.complex128)",
    ),
    *each(["f8"], (2, 3, 4), "np.trace(a)", "np.trace(a, 0, 1, 2)"),
    *each(NUMBERS, (3,), "np.cross(a, a[::-1])"),
    *each(["f8", "i4"], (4, 3), "np.cross(a, a[0])", "np.cross(a[:2], a[2:])", "np.cross(a[:3].T, a[:3], axisa=0)"),
    *each(["f8"], (4, 2), "np.cross(a, a[:, 0])"),
]

JOINS = [
    *each(
        ["u1", "f8", "c16"],
        (2, 3),
        "np.concatenate((a, a))",
        "np.concatenate((a, a[:1]), axis=0)",
        "np.concatenate((a, a), 1)",
    ),
    *each(
        ["f4"],
        (2, 3),
        "np.concatenate((a, a[:, :1]), axis=-1)",
        "np.concatenate((a, a[:, :1]))",
        "np.concatenate((a, a), None)",
    ),
    *each(
        ["f4"],
        (4,),
        "np.concatenate((a, np.zeros(2), a[1:]))",
        "np.concatenate([a, a])",
        "np.concatenate(([0.0], a, (1, 2)))",
        "np.concatenate((a, a), dtype=np.float64)",
    ),
    *each(
        ["i4"],
        (4,),
        "np.stack((a, a))",
        "np.stack((a, a), axis=1)",
        "np.stack((a, a[1:]))",
        "np.stack((a, a * 0.5), -1)",
    ),
    *each(
        ["i4"],
        (2, 3),
        "np.stack((a, a, a), axis=1)",
        "np.vstack((a, a[0]))",
        "np.hstack((a, a))",
        "np.column_stack((a, a[:, 0]))",
    ),
    *each(["f8"], (3,), "np.vstack((a, a))", "np.hstack((a, a))", "np.column_stack((a, a, a))"),
    *each(["f8", "b1"], (3,), "np.tile(a, 2)", "np.tile(a, (2, 2))", "np.repeat(a, 2)", "np.repeat(a, (0, 1, 2))"),
    *each(
        ["i4"],
        (2, 3),
        "np.tile(a, 2)",
        "np.tile(a, (2, 1))",
        "np.tile(a, (2, 1, 2))",
        "np.repeat(a, 2)",
        "a.repeat(2, 1)",
    ),
    *each(
        ["i4"],
        (2, 3),
        "np.repeat(a, 2, axis=0)",
        "np.repeat(a, (1, 2), axis=0)",
        "np.repeat(a, -1)",
        "np.repeat(a, (1, 2, 3, 4))",
    ),
    *each(
        ["f8"], (3,), "np.meshgrid(a, a[:2])[0]", "np.meshgrid(a, a[:2])[1]", "np.meshgrid(a, a[:2], indexing='ij')[1]"
    ),
    *each(["f8"], (3,), "np.meshgrid(a, a[:2], a)[2]", "np.meshgrid(a, a[:2], sparse=True)[0]"),
]

RANKS = [
    *each(REAL, (9,), "np.median(a)", "np.median(a[1:])"),
    *each(
        ["f4", "f8", "i4"],
        (3, 5),
        "np.median(a)",
        "np.median(a, axis=0)",
        "np.median(a, 1)",
        "np.median(a, axis=1, keepdims=True)",
    ),
    *each(
        ["f8"], (2, 3, 4), "np.median(a, axis=(0, 2))", "np.median(a, keepdims=True)", "np.percentile(a, 25, axis=1)"
    ),
    *each(
        ["f8", "u1"], (130,), "np.median(a)", "np.percentile(a, (5, 50, 95))", "np.quantile(a, 0.25)", "np.nanmedian(a)"
    ),
    *each(["f8"], (0,), "np.median(a)", "np.percentile(a, 25)", "np.quantile(a, (0.5, 0.75))"),
    *each(["f8"], (0, 2), "np.quantile(a, 0.5, axis=0)", "np.quantile(a, 0.5, axis=1)", "np.median(a, axis=1)"),
    *each(
        ["f8"],
        (8,),
        "np.percentile(a, 120)",
        "np.nanmedian(np.where(a > 0, a, np.nan))",
        "np.median(np.where(a > 0, a, np.nan))",
    ),
    *[
        p
        for method in ("lower", "higher", "nearest", "midpoint", "hazen", "median_unbiased")
        for p in each(["f8", "i4"], (8,), f"np.percentile(a, 30, method='{method}')")
    ],
    *each(
        ["f8", "i4"],
        (3, 4),
        "np.average(a)",
        "np.average(a, axis=0)",
        "np.average(a, weights=a + 3)",
        "np.average(a, 1, a[0] + 3)",
    ),
    *each(
        ["f8"],
        (3, 4),
        "np.average(a, weights=a * 0)",
        "np.average(a, 0, a + 3, True)[1]",
        "np.average(a, axis=1, keepdims=True)",
    ),
]

MAKERS = [
    *each(
        ["i4"],
        (5,),
        "np.arange(a[0] + 9)",
        "np.arange(3, len(a) + 8)",
        "np.arange(9, 2, -2)",
        "np.arange(0.0, 1.0, 0.25)",
    ),
    *each(
        ["i4"],
        (5,),
        "np.arange(5, dtype=np.float32)",
        "np.arange(1, 2, 0)",
        "np.arange(3, 1)",
        "np.arange(len(a) * 0.5)",
    ),
    *each(
        ["f8"],
        (5,),
        "np.linspace(a[0], 3.0, 7)",
        "np.linspace(0, 1, 5, endpoint=False)",
        "np.linspace(2, 1, 1)",
        "np.linspace(0, 1)",
    ),
    *each(
        ["f8"],
        (5,),
        "np.linspace(0, 10, 4, dtype=np.int32)",
        "np.linspace(0, 1, -1)",
        "np.linspace(0, 1, 5, retstep=True)[1]",
    ),
    *each(["f4"], (5,), "np.linspace(a[1], a[0], 6)"),
    *each(["f8", "c16", "b1"], (3,), "np.diag(a)", "np.diag(a, 1)", "np.diag(a, k=-2)"),
    *each(
        ["f8"],
        (3, 4),
        "np.diag(a)",
        "np.diag(a, -1)",
        "np.triu(a)",
        "np.triu(a, 1)",
        "np.tril(a, -1)",
        "np.tril(a, k=2)",
    ),
    *each(["i4"], (2, 3, 3), "np.triu(a)", "np.tril(a)"),
    *each(["i4"], (3,), "np.triu(a)", "np.tri(3)", "np.tri(2, 4, 1)", "np.tri(len(a), k=-1, dtype=np.int32)"),
]

OTHERS = [
    *each(
        ["f8", "i4"],
        (4,),
        "np.array_equal(a, a)",
        "np.array_equal(a, a[1:])",
        "np.allclose(a, a + 1e-9)",
        "np.allclose(a, 0.0)",
    ),
    *each(["f8"], (4,), "np.array_equal(a * np.nan, a * np.nan, equal_nan=True)", "np.allclose(a, a + 1, atol=2.0)"),
    *each(
        ["f8"],
        (6,),
        "np.interp(1.3, np.arange(6), a)",
        "np.interp(a, np.arange(6), a)",
        "np.interp(-1.0, np.arange(6), a, left=9.0)",
    ),
    *each(["i4"], (2, 3), "np.interp(a, (0.0, 1.0), (5.0, 6.0))", "np.shape(a)[1]", "np.size(a, 0)", "np.ndim(a)"),
    *each(["f8"], (2, 3), "a.item(4)", "a.item(-1)", "a.item(1, 2)", "a[:1, :1].item()", "a.item()", "a.T.item(1)"),
    *each(["f8"], (2, 3), "np.atleast_2d(a[0])", "np.atleast_1d(a[0, 0])"),
    *each(
        ["i4"],
        (2, 3),
        "a.flatten()",
        "a.T.flatten()",
        "np.rot90(a)",
        "np.rot90(a, 2)",
        "np.rot90(a, -1)",
        "np.rot90(a, 4)",
    ),
]


MORE = [
    *each(
        ["f8", "u1"],
        (4, 6),
        "np.quantile(a, 0.3, method='inverted_cdf')",
        "np.quantile(a, (0.0, 0.3), axis=0, method='closest_observation')",
        "np.percentile(a, 30, axis=1, weights=np.arange(6.0), method='inverted_cdf')",
        "np.quantile(a, 0.3, weights=a[0], method='inverted_cdf')",
        "np.nanargmin(a, axis=1)",
        "np.nancumsum(a, axis=0)",
        "np.linspace(a[0], a[1], 5)",
        "np.linspace(a[0], 2.5, 4, endpoint=False, axis=-1)",
        "np.add.accumulate(a)",
        "np.multiply.accumulate(a, axis=1)",
        "np.maximum.accumulate(a)",
        "np.minimum.accumulate(a, axis=-1)",
        "np.add.outer(a, a[0])",
        "np.multiply.outer(a[0], a)",
        "np.maximum.outer(a[0], [1, 2])",
    ),
    *each(
        ["f8"],
        (4, 6),
        "np.nanquantile(np.where(a > 1, np.nan, a), 0.3)",
        "np.nanpercentile(np.where(a > 1, np.nan, a), (30, 60), axis=1, keepdims=True)",
        "np.nanmedian(np.where(a > 1, np.nan, a), axis=(0, 1))",
        "np.nanargmax(np.where(a > 1, np.nan, a))",
        "np.nanargmin(np.where(a > 1, np.nan, a), axis=0, keepdims=True)",
        "np.nanargmax(a * np.nan, axis=1)",
        "np.nancumprod(np.where(a > 1, np.nan, a))",
        "np.linspace(0, a[1], 4, retstep=True)[1]",
        "np.linspace(0, a[1] * 10, 4, dtype=int)",
        "np.subtract.outer(a[0], 2.0)",
        "np.divide.outer([1, 2], a[0] + 0.25)",
        "np.minimum.outer(a, a)",
        "np.average(a + 3, axis=0, weights=(1, 2, 3, 4), returned=True)[1]",
        "np.quantile(a, 0.3, weights=a, method='inverted_cdf')",
        "np.quantile(a, 0.3, weights=a)",
    ),
    *each(["b1"], (6,), "np.quantile(a, 0.3)", "np.percentile(a, (30, 60), method='lower')", "np.median(a)"),
    *each(["f8"], (3, 0), "np.average(a, axis=0)", "np.average(a, axis=1)"),
]
CLOSE = [
    *each(
        ["f8"],
        (4, 6),
        "np.logspace(a[0], a[1], 4, base=2.0)",
        "np.geomspace(1, 1000, 4)",
        "np.geomspace(-1.0, -256, 9, endpoint=False)",
        "np.geomspace(a[0] + 3, 3.0, 4, axis=1)",
        "np.geomspace(a, 3.0)",
        "np.geomspace(1, 256, 9, dtype=np.float32)",
    )
]


@pytest.mark.parametrize(("text", "dtype", "shape"), CLOSE)
def test_powers(text, dtype, shape):
    check(named(text), values(dtype, shape), rtol=1e-12)


@pytest.mark.parametrize(("text", "dtype", "shape"), [*SCANS, *JOINS, *RANKS, *MAKERS, *OTHERS, *MORE])
def test_function(text, dtype, shape):
    check(named(text), values(dtype, shape), rtol=1e-6 if dtype == "f4" else 2e-15)


@pytest.mark.parametrize("layout", ["F", "strided", "reversed"])
@pytest.mark.parametrize(
    "text",
    [
        "np.cumsum(a, axis=0)",
        "np.cumsum(a)",
        "np.diff(a)",
        "np.concatenate((a, a), axis=1)",
        "np.median(a, axis=1)",
        "np.median(a)",
        "np.tile(a, 2)",
        "np.repeat(a, 2, axis=1)",
        "np.triu(a)",
        "np.percentile(a, 40, axis=0)",
    ],
)
def test_layout(text, layout):
    check(named(text), values("f8", (3, 4)), layout=layout, rtol=2e-15)


@pytest.mark.parametrize(
    "text", ["np.cumsum(a)", "np.diff(a)", "np.tile(a, 2)", "np.repeat(a, 2)", "np.concatenate((a, a))", "np.diag(a)"]
)
def test_empty(text):
    check(named(text), np.zeros(0))


def test_results_of_more_than_one_argument():
    def blend(a, b):
        return np.concatenate((np.cumsum(a), b, np.arange(2.0)))

    check(blend, values("f8", (3,)), values("i4", (4,)))


def test_out():
    def filled(a):
        out = np.empty(a.shape)
        np.cumsum(a, axis=0, out=out)
        return out + np.cumsum(a, 0, None, out)

    check(filled, values("i4", (3, 2)))


def test_many_rounds_keep_nothing():
    """A median of many elements has a copy, a percentile of several one each: they go when they are done."""

    @compiling.cfunc("float64(float64*, int64, int64)")
    def rounds(p, n, count):
        a = carray(p, n)
        total = 0.0
        for _ in range(count):
            total += np.median(a) + np.percentile(a, (10, 90))[1] + np.cumsum(a)[-1] + np.concatenate((a, a))[n]
        return total

    a = values("f8", (200,))
    one = np.median(a) + np.percentile(a, 90) + a.sum() + a[0]
    assert rounds(a, 200, 1000) == pytest.approx(1000 * one)
