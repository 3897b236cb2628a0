"""What lies in memory that objects of Python and of ctypes offer: for functions that refer to them."""

import sys

from upcall import _records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Letters of array.array and of memoryview: NumPy's kinds
_KINDS = {**dict.fromkeys("bhilqn", "i"), **dict.fromkeys("BHILQN", "u"), "f": "f", "d": "f", "?": "b", "c": "u"}
_NUMBERS = {"c": "char", "z": "char*", "P": "voidptr"}  # codes of ctypes for what isn't a number in Python


_UNKNOWN = "write: another type of ctypes, such as c_double or c_int, in this machine's byte order"
_SWAPPED = "write: an array of numbers in this machine's byte order"


def elements(memory: "Any") -> "tuple[str, bool] | str | None":
    """Find what lies there.

    Parameters
    ----------
    memory : object
        Something with a buffer, none of NumPy's.

    Returns
    -------
    (type, is_number)
        The type of an element, and whether there is one alone, a number or a pointer of ctypes; what to write instead, or None:
        compiled code has no type for it.
    """
    class_ = type(memory)
    if any(base.__module__ == "numpy" for base in class_.__mro__):  # a number, a date, an array with a mask
        return None
    if "_ctypes" in sys.modules and _is_of_ctypes(class_):
        return _of_ctypes(class_)
    if class_.__module__ == "array":
        return _of_letter(memory.typecode, memory.itemsize)
    try:
        return _of_view(memoryview(memory))
    except (ValueError, BufferError, TypeError):  # it is released, or closed
        return None


def _of_letter(letter: str, size: int) -> "tuple[str, bool] | None":
    kind = _KINDS.get(letter)
    text = None if kind is None else _records._scalar(kind, size)
    return None if text is None else (text, False)


def _of_view(view: memoryview) -> "tuple[str, bool] | None":
    letter = view.format.lstrip("@=<" if sys.byteorder == "little" else "@=>!")
    numpy = sys.modules.get("numpy")
    if letter in _KINDS or not numpy:
        return _of_letter(letter, view.itemsize)
    try:
        found = _records.known(numpy.asarray(view).dtype)
    except RuntimeError:  # NumPy has no such type
        return None
    return None if found is None else (str(found), False)


def _is_of_ctypes(class_: "Any") -> bool:
    import ctypes

    return issubclass(class_, ctypes.c_int.__mro__[-2])  # _CData, which has no name outside


def _of_ctypes(class_: "Any") -> "tuple[str, bool] | str | None":
    import ctypes

    if issubclass(class_, ctypes._Pointer):
        text = _records._ctypes_field(class_)
        return None if text is None else (text, True)
    if hasattr(class_, "_swappedbytes_"):
        return _SWAPPED
    if issubclass(class_, ctypes._SimpleCData):
        text = _NUMBERS.get(class_._type_) or _records._ctypes_field(class_)
        return _UNKNOWN if text is None or (text == "voidptr" and class_._type_ != "P") else (text, True)
    if not issubclass(class_, ctypes.Array):
        return None
    while issubclass(class_, ctypes.Array):
        class_ = class_._type_
    try:
        text = _records._ctypes_field(class_)
    except NotImplementedError:
        return None
    return None if text is None else (text, False)
