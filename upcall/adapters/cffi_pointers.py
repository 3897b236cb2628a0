"""Pointers of cffi that a function refers to."""

import sys

from upcall import _records
from upcall.adapters import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def held(thing: "Any") -> "tuple[str, bytearray] | None":
    """The type of a pointer to anything but a function, and memory that holds its address; None: it is none."""
    import _cffi_backend

    if not isinstance(thing, _cffi_backend._CDataBase) or _cffi_backend.typeof(thing).kind != "pointer":
        return None
    item = _cffi_backend.typeof(thing).item
    if item.kind == "function":
        return None
    address, _ = pointers.typed_address(thing) or (0, None)
    return _records.cffi_pointer(item, None), bytearray(address.to_bytes(8, sys.byteorder))
