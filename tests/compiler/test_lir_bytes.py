"""What the back end gets of a function, as bytes: they don't depend on what the object doesn't."""

from __future__ import annotations

import ast
import builtins
import textwrap

import growth
import numpy as np
import pytest

import upcall
from upcall import _core

KEPT = {*dir(builtins), "carray", "np"}
SMALL = 8


def compiled(source: str, signature: str, filename: str = "<test>", **names: object):
    """The bytes of the last function of the source."""
    names = {"carray": upcall.carray, "np": np, **names}
    exec(compile(textwrap.dedent(source), filename, "exec"), names)
    last = [value for value in names.values() if callable(value)][-1]
    return _core.inspect(last, _core.Signature(signature), "bytes")


class Renamed(ast.NodeTransformer):
    """Every name of the program's own, longer and otherwise sorted."""

    def name(self, name: str) -> str:
        return name if name in KEPT else f"z{len(name)}_{name[::-1]}_renamed"

    def visit_Name(self, node):
        node.id = self.name(node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.name(node.arg)
        return node

    def visit_FunctionDef(self, node):
        node.name = self.name(node.name)
        return self.generic_visit(node)


def moved_and_renamed(source: str) -> str:
    lines = ast.unparse(Renamed().visit(ast.parse(source))).splitlines()
    return "\n".join(["# a comment", "", *[line + "\n\n" for line in lines]])


@pytest.mark.parametrize("name", growth.SHAPES)
def test_names_and_lines_are_not_in_it(name):
    source, signature = growth.source(name, SMALL), growth.signature(name, SMALL)
    bytes_ = compiled(source, signature)
    assert compiled(moved_and_renamed(source), signature, "elsewhere.py") == bytes_
    assert compiled(growth.source(name, 2 * SMALL), growth.signature(name, 2 * SMALL)) != bytes_


RAISES = """
    def f(x, n, p):
        a = carray(p, n)
        if x < 0.0:
            raise ValueError(x, "negative")
        return a[n] + np.exp(x) + n // 3
"""
NUMBERS = "float64(float64, int64, float64*)"

SAME = {
    "text of an exception": ("negative", "less than nothing"),
    "annotation": ("def f(x, n, p):", "def f(x: float, n: int, p: 'a pointer') -> float:"),
    "a line more": ("        return", "\n        return"),
    "docstring": ("a = carray", "'About this.'\n        a = carray"),
    "name of NumPy": ("np.exp", "numpy.exp"),
}
OTHER = {
    "constant": ("0.0", "1.0"),
    "sign of zero": ("0.0", "-0.0"),
    "class of an exception": ("ValueError", "KeyError"),
    "function": ("np.exp", "np.exp2"),
    "operator": ("// 3", "% 3"),
    "number of places that raise": (
        "        return",
        "        if n < 0:\n            raise ValueError(x, 'negative')\n        return",
    ),
}


@pytest.mark.parametrize("edit", SAME)
def test_the_same(edit):
    before, after = SAME[edit]
    assert before in RAISES
    assert compiled(RAISES.replace(before, after), NUMBERS, numpy=np) == compiled(RAISES, NUMBERS)


@pytest.mark.parametrize("edit", OTHER)
def test_not_the_same(edit):
    before, after = OTHER[edit]
    assert before in RAISES
    assert compiled(RAISES.replace(before, after), NUMBERS) != compiled(RAISES, NUMBERS)


def test_what_an_option_changes():
    names: dict[str, object] = {}
    exec("def f(x): return x * 2.0 + 1.0", names)
    signature = _core.Signature("float64(float64)")

    def with_(**options: object) -> str:
        return _core.inspect(names["f"], signature, "bytes", **options)

    flags = [0, *[1 << i for i in range(7)], 127]
    assert len({with_(fastmath=flag) for flag in flags}) == len(flags)
    assert with_(error_value=1.0) == with_()  # it can't raise


def test_the_object_has_no_names():
    """They are in the texts alone."""

    @upcall.cfunc("float64(float64)")
    def a_name_of_its_own(x):
        return np.exp(x)

    for stage in ("llvm_input", "llvm", "asm"):
        assert "upcall.a_name_of_its_own" in a_name_of_its_own.inspect(stage)
        assert "upcall.entry" not in a_name_of_its_own.inspect(stage)
    assert a_name_of_its_own.native_name == "upcall.a_name_of_its_own"
