"""Random structs by value, both ways: callbacks that C calls and C functions that callbacks call, as gcc and clang pass them.

UPCALL_RANDOM_STRUCTS is how many; the default is for each run of the tests."""

import ctypes
import functools
import random
import tempfile

import numpy as np
import pytest
from c_structs import COMPILERS, COUNT, Struct, compiled, leaves

from upcall import CompileError, cfunc, from_dtype

BATCH = 100
NUMBERS = {"int": "int32", "double": "float64", "float": "float32", "long": "int64", "short": "int16"}
pytestmark = pytest.mark.skipif(not COMPILERS, reason="no C compiler")


class Case:
    """A struct, and the numbers in front of two of it and behind them in the arguments of a function."""

    def __init__(self, rng, number):
        self.number = number
        self.struct = Struct(rng)
        self.before = [rng.choice(list(NUMBERS)) for _ in range(rng.choice([0, 1, 3, 5, 8]))]
        self.behind = [rng.choice(list(NUMBERS)) for _ in range(rng.choice([0, 1, 3]))]

    def __repr__(self):
        return f"{self.struct.body()} among {self.before} and {self.behind}"

    def names(self):
        before = [f"a{k}" for k in range(len(self.before))]
        return [*before, "s", "t", *(f"b{k}" for k in range(len(self.behind)))]

    def given(self, s, t):
        """The arguments of a call."""
        return [*range(1, len(self.before) + 1), s, t, *range(101, 101 + len(self.behind))]

    def are_right(self, both):
        pairs = zip(self.names(), self.given(None, None), strict=True)
        return both.join([f"{name} == {value}" for name, value in pairs if value])

    def in_c(self):
        """A function that calls a callback and keeps what that returns; and one that a callback calls."""
        n = self.number
        types = [*self.before, f"S{n}", f"S{n}", *self.behind]
        parameters = ", ".join(f"{type_} {name}" for type_, name in zip(types, self.names(), strict=True))
        values = ", ".join(map(str, self.given("*s", "*t")))
        return f"""typedef {self.struct.body()} S{n}; unsigned long size{n} = sizeof(S{n});
            void call{n}(S{n} (*f)({parameters}), S{n} *s, S{n} *t, S{n} *r) {{ *r = f({values}); }}
            S{n} called{n}({parameters}) {{ return {self.are_right(" && ") or 1} ? t : s; }}"""

    def signature(self):
        record = from_dtype(self.struct.dtype()[0])
        before, behind = ([NUMBERS[word] for word in words] for words in (self.before, self.behind))
        return f"{record} (*)({', '.join([*before, str(record), str(record), *behind])})"

    def callback(self):
        source = f"lambda {', '.join(self.names())}: t if {self.are_right(' and ') or True} else s"
        return cfunc(self.signature())(eval(source))

    def caller(self):
        """It calls what it is given twice: the second time what the first gave is an argument."""
        record = from_dtype(self.struct.dtype()[0])
        once, again = (", ".join(map(str, self.given(s, t))) for s, t in (("p[0]", "q[0]"), ("p[0]", "first")))
        source = f"def caller(g, p, q, out):\n    first = g({once})\n    out[0] = g({again})\n    out[1] = first"
        namespace = {}
        exec(source, namespace)
        return cfunc(f"void ({self.signature()}, {record} *, {record} *, {record} *)")(namespace["caller"])


class Memory:
    """Two structs of drawn bytes, and room for two that are made of them, with a guard behind."""

    def __init__(self, rng, dtype):
        self.size, self.kept = dtype.itemsize, leaves(dtype)
        self.s, self.t = (ctypes.create_string_buffer(rng.randbytes(self.size), self.size) for _ in range(2))
        self.r = ctypes.create_string_buffer(b"\x5a" * (2 * self.size + 8), 2 * self.size + 8)

    def is_t(self, found):
        return [found[b] for b in self.kept] == [self.t.raw[b] for b in self.kept]

    def check(self, count):
        """Is what was made the second struct, as often as it was, and nothing written behind?"""
        made = range(0, count * self.size, self.size)
        return all(self.is_t(self.r.raw[at:]) for at in made) and self.r.raw[count * self.size :].strip(b"\x5a") == b""


@functools.cache
def batch(first):
    rng = random.Random(1000 + first)
    cases = [Case(rng, i) for i in range(min(BATCH, COUNT - first))]
    source = "\n".join(case.in_c() for case in cases)
    with tempfile.TemporaryDirectory(prefix="upcall-structs-") as folder:
        return cases, [compiled(folder, compiler, source, f"structs{first}") for compiler in COMPILERS]


def passed(first):
    """The cases of a batch, without those that aren't passed by value."""
    cases, libraries = batch(first)
    for case in cases:
        dtype, _ = case.struct.dtype()
        assert dtype.itemsize == ctypes.c_ulong.in_dll(libraries[0], f"size{case.number}").value, case
        if not case.struct.differs():
            yield case, dtype, libraries


BATCHES = pytest.mark.parametrize("first", range(0, COUNT, BATCH))


@BATCHES
def test_callbacks(first):
    rng = random.Random(first)
    for case, dtype, libraries in passed(first):
        f = case.callback()
        for library in libraries:
            memory = Memory(rng, dtype)
            getattr(library, f"call{case.number}")(ctypes.c_void_p(f.address), memory.s, memory.t, memory.r)
            assert memory.check(1), case
        records = [np.frombuffer(bytes(x.raw), dtype)[0] for x in (memory.s, memory.t)]
        assert memory.is_t(f(*case.given(*records)).tobytes()), case


@BATCHES
def test_calls(first):
    rng = random.Random(first)
    for case, dtype, libraries in passed(first):
        f = case.caller()
        for library in libraries:
            memory = Memory(rng, dtype)
            called = ctypes.cast(getattr(library, f"called{case.number}"), ctypes.c_void_p)
            f(called, *(ctypes.addressof(x) for x in (memory.s, memory.t, memory.r)))
            assert memory.check(2), case


@BATCHES
def test_where_compilers_differ(first):
    for case in batch(first)[0]:
        if case.struct.differs():
            with pytest.raises(CompileError, match="C compilers differ"):
                case.callback()
