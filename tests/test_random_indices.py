"""Loops over views made at random, to try the proofs that leave index checks away: lengths, ranges, guards and indices that
nearly fit one another, with negative lengths and the ends of int64. Run compiled and by the oracle, like
test_random_programs.py; the views lie in the middle of larger memory, which must stay as it is."""

from __future__ import annotations

import os
import random
import textwrap

import numpy as np
import oracle
import pytest
from differential.harness import source_of

import upcall

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "150"))
CALLS = 40
GUARD, SIZE = 8, 48  # elements around the memory, and in it
EXTREMES = [2**63 - 1, 2**63 - 2, -(2**63), -(2**63) + 1, 2**62, 2**61 + 1, -(2**62)]
TYPES = ["float64*", "float64*", "int64", "int32", "int64"]
HEAD = """\
def f(p, q, m, n, k):
    a = {order}(p, {length})
    b = {order}(q, {shape})
    s, steps = 0.0, 0
"""
LENGTHS = ["n", "n", "2 * n", "n + m", "n + 1", "n - 1", "3 * n", "m * n", "2 * n + 1", "k", "4 * k", "k + 1", "n - k"]
SHAPES = ["(m, n)", "(m, n)", "(m + 1, n + 1)", "(n, n)", "(n, 2 * m)", "(3, 4)", "(n, m)", "(m, k)"]
RANGES = [
    "n",
    "m",
    "len(a)",
    "1, n",
    "n - 1",
    "n - 1, -1, -1",
    "0, n, 2",
    "k, n",
    "-2, n",
    "n, n + 3",
    "n // 2",
    "1, n - 1",
]
RANGES += ["n, 0, -1", "len(b)", "k, k + 3", "m - 2, m + 1", "m * n", "n - k, n", "0, n, k", "3", "k % 3, n", "n + 1"]
OTHER_LOOPS = [
    "{i}, x in enumerate(a)",
    "{i}, x in enumerate(a, 2)",
    "{i}, (x, y) in enumerate(zip(a, b))",
    "x, {i} in zip(a, range({r}))",
    "{i} in reversed(range({r}))",
    "{i}, x in enumerate(range({r}))",
    "{i} in range(n, len(a))",
]
INDICES = [
    "{i}",
    "{i} + 1",
    "{i} - 1",
    "n - 1 - {i}",
    "n - {i}",
    "m - 1 - {i}",
    "{i} * 2",
    "{i} // 2",
    "{i} % n",
    "k",
    "k + {i}",
]
INDICES += [
    "-{i}",
    "-1 - {i}",
    "{i} + {j}",
    "{i} - {j}",
    "len(a) - 1 - {i}",
    "len(b) - {i}",
    "0",
    "-1",
    "2",
    "{i} & 3",
    "k - {i}",
]
INDICES += [
    "{i} - k",
    "{i} + k - k",
    "{i} * k",
    "({i} + 1) % n",
    "n - 1",
    "m - 1",
    "{i} >> 1",
    "{i} << 1",
    "{i} % 3",
    "{i} ** 2",
]
INDICES += [
    "2 * {i} + 1",
    "3 * {i} + 2",
    "n + {i}",
    "{i} + {j} - 1",
    "({i} + {j}) // 2",
    "n * {i} + {j}",
    "~{i}",
    "{i} | 1",
]
INDICES += ["min({i}, n - 1)", "max({i}, 0)", "max(0, min({i}, n - 1))", "min({i}, {j})", "abs({i})", "abs({i} - {j})"]
INDICES += [
    "b.shape[1] - 1 - {i}",
    "a.size - 1",
    "{i} ^ 1",
    "-({i} + 1)",
    "({i} + {j}) % n",
    "{i} + len(b)",
    "len(a) // 2",
]
GUARDS = [
    "0 <= {e} < n",
    "{e} < n",
    "{e} >= 0",
    "{e} < len(a)",
    "{e} < m",
    "{e} > 0 and {e} <= n",
    "not {e} < 0",
    "{e} != n",
    "{e}",
    "not {e}",
    "{e} - 1 >= 0 and {e} + 1 < n",
    "abs({e}) < n",
]
GUARDS += ["n > 2", "k >= 0", "m >= n", "{e} < n - 1", "0 < {e}", "-n <= {e} < n", "{e} == n - 1", "n > {e} or {e} < 0"]


