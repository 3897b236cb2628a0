"""What a compiled function must compute: SEMANTICS' rule, carried out by CPython and NumPy.

`run(function, signature, arguments)` runs the Python function itself, on the very bytecode, with its arguments wrapped:
an integer is an `Int` (a Python int), a float a `Real` and a complex number a `Complex` (NumPy scalars), memory a `Pointer`
or an `Array` whose elements are wrapped when they are read. Each operation is done by Python on ints or by NumPy on its
scalars; a wrapper (oracle_numbers.py) adds
nothing but the deliberate differences, which are these, each by the name it has here:

- `wrap64`: an int wraps at 64 bits, and a uint64 (`Word`) at 64 bits without a sign
- `as_double`: an int that is no constant meets a float as a float64, also in `/` and in comparisons
- `power`: int ** int raises ValueError for a negative exponent at run time
- `shift`: by 64 and more gives 0 or -1
- `logical_not`: `~` of a bool is a bool, as NumPy's and Numba's (CPython's `~True` is -2, and deprecated)
- `to_int`: int(x) raises where the result needs more than 64 bits
- `store`: how a value gets into an element, an argument or the result
- `nearest32`: functions on float32 are correctly rounded (NumPy's own are up to 4 ulp off)
- `quiet`: the functions of `math` don't raise; NumPy's function of that name says what they give
- those of complex numbers stand in complex_rules.py

Literals and captured Python numbers stay plain ints and floats: NumPy 2's promotion (NEP 50) then takes them as weak,
as SEMANTICS does. What this can't know is where the compiler joins types: `s = 0.0` before a loop which adds float32s.
A test of that gives a `reference` function which says so, with `np.float64(0.0)`."""

from __future__ import annotations

import builtins
import cmath
import functools
import math
import operator
import types as python_types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from oracle_numbers import (
    Bool,
    Complex,
    Int,
    Real,
    Word,
    Wrapped,
    angle,
    as_double,
    cmath_function,
    complex_binary,
    complex_function,
    complex_parts,
    element_function,
    make_complex,
    real_operand,
    to_complex,
    wrap64,
)

import upcall

__all__ = ["Complex", "Int", "Outcome", "Real", "run", "store", "wrap64"]

INT64_MAX = 2**63 - 1
INT64_MIN = -(2**63)
COMPARISONS = {"lt", "le", "eq", "ne", "gt", "ge"}

# The NumPy type of each scalar type's memory. "uintp" is a count: stored without a sign, an int when read.
DTYPES: dict[str, str] = {
    "boolean": "b1",
    "int8": "i1",
    "int16": "i2",
    "int32": "i4",
    "int64": "i8",
    "uint8": "u1",
    "uint16": "u2",
    "uint32": "u4",
    "uint64": "u8",
    "uintp": "u8",
    "float32": "f4",
    "float64": "f8",
    "complex64": "c8",
    "complex128": "c16",
}


def power(base: int, exponent: int, exponent_is_constant: bool) -> Any:
    if exponent >= 0:
        return pow(base, exponent, 2**64)
    if exponent_is_constant:
        return float(base) ** exponent
    raise ValueError("integers to negative integer powers are not allowed")


def shift(name: str, value: int, count: int) -> int:
    if count < 0:
        raise ValueError("negative shift count")
    if name == "lshift":
        return 0 if count >= 64 else value << count
    return value >> count


def real_binary(name: str, a: Any, b: Any) -> Any:
    a, b = real_operand(a), real_operand(b)
    if isinstance(a, float | int) and not isinstance(a, np.generic) and not isinstance(b, np.generic):
        a = np.float64(a)
    result = getattr(operator, name)(a, b)
    return Bool(result) if name in COMPARISONS else Real(result)


