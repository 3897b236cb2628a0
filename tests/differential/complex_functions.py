"""cmath, and NumPy's functions of complex numbers. cmath's are CPython's to the bit, where CPython doesn't raise."""

import cmath

import numpy as np

from .harness import differential
from .values import Floats

ONE = ("complex128(complex128)", "complex128(complex64)", "complex128(float64)")
NUMPY = ("complex128(complex128)", "complex64(complex64)")
TEST = ("boolean(complex128)", "boolean(complex64)", "boolean(float64)", "boolean(int64)")


@differential(*ONE)
def cmath_acos(z):
    return cmath.acos(z)


@differential(*ONE)
def cmath_acosh(z):
    return cmath.acosh(z)


@differential(*ONE)
def cmath_asin(z):
    return cmath.asin(z)


@differential(*ONE)
def cmath_asinh(z):
    return cmath.asinh(z)


@differential(*ONE)
def cmath_atan(z):
    return cmath.atan(z)


@differential(*ONE)
def cmath_atanh(z):
    return cmath.atanh(z)


@differential(*ONE)
def cmath_cos(z):
    return cmath.cos(z)


@differential(*ONE)
def cmath_cosh(z):
    return cmath.cosh(z)


@differential(*ONE)
def cmath_exp(z):
    return cmath.exp(z)


@differential(*ONE)
def cmath_log(z):
    return cmath.log(z)


@differential(*ONE)
def cmath_log10(z):
    return cmath.log10(z)


@differential(*ONE)
def cmath_sin(z):
    return cmath.sin(z)


@differential(*ONE)
def cmath_sinh(z):
    return cmath.sinh(z)


@differential(*ONE)
def cmath_sqrt(z):
    return cmath.sqrt(z)


@differential(*ONE)
def cmath_tan(z):
    return cmath.tan(z)


@differential(*ONE)
def cmath_tanh(z):
    return cmath.tanh(z)


@differential(*TEST)
def cmath_isfinite(z):
    return cmath.isfinite(z)


@differential(*TEST)
def cmath_isinf(z):
    return cmath.isinf(z)


@differential(*TEST)
def cmath_isnan(z):
    return cmath.isnan(z)


@differential("complex128(complex128, complex128)", "complex128(complex64, float64)", "complex128(int64, complex128)")
def cmath_log_base(z, base):
    return cmath.log(z, base)


@differential("float64(complex128)", "float64(complex64)", "float64(float64)")
def cmath_phase(z):
    return cmath.phase(z)


@differential("float64(complex128)", "float64(complex64)")
def cmath_polar(z):
    size, angle = cmath.polar(z)
    return size - angle


@differential("complex128(float64, float64)", "complex128(float32, int64)")
def cmath_rect(r, phi):
    return cmath.rect(r, phi)


@differential("boolean(complex128, complex128)", "boolean(complex64, float64)")
def cmath_isclose(a, b):
    return cmath.isclose(a, b)


@differential("boolean(complex128, complex128)")
def cmath_isclose_tolerances(a, b):
    return cmath.isclose(a, b, rel_tol=0.5, abs_tol=1e-300)


@differential("boolean(complex128, float64)")
def cmath_isclose_drawn_tolerance(a, tolerance):
    return cmath.isclose(a, 1j, rel_tol=tolerance)


@differential("complex128(complex128)", "complex128(complex64)")
def cmath_constants(z):
    return z * cmath.pi + cmath.e - cmath.tau * 1j + cmath.infj * (z == 0)


@differential("complex128(complex128)", "complex128(float64)")
def cmath_no_numbers(z):
    return z + cmath.nanj - cmath.inf


@differential("complex128(complex128)", z=Floats(-3, 3))
def cmath_roots(z):
    discriminant = cmath.sqrt(z * z - 4 * 1.5j)
    return (-z + discriminant) / 2 - cmath.exp(1j * discriminant)


@differential(*NUMPY, ulp=4)
def numpy_arccos(z):
    return np.arccos(z)


@differential(*NUMPY, ulp=4)
def numpy_arccosh(z):
    return np.arccosh(z)


@differential(*NUMPY, ulp=4)
def numpy_arcsin(z):
    return np.arcsin(z)


@differential(*NUMPY, ulp=4)
def numpy_arcsinh(z):
    return np.arcsinh(z)


@differential(*NUMPY, ulp=4)
def numpy_arctan(z):
    return np.arctan(z)


@differential(*NUMPY, ulp=4)
def numpy_arctanh(z):
    return np.arctanh(z)


@differential(*NUMPY, ulp=4)
def numpy_cos(z):
    return np.cos(z)


