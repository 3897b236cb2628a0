"""Programs made at random, with loops, branches, memory and all operators, run compiled and by the oracle.

Each is made from a number, so a failure names the program and prints it: `program(1234)`. A variable keeps one type, and a
bare constant is never assigned: what the compiler joins where control flow merges can't be seen from Python (oracle.py).
More of them: `UPCALL_PROGRAMS=5000 make test T=random_programs`."""

from __future__ import annotations

import os
import random
import textwrap

import numpy as np
import oracle
import pytest
from differential.harness import Case
from differential.values import Memory, Scalar

import upcall

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "150"))
CALLS = 40
PARAMETERS = {"i": "int64", "j": "int32", "k": "uint8", "x": "float64", "y": "float64", "s": "float32", "w": "uint64"}
MEMORY = {"p": "float64*", "q": "int32*", "r": "float32*"}
SIGNATURE = f"float64({', '.join([*PARAMETERS.values(), *MEMORY.values()])})"
HEAD = f"""\
def f({", ".join([*PARAMETERS, *MEMORY])}):
    a, b, c, u, v, t, z = i, j + k, k - 1, x, y - 1, s, w
    pa = carray(p, 6)
    qa = carray(q, (2, 3))
    ra = farray(r, (3, 2))
"""
VARIABLES = {"int": ["a", "b", "c", "i", "j"], "float": ["u", "v", "x", "y"], "single": ["t", "s"], "word": ["z", "w"]}
CONSTANTS = {
    "int": ["0", "1", "2", "-1", "7", "-3", "255", "9223372036854775807", "4611686018427387904", "1000003"],
    "float": ["0.0", "1.0", "-0.5", "0.1", "1e300", "2", "-7", "3"],
    "single": ["0.0", "1.5", "-0.1", "2", "-7"],
    "word": ["0", "1", "3", "255", "9223372036854775807"],
}
ARITHMETIC = {
    "int": ["+", "-", "*", "//", "%", "&", "|", "^"],
    "float": ["+", "-", "*", "/", "//", "%"],
    "single": ["+", "-", "*", "/", "//", "%"],
    "word": ["+", "-", "*", "//", "%", "&", "|", "^"],
}
KINDS = list(VARIABLES)


