"""C functions that compiled code may call: whose they are, where they lie, what they take and give."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import TypeAlias

    Found: TypeAlias = tuple[int, str, str]  # address, type as text, name


class Refused(Exception):
    """It is a C function, but compiled code can't call it: the text says what to write instead."""


def described(thing: "Any") -> "Found | str | None":
    """Describe a C function.

    Parameters
    ----------
    thing : object
        Anything that can be called, or a capsule.

    Returns
    -------
    tuple, str or None
        Address, type as text, and name; or why compiled code can't call it; None where it is no C function that says what it takes.
    """
    try:
        return _ctypes_function(thing)
    except Refused as refused:
        return str(refused)


# ---- ctypes

_PYTHON_API, _HAS_ERRNO = 4, 8  # FUNCFLAG_* of ctypes


def _ctypes_function(thing: "Any") -> "Found | None":
    if "_ctypes" not in sys.modules:
        return None
    import ctypes
    from _ctypes import CFuncPtr

    if not isinstance(thing, CFuncPtr):
        return None
    name = getattr(thing, "__name__", None) or "of ctypes"
    _check_ctypes(thing)
    address = ctypes.cast(thing, ctypes.c_void_p).value
    if not address:
        raise Refused("write: a function; this pointer is NULL")
    return address, ctypes_prototype(thing.restype, thing.argtypes), name


def _check_ctypes(function: "Any") -> None:
    if function._flags_ & _PYTHON_API:
        raise Refused("write: a function of a CDLL; what ctypes.PyDLL and pythonapi give needs the GIL, which compiled code hasn't")
    if any(type(held).__name__ == "CThunkObject" for held in (function._objects or {}).values()):
        raise Refused("write: @cfunc for the Python function; ctypes would call the interpreter, without the GIL")
    if function.argtypes is None:
        raise Refused("write: f.argtypes = [...] and f.restype = ..., before the function is compiled")
    if getattr(function, "errcheck", None) is not None:
        raise Refused("write: a check of the result in the function; its errcheck is Python")


def ctypes_prototype(result: "Any", arguments: "Any") -> str:
    """Write the type of a pointer to a function: "float64 (*)(float64, int32)".

    Raises
    ------
    Refused
        Compiled code has no such type.
    """
    texts = ", ".join(_ctypes_type(type_) for type_ in arguments)
    return f"{'void' if result is None else _ctypes_type(result)} (*)({texts})"


def _ctypes_type(type_: "Any") -> str:
    import ctypes
    from _ctypes import CFuncPtr

    from upcall import _records

    if not isinstance(type_, type):
        raise Refused(f"write: a ctypes class for {type_!r}; what converts by calling Python can't be")
    if issubclass(type_, CFuncPtr):
        if type_._argtypes_ is None:
            raise Refused(f"write: {type_.__name__} with the types of its arguments")
        return ctypes_prototype(type_._restype_, type_._argtypes_)
    if issubclass(type_, ctypes.py_object):
        raise Refused("write: a C function that takes no Python objects; they need the GIL")
    if issubclass(type_, (ctypes.Structure, ctypes.Union, ctypes.Array)):
        raise Refused(f"write: ctypes.POINTER({type_.__name__}); structures aren't passed by value yet")
    if issubclass(type_, ctypes._Pointer):
        return _pointer_to(type_._type_)
    text = _records._ctypes_field(type_)
    if text is None:
        raise Refused(f"write: another type than {type_.__name__}, which compiled code hasn't")
    return text


def _pointer_to(type_: "Any") -> str:
    import ctypes
    from _ctypes import CFuncPtr

    from upcall import _records

    if issubclass(type_, (ctypes._Pointer, CFuncPtr)):
        return f"{_ctypes_type(type_)}*"
    record = _records._ctypes_text(type_)
    return f"{record or _ctypes_type(type_)}*"
