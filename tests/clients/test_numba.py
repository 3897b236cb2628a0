"""Numba as client: a CFunc is a function of the first class for its compiled code."""

import importlib
import pathlib
import tomllib

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


@pytest.fixture
def extension():
    """What Numba calls at its first compile, by the entry point, where upcall is installed."""
    scripts = tomllib.loads((pathlib.Path(__file__).parents[2] / "pyproject.toml").read_text())["project"][
        "entry-points"
    ]
    module, name = scripts["numba_extensions"]["init"].split(":")
    getattr(importlib.import_module(module), name)()


@cfunc("double(double)")
def square(x):
    return x * x


@cfunc("double(double)")
def half(x):
    return x / 2


def test_as_a_global(extension):
    @numba.njit
    def use(x):
        return square(x) + power(x, 3)

    assert use(2.0) == 12.0
    assert use(2) == 12.0  # converted, as for any C function


def test_as_a_free_variable(extension):
    def make(f):
        @numba.njit
        def use(x):
            return f(x)

        return use

    assert [make(f)(3.0) for f in (square, half)] == [9.0, 1.5]


def test_globals_chosen_and_passed_on(extension):
    @numba.njit
    def twice(f, x):
        return f(f(x))

    @numba.njit
    def use(i, x):
        f = square if i else half
        total = f(x) + twice(half, x)
        for g in (square, half):
            total += g(x)
        return total

    assert [use(i, 4.0) for i in (0, 1)] == [2 + 1 + 18, 16 + 1 + 18]


def test_a_global_takes_arrays(extension):
    @cfunc("double(double *, int64)")
    def item(p, i):
        return p[i]

    @numba.njit
    def use(a):
        return item(a.ctypes, 2)

    assert use(np.arange(3.0)) == 2.0


def test_types_that_numba_has_not():
    record = cfunc("double(Record(x[type=float64;offset=0]) *)")(lambda p: 1.0)
    assert not hasattr(record, "_numba_type_")

    @numba.njit
    def apply(f):
        return f(np.zeros(1))

    with pytest.raises(numba.TypingError):
        apply(record)
