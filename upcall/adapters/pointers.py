"""Addresses of what other libraries call a pointer: ctypes, cffi, and objects with _as_parameter_."""

import sys

from upcall._core import Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def typed_address(pointer: "Any") -> tuple[int, str | None] | None:
    """Find where a ctypes or cffi pointer points.

    Returns
    -------
    (address, type)
        The address, 0 for null, and NumPy's type string of what it points to, such as "f8": "" for anything but a number
        (another pointer, a struct), None for an untyped pointer; None instead of both for an object that is no pointer.
    """
    module = type(pointer).__module__
    if module == "_cffi_backend":
        return _cffi_address(pointer)
    return _ctypes_address(pointer) if "_ctypes" in sys.modules else None


def _ctypes_address(pointer: "Any") -> tuple[int, str | None] | None:
    import ctypes
    from _ctypes import CFuncPtr

    if isinstance(pointer, (ctypes._Pointer, ctypes.Array)):
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0, _ctypes_name(pointer._type_)
    if isinstance(pointer, (ctypes.c_void_p, ctypes.c_char_p, CFuncPtr)):
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0, None
    if type(pointer).__name__ == "CArgObject":  # ctypes.byref(object)
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0, _ctypes_name(type(pointer._obj))
    return None


def _ctypes_name(type_: "Any") -> str | None:
    import ctypes

    code = getattr(type_, "_type_", None)
    if isinstance(type_, type(ctypes.Array)):
        return _ctypes_name(code)
    if code == "c":  # c_char: memory of whatever kind
        return None
    if not isinstance(code, str) or code not in "?bBhHiIlLqQfd":
        return ""
    kind = "b" if code == "?" else "f" if code in "fd" else "i" if code.islower() else "u"
    return f"{kind}{ctypes.sizeof(type_)}"


def _cffi_address(pointer: "Any") -> tuple[int, str | None] | None:
    import _cffi_backend

    type_ = _cffi_backend.typeof(pointer)
    if type_.kind not in ("pointer", "array"):
        return None
    word = _cffi_backend.cast(_cffi_backend.new_primitive_type("uintptr_t"), pointer)
    return int(word), _cffi_name(type_.item)


def _cffi_name(type_: "Any") -> str | None:
    import _cffi_backend

    while type_.kind == "array":
        type_ = type_.item
    if type_.kind == "void" or type_.cname == "char":  # memory of whatever kind
        return None
    if type_.kind != "primitive" or type_.cname == "long double":
        return ""
    name = type_.cname
    size = _cffi_backend.sizeof(type_)
    if name == "_Bool":
        kind = "b"
    elif "omplex" in name:  # _cffi_double_complex_t, or _Complex
        kind = "c"
    elif name in ("float", "double"):
        kind = "f"
    else:
        kind = "u" if name.startswith(("u", "size_t")) else "i"
    return f"{kind}{size}"


def address(argument: "Any", type_: Type) -> "Any":
    """Find the address for an argument of a pointer type.

    Parameters
    ----------
    argument : object
        What was given for it; no None, int or plain buffer.
    type_ : Type
        The pointer type it is for.

    Returns
    -------
    int or object
        The address, or another object to take instead of the argument; NotImplemented where there is neither.

    Raises
    ------
    TypeError
        A pointer to something else.
    """
    found = typed_address(argument)
    if found is None:
        if hasattr(argument, "__index__"):
            return argument.__index__()
        return getattr(argument, "_as_parameter_", NotImplemented)
    wanted = type_.element.numpy_name if type_.element is not None else ""
    if wanted and found[1] is not None and not _same(wanted, found[1]):
        return NotImplemented
    return found[0]


def _same(wanted: str, found: str) -> bool:
    """Bytes pass as either sign, as in C."""
    return wanted == found or {wanted, found} == {"i1", "u1"}
