"""Callbacks as cffi pointers."""

from upcall._core import Compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def function(compiled: Compiled) -> "Any":
    """Make a cffi pointer of compiled code, which lives as long as the pointer object.

    It is of the type of cffi that was given as signature, else a `void *`: cffi takes that for a function pointer of any type,
    and one with a type only where the place has the very same one.

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
    given = compiled.signature.origin
    type_ = given if type(given).__module__ == "_cffi_backend" else "void *"
    return ffi.gc(ffi.cast(type_, compiled.pointer), lambda _, keep=compiled: None)
