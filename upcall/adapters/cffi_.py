"""Callbacks as cffi pointers."""

from upcall._core import Compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def function(compiled: Compiled) -> "Any":
    """Make a cffi `void *` of compiled code, which lives as long as the pointer object.

    cffi takes it for a function pointer of any type, and one with a type only where the place has the very same one.

    Raises
    ------
    ImportError
        cffi isn't installed.
    """
    try:
        from cffi import FFI
    except ImportError as error:
        raise ImportError("the attribute .cffi needs the package cffi: pip install cffi") from error
    ffi = FFI()
    return ffi.gc(ffi.cast("void *", compiled.pointer), lambda _, keep=compiled: None)
