"""Random programs of whole arrays: views that outlive what they were made from, expressions kept over stores to memory that
they read, helpers that store or give back what they are given, closures over arrays, loops, raises and handlers. What they return
or raise and what is in memory then is as in Python, and no block is left, also where there was no memory for one.

More of them: `UPCALL_PROGRAMS=5000 make test T=random_arrays`."""

from __future__ import annotations

import ctypes
import os
import random
import traceback
from collections.abc import Callable
from typing import Any

import array_programs
import numpy as np
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

from upcall import CompileError, _core, carray

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "40"))
SIGNATURE = "float64(float64*, float64*, float64*, int64, int64, int64)"
SIZE = 64  # elements of the memory
ONE, TWO, NUMBERS = "abcde", "mk", "st"  # variables: arrays of one and two dimensions, floats
CLASSES = ("IndexError", "ValueError", "(IndexError, ValueError)", "Exception", "KeyError")
FILES = (__file__, array_programs.__file__)
captured = np.arange(6.0)


def pair(x):
    return x + 1.0, x


def nested(x, y):
    a, b = both(x, y)
    (c, d), e = (pair(a), b)
    return c - d + e


def squared(x):
    return x * x


def scaled(x, by=2.0, *, up=1.0):
    return x * by + up


def sum_of(function, *arrays):
    return function(arrays[0]) + function(arrays[-1])


def normalised(x):
    d = x - np.mean(x)
    return d, np.sum(squared(d))


def bump(x, i):
    x[i] += 1.0
    return x


def bump_captured(i):
    captured[i] += 1.0
    return captured


def keep(x, y):
    d = x * 2.0
    y[0] += 1.0
    return d + y


def chain(x, k):
    return x if k <= 0 else chain(x + k, k - 1)


def chain_of_handlers(x, k):
    if k <= 0:
        raise IndexError
    try:
        return chain_of_handlers(x * 2.0, k - 1) + x
    except IndexError:
        return x
    finally:
        k = 3


def tail_of_new(x):
    y = x + 1.0
    return y[::-1]


def total(x):
    s = 0.0
    for v in x:
        s += v
    return s


def rows(m):
    s = 0.0
    for k, row in enumerate(m):
        row[0] += k
        s += total(row)
    return s


def copied(x):
    """What is stored in Python: NumPy's slice copies are wrong where they overlap."""
    return np.array(x, copy=True)


