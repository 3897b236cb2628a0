"""What ctypes, NumPy and cffi have for C types, as text that a declaration has."""

import sys

from upcall import _records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def text(annotation: "Any") -> "str | None":
    """Find the C type of a class or a type object, "float64*"; of a struct that of the struct itself; None: it has none."""
    described = _records.known(annotation)
    if described is not None:
        return str(described)
    if isinstance(annotation, type):
        return _of_class(annotation)
    if type(annotation).__module__ == "_cffi_backend":
        return _of_cffi(annotation)
    return None


def _of_class(class_: "Any") -> "str | None":
    if "_ctypes" in sys.modules:
        found = _of_ctypes(class_)
        if found is not None:
            return found
    numpy = sys.modules.get("numpy")
    if numpy and issubclass(class_, numpy.generic):
        try:
            return str(_records.from_dtype(class_))
        except (NotImplementedError, TypeError):
            return None
    return None


def _of_ctypes(class_: "Any") -> "str | None":
    import ctypes
    from _ctypes import CFuncPtr

    from upcall.adapters import foreign

    if issubclass(class_, CFuncPtr):
        function = foreign.ctypes_function(class_, None)
        return function and f"({function})"
    if issubclass(class_, ctypes.Array):
        lengths = []
        while issubclass(class_, ctypes.Array):
            lengths.append(class_._length_)
            class_ = class_._type_
        element = text(class_)
        return None if element is None else element + "".join(f"[{length}]" for length in lengths)
    if issubclass(class_, ctypes._Pointer):
        element = text(class_._type_)
        return None if element is None else f"({element})*"
    if issubclass(class_, ctypes.c_void_p):
        return "voidptr"
    if issubclass(class_, ctypes._SimpleCData):
        return _records._ctypes_field(class_)
    return None


def _of_cffi(type_: "Any") -> "str | None":
    kind = getattr(type_, "kind", None)
    if kind == "array" and type_.length is not None:
        element = text(type_.item)
        return None if element is None else f"{element}[{type_.length}]"
    if kind == "pointer":
        element = "void" if type_.item.kind == "void" else text(type_.item)
        return None if element is None else f"({element})*"
    return _records._cffi_field(type_) if kind in ("primitive", "enum") else None