class Writer:
    """Writes one kernel."""

    def __init__(self, number: int):
        self.choose = random.Random(number)
        self.names: list[str] = []

    def pick(self, items):
        return self.choose.choice(items)

    def index(self):
        one = self.pick(self.names or ["k"])
        return self.pick(INDICES).format(i=one, j=self.pick(self.names or ["k"]))

    def element(self):
        return self.pick([f"a[{self.index()}]", f"b[{self.index()}, {self.index()}]"])

    def access(self):
        return self.pick([f"s = s * 0.5 + {self.element()}", f"{self.element()} = s + 1", f"{self.element()} += 1.0"])

    def block(self, depth):
        return "\n".join(self.statement(depth) for _ in range(self.choose.randint(1, 2)))

    def statement(self, depth):
        writers = [self.access, self.access]
        if depth:
            writers += [lambda: self.guard(depth - 1), lambda: self.count(depth - 1), lambda: self.count(depth - 1)]
            writers += [lambda: self.repeat(depth - 1), lambda: self.search(depth - 1), lambda: self.change(depth - 1)]
        return self.pick(writers)()

    def guard(self, depth):
        condition = self.pick(GUARDS).format(e=self.index())
        text = f"if {condition}:\n{self.indented(self.block(depth))}"
        return text + (f"\nelse:\n{self.indented(self.block(depth))}" if self.choose.random() < 0.3 else "")

    def loop(self, head, depth, first="", last=""):
        """A loop which ends after 30 rounds of all loops together."""
        body = f"steps += 1\nif steps > 30:\n    break\n{first}{self.block(depth)}{last}"
        return f"{head}:\n{self.indented(body)}"

    def count(self, depth):
        name = f"i{len(self.names)}"
        self.names.append(name)
        changed = self.pick(["", "", "", f"{name} = {name} + 1\n", f"{name} -= 1\n"])
        head = self.pick(["{i} in range({r})", "{i} in range({r})", "{i} in range({r})", *OTHER_LOOPS])
        text = self.loop("for " + head.format(i=name, r=self.pick(RANGES)), depth, first=changed)
        self.names.remove(name)
        return text

    def repeat(self, depth):
        name = f"i{len(self.names)}"
        start, condition, step = self.pick(
            [
                ("0", "{i} < n", "+= 1"),
                ("0", "{i} <= n", "+= 1"),
                ("n - 1", "{i} >= 0", "-= 1"),
                ("n", "{i} > 0", "-= 1"),
                ("k", "{i} < n", "+= 1"),
                ("0", "{i} < n - 1", "+= 2"),
                ("1", "{i} < n", "*= 2"),
                ("n - 1", "{i} > 0", "//= 2"),
                ("k", "{i} != n", "+= 1"),
                ("0", "{i} < len(a) and a[{i}] < 5.0", "+= 1"),
            ]
        )
        self.names.append(name)
        step = f"{name} {step}\n"
        first, last = ("", "\n" + step.rstrip()) if self.choose.random() < 0.7 else (step, "")
        text = f"{name} = {start}\n" + self.loop(f"while {condition.format(i=name)}", depth, first, last)
        self.names.remove(name)
        return text

    def search(self, depth):
        """Two variables that come nearer to one another."""
        low, high = f"i{len(self.names)}", f"i{len(self.names) + 1}"
        self.names += [low, high]
        first = f"i{len(self.names)} = ({low} + {high}) // 2\n"
        self.names.append(f"i{len(self.names)}")
        middle = self.names[-1]
        ends = self.pick(["0, n", "0, n - 1", "0, len(a)", "k, n", "1, n", "-1, m"])
        up, down = self.pick([("{m} + 1", "{m}"), ("{m} + 1", "{m} - 1"), ("{l} + 1", "{h} - 1"), ("{m}", "{m} - 1")])
        up, down = (text.format(l=low, h=high, m=middle) for text in (up, down))
        last = (
            f"\nif {self.pick(['s < 3.0', f'{self.element()} < 1.0'])}:\n    {low} = {up}\nelse:\n    {high} = {down}"
        )
        head = f"while {low} {self.pick(['<', '<=', '!='])} {high}"
        text = f"{low}, {high} = {ends}\n{middle} = 0\n" + self.loop(head, depth, first, last)
        del self.names[-3:]
        return text

    def change(self, depth):
        """A variable that depends on the way taken."""
        name = f"i{len(self.names)}"
        start, otherwise = self.index(), self.index()
        condition = self.pick(GUARDS).format(e=self.pick([name, *self.names]))
        text = f"{name} = {start}\nif {condition}:\n    {name} = {otherwise}\n"
        self.names.append(name)
        text += self.block(depth)
        self.names.remove(name)
        return text

    def indented(self, text):
        return textwrap.indent(text, "    ")

    def program(self):
        head = HEAD.format(order=self.pick(["carray", "farray"]), length=self.pick(LENGTHS), shape=self.pick(SHAPES))
        body = "\n".join(self.pick([self.count, self.count, self.repeat])(2) for _ in range(self.choose.randint(1, 2)))
        return head + self.indented(f"{body}\nreturn s") + "\n"


def program(number):
    """The source of program `number`, and the function."""
    source = Writer(number).program()
    names = {"carray": upcall.carray, "farray": upcall.farray, "__name__": __name__}
    exec(compile(source, f"<program {number}>", "exec"), names)
    return source, names["f"]


def memory(choose):
    return np.array([choose.choice([0.0, 1.0, -2.0, 7.5, choose.random()]) for _ in range(SIZE + 2 * GUARD)])


def outcome(run, p, q, numbers):
    """Result and memory, or the exception's class and memory: `run` gets the middle of copies of p and q."""
    copies = p.copy(), q.copy()
    try:
        result = run(*(copy[GUARD:-GUARD] for copy in copies), *numbers)
    except (ArithmeticError, ValueError, LookupError) as error:
        result = type(error)
    return repr(result), [copy.tobytes() for copy in copies]


@pytest.mark.parametrize("number", range(COUNT))
def test_program(number):
    source, function = program(number)
    compiled = upcall.cfunc(f"float64({', '.join(TYPES)})")(function)
    choose = random.Random(number)

    def oracle_run(*arguments):
        result = oracle.run(function, "float64", TYPES, arguments)
        if result.exception:
            raise result.exception
        return float(result.value)

    for _ in range(CALLS):
        m, n = choose.randint(-1, 4), choose.randint(-1, 6)
        k = choose.choice([choose.randint(-3, 7), choose.choice(EXTREMES)])
        p, q = memory(choose), memory(choose)
        got, expected = (outcome(run, p, q, (m, n, k)) for run in (compiled, oracle_run))
        assert got == expected, (
            f"{source_of(function)}\n{source}\nm, n, k = {m, n, k}: {got[0]}, expected {expected[0]}"
        )
