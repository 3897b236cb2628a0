"""Random structs by value, both ways: callbacks that C calls, as gcc and clang pass them, and results that C gets.

UPCALL_RANDOM_STRUCTS is how many; the default is for each run of the tests."""

import copy
import ctypes
import os
import random
import shutil
import subprocess

import numpy as np
import pytest

from upcall import CompileError, cfunc, from_dtype

COUNT = int(os.environ.get("UPCALL_RANDOM_STRUCTS", "200"))
BATCH = 100
NUMBERS = {
    "signed char": "i1",
    "unsigned char": "u1",
    "short": "i2",
    "unsigned short": "u2",
    "int": "i4",
    "unsigned": "u4",
    "long": "i8",
    "unsigned long": "u8",
    "float": "f4",
    "double": "f8",
    "float _Complex": "c8",
    "double _Complex": "c16",
}
COMPILERS = [name for name in ("gcc", "clang-22", "clang") if shutil.which(name)][:2]
pytestmark = pytest.mark.skipif(not COMPILERS, reason="no C compiler")


class Struct:
    """A C struct or union: its body in C, its dtype once offsets are known, and the paths of its numbers."""

    def __init__(self, rng, depth=0):
        self.is_union = rng.random() < 0.12
        self.is_packed = rng.random() < 0.2
        self.fields = []
        small = rng.random() < 0.7
        for i in range(rng.randint(1, 3 if small else 7)):
            inner = Struct(rng, depth + 1) if depth < 2 and rng.random() < 0.2 else None
            number = rng.choice(list(NUMBERS))
            if small and not inner and rng.random() < 0.6:
                number = rng.choice(["signed char", "short", "int", "float", "float", "double"])
            lengths = rng.choice([(), (), (), (2,), (3,), (2, 2)])
            self.fields.append((f"m{i}", number, inner, lengths))

    def body(self):
        members = "".join(
            f"{inner.body() if inner else number} {name}{''.join(f'[{n}]' for n in lengths)};"
            for name, number, inner, lengths in self.fields
        )
        attribute = " __attribute__((packed))" if self.is_packed else ""
        return f"{'union' if self.is_union else 'struct'}{attribute} {{{members}}}"

    def differs(self):
        """Do compilers pass it in different places? GCC looks at the first element of an array alone."""
        return self.dtype()[0].itemsize <= 16 and self.has_packed_in_arrays()

    def has_packed_in_arrays(self):
        return any(
            inner and ((lengths and inner.is_odd()) or inner.has_packed_in_arrays())
            for _, _, inner, lengths in self.fields
        )

    def is_odd(self):
        """Fields lie where C has them only because it is packed."""
        dtype, _ = self.dtype()
        loose = copy.deepcopy(self)
        loose.pack(False)
        return dtype != loose.dtype()[0]

    def pack(self, is_packed):
        self.is_packed = is_packed
        for _, _, inner, _ in self.fields:
            if inner:
                inner.pack(is_packed)

    def dtype(self):
        formats, offsets, at, strictest = [], [], 0, 1
        for _, number, inner, lengths in self.fields:
            element, alignment = inner.dtype() if inner else self.number(number)
            alignment = 1 if self.is_packed else alignment
            at = 0 if self.is_union else -(-at // alignment) * alignment
            formats.append(np.dtype((element, lengths)))
            offsets.append(at)
            at += formats[-1].itemsize
            strictest = max(strictest, alignment)
        size = max(at + f.itemsize for at, f in zip(offsets, formats, strict=True))
        size = -(-size // strictest) * strictest
        names = [name for name, *_ in self.fields]
        return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size}), strictest

    @staticmethod
    def number(name):
        dtype = np.dtype(NUMBERS[name])
        return dtype, dtype.itemsize // 2 if dtype.kind == "c" else dtype.itemsize


EXTRAS = ["int", "double", "float", "long", "short"]


