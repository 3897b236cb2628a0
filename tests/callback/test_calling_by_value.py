"""C functions that take and give records by value, called from compiled code."""

import ctypes

import c_library
import numpy as np
import pytest

from upcall import CompileError, cfunc, from_dtype, types


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


def test_another_record_is_refused(library):
    scaled = library.scaled
    with pytest.raises(CompileError, match="argument 1"):
        cfunc(types.float64(large))(lambda q: scaled(q, 1.0).x)


def test_cffi(library):
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("typedef struct { double x; int32_t n; } Point; Point scaled(Point, double);")
    scaled = ffi.dlopen(str(c_library.path("by_value"))).scaled
    assert cfunc(types.float64(point))(lambda q: scaled(q, 2.0).x)((1.5, 2)) == 3
