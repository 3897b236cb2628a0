"""Memory of arrays that callbacks make: constant over a million of them, whatever is raised and caught, and where malloc fails."""

from __future__ import annotations

import contextlib
import ctypes
from pathlib import Path

import numpy as np
import pytest

from upcall import _core, carray, cfunc

ROUNDS = 1_000_000
SLACK = 4 << 20  # bytes


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def blocks(countdown: int = -1) -> int:
    """How many are left; only the checked build counts them."""
    return max(_core.test_heap(countdown), 0)


@contextlib.contextmanager
def constant_memory():
    before = resident()
    yield
    assert resident() - before < SLACK
    assert blocks() == 0


def made(n):
    x = np.zeros(n)
    x[0] = n
    return x


def filled(n, i):
    x, y = made(n), made(n)
    x[i] = y[0]
    return x


@cfunc("float64(int64, int64)")
def kept_in_a_loop(rounds, n):
    x = made(n)
    for i in range(rounds):
        y = made(n)
        y[0] = x[0] + i % 2
        x = y if i % 3 else x
    return x[0]


@cfunc("float64(int64, int64)")
def caught_in_a_loop(rounds, n):
    caught = 0
    x = made(n)
    for i in range(rounds):
        try:
            x = filled(n, i % (2 * n))
        except IndexError:
            caught += 1
    return caught + x[0] - n


def test_a_million_arrays():
    kept_in_a_loop(1000, 100)
    with constant_memory():
        assert kept_in_a_loop(ROUNDS, 100) > 100


def test_a_million_exceptions_that_are_caught():
    caught_in_a_loop(1000, 100)
    with constant_memory():
        assert caught_in_a_loop(ROUNDS, 100) == ROUNDS / 2


@pytest.mark.filterwarnings("ignore")
def test_exceptions_that_leave_the_callback():
    @cfunc("float64(float64*, int64, int64)")
    def leaves(p, n, i):
        a, b = made(n), filled(n, i)
        return a[i] + b[i] + carray(p, 1)[0]

    p = (ctypes.c_double * 1)(1.0)
    with contextlib.suppress(IndexError):
        leaves(p, 100, 100)
    with constant_memory():
        for i in range(3000):
            with contextlib.suppress(IndexError):
                leaves(p, 100, 100 + i)
    assert leaves(p, 100, 0) == 201


@cfunc("float64(int64)")
def many_sites(n):
    total = 0.0
    for k in range(3):
        try:
            a = made(n)
            b = filled(n + k, 0)
            c = np.full((k + 1, n), 2.0)
            total += a[0] + b[0] + c[k, 0]
        except MemoryError:
            total += 1.0
    return total


@pytest.mark.skipif(_core.test_heap(-1) < 0, reason="the checked build alone runs out of blocks")
def test_no_memory_at_each_site():
    whole = many_sites(100)
    for countdown in range(13):
        _core.test_heap(countdown)
        found = many_sites(100)
        assert blocks() == 0
        assert (found == whole) == (countdown >= 12), countdown
    _core.test_heap(0)
    with pytest.raises(MemoryError, match="Unable to allocate memory"):
        kept_in_a_loop(1, 100)
    assert blocks() == 0


def vector(x, y, z):
    return np.array([x, y, z])


def cross(a, b):
    return vector(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def turned(angle):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s], [s, c]]), np.eye(2)[::-1]


def sign(x):
    if x > 1:
        return np.ones(3)
    for k in range(3):
        e = np.zeros(3)
        e[k] = x
        if k > x:
            return e[1:]
    return vector(x, x, x)


@cfunc("float64(float64, int64)")
def of_constant_size(x, n):
    total = 0.0
    for i in range(n):
        a, b = vector(x, i, 1.0), vector(1.0, x, i)
        rotation, swap = turned(x + i)
        total += cross(cross(a, b), a)[i % 3] + (rotation @ swap)[0, 1] + sign(i - x)[i % 2]
    return total


@pytest.mark.skipif(_core.test_heap(-1) < 0, reason="the checked build alone runs out of blocks")
def test_results_of_constant_size_need_no_heap():
    _core.test_heap(0)
    try:
        found = of_constant_size(0.5, 9)
    finally:
        _core.test_heap(-1)
    assert found == pytest.approx(of_constant_size.__wrapped__(0.5, 9), rel=1e-14)


@cfunc("float64(int64)")
def recursive(n):
    def down(x, n):
        if n == 0:
            return x
        y = made(100)
        y[0] = x[0] + 1
        z = down(y, n - 1)
        return z if n % 2 else down(x, 0)

    return down(made(100), n)[0]


@cfunc("float64(int64)")
def stretched_beyond_memory(n):
    return (np.broadcast_to(np.zeros(1), (n,)) * 2.0)[3]


@pytest.mark.parametrize("bits", [60, 61, 62])
def test_more_elements_than_memory_has(bits):
    with pytest.raises(MemoryError, match="Unable to allocate memory"):
        stretched_beyond_memory.ctypes(1 << bits)


def test_recursion():
    assert recursive(50) == recursive.__wrapped__(50)
    assert blocks() == 0


def summed_into(p, n):
    a = carray(p, n)
    np.add(a[:-1], a[1:], out=a[1:])


def added_by_position(p, n):
    a = carray(p, n)
    np.multiply(a[:-1], a[1:], a[:-1])


def reversed_in_place(p, n):
    a = carray(p, n)
    a[:] = a[::-1] * 2


def divided(p, n):
    a = carray(p, n)
    a /= a[:1]


@pytest.mark.parametrize("function", [summed_into, added_by_position, reversed_in_place, divided])
def test_memory_between_reading_and_writing(function):
    """A function that makes no array may need some all the same."""
    compiled = cfunc("void(float64*, int64)")(function)
    for n in (1, 5, 300):
        found, expected = np.arange(1.0, n + 1), np.arange(1.0, n + 1)
        compiled(found, n)
        with_numpy = type(function)(function.__code__, {"np": np, "carray": lambda a, n: a})
        with_numpy(expected, n)
        assert np.array_equal(found, expected)
        assert blocks() == 0
