"""Functions that were replaced: what stands under a name is what is compiled, and the original is known wherever it stands."""

from __future__ import annotations

import math
import subprocess
import sys
import unittest.mock

import numpy as np
import pytest

from upcall import CompileError, cfunc

# Each is replaced by a Python function, a mock, another original.
KINDS = {
    "math": ("math", "sqrt", "math.sqrt(x)", 3.0),
    "cmath": ("cmath", "sqrt", "cmath.sqrt(x).real", 3.0),
    "numpy": ("numpy", "sin", "numpy.sin(x)", math.sin(9.0)),
    "numpy in Python": ("numpy", "real", "numpy.real(x)", 9.0),
    "builtins": ("builtins", "abs", "abs(x)", 9.0),
    "operator": ("operator", "neg", "operator.neg(x)", -9.0),
}

# A shim that looks as much as it can like what it replaces.
PROGRAM = """
import cmath, functools, math, operator, unittest.mock
import builtins
import numpy
import {module}
from upcall import CompileError, cfunc

original = {module}.{name}
hidden = {module}.__dict__["{name}"]

@functools.wraps(original)
def shim(x):
    return x + 1000.0

compiled = lambda: cfunc("float64(float64)")(eval("lambda x: {call}"))(9.0)
first = {first!r}
for turn in range(2):
    if first:
        with unittest.mock.patch("{module}.{name}", shim):
            assert compiled() in (1009.0,), compiled()
            assert cfunc("float64(float64)")(lambda x: original(x).real)(9.0) == {expected!r}
        with unittest.mock.patch("{module}.{name}"):
            try:
                compiled()
            except CompileError as error:
                assert "mock.py" in str(error), error
            else:
                raise AssertionError("a mock was compiled")
    first = True
    assert compiled() == {expected!r}
    assert cfunc("float64(float64)")(lambda x: original(x).real)(9.0) == {expected!r}
"""


@pytest.mark.parametrize("first", [True, False], ids=["before the first compile", "after it"])
@pytest.mark.parametrize("kind", KINDS)
def test_replaced(kind, first):
    module, name, call, expected = KINDS[kind]
    program = PROGRAM.format(module=module, name=name, call=call, expected=expected, first=first)
    if kind == "cmath":
        program = program.replace("return x + 1000.0", "return complex(x + 1000.0)")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_by_another_original(monkeypatch):
    monkeypatch.setattr(math, "sqrt", math.cbrt)
    monkeypatch.setattr(np, "sin", np.cos)
    assert cfunc("float64(float64)")(lambda x: math.sqrt(x) + np.sin(0.0))(27.0) == 4.0


@pytest.mark.needs("scipy")
def test_by_a_ufunc_of_the_same_name(monkeypatch):
    import scipy.special

    assert type(scipy.special.exp2) is np.ufunc
    monkeypatch.setattr(np, "exp2", scipy.special.exp2)
    f = cfunc("float64(float64)")(lambda x: np.exp2(x))
    assert "call_c" in f.inspect_lir()
    assert f(0.3) == scipy.special.exp2(0.3)


def test_a_ufunc_of_the_users(monkeypatch):
    mine = np.frompyfunc(lambda x: x + 1000.0, 1, 1)
    monkeypatch.setattr(np, "sin", mine)
    with pytest.raises(CompileError):
        cfunc("float64(float64)")(lambda x: np.sin(x))


def replacement(*arguments):
    return 1000.0


@pytest.mark.parametrize("name", ["math.fabs", "math.copysign", "math.isinf", "builtins.abs", "builtins.float"])
def test_the_library_is_written_with_the_originals(name):
    """What the user's program has replaced, the prelude still means."""
    functions = [lambda x: round(x, 2), lambda x: divmod(x, 3.0)[0], lambda x: abs(complex(x, 2.0) / complex(3.0, x))]
    expected = [function(7.125) for function in functions]
    with unittest.mock.patch(name, replacement):
        rest = functions[: 2 if name == "builtins.abs" else 3]
        assert [cfunc("float64(float64)")(function)(7.125) for function in rest] == expected[: len(rest)]


def test_what_looks_like_a_builtin(monkeypatch):
    """Classes and functions of the user's with the names of known ones."""

    class partial:
        def __init__(self, function):
            self.function = function

    def carray(x):
        return x + 1.0

    monkeypatch.setattr("functools.partial", partial)
    monkeypatch.setattr("upcall.carray", carray)
    monkeypatch.setattr("operator.itemgetter", partial)
    monkeypatch.setattr("numpy.finfo", carray)
    import functools
    import operator

    import upcall

    assert cfunc("float64(float64)")(lambda x: upcall.carray(x))(1.0) == 2.0
    with pytest.raises(CompileError, match="the class partial"):
        cfunc("float64(float64)")(lambda x: functools.partial(abs)(x))
    with pytest.raises(CompileError, match="the class partial"):
        cfunc("float64(float64)")(lambda x: operator.itemgetter(0)((x, x)))
    assert cfunc("float64(float64)")(lambda x: np.finfo(x))(1.0) == 2.0


@pytest.mark.parametrize(
    ("module", "name", "expected"), [("math", "exp", 42.0), ("numpy", "sin", 42.0), ("functools", "exp", 42.0)]
)
def test_a_function_that_exec_puts_into_a_module_is_none_of_its_own(module, name, expected):
    """Its globals are the module's: in a process of its own, before the first compile."""
    program = f"""
import {module}
exec("def {name}(x): return 42.0", {module}.__dict__)
from upcall import cfunc
assert cfunc("float64(float64)")(lambda x: {module}.{name}(x))(1.0) == {expected}
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
