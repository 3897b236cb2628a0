"""The numbers that oracle.py runs functions on: Python's and NumPy's behind wrappers, and the arithmetic of complex ones.

A wrapper says that the number is no constant. What complex numbers compute is complex_rules.py's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import complex_rules
import numpy as np


def wrap64(value: int) -> int:
    """The signed 64-bit number with the low bits of `value`."""
    return (value + 2**63) % 2**64 - 2**63


def as_double(value: Any) -> np.float64:
    return np.float64(float(int(value)))


class Wrapped:
    """A number at run time, as opposed to a constant. Its arithmetic is `binary` and `unary`."""

    __slots__ = ("value",)
    __array_ufunc__ = None  # so that NumPy's scalars leave mixed arithmetic to us

    def __init__(self, value: Any):
        self.value = value

    def __bool__(self) -> bool:
        return bool(self.value)

    def __hash__(self) -> int:  # equal numbers have one hash, whatever their types
        return hash(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value!r})"

    @property
    def real(self) -> Any:
        return self

    @property
    def imag(self) -> Any:
        return type(self)(type(self.value)(0))

    def conjugate(self) -> Any:
        return self

    def is_integer(self) -> Any:  # of an int only from 3.12 on
        return Bool(float(self).is_integer())

    def __getattr__(self, name: str) -> Any:
        """Other properties, and methods that take nothing."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self.value, name)
        return (lambda: self.wrapped(found())) if callable(found) else self.wrapped(found)

    def wrapped(self, value: Any) -> Any:
        if isinstance(value, int):
            return Word(value) if isinstance(self, Word) and value >= 2**63 else Int(value)
        return Real(np.float64(value)) if type(value) is float else value


class Int(Wrapped):
    """A Python int of 64 bits."""

    __slots__ = ()

    def __init__(self, value: int):
        super().__init__(wrap64(int(value)))

    def __index__(self) -> int:
        return int(self.value)


class Bool(Int):
    """What a comparison gives. Arithmetic makes it an int."""

    __slots__ = ()


class Word(Wrapped):
    """A uint64."""

    __slots__ = ()

    def __init__(self, value: int):
        super().__init__(int(value) % 2**64)

    def __index__(self) -> int:
        return int(self.value)


class Real(Wrapped):
    """A float32 or float64: a NumPy scalar."""

    __slots__ = ()

    def astype(self, dtype: Any) -> Any:
        return from_numpy(self.value.astype(dtype))


class Complex(Wrapped):
    """A complex64 or complex128: a NumPy scalar."""

    __slots__ = ()

    def __complex__(self) -> complex:
        return complex(self.value)

    @property
    def real(self) -> Real:
        return Real(self.value.real)

    @property
    def imag(self) -> Real:
        return Real(self.value.imag)

    def conjugate(self) -> Complex:
        return Complex(np.conjugate(self.value))

    def item(self) -> Complex:
        return Complex(np.complex128(self.value))


def from_numpy(value: Any) -> Any:
    """What a function of NumPy's gives, as a number at run time."""
    scalar = np.asarray(value)[()]
    kind = np.asarray(value).dtype.kind
    return {"b": Bool, "i": Int, "u": Word, "f": Real, "c": Complex}[kind](scalar)


def element_function(name: str) -> Callable[..., Any]:
    """np.where and its like, on numbers."""

    def call(*arguments: Any, **keywords: Any) -> Any:
        plain = [x.value if isinstance(x, Wrapped) else x for x in arguments]
        named = {key: x.value if isinstance(x, Wrapped) else x for key, x in keywords.items()}
        return from_numpy(getattr(np, name)(*plain, **named))

    return call


def real_operand(value: Any) -> Any:
    """An operand as it meets a float: constants stay weak."""
    if isinstance(value, Real):
        return value.value
    return as_double(value) if isinstance(value, Wrapped) else value


# --- complex numbers


def is_single(*operands: Any) -> bool:
    """Is all but the constants in single precision?"""
    strong = [x.value if isinstance(x, Wrapped) else x for x in operands if isinstance(x, Wrapped | np.generic)]
    return bool(strong) and all(isinstance(x, np.float32 | np.complex64) for x in strong)


