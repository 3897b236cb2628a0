"""Operations of the machine, for the other files of the prelude. In compiled code each is a row of number_functions.def;
here stands what it computes, for Python: what only that needs is imported there."""

import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Number = TypeVar("Number")

__all__ = [
    "atan2",
    "bit_count",
    "bits",
    "ceil",
    "copysign",
    "exponent",
    "fma",
    "floor",
    "fraction",
    "from_bits",
    "hypot",
    "ldexp",
    "like",
    "logb",
    "meet",
    "nextafter",
    "packed",
    "pair",
    "power_modulo",
    "put",
    "quoted",
    "rint",
    "round_decimal",
    "strided",
    "string",
    "string_float",
    "to_float",
    "to_int",
    "trunc",
]


def bits(x: float) -> int:
    """The bits of a float64 as a signed int."""
    from _struct import pack, unpack

    return int(unpack("<q", pack("<d", x))[0])


def from_bits(n: int) -> float:
    """The float64 that has these bits."""
    from _struct import pack, unpack

    return float(unpack("<d", pack("<q", n))[0])


def ceil(x: float) -> float:
    """Rounded up; any float."""
    return math.copysign(float(math.ceil(x)), x) if math.isfinite(x) else x


def floor(x: float) -> float:
    """Rounded down; any float."""
    return math.copysign(float(math.floor(x)), x) if math.isfinite(x) else x


def trunc(x: float) -> float:
    """Rounded toward zero; any float."""
    return math.copysign(float(math.trunc(x)), x) if math.isfinite(x) else x


def rint(x: float) -> float:
    """To the nearest, ties to even; any float."""
    return math.copysign(float(round(x)), x) if math.isfinite(x) else x


def round_decimal(x: float, digits: int) -> float:
    """The nearest float to x rounded to so many decimal digits, ties to even; inf where that is too large."""
    try:
        return round(x, digits)
    except OverflowError:
        return math.copysign(math.inf, x)


def power_modulo(base: int, exponent: int, modulus: int) -> int:
    """base ** exponent % modulus, which isn't 0; base has an inverse where the exponent is negative."""
    return pow(base, exponent, modulus)


def bit_count(n: int) -> int:
    """Ones in the absolute value."""
    return n.bit_count()


def meet(x: "Number", y: object) -> "Number":
    """x in the type that x and y have in common, where a constant which loses nothing takes the type of the other one."""
    return x


def like(x: float, y: object) -> float:
    """x in the type of y, where that is one of NumPy's."""
    kind = getattr(y, "dtype", None)
    return kind.type(x) if kind else x


def copysign(x: float, y: float) -> float:
    """x with the sign of y, in the type that both promote to."""
    return math.copysign(x, y)


def fma(x: float, y: float, z: float) -> float:
    """x * y + z of finite numbers, rounded once."""
    from fractions import Fraction

    return float(Fraction(x) * Fraction(y) + Fraction(z))


def nextafter(x: float, y: float) -> float:
    """The next float from x toward y, in the type that both promote to."""
    return math.nextafter(x, y)


def ldexp(x: float, n: int) -> float:
    """x * 2**n, rounded once; inf where that is too large."""
    try:
        return math.ldexp(x, n)
    except OverflowError:
        return math.copysign(math.inf, x)


def logb(x: float) -> float:
    """The exponent of 2 of a finite number other than 0: x is at least 2**logb(x) in size, and below twice that."""
    return float(math.frexp(x)[1] - 1)


def fraction(x: "Any") -> "Any":
    """m with x = m * 2**e and 0.5 <= |m| < 1; of an array too."""
    return math.frexp(x)[0]


def exponent(x: "Any") -> "Any":
    """e with x = m * 2**e and 0.5 <= |m| < 1; of an array too."""
    return math.frexp(x)[1]


def to_int(x: float) -> int:
    """Toward zero; the nearest int64 where there is none, 0 of nan."""
    if math.isnan(x):
        return 0
    return int(max(-(2.0**63), min(2.0**63 - 1025, x))) if math.isfinite(x) else (2**63 - 1 if x > 0 else -(2**63))


def to_float(x: float) -> float:
    """A number as a float."""
    return float(x)


def pair(x: float, y: float) -> complex:
    """The complex number of two parts, in the type that both promote to."""
    return complex(x, y)


def hypot(x: float, y: float) -> float:
    """The root of x * x + y * y, in the type that both promote to."""
    return math.hypot(x, y)


def atan2(y: float, x: float) -> float:
    """The angle of the point (x, y), in the type that both promote to."""
    return math.atan2(y, x)


def strided(a: "Any", shape: "Any", strides: "Any") -> "Any":
    """The memory of an array with other lengths and strides."""
    from numpy.lib.stride_tricks import as_strided

    return as_strided(a, shape, strides)


def packed(a: "Any") -> "Any":
    """An array that lies in C's order without gaps, as its type then says."""
    return a


def put(value: "Any", where: "Any", target: "Any", *, out: "Any") -> "Any":
    """The array `out`, which is `target`, whose elements become those of value where `where` is true; without one the value."""
    import numpy as np

    if out is None:
        return value
    np.copyto(out, value, where=where)
    return out


def quoted(words: "tuple[int, ...]") -> str:
    """Bytes as they stand in the text of an exception: how many there are, and words of the first of them."""
    count, *first = words
    return repr(b"".join((word % 2**64).to_bytes(8, "little") for word in first)[:count])


def string(s: "Any") -> "Any":
    """The characters of a string, with their length: of a constant, of what has a length, or up to the 0."""
    return s


def string_float(s: "Any") -> float:
    """The float that characters say: a number as Python writes it, without a sign."""
    return float(bytes(s))
