"""What the compiler gets to see of a function's surroundings: cells, globals, built-ins, modules, NumPy's scalars."""

import gc
import sys
import types as python_types

import numpy as np
import pytest

from upcall import CompileError, _core, cfunc

SIGNATURE = _core.Signature("float64(float64)")


def hir(function, stage="hir"):
    return _core.inspect(function, SIGNATURE, stage)


def with_globals(source, **names):
    """The function `f` of a piece of source, with these globals."""
    exec(source, names)
    return names["f"]


ADD = "def f(x): return x + name"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (2.5, "2.5"),
        (-0.0, "-0.0"),
        (3, "3"),
        (True, "True"),
        (2**63 - 1, str(2**63 - 1)),
        (-(2**63), str(-(2**63))),
        (2**64, str(2**64)),
        (-(10**30), str(-(10**30))),
        (np.float64(1.25), "1.25"),
        (np.int16(7), "7"),
    ],
)
def test_numbers_are_frozen(value, printed):
    assert f"add x, {printed}" in hir(with_globals(ADD, name=value))


@pytest.mark.parametrize(
    ("value", "description"),
    [
        (10**400, "an int that no float comes near"),
        ({}, "a dict"),
        ([], "a list"),
        (object(), "an object"),
        (python_types.SimpleNamespace(), "an instance of SimpleNamespace"),
        (with_globals.__class__, "the class function"),
        (print, "the function print"),
    ],
)
def test_other_objects_are_described(value, description):
    with pytest.raises(CompileError, match=description):
        hir(with_globals(ADD, name=value), "types")


def test_cells_come_before_globals_and_globals_before_builtins():
    def outer():
        name = 1.5

        def f(x):
            return x + name

        return f

    assert "add x, cell name" in hir(outer(), "types")
    assert "add x, 2.5" in hir(with_globals("def f(x): return x + len", len=2.5))
    builtins = {"name": 3.5}
    assert "add x, 3.5" in hir(with_globals(ADD, __builtins__=builtins))


def test_unknown_names():
    with pytest.raises(CompileError) as caught:
        hir(with_globals("def f(x): return x + nix"))
    assert caught.value.name == "E_NAME_UNKNOWN"

    def outer():
        def f(x):
            return x + later

        if x_is_never():
            later = 1.0
        return f

    def x_is_never():
        return False

    with pytest.raises(CompileError):
        hir(outer())


def test_modules_give_their_attributes_also_computed_ones():
    module = python_types.ModuleType("computed")
    module.__getattr__ = lambda name: {"one": 1.5}[name] if name == "one" else exec("raise AttributeError(name)")
    assert "add x, 1.5" in hir(with_globals("def f(x): return x + m.one", m=module))
    with pytest.raises(CompileError, match="computed has no attribute two"):
        hir(with_globals("def f(x): return x + m.two", m=module))


def test_exceptions_of_a_lookup_pass_through_and_leak_nothing():
    module = python_types.ModuleType("broken")

    def fail(name):
        raise KeyboardInterrupt(name)

    module.__getattr__ = fail
    function = with_globals("def f(x): return x + m.two", m=module)
    with pytest.raises(KeyboardInterrupt, match="two"):
        hir(function)
    before = sys.getrefcount(module), sys.getrefcount(function)
    for _ in range(10):
        with pytest.raises(KeyboardInterrupt):
            hir(function)
    gc.collect()
    assert (sys.getrefcount(module), sys.getrefcount(function)) == before
    assert cfunc("f8(f8)")(lambda x: x)(2.0) == 2.0


def test_references_are_given_back():
    value = 1234.5
    function = with_globals(ADD, name=value)
    hir(function)
    before = sys.getrefcount(value), sys.getrefcount(function), sys.getrefcount(function.__code__)
    for _ in range(100):
        hir(function)
    assert (sys.getrefcount(value), sys.getrefcount(function), sys.getrefcount(function.__code__)) == before


def test_any_object_with_code_is_a_function():
    class Duck:
        def __init__(self, function):
            self.__code__ = function.__code__
            self.__globals__ = function.__globals__

    assert "add x, 2.5" in hir(Duck(with_globals(ADD, name=2.5)))


def test_names_beyond_ascii_and_beyond_utf8():
    assert "größe" in hir(with_globals("def f(größe): return größe + 1.0"))
    code = compile("def f(x): return x + nix", "bad\udcff.py", "exec")
    names = {}
    exec(code, names)
    with pytest.raises(CompileError, match=r"bad\\udcff.py:1 in f"):
        hir(names["f"])


def test_malformed_recorded_code():
    class Code:
        co_name = "f"

    class Duck:
        __code__ = Code()

    with pytest.raises(AttributeError, match="co_qualname"):
        hir(Duck())
    with pytest.raises(ValueError, match="no stage named nix"):
        hir(lambda x: x, "nix")


@pytest.mark.parametrize("point", [-1, 2**21, 2**40, 2**70])
def test_what_is_no_code_point_is_a_compile_error(point):
    with pytest.raises(CompileError, match="must be a constant code point"):
        cfunc("boolean(float64)")(lambda x: chr(point) == "a" and x > 0.0)
