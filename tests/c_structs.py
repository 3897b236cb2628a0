"""Random structs of C: their text, their dtype, and what C compilers make of them."""

import ctypes
import math
import os
import pathlib
import platform
import random
import shutil
import subprocess

import numpy as np

COUNT = int(os.environ.get("UPCALL_RANDOM_STRUCTS", "80"))
MACHINE = platform.machine()
NAMELESS_BITS_ALIGN = MACHINE == "aarch64"
COMMANDS = [
    ("gcc", "gcc"),
    ("gcc", f"{MACHINE}-linux-gnu-gcc"),
    ("clang", "clang-22"),
    ("clang", "clang"),
    ("clang", "clang-22", f"--target={MACHINE}-linux-gnu", "-fuse-ld=lld", "-nostdlib"),
]
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


def makes_code_for_this_machine(command):
    """This one may be emulated by another, whose compilers are found."""
    target = subprocess.run([*command, "-dumpmachine"], capture_output=True, text=True).stdout
    return target.startswith(MACHINE)


def found_compilers():
    """The command of a gcc and of a clang, by these names."""
    usable = [words for words in COMMANDS if shutil.which(words[1]) and makes_code_for_this_machine(words[1:])]
    return {name: list(command) for name, *command in reversed(usable)}


COMPILERS = found_compilers()