@differential(*NUMPY, ulp=4)
def numpy_cosh(z):
    return np.cosh(z)


@differential(*NUMPY, ulp=4)
def numpy_exp(z):
    return np.exp(z)


@differential(*NUMPY, ulp=4)
def numpy_exp2(z):
    return np.exp2(z)


@differential(*NUMPY, ulp=4)
def numpy_expm1(z):
    return np.expm1(z)


@differential(*NUMPY, ulp=4)
def numpy_log(z):
    return np.log(z)


@differential(*NUMPY, ulp=4)
def numpy_log10(z):
    return np.log10(z)


@differential(*NUMPY, ulp=4)
def numpy_log1p(z):
    return np.log1p(z)


@differential(*NUMPY, ulp=4)
def numpy_log2(z):
    return np.log2(z)


@differential(*NUMPY, ulp=4)
def numpy_sin(z):
    return np.sin(z)


@differential(*NUMPY, ulp=4)
def numpy_sinh(z):
    return np.sinh(z)


@differential(*NUMPY, ulp=4)
def numpy_sqrt(z):
    return np.sqrt(z)


@differential(*NUMPY, ulp=4)
def numpy_tan(z):
    return np.tan(z)


@differential(*NUMPY, ulp=4)
def numpy_tanh(z):
    return np.tanh(z)


@differential(*NUMPY)
def numpy_square(z):
    return np.square(z)


@differential(*NUMPY)
def numpy_reciprocal(z):
    return np.reciprocal(z)


@differential(*NUMPY)
def numpy_sign(z):
    return np.sign(z)


@differential(*NUMPY)
def numpy_conjugate(z):
    return np.conjugate(z)


@differential(*NUMPY)
def numpy_negative(z):
    return np.negative(z)


@differential(*NUMPY)
def numpy_positive(z):
    return np.positive(z)


@differential(
    "complex128(complex128, complex128)", "complex64(complex64, complex64)", "complex128(complex128, float64)"
)
def numpy_maximum(a, b):
    return np.maximum(a, b)


@differential(
    "complex128(complex128, complex128)", "complex64(complex64, complex64)", "complex128(complex128, float64)"
)
def numpy_minimum(a, b):
    return np.minimum(a, b)


@differential(
    "complex128(complex128, complex128)", "complex64(complex64, complex64)", "complex128(complex128, float64)"
)
def numpy_fmax(a, b):
    return np.fmax(a, b)


@differential(
    "complex128(complex128, complex128)", "complex64(complex64, complex64)", "complex128(complex128, float64)"
)
def numpy_fmin(a, b):
    return np.fmin(a, b)


@differential(
    "complex128(complex128, complex128)", "complex64(complex64, complex64)", "complex128(complex128, float64)"
)
def numpy_divide(a, b):
    return np.divide(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_less(a, b):
    return np.less(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_less_equal(a, b):
    return np.less_equal(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_greater(a, b):
    return np.greater(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_greater_equal(a, b):
    return np.greater_equal(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_equal(a, b):
    return np.equal(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_not_equal(a, b):
    return np.not_equal(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_logical_and(a, b):
    return np.logical_and(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_logical_or(a, b):
    return np.logical_or(a, b)


@differential("boolean(complex128, complex128)", "boolean(complex64, complex64)", "boolean(complex128, float64)")
def numpy_logical_xor(a, b):
    return np.logical_xor(a, b)


@differential("boolean(complex128)", "boolean(complex64)")
def numpy_isfinite(z):
    return np.isfinite(z)


@differential("boolean(complex128)", "boolean(complex64)")
def numpy_isinf(z):
    return np.isinf(z)


@differential("boolean(complex128)", "boolean(complex64)")
def numpy_isnan(z):
    return np.isnan(z)


@differential("boolean(complex128)", "boolean(complex64)")
def numpy_logical_not(z):
    return np.logical_not(z)


@differential("float64(complex128)", "float32(complex64)", ulp=2)
def numpy_absolute(z):
    return np.absolute(z)


@differential("float64(complex128)", "float32(complex64)", "float64(float64)", "float32(float32)", ulp=1)
def numpy_angle(z):
    return np.angle(z)


@differential("float64(complex128)", ulp=1)
def numpy_angle_degrees(z):
    return np.angle(z, deg=True)


@differential("float64(complex128)", "float32(complex64)", "float64(float64)")
def numpy_parts(z):
    return np.real(z) - np.imag(z)


@differential("complex128(complex128)", "complex128(complex64)")
def numpy_conj(z):
    return np.conj(z) + np.conj(1j)
