"""Random structs by value, both ways: callbacks that C calls and C functions that callbacks call, as gcc and clang pass them.

UPCALL_RANDOM_STRUCTS is how many; the default is for each run of the tests."""

import ctypes
import functools
import random
import tempfile

import pytest
from c_structs import COMPILERS, COUNT, MACHINE, Struct, compiled

from upcall import CompileError, Signature, cfunc
from upcall.adapters import by_value

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
        record = self.struct.text()
        before, behind = ([NUMBERS[word] for word in words] for words in (self.before, self.behind))
        return f"{record} (*)({', '.join([*before, record, record, *behind])})"

    def callback(self):
        source = f"lambda {', '.join(self.names())}: t if {self.are_right(' and ') or True} else s"
        return cfunc(self.signature())(eval(source))

    def caller(self):
        """It calls what it is given twice: the second time what the first gave is an argument."""
        record = self.struct.text()
        once, again = (", ".join(map(str, self.given(s, t))) for s, t in (("p[0]", "q[0]"), ("p[0]", "first")))
        source = f"def caller(g, p, q, out):\n    first = g({once})\n    out[0] = g({again})\n    out[1] = first"
        namespace = {}
        exec(source, namespace)
        return cfunc(f"void ({self.signature()}, {record} *, {record} *, {record} *)")(namespace["caller"])


class Memory:
    """Two structs of drawn bytes, and room for two that are made of them, with a guard behind."""

    def __init__(self, rng, struct):
        (self.size, _, _), self.mask = struct.layout(), struct.mask()
        self.s, self.t = (rng.randbytes(self.size) for _ in range(2))
        self.room = Aligned(b"\x5a" * (2 * self.size + 8))

    def is_t(self, found):
        return int.from_bytes(found, "little") & self.mask == int.from_bytes(self.t, "little") & self.mask

    def check(self, count):
        """Is what was made the second struct, as often as it was, and nothing written behind?"""
        made = range(0, count * self.size, self.size)
        left = self.room.raw()[count * self.size :]
        return all(self.is_t(self.room.raw()[at : at + self.size]) for at in made) and not left.strip(b"\x5a")


class Aligned:
    """Memory that begins where a struct may."""

    def __init__(self, content):
        self._memory = ctypes.create_string_buffer(len(content) + 16)
        self._size = len(content)
        self.address = -(-ctypes.addressof(self._memory) // 16) * 16
        ctypes.memmove(self.address, content, len(content))

    def raw(self):
        return ctypes.string_at(self.address, self._size)


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
        size, _, _ = case.struct.layout()
        assert size == ctypes.c_ulong.in_dll(libraries[0], f"size{case.number}").value, case
        try:
            Signature(case.signature())
        except CompileError as error:
            check_refused(case, size, str(error))
        else:
            yield case, libraries


def check_refused(case, size, text):
    if "C compilers differ" in text:
        assert size <= 16, case
        assert case.struct.has_packed_in_arrays() or case.struct.hides_alignment(), case
    else:
        assert "aligned or padded other than C does it" in text, case
        assert size % 16 == 0 or (MACHINE == "aarch64" and size < 32), case  # there it may be of floats alone
        assert case.struct.hides_alignment(), case


BATCHES = pytest.mark.parametrize("first", range(0, COUNT, BATCH))


@BATCHES
def test_callbacks(first, monkeypatch):
    monkeypatch.setattr(by_value, "memory", lambda given, type_: given)
    monkeypatch.setattr(by_value, "record", lambda type_, origin, memory: memory)
    rng = random.Random(first)
    for case, libraries in passed(first):
        f = case.callback()
        for library in libraries:
            memory = Memory(rng, case.struct)
            s, t = Aligned(memory.s), Aligned(memory.t)
            call = getattr(library, f"call{case.number}")
            call(*(ctypes.c_void_p(address) for address in (f.address, s.address, t.address, memory.room.address)))
            assert memory.check(1), case
        assert memory.is_t(f(*case.given(memory.s, memory.t))), case


@BATCHES
def test_calls(first):
    rng = random.Random(first)
    for case, libraries in passed(first):
        f = case.caller()
        for library in libraries:
            memory = Memory(rng, case.struct)
            s, t = Aligned(memory.s), Aligned(memory.t)
            called = ctypes.cast(getattr(library, f"called{case.number}"), ctypes.c_void_p)
            f(called, s.address, t.address, memory.room.address)
            assert memory.check(2), case
