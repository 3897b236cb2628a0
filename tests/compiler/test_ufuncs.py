"""NumPy's ufuncs on scalars: every line of ufuncs.txt (written by tools/ufuncs.py) compiles for each kind of number that it has
loops for, and gives what NumPy gives: floats at most 1 ulp apart, float32 from the result in double, all else the same."""

from __future__ import annotations

import itertools
import math
import pathlib
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from differential.harness import ordinal
from differential.values import Scalar
from oracle import DTYPES

import upcall

LINES = [line.split() for line in (pathlib.Path(__file__).parents[1] / "ufuncs.txt").read_text().splitlines()]
EDGE_LIMIT = 500
COMPLEX_ULP = (
    100  # NumPy's own functions of complex numbers, C's, are less accurate; complex_functions.py compares most within 4
)

# What a kind's argument is in a signature.
ARGUMENTS = {
    "bool": "boolean",
    "int": "int64",
    "uint": "uint64",
    "float32": "float32",
    "float64": "float64",
    "complex64": "complex64",
    "complex128": "complex128",
}

# NumPy has loops of 8 bits for these where it has none for bool; compiled code makes an int of a bool.
REFUSES_BOOL = {"gcd", "lcm", "negative", "positive", "sign", "subtract"}


def is_left_open(name: str, kind: str, values: Sequence[Any]) -> bool:
    """1 / 0 of integers, which NumPy calls undefined; x ** 0.5, which NumPy takes for sqrt(x), also where x isn't above 0."""
    if kind.startswith("complex"):
        with np.errstate(all="ignore"):
            return is_left_open_of_complex(name, values)
    if name == "reciprocal" and kind in ("int", "uint"):
        return bool(values[0] == 0)
    return name == "power" and kind.startswith("float") and bool(values[1] == 0.5) and not values[0] > 0


def is_left_open_of_complex(name: str, values: Sequence[Any]) -> bool:
    """Products that overflow, which NumPy computes in several ways; powers for which C's cpow is far off."""
    if name == "multiply":
        return not np.isfinite(np.prod(values)) or bool(np.max(np.abs(values)) > 1e18)
    if name not in ("power", "float_power"):
        return False
    base, exponent = values
    if base == 0 or exponent == 0 or exponent == 1:
        return False
    finite = np.isfinite(abs(base)) and np.isfinite(exponent)
    return not finite or bool(abs(exponent * np.log(base)) > 50)


def cases() -> list[Any]:
    found = []
    for name, inputs, outputs, *kinds in LINES:
        real = [kind for kind in kinds if kind in ARGUMENTS]
        if "int" not in real and "float64" in real:
            real.append("int")
        if "bool" not in real and name not in REFUSES_BOOL and name != "ldexp":
            real.append("bool")
        for kind, output in itertools.product(real, range(int(outputs))):
            found.append(pytest.param(name, int(inputs), int(outputs), kind, output, id=f"{name}-{kind}-{output}"))
    return found


def result_type(ufunc: np.ufunc, values: Sequence[Any], output: int) -> str:
    result = ufunc(*values)
    dtype = np.asarray(result[output] if isinstance(result, tuple) else result).dtype
    if dtype.kind == "b":
        return "boolean"
    if dtype == np.float16:  # what NumPy makes of a bool; compiled code has no half precision
        return "float64"
    return "int64" if dtype.kind == "i" else dtype.name


def function_of(ufunc: np.ufunc, inputs: int, outputs: int, output: int) -> Callable[..., Any]:
    if outputs == 2:
        return (lambda x: ufunc(x)[output]) if inputs == 1 else (lambda x, y: ufunc(x, y)[output])
    return (lambda x: ufunc(x)) if inputs == 1 else (lambda x, y: ufunc(x, y))


def arguments_of(kinds: Sequence[str]) -> list[tuple[Any, ...]]:
    edges = [Scalar(ARGUMENTS[kind]).edges() for kind in kinds]
    if math.prod(map(len, edges)) <= EDGE_LIMIT:
        return list(itertools.product(*edges))
    choose = random.Random(str(kinds))
    return [tuple(choose.choice(values) for values in edges) for _ in range(EDGE_LIMIT)]


