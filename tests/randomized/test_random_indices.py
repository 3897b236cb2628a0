"""Loops over views made at random, to try the proofs that leave index checks away: lengths, ranges, guards and indices that
nearly fit one another, with negative lengths and the ends of int64; through helper functions, handlers, rows, tables of
indices, and views made inside loops. Run compiled and by the oracle, like test_random_programs.py; the views lie in the
middle of larger memory, which must stay as it is."""

from __future__ import annotations

import os
import random
import textwrap

import compiling
import numpy as np
import oracle
import pytest
from differential.harness import source_of

import upcall

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "150"))
CALLS = 40
GUARD, SIZE = 8, 48  # elements around the memory, and in it
EXTREMES = [2**63 - 1, 2**63 - 2, -(2**63), -(2**63) + 1, 2**62, 2**61 + 1, -(2**62)]
TYPES = ["float64*", "float64*", "int64*", "int64", "int32", "int64", "size_t", "uint64", "int8"]
HEAD = """\
def f(p, q, t, m, n, k, w, u, h):
    a = {order}(p, {length})
    b = {order}(q, {shape})
    c = carray(t, {table})
    s, steps = 0.0, 0
"""
TABLES = ["6", "n", "m + 2", "len(a)", "8", "(8,)"]
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
# Sums that wrap (m - m makes an int of a constant, which wouldn't in the oracle), other types, other ways.
INDICES += [
    "w",
    "{i} + w",
    "w - {i}",
    "h",
    "h - {i}",
    "h * {i}",
    "c[{i}]",
    "c[{j}] + {i}",
    "(m - m + {i}) * 2**61",
    "(m - m + {i}) * 2**62 * 4",
    "(m - m + {i}) * 31 * 1190112520884487201",
    "((m - m + {i}) << 61) >> 61",
    "(m - m + {i}) << 62",
    "((m - m + {i} & 1)) * 2**62 * 3",
    "(m - m + {i}) * 2**31 * 2**31 * 2**3",
]
INDICES += [
    "{i} // 3 * 3",
    "{i} - {i} // 2",
    "{i} % 4 + {i} // 4",
    "k % n",
    "-k % 5",
    "{i} % -3",
    "-{i} // 2",
    "({i} > 2) + {i}",
    "clamp({i}, n)",
    "clamp({i} - 1, len(a))",
    "mirrored(a, {i})",
    "wrapped({i}, n)",
    "(lambda e, f: e + f)({j}, {i})",
    "({i}, {j})[1]",
    "divmod({i}, 3)[1]",
    "int(s)",
    "b.shape[0] - 1",
    "np.int8({i} & 7)",
    "({i} if {i} < n else {j})",
    "({i} and {i} - 1)",
    "+{i}",
    "{i} - ({j} + 1)",
    "{i} + {i} - {j} - {j}",
    "min({i}, {j}, n) - 1",
    "max({i}, {j}) - min({i}, {j})",
    "n * ({i} + 1) - 1",
]
# What is a uint64 isn't merged with an int.
WORDS = ["u", "u + {i}", "u % n", "u & 3", "u - 1", "n - u", "u // 2"]
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
GUARDS += [
    "n > 2",
    "{e} + 1 > {e}",
    "{e} * 2 < n",
    "len(a) > {e} >= -len(a)",
    "{e} <= u",
    "w > {e}",
    "h == {e}",
    "{e} in range(n)",
]
GUARDS += [
    "0 <= {e} < b.shape[0]",
    "int({e} >= 0) & int({e} < n)",
    "{e} >= 2**62",
    "not (0 <= {e} < len(a))",
    "k >= 0",
    "m >= n",
    "{e} < n - 1",
    "0 < {e}",
    "-n <= {e} < n",
    "{e} == n - 1",
    "n > {e} or {e} < 0",
]


HELPERS = """\
def clamp(i, n):
    if i < 0:
        return 0
    return i if i < n else n - 1


def mirrored(a, i):
    return len(a) - 1 - i


def wrapped(i, n):
    turns = 0
    while i >= n and turns < 8:
        i -= n
        turns += 1
    return i


def at(a, i):
    return a[i]


def put(a, i, x):
    a[i] = x
    return a[i - 1]


def tried(a, i, otherwise):
    try:
        return a[i]
    except IndexError:
        return otherwise


def moved(a, i):
    if i > 0:
        a[i - 1] = a[i]
    return i + 1
"""