class Writer:
    """Writes one program."""

    def __init__(self, number: int):
        self.choose = random.Random(number)
        self.loops = 0

    def pick(self, items):
        return self.choose.choice(items)

    def chance(self, probability):
        return self.choose.random() < probability

    # --- expressions: of a kind, never a bare constant

    def expression(self, kind, depth=3):
        if depth == 0 or self.chance(0.2):
            return self.leaf(kind)
        writers = [self.arithmetic] * 5 + [self.negation, self.choice, self.logic, getattr(self, f"special_{kind}")]
        return self.pick(writers)(kind, depth - 1)

    def leaf(self, kind):
        return self.element(kind) if kind != "word" and self.chance(0.25) else self.pick(VARIABLES[kind])

    def element(self, kind):
        if kind == "int":
            return self.pick([f"qa[{self.index()}, {self.index()}]", f"q[{self.pick('012345')}]"])
        if kind == "single":
            return self.pick([f"ra[{self.index()}, {self.index()}]", f"r[{self.pick('012345')}]"])
        return self.pick([f"pa[{self.index()}]", f"p[{self.pick('012345')}]"])

    def index(self):
        return self.pick(["0", "1", "-1", "-2", "k % 2", "a % 3", "b & 1", "-(j & 1)", "a", "c % 4 - 1"])

    def arithmetic(self, kind, depth):
        left, right = self.expression(kind, depth), self.expression(kind, depth)
        if self.chance(0.4):
            constant = self.pick(CONSTANTS[kind])
            left, right = (constant, right) if self.chance(0.3) else (left, constant)
        return f"({left} {self.pick(ARITHMETIC[kind])} {right})"

    def negation(self, kind, depth):
        return f"(-{self.expression(kind, depth)})"

    def choice(self, kind, depth):
        return f"({self.expression(kind, depth)} if {self.condition(depth)} else {self.expression(kind, depth)})"

    def logic(self, kind, depth):
        return f"({self.expression(kind, depth)} {self.pick(['and', 'or'])} {self.expression(kind, depth)})"

    def special_int(self, kind, depth):
        inner = self.expression(kind, depth)
        forms = [f"(~{inner})", f"({inner} << ({inner} & 63))", f"({inner} >> {self.pick(['1', '63', '64', '70'])})"]
        forms += [f"({inner} ** {self.pick('0235')})", f"(({self.condition(depth)}) + {inner})", f"({inner} << j)"]
        return self.pick(forms)

    def special_float(self, kind, depth):
        inner, other = self.expression(kind, depth), self.expression(self.pick(["int", "single", "word"]), depth)
        forms = [f"({inner} {self.pick('+-*/')} {other})", f"({other} {self.pick(['-', '/', '//', '%'])} {inner})"]
        forms += [f"np.sqrt({inner})", f"np.fabs({other})", f"({inner} ** 2)", f"({self.expression('int', depth)} / 7)"]
        return self.pick(forms)

    def special_single(self, kind, depth):
        return f"{self.pick(['np.sqrt', 'np.fabs'])}({self.expression(kind, depth)})"

    def special_word(self, kind, depth):
        inner = self.expression(kind, depth)
        return self.pick(
            [f"(~{inner})", f"({inner} {self.pick('+-*&')} {self.expression('int', depth)})", f"({inner} >> 3)"]
        )

    def condition(self, depth):
        depth = max(0, depth - 1)
        kind = self.pick(KINDS)
        left, right = self.expression(kind, depth), self.expression(self.pick(KINDS), depth)
        if self.chance(0.3):
            right = self.pick(CONSTANTS[kind])
        sign = self.pick(["<", "<=", "==", "!=", ">", ">="])
        forms = [f"{left} {sign} {right}"] * 4
        forms += [f"not {left}", f"{left} {sign} {right} {self.pick(['<', '>='])} {self.expression(kind, depth)}"]
        if depth:
            forms.append(f"({self.condition(depth)}) {self.pick(['and', 'or'])} ({self.condition(depth)})")
        return self.pick(forms)

    # --- statements

    def block(self, depth, in_loop=False):
        return "\n".join(self.statement(depth, in_loop) for _ in range(self.choose.randint(1, 3)))

    def statement(self, depth, in_loop):
        simple = [self.assignment, self.assignment, self.augmented, self.store, self.pair]
        if in_loop:
            simple.append(self.leave_loop)
        if depth == 0 or self.chance(0.4):
            return self.pick(simple)()
        return self.pick([self.branch, self.branch, self.count, self.repeat])(depth - 1, in_loop)

    def assignment(self):
        kind = self.pick(KINDS)
        return f"{self.pick(VARIABLES[kind])} = {self.expression(kind)}"

    def augmented(self):
        kind = self.pick(KINDS)
        place = self.pick([self.pick(VARIABLES[kind]), self.element(kind)]) if kind != "word" else "z"
        return f"{place} {self.pick(ARITHMETIC[kind])}= {self.expression(kind, 2)}"

    def store(self):
        return f"{self.element(self.pick(['int', 'float', 'single']))} = {self.expression(self.pick(KINDS), 2)}"

    def pair(self):
        one, two = self.choose.sample(VARIABLES[self.pick(["int", "float"])], 2)
        return f"{one}, {two} = {two}, {one}"

    def leave_loop(self):
        return f"if {self.condition(1)}:\n    {self.pick(['break', 'continue', 'return u + a'])}"

    def branch(self, depth, in_loop):
        text = f"if {self.condition(2)}:\n{self.indented(self.block(depth, in_loop))}"
        if self.chance(0.3):
            text += f"\nelif {self.condition(2)}:\n{self.indented(self.block(depth, in_loop))}"
        if self.chance(0.5):
            text += f"\nelse:\n{self.indented(self.block(depth, in_loop))}"
        return text

    def count(self, depth, in_loop):
        limits = self.pick(["4", "k % 5", "1, 5", "a % 3, 6", "5, -1, -2", "j % 4, 5, 2", "3, k % 7, -1"])
        variable = self.pick(["a", "b", "n"])
        body = self.indented(self.block(depth, in_loop=True))
        return f"for {variable} in range({limits}):\n{body}{self.loop_else()}"

    def repeat(self, depth, in_loop):
        self.loops += 1
        counter = f"n{self.loops}"
        condition = self.pick(
            [f"{counter} < 4", f"{counter} < 5 and {self.condition(1)}", f"{self.condition(1)} and {counter} < 3"]
        )
        body = self.indented(f"{counter} += 1\n{self.block(depth, in_loop=True)}")
        return f"{counter} = k - k\nwhile {condition}:\n{body}{self.loop_else()}"

    def loop_else(self):
        return f"\nelse:\n{self.indented(self.assignment())}" if self.chance(0.2) else ""

    def indented(self, text):
        return textwrap.indent(text, "    ")

    def program(self):
        body = "\n".join(self.statement(2, in_loop=False) for _ in range(self.choose.randint(2, 5)))
        return HEAD + self.indented(f"{body}\nreturn {self.pick(['u + v', 'a + u', 't * u - b', 'z / 3 + a'])}") + "\n"


def program(number):
    """The source of program `number`, and the function."""
    source = Writer(number).program()
    names = {"np": np, "carray": upcall.carray, "farray": upcall.farray, "__name__": __name__}
    exec(compile(source, f"<program {number}>", "exec"), names)
    return source, names["f"]


def arguments(choose):
    """Edge values and small ones, mixed."""

    def scalar(name):
        edges = Scalar(name).edges()
        if not choose.random() < 0.5:
            return choose.choice(edges)
        small = choose.randint(0, 9) if name.startswith("u") else choose.randint(-9, 9)
        return np.dtype(oracle.DTYPES[name]).type(small / 2) if name.startswith("float") else small

    values = [scalar(name) for name in PARAMETERS.values()]
    return [*values, *(choose.choice(Memory(name[:-1], 6).edges()) for name in MEMORY.values())]


@pytest.mark.parametrize("number", range(COUNT))
def test_program(number):
    source, function = program(number)
    case = Case(function, SIGNATURE, {})
    choose = random.Random(number)
    try:
        for _ in range(CALLS):
            case.check(arguments(choose))
    except (AssertionError, upcall.CompileError) as error:
        error.add_note(source)
        raise
