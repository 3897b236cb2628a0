"""Random programs that make arrays, pass them on, loop, raise and catch: results are Python's, and at the end no block is left,
also where there was no memory for one of them. On the checked build the entry asserts that all counts are exact.

More of them: `UPCALL_PROGRAMS=5000 make test T=random_owners`."""

from __future__ import annotations

import os
import random

import numpy as np  # noqa: F401 - programs know it
import pytest
from array_programs import (  # noqa: F401 - programs call them
    both,
    caught,
    either,
    make,
    make_or_raise,
    nearest,
    point,
    points,
    runs_out_of_memory,
    same,
)
from compiling import cfunc

from upcall import _core

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "60"))
SIZES = (2, 3, 100)  # in a slot of the frame, or not
NAMES = "vwxy"
CLASSES = ("IndexError", "ValueError", "(IndexError, ValueError)", "Exception")


def last(x, i):
    for _ in range(i):
        x = make(3) if i > 2 else same(x)
    return x


def summed(x, y):
    return x + y


def scaled(x, y):
    d = x - y
    return d * d + x


class Program:
    """A function of two ints, as text."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.lines = ["def f(n, i):", "    s = 0.0", f"    v = make({self.size()})", "    w = np.ones(3)"]
        self.lines += [f"    x = np.full({self.size()}, 4.0)", "    y = same(v)"]
        for _ in range(3):
            self.statement(1, 4, in_loop=False)
        self.add(1, "return s + v[0] + 10 * w[0] + 100 * x[-1] + 1000 * y[-1]")

    def add(self, indent: int, line: str) -> None:
        self.lines.append("    " * indent + line)

    def size(self) -> str:
        return self.random.choice([*map(str, SIZES), "n"])

    def name(self) -> str:
        return self.random.choice(NAMES)

    def array(self) -> str:
        a, b = self.name(), self.name()
        forms = [
            f"make({self.size()})",
            f"np.full({self.size()}, 3.0)",
            f"np.zeros_like({a})",
            f"make_or_raise({self.size()}, i)",
            f"same({a})",
            f"either({a}, {b}, i)",
            f"both({a}, {b})[{self.random.randint(0, 1)}]",
            f"last({a}, i)",
            f"caught({a}, i)",
            f"({a} if s > 20 else {b})",
            f"either(same({a}), make(n), i)",
            f"({a} * 0.5)",
            f"summed({a}, {b})",
            f"same({a} - {b})",
            f"point({a}, {b})",
            f"nearest({a}, {b}, i)",
            f"points({a}, i)[{self.random.randint(0, 1)}]",
            f"point(*points({a}, {self.random.randint(0, 3)}))",
            f"summed(point({a}, {b}), nearest({b}, {a}, n))",
            f"same(point({b}, {a}))[::-1]",
            f"either({a} * {a}, {b}, i)",
            f"scaled({a}, {b})",
            f"np.array([{a}[0], 2, {b}[1]])",
            f"np.copy({a})",
            f"({a} * 0.5 + 1.0)",
            f"({a} * {a} - {a} + s)",
            f"({a} - {a}[::-1] + {a})",
            f"({a} + {a}[:1])",
            f"np.where({a} > 1, {a}, s)",
            f"{a}.reshape(1, -1)[0]",
            f"np.sum(np.array([{a}[:2], {b}[:2]]), axis=1)",
            f"np.asarray({a})",
            f"{a}[i:]",
            f"same({a}[::-1])",
            f"{a}[: {self.random.randint(1, 4)}]",
            a,
        ]
        return self.random.choice(forms)

    def block(self, indent: int, depth: int, in_loop: bool) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.statement(indent, depth, in_loop)

    def statement(self, indent: int, depth: int, in_loop: bool) -> None:
        which = self.random.random()
        if depth and which < 0.22:
            self.try_statement(indent, depth - 1, in_loop)
        elif depth and which < 0.36:
            self.add(indent, f"for k{depth} in range({self.random.randint(1, 4)}):")
            self.block(indent + 1, depth - 1, True)
        elif depth and which < 0.48:
            self.add(indent, f"if {self.random.choice(['s > 9', 'i > 1', 'n == 2', self.name() + '[1] == 0'])}:")
            self.block(indent + 1, depth - 1, in_loop)
        elif which < 0.52:
            self.add(indent, f"raise {self.random.choice(['ValueError', 'IndexError'])}")
        elif which < 0.56 and in_loop:
            self.add(indent, self.random.choice(["break", "continue"]))
        elif which < 0.59:
            self.add(indent, f"return {self.array()}[0]")
        elif which < 0.69:
            self.add(indent, f"{self.name()}[{self.random.choice('01i')}] += s + 1")
        elif which < 0.72:
            self.add(indent, f"{self.name()} += {self.random.choice([self.name(), 'i', self.name() + ' * 2'])}")
        elif which < 0.74:
            self.add(indent, f"s += np.max({self.array()}) + len({self.array()})")
        elif which < 0.77:
            self.add(indent, f"s += {self.array()}[{self.random.choice('01i')}]")
        elif which < 0.85:
            a, b = self.random.sample(NAMES, 2)
            pair = self.random.choice([f"{b}, {a}", f"both({a}, {b})", f"{self.array()}, {self.array()}"])
            self.add(indent, f"{a}, {b} = {pair}")
        else:
            self.add(indent, f"{self.name()} = {self.array()}")

    def try_statement(self, indent: int, depth: int, in_loop: bool) -> None:
        self.add(indent, "try:")
        self.block(indent + 1, depth, in_loop)
        catches = self.random.random() < 0.75
        if catches:
            self.add(indent, f"except {self.random.choice(CLASSES)}:")
            self.block(indent + 1, depth, in_loop)
        if not catches or self.random.random() < 0.3:
            self.add(indent, "finally:")
            self.block(indent + 1, min(depth, 1), in_loop)


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error).__name__


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(COUNT))
def test_counts_are_exact(seed):
    text = "\n".join(Program(seed).lines)
    namespace = globals().copy()
    exec(text, namespace)
    function = namespace["f"]
    compiled = cfunc("float64(int64, int64)")(function)
    for n in (2, 100):
        for i in range(4):
            expected = outcome(function, n, i)
            found = outcome(compiled, n, i)
            assert found == expected or (found != found and expected != expected), f"f({n}, {i})\n{text}"
            assert _core.test_heap(-1) <= 0, text
    runs_out_of_memory(lambda: outcome(compiled, 100, 2), 12, text)
