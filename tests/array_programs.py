"""What random programs of arrays call: functions that make arrays, give them back, or raise over them; and whether blocks of memory
are left where there is none for one of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from upcall import _core


def make(n):
    x = np.zeros(n)
    x[0] = n
    return x


def make_or_raise(n, i):
    x = np.full(n, 2.0)
    y = np.ones(n)
    x[i] += y[-1]
    if i == 1:
        raise ValueError
    return x


def same(x):
    return x


def either(x, y, i):
    return x if i > 1 else y


def both(x, y):
    return y, x


def caught(x, i):
    try:
        return make_or_raise(3, i)
    except IndexError:
        return x


def point(x, y):
    """Of constant size: where the caller says."""
    return np.array([x[0], 2.0, y[1]])


def points(x, i):
    """Two of them, one of which may be what was given."""
    p = point(x, x) * 0.5
    if i == 3:
        raise IndexError
    return (p, x) if i > 1 else (np.zeros(3), p[::-1])


def nearest(x, y, i):
    for k in range(3):
        p = np.full(3, float(k))
        p[1] = x[0]
        if k == i:
            return p
    return point(y, x) if i < 5 else x


def runs_out_of_memory(call: Callable[[], object], blocks: int, text: str) -> None:
    """Where there is no memory for the first block, the second ..., none is left. `call` takes what is raised as a result."""
    for countdown in range(blocks):
        _core.test_heap(countdown)
        try:
            call()
        finally:
            left = _core.test_heap(-1)
        assert left <= 0, f"{countdown}\n{text}"