class Writer:
    """Writes one kernel."""

    def __init__(self, number: int):
        self.choose = random.Random(number)
        self.names: list[str] = []
        self.rows: list[str] = ["a"]  # arrays with one axis
        self.loops = 0

    def pick(self, items):
        return self.choose.choice(items)

    def index(self):
        one = self.pick(self.names or ["k"])
        return self.pick(INDICES).format(i=one, j=self.pick(self.names or ["k"]))

    def any_index(self):
        if self.choose.random() < 0.1:
            return self.pick(WORDS).format(i=self.pick(self.names or ["k"]))
        return self.index()

    def element(self):
        row = self.pick(self.rows)
        elements = [f"{row}[{self.any_index()}]"] * 3 + [f"b[{self.any_index()}, {self.any_index()}]"] * 3
        return self.pick([*elements, f"b[{self.index()}][{self.index()}]", f"b.T[{self.index()}, {self.index()}]"])

    def access(self):
        row = self.pick(self.rows)
        simple = [f"s = s * 0.5 + {self.element()}", f"{self.element()} = s + 1", f"{self.element()} += 1.0"]
        calls = [
            f"s += at({row}, {self.index()})",
            f"s -= put({row}, {self.index()}, s)",
            f"s += tried({row}, {self.index()}, 0.25)",
            f"steps += moved({row}, {self.index()}) & 1",
            f"c[{self.index()}] = {self.index()}",
            f"{self.element()}, {self.element()} = {self.element()}, {self.element()}",
        ]
        return self.pick(simple * 4 + calls)

    def block(self, depth):
        return "\n".join(self.statement(depth) for _ in range(self.choose.randint(1, 2)))

    def statement(self, depth):
        writers = [self.access, self.access]
        if depth:
            writers += [lambda: self.guard(depth - 1), lambda: self.count(depth - 1), lambda: self.count(depth - 1)]
            writers += [lambda: self.repeat(depth - 1), lambda: self.search(depth - 1), lambda: self.change(depth - 1)]
            writers += [lambda: self.attempt(depth - 1), lambda: self.row(depth - 1), lambda: self.indices(depth - 1)]
            writers += [lambda: self.rotate(depth - 1), lambda: self.early(depth - 1)]
        return self.pick(writers)()

    def guard(self, depth):
        condition = self.pick(GUARDS).format(e=self.index())
        text = f"if {condition}:\n{self.indented(self.block(depth))}"
        return text + (f"\nelse:\n{self.indented(self.block(depth))}" if self.choose.random() < 0.3 else "")

    def loop(self, head, depth, first="", last=""):
        """A loop which ends after 30 rounds of all loops together."""
        self.loops += 1
        body = f"steps += 1\nif steps > 30:\n    break\n{first}{self.block(depth)}{last}"
        self.loops -= 1
        otherwise = f"\nelse:\n{self.indented(self.block(0))}" if self.choose.random() < 0.1 else ""
        return f"{head}:\n{self.indented(body)}{otherwise}"

    def attempt(self, depth):
        """Accesses that are handled when they fail, and what is known then."""
        error = self.pick(["IndexError", "LookupError", "(ValueError, IndexError)", "Exception", "ZeroDivisionError"])
        name = f"i{len(self.names)}"
        text = f"{name} = {self.index()}\n"
        self.names.append(name)
        change = self.pick(["", f"\n{name} = {self.index()}", f"\n{name} += 1"])
        text += f"try:\n{self.indented(self.block(depth) + change)}\nexcept {error}:\n{self.indented(self.block(0))}"
        if self.choose.random() < 0.3:
            text += f"\nelse:\n{self.indented(self.block(0))}"
        if self.choose.random() < 0.3:
            text += f"\nfinally:\n{self.indented(self.block(0))}"
        text += "\n" + self.block(depth)
        self.names.remove(name)
        return text

    def row(self, depth):
        """A part of b, a view of its own, the array of a loop."""
        name = f"r{len(self.rows)}"
        way = self.pick(["part", "part", "chosen", "view", "each", "counted"])
        lengths = ["{i} & 15", "max(0, min({i}, 20))", "min({i}, 20)", "{i} % 7", "n", "abs(m)", "w & 7", "len(a)"]
        if way == "view":
            text = f"{name} = carray({self.pick(['p', 'q'])}, {self.pick(lengths).format(i=self.pick(self.names or ['k']))})\n"
        elif way == "part":
            text = f"{name} = b[{self.index()}]\n"
        elif way == "chosen":
            text = f"{name} = b[{self.index()}]\nif {self.pick(GUARDS).format(e=self.index())}:\n    {name} = b[{self.index()}]\n"
        else:
            self.rows.append(name)
            counter = f"i{len(self.names)}"
            head = f"for {name} in b" if way == "each" else f"for {counter}, {name} in enumerate(b)"
            self.names += [counter] * (way == "counted")
            text = self.loop(head, depth)
            self.names = [n for n in self.names if n != counter or way == "each"]
            self.rows.remove(name)
            return text
        self.rows.append(name)
        text += self.block(depth)
        self.rows.remove(name)
        return text

    def indices(self, depth):
        one, other = f"i{len(self.names)}", f"i{len(self.names) + 1}"
        head = self.pick(
            [
                f"for {one}, {other} in np.ndindex(b.shape)",
                f"for {one}, {other} in np.ndindex(3, 2)",
                f"for {one}, {other} in np.ndindex(b.shape[1], b.shape[0])",
                f"for ({one}, {other}), x in np.ndenumerate(b)",
                f"for {one}, {other} in zip(range(n), range(k, k + 9))",
                f"for {one}, {other} in zip(c, range(len(a)))",
                f"for {one}, ({other}, x) in enumerate(zip(c, a))",
                f"for {one}, {other} in ((m - 1, n), (n - m, k), (w, -m))",
                f"for {one}, {other} in enumerate(reversed(range(-1, n)), 1)",
            ]
        )
        self.names += [one, other]
        text = self.loop(head, depth)
        self.names = self.names[:-2]
        return text

    def rotate(self, depth):
        """Variables that change places."""
        one, other = f"i{len(self.names)}", f"i{len(self.names) + 1}"
        self.names += [one, other]
        change = self.pick(
            ["{j}, {i} + 1", "{j}, {i}", "{i} + {j}, {i}", "{j} - 1, {i} + 1", "{j}, n - {i}", "{j}, ({i} + 1) % n"]
        )
        start = self.pick(["0, n - 1", "0, 1", "n - 1, 0", "k, n", "0, 0", "len(a) - 1, 0"])
        condition = self.pick(
            ["{i} < n", "True", "{i} >= 0 and {j} >= 0", "{i} < len(a)", "{i} <= {j}", "0 <= {j} < len(a)"]
        )
        last = f"\n{one}, {other} = {change.format(i=one, j=other)}"
        text = f"{one}, {other} = {start}\n" + self.loop(f"while {condition.format(i=one, j=other)}", depth, "", last)
        self.names = self.names[:-2]
        return text

    def early(self, depth):
        """A guard that leaves the rest out."""
        guard = self.pick(GUARDS).format(e=self.index())
        leave = self.pick(["continue", "break", "return s - 1"] if self.loops else ["return s"])
        return f"if {guard}:\n    {leave}\n{self.block(depth)}"

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
        orders = {"order": self.pick(["carray", "farray"]), "table": self.pick(TABLES)}
        head = HEAD.format(length=self.pick(LENGTHS), shape=self.pick(SHAPES), **orders)
        writers = [self.count, self.count, self.repeat, self.attempt, self.rotate]
        body = "\n".join(self.pick(writers)(2) for _ in range(self.choose.randint(1, 2)))
        return f"{HELPERS}\n\n{head}{self.indented(body)}\n    return s\n"


