"""Arrays that a declaration has as parameters: Python passes no shorter ones."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from upcall import cfunc


def test_as_long_as_declared():
    @cfunc("double f(int n, const double x[n], double A[2][n])")
    def f(n, x, A):
        for i in range(n):
            A[1, i] = x[i]
        return np.sum(x)

    out = np.zeros((2, 3))
    assert f(3, np.ones(3), out) == 3.0
    assert f(2, np.ones(3), out) == 2.0
    assert f(0, np.ones(0), out) == 0.0
    assert f(3, (ctypes.c_double * 3)(1, 2, 3), out) == 6.0
    with pytest.raises(ValueError, match=r"argument 'x' has 3 of the 1000000 elements that its declaration says"):
        f(10**6, np.ones(3), out)
    with pytest.raises(ValueError, match=r"argument 'A' has 6 of the 8 elements"):
        f(4, np.ones(4), out)
    with pytest.raises(ValueError, match="negative"):
        f(-1, np.ones(3), out)
    address = out.ctypes.data
    assert f(3, np.ones(3), address) == 3.0  # C's way: nothing is known


def test_annotations_and_products():
    @cfunc("double (*)(int n, void *J)")
    def f(n, J: double[n * n]):  # noqa: F821
        return J[-1]

    assert f(2, np.arange(4.0)) == 3.0
    with pytest.raises(ValueError, match="4 of the 9 elements"):
        f(3, np.arange(4.0))


def test_none_and_one_memory_for_two():
    @cfunc("double (*)(int n, const double *restrict x, double grad[n], const double y[2])")
    def f(n, x, grad, y):
        return 0.0 if grad is None else grad[0] + y[1]

    memory = np.arange(4.0)
    assert f(4, memory, None, memory) == 0.0
    assert f(4, memory, memory, memory[:2]) == 1.0
    with pytest.raises(ValueError, match="argument 'y' has 1 of the 2 elements"):
        f(4, memory, memory, np.ones(1))
