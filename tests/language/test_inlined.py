"""Helpers whose loops become part of their callers': what is raised in one comes out of the frames that it comes out of in Python,
and what is captured, passed and given back is what it was."""

from __future__ import annotations

import ctypes
import functools
import traceback
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from compiling import cfunc

import upcall
from upcall import _core, carray, errors, raise_errors

CASES: list[Callable[..., Any]] = []
SIGNATURE = "float64(float64*, float32*, int64, int64)"


def case(function: Callable[..., Any]) -> Callable[..., Any]:
    """It gets pointers to 12 doubles and 12 floats, each 0, 1, 2 ..., and two ints."""
    CASES.append(function)
    return function


def square(v):
    return v * v


def plus(v, w):
    return v + w


def doubled_plus(v, w):
    u = plus(v, w)
    return u * 2.0


def pair(v, w=1.0, *, by=2.0):
    return v * by, plus(v, w)


def add_to(target, v):
    target += v


def some_of(v):
    s = 0.0
    for x in v:
        s += x
    return s * (6 // len(v))


def less_some(v):
    return v - some_of(v)


def at(v, i):
    return v[i]


def apply(function, *arrays):
    return function(arrays[0]) + function(arrays[-1])


@case
def shapes_that_differ(p, q, n, k):
    a = carray(p, n)
    return np.sum(doubled_plus(a, a[:k]))


@case
def shapes_that_differ_in_the_second_call(p, q, n, k):
    a = carray(p, n)
    return np.sum(plus(a, a[:n])) + np.sum(plus(a, a[:k]) * 2.0)


@case
def parts_of_a_tuple(p, q, n, k):
    a = carray(p, n)
    low, high = pair(a, carray(p, k), by=3.0)
    return np.sum(low * high) + np.sum(pair(a)[1])


@case
def stores(p, q, n, k):
    a = carray(p, n)
    add_to(a[1:], square(a[:k]))
    return a[-1]


@case
def what_is_called_by_one_that_is_inlined_raises(p, q, n, k):
    a = carray(p, 4)
    return np.sum(less_some(a[k:] * 2.0))


@case
def a_built_in_function_of_one_that_is_inlined_raises(p, q, n, k):
    return np.sum(apply(lambda v: np.cross(v, carray(p, 3)), carray(p, n) + 1.0))


@case
def an_index(p, q, n, k):
    a = carray(p, n)
    s = 0.0
    for i in range(k):
        s += at(a, i)
    return s


@case
def in_a_try(p, q, n, k):
    a = carray(p, n)
    try:
        return np.sum(plus(a, a[:k]))
    except ValueError:
        return np.sum(doubled_plus(a, a[: k + 1]))


@case
def an_argument_that_is_written_meanwhile(p, q, n, k):
    a = carray(p, n)
    b = square(a)
    a[0] = 7.0
    c = np.sum(a)
    return np.sum(b) + c


@case
def a_view_that_is_given_back(p, q, n, k):
    a = carray(p, n)
    same = at((a, a), k % 2)
    same[0] = 5.0
    return a[0] + np.sum(square(same))


@case
def what_is_made(p, q, n, k):
    made = plus(np.ones(k), 1.0)
    for _ in range(3):
        made = plus(made, made)
    return np.sum(made)


@case
def averages(p, q, n, k):
    return np.average(carray(p, n) - 1.0) + np.average(carray(p, n) * 2.0, weights=square(carray(p, k)))


def outcome(function: Callable[..., Any], n: int, k: int) -> tuple[Any, list[float]]:
    """What it returns or the class of what it raises, through which functions here; and what is in the memory then."""
    memory, floats = (ctypes.c_double * 12)(*range(12)), (ctypes.c_float * 12)(*range(12))
    pointers = [
        ctypes.cast(memory, ctypes.POINTER(ctypes.c_double)),
        ctypes.cast(floats, ctypes.POINTER(ctypes.c_float)),
    ]
    try:
        result: Any = float(function(*pointers, n, k))
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == __file__]
        result = type(error), [(frame.name, frame.lineno) for frame in frames[1:]]
    return result, list(memory)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_as_in_python(function):
    compiled = cfunc(SIGNATURE)(function)
    for n, k in ((4, 4), (4, 3), (1, 4), (5, 1), (3, 5), (4, 2)):
        found, expected = outcome(compiled, n, k), outcome(function, n, k)
        assert found[1] == expected[1]
        assert found[0] == (pytest.approx(expected[0], rel=1e-12) if isinstance(expected[0], float) else expected[0])
        assert _core.test_heap(-1) <= 0


def twice(p, q, n, k):
    a = carray(p, n)
    if n == 4:
        return np.sum(doubled_plus(a, a[:k]))
    return np.sum(doubled_plus(a, a[:k]) * 3.0)


def test_failures_of_a_place_that_is_there_twice_are_one_report():
    compiled = upcall.cfunc(SIGNATURE)(twice)
    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)(
        compiled.address
    )
    memory = (ctypes.c_double * 12)()
    with raise_errors():
        for n in (4, 5, 4):
            raw(ctypes.byref(memory), None, n, 3)
        (failure,) = errors.pending()
        assert failure.times == 3
        names = [frame.name for frame in traceback.extract_tb(failure.exception.__traceback__)]
        assert names == ["twice", "doubled_plus", "plus"]
        errors.clear()


def scaled(v, x):
    return v * x


def scales(factor):
    """A weak number: of the expression it would be a float32, of a parameter it is a double."""

    def f(p, q, n, k):
        a = carray(q, n)
        alone = scaled(a, factor * 0.1) + scaled(a, k)
        try:
            called = scaled(a, factor * 0.1) + scaled(a, k)
        except KeyError:
            called = alone[:0]
        return np.sum(alone != called) + (0.0 if alone.itemsize == called.itemsize else 100.0)

    return f


def test_an_argument_that_is_weak():
    assert outcome(cfunc(SIGNATURE)(scales(3.0)), 9, 2)[0] == 0.0


def test_a_helper_that_is_rebound_is_another():
    names: dict[str, Any] = {"np": np, "carray": carray, "helper": square}
    exec("def f(p, q, n, k):\n    return np.sum(helper(carray(p, n) + 1.0))", names)
    assert outcome(cfunc(SIGNATURE)(names["f"]), 3, 0)[0] == 14.0
    names["helper"] = functools.partial(plus, 1.0)
    assert outcome(cfunc(SIGNATURE)(names["f"]), 3, 0)[0] == 9.0


def levels(count: int) -> upcall.CFunc:
    """Each helper calls the one before twice."""
    names: dict[str, Any] = {"carray": carray}
    text = "def h0(v):\n    return v + 1.0\n"
    for i in range(1, count):
        text += f"def h{i}(v):\n    return h{i - 1}(v * 2.0) + h{i - 1}(v * 3.0)\n"
    exec(text + f"def f(p, q, n, k):\n    return h{count - 1}(carray(p, n))[k]", names)
    return upcall.cfunc(SIGNATURE)(names["f"])


def test_code_grows_with_the_calls_not_with_the_ways():
    lengths = [len(levels(count).inspect_lir().splitlines()) for count in (12, 15, 18)]
    assert lengths[2] - lengths[1] < 1.5 * (lengths[1] - lengths[0])
    assert outcome(levels(7), 3, 2)[0] == 2.0 * 5**6 + 2**6