def program(number):
    """The source of program `number`, and the function."""
    source = Writer(number).program()
    names = {"carray": upcall.carray, "farray": upcall.farray, "np": np, "__name__": __name__}
    exec(compile(source, f"<program {number}>", "exec"), names)
    return source, names["f"]


def memory(choose):
    return np.array([choose.choice([0.0, 1.0, -2.0, 7.5, choose.random()]) for _ in range(SIZE + 2 * GUARD)])


def table(choose):
    return np.array([choose.choice([choose.randint(-4, 7), choose.choice(EXTREMES)]) for _ in range(SIZE + 2 * GUARD)])


def numbers_drawn(choose):
    m, n = choose.randint(-1, 4), choose.randint(-1, 6)
    k = choose.choice([choose.randint(-3, 7), choose.choice(EXTREMES)])
    w = choose.choice([choose.randint(0, 7), choose.choice(EXTREMES) % 2**64])
    u = choose.choice([choose.randint(0, 7), choose.choice(EXTREMES) % 2**64])
    return m, n, k, w, u, choose.choice([choose.randint(-3, 6), -128, 127])


def outcome(run, memories, numbers):
    """Result and memory, or the exception's class and memory: `run` gets the middle of copies of the memories."""
    copies = [one.copy() for one in memories]
    try:
        result = run(*(copy[GUARD:-GUARD] for copy in copies), *numbers)
    except (ArithmeticError, ValueError, LookupError, NameError) as error:
        result = type(error)
    return repr(result), [copy.tobytes() for copy in copies]


@pytest.mark.parametrize("number", range(COUNT))
def test_program(number):
    source, function = program(number)
    signature = f"float64({', '.join(TYPES)})"
    compiled = compiling.cfunc(signature)(function)
    body = source.partition("def f(")[2]
    unchecked = None if "try:" in body or "tried(" in body else upcall.cfunc(signature, boundscheck=False)(function)
    choose = random.Random(number)

    def oracle_run(*arguments):
        result = oracle.run(function, "float64", TYPES, arguments)
        if result.exception:
            raise result.exception
        return float(result.value)

    for _ in range(CALLS):
        numbers = numbers_drawn(choose)
        memories = memory(choose), memory(choose), table(choose)
        got, expected = (outcome(run, memories, numbers) for run in (compiled, oracle_run))
        assert got == expected, (
            f"{source_of(function)}\n{source}\nm, n, k, w, u, h = {numbers}: {got[0]}, expected {expected[0]}"
        )
        if unchecked and "class" not in expected[0]:
            assert outcome(unchecked, memories, numbers) == expected, f"without checks: {source}\n{numbers}"
