"""What errors advise to write instead: that it compiles, and gives what the refused call gives. The texts are golden cases;
here stand those that need other packages."""

from __future__ import annotations

import math

import numpy as np
import pytest

from upcall import CompileError, carray, cfunc

row = np.array([3.0, 1.0, 2.0])


def text_of(function, signature="float64(float64)"):
    with pytest.raises(CompileError) as caught:
        cfunc(signature)(function)
    return str(caught.value)


@pytest.mark.needs("scipy")
def test_scipy():
    import scipy.integrate

    functions = "write: the formula; of SciPy's functions compiled code calls those of scipy.special"
    text = text_of(lambda x: scipy.integrate.quad(abs, 0.0, x)[0])
    assert functions in text
    assert "test_advice.py" in text.partition("\n")[0]
    assert "_quadpack_py.py" not in text


@pytest.mark.needs("cffi")
def test_cffi():
    import cffi

    ffi = cffi.FFI()
    ffi.cdef("double j0(double);")
    library = ffi.dlopen(None)
    pointer = ffi.cast("double (*)(double)", 0)
    callback = ffi.callback("double (double)", abs)
    assert "this pointer is NULL" in text_of(lambda x: pointer(x))
    assert "write: a function that the library has" in text_of(lambda x: library.j1(x))
    assert "write: @cfunc for the Python function" in text_of(lambda x: callback(x))


def test_functions_of_the_users_with_borrowed_names():
    """functools.wraps gives them a name of NumPy's: an error in one is still shown where it is."""
    import functools

    @functools.wraps(np.full)
    def full(shape, x):
        return {shape: x}

    text = text_of(lambda x: full(3, x)[0])
    assert "can't compile dictionaries" in text
    assert "return {shape: x}" in text


@pytest.mark.parametrize("x", [-2.5, 0.0, 0.3, 1.25, math.inf])
@pytest.mark.parametrize(
    ("advised", "refused"),
    [
        (lambda x: np.trunc(x), lambda x: np.fix(x)),
        (lambda x: x == np.inf, lambda x: np.isposinf(x)),
        (lambda x: x == -np.inf, lambda x: np.isneginf(x)),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore:numpy.fix:DeprecationWarning")
def test_what_is_advised(advised, refused, x):
    text_of(refused)
    np.testing.assert_equal(cfunc("float64(float64)")(advised)(x), float(refused(x)))


def test_a_number_is_wanted():
    """A callback is no ufunc."""
    double = cfunc("float64(float64)")(lambda x: x * 2.0)
    with pytest.raises(TypeError, match="argument 'x' has to be float64, not ndarray: call it for each element"):
        double(row)
    with pytest.raises(TypeError, match=r"argument 'x' has to be float64, not list$"):
        double([1.0])
    first = cfunc("float64(float64*)")(lambda p: carray(p, 3)[0])
    assert first(row) == 3.0
