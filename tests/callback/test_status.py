"""Statuses for C: success=, error_value=, codes= and upcall.Return."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

import upcall
from upcall import cfunc, errors

C_TYPES = {
    "float64": ctypes.c_double,
    "float32": ctypes.c_float,
    "int8": ctypes.c_int8,
    "int32": ctypes.c_int,
    "uint64": ctypes.c_uint64,
    "boolean": ctypes.c_bool,
    "voidptr": ctypes.c_void_p,
    "int32*": ctypes.c_void_p,
}


def c_function(callback):
    """The C function of an int, which gives answers and error values."""
    return ctypes.CFUNCTYPE(C_TYPES[str(callback.signature.return_type)], ctypes.c_int)(callback.address)


@pytest.fixture
def reports(monkeypatch):
    seen = []
    monkeypatch.setattr("sys.unraisablehook", lambda report: seen.append(report.exc_type))
    return seen


def fails(n):
    if n == 1:
        raise OverflowError("too large")
    if n == 2:
        raise ZeroDivisionError(n)
    if n == 3:
        raise ValueError("neither")


def test_success_and_codes(reports):
    f = cfunc("intc(intc)", success=7, error_value=-1, codes={OverflowError: 1, ArithmeticError: 2})(fails)
    call = c_function(f)
    with upcall.raise_errors():
        assert [call(n) for n in (0, 1, 2)] == [7, 1, 2]
    assert not errors.pending()
    assert not reports
    assert f(0) == 7
    for n, error in ((1, OverflowError), (2, ZeroDivisionError), (3, ValueError)):
        with pytest.raises(error):
            f(n)
    with pytest.raises(ValueError, match="neither"), upcall.raise_errors():
        assert call(3) == -1
    with pytest.raises(ValueError, match="neither"), upcall.raise_errors():
        assert [call(n) for n in (1, 3, 2)] == [1, -1, 2]


@pytest.mark.parametrize(
    ("result", "value"),
    [
        ("float64", -1.5),
        ("float32", 2.5),
        ("int8", -7),
        ("uint64", 2**64 - 1),
        ("boolean", True),
        ("boolean", False),
        ("voidptr", 4096),
        ("voidptr", None),
        ("voidptr", -1),
        ("int32*", -1),
    ],
)
def test_every_type(result, value, reports):
    options = {} if C_TYPES[result] is ctypes.c_void_p else {"success": value}
    expected = 2**64 - 1 if C_TYPES[result] is ctypes.c_void_p and value == -1 else value
    call = c_function(cfunc(f"{result}(intc)", error_value=value, codes={ArithmeticError: value}, **options)(fails))
    assert call(1) == call(3) == expected
    if options:
        assert call(0) == value


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int)]


class Large(ctypes.Structure):
    _fields_ = [("point", Point), ("a", ctypes.c_double * 20)]


POINTS = ctypes.CFUNCTYPE(Point, ctypes.c_int)


def pair(point):
    return point.x, point.n


@pytest.mark.parametrize("kind", [tuple, Point, "void"])
def test_records(kind, reports):
    def given(x, n):
        return np.array([(x, n)], np.dtype(Point))[0] if kind == "void" else (x, n) if kind is tuple else Point(x, n)

    options = {"success": given(-0.0, 2), "error_value": given(3.0, 4)}
    codes = {OverflowError: given(5.0, 6), ArithmeticError: given(7.0, 8)}
    f = cfunc(POINTS, codes=codes, **options)(fails)
    assert [pair(POINTS(f.address)(n)) for n in range(4)] == [(0.0, 2), (5.0, 6), (7.0, 8), (3.0, 4)]
    assert np.signbit(f(0).x)
    assert len(reports) == 1
    with pytest.raises(OverflowError):
        f(1)
    assert not np.signbit(cfunc(POINTS, **{**options, "success": given(0.0, 2)})(fails)(0).x)


def test_a_record_that_changes_behind():
    value = Point(1.0, 2)
    first = cfunc(POINTS, success=value)(fails)
    value.x = 3.0
    assert [pair(f(0)) for f in (first, cfunc(POINTS, success=value)(fails))] == [(1.0, 2), (3.0, 2)]


def test_large_records(reports):
    prototype = ctypes.CFUNCTYPE(Large, ctypes.c_int)
    value = Large(Point(1.5, 2), tuple(range(20)))
    f = cfunc(prototype, success=value, error_value=value, codes={ArithmeticError: ((2.5, 3), range(20))})(fails)
    made = [prototype(f.address)(n) for n in range(4)]
    assert [pair(large.point) for large in made] == [(1.5, 2), (2.5, 3), (2.5, 3), (1.5, 2)]
    assert all(list(large.a) == list(range(20)) for large in made)


def nothing(n):
    fails(n)


def none(n):
    return None


def either(n):
    if n:
        return nothing(n)
    return none(n)


def through_a_variable(n):
    result = nothing(n)
    return result  # noqa: RET504


def with_finally(n):
    try:
        return nothing(n)
    finally:
        n += 1


@pytest.mark.parametrize(
    "function",
    [nothing, either, through_a_variable, with_finally, lambda n: nothing(n), lambda n: none(n) if n else nothing(n)],
)
def test_success_of_what_returns_nothing(function):
    assert cfunc("intc(intc)", success=7)(function)(0) == 7
    assert cfunc("float64(intc)", success=1.5, codes={ArithmeticError: 2})(function)(0) == 1.5
    assert pair(cfunc(POINTS, success=(1.5, 2))(function)(0)) == (1.5, 2)


def test_success_of_complex():
    assert cfunc("complex128(intc)", success=1 - 2j)(fails)(0) == 1 - 2j
    assert cfunc("complex64(intc)", success=3)(fails)(0) == 3


def test_codes_in_memory_that_the_callback_made(reports):
    @cfunc("intc(intc)", success=0, codes={LookupError: 5})
    def f(n):
        a = np.zeros(4)
        a[n] = 1.0

    assert [c_function(f)(n) for n in (0, 3, 4, -5)] == [0, 0, 5, 5]
    assert not reports


def test_a_handler_comes_first(reports):
    @cfunc("intc(intc)", success=0, codes={Exception: 9})
    def f(n):
        try:
            fails(n)
        except OverflowError:
            return

    assert [c_function(f)(n) for n in range(4)] == [0, 0, 9, 9]
    assert not reports


def test_called_by_another_callback():
    inner = cfunc("intc(intc)", success=4, codes={ArithmeticError: 5})(fails)

    @cfunc("intc(intc)")
    def outer(n):
        return inner(n) + 1

    assert outer(0) == 5
    with pytest.raises(OverflowError):  # as in Python
        outer(1)
    assert inner.bind()(0) == 4


def always_fails(n):
    raise ValueError(n)


def test_called_one_that_never_returns():
    inner = cfunc("intc(intc)")(always_fails)
    with pytest.raises(ValueError, match="7"):
        cfunc("intc(intc)")(lambda n: inner(n) + 1)(7)
    assert cfunc("intc(intc)")(lambda n: inner(n) if n else 3)(0) == 3


def returns(n):
    if n:
        return n
    return None


@pytest.mark.parametrize(
    ("signature", "options", "function", "error", "text"),
    [
        ("void(intc)", {"success": 0}, fails, TypeError, "success: fails.. returns nothing to C; write a status where"),
        ("void(intc)", {"codes": {KeyError: 0}}, fails, TypeError, "codes: fails.. returns nothing to C"),
        ("int8(intc)", {"success": 300}, fails, OverflowError, "'success' has to be int8, not 300"),
        ("int8(intc)", {"success": "x"}, fails, TypeError, "'success' has to be int8, not str"),
        ("int8(intc)", {"codes": {KeyError: 1.5}}, fails, TypeError, "'codes' has to be int8, not float"),
        (POINTS, {"success": 1}, fails, TypeError, "'success' has to be Record.*, not int"),
        (
            POINTS,
            {"error_value": (1.0,)},
            fails,
            TypeError,
            "'error_value' has to be .*, not a tuple of length 1, for 2",
        ),
        (POINTS, {"codes": {KeyError: Large()}}, fails, TypeError, "'codes' has to be .*, not a Large of Record"),
        (POINTS, {"success": b"0123456789abcdef"}, fails, TypeError, "'success' has to be Record.*, not bytes"),
        ("voidptr(intc)", {"success": 1}, fails, TypeError, "the success of a pointer is None"),
        ("voidptr(intc)", {"codes": {KeyError: 1.0}}, fails, TypeError, "the codes of a pointer is None or an address"),
        ("voidptr(intc)", {"error_value": -(2**70)}, fails, OverflowError, "is None or an address, not -"),
        ("intc(intc)", {"success": 0}, returns, upcall.CompileError, "and here it returns one"),
        ("intc(intc)", {"codes": [KeyError]}, fails, TypeError, "codes is a dict of exceptions and values"),
        ("intc(intc)", {"codes": {1: 1}}, fails, TypeError, "none of Python's own exception classes"),
        ("intc(intc)", {"codes": {upcall.CompileError: 1}}, fails, TypeError, "none of Python's own exception classes"),
        ("intc(intc)", {"codes": {LookupError: 1, KeyError: 2}}, fails, ValueError, "write KeyError before it"),
    ],
)
def test_mistakes(signature, options, function, error, text):
    with pytest.raises(error, match=text):
        cfunc(signature, **options)(function)


# ---- upcall.Return


def leaves(n, value):
    if n:
        raise upcall.Return(value)
    return 0


@pytest.mark.parametrize(
    ("result", "value", "expected"),
    [
        ("float64", -1.5, -1.5),
        ("float32", 2, 2.0),
        ("int8", -7, -7),
        ("uint64", 2**64 - 1, 2**64 - 1),
        ("boolean", True, True),
        ("boolean", False, False),
        ("voidptr", None, None),
    ],
)
def test_return_of_every_type(result, value, expected, reports):
    @cfunc(
        f"{result}(intc)", error_value=None if value is None else 0, codes={BaseException: None if value is None else 1}
    )
    def f(n):
        leaves(n, value)
        raise ValueError("not left")

    assert c_function(f)(1) == f(1) == expected
    assert not reports


@pytest.mark.parametrize("value", [1.5, 1 - 2j])
def test_return_of_complex(value):
    for result in ("complex128", "complex64"):
        assert cfunc(f"{result}(intc)")(lambda n: leaves(n, value))(1) == value


def test_return_of_a_computed_value(reports):
    @cfunc("int32(int32)", success=-1)
    def f(n):
        for k in range(10):
            leaves(k == 3, k * n)

    @cfunc("voidptr(int32)")
    def pointer(n):
        if n > 0:
            raise upcall.Return
        raise upcall.Return(None)

    @cfunc("float32*(float32*)")
    def same(p):
        raise upcall.Return(p)

    assert c_function(f)(7) == f(7) == 21
    assert pointer(1) is pointer(0) is None
    assert same(4096) == 4096
    assert not reports


def test_return_from_a_void_callback(reports):
    @cfunc("void(int32*)")
    def f(p):
        p[0] += 1
        if p[0] == 1:
            raise upcall.Return
        if p[0] == 2:
            raise upcall.Return()
        p[0] += 10

    number = ctypes.c_int(0)
    call = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(f.address)
    for expected in (1, 2, 13):
        call(ctypes.addressof(number))
        assert number.value == expected
    assert not reports


def test_return_through_handlers():
    @cfunc("int32(int32, int32*)")
    def f(n, seen):
        try:
            try:
                leaves(n, 5)
            except Exception:
                return -1
        finally:
            seen[0] += 1
        try:
            leaves(1, 6)
        except upcall.Return:
            seen[0] += 10
        try:
            leaves(1, 7)
        except BaseException:
            raise
        return -2

    number = ctypes.c_int(0)
    assert f(1, ctypes.byref(number)) == 5
    assert number.value == 1
    assert f(0, ctypes.byref(number)) == 7
    assert number.value == 12


def leaves_with_a_point(p, n):
    if n == 1:
        raise upcall.Return((p.x, n))
    if n == 2:
        raise upcall.Return(p)
    for k in range(n * 2):
        made = np.zeros(2, np.dtype(Point))
        made[1].x = k
        if k == 6:
            raise upcall.Return(made[1])


def test_return_of_records(reports):
    prototype = ctypes.CFUNCTYPE(Point, Point, ctypes.c_int)

    @cfunc(prototype)
    def f(p, n):
        try:
            leaves_with_a_point(p, n)
        finally:
            p.x += 1
        return p

    expected = [(2.5, 7), (1.5, 1), (1.5, 7), (2.5, 7), (6.0, 0)]
    assert [pair(f((1.5, 7), n)) for n in range(5)] == expected
    assert [pair(prototype(f.address)(Point(1.5, 7), n)) for n in range(5)] == expected
    assert not reports


def helper(exception, n):
    if n > 2:
        raise exception


def test_return_of_a_record_that_is_made_before():
    class Small(ctypes.Structure):
        _fields_ = [("point", Point), ("a", ctypes.c_double * 3)]

    @cfunc("Small (int n)", types={"Small": Small})
    def f(n):
        made = np.zeros(2, np.dtype(Small))
        made[1].a[:] = n
        exception = upcall.Return(made[1])
        made = np.zeros(3, np.dtype(Small))
        helper(exception, n)
        return made[0]

    assert [list(f(n).a) for n in (2, 3)] == [[0] * 3, [3] * 3]


def test_return_frees_what_was_made():
    from upcall import _core

    @cfunc("float64(int32)")
    def f(n):
        a = np.ones(n + 1000)
        leaves(n, a.sum())
        return a[0]

    assert [f(0), f(5)] == [1.0, 1005.0]
    assert _core.test_heap(-1) <= 0


def inner(n):
    raise upcall.Return(n)


def plain(n):
    leaves(1, 5)


@pytest.mark.parametrize(
    ("signature", "function", "text"),
    [
        ("int32(int32)", lambda n: leaves(n, "x"), "leaves the callback with int32, not with"),
        ("int32(int32)", lambda n: leaves(n, None), "leaves the callback with int32, not with None"),
        ("void(int32)", plain, "leaves the callback with nothing, not with int"),
        ("int32(int32)", lambda n: cfunc_inner(n) + 1, "leaves inner, which compiled code calls as a cfunc"),
    ],
)
def test_return_mistakes(signature, function, text):
    with pytest.raises(upcall.CompileError, match=text):
        cfunc(signature)(function)


cfunc_inner = cfunc("int32(int32)")(inner)


def test_return_outside_is_an_exception():
    with pytest.raises(upcall.Return):
        leaves(1, 2)
    assert not issubclass(upcall.Return, Exception)
