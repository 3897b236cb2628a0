"""The oracle's deliberate differences, each shown on values worked out by hand from SEMANTICS."""

from __future__ import annotations

import cmath
import itertools
import math

import complex_rules
import numpy as np
import oracle
import pytest

import upcall


def value_of(function, result, types, *arguments):
    outcome = oracle.run(function, result, types, arguments)
    if outcome.exception:
        raise outcome.exception
    return outcome.value


@pytest.mark.parametrize(
    ("function", "types", "arguments", "expected"),
    [
        (lambda a, b: a + b, ["int64", "int64"], (2**63 - 1, 1), -(2**63)),
        (lambda a, b: a * b, ["int32", "int64"], (3, 2**62), 2**62 * 3 - 2**64),
        (lambda a, b: a // b, ["int64", "int64"], (-(2**63), -1), -(2**63)),
        (lambda a, b: a % b, ["int64", "int64"], (-(2**63), -1), 0),
        (lambda a, b: a // b, ["int64", "int64"], (-7, 2), -4),
        (lambda a, b: a % b, ["int64", "int64"], (-7, 2), 1),
        (lambda a, b: a << b, ["int64", "int64"], (1, 63), -(2**63)),
        (lambda a, b: a << b, ["int64", "int64"], (1, 64), 0),
        (lambda a, b: a >> b, ["int64", "int64"], (-5, 1000), -1),
        (lambda a, b: a**b, ["int64", "int64"], (3, 41), pow(3, 41, 2**64) - 2**64),
        (lambda n: n - 1, ["uintp"], (0,), -1),
        (lambda a, b: (a < b) + (b > a), ["float64", "float64"], (1.0, 2.0), 2),
        (lambda a: -a, ["boolean"], (True,), -1),
        (lambda a: ~a, ["boolean"], (True,), 0),
        (lambda a, b: ~(a < b), ["float64", "float64"], (2.0, 1.0), 1),
    ],
)
def test_int(function, types, arguments, expected):
    assert value_of(function, "int64", types, *arguments) == expected


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (lambda a, b: a - b, (0, 1), 2**64 - 1),
        (lambda a, b: a // b, (2**64 - 1, 2), 2**63 - 1),
        (lambda a, b: ~a + b, (0, 1), 0),
    ],
)
def test_word(function, arguments, expected):
    assert value_of(function, "uint64", ["uint64", "uint64"], *arguments) == expected


def test_words_are_compared_exactly():
    assert value_of(lambda a, b: a > b, "boolean", ["uint64", "int64"], 2**64 - 1, -1)


@pytest.mark.parametrize(
    ("function", "types", "arguments", "expected"),
    [
        (lambda x, y: x / y, ["float64", "float64"], (1.0, 0.0), math.inf),
        (lambda x: x / 0, ["float64"], (-1.0,), -math.inf),
        (lambda x, y: x % y, ["float64", "float64"], (5.5, -2.0), -0.5),
        (lambda x, y: x // y, ["float64", "float64"], (5.5, -2.0), -3.0),
        (lambda a, b: a / b, ["int64", "int64"], (2**53 + 1, 1), float(2**53)),
        (lambda a, x: a * x, ["int64", "float64"], (2**53 + 1, 1.0), float(2**53)),
        (lambda x: 0.1 * x, ["float32"], (3.0,), float(np.float32(0.1) * np.float32(3))),
        (lambda x, n: n * x, ["float32", "int64"], (0.1, 3), float(np.float32(0.1)) * 3),
        (lambda x, y: x * y, ["float32", "float32"], (0.1, 0.1), float(np.float32(0.1) * np.float32(0.1))),
        (lambda a: a**-1, ["int64"], (4,), 0.25),
    ],
)
def test_float(function, types, arguments, expected):
    assert value_of(function, "float64", types, *arguments) == expected


@pytest.mark.parametrize(
    ("function", "types", "arguments", "exception"),
    [
        (lambda a, b: a / b, ["int64", "int64"], (1, 0), ZeroDivisionError),
        (lambda a, b: a % b, ["int64", "int64"], (1, 0), ZeroDivisionError),
        (lambda a, b: a**b, ["int64", "int64"], (2, -1), ValueError),
        (lambda a, b: a << b, ["int64", "int64"], (2, -1), ValueError),
        (lambda x: int(x), ["float64"], (1e300,), OverflowError),
        (lambda x: int(x), ["float64"], (math.nan,), ValueError),
    ],
)
def test_exceptions(function, types, arguments, exception):
    with pytest.raises(exception):
        value_of(function, "int64", types, *arguments)


@pytest.mark.parametrize(
    ("type_name", "value", "expected"),
    [
        ("uint8", oracle.Real(np.float64(300.7)), 44),
        ("uint8", oracle.Real(np.float64(-1.5)), 255),
        ("int32", oracle.Real(np.float64(1e300)), 2**31 - 1),
        ("int8", oracle.Real(np.float64(3e9)), -1),
        ("uint16", oracle.Real(np.float64(-3e9)), 0),
        ("uint32", oracle.Real(np.float64(3e9)), 3000000000),
        ("uint32", oracle.Real(np.float64(1e300)), 2**32 - 1),
        ("int64", oracle.Real(np.float64(1e300)), 2**63 - 1),
        ("int64", oracle.Real(np.float64(-math.inf)), -(2**63)),
        ("uint64", oracle.Real(np.float64(math.nan)), 0),
        ("int8", oracle.Int(200), -56),
        ("uint64", oracle.Int(-1), 2**64 - 1),
        ("boolean", oracle.Int(256), True),
        ("float32", oracle.Real(np.float64(0.1)), np.float32(0.1)),
    ],
)
def test_store(type_name, value, expected):
    assert oracle.store(type_name, value) == expected


def test_memory_is_read_and_written_in_both_orders():
    def f(p, q):
        a = upcall.carray(p, (2, 3))
        b = upcall.farray(q, (2, 3))
        for i in range(2):
            for j in range(3):
                b[i, j] = a[i - 2, j]

    source, target = np.arange(6.0), np.zeros(6)
    value_of(f, "none", ["float64*", "float64*"], source, target)
    assert target.tolist() == [0, 3, 1, 4, 2, 5]


def test_a_reference_to_another_python_function_is_run_by_the_oracle_too():
    def inner(a):
        return a * 2

    assert value_of(lambda a: inner(a), "int64", ["int64"], 2**62) == -(2**63)


def test_complex_rules_are_pythons():
    """The products, quotients and powers of the rules are Python's own, where no version has another formula."""
    values = [complex(x, y) for x in (0.0, -0.0, 1.5, -2.5, 1e300, 5e-324) for y in (0.0, -0.0, 0.5, -3.0, 1e-300)]
    for a, b in itertools.product(values, values):
        x, y = ((np.float64(z.real), np.float64(z.imag)) for z in (a, b))
        with np.errstate(all="ignore"):
            assert repr(complex(*complex_rules.product(x, y))) == repr(a * b)
            assert b == 0 or repr(complex(*complex_rules.quotient(x, y))) == repr(a / b)
            assert abs(a) > 1e60 or repr(complex(*complex_rules.powers(x, 5))) == repr(a**5)


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (lambda z: z / 0j, (1 - 2j,), complex(math.inf, -math.inf)),
        (lambda z: z / 0.0, (1 - 2j,), complex(math.inf, -math.inf)),
        (lambda z: z / complex(1, math.inf), (1 + 1j,), complex(0.0, -0.0)),
        (lambda z: z**2, (complex(-0.0, -0.0),), complex(0.0, 0.0)),
        (lambda z: z * z, (complex(1e200, 0),), complex(math.inf, 0)),
        (lambda z: 1.0 - z, (complex(1.0, 0.0),), complex(0.0, -0.0)),
        (lambda z: cmath.log(z), (0j,), complex(-math.inf, 0)),
        (lambda z: cmath.exp(z), (complex(1000, 0),), complex(math.inf, 0)),
    ],
)
def test_complex(function, arguments, expected):
    assert repr(complex(value_of(function, "complex128", ["complex128"], *arguments))) == repr(expected)
