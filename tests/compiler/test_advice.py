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
    import scipy.special
    import scipy.special.cython_special

    ufuncs = "write: the formula; of the ufuncs of other packages, SciPy's say, none is known"
    functions = "write: the formula; of SciPy's functions none is known"
    assert ufuncs in text_of(lambda x: scipy.special.j0(x))
    assert ufuncs in text_of(lambda x: scipy.special.gamma(x))
    assert functions in text_of(lambda x: scipy.special.cython_special.j0(x))
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
    for function in (lambda x: pointer(x), lambda x: library.j0(x)):
        assert "write: the formula, or math's and NumPy's function; C functions can't" in text_of(function)


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