def close_complex(got: Any, expected: Any) -> bool:
    """Each part, or one that is small as far off as the other may be. Beside a nan, C leaves the other part's sign open."""
    if np.isnan(expected):
        return close(abs(got.real), abs(expected.real)) and close(abs(got.imag), abs(expected.imag))
    if np.isfinite(expected) and abs(got - expected) <= COMPLEX_ULP * np.finfo(expected.dtype).eps * abs(expected):
        return True
    parts = ((got.real, expected.real), (got.imag, expected.imag))
    return all(abs(ordinal(a) - ordinal(b)) <= COMPLEX_ULP for a, b in parts)


def close(got: Any, expected: Any) -> bool:
    if isinstance(expected, np.complexfloating):
        return close_complex(got, expected)
    if not isinstance(expected, np.floating):
        return bool(got == expected)
    if np.isnan(got) or np.isnan(expected):
        return bool(np.isnan(got) and np.isnan(expected))
    return abs(ordinal(got) - ordinal(expected)) <= 1 and bool(got != 0 or np.signbit(got) == np.signbit(expected))


def expected_of(ufunc: np.ufunc, values: Sequence[Any], output: int, result: str) -> list[Any]:
    """NumPy's result; of float32 also that in double, which is nearer to the true one."""
    scalar = np.dtype("bool" if result == "boolean" else result).type
    wide = [np.float64(v) if isinstance(v, np.float32 | np.bool_) and result.startswith("float") else v for v in values]
    wide = [np.complex128(v) if isinstance(v, np.complex64) and result != "boolean" else v for v in wide]
    found = []
    for given in (values, wide):
        value = ufunc(*given)
        value = value[output] if isinstance(value, tuple) else value
        found.append(scalar(value))
    return found


def typed(kinds: Sequence[str], values: Sequence[Any]) -> list[Any]:
    return [np.dtype(DTYPES[ARGUMENTS[kind]]).type(value) for kind, value in zip(kinds, values, strict=True)]


@pytest.mark.parametrize(("name", "inputs", "outputs", "kind", "output"), cases())
def test_ufunc(name: str, inputs: int, outputs: int, kind: str, output: int) -> None:
    ufunc = getattr(np, name)
    kinds = [kind, "int" if name == "ldexp" and kind.startswith("float") else kind][:inputs]
    with np.errstate(all="ignore"):
        result = result_type(ufunc, typed(kinds, [1] * inputs), output)
    signature = f"{result}({', '.join(ARGUMENTS[k] for k in kinds)})"
    compiled = upcall.cfunc(signature)(function_of(ufunc, inputs, outputs, output))
    for values in arguments_of(kinds):
        if is_left_open(name, kind, values):
            continue
        with np.errstate(all="ignore"):
            check(ufunc, compiled, typed(kinds, values), output, result)


def check(ufunc: np.ufunc, compiled: Any, values: list[Any], output: int, result: str) -> None:
    plain = [value.item() for value in values]
    if isinstance(values[-1], np.int64) and ufunc is np.ldexp:
        values[-1] = np.int32(max(-5000, min(5000, int(values[-1]))))  # NumPy cuts the exponent down to C's int
    try:
        expected = expected_of(ufunc, values, output, result)
    except ValueError:
        with pytest.raises(ValueError, match="negative integer powers"):
            compiled(*plain)
        return
    got = expected[0].dtype.type(compiled(*plain))
    assert any(close(got, e) for e in expected), f"{ufunc.__name__}({values}): {got!r}, NumPy: {expected!r}"


@pytest.mark.parametrize("name", sorted(REFUSES_BOOL))
def test_refuses_bool(name: str) -> None:
    ufunc = getattr(np, name)
    arguments = ", ".join(["boolean"] * ufunc.nin)
    with pytest.raises(upcall.CompileError, match=f"of numpy.{name} must be a number other than a bool"):
        upcall.cfunc(f"int64({arguments})")(function_of(ufunc, ufunc.nin, 1, 0))


def test_list_is_up_to_date() -> None:
    """Every ufunc of this NumPy with such loops stands in the list; older versions have fewer."""
    listed = {line[0] for line in LINES}
    here = {
        name
        for name, value in vars(np).items()
        if isinstance(value, np.ufunc) and value.__name__ == name and not value.signature
    }
    assert here - listed <= {"isnat"}
    assert len(listed) > 80
