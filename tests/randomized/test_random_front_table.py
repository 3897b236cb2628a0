"""Random factories, their captured things changed between two calls: closures from the front table do what a compile anew does,
and Python."""

import os
import random
import types as python_types

import numpy as np
import pytest

from upcall import CompileError, cfunc

SEEDS = range(40)
CALLS = 14


class Cell:
    """A thing of a factory: an expression of it, and values that come one after another."""

    def __init__(self, random, number):
        self.random = random
        self.name = f"c{number}"

    def number(self):
        r = self.random
        kind = r.choice([int, int, float, float, bool, np.float64, np.float32, np.int64, np.int16])
        return kind(r.choice([-2, -1, 0, 1, 2, 3, 5, 7]) * (0.5 if kind in (float, np.float64, np.float32) else 1))

    def like(self, value):
        """Mostly of the class of the one before."""
        return type(value)(self.random.randrange(0, 8)) if self.random.random() < 0.8 else self.number()


class Number(Cell):
    uses = ("x * {}", "x + {}", "({} if x > 0 else x)", "x - {} * {}", "(x if {} == 2 else -x)", "(x if {} else -x)")

    def first(self):
        return self.number()

    def expression(self):
        return self.random.choice(self.uses).replace("{}", self.name)

    next = Cell.like


class Tuple(Cell):
    def first(self):
        return (self.number(), (self.number(), 2.0), "text")

    def expression(self):
        return f"x * {self.name}[0] + {self.name}[1][{self.random.choice([0, 1])}] + len({self.name})"

    def next(self, value):
        if self.random.random() < 0.2:
            return (*value, self.number())
        return (self.like(value[0]), (self.like(value[1][0]), 2.0), *value[2:])


class Array(Cell):
    def first(self):
        r = self.random
        dtype = r.choice(["f8", "f4", "i8", "u1"])
        return np.arange(r.randrange(1, 9)).astype(dtype)[:: r.choice([1, 1, 2])]

    def expression(self):
        return self.random.choice(["x + {}[0] * {}.size", "x + {}[-1]", "x * {}.sum()", "x + len({})"]).replace(
            "{}", self.name
        )

    def next(self, value):
        r = self.random
        other = np.arange(r.randrange(1, 9)).astype(value.dtype)[:: r.choice([1, 1, 2])]
        return other if r.random() < 0.8 else self.first()


class Object(Cell):
    class Base:
        base = 1.5

    def first(self):
        made = self.random.choice([self.Base, python_types.SimpleNamespace])()
        made.rate, made.base = self.number(), self.number()
        return made

    def expression(self):
        return f"x * {self.name}.rate + {self.name}.base"

    def next(self, value):
        if self.random.random() < 0.3:
            value.rate = self.like(value.rate)  # the same object, patched
            return value
        if self.random.random() < 0.2:
            return self.first()
        made = type(value)()
        made.rate, made.base = self.like(value.rate), self.like(value.base)
        return made


class Helper(Cell):
    def first(self):
        made = {}
        k, d = self.number(), self.number()
        body = self.random.choice(["y * k + d", "y - d", "abs(y) + k", "y * 2"])
        exec(f"def make(k, d):\n def helper(y, d=d): return {body}\n return helper", made)
        helper = made["make"](k, d)
        helper.make = made["make"]
        return helper

    def expression(self):
        return self.random.choice(["{}(x)", "{}(x, 2.5)", "{}(x) + {}(x + 1)"]).replace("{}", self.name)

    def next(self, value):
        r = self.random
        if r.random() < 0.2:
            return self.first()
        if r.random() < 0.3:
            value.__defaults__ = (self.like(value.__defaults__[0]),)
            return value
        helper = value.make(self.number(), self.like(value.__defaults__[0]))
        helper.make = value.make
        return helper


def program(random):
    cells = [
        random.choice([Number, Number, Tuple, Array, Object, Helper])(random, i) for i in range(random.randrange(1, 4))
    ]
    owners = [random.choice(["cell", "cell", "cell", "default", "global"]) for _ in cells]
    inside = [c.name for c, owner in zip(cells, owners, strict=True) if owner != "global"]
    defaults = ", ".join(f"{c.name}={c.name}" for c, owner in zip(cells, owners, strict=True) if owner == "default")
    sums = " + ".join(c.expression() for c in cells)
    source = f"""
def make({", ".join(inside)}):
    def inner(x{", " + defaults if defaults else ""}):
        return {sums}
    @cfunc("float64(float64)", cache=cached)
    def f(x):
        return inner(x)
    return f
"""
    return source, cells, owners


def result(f, x):
    try:
        with np.errstate(all="ignore"):
            return float(f(x))
    except (ArithmeticError, IndexError) as error:
        return type(error)


def compiled(names, arguments, front):
    """`front`: of UPCALL_FRONT, or "anew"."""
    os.environ["UPCALL_FRONT"] = front
    names["cached"] = front != "anew"
    try:
        return names["make"](*arguments)
    except CompileError as error:
        return error.name


@pytest.fixture(autouse=True)
def _restored(monkeypatch):
    monkeypatch.setenv("UPCALL_FRONT", "1")


@pytest.mark.parametrize("seed", SEEDS)
def test_random_factory(seed):
    r = random.Random(seed)
    source, cells, owners = program(r)
    names = {"cfunc": cfunc}
    exec(source, names)
    values = [c.first() for c in cells]
    for _ in range(CALLS):
        names.update({c.name: v for c, v, owner in zip(cells, values, owners, strict=True) if owner == "global"})
        arguments = [v for v, owner in zip(values, owners, strict=True) if owner != "global"]
        f = compiled(names, arguments, r.choice(["1", "1", "0", "verify"]))
        g = compiled(names, arguments, "anew")
        if isinstance(g, str):
            assert f == g, source
        else:
            for x in (1.5, -2.0):
                got, expected = result(f, x), result(g, x)
                assert got == expected or got != got, (source, arguments)
        change = r.randrange(len(cells))
        values = [
            c.next(v) if i == change or r.random() < 0.3 else v
            for i, (c, v) in enumerate(zip(cells, values, strict=True))
        ]