class Struct:
    """A C struct or union: its body in C, and what compilers make of it."""

    def __init__(self, rng, depth=0):
        self.is_union = rng.random() < 0.12
        self.is_packed = rng.random() < 0.2
        self.alignment = 16 if rng.random() < 0.08 else 1
        self.members = []
        small = rng.random() < 0.7
        has_bits = rng.random() < 0.25
        for i in range(rng.randint(1, 3 if small else 7)):
            if has_bits and rng.random() < 0.6:
                self.members.append(Bits(rng, f"m{i}"))
                continue
            inner = Struct(rng, depth + 1) if depth < 2 and rng.random() < 0.2 else None
            number = rng.choice(list(NUMBERS))
            if small and not inner and rng.random() < 0.6:
                number = rng.choice(["signed char", "short", "int", "float", "float", "double"])
            self.members.append(Member(f"m{i}", inner or number, rng.choice([(), (), (), (2,), (3,), (2, 2)])))
        if not any(member.name for member in self.members):
            self.members.append(Member("m", "float", ()))

    def body(self):
        members = "".join(member.body() for member in self.members)
        attributes = ["packed"] * self.is_packed + ["aligned(16)"] * (self.alignment > 1)
        attribute = f" __attribute__(({', '.join(attributes)}))" if attributes else ""
        return f"{'union' if self.is_union else 'struct'}{attribute} {{{members}}}"

    def layout(self):
        """Its size and alignment in bytes, and the place of each member in bits."""
        at, end, strictest, places = 0, 0, self.alignment, []
        for member in self.members:
            size, alignment = member.size_and_alignment()
            at = member.place(0 if self.is_union else at, 1 if self.is_packed else 8 * alignment, self.is_packed)
            places.append(at)
            at += member.bits() if isinstance(member, Bits) else 8 * size
            end = max(end, at)
            aligns = not self.is_packed and (member.name or NAMELESS_BITS_ALIGN)
            strictest = max(strictest, alignment if aligns else 1)
        size = -(-end // 8)
        return -(-size // strictest) * strictest, strictest, places

    def text(self):
        """As a type of upcall."""
        size, alignment, places = self.layout()
        nameless = ";nameless" if any(member.name is None for member in self.members) else ""
        fields = [
            member.text(place) for member, place in zip(self.members, places, strict=True) if member.name is not None
        ]
        return f"Record({','.join(fields)};{size};True{nameless}{f';align={alignment}' if alignment > 8 else ''})"

    def mask(self):
        """The bits that a value has, without its padding, as an int."""
        _, _, places = self.layout()
        mask = 0
        for member, place in zip(self.members, places, strict=True):
            mask |= member.mask() << place
        return mask

    def has_packed_in_arrays(self, in_array=False):
        """Has it packed structs in arrays? GCC looks at the first of an array alone, so compilers may differ."""
        inner = [(member.type, bool(member.lengths)) for member in self.members if isinstance(member, Member)]
        return (in_array and self.is_packed) or any(
            struct.has_packed_in_arrays(in_array or is_array)
            for struct, is_array in inner
            if isinstance(struct, Struct)
        )

    def hides_alignment(self):
        """Is there something inside that lies or ends elsewhere than what has a name asks for?"""
        inner = [member.type for member in self.members if isinstance(member, Member)]
        return (
            self.is_packed
            or any(member.name is None for member in self.members)
            or any(struct.hides_alignment() for struct in inner if isinstance(struct, Struct))
        )


class Member:
    """A number, a struct, or an array of them."""

    def __init__(self, name, type_, lengths):
        self.name, self.type, self.lengths = name, type_, lengths

    def body(self):
        type_ = self.type.body() if isinstance(self.type, Struct) else self.type
        return f"{type_} {self.name}{''.join(f'[{n}]' for n in self.lengths)};"

    def count(self):
        return math.prod(self.lengths)

    def one(self):
        if isinstance(self.type, Struct):
            return self.type.layout()[:2]
        dtype = np.dtype(NUMBERS[self.type])
        return dtype.itemsize, dtype.itemsize // 2 if dtype.kind == "c" else dtype.itemsize

    def size_and_alignment(self):
        size, alignment = self.one()
        return size * self.count(), alignment

    def place(self, at, alignment, is_packed):
        step = max(alignment, 8)
        return -(-at // step) * step

    def text(self, place):
        is_struct = isinstance(self.type, Struct)
        type_ = self.type.text() if is_struct else np.dtype(NUMBERS[self.type]).name
        lengths = ", ".join(map(str, self.lengths))
        array = f"nestedarray({type_}, ({lengths},))" if self.lengths else type_
        return f"{self.name}[type={array};offset={place // 8}]"

    def mask(self):
        size, _ = self.one()
        one = self.type.mask() if isinstance(self.type, Struct) else (1 << 8 * size) - 1
        return sum(one << 8 * size * i for i in range(self.count()))


class Bits:
    """A bit-field, or some without a name, which are padding."""

    def __init__(self, rng, name):
        self.type = rng.choice([name for name in NUMBERS if NUMBERS[name][0] in "iu"])
        most = 8 * np.dtype(NUMBERS[self.type]).itemsize
        self.count = rng.choice([1, 3, rng.randint(1, most), most])
        self.name = name if rng.random() < 0.85 else None

    def body(self):
        return f"{self.type} {self.name or ''} : {self.count};"

    def bits(self):
        return self.count

    def size_and_alignment(self):
        size = np.dtype(NUMBERS[self.type]).itemsize
        return size, size

    def place(self, at, alignment, is_packed):
        """In a word of the type, where there is room; packed ones lie without gaps."""
        word = 8 * np.dtype(NUMBERS[self.type]).itemsize
        fits = is_packed or at // word == (at + self.count - 1) // word
        return at if fits else -(-at // word) * word

    def text(self, place):
        type_ = np.dtype(NUMBERS[self.type]).name
        return f"{self.name}[type={type_};offset={place // 8};bits={place % 8}:{self.count}]"

    def mask(self):
        return (1 << self.count) - 1 if self.name else 0


def compiled(folder, compiler, source, name):
    folder = pathlib.Path(folder)
    path = folder / f"{name}-{compiler}.so"
    (folder / f"{name}.c").write_text(source)
    optimised = random.Random(source).choice(["-O0", "-O2"])
    subprocess.run(
        [*COMPILERS[compiler], "-std=gnu17", optimised, "-w", "-shared", "-fPIC", "-o", path, folder / f"{name}.c"],
        check=True,
    )
    return ctypes.CDLL(str(path))
