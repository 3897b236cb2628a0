"""Pointers to C functions: cfuncs and C functions passed and stored, called from arguments and fields, in closures."""

import ctypes
import gc
import math

import c_library
import numpy as np
import pytest

from upcall import CompileError, Type, carray, cfunc, errors, from_dtype, types

libc, libm = ctypes.CDLL(None), ctypes.CDLL("libm.so.6")
libm.cos.restype = libm.sin.restype = ctypes.c_double
libm.cos.argtypes = libm.sin.argtypes = [ctypes.c_double]
libm.atan2.restype, libm.atan2.argtypes = ctypes.c_double, [ctypes.c_double, ctypes.c_double]
COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
libc.qsort.restype, libc.qsort.argtypes = None, [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, COMPARE]
REAL = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)


class Operations(ctypes.Structure):
    pass


Operations._fields_ = [
    ("f", REAL),
    ("g", REAL),
    ("reset", ctypes.CFUNCTYPE(None, ctypes.POINTER(Operations))),
    ("next", ctypes.POINTER(Operations)),
]
OPERATIONS = Type(f"CPointer({from_dtype(Operations)})")


@cfunc("int (*)(const double *, const double *)")
def ascending(a, b):
    return (a[0] > b[0]) - (a[0] < b[0])


@cfunc("int (*)(const double *a, const void *b)")
def descending(a, b):
    y = carray(b, 1, np.float64)[0]
    return (a[0] < y) - (a[0] > y)


@cfunc("double(double x)")
def square(x):
    return x * x


# ---- passed


@pytest.mark.parametrize("face", ["itself", "ctypes", "address"])
def test_a_cfunc_is_passed(face):
    def by_itself(p, n):
        libc.qsort(p, n, 8, ascending)

    def by_ctypes(p, n):
        libc.qsort(p, n, 8, ascending.ctypes)

    def by_address(p, n):
        libc.qsort(p, n, 8, ascending.address)

    sort = {"itself": by_itself, "ctypes": by_ctypes, "address": by_address}[face]
    a = np.random.default_rng(1).random(100)
    expected = np.sort(a)
    cfunc("void(double *, size_t)")(sort)(a, 100)
    assert (a == expected).all()


def test_its_code_stays():
    def make():
        k = 3.0
        inner = cfunc("double(double)")(lambda x: k * x)
        out = Operations()

        @cfunc("void()")
        def store():
            out.f = inner

        store()
        return out

    outs = [make() for _ in range(20)]
    assert [out.f(2.0) for out in outs] == [6.0] * 20


def test_a_closed_one_is_an_error():
    inner = cfunc("double(double)")(lambda x: x)
    inner.close()
    out = Operations()

    def store():
        out.f = inner

    with pytest.raises(RuntimeError, match="is closed"):
        cfunc("void()")(store)


def test_a_captured_pointer_of_a_cfunc():
    pointer = descending.ctypes

    @cfunc("void(double *, size_t)")
    def sort(p, n):
        libc.qsort(p, n, 8, pointer)

    a = np.array([1.0, 3, 2])
    sort(a, 3)
    assert a.tolist() == [3, 2, 1]


# ---- fields


def test_fields_are_stored_and_called():
    cos = libm.cos

    @cfunc(types.void(OPERATIONS))
    def fill(p):
        p[0].f = square
        p[0].g = cos

    @cfunc(types.float64(OPERATIONS, types.float64))
    def call(p, x):
        ops = p[0]
        return ops.f(x) + (0 if ops.g is None else ops.g(x))

    ops = Operations()
    with pytest.raises(TypeError, match="'NoneType' object is not callable"):
        call(ctypes.pointer(ops), 2.0)
    fill(ctypes.pointer(ops))
    assert call(ctypes.pointer(ops), 2.0) == 4 + math.cos(2)
    ops.g = REAL()
    assert call(ctypes.pointer(ops), 2.0) == 4


