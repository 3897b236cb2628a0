"""Drawn structs of C that are looked at through pointers: their text, and where their numbers lie by the rules of C."""

import platform

NAMELESS_BITS_ALIGN = platform.machine() == "aarch64"
NUMBERS = {
    "signed char": "int8",
    "unsigned char": "uint8",
    "short": "int16",
    "unsigned short": "uint16",
    "int": "int32",
    "unsigned": "uint32",
    "long": "int64",
    "unsigned long": "uint64",
    "_Bool": "boolean",
    "float": "float32",
    "double": "float64",
    "double _Complex": "complex128",
}
WIDTHS = {name: int("".join(filter(str.isdigit, type_)) or 8) for name, type_ in NUMBERS.items()}
BITS = [name for name in NUMBERS if name not in ("float", "double", "double _Complex")]


def _up(place, step):
    return -(-place // step) * step


class Member:
    """Of a struct: a number, a bit-field or a struct, or an array of one of these."""

    def __init__(self, name, number, inner=None, lengths=(), bits=None):
        self.name, self.number, self.inner, self.lengths, self.bits = name, number, inner, lengths, bits

    def size(self):
        """In bits, of an element; with its alignment."""
        if self.inner:
            return 8 * self.inner.size, 8 * self.inner.alignment
        size = WIDTHS[self.number]
        return size, size // 2 if "omplex" in self.number else size

    def declaration(self):
        type_ = self.inner.body() if self.inner else self.number
        width = "" if self.bits is None else f" : {self.bits}"
        return f"{type_} {self.name or ''}{''.join(f'[{n}]' for n in self.lengths)}{width};"


class CStruct:
    """A struct or a union that is drawn."""

    def __init__(self, rng, names=None, depth=0, plain=False):
        self.is_union = rng.random() < 0.15
        self.is_packed = not plain and rng.random() < 0.2
        self.aligned = rng.choice([4, 16, 32]) if not plain and rng.random() < 0.1 else 0
        names = iter(range(1000)) if names is None else names
        self.members = [self._member(rng, names, depth, plain) for _ in range(rng.randint(1, 5))]
        if all(member.name is None and not member.inner for member in self.members):
            self.members.append(Member(f"m{next(names)}", "int"))
        self._lay_out()

    def _member(self, rng, names, depth, plain):
        kind = rng.random()
        if depth < 2 and kind < 0.2:
            inner = CStruct(rng, names, depth + 1, plain)
            is_nameless = rng.random() < 0.4
            return Member(
                None if is_nameless else f"m{next(names)}",
                None,
                inner,
                () if is_nameless else rng.choice([(), (), (2,)]),
            )
        if kind < 0.55:
            number = rng.choice(BITS)
            width = 1 if number == "_Bool" else rng.randint(1, WIDTHS[number])
            nameless = rng.random() < 0.1
            if nameless:
                return Member(None, number, bits=rng.choice([0, width]))
            return Member(f"m{next(names)}", number, bits=width)
        return Member(f"m{next(names)}", rng.choice(list(NUMBERS)), lengths=rng.choice([(), (), (3,), (2, 2)]))

    def _lay_out(self):
        """Offsets in bits."""
        self.places, end, last, strictest = [], 0, 0, 8
        for member in self.members:
            size, alignment = member.size()
            own = 8 if self.is_packed else alignment
            count = 1
            for length in member.lengths:
                count *= length
            place = 0 if self.is_union else end
            if member.bits is None:
                place = _up(place, own)
                end = place + size * count
            elif member.bits == 0:
                end = place = _up(place, alignment)
            else:
                if not self.is_packed and place // size != (place + member.bits - 1) // size:
                    place = _up(place, alignment)
                end = place + member.bits
            self.places.append(place)
            last = max(last, end)
            if member.bits is None or member.name:
                strictest = max(strictest, own)
            elif NAMELESS_BITS_ALIGN:
                strictest = max(strictest, own if member.bits else alignment)
        strictest = max(strictest, 8 * self.aligned)
        self.alignment, self.size = strictest // 8, _up(last, strictest) // 8

    def body(self):
        attributes = ["packed"] * self.is_packed + [f"aligned({self.aligned})"] * bool(self.aligned)
        text = f" __attribute__(({', '.join(attributes)}))" if attributes else ""
        members = " ".join(member.declaration() for member in self.members)
        return f"{'union' if self.is_union else 'struct'}{text} {{ {members} }}"

    def fields(self, base=0):
        """As the text of a record has them."""
        texts = []
        for member, place in zip(self.members, self.places, strict=True):
            offset, first = divmod(base + place, 8)
            if member.name is None:
                texts += member.inner.fields(base + place) if member.inner else []
            elif member.bits is not None:
                texts.append(f"{member.name}[type={NUMBERS[member.number]};offset={offset};bits={first}:{member.bits}]")
            else:
                type_ = member.inner.record() if member.inner else NUMBERS[member.number]
                if member.lengths:
                    type_ = f"nestedarray({type_}, ({''.join(f'{n},' for n in member.lengths)}))"
                texts.append(f"{member.name}[type={type_};offset={offset}]")
        return texts

    def record(self):
        return f"Record({','.join(self.fields())};{self.size};True)"

    def leaves(self, rng, path=""):
        """Paths of numbers, each with its name in C and its bits; of a union those of one member."""
        members = [member for member in self.members if member.name or member.inner]
        for member in [rng.choice(members)] if self.is_union and members else members:
            name = path if member.name is None else f"{path}.{member.name}"
            for index in _indices(member.lengths):
                at = name + "".join(f"[{i}]" for i in index)
                if member.inner:
                    yield from member.inner.leaves(rng, at)
                else:
                    yield at, member.number, member.bits


def _indices(lengths):
    if not lengths:
        return [()]
    return [(i, *rest) for i in range(lengths[0]) for rest in _indices(lengths[1:])]


def drawn_value(rng, number, bits):
    """One that the number can be."""
    if number == "_Bool":
        return rng.choice([True, False])
    if "omplex" in number:
        return complex(rng.randint(-99, 99), rng.randint(-99, 99))
    if number in ("float", "double"):
        return float(rng.randint(-99, 99))
    width = WIDTHS[number] if bits is None else bits
    least = 0 if NUMBERS[number].startswith("u") else -(1 << (width - 1))
    value = rng.choice([least, least + (1 << width) - 1, rng.randrange(1 << width) + least])
    return min(value, 2**63 - 1)
