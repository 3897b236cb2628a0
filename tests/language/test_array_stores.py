"""Stores of whole arrays, numbers, tuples and lists to parts of arrays, in place and by `out`: what NumPy makes of the same memory,
and its words where shapes don't match."""

from __future__ import annotations

import ctypes
import itertools
import operator
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from compiling import cfunc

from upcall import carray, farray, from_dtype
from upcall import types as upcall_types

LENGTHS = (0, 1, 2, 3, 5)


def copies(p, q, n, m):
    a = carray(p, n)
    a[:] = carray(q, m)


def in_place(p, q, n, m):
    a = carray(p, n)
    a += carray(q, m)
    a *= a
    a -= 1.5


def broadcasts(p, q, n, m):
    a = carray(p, (n, 4))
    a[...] = carray(q, (m, 1)) * a
    a[..., 1:3] = carray(q, (m, 2))
    a[:1] = carray(q, 4)
    a[:2] = carray(q, (1, 1, 1, 4))


def lists(p, q, n, m):
    a = carray(p, n)
    a[:2] = [q[0]]
    a[:] = [q[1], 2, q[2] * 0.5]
    a[m:] = 3.0, q[3]


def nested(p, q, n, m):
    a = carray(p, (n, 2))
    a[:] = ((1, m), (2.5, q[0]))
    a[0] = [7]


def transposed(p, q, n, m):
    a = carray(p, (n, n))
    a[...] = a.T
    b = farray(p, (n + 1, m + 1))
    b[:, 0] = q[0] - b[:, -1]
    b /= b[:1]


def by_out(p, q, n, m):
    a, b = carray(p, n), carray(q, n)
    np.add(a, carray(q, m), out=a)
    np.sqrt(np.abs(a), out=b[::-1])


def out_of_functions_in_the_way(p, q, n, m):
    """Of those that a function of numbers computes."""
    a, b = carray(p, n), carray(q, n)
    c = a * 2.0
    np.clip(a, 0.5, 1.0, out=a)
    b[:] = c + a
    c = b + 1.0
    np.hypot(b, a, out=b)
    a[:] = c - b


def caught(p, q, n, m):
    a = carray(p, n)
    try:
        a[:] = a + carray(q, m)
        a += 1.0
    except ValueError:
        a -= 1.0
    except IndexError:
        a -= 2.0


def operations_in_the_way(p, q, n, m):
    a, b = carray(p, n), carray(q, n)
    c = a + b
    d = c * 2.0
    a[:] = 1.0
    b[:] = c - d
    b[::2] = (a + c)[::2]
    a[:] = d * d + c


def kept(p, q, n, m):
    a, b = carray(p, n), carray(q, n)
    total = a * 0.0
    for i in range(m):
        total = total + a * float(i)
        total[::2] += b[::2]
    a[:] = total


def stencils(p, q, n, m):
    """Of another array, of the same one, and of one that begins in the middle of it."""
    a, b = carray(p, (n, m)), carray(q, (n, m))
    b[1:-1, 1:-1] = a[:-2, 1:-1] + a[2:, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] - 4 * a[1:-1, 1:-1]
    a[1:-1, 1:-1] += a[:-2, 1:-1] + a[2:, 1:-1]
    c, d = carray(p, 2 * n), carray(p, 3 * n)[n:]
    c[1:-1] = d[:-2] + d[2:]
    d[1:] = (c[2:] - c[:-2])[1:]
    c[3:] = d[:-3]


def parts_of_a_transposed(p, q, n, m):
    a = carray(p, (5, n + 2))
    b = a.T
    b[0, :3] = a[1, :1] + a[2, 1:2]
    b[1:, 0] = a[1, :-1] + a[2, 1:]
    a[:, 1] = b[0] + b[1] + b[:1, ::-1][0]


FUNCTIONS = (
    copies,
    in_place,
    broadcasts,
    lists,
    nested,
    transposed,
    stencils,
    parts_of_a_transposed,
    by_out,
    out_of_functions_in_the_way,
    caught,
    operations_in_the_way,
    kept,
)