class Program:
    """A function of three pointers into one memory and three ints, as it is compiled and as Python runs it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.lines: list[tuple[str, str]] = []
        pick = self.random.choice
        self.add(0, "def f(p, q, r, n, i, j):")
        self.add(1, "s = 0.0")
        self.add(1, "t = 1.0")
        self.add(1, "a = carray(p, n)")
        self.add(1, "b = carray(q, n)")
        self.add(1, "m = carray(r, (2, n))")
        self.add(1, f"c = {pick(['make(n)', 'np.ones(n)', 'np.full(3, 2.0)', 'same(a)', 'captured[:n]', 'a + b'])}")
        self.add(1, f"d = {pick(['b', 'np.zeros(n)', 'a * 2.0', 'make(3)', 'c[::-1]'])}")
        self.add(1, f"e = {pick(['c', 'np.zeros_like(a)', 'b - a', 'm[1]', 'm[0] + 1.0'])}")
        self.add(1, f"k = {pick(['m', 'np.zeros((2, n))', 'm + 1.0', 'm.T', 'np.ones((n, n))', 'np.zeros((2, 3))'])}")
        for _ in range(self.random.randint(4, 8)):
            self.statement(1, 3, False)
        self.add(1, "return s + t + c[0] + 3 * d[0] + 5 * e[-1] + 7 * k[0, 0] + 11 * k[-1, -1]")

    def text(self, which: int) -> str:
        return "\n".join(line[which] for line in self.lines) + "\n"

    def add(self, indent: int, line: str, in_python: str | None = None) -> None:
        pad = "    " * indent
        self.lines.append((pad + line, pad + (in_python or line)))

    def new(self) -> str:
        self.count += 1
        return f"z{self.count}"

    # --- expressions

    def one(self) -> str:
        return self.random.choice(ONE)

    def two(self) -> str:
        return self.random.choice(TWO)

    def index(self) -> str:
        return self.random.choice(["0", "0", "1", "-1", "i", "i", "j", "-2"])

    def constant(self) -> str:
        return self.random.choice(["1.0", "2.0", "3.0", "0.5", "-1.0", "0.0"])

    def size(self) -> str:
        return self.random.choice(["n"] * 5 + ["2", "3", "1", "0", "100"])

    def slice(self) -> str:
        pick = self.random.choice
        if self.random.random() < 0.45:
            return pick([":", "...", "1:", ":-1", "i:", ":j", "1:-1", "i:i + 2", "::-1", "::2"])
        bounds = ["", "", "1", "i", "-1", "n", "2", "j", "n - 1", "0"]
        return f"{pick(bounds)}:{pick(bounds)}{pick(['', '', ':1', ':-1', ':2', ':-2', ':3'])}"

    def number(self, depth: int = 1) -> str:
        pick = self.random.choice
        forms = [self.constant(), pick(NUMBERS), f"{self.one()}[{self.index()}]", f"{self.two()}[{self.index()}, -1]"]
        if depth:
            x = self.vector(1)
            forms += [f"({self.number(0)} {pick('+-*')} {self.number(0)})", f"total({x})", f"rows({self.two()})"]
            forms += [f"np.sum(squared({x}))", f"normalised({x})[1]", f"np.sum(scaled({x}, by={self.one()}))"]
            forms += [f"np.sum({x})", f"np.dot({x}, {self.one()})", f"sum(z[0] for z in ({x}, {self.one()}))"]
        return pick(forms)

    def vector(self, depth: int = 2) -> str:
        pick = self.random.choice
        if depth <= 0 or self.random.random() < 0.25:
            return self.one()
        x, y, scalar, i = self.vector(depth - 1), self.vector(depth - 1), self.number(0), self.index()
        if self.random.random() < 0.3:
            return f"({x} {pick('+-*')} {pick([y, y, scalar])})"
        if self.random.random() < 0.25:
            return f"{self.one()}[{self.slice()}]"
        forms = [f"np.abs({x})", f"np.minimum({x}, {y})", f"-{self.one()}", f"({x} > {y}) * {self.constant()}"]
        forms += [f"make({self.size()})", f"np.full({self.size()}, {scalar})", f"np.zeros_like({x})", f"np.copy({x})"]
        forms += [f"make_or_raise({self.size()}, i)", f"same({x})", f"either({x}, {y}, i)", f"both({x}, {y})[0]"]
        forms += [f"pair({x})[{pick('01')}]", f"nested({x}, {y})", f"caught({x}, i)", f"bump({x}, {i})"]
        forms += [f"bump_captured({i})", f"keep({x}, {y})", f"chain({x}, i)", f"chain_of_handlers({x}, i)"]
        forms += [f"squared({x})", f"squared({x} - {y})", f"scaled({x}, up={scalar})", f"scaled({x}, {scalar})"]
        forms += [f"sum_of(squared, {x}, {y})", f"sum_of(lambda v: v * {scalar}, {x})", f"normalised({x})[0]"]
        forms += [f"tail_of_new({x})", f"({self.one()} if s > 20 else {x})", f"{self.matrix(depth - 1)}[{i}]"]
        forms += [f"{self.two()}[:, {i}]", f"np.where({x} > {scalar}, {x}, {y})", f"np.sum({self.matrix(1)}, axis=0)"]
        forms += [f"({self.matrix(1)} @ {x})", f"np.array([{scalar}, {self.number(0)}])"]
        return pick(forms)

    def matrix(self, depth: int = 2) -> str:
        pick = self.random.choice
        if depth <= 0 or self.random.random() < 0.3:
            return self.two()
        m, x = self.matrix(depth - 1), self.vector(1)
        if self.random.random() < 0.3:
            return f"({m} {pick('+-*')} {pick([self.matrix(depth - 1), x, self.number(0)])})"
        forms = [f"same({m})", f"pair({m})[{pick('01')}]", f"np.zeros((2, {self.size()}))", f"chain({m}, i)"]
        forms += [f"np.ones({pick(['(n, n)', '(2, n)', '(1, n)', '(n, 2)', '(2, 1)'])})", f"np.outer({x}, {x})"]
        forms += [f"({self.two()} if i > 1 else {m})", f"{self.two()}[{self.slice()}]", f"{self.two()}.T"]
        forms += [f"{self.two()}[{self.slice()}, {self.slice()}]".replace("..., ...", ":, :"), f"{self.one()}[:, None]"]
        return pick(forms)

    # --- statements

    def block(self, indent: int, depth: int, in_loop: bool) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.statement(indent, depth, in_loop)

    def statement(self, indent: int, depth: int, in_loop: bool) -> None:
        pick, which = self.random.choice, self.random.random()
        if depth and which < 0.10:
            self.try_statement(indent, depth - 1, in_loop)
        elif depth and which < 0.20:
            self.loop(indent, depth - 1)
        elif depth and which < 0.27:
            self.add(indent, f"if {pick(['s > 9', 'i > 1', 'n == 2', self.one() + '[0] == 0', 'j < 0', 't < s'])}:")
            self.block(indent + 1, depth - 1, in_loop)
        elif depth and which < 0.33:
            self.closure(indent)
        elif which < 0.35:
            self.add(indent, f"raise {pick(['ValueError', 'IndexError', 'KeyError'])}")
        elif which < 0.37 and in_loop:
            self.add(indent, pick(["break", "continue"]))
        elif which < 0.385:
            self.add(indent, f"return {self.vector(1)}[0]")
        elif which < 0.62:
            self.store(indent)
        elif which < 0.66:
            self.add(indent, f"{pick(NUMBERS)} {pick(['+=', '=', '-='])} {self.number()}")
        elif which < 0.72:
            a, b = self.random.sample(ONE, 2)
            x, y = self.vector(1), self.vector(1)
            self.add(
                indent,
                f"{a}, {b} = " + pick([f"{b}, {a}", f"both({x}, {y})", f"{x}, {y}", f"pair({x})", self.matrix()]),
            )
        elif which < 0.82:
            self.add(indent, f"{self.two()} = {self.matrix()}")
        else:
            self.add(indent, f"{self.one()} = {self.vector(3)}")

    def loop(self, indent: int, depth: int) -> None:
        pick, z = self.random.choice, self.new()
        which = self.random.random()
        if which < 0.4:
            self.add(indent, f"for {z} in range({pick(['1', '2', '3', 'i', 'n'])}):")
        elif which < 0.6:
            self.add(indent, f"for {z} in {self.vector(1)}:")
        elif which < 0.8:
            self.add(indent, f"for {z} in {self.matrix(1)}:")
            self.add(
                indent + 1, pick([f"c = {z}", f"{z}[0] += 1.0", f"d = {z} + {self.one()}", f"{z}[()] = {z} * 0.5"])
            )
        else:
            self.add(
                indent, f"for {z}, {self.new()} in {pick(['zip(m, a)', f'enumerate({self.matrix(1)})', 'zip(a, c)'])}:"
            )
        self.block(indent + 1, depth, True)

    def store(self, indent: int) -> None:
        pick, which = self.random.choice, self.random.random()
        if which < 0.2:
            self.add(indent, f"{self.one()}[{self.index()}] {pick(['+=', '=', '*='])} {self.number()}")
        elif which < 0.5:
            value = pick([self.vector(2), self.vector(3), self.number()])
            target = f"{self.one()}[{self.slice()}]"
            self.add(indent, f"{target} = {value}", f"{target} = copied({value})")
        elif which < 0.65:
            two = self.two()
            target, value = pick([(f"{two}[{self.index()}]", self.vector()), (f"{two}[...]", self.matrix())])
            self.add(indent, f"{target} = {value}", f"{target} = copied({value})")
        elif which < 0.9:
            target = pick([self.one(), f"{self.one()}[{self.slice()}]"])
            self.add(indent, f"{target} {pick(['+=', '-=', '*='])} {self.vector(2)}")
        else:
            self.add(indent, f"np.{pick(['add', 'subtract'])}({self.vector(1)}, {self.number(0)}, out={self.one()})")

    def closure(self, indent: int) -> None:
        h, z = f"h{self.new()}", self.new()
        if self.random.random() < 0.5:
            self.add(indent, f"def {h}():")
            self.add(indent + 1, f"{self.one()}[{self.index()}] += 1.0")
            self.add(indent, f"{z} = {self.vector(1)} * 2.0")
            self.add(indent, f"{h}()")
            self.add(indent, f"{self.one()} = {z}")
        else:
            self.add(indent, f"{h} = lambda y: y + {self.vector(1)}")
            self.statement(indent, 0, False)
            self.add(indent, f"{self.one()} = {h}({self.vector(1)})")

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


def frames(error: BaseException) -> list[tuple[str, int | None]]:
    """Of the program and what stands in the tests. Compiled, a generator has none, and a recursion not all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [(frame.name, frame.lineno) for frame in frames if frame.filename in ("<string>", *FILES)]
    return [] if any(name.startswith("chain") for name, _ in ours) else [at for at in ours[1:] if at[0] != "<genexpr>"]


