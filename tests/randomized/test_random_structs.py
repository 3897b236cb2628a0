"""Drawn structs through pointers, both ways, against what gcc and clang make of them.

Compiled code reads what C wrote, and writes what C does; the rest of the memory stays, to the bit. cffi and ctypes describe the
same types, where they can.

UPCALL_RANDOM_POINTED_STRUCTS is how many; the default is for each run of the tests."""

import contextlib
import ctypes
import os
import random
import re
import subprocess

import pytest
from c_structs import COMPILERS
from pointed_structs import CStruct, drawn_value

import upcall
from upcall import cfunc, from_dtype, types

COUNT = int(os.environ.get("UPCALL_RANDOM_POINTED_STRUCTS", "60"))
BATCH = 50
pytestmark = pytest.mark.skipif(not COMPILERS, reason="no C compiler")


class Case:
    """A struct, and what is written to its numbers: by C first, then by compiled code."""

    def __init__(self, rng, number):
        self.name = f"S{number}"
        self.is_plain = rng.random() < 0.5
        self.struct = CStruct(rng, plain=self.is_plain)
        self.leaves = list(self.struct.leaves(rng))[:40]
        self.first = [drawn_value(rng, *leaf[1:]) for leaf in self.leaves]
        self.second = [drawn_value(rng, *leaf[1:]) for leaf in self.leaves]

    def source(self):
        name = self.name
        first, second = (
            " ".join(_assigned(leaf, value) for leaf, value in zip(self.leaves, values, strict=True))
            for values in (self.first, self.second)
        )
        return (
            f"typedef {self.struct.body()} {name}; unsigned long size_{name} = sizeof({name});\n"
            f"void first_{name}({name} *p) {{ {first} }}\nvoid second_{name}({name} *p) {{ {second} }}\n"
        )

    def function(self):
        """Counts numbers that aren't what C wrote first, and writes the second ones."""
        lines = ["def f(p):", "    wrong = 0"]
        for (path, *_), value in zip(self.leaves, self.first, strict=True):
            lines += [f"    if p{path} != {_written(value)}:", "        wrong += 1"]
        lines += [
            f"    p{path} = {_written(value)}" for (path, *_), value in zip(self.leaves, self.second, strict=True)
        ]
        namespace = {}
        exec("\n".join([*lines, "    return wrong"]), namespace)
        return cfunc(types.int64(types.CPointer(types.Type(self.struct.record()))))(namespace["f"])


def _written(value):
    """So that it has the zeros that it has: -1j has another one."""
    return f"complex({value.real}, {value.imag})" if isinstance(value, complex) else repr(value)


def _assigned(leaf, value):
    path, number, _ = leaf
    if "omplex" in number:
        return f"__real__ p->{path[1:]} = {value.real}; __imag__ p->{path[1:]} = {value.imag};"
    text = "(-9223372036854775807 - 1)" if value == -(2**63) else repr(int(value) if number == "_Bool" else value)
    return f"p->{path[1:]} = {text};"


def libraries(folder, source):
    (folder / "structs.c").write_text(source)
    for compiler, words in COMPILERS.items():
        path = folder / f"{compiler}.so"
        command = [*words, "-std=gnu17", "-O0", "-w", "-shared", "-fPIC", "-o", path, folder / "structs.c"]
        subprocess.run(command, check=True)
        yield ctypes.CDLL(str(path))


def check(case, library, function, noise):
    size = case.struct.size
    ours, theirs = (ctypes.create_string_buffer(noise[: size + 16], size + 16) for _ in range(2))
    getattr(library, f"first_{case.name}")(ours)
    assert function(ctypes.addressof(ours)) == 0, case.struct.body()
    for name in (f"first_{case.name}", f"second_{case.name}"):
        getattr(library, name)(theirs)
    assert ours.raw == theirs.raw, case.struct.body()


def without_marks(record):
    """Only a cdef and the text of a struct know of bits without a name, and of what is declared aligned."""
    return types.Type(re.sub(r";nameless|;align=\d+", "", str(record)))


def check_descriptions(case):
    record = types.Type(case.struct.record())
    text = f"typedef {case.struct.body()} T;"
    assert without_marks(types.Type(case.struct.body())) == record, text
    with contextlib.suppress(NotImplementedError):  # ctypes has no such struct
        assert without_marks(from_dtype(upcall.cdef(text).T)) == record, text
    cffi = pytest.importorskip("cffi") if case.is_plain else None
    if cffi:
        ffi = cffi.FFI()
        ffi.cdef(text)
        assert from_dtype(ffi.typeof("T")) == record, text


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_structs(tmp_path, first):
    rng = random.Random(7000 + first)
    cases = [Case(rng, number) for number in range(min(BATCH, COUNT - first))]
    functions = [case.function() for case in cases]
    noise = rng.randbytes(1 << 16)
    for library in libraries(tmp_path, "".join(case.source() for case in cases)):
        for case, function in zip(cases, functions, strict=True):
            assert ctypes.c_ulong.in_dll(library, f"size_{case.name}").value == case.struct.size, case.struct.body()
            check(case, library, function, noise)


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_descriptions(first):
    rng = random.Random(7000 + first)
    for number in range(min(BATCH, COUNT - first)):
        check_descriptions(Case(rng, number))
