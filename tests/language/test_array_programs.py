"""Programs of whole arrays that went wrong once: compiled, they come to what they come to in Python with NumPy."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from array_programs import runs_out_of_memory
from compiling import cfunc

from upcall import _core, carray

CASES: list[Callable[..., Any]] = []


def case(function: Callable[..., Any]) -> Callable[..., Any]:
    """It gets a pointer to 12 doubles 0, 1, 2 ..., and two ints."""
    CASES.append(function)
    return function


@case
def unused_operation_of_shapes_that_differ(p, n, i):
    a = carray(p, n)
    unused = a + np.ones(3)
    unused = a
    return unused[i]


@case
def unused_comparison_of_shapes_that_differ(p, n, i):
    a = carray(p, n)
    a[i] = 5.0
    a < np.ones(3)  # noqa: B015
    a[i] = 7.0
    return a[i]


@case
def unused_numbers(p, n, i):
    unused = n + 1
    for k in range(i):
        unused = unused * k
    return n


@case
def rows_of_lengths_that_differ(p, n, i):
    x = np.ones(3)
    try:
        return np.array([x, carray(p, n)])[0, i]
    except ValueError:
        return -1.0


def every_other(x, i):
    for k in range(3):
        if k == i:
            return x[::2]
    return x


@case
def handler_that_nothing_leads_to(p, n, i):
    a = carray(p, n)
    x = a[::-1]
    y = a[::-1]
    try:
        x = every_other(x, i)
    except ValueError:
        y = y[::-1]
    return x[1] * 100.0 + y[1]


def pair(x):
    return x + 1.0, x * 2.0


def difference_beside(x, y):
    a, b = pair(x)
    return (a - y) * b


@case
def operands_of_what_is_raised_over(p, n, i):
    x = np.ones(n)
    try:
        return difference_beside(x, carray(p, 3))[i]
    except ValueError:
        return -1.0


@case
def order_of_elements_that_turns(p, n, i):
    m = np.ones((2, 2)) * carray(p, 2)
    for _ in range(n):
        m = m.T + 1.0
    for row in m:
        m = pair(m.T)[i % 2]
        m[0] += row
    return m[i, 1]


def of_less_than_no_elements():
    return np.zeros((2, -3))


@case
def length_that_no_array_has(p, n, i):
    try:
        x = np.zeros(-1) if i else of_less_than_no_elements()[0]
    except ValueError:
        return -1.0
    return x[0]


def shares(b):
    return (b[0] / (np.sum(b, axis=-1, keepdims=True) + 5.0)).T


@case
def operand_of_one_column_beside_a_row(p, n, i):
    b = carray(p, (n, 12 // n))
    return np.sum(shares(b)[i % (12 // n)] * b[:, 0])


def outcome(function: Callable[..., Any], n: int, i: int) -> tuple[Any, list[float]]:
    """What it returns or raises, and what is in the memory then."""
    memory = (ctypes.c_double * 12)(*range(12))
    try:
        result = float(function(ctypes.cast(memory, ctypes.POINTER(ctypes.c_double)), n, i))
    except Exception as error:
        return type(error), list(memory)
    return result, list(memory)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_as_in_python(function):
    compiled = cfunc("float64(float64*, int64, int64)")(function)
    for n in range(1, 7):
        for i in (0, 1, 2, -1):
            assert outcome(compiled, n, i) == outcome(function, n, i), (n, i)
            assert _core.test_heap(-1) <= 0
    runs_out_of_memory(lambda: outcome(compiled, 6, 1), 6, function.__name__)