def word_binary(name: str, a: Any, b: Any) -> Any:
    a, b = int(a), int(b)
    if name in COMPARISONS:
        return Bool(getattr(operator, name)(a, b))
    if name == "truediv":
        return divide(a, b)
    a, b = a % 2**64, b % 2**64
    if name == "pow":
        return Word(pow(a, b, 2**64))
    if name in ("lshift", "rshift"):
        return Word(shift(name, a, b))
    return Word(getattr(operator, name)(a, b))


def divide(a: int, b: int) -> Real:
    if b == 0:
        raise ZeroDivisionError("division by zero")
    return Real(as_double(a) / as_double(b))


def logical_not(a: Bool) -> Bool:
    return Bool(not a)


def int_binary(name: str, a: Any, b: Any) -> Any:
    b_is_constant = not isinstance(b, Wrapped)
    both_bool = isinstance(a, Bool | bool) and isinstance(b, Bool | bool)
    a, b = int(a), int(b)
    if name in COMPARISONS:
        return Bool(getattr(operator, name)(a, b))
    if name == "truediv":
        return divide(a, b)
    if name == "pow":
        result = power(a, b, b_is_constant)
        return Real(np.float64(result)) if isinstance(result, float) else Int(result)
    if name in ("lshift", "rshift"):
        return Int(shift(name, a, b))
    result = getattr(operator, name)(a, b)
    return Bool(result) if both_bool and name in ("and_", "or_", "xor") else Int(result)


def binary(name: str, a: Any, b: Any) -> Any:
    if any(isinstance(x, Complex | complex | np.complexfloating) for x in (a, b)):
        return complex_binary(name, a, b)
    if any(isinstance(x, Real | float | np.floating) for x in (a, b)):
        return real_binary(name, a, b)
    if isinstance(a, Word) or isinstance(b, Word):
        return word_binary(name, a, b)
    return int_binary(name, a, b)


def unary(name: str, a: Wrapped) -> Any:
    if isinstance(a, Complex) and name == "abs":
        return Real(a.real.value.dtype.type(np.hypot(np.float64(a.value.real), np.float64(a.value.imag))))
    if isinstance(a, Complex):
        return Complex(getattr(operator, name)(a.value))
    if isinstance(a, Real):
        return Real(getattr(operator, name)(a.value))
    if isinstance(a, Bool) and name == "invert":
        return logical_not(a)
    result = getattr(operator, name)(int(a))
    return Word(result) if isinstance(a, Word) else Int(result)


def is_number(value: Any) -> bool:
    return isinstance(value, Wrapped | int | float | complex | np.number)


def define_operators() -> None:
    def forward(name: str) -> Callable[[Any, Any], Any]:
        return lambda self, other: binary(name, self, other) if is_number(other) else NotImplemented

    def reflected(name: str) -> Callable[[Any, Any], Any]:
        return lambda self, other: binary(name, other, self) if is_number(other) else NotImplemented

    def single(name: str) -> Callable[[Any], Any]:
        return lambda self: unary(name, self)

    arithmetic = "add sub mul truediv floordiv mod pow and_ or_ xor lshift rshift"
    for name in arithmetic.split():
        stem = name.rstrip("_")
        setattr(Wrapped, f"__{stem}__", forward(name))
        setattr(Wrapped, f"__r{stem}__", reflected(name))
    for name in COMPARISONS:
        setattr(Wrapped, f"__{name}__", forward(name))
    for name in ("neg", "pos", "invert", "abs"):
        setattr(Wrapped, f"__{name}__", single(name))


define_operators()


# --- memory: what an element is when it is read, and what is stored


def load(type_name: str, stored: Any) -> Any:
    """The value of an argument or element of that type."""
    if type_name == "boolean":
        return Bool(bool(stored))
    if type_name.startswith("float"):
        return Real(np.dtype(DTYPES[type_name]).type(stored))
    if type_name.startswith("complex"):
        return Complex(np.dtype(DTYPES[type_name]).type(stored))
    if type_name == "uint64":
        return Word(int(stored))
    return Int(int(stored))