def test_fields_of_cffi():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("typedef struct ops { double (*f)(double); void (*reset)(struct ops *); struct ops *next; } ops;")
    ops = ffi.new("ops *")
    pointer = Type(f"CPointer({from_dtype(ffi.typeof('ops'))})")

    @cfunc(types.float64(pointer, types.float64))
    def call(p, x):
        p[0].f = square
        return p[0].f(x)

    assert call(ops, 3.0) == 9
    assert ops.f(4.0) == 16


def test_void_pointers_take_any():
    class Slot(ctypes.Structure):
        _fields_ = [("function", ctypes.c_void_p)]

    out, cos = Slot(), libm.cos

    @cfunc("void(int)")
    def store(which):
        if which:
            out.function = square
        else:
            out.function = cos

    for which, x in ((0, math.cos(0.5)), (1, 0.25)):
        store(which)
        assert ctypes.cast(out.function, REAL)(0.5) == x


# ---- prototypes


def store_compare(p):
    p[0].f = ascending


def store_two(p):
    p[0].f = libm.atan2


def pass_square(p):
    libc.qsort(p, 1, 8, square)


def pass_python(p):
    libc.qsort(p, 1, 8, plain)


def plain(a, b):
    return 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (store_compare, r"the function ascending can't be stored where float64 \(\*\)\(float64\) lies"),
        (store_two, r"float64 \(\*\)\(float64, float64\) can't be stored where float64 \(\*\)\(float64\) lies"),
        (pass_square, r"argument 4 .* must be int32 \(\*\)\(voidptr, voidptr\), not the function square"),
        (pass_python, "not the function plain(.|\n)*write: a cfunc of its own"),
    ],
)
def test_another_prototype_is_an_error(call, message):
    with pytest.raises(CompileError, match=message):
        cfunc(types.void(OPERATIONS))(call)


def test_const():
    table = np.arange(3.0)
    table.flags.writeable = False

    @cfunc("double(double (*f)(const double *, int), double (*g)(double *, int))")
    def reads(f, g):
        return f(table, 3)

    def writes(f, g):
        return g(table, 3)

    total = cfunc("double(const double *, int)")(lambda p, n: carray(p, n).sum())
    assert reads(total.address, None) == 3
    with pytest.raises(CompileError, match=r"must be float64\*, not (.|\n)*declare the parameter const"):
        cfunc("double(double (*f)(const double *, int), double (*g)(double *, int))")(writes)


# ---- closures


def compiles(action, monkeypatch, capfd):
    monkeypatch.setenv("UPCALL_DUMP", "time")
    capfd.readouterr()
    result = action()
    monkeypatch.delenv("UPCALL_DUMP")
    return result, capfd.readouterr().err.count("load")


def test_closures_over_c_functions_share_code(monkeypatch, capfd):
    def make(g):
        @cfunc("float64(float64)")
        def f(x):
            return g(x) + 1

        return f

    assert make(libm.cos)(1.0) == math.cos(1) + 1
    again, count = compiles(lambda: make(libm.cos), monkeypatch, capfd)
    assert (again(1.0), count) == (math.cos(1) + 1, 0)
    other, count = compiles(lambda: make(libm.sin), monkeypatch, capfd)
    assert (other(1.0), count) == (math.sin(1) + 1, 0)
    with pytest.raises(CompileError, match="wrong number of arguments for the C function atan2: 1"):
        make(libm.atan2)


def test_closures_over_functions_of_a_library(monkeypatch, capfd):
    special = pytest.importorskip("scipy.special")

    def make(function):
        return cfunc("float64(float64)")(lambda x: function(x) + libm.cos(x))

    make(special.j0)
    for one in (special.j0, special.j1):
        f, count = compiles(lambda one=one: make(one), monkeypatch, capfd)
        assert f(0.5) == pytest.approx(one(0.5) + math.cos(0.5), rel=1e-14)
        assert count == 0


