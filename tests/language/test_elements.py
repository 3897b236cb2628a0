"""Operators and ufuncs on arrays of every pair of dtypes, and of arrays with numbers, against NumPy: the type of the result and its
elements. A run takes some pairs for each function, the same each time; UPCALL_TEST_PAIRS=200 takes all.

Where NumPy has float16, compiled code has float32. Complex powers of infinities and by large exponents are left open, but for
z ** 0 and z ** 1."""

from __future__ import annotations

import itertools
import operator
import os
import pathlib
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

import upcall
from upcall import carray

PAIRS = int(os.environ.get("UPCALL_TEST_PAIRS", "3"))
TYPES = {
    "boolean": "?",
    "int8": "i1",
    "int16": "i2",
    "int32": "i4",
    "int64": "i8",
    "uint8": "u1",
    "uint16": "u2",
    "uint32": "u4",
    "uint64": "u8",
    "float32": "f4",
    "float64": "f8",
    "complex64": "c8",
    "complex128": "c16",
}
OPERATORS = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "and_",
    "or_",
    "xor",
    "lshift",
    "rshift",
    "lt",
    "le",
    "eq",
    "ne",
    "gt",
    "ge",
]
LINES = [line.split()[:3] for line in (pathlib.Path(__file__).parents[1] / "ufuncs.txt").read_text().splitlines()]
BINARY = [getattr(operator, name) for name in OPERATORS] + [
    getattr(np, name) for name, inputs, outputs in LINES if (inputs, outputs) == ("2", "1")
]
UNARY = [operator.neg, operator.pos, operator.invert, operator.abs, abs] + [
    getattr(np, name) for name, inputs, outputs in LINES if (inputs, outputs) == ("1", "1")
]


