"""Statuses for C: success=, error_value=, codes= and upcall.Return."""

from __future__ import annotations

import ctypes

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


def test_success_of_complex():
    assert cfunc("complex128(intc)", success=1 - 2j)(fails)(0) == 1 - 2j
    assert cfunc("complex64(intc)", success=3)(fails)(0) == 3


def test_codes_in_memory_that_the_callback_made(reports):
    import numpy as np

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


def test_return_frees_what_was_made():
    import numpy as np

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
