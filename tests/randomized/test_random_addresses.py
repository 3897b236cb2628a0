"""Random programs that store addresses of arrays and structs they make, pass them to C, loop, raise and catch: results are those of
Python's own references, whatever has ended meanwhile, and at the end no block is left.

More of them: `UPCALL_PROGRAMS=5000 make test T=random_addresses`."""

from __future__ import annotations

import ctypes
import os
import random

import numpy as np
import pytest
from compiling import cfunc

import upcall
from upcall import _core

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "40"))
SIZES = (3, 400)  # in a slot of the frame, or not

libc = upcall.cdef(
    """
    typedef struct Part { double *data; struct Part *next; } Part;
    void *memcpy(void *to, const void *from, size_t size);
    """,
    "libc.so.6",
)


class References:
    """What programs call libc and ctypes where they run in Python."""

    class Part:
        data = next = None

    @staticmethod
    def memcpy(to, source, size):
        to[: size // 8] = source[: size // 8]

    @staticmethod
    def pointer(part):
        return part


FUNCTIONS = """
def made(n, value, depth):
    if depth:
        return made(n, value, depth - 1)
    part, other, a = libc.Part(), libc.Part(), np.full(n, value)
    part.data, other.data = a + 1.0, a
    part.next, other.next = ctypes.pointer(other), ctypes.pointer(part)
    return part

def filled(part, x, depth):
    if depth:
        filled(part, x, depth - 1)
        return
    other = libc.Part()
    part.data, other.data = x * 2.0, x
    part.next, other.next = ctypes.pointer(other), ctypes.pointer(part)

def may_raise(part, n, i):
    a = np.full(n, 3.0 + i)
    b = a * 2.0
    part.data = a
    libc.memcpy(b, a, 8)
    if i % 2:
        raise ValueError("odd")
    return b

def f(n):
    s, i = 0.0, 0
    x, y, z = np.full(n, 1.0), np.full(n, 2.0), np.full(n, 3.0)
    p, q, r = libc.Part(), libc.Part(), libc.Part()
    p.data, q.data, r.data = x, y, z
    p.next, q.next, r.next = ctypes.pointer(q), ctypes.pointer(r), ctypes.pointer(p)
"""
STATEMENTS = [
    "{x} = {array}",
    "{x} = {array}",
    "{x} += 1.0",
    "{p}.data = {stored}",
    "{p}.data = {stored}",
    "{p}.next = ctypes.pointer({q})",
    "{p} = made(n, {number}, {depth})",
    "filled({p}, {x}, {depth})",
    "libc.memcpy({x}, {y} + 0.5, 16)",
    "{p} = libc.Part(); {p}.data = {x}; {p}.next = ctypes.pointer({q})",
    "s += {p}.data[n - 1]",
    "s += {p}.next.data[0]",
]
END = """
    for w in range(4):
        x, y = np.full(n, 99.0), np.full(n, 98.0)
        s += 0 * x[0] + 0 * y[n - 1]
    s += p.data[0] + 3 * q.data[n - 1] + 5 * r.data[0]
    return s + 7 * p.next.data[n - 1] + 11 * q.next.data[0] + 13 * r.next.next.data[n - 1]
"""


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.block(1, 0, self.random.randint(8, 18))

    def text(self):
        return FUNCTIONS + "\n".join(self.lines) + END

    def add(self, indent, line):
        self.lines.append("    " * indent + line)

    def block(self, indent, depth, count):
        for _ in range(count):
            kind = self.random.choice(["for", "if", "try", *["plain"] * 12] if depth < 2 else ["try", *["plain"] * 12])
            getattr(self, f"{kind}_statement")(indent, depth)

    def plain_statement(self, indent, depth):
        x, y = self.random.choices("xyz", k=2)
        p, q = self.random.sample("pqr", 2)
        number = self.random.randint(1, 9) + 0.0
        arrays = [f"np.full(n, {number})", "np.full(n, 1.0 * i)", f"{y} + 1.0", f"{x} - {y}", f"{y}[:]", y]
        given = {"array": self.random.choice(arrays), "stored": self.random.choice([x, f"{x} + {y}", f"{x}[:]"])}
        statement = self.random.choice(STATEMENTS)
        self.add(indent, statement.format(x=x, y=y, p=p, q=q, number=number, depth=self.random.randrange(2), **given))

    def for_statement(self, indent, depth):
        self.add(indent, f"for {'ij'[depth]} in range({self.random.randint(1, 3)}):")
        self.block(indent + 1, depth + 1, self.random.randint(1, 4))

    def if_statement(self, indent, depth):
        self.add(indent, f"if s % {self.random.randint(2, 4)} < 1:")
        self.block(indent + 1, depth + 1, self.random.randint(1, 3))
        self.add(indent, "else:")
        self.block(indent + 1, depth + 1, self.random.randint(1, 3))

    def try_statement(self, indent, depth):
        self.add(indent, "try:")
        self.add(indent + 1, f"{self.random.choice('xyz')} = may_raise({self.random.choice('pqr')}, n, i)")
        self.add(indent, "except ValueError:")
        self.add(indent + 1, "s += 0.25")


def function_of(text, **names):
    namespace = {"np": np, **names}
    exec(text, namespace)
    return namespace["f"]


@pytest.mark.parametrize("seed", range(COUNT))
def test_addresses_outlive_their_makers(seed):
    text = Program(seed).text()
    expected = function_of(text, libc=References, ctypes=References)
    compiled = cfunc("float64(int64)")(function_of(text, libc=libc, ctypes=ctypes))
    for n in SIZES:
        assert compiled(n) == pytest.approx(expected(n)), f"f({n})\n{text}"
        assert _core.test_heap(-1) <= 0, text