def zero_or(part: Any) -> Any:
    return 0.0 if part is None else part


def complex_parts(value: Any, component: type) -> complex_rules.Parts:
    """The imaginary part of a real number is None."""
    value = value.value if isinstance(value, Complex) else value
    if isinstance(value, complex | np.complexfloating):
        return component(value.real), component(value.imag)
    return component(real_operand(value)), None


def to_complex(parts: complex_rules.Parts, single: bool) -> Complex:
    return Complex((np.complex64 if single else np.complex128)(complex(parts[0], zero_or(parts[1]))))


def complex_power(a: Any, b: Any) -> Complex:
    """A constant exponent that is a small whole number: products in the type of the operands. Else double precision."""
    single = is_single(a, b)
    constant = not isinstance(b, Wrapped) and complex(b).imag == 0 and complex(b).real in range(101)
    component = np.float32 if single and constant else np.float64
    x, y = ((p[0], component(zero_or(p[1]))) for p in (complex_parts(z, component) for z in (a, b)))
    if constant and y[0] != 2:
        return to_complex(complex_rules.powers(x, int(y[0])), single)
    return to_complex(complex_rules.product(x, x) if constant else complex_rules.power(x, y), single)


COMPLEX_RULES = {
    "add": complex_rules.total,
    "sub": complex_rules.difference,
    "mul": complex_rules.product,
    "truediv": complex_rules.quotient,
}


def complex_binary(name: str, a: Any, b: Any) -> Any:
    if name == "pow":
        return complex_power(a, b)
    single = is_single(a, b)
    parts = [complex_parts(x, np.float32 if single else np.float64) for x in (a, b)]
    if name in ("eq", "ne"):
        equal = all(x == y for x, y in zip(*((p[0], zero_or(p[1])) for p in parts), strict=True))
        return Bool(equal == (name == "eq"))
    return to_complex(COMPLEX_RULES[name](*parts), single)


def make_complex(real: Any = 0.0, imag: Any = None) -> Any:
    if isinstance(real, str):
        return complex(real)
    first, second = (complex_parts(x, np.float64) for x in (real, zero_or(imag)))
    if imag is None:
        return to_complex((first[0], zero_or(first[1])), False)
    if first[1] is None and second[1] is None:
        return to_complex((first[0], second[0]), False)
    return to_complex((first[0] - zero_or(second[1]), second[0] + zero_or(first[1])), False)


IN_OWN_TYPE = {"reciprocal", "divide", "sign", "conjugate", "square", "maximum", "minimum", "fmax", "fmin", "negative"}


def complex_function(function: np.ufunc, arguments: Sequence[Any]) -> Any:
    """A ufunc of complex numbers: in double precision and rounded once, but for those that are a few operations."""
    single = is_single(*arguments)
    scalar = np.complex64 if single and function.__name__ in IN_OWN_TYPE else np.complex128
    parts = [complex_parts(x, np.float64) for x in arguments]
    result = function(*(scalar(complex(p[0], zero_or(p[1]))) for p in parts))
    if isinstance(result, np.bool_):
        return Bool(result)
    if isinstance(result, np.floating):
        return Real(np.float32(result) if single else result)
    return Complex(np.complex64(result) if single else result)


def cmath_function(name: str) -> Callable[..., Any]:
    """A function of the module cmath, which doesn't raise."""

    def plain(value: Any) -> Any:
        return complex(value) if isinstance(value, Complex | complex) else float(value)

    def wrapped(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(wrapped, value))
        if isinstance(value, bool):
            return Bool(value)
        return Complex(np.complex128(value)) if isinstance(value, complex) else Real(np.float64(value))

    def call(*arguments: Any, **keywords: Any) -> Any:
        named = {key: float(value) for key, value in keywords.items()}
        return wrapped(complex_rules.quiet_cmath(name, *map(plain, arguments), **named))

    return call


def angle(z: Any, deg: bool = False) -> Real:
    component = np.float32 if is_single(z) else np.float64
    real, imag = complex_parts(z, np.float64)
    return Real(component(np.angle(complex(real, zero_or(imag)), bool(deg))))
