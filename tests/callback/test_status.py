"""Statuses for C: success=, error_value= and codes=."""

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
