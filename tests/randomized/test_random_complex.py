"""Expressions of complex, real and integer numbers made at random, in double and single precision, compiled and by the oracle.

Each program is made from a number, as in test_random_programs.py; more of them: `UPCALL_PROGRAMS=5000`. Results are the same to
the bit: there is nothing in them but operators, components, abs, conjugates, square roots and small powers."""

from __future__ import annotations

import os
import random

import pytest
from differential.harness import Case

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "100"))
CALLS = 30
PARAMETERS = {
    "z": "complex128",
    "w": "complex128",
    "c": "complex64",
    "d": "complex64",
    "x": "float64",
    "s": "float32",
    "n": "int64",
}
CONSTANTS = ["0.5", "-0.0", "1j", "(1-0.5j)", "2", "-1", "1e300", "1e300j", "(0.1+0.1j)"]


class Writer:
    def __init__(self, number: int):
        self.choose = random.Random(number)

    def pick(self, items):
        return self.choose.choice(items)

    def expression(self, depth: int) -> str:
        """Of any type, never a bare constant."""
        if depth == 0 or self.choose.random() < 0.15:
            return self.pick(list(PARAMETERS))
        inner, other = self.expression(depth - 1), self.expression(depth - 1)
        forms = [f"({inner} {self.pick('+-*/')} {other})"] * 6
        forms += [
            f"({inner} {self.pick('+-*')} {self.pick(CONSTANTS)})",
            f"({self.pick(CONSTANTS)} {self.pick('+-*')} {inner})",
        ]
        forms += [f"({self.complex_number(depth - 1)} ** {self.pick(['2', '3', '5.0', '1', '0'])})"]
        forms += [f"abs({inner})", f"({inner}).real", f"({self.complex_number(depth - 1)}).imag", f"(-{inner})"]
        forms += [f"complex({inner}) / {self.complex_number(depth - 1)}", f"({inner} / (1 + 2j))"]
        forms += [f"cmath.sqrt({inner})", f"({inner} if {self.condition(depth - 1)} else {inner})"]
        return self.pick(forms)

    def complex_number(self, depth: int) -> str:
        """An expression with a complex number in it, so that it is one."""
        inner = self.expression(depth)
        name = self.pick(["z", "w", "c", "d"])
        return self.pick(
            [name, f"({inner} * {name})", f"({name} - {inner})", f"{name}.conjugate()", f"({name} / {inner})"]
        )

    def condition(self, depth: int) -> str:
        inner, other = self.expression(depth), self.expression(depth)
        return self.pick([f"{inner} {self.pick(['==', '!='])} {other}", f"abs({inner}) < 1", f"not {inner}", inner])


def program(number: int) -> str:
    writer = Writer(number)
    lines = [f"    {self} = {writer.expression(3)}" for self in ("e", "f")]
    return "\n".join([f"def f({', '.join(PARAMETERS)}):", *lines, f"    return e {writer.pick('+-*')} f + 0j", ""])


@pytest.mark.parametrize("number", range(COUNT))
def test_program(number):
    source = program(number)
    space = {"cmath": __import__("cmath")}
    exec(compile(source, f"<program {number}>", "exec"), space)
    case = Case(space["f"], f"complex128({', '.join(PARAMETERS.values())})", {})
    choose = random.Random(number)
    edges = [argument.edges() for argument in case.arguments]
    for _ in range(CALLS):
        try:
            case.check([choose.choice(values) for values in edges])
        except AssertionError as error:
            raise AssertionError(f"program({number})\n{source}\n{error}") from None
