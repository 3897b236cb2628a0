"""Arrays that tuples, closures, iterators, views and recursion hold or borrow: results are Python's, and nothing is left."""

from __future__ import annotations

import numpy as np
import pytest
from compiling import cfunc

from upcall import _core

CASES = []


def case(function):
    CASES.append(function)
    return function


def made(n, m=100):
    a = np.zeros((n, m))
    for i in range(n):
        a[i, i] = i + 1
    return a


@case
def closures(n):
    a = made(n)
    b = np.full(100, 2.0)

    def inner(i):
        return a[i, i] + b[i]

    def give():
        return b

    total = 0.0
    for i in range(n):
        total += inner(i) + give()[i]
        b = give() * 2
    return total


@case
def rows(n):
    total = 0.0
    for row in made(n):
        total += row[0] + row[1]
        kept = row
    for i, row in enumerate(made(n)):
        for x, y in zip(row, kept, strict=False):
            total += x * y + i
    a, b = made(2)
    return total + a[0] + 10 * b[1]


@case
def tuples(n):
    pair = (made(n), np.ones(100))
    for i in range(n):
        pair = (pair[0] + 1, pair[0][i % 2]) if i % 2 else (made(2), pair[1])
    a, (b, c) = pair[0], (pair[1], made(2))
    first, *others = (a, b, c)
    return first[0, 0] + others[0][1] + others[1][1, 1]


@case
def swapped(n):
    a, b = np.zeros(100), np.ones(100)
    for _i in range(n):
        a, b = b, a + b
    return a[0] + b[1]


def view_of(a, i):
    return a[i:] if i % 2 else a[::-1]


@case
def views_returned(n):
    a = np.ones(200)
    for i in range(n):
        a = view_of(a + i, i)
    return a[0] + len(a)


@case
def conditional(n):
    x = made(n) if n > 2 else np.ones((3, 3))
    y = x if n % 2 else x * 2
    z = y.T if n > 1 else y
    return z[0, 1] + z[1, 0] + z[1, 1]


@case
def unused(n):
    made(n)
    a = made(n)
    a = np.zeros(100)
    for _ in range(n):
        np.empty(200)
    return a[0]


@case
def loop_with_else(n):
    x = np.ones(100)
    for i in range(n):
        y = x * 2
        if y[0] > 4:
            break
        x = y
        if i == 3:
            continue
        x = x + 1
    else:
        x = made(n)[0]
    return x[0]


@case
def raised_in_between(n):
    total = 0.0
    for i in range(n):
        try:
            a = made(2, 2 + i)
            try:
                b = a[i] + np.ones(3)
            except IndexError:
                b = np.full(4, 3.0)
                total += 1
            finally:
                c = a * 2
            total += b[0] + c[1, 1]
        except ValueError:
            total += 100
    return total


def depth(a, n):
    if n == 0:
        return a, a
    b, c = depth(a + 1, n - 1)
    return c, b * 2


@case
def recursive(n):
    a, b = depth(np.ones(100), n)
    return a[0] + b[1]


def first_of(*arrays):
    return arrays[0]


@case
def starred(n):
    arrays = (made(2), made(2) * 3, made(2, 5))
    x = first_of(*arrays[:2])
    return x[1, 1] + first_of(arrays[1], x)[0, 0] + n


@case
def lists(n):
    values = [np.full(100, 1.0 * n), np.ones(100)]
    total = 0.0
    for v in values:
        total += v[0]
    w = values[n % 2]
    return total + w[3]


@case
def small(n):
    """In the frame."""
    total = np.zeros(3)
    for i in range(n):
        x = np.array([i, 1.0, 2.0])
        y = x * 2 + total
        total += y
    return total[0] + 10 * total[1] + 100 * total[2]


def outcome(function, n):
    try:
        return function(n)
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("function", CASES, ids=[function.__name__ for function in CASES])
def test_owners(function):
    compiled = cfunc("float64(int64)")(function)
    for n in range(7):
        assert outcome(compiled, n) == outcome(function, n), n
        assert _core.test_heap(-1) <= 0
    for countdown in range(10):
        _core.test_heap(countdown)
        outcome(compiled, 4)
        assert _core.test_heap(-1) <= 0
