"""Random programs over captured values: as constants (globals), as closure cells of a factory, and with all that can be weak data:
one result, which is Python's. What was compiled for one closure is the code of the next, as far as nothing was decided by what
it holds."""

from __future__ import annotations

import math
import random
from functools import partial

import numpy as np
import pytest
from compiling import cfunc

from upcall import CompileError


class Holder:
    def __init__(self, rate, count, table):
        self.rate, self.count, self.table = rate, count, table


class Program:
    """The body of a function of a float x and an int i."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.is_single = seed % 4 == 3
        self.lines = ["s = 0.0", "m = 1"]
        for _ in range(self.random.randint(1, 4)):
            self.statement(0, 2)
        self.lines.append(f"return s + m + {self.real(2)}")

    def real(self, depth: int) -> str:
        choice = self.random.choice
        atoms = ["x", "x", "a", "b", "c", "t[0]", "t[2][1]", "o.rate", "o.table[1]", "0.5", "s"]
        if not depth or self.random.random() < 0.25:
            return choice(
                [
                    *atoms,
                    f"u[{self.whole(0)} % len(u)]",
                    f"w[{self.whole(0)} % w.shape[0], {self.whole(0)} % w.shape[1]]",
                ]
            )
        x, y, i = self.real(depth - 1), self.real(depth - 1), self.whole(depth - 1)
        forms = [
            f"({x} + {y})",
            f"({x} - {y})",
            f"({x} * {y})",
            f"({x} / {y})",
            f"(-{x})",
            f"({x} * {i})",
            f"({i} + {x})",
        ]
        forms += [f"({x} if {self.condition(depth - 1)} else {y})", f"abs({x})", f"h({x})", f"p({x})", f"h({x}, {y})"]
        if not self.is_single:
            forms += [f"min({x}, {y})", f"max({x}, {y})", f"(abs({x}) ** {choice(['2', 'a', 'k', '0.5', 'o.count'])})"]
        return choice(forms)

    def whole(self, depth: int) -> str:
        atoms = ["i", "i", "k", "n", "m", "t[1]", "t[2][0]", "o.count", "len(u)", "w.shape[1]", "3", "-2", "u.size"]
        if not depth or self.random.random() < 0.3:
            return self.random.choice(atoms)
        x, y = self.whole(depth - 1), self.whole(depth - 1)
        forms = [f"({x} + {y})", f"({x} - {y})", f"({x} * {y} % 1009)", f"({x} // {y})", f"({x} % {y})", f"({x} & {y})"]
        forms += [
            f"({x} if {self.condition(depth - 1)} else {y})",
            f"({x} << ({y} & 3))",
            f"max({x}, {y})",
            f"(k - {x})",
        ]
        forms += [f"(n + {self.random.randint(-2, 2)})", f"t[1:][0] * {x} % 101", "(k ** 2)", "(i ** (k & 3))"]
        return self.random.choice(forms)

    def condition(self, depth: int) -> str:
        forms = ["a < x", "b == c", f"{self.whole(0)} < {self.whole(0)}", "x < o.rate"]
        if depth > 0:
            forms += [f"{self.real(depth - 1)} < {self.real(depth - 1)}", f"{self.whole(depth)} < {self.whole(depth)}"]
        forms += [
            "a",
            "k",
            "k > 3",
            f"{self.whole(depth)} == k",
            "(a, k) == (b, n)",
            "k in (n, 3, i)",
            "(x, a) < (a, x)",
        ]
        return self.random.choice(forms)

    def statement(self, indent: int, depth: int) -> None:
        which = self.random.random()
        line = f"s += {self.real(3)}"
        if which < 0.2:
            line = f"m = ({self.whole(3)}) % 1009"
        elif depth and which < 0.3:
            line = f"if {self.condition(2)}:"
        elif depth and which < 0.45:
            line = self.random.choice(
                ["for j in range(n):", "for j in range(k, n):", "for j in range(0, n, k):", "for j in t[2]:"]
            )
        elif depth and which < 0.55:
            line = self.random.choice(["for j in u:", "for j in range(len(u)):", "for j in t[:2]:"])
        elif which < 0.6:
            line = f"if {self.condition(1)}: raise ValueError(a, k, f'{{n}} {{b}}')"
        self.lines.append("    " * indent + line)
        if line.endswith(":"):
            self.lines.append("    " * (indent + 1) + ("s += j * x" if "for j" in line else "s -= x"))
            self.statement(indent + 1, depth - 1)

    def text(self, indent: int) -> str:
        lines = ["def h(y, d=a): return y * b + d", "p = partial(g, c)", "def f(x, i):"]
        return "\n".join(" " * 4 * indent + line for line in [*lines, *("    " + line for line in self.lines)])


def values(rng, is_reference=False):
    """The captured values; the reference computes with NumPy's floats, which divide by zero as compiled code does."""
    real = np.float64 if is_reference else float
    numbers = [rng.choice([0.0, -0.0, 1.0, 2.0, 0.5, -3.25, 0.1] * 3 + [1e10, math.inf, math.nan]) for _ in range(8)]
    a, b, c, *rest = map(real, numbers)
    k, n, m, q, count = (rng.choice([0, 1, 2, 3, 4, 7, 11]) for _ in range(5))
    u = np.linspace(-1.0, 2.0, rng.randint(1, 9))
    w = np.arange(1.0, 1.0 + 5 * 7).reshape(5, 7)[: rng.randint(1, 5), : rng.randint(1, 7)]
    table = (rest[3], real(1.25)) if rng.random() < 0.8 else (rest[3], rest[4])
    return {
        "a": a, "b": b, "c": c, "k": k, "n": n, "t": (rest[0], m, (q, rest[1])), "u": u, "w": w,
        "o": Holder(rest[2], count, table),
    }  # fmt: skip