def test_closures_that_pass_a_cfunc(monkeypatch, capfd):
    def make(out):
        def store():
            out.f = square

        return cfunc("void()")(store)

    make(Operations())()
    out = Operations()
    store, count = compiles(lambda: make(out), monkeypatch, capfd)
    store()
    assert (out.f(5.0), count) == (25, 0)


# ---- itself, one another


def call_often():
    """`f(x)` so many times, added up."""
    function = c_library.library("foreign").call_often
    function.restype, function.argtypes = ctypes.c_double, [REAL, ctypes.c_double, ctypes.c_long]
    return function


def expected(x, k=1.0):
    return x if x < 1 else k + 2 * expected(x - 1, k)


@pytest.mark.parametrize("face", ["itself", "ctypes", "address"])
def test_recursion_through_c(face):
    often = call_often()

    def by_itself(x):
        return x if x < 1 else often(by_itself, x - 1, 2) + 1

    def by_ctypes(x):
        return x if x < 1 else often(by_ctypes.ctypes, x - 1, 2) + 1

    def by_address(x):
        return x if x < 1 else often(by_address.address, x - 1, 2) + 1

    walk = {"itself": by_itself, "ctypes": by_ctypes, "address": by_address}[face]
    f = cfunc("double(double)")(walk)
    assert f(6.5) == f.ctypes(6.5) == REAL(f.address)(6.5) == expected(6.5)


def test_it_calls_and_passes_itself():
    often = call_often()

    @cfunc("double(double)")
    def walk(x):
        if x < 1:
            return x
        return often(walk, x - 1, 1) + walk(x - 1) + 1

    assert walk(6.5) == expected(6.5)


def test_each_closure_passes_itself(monkeypatch, capfd):
    often = call_often()

    def make(k):
        def walk(x):
            return x if x < 1 else often(walk, x - 1, 2) + k

        return cfunc("double(double)")(walk)

    first = make(1.0)
    others, count = compiles(lambda: [make(k) for k in (2.0, 3.0)], monkeypatch, capfd)
    assert count == 0
    assert [f(4.5) for f in (first, *others)] == [expected(4.5, k) for k in (1.0, 2.0, 3.0)]


def test_its_own_code_stays():
    def make(k):
        out = Operations()

        def f(x):
            out.f = f
            return k * x

        cfunc("double(double)")(f)(1.0)
        return out

    outs = [make(float(k)) for k in range(20)]
    gc.collect()
    assert [out.f(2.0) for out in outs] == [2.0 * k for k in range(20)]


def test_another_prototype_of_its_own_is_an_error():
    @cfunc("int(const double *, const double *)")
    def sort(a, b):
        libc.qsort(None, 0, 8, sort)
        return 0

    def wrong(x):
        libc.qsort(None, 0, 8, wrong)
        return x

    with pytest.raises(
        CompileError, match=r"argument 4 .* must be int32 \(\*\)\(voidptr, voidptr\), not the function wrong"
    ):
        cfunc("double(double)")(wrong)


def test_one_passes_the_other():
    """Names are frozen where a function is compiled: what is compiled later is reached through memory."""
    often, table = call_often(), Operations()

    @cfunc("double(double)")
    def even(x):
        return x if x < 1 else often(table.g, x - 1, 2) + 1

    @cfunc("double(double)")
    def odd(x):
        return x if x < 1 else often(even, x - 1, 2) + 1

    @cfunc("void()")
    def begin():
        table.g = odd

    begin()
    assert even(6.5) == odd(6.5) == expected(6.5)


def test_its_failures_are_reported_each_time():
    often = call_often()

    @cfunc("double(double)", error_value=0.25)
    def walk(x):
        if x < 1:
            raise ValueError(x)
        return often(walk, x - 1, 2) + 1

    with errors.raise_errors():
        assert REAL(walk.address)(2.5) == 1 + 2 * (1 + 2 * 0.25)
        assert [failure.times for failure in errors.pending()] == [4]
        errors.clear()
