"""Numba as client: a CFunc is a function of the first class for its compiled code."""

import numpy as np
import pytest

from upcall import cfunc

numba = pytest.importorskip("numba")

pytestmark = pytest.mark.filterwarnings("ignore:First-class function type feature is experimental")


@cfunc("double(double, int64)")
def power(x, n):
    return x**n


def test_as_argument():
    @numba.njit
    def apply(f, x):
        return f(x, 3) + 1

    assert apply(power, 2.0) == 9.0
    other = cfunc("double(double, int64)")(lambda x, n: x * n)
    assert apply(other, 2.0) == 7.0
    assert len(apply.signatures) == 1


def test_in_a_tuple():
    @numba.njit
    def both(functions, x):
        total = 0.0
        for f in functions:
            total += f(x, 3)
        return total

    assert both((power, cfunc("double(double, int64)")(lambda x, n: x * n)), 2.0) == 14.0


def test_pointers():
    @cfunc("void(double *, void *)")
    def store(p, unused):
        p[0] = 2.0

    expected = numba.types.void(numba.types.CPointer(numba.types.float64), numba.types.voidptr)
    assert store._numba_type_ == numba.types.FunctionType(expected)


def test_types_that_numba_has_not():
    record = cfunc("double(Record(x[type=float64;offset=0]) *)")(lambda p: 1.0)
    assert not hasattr(record, "_numba_type_")

    @numba.njit
    def apply(f):
        return f(np.zeros(1))

    with pytest.raises(numba.TypingError):
        apply(record)
