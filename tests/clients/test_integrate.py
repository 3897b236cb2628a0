"""scipy.integrate as client: quad, dblquad, tplquad and nquad, through .ctypes and LowLevelCallable in all its forms."""

import ctypes
import math

import numpy as np
import pytest

from upcall import cfunc

integrate = pytest.importorskip("scipy.integrate")
from scipy import LowLevelCallable  # noqa: E402


def handed_over(function):
    """The ways to give a compiled function to SciPy."""
    return LowLevelCallable(function.ctypes), LowLevelCallable(function.capsule), function.ctypes, function


@cfunc("float64(float64)")
def bell(t):
    return math.exp(-t * t)


@pytest.mark.parametrize("way", range(4))
def test_quad(way):
    callback = handed_over(bell)[way]
    assert integrate.quad(callback, -np.inf, np.inf)[0] == pytest.approx(math.sqrt(math.pi), rel=1e-12)


def test_quad_with_weight_and_points():
    result = integrate.quad(LowLevelCallable(bell.ctypes), 0, 1, weight="cos", wvar=3.0)[0]
    assert result == pytest.approx(
        integrate.quad(lambda t: math.exp(-t * t), 0, 1, weight="cos", wvar=3.0)[0], rel=1e-12
    )


@cfunc("float64(intc, float64*)")
def corner(n, x):
    """The product of the coordinates: its integral over the unit cube is 2**-n."""
    product = 1.0
    for i in range(n):
        product *= x[i]
    return product


def test_quad_passes_arguments_in_an_array():
    assert integrate.quad(LowLevelCallable(corner.ctypes), 0, 1, args=(3.0, 4.0))[0] == pytest.approx(6.0)


def test_quad_passes_user_data():
    @cfunc("float64(intc, float64*, CPointer(float64))")
    def power(n, x, data):
        return x[0] ** data[0]

    exponent = ctypes.c_double(4.0)
    data = ctypes.cast(ctypes.pointer(exponent), ctypes.c_void_p)
    callback = LowLevelCallable(power.ctypes, data, signature="double (int, double *, void *)")
    assert integrate.quad(callback, 0, 1)[0] == pytest.approx(0.2, rel=1e-12)


def test_dblquad():
    callback = LowLevelCallable(corner.ctypes)
    assert integrate.dblquad(callback, 0, 1, 0, 2)[0] == pytest.approx(1.0)


def test_dblquad_with_compiled_limits():
    @cfunc("float64(float64)")
    def height(x):
        return math.sqrt(1 - x * x)

    @cfunc("float64(intc, float64*)")
    def one(n, x):
        return 1.0

    area = integrate.dblquad(LowLevelCallable(one.ctypes), -1, 1, 0, height)[0]
    assert area == pytest.approx(math.pi / 2, rel=1e-9)


def test_tplquad():
    assert integrate.tplquad(LowLevelCallable(corner.ctypes), 0, 1, 0, 1, 0, 1)[0] == pytest.approx(0.125)


@pytest.mark.parametrize("dimensions", [1, 2, 3])
def test_nquad(dimensions):
    callback = LowLevelCallable(corner.ctypes)
    assert integrate.nquad(callback, [[0, 1]] * dimensions)[0] == pytest.approx(2.0**-dimensions)


def test_nquad_with_captured_coefficients():
    coefficients = np.array([1.0, 2.0, 3.0])

    @cfunc("float64(intc, float64*)")
    def polynomial(n, x):
        return coefficients[0] + coefficients[1] * x[0] + coefficients[2] * x[1]

    callback = LowLevelCallable(polynomial.ctypes)
    assert integrate.nquad(callback, [[0, 1], [0, 1]])[0] == pytest.approx(3.5)
    coefficients[0] = 2.0
    assert integrate.nquad(callback, [[0, 1], [0, 1]])[0] == pytest.approx(4.5)