def truncated(value: float, bits: int) -> int:
    """The signed integer of so many bits that is nearest to it, of those toward zero; 0 of nan."""
    if math.isnan(value):
        return 0
    return max(-(2 ** (bits - 1)), min(2 ** (bits - 1) - 1, int(max(-1e19, min(1e19, value)))))


def store(type_name: str, value: Any) -> Any:
    """The NumPy scalar that lies in an element of that type after `value` was stored there."""
    value = value.value if isinstance(value, Wrapped) else value
    scalar = np.dtype(DTYPES[type_name]).type
    if type_name == "boolean":
        return scalar(bool(value))
    if type_name.startswith(("float", "complex")):
        return scalar(np.float64(value) if isinstance(value, int) else value)
    if isinstance(value, float | np.floating):
        value = truncated(float(value), 32 if scalar().itemsize <= 4 and type_name != "uint32" else 64)
    bits = scalar().itemsize * 8
    value = int(value) % 2**bits
    return scalar(value - 2**bits if type_name.startswith("int") and value >= 2 ** (bits - 1) else value)


class Pointer:
    """A C pointer into a buffer: no checks in compiled code, so a test that leaves the buffer is wrong itself."""

    def __init__(self, type_name: str, buffer: np.ndarray):
        self.type_name = type_name
        self.buffer = buffer

    def __getitem__(self, index: Any) -> Any:
        return load(self.type_name, self.buffer[self.checked(index)])

    def __setitem__(self, index: Any, value: Any) -> None:
        self.buffer[self.checked(index)] = store(self.type_name, value)

    def checked(self, index: Any) -> int:
        position = operator.index(index)
        assert 0 <= position < len(self.buffer), f"the test itself reads element {position} of {len(self.buffer)}"
        return position


def plain_index(index: Any) -> Any:
    if index is None or index is Ellipsis:
        return index
    if isinstance(index, slice):
        return slice(*(None if i is None else operator.index(i) for i in (index.start, index.stop, index.step)))
    return operator.index(index)


def store_part(type_name: str, target: np.ndarray, value: Any) -> None:
    """As if the right side were complete first."""
    source = value.view.copy() if isinstance(value, Array) else np.array(store(type_name, value))
    kind = value.type_name if isinstance(value, Array) else type_name
    source = np.broadcast_to(
        source[(0,) * (source.ndim - target.ndim)] if source.ndim > target.ndim else source, target.shape
    )
    for index in np.ndindex(target.shape):
        target[index] = store(type_name, load(kind, source[index]))


class Array:
    """A view of memory with a shape."""

    def __init__(self, type_name: str, view: np.ndarray):
        self.type_name = type_name
        self.view = view

    def position(self, index: Any) -> tuple[Any, ...]:
        position = tuple(map(plain_index, index if isinstance(index, tuple) else (index,)))
        if any(isinstance(i, int) and not INT64_MIN <= i <= INT64_MAX for i in position):
            raise IndexError("index is out of bounds")  # NumPy's may be an OverflowError
        return position

    def read(self, item: Any) -> Any:
        return Array(self.type_name, item) if isinstance(item, np.ndarray) else load(self.type_name, item)

    def __getitem__(self, index: Any) -> Any:
        return self.read(self.view[self.position(index)])

    def __setitem__(self, index: Any, value: Any) -> None:
        position = self.position(index)
        item = self.view[position]  # the IndexError comes before the conversion
        if isinstance(item, np.ndarray):
            store_part(self.type_name, item, value)
        else:
            self.view[position] = store(self.type_name, value)

    def __len__(self) -> int:
        return len(self.view)

    def item(self, position: int) -> Any:
        return self.read(self.view[position])

    def __iter__(self) -> Iterator[Any]:
        return map(self.item, builtins.range(len(self.view)))

    def __reversed__(self) -> Iterator[Any]:
        return map(self.item, builtins.range(len(self.view) - 1, -1, -1))

    @property
    def shape(self) -> tuple[Int, ...]:
        return tuple(Int(n) for n in self.view.shape)

    @property
    def size(self) -> Int:
        return Int(self.view.size)

    @property
    def ndim(self) -> int:
        return self.view.ndim

    @property
    def strides(self) -> tuple[Int, ...]:
        return tuple(Int(n) for n in self.view.strides)

    @property
    def itemsize(self) -> Int:
        return Int(self.view.itemsize)

    @property
    def nbytes(self) -> Int:
        return Int(self.view.nbytes)

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.view.dtype

    @property
    def T(self) -> Array:
        return Array(self.type_name, self.view.T)

    @property
    def mT(self) -> Array:
        return Array(self.type_name, self.view.mT)

    @property
    def flags(self) -> Any:
        return self.view.flags


