"""What lies in memory that objects of Python and of ctypes offer: for functions that refer to them."""

import sys

from upcall import _records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Letters of array.array and of memoryview: NumPy's kinds
_KINDS = {**dict.fromkeys("bhilqn", "i"), **dict.fromkeys("BHILQN", "u"), "f": "f", "d": "f", "?": "b", "c": "u"}


def elements(memory: "Any") -> "tuple[str, bool] | None":
    """Find what lies there.

    Parameters
    ----------
    memory : object
        Something with a buffer, none of NumPy's.

    Returns
    -------
    (type, is_number)
        The type of an element, and whether there is one alone, a number of ctypes; None: compiled code has no type for it.
    """
    class_ = type(memory)
    if isinstance(memory, bytearray):
        return "uint8", False
    if isinstance(memory, memoryview):
        return _of_format(memory)
    if class_.__module__ == "array":
        return _of_letter(memory.typecode, memory.itemsize)
    return _of_ctypes(class_) if "_ctypes" in sys.modules else None


def _of_letter(letter: str, size: int) -> "tuple[str, bool] | None":
    kind = _KINDS.get(letter)
    text = None if kind is None else _records._scalar(kind, size)
    return None if text is None else (text, False)


def _of_format(memory: memoryview) -> "tuple[str, bool] | None":
    try:
        letter = memory.format.removeprefix("@")
        return _of_letter(letter, memory.itemsize) if memory.ndim else None
    except ValueError:  # it is released
        return None


def _of_ctypes(class_: "Any") -> "tuple[str, bool] | None":
    import ctypes

    if issubclass(class_, ctypes._SimpleCData):
        text = None if class_._type_ in "cuzZP" else _records._ctypes_field(class_)
        return None if text is None or text == "voidptr" else (text, True)
    if not issubclass(class_, ctypes.Array):
        return None
    while issubclass(class_, ctypes.Array):
        class_ = class_._type_
    try:
        text = _records._ctypes_field(class_)
    except NotImplementedError:
        return None
    return None if text is None else (text, False)
