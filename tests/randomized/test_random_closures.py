"""Random programs of functions made inside another, held and called while the variables that they use change: compiled code
does what Python does, or the compile says that a variable changes."""

from __future__ import annotations

import itertools
import random

import pytest
from compiling import cfunc

from upcall import CompileError

FUNCTIONS = ("lambda a: a + i", "lambda a: a * 2 + j", "lambda a: i - j + a")
REFUSED = ("changes after an inner function has captured it", "on another way to the same place")


class Program:
    """A function of two ints, as text."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.lines = ["def f(n, i):", "    j = 1", "    s = 0", "    g = lambda a: a + i", "    t = (g, g)"]
        self.lines.append("    h = lambda function, a: function(a)")
        self.block(1, 2)
        self.lines.append("    return s % 1000003")

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def variable(self) -> str:
        return self.random.choice("ij")

    def atom(self) -> str:
        return self.random.choice(["i", "j", "n", str(self.random.randrange(5))])

    def expression(self, depth: int = 3) -> str:
        if not depth:
            return self.atom()
        x, y, z = (self.expression(depth - 1) for _ in range(3))
        forms = [self.atom()] * 6 + [f"g({x})"] * 4 + [f"h(g, {x})", f"t[{self.random.randrange(2)}]({x})"]
        forms += [f"({x} if {y} > {self.random.randrange(4)} else {z})", f"({x} or {y})", f"(0 < {x} < 3)"]
        forms += [f"({self.variable()} := {x})", f"sum({x} for k in (1, 2))", f"(({x} + {y}) % 13)"]
        return self.random.choice(forms)

    def block(self, indent: int, depth: int) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.statement(indent, depth)

    def statement(self, indent: int, depth: int) -> None:
        which = self.random.random()
        line = f"s += {self.expression()}"
        if which < 0.2:
            line = f"{self.variable()} = {self.expression()}"
        elif which < 0.35:
            line = f"g = {self.random.choice(FUNCTIONS)}"
        elif which < 0.42:
            line = f"t = (g, lambda a: a - {self.variable()})"
        elif depth and which < 0.52:
            line = f"if {self.expression()} > {self.random.randrange(4)}:"
        elif depth and which < 0.67:
            line = f"for {self.variable()} in range(3):"
        self.lines.append("    " * indent + line)
        if line.endswith(":"):
            self.block(indent + 1, depth - 1)


def compiled(function):
    """None, and what it says, where the compile refuses."""
    try:
        return cfunc("int64(int64, int64)")(function), ""
    except CompileError as error:
        return None, str(error)


@pytest.mark.parametrize("seed", range(80))
def test_random_closures(seed):
    program = Program(seed)
    names = {}
    exec(compile(program.text, f"<program {seed}>", "exec"), names)
    callback, refusal = compiled(names["f"])
    assert not refusal or any(text in refusal for text in REFUSED), f"{program.text}{refusal}"
    for n, i in itertools.product((0, 1, 3), (-1, 0, 2)) if callback else ():
        assert callback(n, i) == names["f"](n, i), f"{program.text}f({n}, {i})"