def view(pointer: Pointer, shape: Any, order: str) -> Array:
    shape = tuple(operator.index(n) for n in (shape if isinstance(shape, tuple) else (shape,)))
    if any(n < 0 for n in shape):
        raise ValueError("negative dimensions are not allowed")  # as NumPy
    if any(n > 2**57 // pointer.buffer.itemsize for n in shape):
        raise ValueError("array is too big")
    count = math.prod(shape)
    assert count <= len(pointer.buffer), "the test itself makes a view that is larger than its memory"
    return Array(pointer.type_name, pointer.buffer[:count].reshape(shape, order=order))  # type: ignore[call-overload]


def oracle_carray(ptr: Pointer, shape: Any, dtype: Any = None) -> Array:
    return view(ptr, shape, "C")


def oracle_farray(ptr: Pointer, shape: Any, dtype: Any = None) -> Array:
    return view(ptr, shape, "F")


# --- what the function finds under the names of builtins, numpy and math


class Range:
    """range(), which gives ints that aren't constants."""

    def __init__(self, *limits: Any):
        self.range = builtins.range(*map(operator.index, limits))

    def __iter__(self) -> Iterator[Int]:
        return map(Int, self.range)

    def __reversed__(self) -> Iterator[Int]:
        return map(Int, builtins.reversed(self.range))

    def __len__(self) -> int:
        return len(self.range)

    def __contains__(self, value: Any) -> bool:
        return (value.value if isinstance(value, Wrapped) else value) in self.range


def oracle_enumerate(iterable: Any, start: Any = 0) -> Iterator[Any]:
    return ((Int(operator.index(start) + i), value) for i, value in builtins.enumerate(iterable))


def oracle_ndindex(*shape: Any) -> Iterator[Any]:
    lengths = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    return (tuple(map(Int, indices)) for indices in np.ndindex(*map(operator.index, lengths)))


def oracle_ndenumerate(array: Any) -> Iterator[Any]:
    return ((indices, array[indices]) for indices in oracle_ndindex(array.view.shape))


def oracle_len(value: Any) -> Any:
    return len(value) if isinstance(value, tuple) else Int(len(value))


def to_int(value: Any = 0) -> Any:
    if not isinstance(value, Wrapped):
        return int(value)
    result = int(value)
    if not INT64_MIN <= result <= INT64_MAX and isinstance(value, Real):
        raise OverflowError("the result is out of the range of int64")
    return Int(result)


def to_nearest(number: Any, ndigits: Any = None) -> Any:
    if ndigits is not None:
        return to_digits(number, operator.index(ndigits))
    if not isinstance(number, Real):
        return Int(int(number)) if isinstance(number, Wrapped) else round(number)
    return to_int(Real(np.float64(round(float(number)))))


def to_digits(value: Any, digits: int) -> Any:
    """round(x, digits): CPython's decimal rounding, of float32 too; out of 64 bits raises."""
    if not isinstance(value, Wrapped):
        return round(value, digits)
    if isinstance(value, Real):
        result = value.value.dtype.type(round(float(value.value), digits))
        if np.isinf(result) and np.isfinite(value.value):
            raise OverflowError("rounded value too large to represent")
        return Real(result)
    result = round(int(value), digits)
    least, most, kind = (0, 2**64 - 1, Word) if isinstance(value, Word) else (INT64_MIN, INT64_MAX, Int)
    if not least <= result <= most:
        raise OverflowError("the result is out of range")
    return kind(result)


def compensated(values: Sequence[float], start: float) -> float:
    """What sum() gives of floats from CPython 3.12 on."""
    total, lost = start, 0.0
    for x in values:
        added = total + x
        lost += (total - added) + x if abs(total) >= abs(x) else (x - added) + total
        total = added
    return total + lost if lost and math.isfinite(lost) else total


def oracle_sum(iterable: Any, start: Any = 0) -> Any:
    """The type is what adding up in order gives; floats add up in double, compensated."""
    values = list(iterable)
    plain = functools.reduce(operator.add, values, start)
    if isinstance(plain, Real):
        return Real(type(plain.value)(compensated(list(map(float, values)), float(start))))
    return compensated(list(map(float, values)), float(start)) if isinstance(plain, float) else plain


def oracle_pow(base: Any, exp: Any, mod: Any = None) -> Any:
    if mod is None:
        return base**exp
    kind = Word if any(isinstance(x, Word) for x in (base, exp, mod)) else Int
    return kind(pow(*(kind(operator.index(x)).value for x in (base, exp, mod))))


def to_float(value: Any = 0.0) -> Any:
    return Real(np.float64(float(value))) if isinstance(value, Wrapped) else float(value)


def to_bool(value: Any = False) -> Any:
    return Bool(bool(value))


def oracle_divmod(a: Any, b: Any) -> Any:
    return a // b, a % b


BUILTINS: dict[str, Any] = {
    "range": Range,
    "enumerate": oracle_enumerate,
    "len": oracle_len,
    "int": to_int,
    "float": to_float,
    "round": to_nearest,
    "pow": oracle_pow,
    "sum": oracle_sum,
    "bool": to_bool,
    "complex": make_complex,
    "divmod": oracle_divmod,
}


def nearest32(function: np.ufunc, operands: Sequence[Any]) -> Any:
    """The result of a function on float32, computed in double and rounded once."""
    return np.float32(function(*(np.float64(x) for x in operands)))


def numpy_function(function: np.ufunc) -> Callable[..., Any]:
    """A ufunc on scalars: an int is converted to float64."""

    def call(*arguments: Any) -> Any:
        if any(isinstance(x, Complex | complex | np.complexfloating) for x in arguments):
            return complex_function(function, arguments)
        operands = [real_operand(x) for x in arguments]
        strong = [x for x in operands if isinstance(x, np.generic)]
        if strong and all(isinstance(x, np.float32) for x in strong):
            return Real(nearest32(function, operands))
        result = function(*(np.float64(x) for x in operands))
        return Bool(result) if isinstance(result, np.bool_) else Real(result)

    return call


MATH_TO_NUMPY = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    "asinh": "arcsinh",
    "acosh": "arccosh",
    "atanh": "arctanh",
    "pow": "power",
}