def outcome(function: Callable[..., Any], seed: int, n: int, i: int, j: int) -> tuple[Any, np.ndarray]:
    """What it returns or raises, and the memory behind its pointers then, which overlap."""
    draw = random.Random(seed + n)
    memory = (ctypes.c_double * SIZE)(*[float(draw.randint(-3, 5)) for _ in range(SIZE)])
    offsets = (8, 8 + draw.choice([0, 0, 1, n, n, 20, 20, -1]), draw.choice([8, 9, 30, 30, 20]))
    pointers = [ctypes.cast(ctypes.byref(memory, 8 * o), ctypes.POINTER(ctypes.c_double)) for o in offsets]
    captured[:] = range(6)
    try:
        with np.errstate(all="ignore"):
            result: Any = float(function(*pointers, n, i, j))
    except Exception as error:
        result = type(error), frames(error)
    return result, np.concatenate([memory[:], captured])


def names() -> dict[str, Any]:
    """What a program knows."""
    return {**globals(), "carray": carray}


def compiled_or_none(text: str) -> Any:
    """None: it takes an element of a variable that has become a number."""
    namespace = names()
    exec(text, namespace)
    try:
        return cfunc(SIGNATURE)(namespace["f"])
    except CompileError as error:
        if "can't be indexed" not in str(error):
            raise
        return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(COUNT))
def test_as_in_python(seed):
    program = Program(seed)
    compiled = compiled_or_none(program.text(0))
    if compiled is None:
        pytest.skip("it takes an element of a number")
    namespace = names()
    exec(program.text(1), namespace)
    for n, i, j in [(3, 0, 1), (2, 1, -1), (6, 2, 0), (1, 3, 0), (0, 0, -2), (4, 2, 3)]:
        expected, memory_then = outcome(namespace["f"], seed, n, i, j)
        found, memory = outcome(compiled, seed, n, i, j)
        same_kind = isinstance(expected, float) and isinstance(found, float)
        equal = np.isclose(found, expected, rtol=1e-9, equal_nan=True) if same_kind else found == expected
        assert equal, f"f(..., {n}, {i}, {j}): {found}, not {expected}\n{program.text(0)}"
        np.testing.assert_allclose(memory, memory_then, rtol=1e-9, err_msg=program.text(0))
        assert _core.test_heap(-1) <= 0, program.text(0)
    runs_out_of_memory(lambda: outcome(compiled, seed, 4, 2, 1), 8, program.text(0))
