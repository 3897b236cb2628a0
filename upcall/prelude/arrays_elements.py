"""What NumPy's functions of arrays that are no ufuncs make of the elements at one index, each of the type that
src/infer/infer_elementwise.c says. `_of_float` and its like are for elements of that kind."""

import numpy as np

from . import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

POWERS = tuple(10.0**n for n in range(9))


def clip(a: "Any", a_min: "Any" = None, a_max: "Any" = None, *, min: "Any" = None, max: "Any" = None) -> "Any":
    """Not below a_min, and not above a_max, which comes last; nan where one is."""
    low = min if a_min is None else a_min
    high = max if a_max is None else a_max
    if low is not None and high is not None:
        return np.minimum(np.maximum(a, low), high)
    if low is not None:
        return np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


def isclose(a: "Any", b: "Any", rtol: "Any" = 1e-05, atol: "Any" = 1e-08, equal_nan: bool = False) -> bool:
    """As near to b, a float, as a relative and an absolute tolerance allow."""
    near = abs(a - b) <= atol + rtol * abs(b) and np.isfinite(b)
    return near or a == b or (equal_nan and np.isnan(a) and np.isnan(b))


def nan_to_num_of_int(
    x: "Any", copy: bool = True, nan: "Any" = 0.0, posinf: "Any" = None, neginf: "Any" = None
) -> "Any":
    """All integers are numbers."""
    return x


def nan_to_num_of_float(
    x: "Any", copy: bool = True, nan: "Any" = 0.0, posinf: "Any" = None, neginf: "Any" = None
) -> "Any":
    """A number in the place of nan, and of the infinities."""
    most = np.finfo(x.dtype).max if posinf is None else posinf
    least = np.finfo(x.dtype).min if neginf is None else neginf
    if x != x:
        return machine.like(nan, x)
    if x == np.inf:
        return machine.like(most, x)
    return machine.like(least, x) if x == -np.inf else x


def nan_to_num_of_complex(
    z: "Any", copy: bool = True, nan: "Any" = 0.0, posinf: "Any" = None, neginf: "Any" = None
) -> "Any":
    """Of each part."""
    real = nan_to_num_of_float(z.real, copy, nan, posinf, neginf)
    return machine.pair(real, nan_to_num_of_float(z.imag, copy, nan, posinf, neginf))


def power_of_ten(n: int) -> float:
    return POWERS[n] if n < len(POWERS) else 10.0**n


def round_of_int(a: "Any", decimals: int = 0) -> "Any":
    """To a power of ten, as a float."""
    if decimals >= 0:
        return a
    power = power_of_ten(-decimals)
    return machine.like(np.rint(a / power) * power, a)


def round_of_float(a: "Any", decimals: int = 0) -> "Any":
    """NumPy's: to the nearest whole number, ties to even, of what has so many decimals before the point."""
    if decimals == 0:
        return np.rint(a)
    power = machine.like(power_of_ten(abs(decimals)), a)
    if decimals > 0:
        return np.rint(a * power) / power
    return np.rint(a / power) * power


def round_of_complex(z: "Any", decimals: int = 0) -> "Any":
    """Each part."""
    return machine.pair(round_of_float(z.real, decimals), round_of_float(z.imag, decimals))


def sinc_of_float(x: "Any") -> "Any":
    """sin(pi x) / (pi x)."""
    y = np.pi * x
    return np.sin(y) / y if y != 0.0 else machine.like(1.0, y)


def sinc_of_complex(z: "Any") -> "Any":
    y = np.pi * z
    return np.sin(y) / y if y != 0.0 else machine.like(1.0, y)


def put(value: "Any", out: "Any") -> "Any":
    return machine.put(value, True, out, out=out)


def put_both(first: "Any", second: "Any", out1: "Any", out2: "Any", out: "Any") -> "tuple[Any, Any]":
    """The two results of a ufunc, in the arrays that it was given for them."""
    return put(first, out[0] if out1 is None else out1), put(second, out[1] if out2 is None else out2)


def divmod_of_arrays(
    a: "Any", b: "Any", out1: "Any" = None, out2: "Any" = None, /, *, out: "Any" = (None, None)
) -> "tuple[Any, Any]":
    """The quotient rounded down, and the rest."""
    return put_both(a // b, a % b, out1, out2, out)


def frexp_of_array(
    x: "Any", out1: "Any" = None, out2: "Any" = None, /, *, out: "Any" = (None, None)
) -> "tuple[Any, Any]":
    """The fraction and the exponent of 2."""
    return put_both(machine.fraction(x), machine.exponent(x).astype(np.int32), out1, out2, out)


def modf_of_array(
    x: "Any", out1: "Any" = None, out2: "Any" = None, /, *, out: "Any" = (None, None)
) -> "tuple[Any, Any]":
    """The fraction and the whole, both with the sign of x."""
    whole = machine.trunc(x)
    return put_both(np.copysign(np.where(np.isinf(whole), 0.0, x - whole), whole), whole, out1, out2, out)


def copyto(dst: "Any", src: "Any", casting: "Any" = "same_kind", where: "Any" = True) -> None:
    """Elements of src in the place of those of dst, where `where` is true."""
    if casting == "unsafe":
        machine.put(np.asarray(src).astype(dst.dtype), where, dst, out=dst)
    else:
        machine.put(src, where, dst, out=dst)