# What C gives where Python raises, and NumPy has no function of that name.
BEYOND_DOMAIN: dict[str, Callable[..., float]] = {
    "gamma": lambda x: math.copysign(math.inf, x) if x == 0 else math.nan if x < 0 else math.inf,
    "lgamma": lambda x: math.inf,
    "ldexp": lambda x, n: math.copysign(math.inf, x),
    "log": lambda x, base: float(np.log(x) / np.log(base)),
    "remainder": lambda x, y: math.nan,
    "fma": lambda x, y, z: float(np.float64(x) * np.float64(y) + np.float64(z)),
}
ON_SEQUENCES = {"dist", "fsum", "prod", "sumprod"}
ON_ELEMENTS = {"around", "clip", "isclose", "nan_to_num", "round", "sinc", "where"}
ON_INTEGERS = {"comb", "factorial", "gcd", "isqrt", "lcm", "perm"}


def to_64_bits(result: int) -> Int:
    if not INT64_MIN <= result <= INT64_MAX:
        raise OverflowError("the result is out of the range of int64")
    return Int(result)


def wrap(result: Any) -> Any:
    if isinstance(result, tuple):
        return tuple(map(wrap, result))
    if isinstance(result, bool):
        return Bool(result)
    return Real(np.float64(result)) if isinstance(result, float) else to_64_bits(result)


