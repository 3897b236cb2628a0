"""C functions that take and give records by value, called from compiled code."""

import ctypes

import c_library
import numpy as np
import pytest

from upcall import CompileError, _core, cfunc, from_dtype, types


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int32)]


class Large(ctypes.Structure):
    _fields_ = [("point", Point), ("a", ctypes.c_float * 40)]


point, large = from_dtype(Point), from_dtype(Large)
POINTS = np.zeros(5, np.dtype(Point))


@pytest.fixture(scope="module")
def library():
    library = c_library.library("by_value")
    library.scaled.restype, library.scaled.argtypes = Point, [Point, ctypes.c_double]
    library.changed.restype, library.changed.argtypes = Large, [Point, Large, ctypes.c_int]
    library.total.restype, library.total.argtypes = ctypes.c_double, [Large, Point]
    return library


def test_arguments_and_results(library):
    scaled, changed, total = library.scaled, library.changed, library.total

    @cfunc(types.float64(large, point))
    def f(q, r):
        t = total(q, r)
        u = changed(r, q, 3)
        return t + 1000 * total(u, u.point) + 1e6 * q.a[3] + 1e9 * q.a[0] + scaled(r, 2.0).x * 1e12

    assert f(Large(Point(1, 2), (1, 2, 3, 4)), Point(5, 6)) == 16 + 21000 + 4e6 + 1e9 + 1e13


def test_a_result_stays_what_it_is_where_the_next_is_made(library):
    scaled = library.scaled

    @cfunc(types.float64(point, types.int64))
    def f(q, n):
        prev = q
        s = 0.0
        for _ in range(n):
            cur = scaled(prev, 2.0)
            s += cur.x - prev.x
            prev = cur
        return s + prev.n

    assert f((1.0, 0), 10) == 1023 + 10


def helper(scaled, q, k):
    return scaled(q, k)


def test_results_go_through_functions(library):
    scaled = library.scaled

    @cfunc(point(point, types.int64))
    def f(q, n):
        for i in range(n):
            q = helper(scaled, helper(scaled, q, 2.0), 0.5)
            if i == 90:
                return q
        return q

    assert f((1.0, 0), 50).item() == (1.0, 100)
    assert f((1.0, 0), 1000).item() == (1.0, 182)


def test_elements_are_passed_and_stored(library):
    scaled = library.scaled

    @cfunc(types.float64(point))
    def f(q):
        for i in range(5):
            POINTS[i] = scaled(q, i)
        return scaled(POINTS[3], 10.0).x

    assert f((1.0, 0)) == 30
    assert list(POINTS["x"]) == [0, 1, 2, 3, 4]


def test_by_a_pointer_to_the_function(library):
    f = cfunc(f"float64({point} (*)({point}, float64), {point})")(lambda g, p: g(p, 3.0).x)
    assert f(ctypes.cast(library.scaled, ctypes.c_void_p).value, (2.0, 1)) == 6


def test_tuples_are_passed(library):
    scaled, changed, total = library.scaled, library.changed, library.total

    @cfunc("double (double x, int n)")
    def f(x, n):
        a = np.arange(40.0)
        b = np.ones(n)
        sum_ = scaled((x, n), 2.0).x + total(((x, 1), a), (1.0, n))
        try:
            return sum_ + changed((x, 2), ((0, 0), b), 3).a[3]
        except ValueError:
            return sum_

    assert f(1.5, 40) == 3 + 1.5 + 780 + 1 + 1.5
    assert f(1.5, 39) == 3 + 1.5 + 780 + 1


@cfunc(point(point, types.int32))
def moved(p, k):
    p.x += k
    if k < 0:
        raise ValueError("backwards")
    if k == 1:
        return p.x + 1, p.n
    return p


@cfunc(large(large, point))
def replaced(q, p):
    q.point = p
    return q


@cfunc(point(types.int32), success=(1.5, 2))
def begins(k):
    if k:
        raise KeyError


def test_cfuncs():
    @cfunc(types.float64(point))
    def f(p):
        q = moved(p, 1)
        r = moved((2.0, 3), 0)
        s = replaced(((0.0, 0), p.x), moved(q, 10))
        return p.x + 10 * q.x + 100 * r.n + 1000 * s.point.x + 1e6 * s.a[39] + 1e8 * moved(moved(r, 2), 3).x

    assert f((1.0, 2)) == 1 + 10 * 3 + 100 * 3 + 1000 * 13 + 1e6 + 1e8 * 7


def test_cfuncs_in_loops_and_handlers():
    @cfunc(point(point, types.int32))
    def f(p, n):
        q = moved(p, 0)
        kept = q
        for i in range(-n, n):
            try:
                q = moved(q, i)
            except ValueError:
                q = moved((q.x + 1, q.n + 1), 2)
            if i == n // 2:
                kept = q
        return kept.x, q.n + (1000 if q.x > kept.x else 0)

    def in_python(x, number, n):
        for i in range(-n, n):
            x, number = (x + 3, number + 1) if i < 0 else (x + i + (i == 1), number)
            if i == n // 2:
                kept = x
        return kept, number + (1000 if x > kept else 0)

    for n in (1, 5, 8, 300):
        assert f((1.0, 2), n).item() == in_python(1.0, 2, n)
    assert _core.test_heap(-1) <= 0


def test_cfuncs_with_success():
    @cfunc("double (int k)")
    def f(k):
        try:
            return begins(k).x
        except KeyError:
            return -1.0

    assert [f(0), f(1)] == [1.5, -1.0]


def test_another_record_is_refused(library):
    scaled = library.scaled
    with pytest.raises(CompileError, match="argument 1"):
        cfunc(types.float64(large))(lambda q: scaled(q, 1.0).x)
    with pytest.raises(CompileError, match="argument 1"):
        cfunc(types.float64(large))(lambda q: scaled((1.0, 2, 3), 1.0).x)
    with pytest.raises(CompileError, match="argument 1"):
        cfunc(types.float64(large))(lambda q: scaled(1.0, 1.0).x)
    with pytest.raises(CompileError, match="argument 1"):
        cfunc(types.float64(large))(lambda q: moved(q, 1).x)
    with pytest.raises(CompileError, match="argument 2"):
        cfunc(types.float64(large))(lambda q: replaced(q, (1.0, "x")).point.x)


def test_cffi(library):
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("typedef struct { double x; int32_t n; } Point; Point scaled(Point, double);")
    scaled = ffi.dlopen(str(c_library.path("by_value"))).scaled
    assert cfunc(types.float64(point))(lambda q: scaled(q, 2.0).x)((1.5, 2)) == 3
