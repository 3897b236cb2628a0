"""Callbacks as ctypes functions."""

import ctypes
from _ctypes import CFuncPtr
from typing import Any

from upcall._core import Compiled, Signature, Type

_prototypes: dict[Signature, type[Any]] = {}


def type_of(type_: Type) -> Any:
    """Find the ctypes type of an upcall type: None for void.

    Raises
    ------
    TypeError
        ctypes has no such type.
    """
    if type_.element is not None:
        return ctypes.POINTER(type_of(type_.element))
    if str(type_) == "none":
        return None
    if not type_.ctypes_name:
        raise TypeError(f"ctypes has no type for {type_}: use .address, .cffi or .capsule")
    return getattr(ctypes, type_.ctypes_name)


# Called from Python the compiled code runs directly and its errors are raised; through the pointer, as C calls it, they
# could only be reported to sys.unraisablehook.
def _call(self: Any, *args: Any) -> Any:
    return self._compiled(*args)


def _call_for_pointer(self: Any, *args: Any) -> Any:
    return ctypes.cast(self._compiled(*args), self.restype)


def _prototype(signature: Signature) -> type[Any]:
    restype = type_of(signature.return_type)
    members = {
        "_flags_": 1,  # FUNCFLAG_CDECL
        "_restype_": restype,
        "_argtypes_": tuple(map(type_of, signature.args)),
        "__call__": _call if signature.return_type.element is None else _call_for_pointer,
        "__module__": __name__,
    }
    made: type[Any] = type(CFuncPtr)("Callback", (CFuncPtr,), members)  # type: ignore[misc]
    return made


def function(compiled: Compiled) -> Any:
    """Make a ctypes function of compiled code, which lives as long as the function."""
    signature = compiled.signature
    if signature not in _prototypes:
        _prototypes[signature] = _prototype(signature)
    made = _prototypes[signature](compiled.pointer)
    made._compiled = compiled
    made.__name__ = compiled.name
    return made