def on_integers(name: str) -> Callable[..., Any]:
    """A function of the module math that takes integers alone; it raises, also where the result needs more than 64 bits."""

    def call(*arguments: Any) -> Any:
        if name == "factorial" and int(arguments[0]) > 100:  # Python would be at it for long
            raise OverflowError("the result is out of the range of int64")
        return to_64_bits(getattr(math, name)(*(x if x is None else int(x) for x in arguments)))

    return call


def on_sequences(name: str) -> Callable[..., Any]:
    """fsum, dist, sumprod of floats: inf and nan instead of exceptions. prod multiplies as the operator does."""
    if name == "prod":
        return lambda values, start=1: functools.reduce(operator.mul, values, start)

    def call(*sequences: Any) -> Any:
        plain = [[float(x) for x in sequence] for sequence in sequences]
        try:
            return Real(np.float64(getattr(math, name)(*plain)))
        except (OverflowError, ValueError):
            return Real(np.float64(sum(plain[0])))

    return call


def rounded(name: str) -> Callable[..., Any]:
    """floor, ceil and trunc: an int."""
    return lambda x: to_64_bits(getattr(math, name)(x.value.item() if isinstance(x, Real) else int(x)))


def quiet(name: str) -> Callable[..., Any]:
    """A function of the module math that doesn't raise on floats."""
    if name in ON_INTEGERS:
        return on_integers(name)
    if name in ("floor", "ceil", "trunc"):
        return rounded(name)

    if name in ON_SEQUENCES:
        return on_sequences(name)

    def call(*arguments: Any, **keywords: Any) -> Any:
        plain = [float(x) if name != "ldexp" or i == 0 else int(x) for i, x in enumerate(arguments)]
        named = {key: int(x) if key == "steps" else float(x) for key, x in keywords.items()}
        try:
            result = getattr(math, name)(*plain, **named)
        except (ValueError, OverflowError, ZeroDivisionError):
            if named:
                raise
            ufunc = getattr(np, MATH_TO_NUMPY.get(name, name), None)
            if name in BEYOND_DOMAIN and (name != "log" or len(plain) == 2):
                result = BEYOND_DOMAIN[name](*plain)
            elif isinstance(ufunc, np.ufunc):
                result = float(ufunc(*plain))
            else:
                raise
        return wrap(result)

    return call


class Namespace:
    """numpy, math or upcall, as the function sees it."""

    def __init__(self, module: python_types.ModuleType):
        self.module = module

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.module, name)
        if self.module is math and callable(value):
            return quiet(name)
        if self.module is np and name in ON_ELEMENTS:
            return element_function(name)
        if self.module is cmath and callable(value):
            return cmath_function(name)
        return substitute(value, {})


