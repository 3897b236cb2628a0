"""Random structs of C: their text, their dtype, and what C compilers make of them."""

import copy
import ctypes
import os
import pathlib
import random
import shutil
import subprocess

import numpy as np

COUNT = int(os.environ.get("UPCALL_RANDOM_STRUCTS", "200"))
COMPILERS = [name for name in ("gcc", "clang-22", "clang") if shutil.which(name)][:2]
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


def compiled(folder, compiler, source, name):
    folder = pathlib.Path(folder)
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
