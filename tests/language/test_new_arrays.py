"""Arrays that are made: their elements, lengths, order and dtype."""

from __future__ import annotations

import itertools
import struct

import numpy as np
import pytest
from compiling import cfunc

from upcall import _core, carray

CASES = []
FEW = range(4)


def same_as_numpy(signature, *values):
    """Compiled and by NumPy, with all combinations of the values; those of a pointer are what it points to."""

    def add(function):
        CASES.append((function, signature, values))
        return function

    return add


def digest(a):
    """Of a matrix: all elements, each in its own way."""
    total = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            total += (i + 10 * j + 1) * float(a[i, j])
    total += 1000 * a.shape[0] + 10000 * a.shape[1]
    return total + a.strides[0] + 7 * a.strides[1] if min(a.shape) > 1 else total


def digest_row(a):
    total = 0.0
    for i in range(len(a)):
        total += (i + 1) * float(a[i])
    return total + 1000 * len(a) + (a.strides[0] if len(a) > 0 else 0)


@same_as_numpy("float64(intc, int64)", range(-1, 4), FEW)
def shapes(n, m):
    a = np.zeros((n, m))
    b = np.ones((n, m), order="F")
    c = np.full((n, 3), 2)
    d = np.empty((n, m), "f4")
    for i in range(n):
        for j in range(m):
            d[i, j] = i - j
    return digest(a) + digest(b) + digest(c) + digest(d)


@same_as_numpy("float64(int64, float64)", range(-1, 4), (0.5, -3.0, 300.0))
def elements(n, x):
    a = np.zeros(n, np.uint8)
    b = np.ones(n, dtype=np.complex64)
    c = np.full(n, x)
    d = np.full(n, True)
    e = np.full(n, x, dtype="float32")
    total = digest_row(a) + digest_row(c) + digest_row(d) + digest_row(e)
    return total + b[0].real if n > 0 else total


@same_as_numpy("float64(float32*, intc, intc)", (np.arange(6, dtype="f4"),), FEW, range(3))
def shaped_like(p, n, m):
    a = carray(p, (n, m))
    b = np.zeros_like(a)
    c = np.ones_like(a.T)
    d = np.full_like(a, 2, dtype="int16")
    e = np.empty_like(b)
    for i in range(n):
        for j in range(m):
            e[i, j] = a[i, j] * 2
    return digest(b) + digest(c) + digest(d) + digest(e)


@same_as_numpy("float64(float64, int64, float64, int64)", (0.5, -1.5), (3, -4), (0.25,), (2, 200))
def of_numbers(x, n, y, m):
    a = np.array([x, n])
    b = np.array((y, y, y))
    c = np.array([[1, 2, n], [n, 5, 6]])
    d = np.array([n > 2, False])
    e = np.array([y, m], dtype="f4")
    f = np.array([[m, m]], dtype="uint8")
    g = np.asarray((1, 2.5))
    total = digest_row(a) + digest_row(b) + digest(c) + digest_row(d) + digest_row(e) + digest(f) + digest_row(g)
    return total + np.array(x)[()] + np.ascontiguousarray(n)[0]


@same_as_numpy("float64(float64*, intc)", (np.arange(6.0),), (0, 2))
def of_arrays(p, n):
    a = carray(p, (n, 3))
    b = np.array(a)
    c = np.array(a.T)
    d = a.T.copy()
    e = np.copy(a.T)
    f = np.asarray(a.T, dtype="float32")
    g = np.ascontiguousarray(a.T)
    k = np.array(a, copy=True, order="F")
    m = np.asarray(k, order="C")
    o = a.copy(order="F")
    q = np.zeros_like(k, order="C")
    r = np.full_like(k, 3)
    h = np.asarray(a, order="C")
    for i in range(n):
        h[i, 0] += 1
        b[i, 1] += 1
    total = digest(a) + digest(b) + digest(c) + digest(d) + digest(e) + digest(f) + digest(g)
    return total + digest(k) + digest(m) + digest(o) + digest(q) + digest(r)


@same_as_numpy("float64(float64*, intc, intc)", (np.arange(6.0),), FEW, FEW)
def of_rows(p, n, m):
    a = carray(p, n)
    b = carray(p, m)
    c = np.array([a, b])
    d = np.array(((a, a * 2), (b, b + 1)), dtype="float32")
    return digest(c) + digest(d[0]) + digest(d[1])


@same_as_numpy("float64(int64, int64, int64)", range(-1, 4), FEW, range(-3, 4))
def diagonals(n, m, k):
    a = np.eye(n)
    b = np.eye(n, m, k, dtype=np.int8)
    c = np.identity(n, "float32")
    c.fill(2)
    return digest(a) + digest(b) + digest(c)


@same_as_numpy("float64(int64)", range(5))
def in_the_frame(n):
    """Small ones that nobody else holds lie in the frame: zeros again each time round."""
    total = 0.0
    for i in range(3):
        a = np.zeros(3)
        b = np.zeros(n)
        a[i] += 1
        if n:
            b[0] += 1
            total += b[0]
        total += 10 * a[0] + 100 * a[1] + 1000 * a[2]
    return total


@same_as_numpy("float64(int64)", range(5))
def carried(n):
    x = np.zeros(2)
    y = x
    for i in range(n):
        z = np.full(2, 1.0 * i)
        z[0] += y[0]
        x, y = y, z
    return x[0] + 10 * x[1] + 100 * y[0] + 1000 * y[1]


def outcome(function, arguments):
    memory = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    try:
        result = function(*memory)
    except Exception as error:
        return type(error).__name__, str(error), memory
    return struct.pack("d", result), memory


def of_memory(function):
    """By NumPy, where carray() takes the array itself."""
    namespace = function.__globals__ | {"carray": lambda array, shape: array[: np.prod(shape)].reshape(shape)}
    return type(function)(function.__code__, namespace, function.__name__, function.__defaults__)


def same(a, b):
    return a[:-1] == b[:-1] and all(np.array_equal(x, y) for x, y in zip(a[-1], b[-1], strict=True))


@pytest.mark.parametrize("case", CASES, ids=[function.__name__ for function, _, _ in CASES])
def test_as_by_numpy(case):
    function, signature, values = case
    compiled = cfunc(signature)(function)
    for arguments in itertools.product(*values):
        assert same(outcome(compiled, arguments), outcome(of_memory(function), arguments)), arguments
        assert _core.test_heap(-1) <= 0