def substitute(value: Any, done: dict[int, Any]) -> Any:
    """What stands for a captured object while the function runs. Numbers stand for themselves: they are constants."""
    if value is np or value is math or value is cmath or value is upcall:
        return Namespace(value)
    if isinstance(value, np.ufunc):
        return numpy_function(value)
    if value is np.float64 or value is np.float32:
        return lambda x: Real(value(real_operand(x)))
    if value is np.bool_:
        return to_bool
    if isinstance(value, type) and issubclass(value, np.integer):
        return sized(value)
    if value is np.complex128 or value is np.complex64:
        return lambda *x: to_complex(complex_parts(make_complex(*x), np.float64), value is np.complex64)
    if isinstance(value, np.floating):
        return Real(value)
    if isinstance(value, np.complexfloating):
        return Complex(value)
    if value is np.angle:
        return angle
    if value is np.ndindex:
        return oracle_ndindex
    if value is np.ndenumerate:
        return oracle_ndenumerate
    if value is upcall.carray:
        return oracle_carray
    if value is upcall.farray:
        return oracle_farray
    if getattr(value, "__module__", "") == "math" and callable(value):
        return quiet(value.__name__)
    if getattr(value, "__module__", "") == "cmath" and callable(value):
        return cmath_function(value.__name__)
    if isinstance(value, np.ndarray):
        return Array(value.dtype.name if value.dtype != bool else "boolean", value)
    if isinstance(value, python_types.FunctionType):
        return rebuild(value, done)
    wrapped = getattr(value, "__wrapped__", None)
    return rebuild(wrapped, done) if isinstance(wrapped, python_types.FunctionType) else value


def sized(scalar: type[np.integer[Any]]) -> Callable[[Any], Any]:
    """np.int8(x) and its like: of a float as it is stored; of a constant NumPy's own, which may raise."""

    def call(value: Any) -> Any:
        return store(scalar.__name__, value) if isinstance(value, Real) else scalar(value)

    return call


def names_of(code: python_types.CodeType) -> set[str]:
    inner = [c for c in code.co_consts if isinstance(c, python_types.CodeType)]
    return set(code.co_names).union(*map(names_of, inner))


def rebuild(function: python_types.FunctionType, done: dict[int, Any] | None = None) -> python_types.FunctionType:
    """The same code over substituted globals, builtins and cells."""
    done = {} if done is None else done
    if id(function) in done:
        return done[id(function)]
    substituted: dict[str, Any] = {"__builtins__": {**vars(builtins), **BUILTINS}, "__name__": function.__module__}
    cells = tuple(python_types.CellType() for _ in function.__closure__ or ())
    result = python_types.FunctionType(
        function.__code__, substituted, function.__name__, function.__defaults__, cells or None
    )
    result.__kwdefaults__ = function.__kwdefaults__
    done[id(function)] = result
    for name in names_of(function.__code__) & function.__globals__.keys():
        substituted[name] = substitute(function.__globals__[name], done)
    for cell, original in zip(cells, function.__closure__ or (), strict=True):
        try:
            cell.cell_contents = substitute(original.cell_contents, done)
        except ValueError:  # not bound yet
            continue
    return result


# --- the whole


@functools.cache
def substituted(function: python_types.FunctionType) -> python_types.FunctionType:
    """Made once a function: what it captures is frozen from then on, as in a compiled one."""
    return rebuild(function)


class Outcome:
    """What a call came to: the stored result or an exception. The memory is in the caller's buffers."""

    def __init__(self, value: Any = None, exception: Exception | None = None):
        self.value = value
        self.exception = exception

    def __repr__(self) -> str:
        return repr(self.exception) if self.exception else repr(self.value)


def run(
    function: python_types.FunctionType,
    result_type: str,
    argument_types: Sequence[str],
    arguments: Sequence[Any],
) -> Outcome:
    """Run `function` as compiled code must.

    `argument_types` are canonical names, with `*` behind for pointers; the argument is then the buffer, which is written.
    `result_type` is a name, or "none".
    """
    wrapped = [
        Pointer(name.rstrip("*"), value) if name.endswith("*") else load(name, value)
        for name, value in zip(argument_types, arguments, strict=True)
    ]
    with np.errstate(all="ignore"):
        try:
            value = substituted(function)(*wrapped)
        except (
            ArithmeticError,
            AssertionError,
            ValueError,
            LookupError,
            NameError,
            RuntimeError,
            StopIteration,
        ) as exception:
            return Outcome(exception=exception)
        return Outcome() if result_type == "none" else Outcome(store(result_type, value))
