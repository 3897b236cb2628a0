"""Complex numbers where Python alone can't tell: C's callers, error_model="python", what doesn't compile."""

import cmath
import ctypes

import c_library
import numpy as np
import pytest

import upcall
from upcall import cfunc


def address(array):
    return ctypes.c_void_p(array.ctypes.data)


@pytest.mark.parametrize(("symbol", "name"), [("fold", "complex128"), ("fold_single", "complex64")])
def test_c_passes_complex_numbers(symbol, name):
    function = cfunc(f"{name}({name}, {name})")(lambda a, b: a * b + 1)
    items = np.array([1 + 2j, -0.5j, 3 - 1j], dtype=name)
    result = np.array([0.25 + 1j], dtype=name)
    expected = result[0]
    for item in items:
        expected = expected * item + items.dtype.type(1)
    caller = getattr(c_library.library("complex"), symbol)
    caller(ctypes.c_void_p(function.address), address(items), ctypes.c_size_t(3), address(result))
    assert result[0] == expected


def test_c_passes_more_than_registers_hold():
    signature = (
        "complex128(float64, complex128, intc, complex64, complex128, complex128, complex128, complex64, complex128)"
    )

    @cfunc(signature)
    def weighted(x, a, n, b, c, d, e, f, g):
        return x + a * n + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g

    z = np.arange(7) + 1j * np.arange(7, 14)
    result = np.zeros(1, dtype=np.complex128)
    c_library.library("complex").many(ctypes.c_void_p(weighted.address), address(z), address(result))
    assert result[0] == 0.5 - 3 * z[0] + 2 * z[1] + 3 * z[2] + 4 * z[3] + 5 * z[4] + 6 * z[5] + 7 * z[6]


@pytest.mark.parametrize(
    ("function", "signature", "arguments", "message"),
    [
        (lambda a, b: a / b, "complex128(complex128, complex128)", (1j, 0), "division by zero"),
        (lambda a, b: a / b, "complex64(float32, complex64)", (1, 0), "division by zero"),
        (lambda a, b: a / b, "complex128(complex128, float64)", (1j, 0), "division by zero"),
        (lambda a, b: a / b, "complex128(complex128, int64)", (1j, 0), "division by zero"),
        (lambda a, b: a**b, "complex128(complex128, complex128)", (0, -1), "zero to a negative or complex power"),
        (lambda a, b: a**b, "complex64(complex64, complex64)", (0, 1j), "zero to a negative or complex power"),
        (lambda a, b: pow(a, b), "complex128(complex128, float64)", (0, -0.5), "zero to a negative or complex power"),
        (lambda a, b: a**-2 + b, "complex128(complex128, float64)", (0, 1), "zero to a negative or complex power"),
    ],
)
def test_pythons_error_model_raises(function, signature, arguments, message):
    with pytest.raises(ZeroDivisionError, match=message):
        cfunc(signature, error_model="python")(function)(*arguments)
    assert not cmath.isfinite(cfunc(signature)(function)(*arguments))


@pytest.mark.parametrize("value", [1 + 2j, -0.5, 1e300, -1e-320j])
def test_pythons_error_model_changes_nothing_else(value):
    def several(z):
        return z / (z + 3) + z**3 + z**0.5 + cmath.log(z) - cmath.tan(z) + 1 / z

    quiet, loud = (cfunc("complex128(complex128)", error_model=model)(several) for model in ("numpy", "python"))
    assert repr(loud(value)) == repr(quiet(value))


def test_an_error_gives_nan_in_both_parts():
    @cfunc("complex128(complex128)")
    def fails(z):
        if z == 0:
            raise ValueError("no")
        return z

    items, result = np.zeros(1, complex), np.ones(1, complex)
    function = cfunc("complex128(complex128, complex128)")(lambda a, b: fails(b))
    with pytest.raises(ValueError, match="no"), upcall.raise_errors():
        c_library.library("complex").fold(
            ctypes.c_void_p(function.address), address(items), ctypes.c_size_t(1), address(result)
        )
    assert np.isnan(result[0].real)
    assert np.isnan(result[0].imag)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda z: z // 2, "//"),
        (lambda z: z % 2, "%"),
        (lambda z: divmod(z, 2)[0], "divmod must be a real number, not complex128"),
        (lambda z: z < 1j, "<"),
        (lambda z: max(z, 1j), "max must be a real number, not complex128"),
        (lambda z: float(z), "float must be a real number, not complex128"),
        (lambda z: int(z), "int must be a real number, not complex128"),
        (lambda z: round(z), "round must be a real number, not complex128"),
        (lambda z: np.cbrt(z), "cbrt must be a real number, not complex128"),
        (lambda z: np.arctan2(z, 1), "arctan2 must be a real number, not complex128"),
        (lambda z: z & 1, "&"),
        (lambda z: complex("one") + z, "must be a real number, not a string"),
    ],
)
def test_what_python_refuses_is_an_error(function, message):
    with pytest.raises(upcall.CompileError) as error:
        cfunc("complex128(complex128)")(function)
    assert message in str(error.value)


def test_a_complex_number_is_no_result_of_a_real_type():
    with pytest.raises(upcall.CompileError, match="complex128"):
        cfunc("float64(complex128)")(lambda z: z * 2)
