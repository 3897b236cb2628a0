"""Pointers of cffi that a function refers to."""

import sys

from upcall import _records
from upcall.adapters import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def held(thing: "Any") -> "tuple[str, bytearray] | None":
    """Of an object of cffi: the type of a pointer, but to a function, and memory that holds its address; None: it is none."""
    import _cffi_backend

    type_ = _cffi_backend.typeof(thing)
    if type_.kind != "pointer" or type_.item.kind == "function":
        return None
    address, _ = pointers.typed_address(thing) or (0, None)
    return _records.cffi_pointer(type_.item, None), bytearray(address.to_bytes(8, sys.byteorder))
