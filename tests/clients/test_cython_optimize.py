"""C code as scipy.optimize.cython_optimize is: root finders called in C with a function pointer and a struct's address."""

import ctypes

import numpy as np
import pytest

from upcall import carray, cfunc

zeros = pytest.importorskip("scipy.optimize.cython_optimize._zeros")

Function = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_void_p)
Solver = ctypes.CFUNCTYPE(
    ctypes.c_double,
    ctypes.c_void_p,
    ctypes.c_double,
    ctypes.c_double,
    ctypes.c_void_p,
    ctypes.c_double,
    ctypes.c_double,
    ctypes.c_int,
    ctypes.c_void_p,
)


def solver(name):
    """The C function that Cython code would cimport."""
    capsule = zeros.__pyx_capi__[name]
    get_name = ctypes.pythonapi.PyCapsule_GetName
    get_name.restype, get_name.argtypes = ctypes.c_char_p, [ctypes.py_object]
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype, get_pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return Solver(get_pointer(capsule, get_name(capsule)))


@cfunc("float64(float64, voidptr)")
def cubic(x, args):
    c = carray(args, 4, np.float64)
    return ((c[3] * x + c[2]) * x + c[1]) * x + c[0]


@pytest.mark.parametrize("name", ["bisect", "ridder", "brenth", "brentq"])
def test_root(name):
    find = solver(name)
    coefficients = np.array([0.0, 0.0, 0.0, 1.0])
    for constant in np.linspace(-100.0, -1.0, 20):
        coefficients[0] = constant
        root = find(cubic.address, 0.0, 10.0, coefficients.ctypes.data, 1e-12, 1e-12, 200, None)
        assert root == pytest.approx(np.cbrt(-constant), rel=1e-9)


def test_typed_pointer_and_ctypes_object():
    @cfunc("float64(float64, float64*)")
    def line(x, p):
        return p[0] * x + p[1]

    values = np.array([2.0, -3.0])
    address = ctypes.cast(line.ctypes, ctypes.c_void_p).value
    assert solver("brentq")(address, 0.0, 10.0, values.ctypes.data, 1e-12, 1e-12, 100, None) == pytest.approx(1.5)