def program(structs, extras):
    """For each struct a function of C's that calls a callback with it, among other arguments, and keeps what that returns."""
    lines = []
    for i, (struct, around) in enumerate(zip(structs, extras, strict=True)):
        lines.append(f"typedef {struct.body()} S{i}; unsigned long size{i} = sizeof(S{i});")
        before = [f"{t} a{k}" for k, t in enumerate(around[0])]
        after = [f"{t} b{k}" for k, t in enumerate(around[1])]
        parameters = ", ".join([*before, f"S{i} s", f"S{i} t", *after])
        names = ", ".join(
            [*(f"{k + 1}" for k in range(len(before))), "*s", "*t", *(f"{k + 101}" for k in range(len(after)))]
        )
        lines.append(f"void call{i}(S{i} (*f)({parameters}), S{i} *s, S{i} *t, S{i} *r) {{ *r = f({names}); }}")
    return "\n".join(lines)


def compiled(folder, compiler, source, name):
    path = folder / f"{name}-{compiler}.so"
    (folder / f"{name}.c").write_text(source)
    optimised = random.Random(source).choice(["-O0", "-O2"])
    subprocess.run(
        [compiler, "-std=gnu17", optimised, "-w", "-shared", "-fPIC", "-o", path, folder / f"{name}.c"], check=True
    )
    return ctypes.CDLL(str(path))


def leaves(dtype, at=0):
    """The bytes that a value has, without its padding."""
    if dtype.subdtype:
        element, shape = dtype.subdtype
        return [b for k in range(int(np.prod(shape))) for b in leaves(element, at + k * element.itemsize)]
    if dtype.names is None:
        return list(range(at, at + dtype.itemsize))
    return [b for name in dtype.names for b in leaves(dtype.fields[name][0], at + dtype.fields[name][1])]


def callback(dtype, around):
    words = {"int": "int32", "double": "float64", "float": "float32", "long": "int64", "short": "int16"}
    record = from_dtype(dtype)
    types = [*(words[t] for t in around[0]), str(record), str(record), *(words[t] for t in around[1])]
    names = [*(f"a{k}" for k in range(len(around[0]))), "s", "t", *(f"b{k}" for k in range(len(around[1])))]
    sums = [f"a{k} == {k + 1}" for k in range(len(around[0]))] + [f"b{k} == {k + 101}" for k in range(len(around[1]))]
    namespace = {}
    exec(
        f"def f({', '.join(names)}):\n    if {' and '.join([*sums, 'True'])}:\n        return t\n    return s",
        namespace,
    )
    return cfunc(f"{record}({', '.join(types)})")(namespace["f"])


def values(dtype, rng):
    raw = bytearray(rng.randbytes(dtype.itemsize))
    return bytes(raw)


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_callbacks(tmp_path, first):
    rng = random.Random(1000 + first)
    structs = [Struct(rng) for _ in range(min(BATCH, COUNT - first))]
    extras = [
        (
            [rng.choice(EXTRAS) for _ in range(rng.choice([0, 1, 3, 5, 8]))],
            [rng.choice(EXTRAS) for _ in range(rng.choice([0, 1, 3]))],
        )
        for _ in structs
    ]
    source = program(structs, extras)
    libraries = [compiled(tmp_path, compiler, source, f"structs{first}") for compiler in COMPILERS]
    for i, (struct, around) in enumerate(zip(structs, extras, strict=True)):
        dtype, _ = struct.dtype()
        assert dtype.itemsize == ctypes.c_ulong.in_dll(libraries[0], f"size{i}").value, struct.body()
        if struct.differs():
            with pytest.raises(CompileError, match="C compilers differ"):
                callback(dtype, around)
            continue
        f = callback(dtype, around)
        kept = leaves(dtype)
        for library in libraries:
            s, t = (ctypes.create_string_buffer(values(dtype, rng), dtype.itemsize) for _ in range(2))
            r = ctypes.create_string_buffer(dtype.itemsize + 8)
            r.raw = b"\x5a" * (dtype.itemsize + 8)
            getattr(library, f"call{i}")(ctypes.c_void_p(f.address), s, t, r)
            assert [r.raw[b] for b in kept] == [t.raw[b] for b in kept], (struct.body(), around)
            assert r.raw[dtype.itemsize :] == b"\x5a" * 8
        words = [np.frombuffer(bytes(x.raw), dtype)[0] for x in (s, t)]
        arguments = [*(k + 1 for k in range(len(around[0]))), *words, *(k + 101 for k in range(len(around[1])))]
        given = f(*arguments).tobytes()
        assert [given[b] for b in kept] == [t.raw[b] for b in kept], (struct.body(), around)
