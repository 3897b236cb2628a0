"""Exceptions made with numbers and texts of them: their arguments are what Python's own are."""

from __future__ import annotations

import ctypes
import sys
import textwrap
import threading

import numpy as np
import pytest
from raising import CASES, f_string, several_arguments

import upcall
from upcall import cfunc


def error_of(function, *arguments):
    with pytest.raises(Exception) as caught:  # noqa: PT011
        function(*arguments)
    return caught.value


@pytest.mark.parametrize("function", CASES)
@pytest.mark.parametrize("x", [0.0, -0.5, 2 / 3, 1e300, -1e-7, float("inf"), float("nan")])
def test_as_python(function, x):
    compiled = cfunc("float64(float64, int64)")(function)
    for n in (4, 7, 12):
        expected, got = error_of(function, x, n), error_of(compiled, x, n)
        assert type(got) is type(expected)
        assert repr(got.args) == repr(expected.args)


@pytest.mark.parametrize(
    ("type_name", "value", "shown"),
    [
        ("int8", -5, -5),
        ("uint16", 65535, 65535),
        ("int64", -(2**63), -(2**63)),
        ("uint64", 2**64 - 1, 2**64 - 1),
        ("boolean", True, True),
        ("float64", 0.1, 0.1),
        ("float32", 0.1, np.float32(0.1)),
        ("complex128", 1 - 2j, 1 - 2j),
        ("complex64", 0.1 - 2j, np.complex64(0.1 - 2j)),
    ],
)
def test_types(type_name, value, shown):
    def fails(value):
        raise ValueError(value, f"{value}", f"{value!r}")

    got = error_of(cfunc(f"void({type_name})")(fails), value)
    assert got.args == (shown, f"{shown}", f"{shown!r}")
    assert type(got.args[0]) is type(shown)


def test_sized_integers():
    def fails(n):
        raise ValueError(np.int8(n), np.uint32(n))

    assert repr(error_of(cfunc("void(int64)")(fails), 100).args) == "(np.int8(100), np.uint32(100))"


POINTER = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_int64)


def test_reported():
    """What a callback reports has the numbers of one of the failures it stands for."""
    compiled = cfunc("float64(float64, int64)")(f_string)
    function = POINTER(compiled.address)
    seen: list = []
    hook, sys.unraisablehook = sys.unraisablehook, lambda report: seen.append(report.exc_value)
    try:
        threads = [threading.Thread(target=lambda: [function(0.5, 3) for _ in range(1000)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in range(100):
            pass
    finally:
        sys.unraisablehook = hook
    assert {str(error).partition(" (")[0] for error in seen} == {"bad x = 0.5 at 3"}


@pytest.mark.parametrize("arguments", ["'text', 1", "7", "''", "None, 2.5"])
def test_constants_alone_reported(arguments):
    """Such a callback has nothing to pass in an invocation record, and none is made."""
    text = f"def fails(x, n):\n    if x > 1:\n        raise ValueError({arguments})\n    return x"
    namespace: dict = {}
    exec(text, namespace)
    function = POINTER(cfunc("float64(float64, int64)")(namespace["fails"]).address)
    with pytest.raises(ValueError) as caught, upcall.raise_errors():  # noqa: PT011
        function(1.25, 5)
    assert caught.value.args == eval(f"({arguments},)")


def test_raise_errors():
    function = POINTER(cfunc("float64(float64, int64)")(several_arguments).address)
    with pytest.raises(OverflowError) as caught, upcall.raise_errors():
        function(1.25, 5)
    assert caught.value.args[:3] == ("text", 1.25, 5)


def test_count_with_several_arguments():
    function = POINTER(cfunc("float64(float64, int64)")(several_arguments).address)
    with pytest.raises(OverflowError) as caught, upcall.raise_errors():
        [function(1.25, 5) for _ in range(3)]
    assert caught.value.args[-1] == "(3 times since the last report)"


# ---- e.args, where an operation may raise too


def reader(expression, setup="pass"):
    """A function that looks at what an exception was made with, round an operation."""
    source = f"""
        def function(p, n, i, x):
            {setup}
            try:
                if i > n:
                    raise ValueError(x)
                x = {expression}
            except Exception as error:
                return error.args[0]
            return x
    """
    names: dict = {"carray": upcall.carray}
    exec(textwrap.dedent(source), names)
    return names["function"]


def compiles(function, **options):
    name = ""
    try:
        cfunc("float64(float64*, int64, int64, float64)", **options)(function)
    except upcall.CompileError as error:
        name = error.name
    assert name in ("", "E_EXCEPTION_ARGS")
    return not name


ARRAY = "a, b = carray(p, (4, 2)), carray(p, 4)"


@pytest.mark.parametrize(
    "expression", ["a[i, 1]", "a[i, 1] if 0 <= i < 4 else 0.0", "sum(a[k, 0] for k in range(4))", "a[0, 0]"]
)
@pytest.mark.parametrize("boundscheck", [True, False])
def test_what_is_proved_makes_no_difference(expression, boundscheck):
    assert not compiles(reader(expression, ARRAY), boundscheck=boundscheck)


@pytest.mark.parametrize(
    "expression",
    [
        "x / n",
        "n // 3 + n % 4",
        "x // 0.5",
        "n << 3",
        "n ** 2",
        "p[i]",
        "(7, 8)[1]",
        "len(a)",
        "carray(p, 4).size",
        "sum(k for k in range(n))",
        "round(n) + abs(i)",
        "sum(y for y in carray(p, 4))",
        "pow(n, 2)",
        "x ** n",
    ],
)
def test_what_cannot_raise_by_its_types_is_not_in_the_way(expression):
    assert compiles(reader(expression, ARRAY))


@pytest.mark.parametrize(
    "expression",
    [
        "i / n",
        "i % n",
        "n << i",
        "n ** i",
        "n ** -1",
        "(7, 8)[i]",
        "round(x)",
        "len(carray(p, n))",
        "len(range(0, n, i))",
        "(7, 8).index(i)",
        "pow(n, i)",
        "sum(y for y, z in zip(b, b, strict=True))",
    ],
)
def test_what_may_raise_by_its_types_is(expression):
    assert not compiles(reader(expression, ARRAY))


def test_error_model_counts():
    assert not compiles(reader("x / p[0]"), error_model="python")
    assert compiles(reader("x / 2"), error_model="python")


def test_more_calls_than_paths_have_numbers():
    """Each of them calls the one before it twice; places that raise have numbers still."""
    lines = ["def f0(x):", "    if x < 0: raise ValueError(x)", "    return x"]
    for i in range(1, 42):
        lines += [f"def f{i}(x):", f"    return f{i - 1}(x) + f{i - 1}(x + 1)"]
    lines += ["def f(x):", "    if x < 0: return f41(x)", "    if x == 1: raise KeyError(x)", "    return x"]
    names: dict = {}
    exec("\n".join(lines), names)
    compiled = cfunc("int64(int64)")(names["f"])
    assert error_of(compiled, -1).args == (-1,)
    assert error_of(compiled, 1).args == (1,)


def test_too_many_numbers_of_one_that_is_not_raised():
    names: dict = {}
    exec(f"def f(n):\n    return ValueError({', '.join(f'n + {i}' for i in range(17))}).args[16]", names)
    with pytest.raises(upcall.CompileError, match="more than 16 numbers"):
        cfunc("int64(int64)")(names["f"])
