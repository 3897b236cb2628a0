"""Where bit-fields of ctypes lie, and where C compilers put them."""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class OtherLayout(NotImplementedError):
    """C compilers put the bit-fields of a struct elsewhere than ctypes does."""


def place_of(class_: "Any", name: str, type_: "Any", bits: "list[int]") -> "tuple[int, ...]":
    """Where a field lies: its offset in bytes; of a bit-field that of its word, its first bit there, and how many bits."""
    field = getattr(class_, name)
    if not bits:
        return (field.offset,)
    if hasattr(field, "bit_offset"):  # since 3.14
        return field.byte_offset, field.bit_offset, field.bit_size
    return field.offset, field.size & 0xFFFF, field.size >> 16


def has_nameless(class_: "Any") -> bool:
    """Whether there are bit-fields without a name, which a cdef has named."""
    fields = [field for base in class_.__mro__ for field in base.__dict__.get("_fields_", ())]
    nameless = getattr(class_, "_upcall_nameless_", ())
    return any(bits and bits[0] and name in nameless for name, _, *bits in fields)


def check(class_: "Any") -> None:
    """Refuse a class with bit-fields that C compilers put elsewhere.

    Raises
    ------
    OtherLayout
        It has one, and ctypes of this Python has no struct like C's.
    """
    import ctypes

    bases = [base for base in reversed(class_.__mro__) if base.__dict__.get("_fields_")]
    fields = [field for base in bases for field in base.__dict__["_fields_"]]
    if all(len(field) == 2 for field in fields):
        return
    nameless = getattr(class_, "_upcall_nameless_", ())
    strictest = 8 * getattr(class_, "_align_", 0) or 8
    is_union = issubclass(class_, ctypes.Union)
    places, end = places_in_c(
        [(type_, *(bits or [-1])) for _, type_, *bits in fields], getattr(class_, "_pack_", 0), is_union
    )
    for place, (name, type_, *bits) in zip(places, fields, strict=True):
        offset, first = (*place_of(class_, name, type_, bits), 0)[:2]
        if 8 * offset + first != place:
            raise OtherLayout(f"{class_.__name__}.{name} {_ELSEWHERE}")
        if NAMELESS_ALIGN or not (bits and name in nameless):
            strictest = max(strictest, _alignment(type_, getattr(class_, "_pack_", 0)))
    if 8 * ctypes.sizeof(class_) != _up(end, strictest) or 8 * ctypes.alignment(class_) != strictest:
        raise OtherLayout(f"{class_.__name__} has another size or alignment with C compilers: {_WRITE}")


def places_in_c(fields: "list[tuple[Any, int]]", pack: int, is_union: bool) -> "tuple[list[int], int]":
    """Where C compilers put fields, classes with a number of bits or -1, and where the last one ends: all in bits.

    A word of a bit-field's type holds as many as have room, whatever their types; in packed structs they lie without gaps. One of
    0 bits ends the word.
    """
    import ctypes

    places, end, last = [], 0, 0
    for type_, bits in fields:
        size = 8 * ctypes.sizeof(type_)
        alignment = _alignment(type_, pack if bits else 0)
        place = 0 if is_union else end
        if bits <= 0 or (not pack and place // size != (place + bits - 1) // size):
            place = _up(place, alignment)
        places.append(place)
        end = place + (bits if bits >= 0 else size)
        last = max(last, end)
    return places, last


def _alignment(type_: "Any", pack: int) -> int:
    import ctypes

    return 8 * (min(ctypes.alignment(type_), pack) if pack else ctypes.alignment(type_))


def _up(place: int, alignment: int) -> int:
    return -(-place // alignment) * alignment


NAMELESS_ALIGN = posix.uname().machine == "aarch64"  # those without a name align a struct
_WRITE = "write the words that hold its bit-fields, or describe it by cffi"
_ELSEWHERE = f"lies elsewhere with C compilers than ctypes of this Python puts it: {_WRITE}"
