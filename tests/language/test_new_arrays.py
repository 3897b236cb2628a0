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


@same_as_numpy("float64(float64*, intc, intc)", (np.arange(8.0) - 2.5,), FEW, range(6))
def lists_beside_arrays(p, n, m):
    a = carray(p, (2, 4))
    v = carray(p, m)
    total = digest(a - [1, 2, n, 4]) + digest([[n], [2]] * a) + digest((a > (0, 1, 0, 1)) & [True, False, True, n > 2])
    total += digest_row(np.maximum(a[0], [0, n, 0, 9])) + digest_row(np.exp((0.5, n))) + digest(a @ [[1, 0]] * 4)
    total += np.dot([1, n], [3, 4]) + ([1, n, 2, 3] @ a[1]) + np.clip([1, n, 9], 2, 8)[1]
    if [1, 2, n] == (1, 2, 3) or np.array_equal([1, 2, n], np.arange(1, 4)):
        total += 1
    a[:] = [1, n, 3, m]
    a[:, 1:] += [[n], [0.5]]
    total += digest(a) + digest_row(np.where([True, n > 1], [n, 2], (3, m)))
    return total + digest_row(v - [1, 2])


@same_as_numpy(
    "int64(float64*, intc, float64)", (np.array([1.5, -2, np.inf, 3.0]),), range(5), (1.5, 3.0, -2.0, np.inf)
)
def contained(p, n, x):
    v = carray(p, n)
    row = np.array([v, v * 2])
    found = (x in v) + 2 * (3 in v) + 4 * (x not in row) + 8 * (v[::-1] in row if n == 1 else 0)
    return found + (16 if -2 in v and 1.5 in v else 0)


@same_as_numpy("float64(float64*, intc)", (np.arange(20.0),), range(-1, 21))
def from_iterables(p, n):
    v = carray(p, 20)
    a = np.fromiter((x * x for x in v if x < n), float)
    b = np.fromiter(range(n), dtype=np.float32)
    c = np.array(range(1, n, 2)) + np.asarray(range(n, -n, -2), dtype="f4")[: len(range(1, n, 2))]
    total = digest_row(a) + digest_row(b) + digest_row(c) + digest_row(np.fromiter((1, n, 3), int))
    return total + digest_row(np.fromiter((x for x in v if x < n), np.int16, 3))


@same_as_numpy("float64(float64*, intc, intc)", (np.arange(8.0) - 2.5,), range(1, 5), range(3))
def filled_and_joined(p, n, m):
    a, v = carray(p, (2, n)), carray(p, 4)[:n]
    total = digest(np.full((3, n), v)) + digest(np.full((n, 2), [1, m], "f4")) + digest(np.full_like(a, v, int))
    total += digest(np.full_like(a, [[m], [1]])) + digest_row(np.zeros_like([1, 2.5]) + np.append(v, m)[:2])
    total += digest(np.append(a, a[:1], axis=0)) + digest_row(np.append(a, [m, 2])) + digest(np.diagflat(a, m))
    total += digest(np.dstack((v, v * 2))[0]) + digest(np.array([v, (1, 2, m)])) + digest(np.array([[1, 2, m], v]))
    return total + digest(np.eye(n, 3, m, order="F"))


@same_as_numpy("float64(float64, float64, float64)", (0.0, 0.5, -2.0), (3.0, 9.5, 0.25), (0.1, 0.5, 1.75, -0.5))
def ranges_in_their_dtype(start, stop, step):
    a = np.arange(start, stop, step, dtype=np.float32)
    b = np.arange(start, stop, step, dtype=int)
    c = np.arange(start, stop, step)
    d = np.arange(0.5, 3, 0.5, dtype=np.int8)
    return digest_row(a) + digest_row(b) + digest_row(c) + digest_row(d)


@same_as_numpy("float64(intc)", range(2))
def meshes(i):
    x, y = np.meshgrid([1, 2], (3, 4, 5), indexing="ij") if i else np.meshgrid([1, 2, 6], (3, 4))
    return digest(x) + digest(y)


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


@pytest.mark.filterwarnings("ignore:Casting complex values")
def test_complex_arrays_in_arrays_of_floats():
    def real_parts(p, n):
        a = carray(p, n)
        return digest_row(np.array(a, dtype="f4")) + digest_row(np.asarray(a * 1j, dtype=float))

    numbers = np.array([1.5 + 2j, -3j, 4.0])
    assert cfunc("float64(complex128*, intc)")(real_parts)(numbers, 3) == of_memory(real_parts)(numbers, 3)