def in_order(order: str) -> Callable[[np.ndarray, Any], np.ndarray]:
    return lambda memory, shape: memory[: int(np.prod(shape))].reshape(shape, order=order)  # type: ignore[call-overload]


def outcome(function: Callable[..., Any], *arguments: Any) -> str:
    try:
        with np.errstate(all="ignore"):
            function(*arguments)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_stores(function: Callable[..., Any]) -> None:
    compiled = cfunc("void(float64*, float64*, intp, intp)")(function).ctypes
    names = {**globals(), "carray": in_order("C"), "farray": in_order("F")}
    plain = types.FunctionType(function.__code__, names)
    for n, m in itertools.product(LENGTHS, LENGTHS):
        memory = [np.arange(1.0, 50.0), np.arange(50.0, 2.0, -1.0)]
        wanted = [array.copy() for array in memory]
        message = outcome(compiled, *(ctypes.c_void_p(array.ctypes.data) for array in memory), n, m)
        assert message.split(": ")[0] == outcome(plain, *wanted, n, m).split(": ")[0], (n, m)
        for array, expected in zip(memory, wanted, strict=True):
            np.testing.assert_array_equal(array, expected, f"{n}, {m}")


@pytest.mark.parametrize("element", ["int8", "uint16", "int32", "int64", "float32", "complex64", "boolean"])
def test_casts(element: str) -> None:
    def f(p, q, n):
        a, b = carray(p, n), carray(q, n)
        b[:] = a
        b[1:3] = b[::-1][1:3]
        b[:1] = 1

    values = np.array([0.0, 1.0, -2.0, 3.75, 100.0, 7.0])
    stored = np.full(6, 3, "bool" if element == "boolean" else element)
    wanted = stored.copy()
    cfunc(f"void(float64*, {element}*, intp)")(f).ctypes(
        ctypes.c_void_p(values.ctypes.data), ctypes.c_void_p(stored.ctypes.data), 6
    )
    wanted[:] = values.astype(np.int64) if wanted.dtype.kind in "iu" else values
    wanted[1:3] = wanted[::-1][1:3].copy()
    wanted[:1] = 1
    np.testing.assert_array_equal(stored, wanted)


def test_fields() -> None:
    """Fields of one array of records are other memory than each other, or the same."""
    point = np.dtype([("x", "f8"), ("y", "f8"), ("z", "f4"), ("k", "i4")])

    def f(p, n):
        points = carray(p, n)
        points["y"][:] = points["x"] * 2.0 + points["y"]
        points["z"][::-1] = points["x"] - points["k"]
        points["k"][1:] = points["k"][:-1] + points["z"][1:]
        points["x"][:] = points["x"][::-1]

    for n in (1, 2, 7, 40):
        points = np.zeros(n, point)
        for number, name in enumerate(point.names or ()):
            points[name] = np.arange(n) * (number + 1) + 1
        wanted = points.copy()
        cfunc(types_of(point))(f).ctypes(ctypes.c_void_p(points.ctypes.data), n)
        wanted["y"] = wanted["x"] * 2.0 + wanted["y"]
        wanted["z"][::-1] = wanted["x"] - wanted["k"]
        wanted["k"][1:] = wanted["k"][:-1] + wanted["z"][1:]
        wanted["x"] = wanted["x"][::-1].copy()
        np.testing.assert_array_equal(points, wanted)


def types_of(record: np.dtype) -> Any:
    return upcall_types.void(upcall_types.CPointer(from_dtype(record)), upcall_types.intp)


def test_a_store_by_its_function_gives_none():
    a = np.zeros(3)
    cfunc("void()")(lambda: operator.setitem(a, 0, 1.0))()
    f = cfunc("boolean(boolean)")(lambda x: operator.setitem(a, 1, 2.0) is None if x else False)
    assert f(True)
    assert not f(False)
    assert a.tolist() == [1, 2, 0]