def values(name: str) -> np.ndarray:
    dtype = np.dtype(TYPES[name])
    if dtype.kind == "b":
        return np.array([0, 1], dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        chosen = [0, 1, 2, 3, 7, 100, info.max, info.max - 1, info.min, info.min + 1]
        return np.array(chosen + ([-1, -2, -3, -7] if dtype.kind == "i" else []), dtype)
    if dtype.kind == "f":
        limits = [np.inf, -np.inf, np.nan, float(np.finfo(dtype).max), float(np.finfo(dtype).tiny)]
        return np.array([0.0, -0.0, 1, -1, 2, 0.5, -0.5, 3.25, -7.75, 10.1, 1e5, *limits], dtype)
    return np.array([0, 1, -1, 1j, 2 - 1j, 0.5 + 3j, complex(np.inf, 0), complex(np.nan, 1), -2.5], dtype)


def is_near(got: np.ndarray, want: np.ndarray) -> np.ndarray:
    """Element by element."""
    if want.dtype.kind in "biu":
        return got == want
    near = (got == want) | (np.isnan(got) & np.isnan(want))
    with np.errstate(all="ignore"):
        if want.dtype.kind == "f":
            return near | (np.abs(got - want) <= 4 * np.spacing(np.abs(want)))
        return near | (np.abs(got - want) <= 32 * np.finfo(want.dtype).eps * np.abs(want)) | ~np.isfinite(want)


def is_left_open(function: Callable[..., Any], arrays: Sequence[np.ndarray], want: np.ndarray) -> np.ndarray:
    name = function.__name__
    if name == "reciprocal" and arrays[0].dtype.kind in "biu":
        return arrays[0] == 0
    if name in ("maximum", "minimum", "fmax", "fmin"):
        return (want == 0) & (np.asarray(arrays[0]) == 0)
    if name not in ("pow", "power", "float_power") or want.dtype.kind != "c":
        return np.zeros(want.shape, bool)
    base, exponent = arrays
    is_open = (
        ~np.isfinite(base)
        | ~np.isfinite(exponent)
        | (abs(exponent * np.log(np.abs(base))) > 20)
        | (np.abs(exponent.astype("c16")) > 20)
    )
    return is_open & (base != 0) & (exponent != 0) & (exponent != 1)


def expected(function: Callable[..., Any], arrays: Sequence[np.ndarray]) -> np.ndarray | None:
    """None: NumPy has no such operation."""
    try:
        want = np.asarray(function(*arrays))
        if want.dtype == np.float16:
            single = [x if function is np.ldexp and i else x.astype(np.float32) for i, x in enumerate(arrays)]
            want = np.asarray(function(*single))
    except TypeError:
        return None
    return want


def drawn(function: Callable[..., Any]) -> list[tuple[str, str]]:
    pairs = list(itertools.product(TYPES, TYPES))
    random.Random(f"{function.__module__}.{function.__name__}").shuffle(pairs)
    return pairs[:PAIRS]


def compiled_binary(function: Callable[..., Any], signature: str) -> Callable[..., int]:
    def store(p, q, r, n):  # type: ignore[no-untyped-def]
        result, target = function(carray(p, n), carray(q, n)), carray(r, n)
        target[:] = result
        return 1 if result.dtype == target.dtype else 0

    return upcall.cfunc(signature)(store)


def compiled_unary(function: Callable[..., Any], signature: str) -> Callable[..., int]:
    def store(p, r, n):  # type: ignore[no-untyped-def]
        result, target = function(carray(p, n)), carray(r, n)
        target[:] = result
        return 1 if result.dtype == target.dtype else 0

    return upcall.cfunc(signature)(store)


def check(function: Callable[..., Any], names: Sequence[str], arrays: Sequence[np.ndarray], compiled: Any) -> None:
    with np.errstate(all="ignore"):
        want = expected(function, arrays)
    name = "float64" if want is None else next(name for name in TYPES if np.dtype(TYPES[name]) == want.dtype)
    signature = f"int64({', '.join(f'{x}*' for x in [*names, name])}, int64)"
    if want is None:
        with pytest.raises(upcall.CompileError):
            compiled(function, signature)
        return
    got = np.zeros(len(want), want.dtype)
    assert compiled(function, signature)(*arrays, got, len(want)), f"{function.__name__} of {names} isn't of {name}"
    with np.errstate(all="ignore"):
        wrong = ~(is_near(got, want) | is_left_open(function, arrays, want))
    assert not wrong.any(), [(*(x[wrong][0] for x in arrays), got[wrong][0], want[wrong][0]), function, names]


@pytest.mark.parametrize("function", BINARY, ids=lambda f: f"{f.__module__ if f.__module__ else 'numpy'}.{f.__name__}")
def test_pairs_of_dtypes(function):
    for names in drawn(function):
        grid = np.meshgrid(values(names[0]), values(names[1]), indexing="ij")
        arrays = [np.ascontiguousarray(x.ravel()) for x in grid]
        if function.__name__ in ("pow", "power") and all(x.dtype.kind in "biu" for x in arrays):
            arrays = [x[grid[1].ravel() >= 0] for x in arrays]
        check(function, names, arrays, compiled_binary)


@pytest.mark.parametrize("function", UNARY, ids=lambda f: f"{f.__module__ if f.__module__ else 'numpy'}.{f.__name__}")
def test_dtypes(function):
    for name in random.Random(function.__name__).sample(sorted(TYPES), min(PAIRS, len(TYPES))):
        check(function, [name], [values(name)], compiled_unary)


@pytest.mark.parametrize("number", [3, 1.5])
@pytest.mark.parametrize("function", BINARY, ids=lambda f: f"{f.__module__ if f.__module__ else 'numpy'}.{f.__name__}")
def test_type_beside_a_constant(function, number):
    """Of arrays of bools, which are of a lower kind than every number, and of some others."""
    draw = random.Random(f"{function.__name__} {number}")
    for name in ["boolean", *draw.sample(sorted(TYPES), min(PAIRS, len(TYPES)))]:
        array = np.ones(1, TYPES[name])
        for call in (lambda a: function(a, number)), (lambda a: function(number, a)):
            want = expected_type(call, array)
            if want is not None:
                assert compiled_type_test(call, want, f"boolean({name}*)")(array), (function.__name__, name, want)


def compiled_type_test(call: Callable[..., Any], want: Any, signature: str) -> Callable[..., bool]:
    return upcall.cfunc(signature)(lambda p: call(carray(p, 1)).dtype == want)


def expected_type(call: Callable[..., Any], array: np.ndarray) -> Any:
    """None: NumPy has no such operation, or raises."""
    try:
        with np.errstate(all="ignore"):
            dtype = np.asarray(call(array)).dtype
    except (TypeError, ValueError):
        return None
    return np.dtype("f4") if dtype == np.float16 else dtype


@pytest.mark.parametrize("name", TYPES)
def test_constants_are_weak(name):
    def store(p, r, n):
        a, out = carray(p, n), carray(r, (6, n))
        out[0] = a + 1
        out[1] = 2 * a
        out[2] = a * 0.5
        out[3] = a >= 1
        out[4] = 1.5 + a
        out[5] = a + a * 3j
        return (a + 1).itemsize + 100 * (a * 0.5).itemsize + 10000 * (a * 1j).itemsize

    array = values(name)
    array = array[np.isfinite(array)]
    out = np.zeros((6, len(array)), "c16")
    sizes = upcall.cfunc(f"int64({name}*, complex128*, int64)")(store)(array, out, len(array))
    with np.errstate(all="ignore"):
        rows = [array + 1, 2 * array, array * 0.5, array >= 1, 1.5 + array, array + array * 3j]
        assert sizes == rows[0].itemsize + 100 * rows[2].itemsize + 10000 * (array * 1j).itemsize
        for got, want in zip(out, rows, strict=True):
            assert is_near(got, want.astype("c16")).all(), (name, got, want)


@pytest.mark.parametrize("name", ["int8", "uint8", "int32", "uint64", "float32", "complex64"])
def test_ints_are_weak(name):
    def store(p, n, k):
        a = carray(p, n)
        a += k
        return (a * k).itemsize

    compiled = upcall.cfunc(f"int64({name}*, int64, int64)")(store)
    array = np.arange(5).astype(TYPES[name])
    assert compiled(array, 5, 3) == array.itemsize
    assert np.array_equal(array, np.arange(5) + 3)
    if array.dtype.kind in "iu":
        outside = -1 if name == "uint64" else 1000 if array.itemsize == 1 else 2**40
        with pytest.raises(OverflowError, match=f"^Python integer {outside} out of bounds for {name}$"):
            compiled(array, 5, outside)
        assert np.array_equal(array, np.arange(5) + 3)


def test_floats_are_strong():
    """A double at run time, that is; a constant isn't."""

    def store(p, n, x):
        a = carray(p, n)
        return (a * x).itemsize + (a * 2.0).itemsize

    assert upcall.cfunc("int64(float32*, int64, float64)")(store)(np.zeros(3, "f4"), 3, 1.0) == 8 + 4


def test_integer_powers():
    def store(p, q, n):
        a = carray(p, n)
        a **= carray(q, n)

    compiled = upcall.cfunc("void(int64*, int64*, int64)")(store)
    bases, exponents = np.array([-3, 2, 0, 7]), np.array([3, 62, 0, 1])
    want = bases**exponents
    compiled(bases, exponents, 4)
    assert np.array_equal(bases, want)
    with pytest.raises(ValueError, match="Integers to negative integer powers are not allowed"):
        compiled(bases, np.array([1, 1, -1, 1]), 4)
    assert np.array_equal(bases, want)


def test_two_results():
    def store(p, r, n):
        a, out = carray(p, n), carray(r, (6, n))
        out[0], out[1] = divmod(a, 1.5)
        out[2], out[3] = np.divmod(a, 2)
        out[4], out[5] = np.modf(a)

    array = values("float64")
    got = np.zeros((6, len(array)))
    upcall.cfunc("void(float64*, float64*, int64)")(store)(array, got, len(array))
    with np.errstate(all="ignore"):
        want = np.array([*divmod(array, 1.5), *np.divmod(array, 2), *np.modf(array)])
    assert is_near(got, want).all()
    assert np.array_equal(np.signbit(got[4:]), np.signbit(want[4:]))


def test_functions_of_elements():
    def store(p, q, r, n):
        a, b, out = carray(p, n), carray(q, n), carray(r, (10, n))
        out[0] = np.where(a > 1, a, b)
        out[1] = np.clip(a, -1, 300)
        out[2] = a.clip(b, 2.5)
        out[3] = np.round(a, 1)
        out[4] = round(b, -1)
        out[5] = np.isclose(a, b)
        out[6] = np.nan_to_num(a, posinf=5)
        out[7] = np.sinc(b)
        out[8] = b.astype(np.uint8)
        out[9] = np.clip(b, None, 300)

    a = np.array([0.25, -7.75, np.nan, np.inf, 3.0, 2.96, 1e300])
    b = np.array([0, -7, 5, 100, 3, 127, -128], "i1")
    got = np.zeros((10, 7))
    upcall.cfunc("void(float64*, int8*, float64*, int64)")(store)(a, b, got, 7)
    want = [np.where(a > 1, a, b), np.clip(a, -1, 300), a.clip(b, 2.5), np.round(a, 1), b.round(-1), np.isclose(a, b)]
    want += [np.nan_to_num(a, posinf=5), np.sinc(b), b.astype(np.uint8), b]
    for row, (x, y) in enumerate(zip(got, want, strict=True)):
        assert is_near(x, np.asarray(y, float)).all(), (row, x, y)


def test_points():
    """Operations on arrays without axes give numbers."""

    def compute(p):
        a = carray(p, ())
        return np.sqrt(a + 1) * -a + (a < 3)

    assert upcall.cfunc("float64(float64*)")(compute)(np.array([3.0])) == -6.0
