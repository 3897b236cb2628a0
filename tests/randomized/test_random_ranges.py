"""Indices in loops over ranges of which nothing is known: what the tests before the loop let through, and what they don't.

The arrays lie between elements that nobody may touch. The expected values are computed here, with Python's integers, which
the index takes modulo 2**64.
"""

import ctypes
import itertools

import numpy as np
import pytest
from compiling import cfunc
from hypothesis import given, settings
from hypothesis import strategies as st

from upcall import carray

INDICES = [
    "j",
    "i * n + j",
    "j * s + i",
    "(j - 1) * n - i",
    "j + 1",
    "j - 1",
    "j - s",
    "j + s",
    "2 * j",
    "2 * j + 1",
    "-j",
    "n - 1 - j",
    "s - j",
    "3 * j - s",
    "i - j",
]
RANGES = ["range(low, high)", "range(low, high, step)", "range(high)", "range(low, high, 2)", "range(low, high, -3)"]
TURNS = 40  # of all loops together: ranges may be long
AROUND, UNTOUCHED = 32, -777.0

SOURCE = """
def f(p, n, low, high, step, s):
    a = carray(p, n)
    turns = 0
    for i in range(2):
        for j in {range}:
            turns += 1
            if turns > {turns}:
                return
            a[{index}] {change}
"""

EXTREMES = [0, 1, 2**31, 2**57 - 1, 2**57, 2**57 + 1, 2**62, 2**63 - 1, -(2**31), -(2**57), -(2**63), 1 - 2**63]
numbers = st.integers(-12, 12) | st.sampled_from(EXTREMES)


def wrapped(integer):
    return (integer + 2**63) % 2**64 - 2**63


def expected(index, over, names):
    """The elements after the calls, and whether an index was out of range."""
    n = names["n"]
    elements = list(np.arange(n) + 0.5)
    pairs = ((i, j) for i in range(2) for j in eval(over, {}, names))
    for i, j in itertools.islice(pairs, TURNS):
        at = wrapped(eval(index, {}, {**names, "i": i, "j": j}))
        if not -n <= at < n:
            return elements, True
        elements[at] += 1.0
    return elements, False


@pytest.mark.parametrize("over", RANGES)
@pytest.mark.parametrize("index", INDICES)
def test_indices(index, over):
    space = {"carray": carray}
    exec(SOURCE.format(range=over, index=index, change="+= 1.0", turns=TURNS), space)
    compiled = cfunc("void(float64*, int64, int64, int64, int64, int64)")(space["f"])

    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, 10), numbers, numbers, numbers.filter(bool), numbers)
    def check(n, low, high, step, s):
        memory = np.full(n + 2 * AROUND, UNTOUCHED)
        memory[AROUND : AROUND + n] = np.arange(n) + 0.5
        pointer = memory[AROUND:].ctypes.data_as(ctypes.POINTER(ctypes.c_double))
        elements, fails = expected(index, over, {"n": n, "low": low, "high": high, "step": step, "s": s})
        try:
            compiled(pointer, n, low, high, step, s)
            failed = False
        except IndexError:
            failed = True
        assert failed == fails
        assert list(memory[AROUND : AROUND + n]) == elements
        assert (memory[:AROUND] == UNTOUCHED).all()
        assert (memory[AROUND + n :] == UNTOUCHED).all()

    check()


TABLE = """
def f(p, n, m, low, high, left, right):
    a = carray(p, (n, m))
    turns = 0
    for i in range(low, high):
        for j in range(left, right):
            turns += 1
            if turns > {turns}:
                return
            a[{row}, {column}] += 1.0
"""


def expected_table(row, column, shape, rows, columns):
    elements = (np.arange(shape[0] * shape[1]) + 0.5).reshape(shape)
    pairs = ((i, j) for i in rows for j in columns)
    for i, j in itertools.islice(pairs, TURNS):
        at = [wrapped(eval(index, {}, {"i": i, "j": j})) for index in (row, column)]
        if not all(-length <= k < length for k, length in zip(at, shape, strict=True)):
            return elements, True
        elements[tuple(at)] += 1.0
    return elements, False


@pytest.mark.parametrize(
    ("row", "column"), [("i", "j"), ("j", "i"), ("i - 1", "2 * j"), ("j - i", "j"), ("-i", "i + j")]
)
def test_tables(row, column):
    """Each index has tests before a loop of its own."""
    space = {"carray": carray}
    exec(TABLE.format(row=row, column=column, turns=TURNS), space)
    compiled = cfunc("void(float64*, int64, int64, int64, int64, int64, int64)")(space["f"])

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 6), st.integers(0, 6), st.integers(-8, 8), st.integers(-8, 8), numbers, numbers)
    def check(n, m, low, high, left, right):
        memory = np.full(n * m + 2 * AROUND, UNTOUCHED)
        memory[AROUND : AROUND + n * m] = np.arange(n * m) + 0.5
        pointer = memory[AROUND:].ctypes.data_as(ctypes.POINTER(ctypes.c_double))
        elements, fails = expected_table(row, column, (n, m), range(low, high), range(left, right))
        try:
            compiled(pointer, n, m, low, high, left, right)
            failed = False
        except IndexError:
            failed = True
        assert failed == fails
        assert list(memory[AROUND : AROUND + n * m]) == list(elements.flat)
        assert (memory[:AROUND] == UNTOUCHED).all()
        assert (memory[AROUND + n * m :] == UNTOUCHED).all()

    check()