def g(c, y):
    return c + y


def as_globals(program, captured):
    names = {**captured, "partial": partial, "g": g}
    exec(program.text(0), names)
    return names["f"]


def factory(program):
    """What makes closures of one code: the second is made without a compile, if nothing was decided by the values."""
    names = {"partial": partial, "g": g}
    exec(f"def make(a, b, c, k, n, t, u, w, o):\n{program.text(1)}\n    return f", names)
    return lambda captured: names["make"](**captured)


def compiled(function, is_single):
    """None, and what it says, where the compile refuses."""
    try:
        return cfunc("float32(float32, int64)" if is_single else "float64(float64, int64)")(function), ""
    except CompileError as error:
        return None, str(error).splitlines()[0].split(": ", 1)[-1]


def outcome(function, x, i):
    try:
        with np.errstate(all="ignore"):
            return float(function(x, i))
    except (ZeroDivisionError, ValueError, IndexError, OverflowError) as error:
        return type(error).__name__


def is_close(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return one == other or (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-9)


@pytest.mark.parametrize("seed", range(120))
def test_random_factories(seed, monkeypatch):
    program = Program(seed)
    make, make_open = factory(program), factory(program)
    for turn in range(4):
        captured = values(random.Random(seed * 100 + turn))
        reference = make(values(random.Random(seed * 100 + turn), is_reference=True))
        ways = [compiled(as_globals(program, captured), program.is_single), compiled(make(captured), program.is_single)]
        # A branch on a global float is decided, one on a float that is data isn't: where it is a float32 beside a constant,
        # that makes a difference of types.
        monkeypatch.setenv("UPCALL_OPEN", "1")
        ways.append(compiled(make_open(captured), program.is_single))
        monkeypatch.delenv("UPCALL_OPEN")
        shown = f"{program.text(0)}\n{captured}\n{[w[1] for w in ways]}"
        assert len({w is None for w, _ in ways[1:]}) == 1, shown
        for x, i in ((1.5, 2), (-0.25, 0), (3.0, -5)):
            x = np.float32(x) if program.is_single else np.float64(x)
            results = [outcome(way, x, i) for way, _ in ways[program.is_single :] if way]
            if not program.is_single and results:
                results.append(outcome(reference, x, i))
            for result in results:
                assert is_close(results[0], result), f"{shown}\nf({x}, {i}): {results}"
