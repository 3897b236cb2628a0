"""Random programs of array expressions and stores to memory that overlaps: all is as if each right side were complete first.

The oracle is NumPy on the same memory, where what is stored is copied before (NumPy's own slice copies of different steps are wrong
where they overlap). More of them: `UPCALL_PROGRAMS=5000 make test T=random_stores`."""

from __future__ import annotations

import ctypes
import os
import random
import types
from typing import Any

import numpy as np
import pytest
from compiling import cfunc

from upcall import carray, farray

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "80"))
SIZE = 128  # elements of the memory
VIEWS = 3
DTYPES = ("float64", "float32", "int64", "int16", "complex128")
OPERATORS = ("+", "-", "*")


class Program:
    """A function of pointers into one memory, as text: views of it, and stores to parts of them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.dtype = self.random.choice(["float64"] * 4 + list(DTYPES))
        self.ndim = self.random.choice((1, 1, 2))
        self.count = 0
        self.offsets = [self.random.choice((0, 0, 1, 2, 3, 8, 17)) for _ in range(VIEWS)]
        self.kept: list[str] = []
        pointers = ", ".join(f"p{i}" for i in range(VIEWS))
        self.lines = [f"def f({pointers}, n, m):"]
        shape = "n" if self.ndim == 1 else "(n, m)"
        for i in range(VIEWS):
            make = "carray" if self.ndim == 1 or self.random.random() < 0.7 else "farray"
            self.lines.append(f"    a{i} = {make}(p{i}, {shape})")
        for _ in range(self.random.randint(1, 4)):
            self.statement()
        self.text = "\n".join(self.lines) + "\n"

    def view(self) -> str:
        return f"a{self.random.randrange(VIEWS)}"

    def part(self) -> str:
        """A view of the shape that all operands have."""
        view = self.view()
        if self.ndim == 2 and self.random.random() < 0.2:
            return f"{view}[{self.random.choice((0, -1))}]"  # a row: it is stretched
        if self.ndim == 1:
            return self.random.choice((view, view, f"{view}[::-1]", f"{view}[:1]", f"{view}[-1:]"))
        return self.random.choice(
            (view, view, f"{view}[::-1]", f"{view}[:, ::-1]", f"{view}[:1]", f"{view}[:, -1:]", f"{view}[0:1, ::-1]")
        )

    def operand(self, depth: int) -> str:
        draw = self.random.random()
        if depth and draw < 0.55:
            return self.expression(depth - 1)
        if draw < 0.7:
            return str(self.random.choice((2, 3, 1)))
        if draw < 0.8 and self.kept:
            return self.random.choice(self.kept)
        return self.part()

    def expression(self, depth: int) -> str:
        if self.random.random() < 0.1:
            return f"(-{self.part()})"
        left, right = self.part() if self.random.random() < 0.5 else self.operand(depth), self.operand(depth)
        return f"({left} {self.random.choice(OPERATORS)} {right})" if left != right else f"({self.part()} + {left})"

    def array(self, depth: int) -> str:
        """Surely an array with all axes."""
        return f"({self.view()} {self.random.choice(OPERATORS)} {self.operand(depth)})"

    def target(self) -> str:
        if self.ndim == 1:
            return self.view() + self.random.choice(("[:]", "[...]", "[::-1]"))
        return self.view() + self.random.choice(("[:]", "[...]", "[::-1]", "[:, ::-1]", "[::-1, ::-1]"))

    def statement(self) -> None:
        draw = self.random.random()
        if draw < 0.25:
            self.count += 1
            self.lines.append(f"    t{self.count} = {self.array(1)}")
            self.kept.append(f"t{self.count}")
        elif draw < 0.4:
            self.lines.append(f"    {self.view()} {self.random.choice(OPERATORS)}= {self.operand(1)}")
        elif draw < 0.5:
            self.lines.append(f"    {self.target()} = {self.random.choice((0, 1, 7))}")
        elif draw < 0.6 and self.ndim == 2:
            self.lines.append(
                f"    {self.view()}[{self.random.choice((0, -1))}] = {self.view()}[0] + {self.view()}[-1]"
            )
        elif draw < 0.75 and self.ndim == 1:
            self.shifted()
        else:
            self.lines.append(
                f"    {self.target()} = {self.random.choice((self.part(), self.array(2), self.expression(2)))}"
            )

    def shifted(self) -> None:
        """Slices of one length that begin anywhere, with steps."""
        step, length = self.random.choice((1, 1, 2, 3)), "n // 4"
        texts = []
        for _ in range(3):
            start = self.random.randint(0, 2)
            texts.append(f"{self.view()}[{start}:{start} + {step} * ({length}):{step}]")
        self.lines.append(f"    {texts[0]} = {texts[1]} {self.random.choice(OPERATORS)} {texts[2]}")

    @property
    def oracle_text(self) -> str:
        lines = []
        for line in self.lines:
            left, _, right = line.partition(" = ")
            is_store = line.startswith("    a") and "[" in left and right
            lines.append(f"{left} = copied({right})" if is_store else line)
        return "\n".join(lines) + "\n"

    @property
    def signature(self) -> str:
        pointers = ", ".join([f"CPointer({self.dtype})"] * VIEWS)
        return f"void({pointers}, intp, intp)"

    def memory(self) -> np.ndarray:
        numbers = np.random.default_rng(len(self.text)).integers(-3, 4, SIZE)
        return numbers.astype(self.dtype)


def whole(memory: np.ndarray, shape: Any) -> np.ndarray:
    return memory[: int(np.prod(shape))].reshape(shape)


def whole_f(memory: np.ndarray, shape: Any) -> np.ndarray:
    return memory[: int(np.prod(shape))].reshape(shape, order="F")


def copied(value: Any) -> Any:
    return np.array(value)


def expected(program: Program, memory: np.ndarray, n: int, m: int) -> None:
    names: dict[str, Any] = {"carray": whole, "farray": whole_f, "copied": copied, "np": np}
    exec(program.oracle_text, names)
    with np.errstate(all="ignore"):
        names["f"](*(memory[offset:] for offset in program.offsets), n, m)


def shapes(program: Program) -> list[tuple[int, int]]:
    if program.ndim == 1:
        return [(1, 0), (2, 0), (7, 0), (33, 0), (60, 0)]
    return [(1, 1), (1, 5), (5, 1), (3, 4), (5, 5), (8, 9)]


@pytest.mark.parametrize("seed", range(COUNT))
def test_random_stores(seed: int) -> None:
    program = Program(seed)
    names: dict[str, Any] = {"carray": carray, "farray": farray, "np": np}
    exec(program.text, names)
    f = names["f"]
    assert isinstance(f, types.FunctionType)
    compiled = cfunc(program.signature)(f)
    for n, m in shapes(program):
        memory = program.memory()
        wanted = memory.copy()
        expected(program, wanted, n, m)
        addresses = [memory.ctypes.data + offset * memory.itemsize for offset in program.offsets]
        compiled.ctypes(*(ctypes.c_void_p(address) for address in addresses), n, m)
        equal = np.array_equal(memory, wanted, equal_nan=True)
        assert equal, f"{program.text}n = {n}, m = {m}, offsets {program.offsets}, {program.dtype}\n{memory}\n{wanted}"
