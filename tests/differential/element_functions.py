"""NumPy's functions of elements that are no ufuncs, on numbers: where, clip, round, isclose, nan_to_num, sinc, astype."""

import numpy as np

from .harness import differential
from .values import Integers


@differential(
    "float64(boolean, float64, float64)", "float64(int64, int64, float64)", "float32(float64, float32, float32)"
)
def chosen(c, x, y):
    return np.where(c, x, y)


@differential("complex128(boolean, float64, complex128)")
def chosen_complex(c, x, z):
    return np.where(c, z, x)


@differential("float64(float64, float64, float64)", "int64(int64, int64, int64)", "float32(float32, float32, float32)")
def clipped(x, low, high):
    return np.clip(x, low, high)


@differential("float64(float64)", "int64(int64)")
def clipped_above(x):
    return np.clip(x, None, 3)


@differential("float64(float64)", "int64(int64)")
def clipped_by_name(x):
    return np.clip(x, max=7, min=-2)


@differential("float64(float64)", "float32(float32)")
def rounded(x):
    return np.round(x)


@differential("float64(float64, int64)", n=Integers(-25, 25), ulp=1)
def rounded_to(x, n):
    return np.round(x, n)


@differential("int64(int32, int64)", n=Integers(-9, 3))
def rounded_integer(x, n):
    return np.round(x, n)


@differential("complex128(complex128)")
def rounded_parts(z):
    return np.around(z, decimals=2)


@differential(
    "boolean(float64, float64)", "boolean(float32, float32)", "boolean(int64, int64)", "boolean(complex128, float64)"
)
def close(x, y):
    return np.isclose(x, y)


@differential("boolean(float64, float64, float64)")
def close_within(x, y, tolerance):
    return np.isclose(x, y, atol=tolerance, equal_nan=True)


@differential("float64(float64)", "float32(float32)", "complex128(complex128)", "int64(int64)")
def number(x):
    return np.nan_to_num(x)


@differential("float64(float64, float64)", "float32(float32, float32)")
def number_by_name(x, y):
    return np.nan_to_num(x, nan=y, posinf=1.5, neginf=-7)


@differential("float64(float64)", "float64(int64)", "float32(float32)", ulp=4)
def cardinal_sine(x):
    return np.sinc(x)


@differential("float64(float64)", "float64(float32)")
def cast(x):
    return x.astype("f4") + x.astype(dtype="f8")
