"""Pointers, null, untyped memory, dtypes, and the life of captured arrays: what differential tests can't say."""

from __future__ import annotations

import ctypes
import gc
import weakref

import numpy as np
import pytest

import upcall
from upcall import carray, cfunc, types


@pytest.fixture
def table():
    return np.arange(12.0).reshape(3, 4)


def test_captured_array_is_live(table):
    @cfunc("float64(intc, intc)")
    def add(i, j):
        table[i, j] += 1
        return table[i][j]

    assert add(1, 2) == 7.0 == table[1, 2]
    table[1, 2] = 40
    assert add(1, 2) == 41.0
    with pytest.raises(IndexError):
        add(3, 0)


def test_captured_array_lives_as_long_as_the_code():
    def make(array):
        @cfunc("float64(intc)")
        def get(i):
            return array[i]

        with pytest.raises(ValueError, match="resize"):
            array.resize((100_000,))
        return get.ctypes, weakref.ref(array)

    code, alive = make(np.arange(4.0))
    gc.collect()
    assert alive() is not None
    assert code(3) == 3.0
    code = None
    gc.collect()
    assert alive() is None


def test_captured_array_is_known_by_identity():
    """Two closures of one factory have their own memory."""

    def make(a):
        @cfunc("float64()")
        def first():
            a[0] += 1
            return a[0]

        return first

    one, two = np.zeros(1), np.full(1, 10.0)
    first, second = make(one), make(two)
    assert (first(), first(), second()) == (1.0, 2.0, 11.0)
    assert (one[0], two[0]) == (2.0, 11.0)


@pytest.mark.parametrize(
    "array",
    [np.zeros(2, "f2"), np.zeros(2, ">f8"), np.zeros(2, object), np.ma.array([1.0])],
    ids=lambda a: str(a.dtype),
)
def test_no_array_of_numbers(array):
    with pytest.raises(upcall.CompileError, match=r"an array of dtype|MaskedArray"):
        cfunc("void()")(lambda: array[0])


def test_null():
    @cfunc("voidptr(float64*, intc)")
    def choose(p, n):
        if p is None or p == None:  # noqa: E711
            return None
        q = p
        if n > 3:
            q = None
        return q

    memory = np.zeros(3)
    assert choose(None, 0) is None
    assert choose(memory, 4) is None
    assert choose(memory, 3) == memory.ctypes.data


def test_compare_pointers():
    @cfunc("intc(voidptr, float64*)")
    def compare(p, q):
        return (p == q) + 2 * (p != q) + 4 * (p < q) + 8 * (p >= q)

    memory = np.zeros(3)
    assert compare(memory.ctypes.data, memory) == 9
    assert compare(0, memory) == 6


@pytest.mark.parametrize("dtype", [np.float32, np.dtype("f4"), "f4", "<f4", "float32", "single", types.float32])
def test_untyped_memory(dtype):
    @cfunc("float32(voidptr, size_t, intp)")
    def last(p, n, address):
        return carray(p, n, dtype)[-1] + carray(address, (n,), dtype=dtype)[0]

    memory = np.array([1.5, 2.5, 4.0], "f4")
    assert last(memory.ctypes.data, 3, memory.ctypes.data) == 5.5


def test_dtype_as_a_value():
    @cfunc("intc(float64*)")
    def compare(p):
        a = carray(p, 1)
        return (a.dtype == np.float64) + 2 * (a.dtype != np.float32) + 4 * (a.dtype == np.int64) + a.dtype.itemsize * 8

    assert compare(np.zeros(1)) == 1 + 2 + 64


def test_pointers_to_pointers():
    @cfunc("float64(CPointer(CPointer(float64)), intc)")
    def pick(p, n):
        rows = carray(p, 2)
        rows[0][0] = 9.0
        swapped = rows[0]
        rows[0] = rows[1]
        rows[1] = swapped
        return p[0][n] * 100 + carray(p[1], 3)[0]

    a, b = np.arange(3.0), np.arange(3.0) + 10
    double_p = ctypes.POINTER(ctypes.c_double)
    rows = (double_p * 2)(a.ctypes.data_as(double_p), b.ctypes.data_as(double_p))
    assert pick.ctypes(ctypes.cast(rows, ctypes.POINTER(double_p)), 2) == 1209.0


SINGLE = np.finfo("f4")


def test_limits_of_types():
    @cfunc("float64(float64*, int64)")
    def limits(p, n):
        a = carray(p, 1, np.dtype("f8"))
        if n > np.iinfo(np.int16).max:
            return np.finfo(float).max
        return np.finfo(np.float64).eps + SINGLE.tiny + np.iinfo("i4").bits + np.iinfo(np.uint64).max // 2 + a[0]

    expected = np.finfo(float).eps + float(np.finfo("f4").tiny) + 32 + (2**64 - 1) // 2
    assert limits(np.zeros(1), 32767) == expected
    assert limits(np.zeros(1), 32768) == np.finfo(float).max
    single = cfunc("float32(float32)")(lambda x: x * np.finfo(np.float32).eps)
    assert single(2.0) == 2 * np.finfo(np.float32).eps
    assert "float32 = mul" in single.inspect_hir()


def test_no_limits():
    with pytest.raises(upcall.CompileError, match="no type of numbers"):
        cfunc("float64()")(lambda: np.iinfo(np.float64).max)
    with pytest.raises(upcall.CompileError, match="no attribute epsilon"):
        cfunc("float64()")(lambda: np.finfo(np.float64).epsilon)


@pytest.mark.parametrize("low", [-(2**62) + 1000, -(2**62) + 26, 1, 5])
def test_what_is_known_of_a_product_that_has_wrapped(low):
    """The test before the loop is about i * n at its greatest, which says nothing of one that wraps below it."""

    @cfunc("float64(float64*, int64, int64, int64)")
    def first(p, n, low, high):
        a = carray(p, 100)
        if n >= 0:
            for i in range(low, high):
                q = i * n
                if q >= 0:
                    return a[q]
        return -1.0

    a = np.arange(100.0)
    if low > 0:
        assert first(a.ctypes.data, 4, low, 20) == 4 * low
    else:
        with pytest.raises(IndexError):
            first(a.ctypes.data, 4, low, 20)
